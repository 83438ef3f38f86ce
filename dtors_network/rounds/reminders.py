"""Texts that go out: a reminder for each service on whom a round still waits, and a word beforehand for the chair."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dtors_network.gaps import wording
from dtors_network.model.area import Contact
from dtors_network.rounds.form import AskedRound
from dtors_network.rounds.result import Rounds
from dtors_network.rounds.standing import Standing


@dataclass(frozen=True, slots=True)
class Reminder:
    """One line of a mail merge; no name of a person stands in it."""

    standing: Standing
    name: str
    contact: Contact | None
    text: str


def reminders(found: Rounds) -> tuple[Reminder, ...]:
    """Write a reminder for each service that has something left, those on which most findings hang first.

    Parameters
    ----------
    found : Rounds
        How the round stands.

    Returns
    -------
    tuple of Reminder
        None for a service that answered, declined or is no more.
    """
    contacts = {row.service: row for row in found.area.contacts}
    return tuple(
        Reminder(one, _name(found, one), contacts.get(one.service), _text(found, one))
        for one in found.standings
        if one.is_waited_for
    )


def _name(found: Rounds, one: Standing) -> str:
    if one.service in found.area.service:
        return wording.service(found.area, one.service)
    return found.chosen.by_service[one.service].name


def _text(found: Rounds, one: Standing) -> str:
    return " ".join(_sentences(found, one))


def _sentences(found: Rounds, one: Standing) -> Iterator[str]:
    asked = found.chosen
    closes = f" by {_day(asked)}" if asked.closes else ""
    sent = f" on {one.sent_on.day} {one.sent_on:%B}" if one.sent_on else ""
    yield f"We sent {_name(found, one)} some questions{sent} about how people move between services."
    if one.voices:
        yield f"Thank you for what you told us. {_left(one.left)} still open."
    elif one.left:
        yield f"{_left(one.left)} open. It takes a few minutes."
    yield f"Please send the form back{closes}. You can skip what you do not know, or tell us that you would rather not."
    if one.open and one.open[0].hangs:
        yield f"One thing that hangs on it: {one.open[0].hangs}"


def _left(number: int) -> str:
    return "One question is" if number == 1 else f"{number:,} questions are"


def _day(asked: AskedRound) -> str:
    return f"{asked.closes.day} {asked.closes:%B %Y}" if asked.closes else ""


def notice(asked: AskedRound) -> str:
    """Write a word beforehand, for the chair of the partnership to send before the forms go out.

    Parameters
    ----------
    asked : AskedRound
        The round.

    Returns
    -------
    str
        A few short paragraphs; no service and no person is named.

    Examples
    --------
    >>> from datetime import date
    >>> asked = AskedRound(area="a", area_name="Ellerwick", round="r1", reference="p", digest="",
    ...     opened=date(2026, 2, 2), closes=None, words={}, forms=(), not_asked={}, findings=(), coverage={})
    >>> notice(asked).splitlines()[0]
    'Subject: Ellerwick: a few questions on how people move between services'
    """
    closes = f" Please answer by {_day(asked)}." if asked.closes else ""
    services = "1 service" if len(asked.forms) == 1 else f"{len(asked.forms):,} services"
    most = max((len(form.first) for form in asked.forms), default=0)
    matter = f"At most {most:,} of them matter most and come first" if most else "They take a few minutes"
    return "\n".join((
        f"Subject: {asked.area_name}: a few questions on how people move between services",
        "",
        "Dear all,",
        "",
        f"In the next days {services} will get a short form from us. It asks who you send people to, who sends people "
        "to you, who you take, and what gets in the way.",
        f"{matter}; the rest you may skip.{closes}",
        "Anybody at your service may answer, and more than one of you. We ask for a role and not for a name. There is "
        "no right or wrong answer, and nobody is measured by it.",
        "If you do not know, say so. That helps us too.",
        "",
        "Thank you.",
    ))  # fmt: skip

"""The account of a round of questions: how each service stands, what hangs on the silent ones, and what moved."""

from __future__ import annotations

from typing import Final

from dtors_network.accounts.account import Account
from dtors_network.accounts.dates import british
from dtors_network.accounts.rounds_columns import (
    BEHIND,
    BY_STATE,
    COVERAGE,
    MOVED,
    OPEN,
    REMINDERS,
    SERVICES,
    Row,
    Silent,
)
from dtors_network.accounts.sheet import Sheet
from dtors_network.accounts.stamp import stamp_of
from dtors_network.evidence import KINDS
from dtors_network.gaps import wording
from dtors_network.rounding import counted
from dtors_network.rounds.reminders import notice, reminders
from dtors_network.rounds.result import SILENT, Rounds
from dtors_network.rounds.standing import Standing

NOTES: Final = (
    "A question is left while nobody of the service answered it. Don't know, not us and never asked are answers.",
    "Days run from sending to the first reply, or until today.",
    "What a service that is silent could change is within the bounds of every finding already.",
    "A state that is typed into the table asked stands in place of the one that the replies give.",
    "A service that told nothing and was taken off the list counts as no such service any more.",
)


def rounds_account(found: Rounds) -> Account:
    """Tell how a round of questions stands.

    Parameters
    ----------
    found : Rounds
        What ``rounds_of`` gives.

    Returns
    -------
    Account
        Sheets ``services`` (one row a service that was asked, then the others), ``states``, ``open`` (questions
        without an answer), ``moved`` (findings that are not as they were), ``coverage``, ``silent`` and ``reminders``.

    Raises
    ------
    UnprotectedError
        If the area never passed ``protect``.
    """
    states = [(state, number) for state, number in found.states.items() if number]
    open_ = [(one, _name(found, one.service), question) for one in found.asked for question in one.open]
    left = sorted(open_, key=lambda row: -len(row[2].findings))
    title = "Findings that moved since it was opened" if found.is_last else "Findings that moved until the next round"
    return Account(
        name="rounds",
        stamp=stamp_of(found.area),
        headline=headline(found),
        sentences=tuple(_sentences(found)),
        sheets=(
            Sheet("services", "How each service stands", SERVICES, _rows(found), none="no service was asked"),
            Sheet("states", "Services by how they stand", BY_STATE, states),
            Sheet("moved", title, MOVED, found.moved, none="no finding moved"),
            Sheet("open", "Questions without an answer", OPEN, left, none="no question is left", most=20),
            Sheet("coverage", "Who spoke of the links", COVERAGE, _coverage(found), none="no link is asked for"),
            Sheet("silent", "Behind the silent services", BEHIND, _silent(found), none="no service is silent"),
            Sheet("reminders", "Whom to remind", REMINDERS, reminders(found), none="nobody is waited for", most=10),
        ),
        notes=NOTES,
    )


def notice_of(found: Rounds) -> str:
    """Give the word beforehand that the chair may send."""
    return notice(found.chosen)


def headline(found: Rounds) -> str:
    """Say how many replied, and what is left."""
    asked, replied = len(found.asked), sum(one.voices > 0 for one in found.asked)
    left = sum(one.left for one in found.asked)
    hang = len({id_ for one in found.asked for id_ in one.findings})
    said = f"Round {found.chosen.round}: {replied:,} of {counted(asked, 'service', 'services')} replied"
    if not any(one.questions for one in found.asked):
        return f"{said}; no finding hangs on what a service could tell."
    if not left:
        return f"{said}, and no question that matters is left."
    hangs = f"{counted(hang, 'finding hangs', 'findings hang')} on them"
    return f"{said}; {counted(left, 'question that matters is', 'questions that matter are')} left, and {hangs}."


def _sentences(found: Rounds) -> list[str]:
    chosen = found.chosen
    closes = f", closes on {british(chosen.closes)}" if chosen.closes else ""
    told = [f"Opened on {british(chosen.opened)}{closes}."]
    if not found.is_last:
        told.append("A later round was opened: what comes back now changes nothing here.")
    late = sum(one.late for one in found.standings)
    if late:
        told.append(f"{counted(late, 'reply', 'replies')} came after that; the area has heard them.")
    silent = [one.service for one in found.asked if one.state in SILENT]
    people = found.behind(silent)
    if silent and people is not None:
        services = counted(len(silent), "service that told nothing", "services that told nothing")
        told.append(f"Arrivals and referrals on record at {services}: {people} people.")
    if found.moved:
        told.append(f"{counted(len(found.moved), 'finding', 'findings')} moved.")
    return told


def _name(found: Rounds, service: str) -> str:
    if service in found.area.service:
        return wording.service(found.area, service)
    return f"{found.chosen.by_service[service].name}, not listed any more"


def _rows(found: Rounds) -> list[Row]:
    return [(one, _name(found, one.service), _kind(found, one.service)) for one in found.standings]


def _kind(found: Rounds, service: str) -> str:
    row = found.area.service.get(service)
    return found.area.codebook.service_type[row.service_type].title if row else ""


def _coverage(found: Rounds) -> list[tuple[str, str, int, int]]:
    by = found.coverage
    return [(kind, words, by[kind], sum(by.values())) for kind, words in KINDS if by.get(kind)]


def _silent(found: Rounds) -> list[Silent]:
    area = found.area
    by_kind: dict[str, list[Standing]] = {}
    for one in found.asked:
        row = area.service.get(one.service)
        by_kind.setdefault(row.service_type if row else "", []).append(one)
    told = []
    for kind, mine in by_kind.items():
        silent = [one.service for one in mine if one.state in SILENT]
        if silent:
            title = area.codebook.service_type[kind].title if kind else "Not listed any more"
            told.append(Silent(title, len(silent), len(mine), found.behind(silent)))
    return sorted(told, key=lambda row: -row.silent)

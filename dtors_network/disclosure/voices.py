"""Voices on their way out: settled, without their date, and nobody to be recognised (design §8)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import replace
from typing import Any, Final

from dtors_network.evidence import latest_acceptance, latest_answers, latest_voices
from dtors_network.model.area import HOLDERS, AcceptanceVoice, Action, Answer, Area, BarrierReport, Contact, Statement

ENOUGH: Final = 3
"""Different people who spoke of a place, from which on their role and month are shown."""


Voice = Statement | BarrierReport | AcceptanceVoice


def protected_voices(area: Area) -> dict[str, tuple[Any, ...]]:
    """Give statements, voices on acceptance, answers, barrier reports, actions and contacts as others may see them.

    Parameters
    ----------
    area : Area
        The exact area.

    Returns
    -------
    dict
        Rows by table: one undated row a voice, the latest of each reporter, in an order that only their content
        decides; pseudonyms, excerpts, notes, documents and unknown columns are gone, and so are the roles where
        fewer than three people spoke of a place.

    Examples
    --------
    >>> from dtors_network.examples import small_area
    >>> [(row.reporter, row.said_on) for row in protected_voices(small_area())["statements"]][:2]
    [('voice 1', None), ('voice 1', None)]
    """
    people = _people(area)
    return {
        "statements": tuple(_statements(area, people)),
        "answers": tuple(_answers(area)),
        "barriers": tuple(_barriers(area.barriers, people)),
        "acceptance_voices": tuple(_acceptance(area)),
        "actions": tuple(sorted(map(_action, area.actions), key=repr)),
        "contacts": tuple(sorted(map(_contact, area.contacts), key=repr)),
        **dict.fromkeys(HOLDERS, ()),
    }


def _place(row: Voice) -> Hashable:
    """Give what a voice is about: a link, a service, a type or the area."""
    if isinstance(row, AcceptanceVoice):
        return "", "", row.service, ""
    if isinstance(row, Statement):
        return row.source, row.target, "", ""
    return row.source, row.target, row.service, row.service_type


def _people(area: Area) -> dict[Hashable, set[Hashable]]:
    """Give the different people who spoke of each place; those without a pseudonym are one a role."""
    found: dict[Hashable, set[Hashable]] = defaultdict(set)
    spoken: tuple[Voice, ...] = (*area.statements, *area.barriers, *area.acceptance_voices)
    for row in spoken:
        found[_place(row)].add((row.reporter, None) if row.reporter else ("", row.reporter_role))
    return found


def _statements(area: Area, people: dict[Hashable, set[Hashable]]) -> Iterable[Statement]:
    voices = latest_voices(area.statements)
    for end in sorted(voices):
        known = [replace(row, **_unnamed(row, people), note="") for row in voices[end]]
        for number, row in enumerate(sorted(known, key=repr), start=1):
            yield replace(row, said_on=None, reporter=f"voice {number}")


def _acceptance(area: Area) -> Iterable[AcceptanceVoice]:
    voices = latest_acceptance(area.acceptance_voices)
    people = _people(area)
    for place in sorted(voices):
        known = [replace(row, **_unnamed(row, people), note="") for row in voices[place]]
        for number, row in enumerate(sorted(known, key=repr), start=1):
            yield replace(row, said_on=None, reporter=f"voice {number}")


def _unnamed(row: Voice, people: dict[Hashable, set[Hashable]]) -> dict[str, Any]:
    """Give the fields without who it was; the month stays where enough people spoke."""
    if len(people[_place(row)]) < ENOUGH:
        return {"reporter": "", "reporter_role": None, "said_on": None, "extra": (), "origin": None}
    month = row.said_on.replace(day=1) if row.said_on else None
    return {"reporter": "", "said_on": month, "extra": (), "origin": None}


def _answers(area: Area) -> Iterable[Answer]:
    rows = latest_answers(area.answers).values()
    return sorted((replace(row, by="", on=None, extra=(), origin=None) for row in rows), key=repr)


def _barriers(rows: Iterable[BarrierReport], people: dict[Hashable, set[Hashable]]) -> Iterable[BarrierReport]:
    gone: dict[str, Any] = {"report": "", "document": "", "locator": "", "excerpt": "", "reply_note": ""}
    known = sorted((replace(row, **_unnamed(row, people), **gone) for row in rows), key=repr)
    for number, row in enumerate(known, start=1):
        yield replace(row, report=f"B{number:03}")


def _action(row: Action) -> Action:
    return replace(row, owner="", extra=(), origin=None)


def _contact(row: Contact) -> Contact:
    return replace(row, person="", extra=(), origin=None)

"""Read the levers of a codebook, and a user's own beside them or in their place."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Sequence
from typing import Final

from dtors_network.model.codebook import Codebook
from dtors_network.model.lever import (
    LEVER_PLACES,
    MEASURE_CHANGES,
    MEASURES,
    NEEDS,
    NOT_READ,
    RELIEVE,
    Action,
    EvidenceGrade,
    Lever,
    Seen,
)
from dtors_network.model.near import did_you_mean
from dtors_network.safe.yaml_fields import Fields

_TOLD: Final = f'Write what the source says, or "{NOT_READ}" in quotes where it was not read'
_REASON_ONLY: Final = ("title", "places", "change", "also", "actions", "did_not_help", "note")


def read_levers(fields: Fields, base: Codebook, codes: Sequence[str], sources: Sequence[str]) -> tuple[Lever, ...]:
    """Read the block ``levers``; one of a code that the base has too stands in its place.

    Those of the base in their order, replaced where the file has its own, then the new ones. ``codes`` may have a lever
    and ``sources`` be its source, old and new; faults are noted in ``fields``, none is raised.
    """
    known = [code for code in (*codes, *MEASURES) if code not in base.lever or base.lever[code].is_lever]
    levers = dict(base.lever)
    entries: dict[str, Fields] = {}
    for code, entry in fields.items("levers"):
        if code not in known and code not in base.lever:
            problem = "only a barrier, a reason for a refusal or a measure can have a lever"
            entry.note("", problem, did_you_mean(code, known), code)
        levers[code], entries[code] = _lever(code, entry, base.lever.get(code), sources), entry
    for code, entry in entries.items():
        others = [other for other in known if other != code and other in levers and levers[other].is_lever]
        entry.check("also", levers[code].also, others)
    return tuple(levers.values())


def _lever(code: str, entry: Fields, before: Lever | None, sources: Container[str]) -> Lever:
    if before and not before.is_lever:
        entry.note("", "this can never be a lever", f"Leave it out: {before.not_a_lever}", code)
    why = entry.text("not_a_lever", "")
    actions = tuple(_actions(entry, "actions", sources))
    lever = Lever(
        code=code,
        title=entry.text("title", "" if why else None),
        places=entry.choices("places", LEVER_PLACES),
        change=entry.choice("change", [MEASURE_CHANGES.get(code, RELIEVE)], "") or "",
        also=entry.texts("also"),
        actions=actions,
        did_not_help=tuple(_actions(entry, "did_not_help", sources, [action.code for action in actions])),
        not_a_lever=why,
        note=entry.text("note", ""),
    )
    entry.finish()
    if why:
        for key in _REASON_ONLY:
            if key in entry.mapping:
                entry.note(key, "what is not a lever has nothing but its reason", "Take this out, or not_a_lever")
    elif not (lever.actions or lever.also):
        entry.note("", "this says nothing that can be done", "Give actions, also, or not_a_lever with the reason")
    return lever


def _actions(lever: Fields, key: str, sources: Container[str], taken: Container[str] = ()) -> Iterator[Action]:
    for code, entry in lever.items(key, taken):
        yield Action(
            code=code,
            does=entry.text("does"),
            grade=_grade(entry),
            sources=_sources(entry, sources, needed=True),
            at=entry.text("at", ""),
            needs=entry.choices("needs", NEEDS),
            seen=tuple(_seen(entry, sources)),
            confirmed=entry.flag("confirmed", True),
            note=entry.text("note", ""),
        )
        entry.finish()


def _seen(action: Fields, sources: Container[str]) -> Iterator[Seen]:
    for code, entry in action.items("seen"):
        yield Seen(
            code=code,
            found=entry.text("found"),
            country=_told(entry, "country"),
            design=_told(entry, "design"),
            n=_told(entry, "n", lambda n: any(map(str.isdigit, n))),
            sources=_sources(entry, sources, needed=False),
        )
        entry.finish()


def _grade(entry: Fields) -> EvidenceGrade:
    """Read the grade; where it is not known a fault is noted, and the value is never used."""
    given = _told(entry, "grade")
    known = given and entry.check("grade", (given,), [grade.value for grade in EvidenceGrade])
    return EvidenceGrade(given) if known else EvidenceGrade.NOT_GRADED


def _told(entry: Fields, key: str, says: Callable[[str], bool] = bool) -> str:
    """Read a text that may be ``NOT_READ`` but never blank."""
    value = entry.mapping.get(key, "") if entry.has(key) else ""
    if not isinstance(value, str) or not value:
        entry.note(key, "this is needed, as one text", _TOLD)
        return ""
    if value != NOT_READ and not says(value):
        entry.note(key, "this holds no number", _TOLD, value)
    return value


def _sources(entry: Fields, known: Container[str], *, needed: bool) -> tuple[str, ...]:
    given = entry.texts("sources")
    for source in given:
        if source not in known:
            entry.note("sources", "this source is not there", f"Add a line {source}: title to lever_sources", source)
    if needed and not entry.mapping.get("sources"):
        entry.note("sources", "an action needs the source that it rests on", "Add sources: [code of lever_sources]")
    return given

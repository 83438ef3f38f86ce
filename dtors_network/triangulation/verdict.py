"""Verdicts: what words and records say together, over all places of an area."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from dtors_network.triangulation.settle import what_would_settle
from dtors_network.triangulation.several import ERROR, holm
from dtors_network.triangulation.tested import Chance, Tested


class Verdict(StrEnum):
    """What records say of what was said."""

    CORROBORATED = "corroborated"
    CONTRADICTED = "contradicted"
    INCONCLUSIVE = "inconclusive"
    CANNOT_TELL = "records_cannot_tell"
    NO_RECORDS = "no_records"
    SILENT = "silent"
    NOT_TESTED = "not_tested"


Decided = tuple[Verdict, bool, str, str]
"""A verdict, whether it holds whatever the hidden counts are, why, and what would settle it."""


def decide(tested: Sequence[Tested], *, screen: bool = False) -> list[Decided]:
    """Give the verdicts of all places together.

    Those below the minimum do not count among the places; as a ``screen`` nobody reported them, and there is no
    contradiction.
    """
    said = _levels([one.towards if not one.sure else None for one in tested])
    opposite = _levels([None if screen or one.barred else one.against for one in tested])
    places = sum(one.towards is not None and not one.sure for one in tested)
    return [_decided(one, said[at], opposite[at], places) for at, one in enumerate(tested)]


Level = tuple[bool, float]
"""Whether a test passes among the others, and the level that it is held to."""


def _levels(chances: Sequence[Chance | None]) -> list[Level]:
    counted = [(at, one) for at, one in enumerate(chances) if one is not None]
    passed, levels = holm([one.p for _, one in counted])
    found: list[Level] = [(False, ERROR)] * len(chances)
    for (at, _), ok, level in zip(counted, passed, levels, strict=True):
        found[at] = ok, level
    return found


def _decided(one: Tested, said: Level, opposite: Level, places: int) -> Decided:
    if one.sure:
        return Verdict.CORROBORATED, True, one.sure, ""
    if one.missing:
        return Verdict.NO_RECORDS, True, f"There are no records to hold it against: {one.missing}.", ""
    if one.few:
        return Verdict.INCONCLUSIVE, True, f"There are too few people: {one.few}.", _collect_more(one)
    if one.towards and said[0] and one.towards.large:
        return Verdict.CORROBORATED, one.towards.strict <= said[1], "", ""
    if one.against and opposite[0] and not one.barred:
        return Verdict.CONTRADICTED, one.against.strict <= opposite[1], "", ""
    if one.cannot and (one.partly is None or one.partly <= said[1]):
        return Verdict.CANNOT_TELL, True, _sentence(one.cannot), ""
    return Verdict.INCONCLUSIVE, True, _why_open(one, places), _settle(one, said[1], opposite[1])


def _sentence(words: str) -> str:
    return f"More of the same would not help: {words}" + ("" if words.endswith(".") else ".")


def _collect_more(one: Tested) -> str:
    return "A longer period, or more places taken together." if one.figure else ""


def _why_open(one: Tested, places: int) -> str:
    if one.towards and one.towards.large and one.towards.p <= ERROR:
        return f"It would stand alone; {places} places of the area were tested, and among so many it may be chance."
    if one.barred:
        return f"Neither test passes. It could not be contradicted: {one.barred}."
    return "Neither test passes."


def _settle(one: Tested, said: float, opposite: float) -> str:
    """Say what would settle it, by whichever test is nearer to passing."""
    near = [(chance, level) for chance, level in ((one.towards, said), (one.against, opposite)) if chance]
    if one.barred:
        near = near[:1] if one.towards else []
    if not near:
        return ""
    chance, level = min(near, key=lambda pair: pair[0].p)
    return what_would_settle(chance, level)

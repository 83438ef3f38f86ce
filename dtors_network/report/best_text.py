"""What would help most in sentences, under headings that are true of every row below them."""

from __future__ import annotations

from typing import Final

from dtors_network.gaps import wording
from dtors_network.model.area import Area
from dtors_network.rounding import per_100
from dtors_network.whatif.best import BestChanges, Ranked
from dtors_network.whatif.change import Change
from dtors_network.whatif.relieve import Relieve

NOBODY_CAN: Final = frozenset({"no_longer_interested", "other", "not_recorded"})
"""Reasons that nobody can take away by commissioning something (design §6)."""

LOADS_KNOWN: Final = (
    "Whether a service would be overloaded is known only where its places and the length of a stay are given."
)
NONE: Final = "none among the best that were found"


def ranked_words(area: Area, one: Ranked) -> str:
    """Name the changes of a set."""
    return "; and ".join(change.words(area) for change in one.changes)


def overloads_words(area: Area, one: Ranked) -> str:
    """Name whom a set overloads, and whom it only may overload."""
    surely = [wording.services(area, one.overloads)] if one.overloads else []
    perhaps = [f"perhaps {wording.services(area, one.may_overload)}"] if one.may_overload else []
    return "; ".join(surely + perhaps) or "nobody, as far as places are known"


def set_lists(found: BestChanges) -> tuple[tuple[str, tuple[Ranked, ...]], ...]:
    """Part the sets by whom they would overload, best first within each part.

    Parameters
    ----------
    found : BestChanges
        What would help most.

    Returns
    -------
    tuple of pair
        Each part with its heading; a part may be empty.
    """
    nobody = tuple(one for one in found.sets if not one.may_overload)
    perhaps = tuple(one for one in found.sets if one.may_overload)
    return (
        ("Sets that overload nobody, even at the upper end", nobody),
        ("Sets that may overload somebody", perhaps),
        ("Sets that overload somebody, even at the lower end", found.apart),
    )


def can_be_agreed(change: Change) -> bool:
    """Tell whether a partnership could bring a change about: at a place, and no reason that is nobody's to take away.

    Examples
    --------
    >>> can_be_agreed(Relieve("no_capacity", source="gp", target="clinic")), can_be_agreed(Relieve("no_capacity"))
    (True, False)
    >>> can_be_agreed(Relieve("no_longer_interested", source="gp", target="clinic"))
    False
    """
    if not isinstance(change, Relieve):
        return True
    return change.code not in NOBODY_CAN and bool(change.service or change.source)


def best_headline(found: BestChanges) -> str:
    """Say what would help most of what a partnership could bring about, and whom it may overload.

    Parameters
    ----------
    found : BestChanges
        What would help most.

    Returns
    -------
    str
        One or two sentences.

    Examples
    --------
    >>> from dtors_network.examples import small_area
    >>> best_headline(BestChanges(small_area(), "everyone", 2))
    'No change that is counted surely brings anybody more to aftercare.'
    """
    if found.reason:
        return f"What would help most cannot be ranked: {found.reason}."
    if not found.sets and not found.apart:
        return "No change that is counted surely brings anybody more to aftercare."
    lists = [[one for one in sets if all(map(can_be_agreed, one.changes))] for _, sets in set_lists(found)]
    for sets, told in zip(lists, (_overloads_nobody, _may_overload, _overloads), strict=True):
        if sets:
            return told(found.area, sets[0])
    return (
        "None of the best sets is one that a partnership could agree at a place: they say what reasons are worth if "
        "they fell away, as an upper end and not as advice."
    )


def _rise(area: Area, one: Ranked) -> str:
    number = per_100(one.lower_end, 1)
    return f"the lower end of reach of aftercare rises by {number} of 100 if: {ranked_words(area, one)}"


def _overloads_nobody(area: Area, one: Ranked) -> str:
    return f"Without overloading anybody, as far as places are known, {_rise(area, one)}."


def _may_overload(area: Area, one: Ranked) -> str:
    return (
        f"No set was found that surely overloads nobody, and that could be agreed: {_rise(area, one)}. "
        f"It may overload {wording.services(area, one.may_overload)}."
    )


def _overloads(area: Area, one: Ranked) -> str:
    return (
        f"Every set that was found, and that could be agreed, needs places with it: {_rise(area, one)}. "
        f"It overloads {wording.services(area, one.overloads)}."
    )

"""The account of what changes would do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from dtors_network.accounts.account import Account
from dtors_network.accounts.flow_names import ASSUMPTION
from dtors_network.accounts.levers import SEEN_ELSEWHERE, levers_of_changes, levers_sheet
from dtors_network.accounts.sheet import Sheet
from dtors_network.accounts.stamp import stamp_of
from dtors_network.accounts.whatif_columns import (
    CHANGES,
    COVERAGE,
    CURVE,
    GAPS,
    LOADS,
    REACH,
    Chosen,
    Covered,
    Filled,
    GapChange,
    Reached,
)
from dtors_network.accounts.whatif_words import (
    whatif_headline,
    whatif_sentences,
)
from dtors_network.model.area import Area
from dtors_network.model.change_kinds import KINDS
from dtors_network.whatif.change import Change
from dtors_network.whatif.curve import CurvePoint
from dtors_network.whatif.registry import change_class
from dtors_network.whatif.result import WhatIf

NO_PLAN: Final = (
    "A change is a question, not a plan: it says what would follow if it came about, not how to bring it about."
)
AT_THE_LEAST: Final = (
    "Where counts are hidden the rise is the mean over tables drawn from their ranges, each read at the fewest who "
    "come back; the likely interval goes from there to the most, with chance."
)
ON_AVERAGE: Final = (
    "More people than places: on average over the period. That more come in one month than in another is in the "
    "interval of places in use, and not in what is said to follow."
)


def whatif_account(found: WhatIf, curve: Iterable[CurvePoint] = ()) -> Account:
    """Tell what changes would do.

    Parameters
    ----------
    found : WhatIf
        What ``what_if`` gave.
    curve : iterable of CurvePoint
        What ``strength_curve`` gave for the same changes.

    Returns
    -------
    Account
        Sheets ``reach``, ``changes``, ``loads`` (services that would be filled further or less), ``gaps``,
        ``coverage``, ``levers`` (what partnerships do about it, and what did not help) and ``curve``.

    Raises
    ------
    UnprotectedError
        If the area never passed ``protect``.

    Examples
    --------
    >>> from dtors_network.disclosure import protect
    >>> from dtors_network.examples import counted_area
    >>> from dtors_network.whatif import read_change, what_if
    >>> told = whatif_account(what_if(protect(counted_area(), "none"), [read_change("add", "clinic>aftercare=0.5")]))
    >>> told.headline
    'Of 100 people who come in, 20.8 to 21.7 more would start aftercare or recovery support.'
    >>> told.sheet("changes").words()[0][0]
    'Clinic (Riverside) refers people to aftercare (Onward), and 50 % of those who now end there start'
    """
    area = found.area
    covered = tuple(Covered(area, *pair) for pair in found.coverage if pair[0].started != pair[1].started)
    filled = tuple(Filled(area, one) for one in found.loads if one.changed)
    return Account(
        name="what-if",
        stamp=stamp_of(area),
        headline=whatif_headline(found),
        sentences=tuple(whatif_sentences(found)),
        sheets=(
            Sheet("reach", "Who would reach aftercare", REACH, tuple(Reached(area, one) for one in found.reach)),
            Sheet(
                "changes", "Chosen changes", CHANGES, tuple(Chosen(area, one) for one in found.changes), none="none yet"
            ),
            Sheet("loads", "How full services would be", LOADS, filled, none="no load that is known would change"),
            Sheet("gaps", "Gaps that close, open or become surer", GAPS, tuple(_gaps(found)), none="none would change"),
            Sheet("coverage", "Wider support, beside treatment", COVERAGE, covered, none="nothing would change"),
            levers_sheet(area, levers_of_changes(found.changes)),
            Sheet("curve", "If a part of the reasons fell away", CURVE, tuple(curve), "no change has a strength"),
        ),
        notes=(*(f"Assumed: {text}" for text in found.assumptions), ASSUMPTION, *_notes(found)),
    )


def _notes(found: WhatIf) -> Iterator[str]:
    if any(one.rise and one.rise.middle is not None for one in found.reach):
        yield AT_THE_LEAST
    if found.loads:
        yield ON_AVERAGE
    if len(levers_of_changes(found.changes)):
        yield SEEN_ELSEWHERE
    yield NO_PLAN


def _gaps(found: WhatIf) -> Iterator[GapChange]:
    yield from (GapChange(gap, "closes", gap.finding.certainty.value) for gap in found.closed)
    yield from (GapChange(gap, "opens", then=gap.finding.certainty.value) for gap in found.opened)
    for before, after in found.firmer:
        yield GapChange(after, "differs in certainty", before.finding.certainty.value, after.finding.certainty.value)


def offered(area: Area) -> list[tuple[tuple[str, str], str]]:
    """Give what can be chosen in an area without anything being typed: option and text, and words.

    Examples
    --------
    >>> from dtors_network.examples import small_area
    >>> offered(small_area())[0]
    (('remove-service', 'gp'), 'Gp (Hill Surgery) closes')
    """
    return worded(area, (one for kind in KINDS.values() for one in change_class(kind).offers(area)))


def worded(area: Area, changes: Iterable[Change]) -> list[tuple[tuple[str, str], str]]:
    """Give changes as option and text, with words."""
    return [(chosen.pair, chosen.words) for chosen in (Chosen(area, one) for one in changes)]

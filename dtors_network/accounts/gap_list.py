"""The gaps of an area as running text: parted by how sure they are, and those with one cause told as one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from dtors_network.accounts.certainty import COUNTED, MEANING
from dtors_network.accounts.doing import doings, root_doings
from dtors_network.accounts.gap_words import root_weight, way_in, weight
from dtors_network.accounts.parts import Entry, Part
from dtors_network.accounts.reports import told_once
from dtors_network.accounts.sources import rests_on
from dtors_network.accounts.words import capital
from dtors_network.gaps import RULES, Gap, Gaps
from dtors_network.gaps.roots import settled_alike, ways_in
from dtors_network.model.vocabulary import Certainty
from dtors_network.rounding import counted

WAYS, FURTHER = "ways", "further"
"""Kinds of parts below a root: the ways in for which it speaks, and what has the same cause."""

Kept = Callable[[Gap], bool]
"""Tells whether a gap is listed."""


Listed = tuple[tuple[Gap, ...], tuple[Gap, ...]]
"""All gaps of a root, the leading one first, and those of them that are listed."""


def gap_parts(gaps: Gaps, kept: Kept = lambda gap: True) -> tuple[Part, ...]:
    """Tell the roots of an area, the most certain first, what leads where before what is counted.

    Each part has its meaning as title, and one entry a root; a root is listed where one of its gaps is ``kept``.

    >>> from dtors_network.examples import small_area
    >>> from dtors_network.gaps import find_gaps
    >>> [part.title[:10] for part in gap_parts(find_gaps(small_area(), groups=["everyone"]))]
    ['Certain: i', 'Sensitive:', 'Unknowable']
    """
    listed = [(root, tuple(filter(kept, root))) for root in gaps.roots]
    return tuple(
        Part(title, tuple(root_entry(gaps, root, shown) for root, shown in mine))
        for title, mine in _parted([(root, shown) for root, shown in listed if shown])
    )


def _parted(roots: Sequence[Listed]) -> Iterator[tuple[str, list[Listed]]]:
    for certainty in Certainty:
        mine = [root for root in roots if root[1][0].finding.certainty is certainty]
        for counts, title in ((False, MEANING[certainty]), (True, COUNTED)):
            alike = [root for root in mine if RULES[root[1][0].finding.rule].counts is counts]
            if alike:
                yield title, alike


def root_entry(gaps: Gaps, root: tuple[Gap, ...], shown: tuple[Gap, ...]) -> Entry:
    """Tell a root by its first listed gap; where the leading gap is listed, by what it says of all its ways in."""
    lead, first = root[0], shown[0]
    ways = ways_in(root) if first is lead and len(ways_in(root)) > 1 else ()
    below = tuple(_below(gaps, ways, [gap for gap in shown[1:] if gap not in ways], settled_alike(root)))
    if ways:
        return _joint(gaps, root, below)
    note = "" if first is lead else f"It has the same cause as: {lead.root_title}."
    return replace(entry(gaps, first), below=below, note=note)


def _joint(gaps: Gaps, root: tuple[Gap, ...], below: tuple[Part, ...]) -> Entry:
    """Tell what a root says of all its ways in; what stands behind one of them only where the same settles all."""
    lead = root[0]
    told = entry(gaps, lead) if settled_alike(root) else brief_entry(lead)
    facts = _facts(lead, root_weight(root))
    return replace(told, title=lead.root_title, facts=facts, doing=root_doings(gaps, root), below=below, is_whole=True)


def _below(gaps: Gaps, ways: Sequence[Gap], further: Sequence[Gap], alike: bool) -> Iterator[Part]:
    if ways:
        yield Part("The ways in, one by one", tuple(_way(gaps, gap, alike) for gap in ways), WAYS)
    if further:
        heading = f"{counted(len(further), 'further finding has', 'further findings have')} the same cause"
        yield Part(heading, tuple(map(brief_entry, further)), FURTHER)


def _way(gaps: Gaps, gap: Gap, alike: bool) -> Entry:
    told = brief_entry(gap) if alike else entry(gaps, gap)
    return replace(told, brief=f"{way_in(gaps.area, gap)}: {weight(gap)}")


def entry(gaps: Gaps, gap: Gap) -> Entry:
    """Tell one gap with what it rests on, what was reported, and what to do."""
    reported = tuple(line.brief for line in told_once(gaps.area, gap.reports))
    return replace(brief_entry(gap), rests_on=rests_on(gaps, gap), reported=reported, doing=doings(gaps, gap))


def brief_entry(gap: Gap) -> Entry:
    """Tell one gap in a line."""
    finding = gap.finding
    return Entry(
        id=gap.id,
        title=gap.title,
        certainty=finding.certainty,
        code=finding.rule,
        kind=RULES[finding.rule].title,
        facts=_facts(gap, weight(gap)),
    )


def _facts(gap: Gap, told: str) -> tuple[str, ...]:
    grade = gap.finding.grade
    asked = f"{capital(grade.value)} by the reference" if grade else ""
    return tuple(part for part in (asked, capital(told)) if part)

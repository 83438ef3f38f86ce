"""What the gaps page says: the headline, what is listed, what to do next, and the files."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from dashboards.state import State
from dashboards.views.words import capital, counted
from dtors_network.gaps import RULES, Gap, Gaps, wording
from dtors_network.gaps.finding import Question
from dtors_network.gaps.roots import settled_alike, ways_in
from dtors_network.model.area import Area
from dtors_network.model.vocabulary import Certainty
from dtors_network.report.export import Table
from dtors_network.report.gap_rows import gaps_table
from dtors_network.report.headline import root_weight, weight

ALL: Final = "all"
"""The view that shows a long list whole."""

AT_ONCE: Final = 40
"""Findings that a page shows at once: 60 took half a second to draw where it was measured."""

OLD: Final = 5
"""Years from which a reference is said to be older than the period."""


@dataclass(frozen=True, slots=True)
class Root:
    """A cause as the list shows it: all its gaps, the leading one first, and those of them that the filters keep."""

    every: tuple[Gap, ...]
    shown: tuple[Gap, ...]

    @property
    def lead(self) -> Gap:
        """The gap that leads."""
        return self.every[0]

    @property
    def ways(self) -> tuple[Gap, ...]:
        """The ways in that depend on one, where several do and the filters keep them; else none."""
        ways = ways_in(self.every)
        return ways if len(ways) > 1 and self.first is self.lead else ()

    @property
    def first(self) -> Gap:
        """The gap under which it stands in the list."""
        return self.shown[0]

    @property
    def consequences(self) -> tuple[Gap, ...]:
        """The further gaps with the same cause, the ways in apart."""
        ways = self.ways
        return tuple(gap for gap in self.shown[1:] if gap not in ways)


@dataclass(frozen=True, slots=True)
class Step:
    """What a reader can do next: a label and sentences."""

    label: str
    lines: tuple[str, ...]


def listed_roots(gaps: Gaps, state: State) -> tuple[Root, ...]:
    """Keep the gaps that the filters ask for, in the order of the library.

    Examples
    --------
    >>> from dtors_network.examples import small_area
    >>> from dtors_network.gaps import find_gaps
    >>> roots = listed_roots(find_gaps(small_area()), State(rule="dead_end"))
    >>> [root.first.finding.rule for root in roots]
    ['dead_end']
    """
    kept = ((root, tuple(gap for gap in root if _is_asked_for(gap, state))) for root in gaps.roots)
    return tuple(Root(root, shown) for root, shown in kept if shown)


def first_roots(roots: tuple[Root, ...], state: State) -> tuple[Root, ...]:
    """Keep as many causes of a long list as a page can hold, whole ones; all of them where the address asks for all.

    A gap that the address opens is kept wherever it stands.
    """
    if state.view == ALL or sum(len(root.shown) for root in roots) <= AT_ONCE:
        return roots
    room = AT_ONCE
    kept: list[Root] = []
    for root in roots:
        room -= len(root.shown)
        if room >= 0 or not kept or state.gap in {gap.id for gap in root.shown}:
            kept.append(root)
    return tuple(kept)


def _is_asked_for(gap: Gap, state: State) -> bool:
    finding = gap.finding
    return state.rule in ("", finding.rule) and state.certainty in ("", finding.certainty.value)


def tally(gaps: Gaps) -> dict[Certainty, int]:
    """Count the findings of each certainty."""
    found = Counter(gap.finding.certainty for gap in gaps.gaps)
    return {certainty: found[certainty] for certainty in Certainty}


def rules_found(gaps: Gaps) -> tuple[str, ...]:
    """Name the rules that found something, in the order of the registry."""
    found = {gap.finding.rule for gap in gaps.gaps}
    return tuple(code for code in RULES if code in found)


def facts(gap: Gap) -> tuple[str, ...]:
    """Say in a line how firmly the reference asks for it and whom it affects."""
    return _facts(gap, weight(gap))


def root_facts(root: tuple[Gap, ...]) -> tuple[str, ...]:
    """Say in a line how firmly the reference asks for what leads a root, and whom the root affects."""
    return _facts(root[0], root_weight(root))


def _facts(gap: Gap, told: str) -> tuple[str, ...]:
    grade = gap.finding.grade
    asked = f"{capital(grade.value)} by the reference" if grade else ""
    return tuple(part for part in (asked, capital(told)) if part)


def root_step(gaps: Gaps, root: tuple[Gap, ...]) -> Step:
    """Say what a reader can do about a root: as about its leading gap, where the same steps settle all of it."""
    return next_step(gaps, root[0]) if settled_alike(root) else _at_the_meeting(root[0])


def next_step(gaps: Gaps, gap: Gap) -> Step:
    """Say what a reader can do about a gap, in the shortest way."""
    questions = gap.ask.yes or gap.ask.no or ()
    if any(step.to_take for step in gap.remedy):
        return Step("What would remove it", tuple(f"{wording.step(gaps.area, step)}." for step in gap.remedy))
    if questions:
        return Step("What to ask first", tuple(asked(gaps, question) for question in questions[:1]))
    if gap.finding.certainty is Certainty.UNKNOWABLE:
        return Step("What to do", ("Collect what is named, then look again.",))
    return _at_the_meeting(gap)


def _at_the_meeting(gap: Gap) -> Step:
    return Step("What to ask at the meeting", (RULES[gap.finding.rule].asks,))


def asked(gaps: Gaps, question: Question) -> str:
    """Put a question in words, with whom to ask."""
    return f"{wording.question(gaps.area, question)} Ask {gaps.whom(question)}."


def reference_age(area: Area) -> str:
    """Warn where the reference is years older than the period that it is held against; blank where it is not.

    Examples
    --------
    >>> from dtors_network.examples import small_area
    >>> reference_age(small_area())
    ''
    """
    year = re.search(r"\d{4}", area.pathway.dated)
    if not year or area.period_start is None or area.period_start.year - int(year[0]) < OLD:
        return ""
    years = area.period_start.year - int(year[0])
    return f"The reference is {years} years older than the period: what it asks for may have changed since."


def not_assessed(gaps: Gaps) -> str:
    """Name the groups that the tables say nothing about, once; blank where there is none."""
    if not gaps.not_assessed:
        return ""
    names = wording.listed((wording.people(gaps.area, group) for group in gaps.not_assessed), "and")
    return f"Not assessed, because no row of the tables names them: {names}. That is not the same as no gap."


def listing(gaps: Gaps, state: State) -> str:
    """Say how much of the list is shown."""
    shown = sum(len(root.shown) for root in listed_roots(gaps, state))
    every = len(gaps.gaps)
    if shown == every:
        return f"{counted(every, 'finding', 'findings')}, {counted(len(gaps.roots), 'cause', 'causes')}"
    return f"{shown:,} of {counted(every, 'finding', 'findings')}"


def shown_table(gaps: Gaps, state: State) -> Table:
    """Give the listed gaps as flat rows for a CSV file."""
    ids = {gap.id for root in listed_roots(gaps, state) for gap in root.shown}
    table = gaps_table(gaps)
    return replace(table, rows=tuple(row for row in table.rows if row["gap"] in ids))


def find_gap(gaps: Gaps, id_: str) -> Gap | None:
    """Find a gap by its id."""
    return next((gap for gap in gaps.gaps if gap.id == id_), None)


@dataclass(frozen=True, slots=True)
class Settling:
    """Questions that, answered together as named, do one thing to a finding."""

    heading: str
    questions: tuple[tuple[Question, str], ...]


def settlings(gap: Gap) -> Iterator[Settling]:
    """Gather the questions of a gap by what their answers would do, each with the answer that counts."""
    yes, no = gap.ask.yes or (), gap.ask.no or ()
    if gap.finding.link and (yes or no):
        yield Settling("The question that settles it", tuple((question, "") for question in yes or no))
        return
    if len(yes) == 1 and yes == no and wording.closing_answer(yes[0]) == "no":
        yield Settling(
            "One question settles it", ((yes[0], "yes would remove this finding; no would make it certain"),)
        )
        return
    if yes:
        heading = "This answer would remove it" if len(yes) == 1 else "All of these answers together would remove it"
        yield Settling(heading, tuple((question, "the answer that counts is yes") for question in yes))
    if no:
        one = "This answer would make it certain"
        heading = one if len(no) == 1 else "All of these answers together would make it certain"
        closing = ((question, f"the answer that counts is {wording.closing_answer(question)}") for question in no)
        yield Settling(heading, tuple(closing))

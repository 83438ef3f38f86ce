"""What a comparison of areas says in sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from dtors_network.accounts.stamp import Stamp, stamp_of
from dtors_network.compare.change import MOVED, STAYED, Move
from dtors_network.compare.figure import Kind
from dtors_network.compare.indicators.registry import INDICATORS
from dtors_network.compare.pairs import METHOD, Verdict
from dtors_network.compare.result import Comparison, Key
from dtors_network.rounding import counted

CODES: Final = tuple(INDICATORS)
"""The indicators, in the order in which they are shown."""

NOTES: Final = (
    "No area is ranked and none has a score: what one figure leaves out another shows, and the order is the one in "
    "which the areas were given.",
    "Told apart is said of two areas and one figure. Two areas that cannot be told apart from a third may be told "
    "apart from each other: there are no groups of equal areas.",
    f"Method: {METHOD}. About one difference in twenty that is called is none.",
    "Intervals hold chance and hidden counts. They do not hold who was not counted: read what was counted first.",
    "What is missing is neither nought nor few.",
    "A published figure stands beside an area's own without a test: read both intervals, and first whether both mean "
    "the same.",
)


def indicator_title(code: str) -> str:
    """Name an indicator.

    Examples
    --------
    >>> indicator_title("load")
    'Load against places'
    """
    return INDICATORS[code].title


def keys_of(found: Comparison, code: str) -> list[Key]:
    """Give the figures of one indicator: those that most areas have first, then those of most people."""

    def weight(key: Key) -> tuple[float, float]:
        figures = [figure for figure in found.figures(key) if figure.value is not None]
        return -len(figures), -sum(figure.size for figure in figures)

    keys = [key for key in found.keys if key[0] == code]
    return sorted(keys, key=weight) if code == "lost_between" else keys


def name_of(found: Comparison, key: Key) -> str:
    """Name one figure in words."""
    return f"{INDICATORS[key[0]].title}: {found.title(key)}"


def reading_of(code: str) -> tuple[str, ...]:
    """Say what an indicator is, and what must not be read from it and from any comparison."""
    one = INDICATORS[code]
    return (
        f"Counted: {one.numerator}. Of: {one.denominator}. Beside it: {one.completeness}.",
        f"{one.direction.value.capitalize()}.",
        one.reads,
        f"Source: {one.source}.",
        *NOTES,
    )


def stamp(found: Comparison) -> Stamp:
    """Make the stamp of several areas: no area of its own, and the one profile of all."""
    first = stamp_of(found.area)
    for area in found.areas:
        stamp_of(area)
    references = {area.pathway.id: f"{area.pathway.title} ({area.pathway.dated})" for area in found.areas}
    periods = {(area.period_start, area.period_end) for area in found.areas}
    start, end = periods.pop() if len(periods) == 1 else (None, None)
    return Stamp(
        area="",
        name=f"{counted(len(found.areas), 'area', 'areas')} side by side",
        period_start=start,
        period_end=end,
        reference="; ".join(references.values()),
        reference_id=";".join(references),
        profile=first.profile,
        profile_title=first.profile_title,
        synthetic=any(area.synthetic for area in found.areas),
        periods="different periods" if periods else "",
    )


def headline(found: Comparison) -> str:
    """Say how many pairs are told apart, of those that could be tested."""
    said = Counter(verdict for tests in found.tests.values() for verdict in tests.verdicts)
    apart, both = said[Verdict.APART], said[Verdict.APART] + said[Verdict.NOT_APART]
    if len(found.areas) == 1:
        return _of_changes(found)
    if not both:
        why = (Verdict.TOO_FEW, Verdict.MISSING, Verdict.OPEN, Verdict.UNLIKE)
        return f"No pair of figures could be tested: {', or '.join(one.value for one in why if said[one])}."
    which = f"Of {counted(both, 'pair', 'pairs')} of figures that could be tested"
    if not apart:
        return f"{which} none is told apart: chance could make such differences."
    return f"{which} {apart:,} {'is' if apart == 1 else 'are'} told apart; the others cannot be."


def _of_changes(found: Comparison) -> str:
    return moved_sentence(found.changes)


def moved_sentence(changes: Sequence[Move]) -> str:
    """Say how many figures moved, of those that are read as a change: not of those that fewer contributed to.

    >>> moved_sentence([])
    'No figure is read as a change: none was counted in both periods by as many as before.'
    """
    read = [move for move in changes if move.what == "figure" and move.verdict in (MOVED, STAYED)]
    moved = [move.which for move in read if move.verdict == MOVED]
    if not read:
        return "No figure is read as a change: none was counted in both periods by as many as before."
    named = f": {'; '.join(moved)}" if moved else ""
    return (
        f"Of {counted(len(read), 'figure', 'figures')} in both periods {len(moved):,} moved by more than chance{named}."
    )


def sentences(found: Comparison) -> Iterator[str]:
    """Say in what the areas are unlike, whose counts came from fewer than before, and what has no pair."""
    yield from found.unlike
    for at in found.flagged:
        then = found.found_before[at]
        assert then is not None
        before, now = then.completeness.contributing, found.found[at].completeness.contributing
        yield (
            f"In {found.names[at]} {counted(now, 'service', 'services')} contributed, {before:,} in the period before: "
            "its figures of people are not read as a change."
        )


def pair_sentence(found: Comparison, key: Key) -> str:
    """Say of all pairs of one figure what can be told apart.

    Examples
    --------
    >>> from dataclasses import replace
    >>> from dtors_network import compare, protect
    >>> from dtors_network.examples import counted_area
    >>> area = protect(counted_area())
    >>> pair_sentence(compare([area, replace(area, id="other", name="Other")]), ("reach_of_aftercare", ""))
    'Of 1 pair of areas 1 cannot be told apart.'
    """
    tests = found.tests[key]
    if not len(tests):
        return "There is no other area."
    if not is_had(found, key):
        return "No area has this figure; why stands in the table."
    words = {
        Verdict.APART: ("is told apart", "are told apart"),
        Verdict.NOT_APART: ("cannot be told apart",) * 2,
        Verdict.TOO_FEW: ("has too few people to tell", "have too few people to tell"),
        Verdict.OPEN: ("could be made equal by open questions",) * 2,
        Verdict.MISSING: ("was not counted in one of the two", "were not counted in one of the two"),
        Verdict.UNLIKE: ("is held against different references", "are held against different references"),
        Verdict.UNTESTED: ("depends on who was asked and is not tested", "depend on who was asked and are not tested"),
    }
    said = [f"{count:,} {words[verdict][count != 1]}" for verdict in Verdict if (count := tests.count(verdict))]
    return f"Of {counted(len(tests), 'pair', 'pairs')} of areas {', '.join(said)}."


def is_compared(found: Comparison, key: Key) -> bool:
    """Tell whether a figure may be drawn and held against others: not what depends on who was asked."""
    return found.indicator(key).kind is not Kind.TOLD and is_had(found, key)


def is_had(found: Comparison, key: Key, by: int = 1) -> bool:
    """Tell whether so many areas have a figure: else there is nothing to draw, and no pair to speak of."""
    return sum(figure.value is not None for figure in found.figures(key)) >= by


def listed_sentence(found: Comparison, key: Key, most: int) -> str:
    """Say in which order pairs that are told apart are listed, and how many of them; nothing where there is none."""
    apart = found.tests[key].count(Verdict.APART)
    if not apart:
        return ""
    first = f" The first {most:,} of {apart:,} pairs that are told apart are listed." if apart > most else ""
    return f"Pairs stand in the order in which areas were opened.{first} Every pair is in the download."


def indicator_sentence(found: Comparison, keys: Sequence[Key]) -> str:
    """Say of one indicator what can be told apart: over all of its figures, where it has several."""
    if not keys:
        return "No area has a figure of this."
    if found.indicator(keys[0]).kind is Kind.TOLD:
        return "It depends on who was asked: no pair of areas is tested, and none is drawn to be judged by eye."
    if len(keys) == 1:
        return pair_sentence(found, keys[0])
    said = Counter(verdict for key in keys for verdict in found.tests[key].verdicts)
    both = said[Verdict.APART] + said[Verdict.NOT_APART]
    of = f"{counted(len(keys), 'figure', 'figures')} of it"
    if not any(is_had(found, key) for key in keys):
        return f"No area has any of {counted(len(keys), 'figure', 'figures')} of it; why stands in the tables."
    if not both:
        return f"Over {of} no pair of areas could be tested."
    return f"Over {of} {said[Verdict.APART]:,} of {counted(both, 'pair', 'pairs')} that could be tested are told apart."


def change_sentences(found: Comparison, at: int) -> Iterator[str]:
    """Say of two periods of one area what opened, closed, was answered, and moved by more than chance.

    An area of which fewer services contributed than before is flagged first, and none of its figures is said to have
    fallen.
    """
    then, now = found.before[at], found.areas[at]
    if then is None:
        yield f"No earlier period of {found.names[at]} is open: open its folder of an earlier period beside it."
        return
    yield f"{found.names[at]}: {stamp_of(then).period}, held against {stamp_of(now).period}."
    if at in found.flagged:
        before = found.found_before[at]
        assert before is not None
        counts = found.found[at].completeness.contributing, before.completeness.contributing
        yield (
            f"Fewer services contributed than before ({counts[0]:,}, {counts[1]:,} before): its figures of people are "
            "not read as a change."
        )
    moves = [move for move in found.changes if move.at == at]
    routes = Counter(move.verdict for move in moves if move.what == "route")
    answered = sum(number for verdict, number in routes.items() if verdict.startswith("answered"))
    yield (
        f"Required routes: {routes['opened']:,} opened, {routes['closed']:,} closed, {answered:,} answered, "
        f"{routes['no longer known']:,} no longer known."
    )
    asked = Counter(move.before is None for move in moves if move.what == "question")
    yield f"Questions: {asked[False]:,} answered or no longer asked, {asked[True]:,} newly open."
    yield moved_sentence(moves)

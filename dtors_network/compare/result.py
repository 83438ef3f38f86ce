"""Areas side by side: every figure with what stands behind it, and what chance alone could have done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from dtors_network.compare.apart import held_together
from dtors_network.compare.asked import check_areas, matched, names_of, uncounted, unlike
from dtors_network.compare.change import Move, changes_of
from dtors_network.compare.cluster import Mapped
from dtors_network.compare.figure import Figure, Indicator
from dtors_network.compare.funnel import FunnelPoint, funnel
from dtors_network.compare.indicators.registry import INDICATORS
from dtors_network.compare.neighbours import Model, Neighbour, neighbours_of
from dtors_network.compare.pairs import Pair, PairTests, Verdict
from dtors_network.compare.published.beside import Beside, beside_of
from dtors_network.compare.published.indicator import PublishedFigure
from dtors_network.compare.work import AreaFigures, figures_of
from dtors_network.disclosure.many import in_processes
from dtors_network.errors import Fault, InputError
from dtors_network.model.area import Area
from dtors_network.model.given import checked
from dtors_network.model.told import Told
from dtors_network.rounding import counted

Key = tuple[str, str]
"""An indicator and its scope."""
DRAWN_APART = 8
"""Areas whose tables are still to be drawn from which on other processes are started."""
NONE_ON_RECORD = "none of this is on record"


@dataclass(frozen=True, repr=False)
class Comparison(Told):
    """Areas side by side: no order of merit, no score, and never a figure without how complete it is.

    Attributes
    ----------
    areas : tuple of Area
        Protected areas, in the order given.
    found : tuple of AreaFigures
        What was worked out of each.
    before : tuple of (Area or None)
        The earlier period of each, where there is one.
    found_before : tuple of (AreaFigures or None)
        What was worked out of the same.
    given : tuple of PublishedFigure
        Published figures that the user brought, beside those that come with the project.
    models : tuple of Model
        Published lists of neighbours that the user brought, beside the shipped one.
    """

    areas: tuple[Area, ...]
    found: tuple[AreaFigures, ...]
    before: tuple[Area | None, ...]
    found_before: tuple[AreaFigures | None, ...]
    given: tuple[PublishedFigure, ...] = ()
    models: tuple[Model, ...] = ()

    @property
    def area(self) -> Area:
        """The first of the areas: all of them passed one door."""
        return self.areas[0]

    @property
    def line(self) -> str:
        """How many areas stand side by side, and how many indicators."""
        return f"{counted(len(self.areas), 'area')} side by side, {counted(len(self.keys), 'figure')} each"

    def __repr__(self) -> str:
        return f"<Comparison of {', '.join(area.id for area in self.areas[:3])}: {self.line}>"

    @cached_property
    def names(self) -> tuple[str, ...]:
        """What each area is called."""
        return names_of(self.areas)

    @cached_property
    def unlike(self) -> tuple[str, ...]:
        """In what the areas are unlike, to be said before any figure of them."""
        return (*unlike(self.areas, self.before), *uncounted(self.areas, [one.completeness for one in self.found]))

    @cached_property
    def keys(self) -> tuple[Key, ...]:
        """Every indicator and scope that any of the areas has, whatever their order."""
        order = list(INDICATORS)
        return tuple(
            sorted({key for one in self.found for key in one.by_key}, key=lambda key: (order.index(key[0]), key[1]))
        )

    def indicator(self, key: Key) -> Indicator:
        """Give the indicator of a figure."""
        return INDICATORS[key[0]]

    def title(self, key: Key) -> str:
        """Name a scope in words."""
        return next(one.by_key[key].title for one in self.found if key in one.by_key)

    def figures(self, key: Key) -> tuple[Figure, ...]:
        """Give the figure of every area; one that has none says that nothing of it is on record.

        Raises
        ------
        InputError
            If no area has such a figure; it names those that there are.
        """
        if key not in self._figures:
            known = ", ".join(f"{code}{f' {scope}' if scope else ''}" for code, scope in self.keys)
            raise InputError([Fault("there is no such figure", f"Known: {known}.", value=" ".join(key))])
        return self._figures[key]

    @cached_property
    def _figures(self) -> dict[Key, tuple[Figure, ...]]:
        found = {}
        for key in self.keys:
            none = Figure(indicator=key[0], scope=key[1], title=self.title(key), missing=NONE_ON_RECORD)
            found[key] = tuple(one.by_key.get(key, none) for one in self.found)
        return found

    @cached_property
    def tests(self) -> dict[Key, PairTests]:
        """All pairs of areas, by figure; false differences are held down over all figures of an indicator."""
        references = [area.pathway.id for area in self.areas]
        found: dict[Key, PairTests] = {}
        for code in dict.fromkeys(code for code, _ in self.keys):
            mine = [key for key in self.keys if key[0] == code]
            told = held_together(INDICATORS[code], [self.figures(key) for key in mine], references)
            found |= zip(mine, told, strict=True)
        return found

    @cached_property
    def funnels(self) -> dict[Key, tuple[FunnelPoint, ...]]:
        """The funnel of every figure of people that ten areas or more have; empty of the others."""
        return {key: funnel(self.indicator(key).kind, self.figures(key)) for key in self.keys}

    def verdict(self, key: Key, one: int, other: int) -> Verdict:
        """Give the one verdict on two areas, in whichever order they are named."""
        first, second = sorted((one, other))
        count = len(self.areas)
        return self.tests[key].verdicts[first * (2 * count - first - 1) // 2 + second - first - 1]

    def apart(self, key: Key) -> tuple[Pair, ...]:
        """Give the pairs that are told apart."""
        return tuple(pair for pair in self.tests[key] if pair.verdict is Verdict.APART)

    @cached_property
    def changes(self) -> tuple[Move, ...]:
        """What changed in each area that has an earlier period."""
        moves: list[Move] = []
        for at, (then, known) in enumerate(zip(self.before, self.found_before, strict=True)):
            if then is not None and known is not None:
                moves += changes_of(at, (then, self.areas[at]), (known, self.found[at]))
        return tuple(moves)

    @cached_property
    def published(self) -> tuple[Beside, ...]:
        """Published figures beside each area's own."""
        return beside_of(self, self.given, self.models)

    @cached_property
    def neighbours(self) -> tuple[Neighbour, ...]:
        """Which of the areas are alike, by family."""
        return neighbours_of(self, self.models)

    @cached_property
    def flagged(self) -> tuple[int, ...]:
        """Areas of which fewer services contributed than in the period before."""
        return tuple(
            at
            for at, (now, then) in enumerate(zip(self.found, self.found_before, strict=True))
            if then is not None and now.completeness.contributing < then.completeness.contributing
        )


@checked
def compare(
    areas: Sequence[Area],
    before: Sequence[Area] = (),
    *,
    published: Sequence[PublishedFigure] = (),
    models: Sequence[Model] = (),
    processes: int = 1,
    told: Callable[[str, int, int], None] | None = None,
    mapped: Mapped | None = None,
) -> Comparison:
    """Set areas side by side.

    Parameters
    ----------
    areas : sequence of Area
        Protected areas; one alone needs an earlier period.
    before : sequence of Area
        Earlier periods of some of them, found by authority code, else by name or id.
    published : sequence of PublishedFigure
        Published figures (``compare.published.given.read_published``), beside those that come with the project.
    models : sequence of Model
        Published lists of neighbours (``compare.neighbour_list.read_model``), beside the shipped one.
    processes : int
        How many work at a time.
    told : callable, optional
        Is told what is being done, how many areas are done, and of how many.
    mapped : callable, optional
        Works all areas out elsewhere, in place of processes here: ``compare.cluster.over_spark`` of a Spark session.

    Returns
    -------
    Comparison
        Every indicator of every area with its interval and its completeness, and what can be told apart.

    Raises
    ------
    UnprotectedError
        If an area never passed ``protect``.
    InputError
        If an area is given twice, or alone, profiles differ, or an earlier period belongs to none of the areas.

    Notes
    -----
    Definitions and sources stand on each indicator (``dtors_network.compare.indicators``); decision 0030 says what was
    left out and why.

    Examples
    --------
    >>> from dtors_network import example_area, protect
    >>> found = compare([protect(example_area(name)) for name in ("well_joined", "rural_out_of_area")])
    >>> [str(found.verdict(("route_in", "criminal_justice"), 0, 1))]
    ['cannot be told apart']
    """
    check_areas(areas, before)
    earlier = matched(areas, before)
    work = [*areas, *(one for one in earlier if one is not None)]
    if mapped is not None:
        done = mapped(figures_of, work)
    else:
        done = in_processes(figures_of, work, _worth(work, processes), told, "Working out indicators")
    rest = iter(done[len(areas) :])
    known = tuple(next(rest) if one is not None else None for one in earlier)
    figures = tuple(done[: len(areas)])
    return Comparison(tuple(areas), figures, earlier, known, tuple(published), tuple(models))


def _worth(work: Sequence[Area], processes: int) -> int:
    """Give how many processes pay: to send areas to others takes longer than their figures, but for drawing tables."""
    from dtors_network.disclosure.draws import are_drawn

    if processes < 2:
        return 1
    return processes if sum(not are_drawn(area) for area in work) >= DRAWN_APART else 1

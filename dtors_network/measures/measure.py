"""Measure the network of an area (design §8)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from math import isnan
from typing import Any, Final

from dtors_network.graph import Network
from dtors_network.measures.brokerage import ROLES, expected
from dtors_network.measures.completions import MOST_LINKS, completions, is_every
from dtors_network.measures.counted import blocks
from dtors_network.measures.described import EACH, WHOLE, Measure
from dtors_network.measures.places import barrier_places, state_counts
from dtors_network.measures.registry import MEASURES
from dtors_network.measures.result import Between, Figure, NetworkMeasures, Position, Role
from dtors_network.measures.view import ALL, ANSWERED, Looked, View, drawn_views, silent_services, views
from dtors_network.model.area import Area
from dtors_network.model.given import checked
from dtors_network.model.near import check_known
from dtors_network.model.ranged import Ranged
from dtors_network.model.vocabulary import EVERYONE

DRAWS: Final = 100
SEED: Final = 20261128


@checked
def network_measures(
    area: Area, group: str = EVERYONE, draws: int = DRAWS, seed: int = SEED, as_drawn: bool = False
) -> NetworkMeasures:
    """Measure how the services of an area, and its organisations, are linked.

    Parameters
    ----------
    area : Area
        A lawful area, protected or not: no count of people is used but whether somebody started.
    group : str
        The client group whose certain and possible links are measured.
    draws, seed : int
        Networks drawn between the certain and the possible one for ranges that cannot be exact, and the seed.
    as_drawn : bool
        True to take every link that somebody spoke of as there and no other, so that nothing is open: for a network of
        another survey, which tells no second word on a link.

    Returns
    -------
    NetworkMeasures
        Figures of the whole network, of each service and organisation, of roles and of pairs of kinds, each on the
        certain and on the possible links with its range between.

    Raises
    ------
    InputError
        If the client group is unknown.

    Notes
    -----
    What each measure answers, how it is taken, what must not be read from it, and its source: ``MEASURES``.

    Examples
    --------
    >>> from dtors_network.examples import small_area
    >>> found = network_measures(small_area())
    >>> len(found), found.seed
    (19, 20261128)
    >>> found.figure("density").value
    Ranged(certain=0.08333333333333333, possible=0.25, low=0.08333333333333333, high=0.25, exact=True)
    """
    check_known("client group", group, area.codebook.group)
    network = Network(area)
    seen_as = drawn_views if as_drawn else views
    seen = [Measured(view, draws, seed) for view in seen_as(network.group(group))]
    silent = () if as_drawn else silent_services(network.evidence)
    states = state_counts(network, ALL, network.ids)
    if silent:
        states += state_counts(network, ANSWERED, [one for one in network.ids if one not in silent])
    whole = [one for one in seen if one.view.scope == ALL]
    return NetworkMeasures(
        area=area,
        group=group,
        as_drawn=as_drawn,
        draws=draws,
        seed=seed,
        figures=tuple(figure for one in seen for figure in one.figures()),
        positions=tuple(position for one in whole for position in one.positions()),
        roles=tuple(role for one in whole for role in one.roles()),
        between=tuple(row for one in whole for row in _between(one.view)),
        states=states,
        barriers=barrier_places(network),
        silent=silent,
        without_organisation=tuple(s.service for s in network.services if not s.organisation),
    )


class Measured:
    """One network, its two ends and the networks drawn between them."""

    def __init__(self, view: View, draws: int, seed: int) -> None:
        self.view = view
        self.certain = Looked(view.net.certain)
        self.possible = self.certain if view.net.is_known else Looked(view.net.possible)
        self.is_measurable = self.possible.ties.number <= MOST_LINKS
        self.is_every = is_every(view.net, draws)
        self.drawn = [Looked(ties) for ties in completions(view.net, draws, seed)]

    def figures(self) -> Iterator[Figure]:
        """Measure the whole network."""
        net = self.view.net
        for measure in MEASURES.values():
            if measure.of == WHOLE and (measure.code != "ways_to_aftercare" or self.view.steps):
                for by in measure.by:
                    if not by or by in self.view.kinds:
                        value = self._whole(measure, by)
                        pairs = net.certain.ordered_pairs
                        yield Figure(self.view.unit, self.view.scope, measure.code, by, value, net.size, pairs)

    def _whole(self, measure: Measure, by: str) -> Ranged:
        value = measure.value
        assert value is not None
        if measure.bounds is None:
            return self._ranged(lambda looked: [value(self.view, looked, by)], 1)[0]
        low, high = measure.bounds(self.view, by)
        sure, may = (value(self.view, looked, by) for looked in (self.certain, self.possible))
        return Ranged(sure, may, low, high, exact=True)

    def positions(self) -> Iterator[Position]:
        """Measure where each stands."""
        view, sure, may = self.view, self.certain.ties, self.possible.ties
        found = {
            measure.code: self._each(measure) for measure in MEASURES.values() if measure.of == EACH and measure.each
        }
        if view.steps is not None:
            ends = zip(view.steps.certain, view.steps.possible, strict=True)
            found["steps_to_aftercare"] = [Ranged(most, least, least, most, exact=True) for most, least in ends]
        for at, id_ in enumerate(view.net.ids):
            sends, receives = (
                _span(masks[at].bit_count(), may_masks[at].bit_count())
                for masks, may_masks in ((sure.out, may.out), (sure.into, may.into))
            )
            yield Position(view.unit, id_, sends, receives, {code: each[at] for code, each in found.items()})

    def _each(self, measure: Measure) -> list[Ranged]:
        each = measure.each
        assert each is not None
        if measure.falls is None:
            return self._ranged(each, self.view.net.size)
        sure = _plain(each(self.certain))
        if not self.is_measurable:
            return [Ranged(one, None, None, None, exact=False) for one in sure]
        return [_span(one, may) for one, may in zip(sure, _plain(each(self.possible)), strict=True)]

    def _ranged(self, each: Callable[[Looked], Any], size: int) -> list[Ranged]:
        """Take values at both ends and between; exact where nothing is open, or every network between is tried."""
        sure = _plain(each(self.certain))
        if self.possible is self.certain:
            return [Ranged(one, one, one, one, exact=True) for one in sure]
        may = _plain(each(self.possible)) if self.is_measurable else [None] * size
        drawn = [_plain(each(looked)) for looked in self.drawn]
        if not drawn:
            return [Ranged(one, other, None, None, exact=False) for one, other in zip(sure, may, strict=True)]
        return [
            Ranged(sure[at], may[at], *_ends([sure[at], may[at], *(one[at] for one in drawn)]), exact=self.is_every)
            for at in range(size)
        ]

    def roles(self) -> Iterator[Role]:
        """Count the roles of each, and what chance would give."""
        for by in MEASURES["brokerage"].by:
            if by in self.view.kinds:
                yield from self._roles_by(by, self.view.kinds[by])

    def _roles_by(self, by: str, kinds: tuple[str, ...]) -> Iterator[Role]:
        names = list(ROLES)
        size = self.view.net.size
        counts = self._ranged(lambda looked: looked.roles(kinds).ravel(), size * len(names))
        means, deviations = expected(self.certain.ties, kinds)
        for at, id_ in enumerate(self.view.net.ids):
            for column, role in enumerate(names):
                count = counts[at * len(names) + column]
                mean, deviation = float(means[at, column]), float(deviations[at, column])
                z = (count.certain - mean) / deviation if deviation and count.certain is not None else None
                yield Role(self.view.unit, by, id_, role, count, mean, deviation, z)


def _between(view: View) -> Iterator[Between]:
    for by in MEASURES["density_between"].by:
        if by in view.kinds:
            kinds = view.kinds[by]
            yield from (Between(view.unit, by, block) for block in blocks(view.net, kinds, sorted(set(kinds))))


def _span(sure: float | None, may: float | None) -> Ranged:
    low, high = _ends([sure, may])
    return Ranged(sure, may, low, high, exact=True)


def _ends(values: Sequence[float | None]) -> tuple[float | None, float | None]:
    there = [value for value in values if value is not None]
    return (min(there), max(there)) if there else (None, None)


def _plain(values: Iterable[Any]) -> list[float | None]:
    """Give plain numbers, and None for what is not a number."""
    return [None if value is None or isnan(value) else float(value) for value in values]

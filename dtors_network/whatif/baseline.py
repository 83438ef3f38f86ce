"""An area as it is, with what changes are held against: worked out once, however many what-ifs follow."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from dtors_network.errors import InputError
from dtors_network.flow import ClientFlow
from dtors_network.flow.steps import steps_of
from dtors_network.gaps import Gaps, find_gaps
from dtors_network.gaps.comparators import shipped_comparators
from dtors_network.graph import Network
from dtors_network.model.area import Area
from dtors_network.model.comparator import Comparator
from dtors_network.whatif.after import Base
from dtors_network.whatif.returned import Back

DRAWS = 250
"""Replicates behind the interval of a rise: fewer than for reach itself, since a what-if is asked again and again."""


class Baseline:
    """An area before any change.

    Parameters
    ----------
    area : Area
        A lawful area. For what is meant for others its small counts are hidden already (design §8).
    comparators : iterable of Comparator, optional
        Figures that counted gaps are held against; those that come with the project where left out.
    draws, seed : int
        Replicates behind intervals, and the seed of the random numbers.
    """

    def __init__(
        self, area: Area, comparators: Iterable[Comparator] | None = None, draws: int = DRAWS, seed: int = 0
    ) -> None:
        self.area = area
        self.comparators = shipped_comparators() if comparators is None else tuple(comparators)
        self.draws, self.seed = draws, seed
        self._flows: dict[str, ClientFlow] = {}
        self._backs: dict[str, Back] = {}
        self._bases: dict[str, Base] = {}

    @cached_property
    def network(self) -> Network:
        """The network of the area."""
        return Network(self.area)

    @cached_property
    def gaps(self) -> Gaps:
        """The gaps of the area for every group."""
        return find_gaps(self.area, comparators=self.comparators, likely=False, network=self.network)

    def flow(self, group: str) -> ClientFlow:
        """Give the flow of a client group.

        Raises
        ------
        InputError
            If the counts hold services that nobody can leave.
        """
        if group not in self._flows:
            self._flows[group] = ClientFlow(steps_of(self.network, group), self.draws, self.seed)
        flow = self._flows[group]
        return flow

    def back(self, group: str) -> Back:
        """Give who may come back at the rows of a group."""
        if group not in self._backs:
            self._backs[group] = Back(self.flow(group).steps)
        return self._backs[group]

    def base(self, group: str) -> Base:
        """Give what is counted of a group in arrays, of which changes fill a few lines anew."""
        if group not in self._bases:
            flow = self.flow(group)
            self._bases[group] = Base(flow.steps, flow.boxes, flow.outcomes, flow.coverage)
        return self._bases[group]

    @cached_property
    def followed(self) -> tuple[str, ...]:
        """Client groups whose people can be followed to aftercare, everyone first."""
        return tuple(group for group in self.area.codebook.group if self._is_followed(group))

    def _is_followed(self, group: str) -> bool:
        try:
            return not self.flow(group).reason
        except InputError:
            return False

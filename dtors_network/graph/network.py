"""The network of an area: its services as positions, and the graphs of each client group."""

from __future__ import annotations

from dtors_network.graph.group import GroupGraph
from dtors_network.graph.positions import Positions
from dtors_network.model.area import Area
from dtors_network.model.groups import read_group


class Network(Positions):
    """The services of an area as positions, and the graphs of its client groups.

    Parameters
    ----------
    area : Area
        A lawful area.

    Examples
    --------
    >>> from dtors_network.examples import small_area
    >>> network = Network(small_area())
    >>> sorted(network.group("everyone").certain().edges)
    [('gp', 'clinic')]
    """

    def __init__(self, area: Area) -> None:
        super().__init__(area)
        self._groups: dict[str, GroupGraph] = {}

    def group(self, group: str) -> GroupGraph:
        """Give the graphs of a client group, or of people who belong to two at once (``a+b``, in any order).

        Raises
        ------
        InputError
            If a group is unknown.
        """
        if group not in self._groups:
            known = read_group(self.area.codebook, group)
            self._groups[group] = self._groups.get(known) or GroupGraph(self, known)
            self._groups[known] = self._groups[group]
        return self._groups[group]

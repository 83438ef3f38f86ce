"""Which service each end of an edge is: a node by its id, else by its label, else a name that no node bears."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dtors_network.exchange.networks.network import Node
from dtors_network.exchange.place import Place
from dtors_network.exchange.same_names import Names, on_one_line


class Ends:
    """Finds the service that an end names, and remembers the names that no node bears.

    Parameters
    ----------
    nodes : sequence of Node
        The nodes of the file.
    ids : mapping of str to str
        The service that each node is, by its id.

    Attributes
    ----------
    unlisted : dict of str to Place
        The names that are those of no node, with the first place of each.

    Examples
    --------
    >>> ends = Ends([Node(id="n1", label="Hub")], {"n1": "hub"})
    >>> ends.service("n1", Place("")), ends.service("Hub ", Place("")), ends.service("gp", Place("")), [*ends.unlisted]
    ('hub', 'hub', 'gp', ['gp'])
    """

    def __init__(self, nodes: Sequence[Node], ids: Mapping[str, str]) -> None:
        self._ids = Names(ids)
        self._services = Names({service: service for service in ids.values()})
        labels: dict[str, str] = {}
        for node in nodes:
            labels[node.label] = "" if node.label in labels else ids[node.id]
        self._labels = Names(labels)
        self.unlisted: dict[str, Place] = {}

    def service(self, end: str, place: Place) -> str:
        """Give the service that an end names."""
        ways = (self._ids, self._labels, self._services)
        alike = next(filter(None, (names.look_the_same(end) for names in ways)), "")
        found = alike or next(filter(None, (names.find(end) for names in ways)), "")
        if not found and end.strip():
            self.unlisted.setdefault(on_one_line(end), place)
        return found or on_one_line(end)

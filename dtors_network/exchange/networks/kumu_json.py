"""Elements and connections of Kumu's JSON: of blueprints, and of its own export with fields in ``attributes``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from dtors_network.errors import Fault
from dtors_network.exchange.networks.json_cells import json_text
from dtors_network.exchange.networks.network import Edge, Network, Node, place_of_edge, place_of_node
from dtors_network.exchange.same_names import Names, unique

_IDS: Final = ("id", "_id")
_WITHOUT_DIRECTION: Final = ("undirected", "mutual")


@dataclass(frozen=True, slots=True)
class _Element:
    """One element: what connections may call it, and its other fields."""

    label: str
    ids: tuple[str, ...]
    fields: Mapping[str, str]


def kumu_network(elements: Sequence[Mapping[str, Any]], connections: Sequence[Mapping[str, Any]], file: str) -> Network:
    """Put elements and connections together.

    Elements are named by their labels, where no two labels look the same, else by their ids. A connection names its
    ends by ids or by labels; a label that several elements bear names none of them, which is a fault.

    >>> elements = [{"_id": "elem-1", "attributes": {"label": "Hub"}}, {"_id": "elem-2", "attributes": {"label": "GP"}}]
    >>> drawn = kumu_network(elements, [{"from": "elem-2", "to": "elem-1"}], "map.json")
    >>> drawn.edges[0].source, drawn.edges[0].target
    ('GP', 'Hub')
    """
    read = [_element(element) for element in elements]
    by_label = unique(element.label for element in read)
    names = [element.label if by_label or not element.ids else element.ids[0] for element in read]
    ends = _Ends(read, names)
    edges = [_edge(connection, ends, file) for connection in connections]
    return Network(
        nodes=tuple(_node(element, name, file) for element, name in zip(read, names, strict=True)),
        edges=tuple(edge for edge in edges if not {edge.source, edge.target} & ends.unclear.keys()),
        faults=tuple(_unclear(label, file) for label, asked in ends.unclear.items() if asked),
    )


class _Ends:
    """Finds the element that a connection names: by its id, else by its label."""

    def __init__(self, elements: Sequence[_Element], names: Sequence[str]) -> None:
        self._ids = {id_: name for element, name in zip(elements, names, strict=True) for id_ in element.ids}
        bearers = Counter(element.label for element in elements)
        named = {element.label: name for element, name in zip(elements, names, strict=True)}
        self._labels = Names({label: name for label, name in named.items() if bearers[label] == 1})
        several = {label for label, number in bearers.items() if label and number > 1} - {*names}
        self.unclear = {label: False for label in bearers if label in several}

    def find(self, end: str) -> str:
        found = self._ids.get(end) or self._labels.look_the_same(end) or end
        if found in self.unclear:
            self.unclear[found] = True
        return found


def _unclear(label: str, file: str) -> Fault:
    problem = "a connection names an element by a label that several elements bear"
    return Fault(problem, "Name its ends by the ids of the elements", file=file, value=label)


def _element(element: Mapping[str, Any]) -> _Element:
    fields = _fields(element)
    ids = tuple(text for name in _IDS if (text := fields.get(name, "")))
    return _Element(fields.pop("label", ""), ids, fields)


def _node(element: _Element, name: str, file: str) -> Node:
    attributes = {field: text for field, text in element.fields.items() if field not in _IDS or text != name}
    return Node(id=name, label=element.label, attributes=attributes, place=place_of_node(file, name))


def _edge(connection: Mapping[str, Any], ends: _Ends, file: str) -> Edge:
    fields = _fields(connection)
    source, target = (ends.find(fields.pop(end, "")) for end in ("from", "to"))
    direction = fields.pop("direction", "").strip().lower()
    return Edge(
        source=source,
        target=target,
        directed=direction not in _WITHOUT_DIRECTION,
        mutual=direction == "mutual",
        attributes={name: text for name, text in fields.items() if name not in _IDS},
        place=place_of_edge(file, source, target),
    )


def _fields(one: Mapping[str, Any]) -> dict[str, str]:
    """Give every field as text; those that Kumu keeps under ``attributes`` stand beside the others."""
    inner = one.get("attributes")
    fields = {name: value for name, value in one.items() if name != "attributes" or not isinstance(value, dict)}
    fields |= inner if isinstance(inner, dict) else {}
    return {name: text for name, value in fields.items() if (text := json_text(value))}

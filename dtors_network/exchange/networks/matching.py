"""Which attribute of a network file is which column of an area's tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Final

from dtors_network.area_files.cells import known_codes
from dtors_network.area_files.codebook_yaml import shipped_codebook
from dtors_network.area_files.schema import ACCEPTS, TABLE, columns_of
from dtors_network.errors import Fault
from dtors_network.exchange.networks.column_map import EDGE_TABLES, ColumnMap, edge_columns, node_columns
from dtors_network.exchange.networks.lists import code_list
from dtors_network.exchange.networks.names import inside, plain
from dtors_network.exchange.networks.network import Edge, Network, Node, names_of
from dtors_network.exchange.same_names import Names, on_one_line
from dtors_network.model.column import Kind
from dtors_network.model.near import did_you_mean

_TYPES: Final = ("type", "kind", "element_type")
"""Attributes that stand for ``service_type`` where nothing else does, the likeliest first: Kumu and many drawings call
it so."""
_OF_NODES: Final = ("id", "label")
"""What every node has, beside its attributes."""
_WHOLE: Final = re.compile(r"[0-9]+\.0+")


def leave_out(network: Network, names: Sequence[str]) -> Network:
    """Take attributes that are not wanted out of a network.

    >>> leave_out(Network(nodes=(Node(id="gp", attributes={"x": "1.5", "tier": "2"}),)), ["x"]).nodes[0].attributes
    {'tier': '2'}
    """
    if not names:
        return network
    nodes = tuple(replace(node, attributes=_without(node.attributes, names)) for node in network.nodes)
    edges = tuple(replace(edge, attributes=_without(edge.attributes, names)) for edge in network.edges)
    return replace(network, nodes=nodes, edges=edges)


def spelled(column_map: ColumnMap, network: Network) -> ColumnMap:
    r"""Spell the attributes that a map names as the file does, where the two look the same.

    >>> gp = Node(id="gp", attributes={"Cafe\u0301": "gp"})
    >>> spelled(ColumnMap(nodes={"name": "Caf\u00e9"}), Network(nodes=(gp,))).nodes["name"] == "Cafe\u0301"
    True
    """
    nodes, edges = names_of(network.nodes), names_of(network.edges)
    at_nodes, at_edges, anywhere = (Names({name: name for name in some}) for some in (nodes, edges, [*nodes, *edges]))
    return replace(
        column_map,
        nodes={column: at_nodes.look_the_same(name) or name for column, name in column_map.nodes.items()},
        edges={column: at_edges.look_the_same(name) or name for column, name in column_map.edges.items()},
        leave_out=tuple(anywhere.look_the_same(name) or name for name in column_map.leave_out),
    )


def unknown_names(network: Network, column_map: ColumnMap) -> list[Fault]:
    """Find the attributes that a map names and the file does not have.

    >>> gp = Node(id="gp", attributes={"Kind": "gp"})
    >>> [fault.fix for fault in unknown_names(Network(nodes=(gp,)), ColumnMap(leave_out=("Knd",)))]
    ["Did you mean 'Kind'? Known: Kind"]
    """
    nodes, edges = [*names_of(network.nodes), *_OF_NODES], names_of(network.edges)
    asked = [
        *((f"nodes.{column}", name, nodes) for column, name in column_map.nodes.items()),
        *((f"edges.{column}", name, edges) for column, name in column_map.edges.items()),
        *(("leave_out", name, [*names_of(network.nodes), *edges]) for name in column_map.leave_out),
    ]
    problem = "the file has no attribute of this name"
    return [
        Fault(problem, did_you_mean(name, there), file=column_map.file, column=key, value=name)
        for key, name, there in asked
        if name not in there
    ]


class Matcher:
    """Turns attributes into cells.

    Parameters
    ----------
    column_map : ColumnMap
        What the user says of them.
    file : str
        The name of the file, for the faults.
    nodes, edges : sequence of str
        The attributes that nodes and edges have.
    """

    def __init__(self, column_map: ColumnMap, file: str, nodes: Sequence[str], edges: Sequence[str]) -> None:
        self.map = column_map
        self.file = file
        self.names = nodes
        self.faults: list[Fault] = []
        self.nodes = _matched(nodes, column_map.nodes, node_columns())
        self.edges = _matched(edges, column_map.edges, edge_columns())
        self.words = {column: Names(said) for column, said in column_map.values.items()}
        if not self._has_types():
            free = {plain(name): name for name in reversed(nodes) if name not in self.nodes}
            self.nodes |= {free[name]: ("service_type",) for name in _TYPES if name in free and not self._has_types()}

    def _has_types(self) -> bool:
        return any("service_type" in columns for columns in self.nodes.values())

    def untyped(self) -> Fault | None:
        """Say what is wanting where no attribute is a type of service."""
        if self._has_types() or "service_type" in self.map.nodes:
            return None
        problem = "no attribute of the nodes says of what type each service is"
        there = f"Attributes: {', '.join(self.names)}" if self.names else "The nodes have no attributes"
        fix = f"Name the attribute in a column map (--map): nodes: {{service_type: ATTRIBUTE}}. {there}"
        return Fault(problem, fix, file=self.file, column="service_type")

    def node_cells(self, node: Node, attributes: Mapping[str, str]) -> dict[str, str]:
        """Give the attributes of a node as cells of ``services``."""
        cells = self._cells(attributes, self.nodes)
        for column, name in self.map.nodes.items():
            if name in _OF_NODES and name not in attributes:
                cells[column] = self._word(column, node.id if name == "id" else node.label)
        return {column: cell for column, cell in cells.items() if cell}

    def edge_cells(self, edge: Edge) -> dict[str, str]:
        """Give the attributes of an edge as cells of statements and referrals, and of columns of one's own."""
        return self._cells(edge.attributes, self.edges)

    def _cells(self, attributes: Mapping[str, str], columns: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
        cells = {}
        for name, text in attributes.items():
            for column in columns.get(name) or (inside(name),):
                cells[column] = self._word(column, text)
        return {column: cell for column, cell in cells.items() if cell}

    def _word(self, column: str, text: str) -> str:
        """Give the code that a word stands for: as the map says, or the word itself but for case and spaces."""
        said = self.words[column].look_the_same(text) if column in self.words else ""
        if said:
            return said
        kind = _kinds().get(column)
        if kind is Kind.CODES:
            return code_list(text, lambda word: self._code(column, word), _codes()[column])
        if kind in (Kind.IDENTIFIER, Kind.REFERENCE):
            return on_one_line(text)
        if kind is Kind.COUNT and _WHOLE.fullmatch(text):
            return text.partition(".")[0]  # programs that know only numbers with a point
        return self._code(column, text)

    def _code(self, column: str, word: str) -> str:
        said = self.words[column].look_the_same(word) if column in self.words else ""
        codes = _codes().get(column, frozenset())
        return said or (plain(word) if word not in codes and plain(word) in codes else word)


def _matched(names: Sequence[str], mapped: Mapping[str, str], known: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Give the columns that each attribute is: as mapped, by its name, or by its name but for case and spaces."""
    found = {name: tuple(column for column, at in mapped.items() if at == name) for name in mapped.values()}
    found = {name: columns for name, columns in found.items() if name in names}
    taken = {column for columns in found.values() for column in columns}
    for exactly in (True, False):
        for name in names:
            column = name if exactly else plain(name)
            is_known = column in known or (exactly and name.startswith(ACCEPTS))
            if is_known and name not in found and column not in taken and (exactly or column not in mapped):
                found[name] = (column,)
                taken.add(column)
    return found


@cache
def _codes() -> dict[str, frozenset[str]]:
    book = shipped_codebook()
    tables = [columns_of(TABLE[name], book) for name in ("services", *EDGE_TABLES)]
    coded = (column for columns in tables for column in columns if column.kind in (Kind.CODE, Kind.CODES))
    return {column.name: frozenset(known_codes(column, book)) for column in coded}


@cache
def _kinds() -> dict[str, Kind]:
    return {column.name: column.kind for name in ("services", *EDGE_TABLES) for column in TABLE[name].columns}


def _without(attributes: Mapping[str, str], names: Iterable[str]) -> dict[str, str]:
    return {name: text for name, text in attributes.items() if name not in {*names}}

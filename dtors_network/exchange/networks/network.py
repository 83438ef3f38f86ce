"""A network file as every format tells it: nodes, edges and the graph, each with attributes of text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from dtors_network.errors import Fault, InputError
from dtors_network.exchange.place import Place

Attributes = Mapping[str, str]

MOST_ATTRIBUTES: Final = 1_000
"""Different attributes that a file may have, as many as a workbook may have columns."""
MOST_NODES: Final = 20_000
MOST_EDGES: Final = 50_000
"""Far beyond the services and links of any partnership."""
MOST_DEFAULTS: Final = 1_000_000
"""Cells that a file may fill by giving a default once."""
_LONGEST: Final = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """One node; its label is what a drawing shows."""

    id: str
    label: str = ""
    attributes: Attributes = field(default_factory=dict)
    place: Place = Place("")


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """One edge between two nodes, named by their ids.

    Attributes
    ----------
    source, target : str
        What the file calls its ends.
    directed : bool
        False where the file does not say which end it leads to.
    mutual : bool
        True where the file says that it leads both ways; it is not directed then.
    shared : bool
        True where one row of the file stands for this edge and others, so that counts in it belong to none of them.
    attributes : mapping of str to str
        What else the file says of it.
    place : Place
        Where it stands.
    """

    source: str
    target: str
    directed: bool = True
    mutual: bool = False
    shared: bool = False
    attributes: Attributes = field(default_factory=dict)
    place: Place = Place("")


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """What a network file holds.

    Attributes
    ----------
    attributes : mapping of str to str
        Those of the graph as a whole.
    nodes : tuple of Node
        In the order of the file.
    edges : tuple of Edge
        In the order of the file; two may join the same nodes.
    numbers : frozenset of str
        The attributes of nodes and edges that are numbers wherever they are given.
    notes : tuple of str
        What a user should know of how the file was read: sentences.
    faults : tuple of Fault
        What is wrong with the file, told with everything else that is.
    """

    attributes: Attributes = field(default_factory=dict)
    nodes: tuple[Node, ...] = ()
    edges: tuple[Edge, ...] = ()
    numbers: frozenset[str] = frozenset()
    notes: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()


def place_of_node(file: str, id_: str) -> Place:
    """Say where a node stands in a file without rows.

    >>> place_of_node("map.gexf", "gp").file
    "map.gexf, node 'gp'"
    """
    return Place(f"{file}, node {_shown(id_)}")


def place_of_edge(file: str, source: str, target: str) -> Place:
    """Say where an edge stands in a file without rows.

    >>> place_of_edge("map.gexf", "gp", "er").file
    "map.gexf, edge 'gp' to 'er'"
    """
    return Place(f"{file}, edge {_shown(source)} to {_shown(target)}")


def _shown(id_: str) -> str:
    return repr(id_ if len(id_) <= _LONGEST else id_[:_LONGEST] + "…")


def check_size(nodes: int, edges: int, file: str, defaults: int = 0) -> None:
    """Refuse a file with more nodes or edges than anybody's network has, before they are looked at.

    Cells that the file fills by defaults (``defaults``) count too.

    >>> check_size(24, 100, "map.gexf")
    """
    for number, most, what in ((nodes, MOST_NODES, "nodes"), (edges, MOST_EDGES, "edges")):
        if number > most:
            problem = f"this file has {number:,} {what}, and at most {most:,} are read"
            raise InputError([Fault(problem, "Export the part that matters", file=file)])
    if defaults > MOST_DEFAULTS:
        problem = f"this file gives defaults for {defaults:,} attributes of nodes and edges"
        raise InputError([Fault(problem, "Export the attributes that matter, without defaults", file=file)])


def names_of(some: tuple[Node, ...] | tuple[Edge, ...]) -> list[str]:
    """Name the attributes that nodes or edges have, in the order in which they first stand.

    >>> names_of((Node(id="gp", attributes={"tier": "1"}), Node(id="er", attributes={"tier": "2", "x": "3"})))
    ['tier', 'x']
    """
    return list(dict.fromkeys(name for one in some for name in one.attributes))


def check_attributes(network: Network, file: str) -> None:
    """Refuse a file with more different attributes than anybody would give on purpose.

    >>> check_attributes(Network(), "map.gexf")
    """
    for some, what in ((network.nodes, "nodes"), (network.edges, "edges")):
        number = len(names_of(some))
        if number > MOST_ATTRIBUTES:
            problem = f"the {what} of this file have {number:,} different attributes, and at most {MOST_ATTRIBUTES:,}"
            raise InputError([Fault(f"{problem} are read", "Export again with the attributes that matter", file=file)])


def type_of(name: str, some: tuple[Node, ...] | tuple[Edge, ...], numbers: frozenset[str]) -> str:
    """Give the type of an attribute as GraphML and GEXF call it.

    >>> nodes = (Node(id="gp", attributes={"places": "3", "service_type": "gp"}),)
    >>> type_of("places", nodes, frozenset({"places"})), type_of("service_type", nodes, frozenset({"places"}))
    ('long', 'string')
    """
    if name not in numbers:
        return "string"
    whole = all(one.attributes[name].isdigit() for one in some if name in one.attributes)
    return "long" if whole else "double"

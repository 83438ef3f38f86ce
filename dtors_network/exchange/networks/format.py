"""From readers and writers of networks to those of areas: a file becomes rows, an area becomes files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from dtors_network.errors import Fault, InputError
from dtors_network.exchange.incoming import Incoming
from dtors_network.exchange.kind import Wish, Writer, Written
from dtors_network.exchange.networks.column_map import read_map
from dtors_network.exchange.networks.from_area import network_of
from dtors_network.exchange.networks.names import AT_AREA, CODEBOOK, GIVEN, PATHWAY
from dtors_network.exchange.networks.network import Network
from dtors_network.exchange.networks.to_tables import tables_of
from dtors_network.model.area import Area

NetworkReader = Callable[[Path, Wish], Incoming]


def reads(read: Callable[[Path], Network]) -> NetworkReader:
    """Turn a reader of networks into one of rows.

    >>> from dtors_network.exchange.networks.network import Node
    >>> reader = reads(lambda path: Network(nodes=(Node(id="gp"),)))
    >>> reader(Path("map.gexf"), Wish()).tables["services"][0].cells
    {'service': 'gp'}
    """

    def of_file(path: Path, wish: Wish) -> Incoming:
        network, how = read(path), read_map(wish.given)
        if how.ends:
            problem = "a file of this format says by itself where each edge leads"
            fix = "Leave source and target out of edges; they are for tables"
            raise InputError([Fault(problem, fix, file=how.file, column="edges")])
        return tables_of(network, how, path.name)

    return of_file


def reads_tables(read: Callable[[Path, Mapping[str, str]], Network]) -> NetworkReader:
    """Turn a reader of tables into one of rows; a column map may name the columns of the two ends of an edge.

    >>> from dtors_network.exchange.networks.network import Node
    >>> reader = reads_tables(lambda path, ends: Network(nodes=(Node(id="gp"),)))
    >>> reader(Path("map.csv"), Wish()).tables["services"][0].cells
    {'service': 'gp'}
    """

    def of_file(path: Path, wish: Wish) -> Incoming:
        how = read_map(wish.given)
        return tables_of(read(path, how.ends), how, path.name)

    return of_file


def writes(write: Callable[[Network], bytes], *, lost: Callable[[Network], tuple[str, ...]]) -> Writer:
    """Turn a writer of networks into one of areas, as one file.

    >>> from dtors_network.examples import small_area
    >>> writes(lambda network: b"drawn", lost=nothing)(small_area(), "map.x")
    Written(files={'map.x': b'drawn'}, left_out=())
    """

    def of_area(area: Area, name: str) -> Written:
        network = network_of(area)
        return Written({name: write(network)}, lost(network))

    return of_area


def writes_tables(write: Callable[[Network, str], dict[str, bytes]]) -> Writer:
    """Turn a writer of several tables into one of areas; files are named from the stem of the name that is given.

    >>> from dtors_network.examples import small_area
    >>> list(writes_tables(lambda network, stem: {f"{stem}_nodes.csv": b""})(small_area(), "map.csv").files)
    ['map_nodes.csv']
    """

    def of_area(area: Area, name: str) -> Written:
        network = network_of(area)
        return Written(write(network, Path(name).stem), all_but_the_graph(network))

    return of_area


def nothing(network: Network) -> tuple[str, ...]:
    """Say that a format carries everything.

    >>> nothing(Network())
    ()
    """
    return ()


def all_but_the_graph(network: Network) -> tuple[str, ...]:
    """List what belongs to the area as a whole, for formats that have no room for it.

    >>> all_but_the_graph(Network(attributes={"name": "Kent", "actions": "[]"}))
    ('the keys of the area (name)', 'actions')
    """
    keys = [name for name in network.attributes if name not in (*AT_AREA, GIVEN, CODEBOOK, PATHWAY)]
    words = {
        "organisations": "organisations, but for their ids",
        "answers": "answers that are about no service",
        "barriers": "barrier reports on a type of service or the area",
        "actions": "actions",
        GIVEN: "which tables are there without a row",
        CODEBOOK: "codes of the area's own",
        PATHWAY: "the area's own reference pathway",
    }
    told = [f"the keys of the area ({', '.join(keys)})"] if keys else []
    return (*told, *(text for name, text in words.items() if name in network.attributes))


def all_but_the_drawing(network: Network) -> tuple[str, ...]:
    """Say what Pajek loses: everything but labels, links and people referred.

    >>> all_but_the_drawing(Network())[1]
    'the ids of services'
    """
    return (
        "every attribute of services and links but labels and numbers referred",
        "the ids of services",
        "where a link has no plain number referred: its weight is 1, which counts nobody",
        *all_but_the_graph(network),
    )

"""What a format can do, whatever it is: read a file into rows, write an area into files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from dtors_network.errors import Fault, InputError
from dtors_network.formats.interchange.column_map import read_map
from dtors_network.formats.interchange.from_area import network_of
from dtors_network.formats.interchange.incoming import Incoming
from dtors_network.formats.interchange.names import AT_AREA, CODEBOOK, GIVEN, PATHWAY
from dtors_network.formats.interchange.network import Network
from dtors_network.formats.interchange.to_tables import tables_of
from dtors_network.model.area import Area

Reader = Callable[[Path, Path | None], Incoming]
Writer = Callable[[Area, str], "Written"]


@dataclass(frozen=True, slots=True)
class Written:
    """The files of an export by their names, and what of the area they do not hold, in sentences."""

    files: Mapping[str, bytes]
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One format.

    Attributes
    ----------
    code, title : str
        What commands call it, and what people do.
    endings : tuple of str
        Of its files; the first format of the registry that has an ending is meant by it.
    read : callable or None
        From a file and a column map (or None) to what it gives; None for a format that is only written.
    write : callable or None
        From an area and the name of a file to files; None for a format that is only read.
    """

    code: str
    title: str
    endings: tuple[str, ...]
    read: Reader | None = None
    write: Writer | None = None


def reads(read: Callable[[Path], Network]) -> Reader:
    """Turn a reader of networks into one of rows.

    Parameters
    ----------
    read : callable
        From a file to a network.

    Returns
    -------
    callable
        From a file and its column map to rows.

    Examples
    --------
    >>> from dtors_network.formats.interchange.network import Node
    >>> reader = reads(lambda path: Network(nodes=(Node(id="gp"),)))
    >>> reader(Path("map.gexf"), None).tables["services"][0].cells
    {'service': 'gp'}
    """

    def of_file(path: Path, column_map: Path | None) -> Incoming:
        network, how = read(path), read_map(column_map)
        if how.ends:
            problem = "a file of this format says by itself where each edge leads"
            fix = "Leave source and target out of edges; they are for tables"
            raise InputError([Fault(problem, fix, file=how.file, column="edges")])
        return tables_of(network, how, path.name)

    return of_file


def reads_tables(read: Callable[[Path, Mapping[str, str]], Network]) -> Reader:
    """Turn a reader of tables into one of rows; a column map may name the columns of the two ends of an edge.

    Parameters
    ----------
    read : callable
        From a file, and the columns of ``source`` and ``target``, to a network.

    Returns
    -------
    callable
        From a file and its column map to rows.

    Examples
    --------
    >>> from dtors_network.formats.interchange.network import Node
    >>> reader = reads_tables(lambda path, ends: Network(nodes=(Node(id="gp"),)))
    >>> reader(Path("map.csv"), None).tables["services"][0].cells
    {'service': 'gp'}
    """

    def of_file(path: Path, column_map: Path | None) -> Incoming:
        how = read_map(column_map)
        return tables_of(read(path, how.ends), how, path.name)

    return of_file


def writes(write: Callable[[Network], bytes], *, lost: Callable[[Network], tuple[str, ...]]) -> Writer:
    """Turn a writer of networks into one of areas, as one file.

    Parameters
    ----------
    write : callable
        From a network to the bytes of a file.
    lost : callable
        From the network to what the format cannot carry of it.

    Returns
    -------
    callable
        From an area and the name of a file to what is written.

    Examples
    --------
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

    Parameters
    ----------
    write : callable
        From a network and a stem to the bytes of files by their names.

    Returns
    -------
    callable
        From an area and the name of a file to what is written.

    Examples
    --------
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

    Parameters
    ----------
    network : Network
        The network.

    Returns
    -------
    tuple of str
        Empty.

    Examples
    --------
    >>> nothing(Network())
    ()
    """
    return ()


def all_but_the_graph(network: Network) -> tuple[str, ...]:
    """List what belongs to the area as a whole, for formats that have no room for it.

    Examples
    --------
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

    Parameters
    ----------
    network : Network
        The network.

    Returns
    -------
    tuple of str
        What is lost.

    Examples
    --------
    >>> all_but_the_drawing(Network())[1]
    'the ids of services'
    """
    return (
        "every attribute of services and links but labels and numbers referred",
        "the ids of services",
        "where a link has no plain number referred: its weight is 1, which counts nobody",
        *all_but_the_graph(network),
    )

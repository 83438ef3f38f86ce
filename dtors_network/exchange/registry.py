"""Every kind of file that other programs and publishers make, or read: one line adds one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from dtors_network.errors import Fault, InputError
from dtors_network.exchange.figures import fingertips, goals, viewit, viewit_columns
from dtors_network.exchange.kind import FileKind, Room, Wish, holds
from dtors_network.exchange.networks import cytoscape, gephi, gexf, graphml, kumu, pajek, polinode, workbook
from dtors_network.exchange.networks.format import (
    all_but_the_drawing,
    all_but_the_graph,
    nothing,
    reads,
    reads_tables,
    writes,
    writes_tables,
)
from dtors_network.exchange.networks.tables_in import is_header
from dtors_network.exchange.reading import Reading
from dtors_network.exchange.registers import cqc
from dtors_network.exchange.registers.directory_words import read_types
from dtors_network.exchange.registers.names import read_names
from dtors_network.exchange.registers.open_referral import read_directory
from dtors_network.exchange.studies.refi_map import read_map
from dtors_network.exchange.studies.refi_project import read_study
from dtors_network.exchange.studies.refi_reports import barrier_reports
from dtors_network.exchange.studies.refi_words import read_excerpts
from dtors_network.model.near import did_you_mean


def _study(path: Path, wish: Wish) -> Reading:
    study = read_study(path)
    given = read_map(wish.given, study, wish.codebook, wish.services) if wish.given else None
    excerpts = read_excerpts(path, study) if wish.excerpts else None
    return barrier_reports(study, wish.codebook, wish.services, given, excerpts)


def _directory(path: Path, wish: Wish) -> Reading:
    return read_directory([path], wish.codebook, read_types(wish.given) if wish.given else {})


def _never(row: Sequence[str]) -> bool:
    """Any table may be a list of names: it is never guessed, and its kind is named."""
    return False


# fmt: off
_ALL: Final = (
    FileKind(code="graphml", title="GraphML", room=Room.NETWORK, endings=(".graphml",), read=reads(graphml.read), write=writes(graphml.write, lost=nothing)),  # noqa: E501
    FileKind(code="gexf", title="GEXF", room=Room.NETWORK, endings=(".gexf",), read=reads(gexf.read), write=writes(gexf.write, lost=nothing)),  # noqa: E501
    FileKind(code="cytoscape", title="Cytoscape JSON", room=Room.NETWORK, endings=(".cyjs",), read=reads(cytoscape.read), write=writes(cytoscape.write, lost=nothing)),  # noqa: E501
    FileKind(code="gephi", title="Gephi node and edge CSV", room=Room.NETWORK, endings=(".csv",), head=is_header, read=reads_tables(gephi.read), write=writes_tables(gephi.write)),  # noqa: E501
    FileKind(code="kumu", title="Kumu JSON", room=Room.NETWORK, endings=(".json",), head=holds("elements", "connections"), read=reads(kumu.read), write=writes(kumu.write, lost=all_but_the_graph)),  # noqa: E501
    FileKind(code="kumu-sheets", title="Kumu sheets", room=Room.NETWORK, endings=(".xlsx",), head=holds("elements", "connections"), read=reads_tables(workbook.read_workbook), write=writes(kumu.write_sheets, lost=all_but_the_graph)),  # noqa: E501
    FileKind(code="polinode", title="Polinode sheets", room=Room.NETWORK, endings=(".xlsx",), head=is_header, read=reads_tables(workbook.read_workbook), write=writes(polinode.write, lost=all_but_the_graph)),  # noqa: E501
    FileKind(code="pajek", title="Pajek", room=Room.NETWORK, endings=(".net",), write=writes(pajek.write, lost=all_but_the_drawing)),  # noqa: E501
    FileKind(code="refi-qda", title="REFI-QDA project", room=Room.STUDY, endings=(".qdpx", ".qde", ".qdc"), read=_study),  # noqa: E501
    FileKind(code="viewit", title="NDTMS ViewIt export", room=Room.FIGURES, endings=(".csv",), head=holds(viewit_columns.KEYS[0], viewit_columns.NATIONAL[0]), read=lambda path, wish: viewit.read_viewit(path, wish.figures)),  # noqa: E501
    FileKind(code="fingertips", title="Fingertips CSV", room=Room.FIGURES, endings=(".csv",), head=holds(fingertips.NEEDED[0]), read=lambda path, wish: fingertips.read_fingertips(path, wish.figures)),  # noqa: E501
    FileKind(code="sdg-3-5-1", title="Goal 3.5.1 CSV", room=Room.FIGURES, endings=(".csv",), head=holds(goals.NEEDED[0]), read=lambda path, wish: goals.read_goals(path, wish.figures)),  # noqa: E501
    FileKind(code="cqc-directory", title="CQC directory", room=Room.REGISTER, endings=(".csv",), head=holds(cqc.DIRECTORY[0]), read=lambda path, wish: cqc.read_cqc_directory(path, wish.areas or None)),  # noqa: E501
    FileKind(code="cqc-hsca", title="CQC sheet of active locations", room=Room.REGISTER, endings=(".csv", ".xlsx"), head=holds(cqc.HSCA[0]), read=lambda path, wish: cqc.read_cqc_hsca(path, wish.areas or None)),  # noqa: E501
    FileKind(code="open-referral", title="Open Referral UK or HSDS", room=Room.REGISTER, endings=(".json", ".zip"), read=_directory),  # noqa: E501
    FileKind(code="names", title="Plain list of services", room=Room.REGISTER, endings=(".csv", ".xlsx"), head=_never, read=lambda path, wish: read_names(path, wish.codebook)),  # noqa: E501
)
# fmt: on

KINDS: Final[Mapping[str, FileKind]] = {one.code: one for one in _ALL}
"""Kind of file by its code."""

NETWORKS: Final[Mapping[str, FileKind]] = {one.code: one for one in _ALL if one.room is Room.NETWORK}
"""The kinds that can hold a whole area, and that convert reads and writes."""


def network_called(code: str) -> FileKind:
    """Give the network format of a code.

    Parameters
    ----------
    code : str
        One of ``NETWORKS``.

    Returns
    -------
    FileKind
        The format.

    Raises
    ------
    InputError
        If there is none of that code; the nearest is named.

    Examples
    --------
    >>> network_called("gexf").title
    'GEXF'
    """
    return _called(code, NETWORKS)


def kind_called(code: str) -> FileKind:
    """Give the kind of a code, as :func:`network_called` does of every one of ``KINDS``.

    Examples
    --------
    >>> kind_called("viewit").title
    'NDTMS ViewIt export'
    """
    return _called(code, KINDS)


def network_of_ending(path: Path) -> FileKind | None:
    """Give the format that the ending of a file means; None where it means an area: a folder or an ``.xlsx`` workbook.

    Parameters
    ----------
    path : Path
        A file, which need not exist.

    Returns
    -------
    FileKind or None
        The format.

    Raises
    ------
    InputError
        If the ending is not known.

    Examples
    --------
    >>> network_of_ending(Path("map.gexf")).code, network_of_ending(Path("maps/kent"))
    ('gexf', None)
    """
    ending = path.suffix.lower()
    if ending in ("", ".xlsx") or path.is_dir():
        return None
    for one in NETWORKS.values():
        if ending in one.endings:
            return one
    known = [ending for one in NETWORKS.values() for ending in one.endings if ending != ".xlsx"]
    fix = f"Name the format with --from or --to, or use one of these endings: {', '.join(known)}"
    raise InputError([Fault("the ending of this file says nothing of its format", fix, file=str(path))])


def _called(code: str, kinds: Mapping[str, FileKind]) -> FileKind:
    if code not in kinds:
        raise InputError([Fault("unknown format", did_you_mean(code, kinds), value=code)])
    return kinds[code]

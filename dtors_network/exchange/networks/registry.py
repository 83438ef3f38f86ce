"""Every format of files that other programs read or write: one line adds one."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from dtors_network.errors import Fault, InputError
from dtors_network.exchange.networks import cytoscape, gephi, gexf, graphml, kumu, pajek, polinode, workbook
from dtors_network.exchange.networks.format import (
    Format,
    all_but_the_drawing,
    all_but_the_graph,
    nothing,
    reads,
    reads_tables,
    writes,
    writes_tables,
)
from dtors_network.model.near import did_you_mean

# fmt: off
_ALL: Final = (
    Format(code="graphml", title="GraphML", endings=(".graphml",), read=reads(graphml.read), write=writes(graphml.write, lost=nothing)),  # noqa: E501
    Format(code="gexf", title="GEXF", endings=(".gexf",), read=reads(gexf.read), write=writes(gexf.write, lost=nothing)),  # noqa: E501
    Format(code="cytoscape", title="Cytoscape JSON", endings=(".cyjs",), read=reads(cytoscape.read), write=writes(cytoscape.write, lost=nothing)),  # noqa: E501
    Format(code="gephi", title="Gephi node and edge CSV", endings=(".csv",), read=reads_tables(gephi.read), write=writes_tables(gephi.write)),  # noqa: E501
    Format(code="kumu", title="Kumu JSON", endings=(".json",), read=reads(kumu.read), write=writes(kumu.write, lost=all_but_the_graph)),  # noqa: E501
    Format(code="kumu-sheets", title="Kumu sheets", endings=(), read=reads_tables(workbook.read_workbook), write=writes(kumu.write_sheets, lost=all_but_the_graph)),  # noqa: E501
    Format(code="polinode", title="Polinode sheets", endings=(), read=reads_tables(workbook.read_workbook), write=writes(polinode.write, lost=all_but_the_graph)),  # noqa: E501
    Format(code="pajek", title="Pajek", endings=(".net",), write=writes(pajek.write, lost=all_but_the_drawing)),
)
# fmt: on

FORMATS: Final[dict[str, Format]] = {one.code: one for one in _ALL}
"""Format by its code."""


def format_called(code: str) -> Format:
    """Give the format of a code.

    Parameters
    ----------
    code : str
        One of ``FORMATS``.

    Returns
    -------
    Format
        The format.

    Raises
    ------
    InputError
        If there is none of that code; the nearest is named.

    Examples
    --------
    >>> format_called("gexf").title
    'GEXF'
    """
    if code not in FORMATS:
        raise InputError([Fault("unknown format", did_you_mean(code, FORMATS), value=code)])
    return FORMATS[code]


def format_of(path: Path) -> Format | None:
    """Give the format that the ending of a file means; None where it means an area: a folder or an ``.xlsx`` workbook.

    Parameters
    ----------
    path : Path
        A file, which need not exist.

    Returns
    -------
    Format or None
        The format.

    Raises
    ------
    InputError
        If the ending is not known.

    Examples
    --------
    >>> format_of(Path("map.gexf")).code, format_of(Path("maps/kent"))
    ('gexf', None)
    """
    ending = path.suffix.lower()
    if ending in ("", ".xlsx") or path.is_dir():
        return None
    for one in FORMATS.values():
        if ending in one.endings:
            return one
    known = [ending for one in FORMATS.values() for ending in one.endings]
    fix = f"Name the format with --from or --to, or use one of these endings: {', '.join(known)}"
    raise InputError([Fault("the ending of this file says nothing of its format", fix, file=str(path))])

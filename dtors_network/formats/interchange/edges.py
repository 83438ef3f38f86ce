"""The edges of a network file as statements, counts and whatever else they carry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from dtors_network.errors import Fault
from dtors_network.formats.interchange.column_map import SAYS
from dtors_network.formats.interchange.from_area import summary
from dtors_network.formats.interchange.held import Held, held_rows
from dtors_network.formats.interchange.incoming import Given
from dtors_network.formats.interchange.matching import Matcher
from dtors_network.formats.interchange.names import AT_LINK, COUNTED, ENDS, SUMMARY
from dtors_network.formats.interchange.network import Edge
from dtors_network.formats.schema import TABLE
from dtors_network.model.vocabulary import EVERYONE

_STATEMENT: Final = frozenset(column.name for column in TABLE["statements"].columns)
_REFERRAL: Final = frozenset(column.name for column in TABLE["referrals"].columns)
_UNDIRECTED: Final = (
    "Say in a column map (--map) what they mean: undirected: both_ways, or undirected: as_drawn where the first node "
    "of each edge is the one that refers"
)


@dataclass(slots=True)
class Found:
    """What the edges give: rows that they hold as they were, rows drawn from their attributes, and what to tell."""

    held: list[Held] = field(default_factory=list)
    drawn: dict[str, list[Given]] = field(default_factory=lambda: {"statements": [], "referrals": []})
    faults: list[Fault] = field(default_factory=list)
    bare: int = 0
    beside: dict[str, None] = field(default_factory=dict)
    grouped: bool = True

    @property
    def notes(self) -> list[str]:
        """Say what was read into edges, and what of them was not read."""
        told = []
        if self.bare:
            some = f"{self.bare:,} edges say" if self.bare > 1 else "1 edge says"
            told.append(
                f"{some} only that there is a link. Each became one statement, by default the word of whoever drew the "
                "file about the sender's end: it makes a link one-sided, never confirmed by both."
            )
        if not self.grouped:
            told.append("Counts on edges without a client group were taken as counts of everyone.")
        if self.beside:
            told.append(f"Left out, beside the rows that edges hold: {', '.join(self.beside)}.")
        return told


def edge_rows(edges: Sequence[Edge], ids: Mapping[str, str], matcher: Matcher) -> Found:
    """Turn edges into rows.

    Parameters
    ----------
    edges : sequence of Edge
        As the file has them.
    ids : mapping of str to str
        The service that each node is.
    matcher : Matcher
        Which attribute is which column.

    Returns
    -------
    Found
        Rows, faults and notes.

    Examples
    --------
    >>> from dtors_network.formats.interchange.column_map import ColumnMap
    >>> found = edge_rows([Edge(source="a", target="b")], {}, Matcher(ColumnMap(), "map.gexf", [], []))
    >>> found.drawn["statements"][0].cells["end"], found.bare
    ('sender', 1)
    """
    found = Found()
    for edge in edges:
        link = {"source": ids.get(edge.source, edge.source), "target": ids.get(edge.target, edge.target)}
        if any(edge.attributes.get(name) for name in AT_LINK):
            _hold(edge, link, found)
        elif edge.directed or matcher.map.undirected:
            _draw(edge, link, matcher, found)
    undirected = [] if matcher.map.undirected else [edge for edge in edges if not edge.directed and not _holds(edge)]
    if undirected:
        first = undirected[0]
        some = f"{len(undirected):,} edges have" if len(undirected) > 1 else "1 edge has"
        value = f"{first.source} – {first.target}"
        found.faults.append(Fault(f"{some} no direction", _UNDIRECTED, file=matcher.file, value=value))
    return found


def _holds(edge: Edge) -> bool:
    return any(edge.attributes.get(name) for name in AT_LINK)


def _hold(edge: Edge, link: Mapping[str, str], found: Found) -> None:
    """Take the rows that an edge holds; its plain words must still say the same, for nobody reads them."""
    faults = len(found.faults)
    rows: dict[str, list[Held]] = {}
    for name in AT_LINK:
        if edge.attributes.get(name):
            rows[name] = list(held_rows(name, edge.attributes[name], link, edge.place, found.faults))
            found.held += rows[name]
    if len(found.faults) == faults:
        said = summary({name: [one.row.cells for one in some] for name, some in rows.items()})
        found.faults += [
            _changed(edge, name) for name in (*ENDS, *COUNTED) if edge.attributes.get(name, "") != said.get(name, "")
        ]
    found.beside |= dict.fromkeys(name for name in edge.attributes if name not in (*AT_LINK, *SUMMARY))


def _changed(edge: Edge, name: str) -> Fault:
    table = "statements" if name in ENDS else "referrals"
    problem = f"this was worked out from {table} of the edge, and no longer says the same"
    fix = f"Make the change in {table}, or empty {table} to let the plain attributes speak"
    value = edge.attributes.get(name, "")
    return Fault(problem, fix, file=edge.place.file, row=edge.place.row, column=name, value=value)


def _draw(edge: Edge, link: dict[str, str], matcher: Matcher, found: Found) -> None:
    cells = matcher.edge_cells(edge)
    counts = {name: cell for name, cell in cells.items() if name in _REFERRAL}
    said = {name: cell for name, cell in cells.items() if name in _STATEMENT}
    own = {name: cell for name, cell in cells.items() if name not in counts and name not in said}
    both = not edge.directed and matcher.map.undirected == "both_ways"
    if set(counts) - {"client_group"}:
        if both:
            fix = "Give the edge a direction, or leave the counts out (leave_out)"
            place = edge.place
            found.faults.append(Fault("counts on an edge without a direction", fix, file=place.file, row=place.row))
        found.grouped &= "client_group" in counts
        row = {"client_group": EVERYONE} | counts | ({} if said else own)
        found.drawn["referrals"].append(Given(cells=link | row, place=edge.place))
        if not said:
            return
    found.bare += not said
    row = _spoken(said, matcher) | own
    for way in (link, {"source": link["target"], "target": link["source"]})[: 1 + both]:
        found.drawn["statements"].append(Given(cells=way | row, place=edge.place))


def _spoken(said: dict[str, str], matcher: Matcher) -> dict[str, str]:
    """Complete a statement by what the map says; who drew a file is not made the voice of a named reporter."""
    default = dict(matcher.map.says)
    if not {"reporter", "reporter_role"}.isdisjoint(said) and default.get("reporter_role") == SAYS["reporter_role"]:
        del default["reporter_role"]
    return {"note": f"Drawn in {matcher.file}"} | default | said

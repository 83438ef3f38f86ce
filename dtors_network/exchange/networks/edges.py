"""The edges of a network file as statements, counts and whatever else they carry."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from dtors_network.area_files.schema import TABLE
from dtors_network.errors import Fault
from dtors_network.exchange.incoming import Given
from dtors_network.exchange.networks.column_map import SAYS
from dtors_network.exchange.networks.from_area import summary
from dtors_network.exchange.networks.held import Held, held_rows
from dtors_network.exchange.networks.matching import Matcher
from dtors_network.exchange.networks.names import AT_LINK, COUNTED, ENDS, SUMMARY
from dtors_network.exchange.networks.network import Edge
from dtors_network.exchange.networks.parallel import added_up, without_repeats
from dtors_network.exchange.networks.services_of import Ends
from dtors_network.model.vocabulary import EVERYONE

_STATEMENT: Final = frozenset(column.name for column in TABLE["statements"].columns)
_REFERRAL: Final = frozenset(column.name for column in TABLE["referrals"].columns)
_UNDIRECTED: Final = (
    "Say in a column map (--map) what they mean: undirected: both_ways, or undirected: as_drawn where the first node "
    "of each edge is the one that refers"
)
_NAMED: Final = 5


@dataclass(slots=True)
class Found:
    """What the edges give: rows that they hold as they were, rows drawn from their attributes, and what to tell."""

    held: list[Held] = field(default_factory=list)
    statements: list[Given] = field(default_factory=list)
    is_bare: list[bool] = field(default_factory=list)
    referrals: list[Given] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    bare: int = 0
    loops: list[str] = field(default_factory=list)
    beside: dict[str, None] = field(default_factory=dict)
    grouped: bool = True

    @property
    def notes(self) -> list[str]:
        """Say what was read into edges, and what of them was not read."""
        told = [_of_loops(self.loops)] if self.loops else []
        if self.bare:
            some = f"{self.bare:,} edges say" if self.bare > 1 else "1 edge says"
            became = "Each became" if self.bare > 1 else "It became"
            told.append(
                f"{some} only that there is a link. {became} one statement, by default the word of whoever drew the "
                "file about the sender's end: it makes a link one-sided, never confirmed by both."
            )
        told += self.told
        if not self.grouped:
            told.append("Counts on edges without a client group were taken as counts of everyone.")
        if self.beside:
            told.append(f"Left out, beside the rows that edges hold: {', '.join(self.beside)}.")
        return told


def edge_rows(edges: Sequence[Edge], ends: Ends, matcher: Matcher) -> Found:
    """Turn edges into rows.

    An edge from a service to itself is left out and counted; counts of edges that join the same services are added up,
    or refused once.

    >>> from dtors_network.exchange.networks.column_map import ColumnMap
    >>> found = edge_rows([Edge(source="a", target="b")], Ends([], {}), Matcher(ColumnMap(), "map.gexf", [], []))
    >>> found.statements[0].cells["end"], found.bare
    ('sender', 1)
    """
    found = Found()
    for edge in edges:
        link = {"source": ends.service(edge.source, edge.place), "target": ends.service(edge.target, edge.place)}
        if _holds(edge):
            _hold(edge, link, found)
        elif link["source"] and link["source"] == link["target"]:
            found.loops.append(link["source"])
        elif edge.directed or matcher.map.undirected:
            _draw(edge, link, matcher, found)
    found.faults += _of_undirected(edges, matcher)
    found.statements, repeats = without_repeats(found.statements, found.is_bare)
    found.referrals, added, wrong = added_up(found.referrals, matcher.file)
    found.told += [*repeats, *added]
    found.faults += wrong
    return found


def _of_undirected(edges: Sequence[Edge], matcher: Matcher) -> Iterator[Fault]:
    undirected = [] if matcher.map.undirected else [edge for edge in edges if not edge.directed and not _holds(edge)]
    if undirected:
        first = undirected[0]
        some = f"{len(undirected):,} edges have" if len(undirected) > 1 else "1 edge has"
        both = sum(edge.mutual for edge in undirected)
        drawn = f" ({both:,} of {len(undirected):,} drawn as leading both ways)" if both else ""
        value = f"{first.source} – {first.target}"
        yield Fault(f"{some} no direction{drawn}", _UNDIRECTED, file=matcher.file, value=value)


def _of_loops(loops: Sequence[str]) -> str:
    names = [*dict.fromkeys(loops)]
    more = f" and {len(names) - _NAMED:,} more" if len(names) > _NAMED else ""
    some = f"{len(loops):,} edges lead" if len(loops) > 1 else "1 edge leads"
    where = ", ".join(names[:_NAMED]) + more
    return f"{some} from a service to itself and {'were' if len(loops) > 1 else 'was'} left out: {where}."


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
    both = edge.mutual or (not edge.directed and matcher.map.undirected == "both_ways")
    if set(counts) - {"client_group"}:
        if both or edge.shared:
            found.faults.append(_nobodys(edge))
        found.grouped &= "client_group" in counts
        row = {"client_group": EVERYONE} | counts | ({} if said else own)
        found.referrals.append(Given(cells=link | row, place=edge.place))
        if not said:
            return
    found.bare += not said
    row = _spoken(said, matcher) | own
    for way in (link, {"source": link["target"], "target": link["source"]})[: 1 + both]:
        found.statements.append(Given(cells=way | row, place=edge.place))
        found.is_bare.append(not said)


def _nobodys(edge: Edge) -> Fault:
    """Refuse counts of several links in one: nobody can tell which of them they belong to."""
    what = "one row that stands for several edges" if edge.shared else "an edge without a direction"
    fix = "Give each link a row of its own" if edge.shared else "Give the edge a direction"
    where = edge.place
    return Fault(f"counts on {what}", f"{fix}, or leave the counts out (leave_out)", file=where.file, row=where.row)


def _spoken(said: dict[str, str], matcher: Matcher) -> dict[str, str]:
    """Complete a statement by what the map says; who drew a file is not made the voice of a named reporter."""
    default = dict(matcher.map.says)
    if not {"reporter", "reporter_role"}.isdisjoint(said) and default.get("reporter_role") == SAYS["reporter_role"]:
        del default["reporter_role"]
    return {"note": f"Drawn in {matcher.file}"} | default | said

"""A network file as rows of an area's tables: our own as they were, anybody's by a column map."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dtors_network.area_files.schema import AREA, OPTIONAL
from dtors_network.errors import Fault
from dtors_network.exchange.incoming import Given, Incoming
from dtors_network.exchange.networks.column_map import ColumnMap
from dtors_network.exchange.networks.edges import edge_rows
from dtors_network.exchange.networks.held import Held, check_rows, held_rows, in_rows
from dtors_network.exchange.networks.matching import Matcher, leave_out, spelled, unknown_names
from dtors_network.exchange.networks.names import (
    AT_AREA,
    AT_LINK,
    AT_SERVICE,
    CODEBOOK,
    GIVEN,
    OWN,
    PATHWAY,
    inside,
)
from dtors_network.exchange.networks.network import Attributes, Network, Node, check_attributes, names_of
from dtors_network.exchange.networks.services_of import Ends
from dtors_network.exchange.place import Place
from dtors_network.exchange.same_names import on_one_line
from dtors_network.model.sharing import PROFILE

_OWN_NAME = f"{OWN}name"


def tables_of(network: Network, column_map: ColumnMap, file: str) -> Incoming:
    """Turn a network into rows of services, statements, and whatever else it carries.

    An edge that says nothing becomes one statement, whose note says so. Its faults are attributes that a map names and
    the file lacks, edges without a direction, counts that cannot be added up, and lists of rows that are no JSON.

    >>> from dtors_network.exchange.networks.network import Edge
    >>> drawn = Network(
    ...     nodes=(Node(id="gp", attributes={"Service type": "gp"}), Node(id="er", attributes={"Service type": "gp"})),
    ...     edges=(Edge(source="gp", target="er"),),
    ... )
    >>> rows = tables_of(drawn, ColumnMap(), "map.gexf").tables
    >>> rows["services"][0].cells, rows["statements"][0].cells["note"]
    ({'service': 'gp', 'service_type': 'gp'}, 'Drawn in map.gexf')
    """
    check_attributes(network, file)
    check_rows(_held_texts(network), file)
    column_map = spelled(column_map, network)
    unknown = unknown_names(network, column_map)
    network = leave_out(network, column_map.leave_out)
    matcher = Matcher(column_map, file, names_of(network.nodes), names_of(network.edges))
    services, ids = _services(network, matcher)
    ends = Ends(network.nodes, ids)
    found = edge_rows(network.edges, ends, matcher)
    held = [*_at_nodes(network, ids, matcher.faults), *_at_graph(network, file, matcher.faults), *found.held]
    tables = in_rows(held)
    given = {name: () for name in network.attributes.get(GIVEN, "").split(";") if name in OPTIONAL}
    of_edges = {"statements": found.statements, "referrals": found.referrals}
    drawn = {name: [*tables.get(name, []), *rows] for name, rows in of_edges.items() if rows}
    return Incoming(
        file=file,
        keys={**_keys(network), **column_map.area},
        tables={**given, **tables, "statements": [*tables.get("statements", [])], **drawn, "services": services},
        codebook=network.attributes.get(CODEBOOK, ""),
        pathway=network.attributes.get(PATHWAY, ""),
        notes=(*network.notes, *found.notes),
        faults=(*network.faults, *unknown, *matcher.faults, *found.faults),
        untyped=matcher.untyped(),
        unlisted=ends.unlisted,
        mapped=True,
    )


def _services(network: Network, matcher: Matcher) -> tuple[list[Given], dict[str, str]]:
    """Give a row a node, and the id of the service that each node is."""
    rows, ids = [], {}
    for node in network.nodes:
        cells = matcher.node_cells(node, _without_held(node))
        is_its_label = "service" not in cells and node.id == node.label
        cells = {"service": cells.pop("service", on_one_line(node.id))} | cells
        if _OWN_NAME in node.attributes:
            cells["name"] = node.attributes[_OWN_NAME]
        elif not is_its_label and node.label not in ("", cells["service"]):
            cells.setdefault("name", node.label)
        ids[node.id] = cells["service"]
        rows.append(Given(cells=cells, place=node.place))
    return rows, ids


def _without_held(node: Node) -> dict[str, str]:
    return {name: text for name, text in node.attributes.items() if name not in (*AT_SERVICE, _OWN_NAME)}


def _held_texts(network: Network) -> Iterable[str]:
    places: list[tuple[tuple[str, ...], Attributes]] = [(AT_AREA, network.attributes)]
    places += [(AT_SERVICE, node.attributes) for node in network.nodes]
    places += [(AT_LINK, edge.attributes) for edge in network.edges]
    return (attributes[name] for names, attributes in places for name in names if name in attributes)


def _at_nodes(network: Network, ids: Mapping[str, str], faults: list[Fault]) -> Iterable[Held]:
    for node in network.nodes:
        for name in AT_SERVICE:
            if node.attributes.get(name):
                yield from held_rows(name, node.attributes[name], {"service": ids[node.id]}, node.place, faults)


def _at_graph(network: Network, file: str, faults: list[Fault]) -> Iterable[Held]:
    for name in AT_AREA:
        if network.attributes.get(name):
            yield from held_rows(name, network.attributes[name], {}, Place(file), faults)


def _keys(network: Network) -> dict[str, str]:
    """Take the area's keys from the graph, where it says which area it is; a drawing's own attributes are none."""
    known = {column.name for column in AREA.columns}
    if "reference_pathway" not in network.attributes:
        return {name: text for name, text in network.attributes.items() if name == PROFILE}
    rest = {*AT_AREA, GIVEN, CODEBOOK, PATHWAY}
    given = {name: text for name, text in network.attributes.items() if name not in rest}
    return {name if name in known else inside(name): text for name, text in given.items()}

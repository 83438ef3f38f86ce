"""An area as a network: services are nodes, links spoken of or counted are edges, rows go where they belong."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from dtors_network.area_files.codebook_yaml import shipped_codebook
from dtors_network.area_files.content import is_shipped
from dtors_network.area_files.schema import AREA, TABLE
from dtors_network.area_files.table_text import key_texts, table_records
from dtors_network.area_files.yaml_writing import codebook_text, pathway_text
from dtors_network.exchange.networks.names import (
    AT_AREA,
    AT_LINK,
    AT_SERVICE,
    CODEBOOK,
    COUNTED,
    ENDS,
    GIVEN,
    OWN,
    PATHWAY,
    ROW,
    outside,
)
from dtors_network.exchange.networks.network import Edge, Network, Node
from dtors_network.model.area import Area
from dtors_network.model.column import Kind
from dtors_network.model.vocabulary import EVERYONE

Cells = dict[str, str]
_PLACE: Final = ("source", "target", "service")
_NUMBERS: Final = (Kind.COUNT, Kind.DECIMAL, Kind.DAYS)
_NUMBER: Final = re.compile(r"[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?")


def network_of(area: Area) -> Network:
    """Give an area as a network that carries every row of it.

    One node a service and one edge an ordered pair. What has several rows at one place is a JSON list in the attribute
    of its table's name; what an edge can be drawn by stands beside it in plain words. An area for others has its small
    counts hidden before.

    >>> from dtors_network.examples import small_area
    >>> network = network_of(small_area())
    >>> [(edge.source, edge.target, edge.attributes.get("receiver_says")) for edge in network.edges][:2]
    [('gp', 'clinic', 'present'), ('clinic', 'aftercare', None)]
    """
    tables = {name: list(_rows(name, records)) for name, records in table_records(area).items()}
    held = _at_services(tables)
    nodes = tuple(_node(cells, held.get(cells["service"], {})) for cells in tables["services"])
    edges = tuple(_edge(pair, rows) for pair, rows in _links(tables).items())
    return Network(attributes=_of_area(area, tables), nodes=nodes, edges=edges, numbers=_numbers(nodes, edges))


def _rows(table: str, records: Sequence[Sequence[str]]) -> Iterator[Cells]:
    """Give each row by column, without its blank cells; which row it is stands first."""
    known = {column.name for column in TABLE[table].columns}
    header = [name if name in known or name.startswith("accepts_") else _renamed(table, name) for name in records[0]]
    for number, record in enumerate(records[1:], start=1):
        yield {ROW: str(number)} | {name: cell for name, cell in zip(header, record, strict=True) if cell}


def _renamed(table: str, name: str) -> str:
    if table == "services":
        return outside(name)
    return f"{OWN}{name}" if name == ROW or name.startswith(OWN) else name


def _node(cells: Cells, held: Mapping[str, list[Cells]]) -> Node:
    id_, name = cells["service"], cells.get("name", "")
    attributes = {column: cell for column, cell in cells.items() if column not in (ROW, "service", "name")}
    if name == id_:
        attributes[f"{OWN}name"] = name  # a label that is the id means that there is no name
    return Node(id=id_, label=name or id_, attributes=attributes | _as_json(held))


def _at_services(tables: Mapping[str, list[Cells]]) -> dict[str, dict[str, list[Cells]]]:
    held: dict[str, dict[str, list[Cells]]] = {}
    for name in AT_SERVICE:
        for row in tables.get(name, []):
            if "service" in row:
                held.setdefault(row["service"], {}).setdefault(name, []).append(row)
    return held


def _links(tables: Mapping[str, list[Cells]]) -> dict[tuple[str, str], dict[str, list[Cells]]]:
    links: dict[tuple[str, str], dict[str, list[Cells]]] = {}
    for name in AT_LINK:
        for row in tables.get(name, []):
            if "source" in row and "target" in row:
                links.setdefault((row["source"], row["target"]), {}).setdefault(name, []).append(row)
    return links


def _edge(pair: tuple[str, str], held: Mapping[str, list[Cells]]) -> Edge:
    return Edge(source=pair[0], target=pair[1], attributes=summary(held) | _as_json(held))


def summary(held: Mapping[str, Iterable[Mapping[str, str]]]) -> Cells:
    """Say in plain words what an edge's rows say: what each end says, and how many of everyone were counted.

    As ``sender_says`` and ``receiver_says``, with ``;`` between different words, ``referred`` and ``started``, and
    ``weight`` where a plain number was referred; the rows at the link are given by table.

    >>> summary({"referrals": [{"client_group": "everyone", "referred": "40", "started": "*"}]})
    {'referred': '40', 'started': '*', 'weight': '40'}
    """
    said: Cells = {}
    for column in ENDS:
        words = (row.get("says", "") for row in held.get("statements", ()) if f"{row.get('end')}_says" == column)
        said[column] = ";".join(dict.fromkeys(words))
    for row in held.get("referrals", ()):
        if row.get("client_group") == EVERYONE:
            said |= {column: row[column] for column in COUNTED if column in row}
    if said.get("referred", "").isdigit():
        said["weight"] = said["referred"]
    return {column: text for column, text in said.items() if text}


def _of_area(area: Area, tables: Mapping[str, list[Cells]]) -> Cells:
    known = {column.name for column in AREA.columns}
    keys = {key if key in known else outside(key): text for key, text in key_texts(area).items() if text}
    held = {name: [row for row in tables.get(name, []) if _is_of_area(name, row)] for name in AT_AREA}
    empty = sorted(table for table in area.tables if not getattr(area, table))
    rest = {GIVEN: ";".join(empty), CODEBOOK: "", PATHWAY: ""}
    if area.codebook != shipped_codebook():
        rest[CODEBOOK] = codebook_text(area.codebook, shipped_codebook())
    if not is_shipped(area.pathway):
        rest[PATHWAY] = pathway_text(area.pathway)
    return keys | _as_json(held) | {name: text for name, text in rest.items() if text}


def _is_of_area(table: str, row: Cells) -> bool:
    return table in ("organisations", "actions") or not any(column in row for column in _PLACE)


def _as_json(held: Mapping[str, list[Cells]]) -> Cells:
    """Give the rows of each table as a JSON list; numbers stay text, so that each cell comes back as it is."""
    return {
        name: json.dumps([_without_place(name, row) for row in rows], ensure_ascii=False, separators=(",", ":"))
        for name, rows in held.items()
        if rows
    }


def _without_place(table: str, row: Cells) -> Cells:
    return row if table == "organisations" else {name: cell for name, cell in row.items() if name not in _PLACE}


def _numbers(nodes: tuple[Node, ...], edges: tuple[Edge, ...]) -> frozenset[str]:
    """Name the attributes that are numbers wherever they are given: a star makes one text."""
    counted = {column.name for column in TABLE["services"].columns if column.kind in _NUMBERS}
    given: dict[str, bool] = {}
    for attributes in (*(node.attributes for node in nodes), *(edge.attributes for edge in edges)):
        for name, text in attributes.items():
            if name in counted or name in (*COUNTED, "weight"):
                given[name] = given.get(name, True) and bool(_NUMBER.fullmatch(text))
    return frozenset(name for name, all_ in given.items() if all_)

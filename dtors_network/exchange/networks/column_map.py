"""A column map: which attribute of a file is which column here, and what an edge stands for that says nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from dtors_network.area_files.cells import known_codes
from dtors_network.area_files.codebook_yaml import shipped_codebook
from dtors_network.area_files.schema import AREA, TABLE, columns_of
from dtors_network.model.column import Kind
from dtors_network.safe.yaml_fields import Fields
from dtors_network.safe.yaml_values import YamlMapping

LINK: Final = ("source", "target")
EDGE_TABLES: Final = ("statements", "referrals")
"""The tables whose columns an attribute of an edge may be: what somebody says of a link, and counts along it."""

SAYS: Final = {"end": "sender", "says": "present", "reporter_role": "author"}
"""What an edge that says nothing stands for: whoever drew the file, about the end that sends (design §3, §4)."""

UNDIRECTED: Final = ("both_ways", "as_drawn")


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnMap:
    """How a network file is read.

    Attributes
    ----------
    area : mapping of str to str
        Keys of a new area.
    nodes, edges : mapping of str to str
        The attribute of the file that holds a column of services, or of statements and referrals.
    ends : mapping of str to str
        Of a table of edges, the columns that hold ``source`` and ``target``, where their headers do not say so.
    values : mapping of str to mapping of str to str
        For a column, the code that a word of the file stands for.
    says : mapping of str to str
        What an edge that says nothing stands for: cells of a statement.
    undirected : str
        How edges without a direction are read; blank where they are a fault.
    leave_out : tuple of str
        Attributes that are not wanted.
    file : str
        The name of the map, for the faults.
    """

    area: Mapping[str, str] = field(default_factory=dict)
    nodes: Mapping[str, str] = field(default_factory=dict)
    edges: Mapping[str, str] = field(default_factory=dict)
    ends: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    says: Mapping[str, str] = field(default_factory=lambda: dict(SAYS))
    undirected: str = ""
    leave_out: tuple[str, ...] = ()
    file: str = "column map"


def read_map(path: Path | None) -> ColumnMap:
    r"""Read a column map.

    A YAML file with any of ``area``, ``nodes``, ``edges``, ``values``, ``says``, ``undirected`` and ``leave_out``; None
    for a file that needs no map.

    >>> import tempfile
    >>> folder = tempfile.TemporaryDirectory()
    >>> place = Path(folder.name) / "map.yaml"
    >>> _ = place.write_text("nodes: {service_type: Kind}\nvalues: {service_type: {GP surgery: gp}}\n")
    >>> read_map(place).values["service_type"]
    {'GP surgery': 'gp'}
    >>> folder.cleanup()
    """
    if path is None:
        return ColumnMap()
    fields = Fields.of_file(path)
    undirected = fields.choice("undirected", UNDIRECTED, "")
    area = _texts(fields, "area", [column.name for column in AREA.columns])
    nodes = _texts(fields, "nodes", node_columns())
    edges = _texts(fields, "edges", [*edge_columns(), *LINK])
    column_map = ColumnMap(
        area=area,
        nodes=nodes,
        edges={column: name for column, name in edges.items() if column not in LINK},
        ends={column: name for column, name in edges.items() if column in LINK},
        values=_values(fields),
        says=dict(SAYS) | _says(fields),
        undirected=undirected or "",
        leave_out=fields.texts("leave_out"),
        file=path.name,
    )
    fields.finish()
    fields.settle()
    return column_map


def node_columns() -> list[str]:
    """Name the columns that an attribute of a node may be: those of ``services``.

    >>> node_columns()[:2]
    ['service', 'organisation']
    """
    return [column.name for column in columns_of(TABLE["services"], shipped_codebook())]


def edge_columns() -> list[str]:
    """Name the columns that an attribute of an edge may be.

    Those of ``statements`` and ``referrals``, but for the link itself.

    >>> edge_columns()[:2]
    ['end', 'says']
    """
    columns = (column.name for table in EDGE_TABLES for column in TABLE[table].columns)
    return [name for name in dict.fromkeys(columns) if name not in LINK]


def _texts(fields: Fields, key: str, known: Iterable[str]) -> dict[str, str]:
    """Read a mapping of names to one text each; an unknown acceptance column is judged where the codes are known."""
    block = _block(fields, key)
    names = list(known)
    block.check("", [name for name in block.mapping if not name.startswith("accepts_")], names)
    return {name: block.text(name) for name in block.mapping}


def _values(fields: Fields) -> dict[str, dict[str, str]]:
    known = [*dict.fromkeys([*node_columns(), *edge_columns()])]
    block = _block(fields, "values")
    block.check("", block.mapping, known)
    return {
        column: _words(Fields(value, fields.file, f"values.{column}", fields.faults))
        if isinstance(value, YamlMapping)
        else _no_mapping(block, column)
        for column, value in block.mapping.items()
    }


def _words(block: Fields) -> dict[str, str]:
    return {word: block.text(word) for word in block.mapping}


def _no_mapping(block: Fields, column: str) -> dict[str, str]:
    block.note(column, "a mapping is needed here", f"Write the words of the file below {column}: word: code")
    return {}


def _says(fields: Fields) -> dict[str, str]:
    columns = {column.name: column for column in TABLE["statements"].columns if column.name not in LINK}
    said = _texts(fields, "says", columns)
    block = _block(fields, "says")
    for name, word in said.items():
        if name in columns and columns[name].kind is Kind.CODE:
            block.check(name, [word], known_codes(columns[name], shipped_codebook()))
    return said


def _block(fields: Fields, key: str) -> Fields:
    """Give a mapping of the file as fields; names of attributes may be anything, so they are no codes."""
    fields.has(key)
    value = fields.mapping.get(key, "")
    if not isinstance(value, YamlMapping):
        if value != "":
            fields.note(key, "a mapping is needed here", "Write one line, name: …, for each")
        value = YamlMapping(fields.mapping.line)
    return Fields(value, fields.file, key, fields.faults)

"""What a file gives to an area, whatever its format: rows of the area's tables as text, and where each stands."""

from __future__ import annotations

from ast import literal_eval
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from dtors_network.area_files.assemble import AreaText, assemble
from dtors_network.area_files.keys import Keys
from dtors_network.area_files.naming import CODEBOOK_FILE, PATHWAY_FILE
from dtors_network.area_files.schema import TABLES
from dtors_network.area_files.sheets import Sheet
from dtors_network.area_files.table_text import in_one_order
from dtors_network.errors import Fault, InputError
from dtors_network.exchange.place import Place
from dtors_network.model.area import Area
from dtors_network.model.codebook import Codebook
from dtors_network.model.pathway import Pathway
from dtors_network.safe.yaml_reading import YamlText
from dtors_network.safe.yaml_words import yaml_word

_NO_SUCH: Final = "there is no service of this id"


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """One row that a file gives: its cells by column, blank ones left out, and where it stands."""

    cells: Mapping[str, str]
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """What was read of a file.

    Attributes
    ----------
    file : str
        Its name.
    keys : mapping of str to str
        Keys of ``area.yaml`` that it gives.
    tables : mapping of str to sequence of Given
        Rows by table. A table with no row says that there was nothing to list; one that is not there says nothing.
    codebook, pathway : str
        Codes and a reference of its own, as YAML; blank for none.
    notes : tuple of str
        What a user should know: what was read as what, and what was left out. Sentences.
    faults : tuple of Fault
        What is wrong with the file beyond single cells; told with what is wrong with these.
    untyped : Fault or None
        What to tell, once, where no service that the file gives has a type.
    unlisted : mapping of str to Place
        Services that rows name and no row of the file lists, with the first place of each: the area may have them.
    missing : Fault or None
        What to tell, once, of services that neither the file nor the area lists.
    kind : str
        The type of service that was given for all that have none; blank for none.
    mapped : bool
        True where a column map could say what a word of the file stands for.
    """

    file: str
    keys: Mapping[str, str] = field(default_factory=dict)
    tables: Mapping[str, Sequence[Given]] = field(default_factory=dict)
    codebook: str = ""
    pathway: str = ""
    notes: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()
    untyped: Fault | None = None
    unlisted: Mapping[str, Place] = field(default_factory=dict)
    missing: Fault | None = None
    kind: str = ""
    mapped: bool = False

    def sheets(self) -> dict[str, Sheet]:
        """Lay the rows out as sheets; rows are numbered from 1 in each."""
        order = [table.name for table in TABLES if table.name in self.tables]
        return {name: _sheet(self._sheet_file(name), self.tables[name], name) for name in order}

    def placed(self, faults: Iterable[Fault]) -> list[Fault]:
        """Tell faults of these sheets by where their rows stand in the file."""
        return list(dict.fromkeys(self._placed(fault) for fault in faults))

    def _sheet_file(self, table: str) -> str:
        return f"{self.file}, {table}"

    def _placed(self, fault: Fault) -> Fault:
        for table, rows in self.tables.items():
            if fault.file == self._sheet_file(table) and fault.row is not None and 1 <= fault.row <= len(rows):
                return self.at(fault, rows[fault.row - 1].place)
        if fault.file in (CODEBOOK_FILE, PATHWAY_FILE):
            return replace(fault, file=f"{self.file}, {Path(fault.file).stem}")
        return fault

    def at(self, fault: Fault, place: Place) -> Fault:
        """Tell a fault of a row by the row's place in the file, and how a column map could mend it."""
        if self.untyped and fault.column == "service_type" and not fault.value:
            return self.untyped
        if self.missing and fault.value in self.unlisted and fault.problem.startswith(_NO_SUCH):
            return self.missing
        if self.kind and fault.column == "service_type" and fault.value == self.kind:
            return Fault("unknown service type for all (--type)", fault.fix, value=self.kind)
        fix = fault.fix
        if self.mapped and fault.problem.startswith("unknown "):
            word = yaml_word(_unknown_word(fault))
            fix += f", or say in a column map what it stands for: values: {{{fault.column}: {{{word}: CODE}}}}"
        return replace(fault, file=place.file, row=place.row, fix=fix)


def area_of(incoming: Incoming, codebook: Codebook | Path | None = None, pathway: Pathway | Path | None = None) -> Area:
    """Build the area that a file holds, or raise everything that is wrong with it.

    Codebook and pathway as in :func:`~dtors_network.area_files.area_io.read_area`; each fault is told at its place in
    the file.

    >>> keys = {"id": "x", "name": "X", "reference_pathway": "partnership_2022"}
    >>> row = Given(cells={"service": "gp", "service_type": "gp"}, place=Place("x.gexf, node 'gp'"))
    >>> area_of(Incoming(file="x.gexf", keys=keys, tables={"services": [row], "statements": []})).service["gp"].offers
    ('gp',)
    """
    text = AreaText(
        keys=Keys(file=incoming.file, texts=dict(incoming.keys), rows={}),
        sheets=incoming.sheets(),
        codebook=YamlText(CODEBOOK_FILE, incoming.codebook),
        pathway=YamlText(PATHWAY_FILE, incoming.pathway),
        faults=incoming.faults,
    )
    try:
        return assemble(text, codebook, pathway)
    except InputError as error:
        raise InputError(incoming.placed(error.faults)) from None


def _unknown_word(fault: Fault) -> str:
    """Give the word that is no code: the cell's, or of a list the one that the fault names."""
    named = fault.problem.removeprefix(f"unknown {fault.column}").strip()
    return str(literal_eval(named)) if named[:1] in ("'", '"') else fault.value


def _sheet(file: str, rows: Sequence[Given], table: str) -> Sheet:
    known = [column.name for column in next(one for one in TABLES if one.name == table).columns]
    header = in_one_order([known, *([name for name in row.cells if name not in known] for row in rows)])
    cells = [[row.cells.get(name, "") for name in header] for row in rows]
    return Sheet(file=file, header=tuple(header), numbers=list(range(1, len(rows) + 1)), rows=list(cells))

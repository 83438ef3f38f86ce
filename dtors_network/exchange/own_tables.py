"""Rows of a file go into an area's own tables: held against what is there, judged as a whole, written where new."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from dtors_network.area_files.area_io import area_text, write_area
from dtors_network.area_files.assemble import assemble
from dtors_network.area_files.naming import IMPORTS_FILE
from dtors_network.area_files.place import NEW_PATHWAY, is_there, new_keys
from dtors_network.area_files.protected import refuse_other_profile
from dtors_network.area_files.saving import Written
from dtors_network.area_files.schema import AREA
from dtors_network.area_files.table_text import key_texts, table_records
from dtors_network.exchange.cells_of import Cells, named
from dtors_network.exchange.done import Asked, Import
from dtors_network.exchange.existing import existing
from dtors_network.exchange.imported import Cell, Mark, digest_of, imported_text, read_imported
from dtors_network.exchange.incoming import Incoming, area_of
from dtors_network.exchange.listing import listed
from dtors_network.exchange.merge import Addition, Merge, merge
from dtors_network.exchange.merged import edits_of, merged_area
from dtors_network.exchange.place import Place
from dtors_network.exchange.saving import imports_file, save_edits
from dtors_network.model.area import Area
from dtors_network.model.codebook import Codebook
from dtors_network.model.pathway import Pathway


def import_incoming(incoming: Incoming, asked: Asked) -> Import:
    """Import what a reader gives for an area's own tables, or raise everything that would be wrong with them."""
    if is_there(asked.into):
        return _into_existing(incoming, asked)
    return _into_new(incoming, asked)


def area_of_incoming(
    incoming: Incoming, place: Path, kind: str, codebook: Codebook | Path | None, pathway: Pathway | Path | None
) -> tuple[Area, tuple[str, ...]]:
    """Build an area of what a file gives; what every area needs and the file does not say is filled in, and told."""
    incoming = listed(incoming, None, kind)
    keys = new_keys(place) | dict(incoming.keys)
    notes = incoming.notes
    if "reference_pathway" not in incoming.keys:
        notes = (*notes, f"It is judged by {NEW_PATHWAY}, for the file names no reference_pathway.")
    tables = {"services": (), "statements": ()} | dict(incoming.tables)
    return area_of(replace(incoming, keys=keys, tables=tables), codebook, pathway), notes


def _into_existing(incoming: Incoming, asked: Asked) -> Import:
    text = area_text(asked.into)
    before = existing(text, assemble(text, asked.codebook, asked.pathway))
    refuse_other_profile(before.area, incoming.keys, incoming.file, str(asked.into))
    incoming = listed(incoming, before.area, asked.kind)
    imported = read_imported(imports_file(asked.into))
    found = merge(before, incoming, imported, asked.replacing)
    edits = edits_of(text, before, found)
    area = merged_area(edits, incoming, asked.codebook, asked.pathway)
    is_new = not found.is_empty or found.marks != imported
    written = save_edits(asked, edits, imported_text(found.marks), area.codebook) if is_new else Written()
    return Import(area=area, found=found, notes=incoming.notes, written=written)


def _into_new(incoming: Incoming, asked: Asked) -> Import:
    area, notes = area_of_incoming(incoming, asked.into, asked.kind, asked.codebook, asked.pathway)
    found = _all_new(area, incoming.file)
    write_area(area, asked.into, {IMPORTS_FILE: imported_text(found.marks).encode()})
    return Import(area=area, found=found, is_new=True, notes=notes)


def _all_new(area: Area, file: str) -> Merge:
    """Give every row of an area as one that an import added."""
    found = Merge()
    for table, records in table_records(area).items():
        rows: list[Cells] = [
            {name: cell for name, cell in zip(records[0], row, strict=True) if cell} for row in records[1:]
        ]
        for row, cells in named(table, rows).items():
            found.added.append(Addition(table, row, cells, Place(file)))
            found.marks |= _marks(table, row, cells, file)
    found.marks |= _marks(AREA.name, (), {key: text for key, text in key_texts(area).items() if text}, file)
    return found


def _marks(table: str, row: tuple[str, ...], cells: Mapping[str, str], file: str) -> dict[Cell, Mark]:
    return {Cell(table, row, column): Mark(digest_of(text), file) for column, text in cells.items()}

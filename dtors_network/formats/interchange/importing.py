"""Import a file into an area: read it, hold it against the area, write what is new."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from dtors_network.errors import Fault, InputError
from dtors_network.formats.area_io import area_text, write_imported_area
from dtors_network.formats.area_place import NEW_PATHWAY, is_there, new_keys
from dtors_network.formats.area_records import key_texts, table_records
from dtors_network.formats.assemble import assemble
from dtors_network.formats.interchange.cells_of import Cells, named
from dtors_network.formats.interchange.existing import existing
from dtors_network.formats.interchange.format import Format
from dtors_network.formats.interchange.imported import Cell, Mark, digest_of, imported_text, read_imported
from dtors_network.formats.interchange.incoming import Incoming, area_of
from dtors_network.formats.interchange.listing import listed
from dtors_network.formats.interchange.merge import Addition, Merge, merge
from dtors_network.formats.interchange.merged import edits_of, merged_area
from dtors_network.formats.interchange.network import Place
from dtors_network.formats.interchange.saving import imports_file, save
from dtors_network.formats.protected import refuse_other_profile
from dtors_network.formats.schema import AREA
from dtors_network.model.area import Area
from dtors_network.model.codebook import Codebook
from dtors_network.model.pathway import Pathway


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """What an import did.

    Attributes
    ----------
    area : Area
        The area as it is now.
    found : Merge
        What was added, changed and kept.
    is_new : bool
        True where the area was made.
    notes : tuple of str
        What a user should know of how the file was read.
    """

    area: Area
    found: Merge
    is_new: bool
    notes: tuple[str, ...]


def import_file(
    form: Format,
    file: Path,
    into: Path,
    column_map: Path | None = None,
    *,
    kind: str = "",
    replacing: bool = False,
    codebook: Codebook | Path | None = None,
    pathway: Pathway | Path | None = None,
) -> Import:
    """Import a file into an area, which is made if it is not there.

    Parameters
    ----------
    form : Format
        The format of the file.
    file : Path
        The file.
    into : Path
        The folder or workbook of the area.
    column_map : Path or None
        How the file is read.
    kind : str
        The type of every service that is new and has none; blank where no such type is given.
    replacing : bool
        True where the file's word also goes over what a person typed.
    codebook, pathway : Codebook, Pathway, Path or None
        As in :func:`~dtors_network.formats.area_io.read_area`.

    Returns
    -------
    Import
        What was done.

    Raises
    ------
    InputError
        With every fault; then nothing is written.

    Examples
    --------
    >>> import tempfile
    >>> from dtors_network.formats.interchange.registry import FORMATS
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = (Path(folder) / "map.json").write_text('{"elements": [{"label": "Hill", "type": "gp"}]}')
    ...     import_file(FORMATS["kumu"], Path(folder) / "map.json", Path(folder) / "ours").area.service["Hill"].offers
    ('gp',)
    """
    incoming = _read(form, file, column_map)
    return import_incoming(incoming, into, kind=kind, replacing=replacing, codebook=codebook, pathway=pathway)


def import_incoming(
    incoming: Incoming,
    into: Path,
    *,
    kind: str = "",
    replacing: bool = False,
    codebook: Codebook | Path | None = None,
    pathway: Pathway | Path | None = None,
) -> Import:
    """Import what a reader gives; parameters, result and errors are those of :func:`import_file`."""
    if is_there(into):
        return _into_existing(incoming, into, kind, replacing, codebook, pathway)
    return _into_new(listed(incoming, None, kind), into, codebook, pathway)


def area_of_file(
    form: Format,
    file: Path,
    column_map: Path | None = None,
    codebook: Codebook | Path | None = None,
    pathway: Pathway | Path | None = None,
    kind: str = "",
) -> tuple[Area, tuple[str, ...]]:
    """Read a file of another program as an area of its own.

    Parameters
    ----------
    form : Format
        The format of the file.
    file : Path
        The file.
    column_map : Path or None
        How it is read.
    codebook, pathway : Codebook, Pathway, Path or None
        As in :func:`~dtors_network.formats.area_io.read_area`.
    kind : str
        The type of every service that has none; blank where no such type is given.

    Returns
    -------
    Area, tuple of str
        The area, named after the file where the file names none, and what a user should know of how it was read.

    Raises
    ------
    InputError
        With every fault.

    Examples
    --------
    >>> import tempfile
    >>> from dtors_network.formats.interchange.registry import FORMATS
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = (Path(folder) / "map.json").write_text('{"elements": [{"label": "Hill", "type": "gp"}]}')
    ...     area_of_file(FORMATS["kumu"], Path(folder) / "map.json")[0].id
    'map'
    """
    return _area(listed(_read(form, file, column_map), None, kind), file.parent / file.stem, codebook, pathway)


def _read(form: Format, file: Path, column_map: Path | None) -> Incoming:
    if form.read is None:
        fix = "Export it in another format, such as GraphML"
        raise InputError([Fault(f"{form.title} is only written, never read", fix, file=str(file))])
    return form.read(file, column_map)


def _area(
    incoming: Incoming, place: Path, codebook: Codebook | Path | None, pathway: Pathway | Path | None
) -> tuple[Area, tuple[str, ...]]:
    """Build an area of what a file gives; what every area needs and the file does not say is filled in, and told."""
    keys = new_keys(place) | dict(incoming.keys)
    notes = incoming.notes
    if "reference_pathway" not in incoming.keys:
        notes = (*notes, f"It is judged by {NEW_PATHWAY}, for the file names no reference_pathway.")
    tables = {"services": (), "statements": ()} | dict(incoming.tables)
    return area_of(replace(incoming, keys=keys, tables=tables), codebook, pathway), notes


def _into_existing(
    incoming: Incoming,
    into: Path,
    kind: str,
    replacing: bool,
    codebook: Codebook | Path | None,
    pathway: Pathway | Path | None,
) -> Import:
    text = area_text(into)
    before = existing(text, assemble(text, codebook, pathway))
    refuse_other_profile(before.area, incoming.keys, incoming.file, str(into))
    incoming = listed(incoming, before.area, kind)
    record = imports_file(into)
    imported = read_imported(record)
    found = merge(before, incoming, imported, replacing)
    edits = edits_of(text, before, found)
    area = merged_area(edits, incoming, codebook, pathway)
    if not found.is_empty or found.marks != imported:
        save(into, edits, imported_text(found.marks))
    return Import(area=area, found=found, is_new=False, notes=incoming.notes)


def _into_new(
    incoming: Incoming, into: Path, codebook: Codebook | Path | None, pathway: Pathway | Path | None
) -> Import:
    area, notes = _area(incoming, into, codebook, pathway)
    found = _all_new(area, incoming.file)
    write_imported_area(area, into, imported_text(found.marks))
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

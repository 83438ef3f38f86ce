"""Import a study, a register, a directory or published figures into an area."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from dtors_network.errors import InputError
from dtors_network.formats.area_csv import csv_text
from dtors_network.formats.area_place import area_or_empty, is_there, made_if_absent
from dtors_network.formats.interchange.imported import imported_text, read_imported
from dtors_network.formats.interchange.importing import Import, import_incoming
from dtors_network.formats.interchange.incoming import Given, Incoming
from dtors_network.formats.interchange.network import Place
from dtors_network.formats.interchange.saving import imports_file
from dtors_network.formats.safe_yaml import parse_yaml
from dtors_network.formats.staging import replace_files, write_files
from dtors_network.formats.text import read_text
from dtors_network.model.area import Area, Row
from dtors_network.model.codebook import Codebook
from dtors_network.model.pathway import Pathway
from dtors_network.model.same_name import same_name
from dtors_network.sources.candidates import Candidates
from dtors_network.sources.figure_rows import none_of
from dtors_network.sources.indicator import Indicators
from dtors_network.sources.meanings import Names
from dtors_network.sources.reading import Reading, Reports
from dtors_network.sources.refi_map import key_rows, read_map
from dtors_network.sources.refi_project import read_study
from dtors_network.sources.registry import Source, Wish
from dtors_network.sources.row_cells import row_cells
from dtors_network.sources.side_rows import CANDIDATE_COLUMNS, INDICATOR_COLUMNS, candidate_rows, indicator_rows
from dtors_network.sources.side_table import CANDIDATES, INDICATORS, Cells, SideMerge, merge_side, rows_at, side_bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is to be imported, and how.

    Attributes
    ----------
    source : Source
        The kind of file.
    file, into : Path
        The file, and the area.
    given : Path or None
        A study's key, or a directory's map of classification terms.
    only : tuple of str
        Names or codes of the areas that are wanted of a file of many; the area's own where left out.
    excerpts : bool
        True where the words of a study's passages are wanted.
    write_key : Path or None
        Where a study's key is written; it holds names of people beside their pseudonyms.
    replacing : bool
        True where the file's word also goes over what a person typed.
    codebook, pathway : Codebook, Pathway, Path or None
        As in :func:`~dtors_network.formats.area_io.read_area`.
    """

    source: Source
    file: Path
    into: Path
    given: Path | None = None
    only: tuple[str, ...] = ()
    excerpts: bool = False
    write_key: Path | None = None
    replacing: bool = False
    codebook: Codebook | Path | None = None
    pathway: Pathway | Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceImport:
    """What an import did.

    Attributes
    ----------
    table : Import or None
        What became of the area's own tables.
    side : SideMerge or None
        What became of the table beside them.
    unmapped : tuple of (str, int)
        Codes of a study that stand for nothing yet, with their passages.
    notes : tuple of str
        What a reader must know.
    made : bool
        True where no area was there, and one was made for a table beside it.
    """

    table: Import | None = None
    side: SideMerge | None = None
    unmapped: tuple[tuple[str, int], ...] = ()
    notes: tuple[str, ...] = field(default=())
    made: bool = False


def import_source(asked: Asked) -> SourceImport:
    """Import a file of a kind of ``SOURCES``.

    Parameters
    ----------
    asked : Asked
        What is to be imported.

    Returns
    -------
    SourceImport
        Barrier reports go into the area's table; candidates and figures into a table beside it, which is never read as
        part of the area. Where no area is there, one without services is made.

    Raises
    ------
    InputError
        With every fault; then nothing is written.

    Examples
    --------
    >>> import tempfile
    >>> from dtors_network.examples import small_area
    >>> from dtors_network.formats.area_io import write_area
    >>> from dtors_network.sources.registry import SOURCES
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_area(small_area(), Path(folder) / "area")
    ...     page = Path(folder) / "page.json"
    ...     _ = page.write_text('{"id": "h", "name": "Hub", "status": "active"}')
    ...     done = import_source(Asked(source=SOURCES["open-referral"], file=page, into=Path(folder) / "area"))
    >>> done.side.table
    'candidates'
    """
    area = area_or_empty(asked.into, asked.codebook, asked.pathway)
    reading = asked.source.read(asked.file, _wish(asked, area))
    if isinstance(reading, Candidates):
        rows = list(candidate_rows(_of_one_authority(asked, area, reading)))
        named = _named_after(area, rows, "local_authority")
        return _beside(asked, named, CANDIDATES, rows, CANDIDATE_COLUMNS, reading)
    if isinstance(reading, Indicators):
        rows = _figures(asked, area, reading)
        return _beside(asked, _named_after(area, rows, "area"), INDICATORS, rows, INDICATOR_COLUMNS, reading)
    done = import_incoming(
        _incoming(reading), asked.into, replacing=asked.replacing, codebook=asked.codebook, pathway=asked.pathway
    )
    if asked.write_key:
        _write_key(asked, area, asked.write_key)
    unmapped = reading.unmapped if isinstance(reading, Reports) else ()
    return SourceImport(table=done, unmapped=unmapped)


def _wish(asked: Asked, area: Area) -> Wish:
    """Say what is wanted; of a file of many areas, a register is read for this one and figures are chosen later."""
    is_directory = asked.source.code == "open-referral"
    by_name = asked.source.code.startswith("cqc") and is_there(asked.into)
    return Wish(
        codebook=area.codebook,
        services=area.services,
        areas=asked.only or ((area.name,) if by_name else ()),
        own=(area.name, area.gss_code) if is_there(asked.into) and not asked.only else (),
        key=None if is_directory else asked.given,
        types=_types(asked.given) if is_directory and asked.given else {},
        excerpts=asked.excerpts,
    )


def _figures(asked: Asked, area: Area, reading: Indicators) -> list[dict[str, str]]:
    """Choose the figures of the area; of a file of one area, all of them where the area has no name of its own yet."""
    rows = list(indicator_rows(reading, area.name, area.gss_code, every=bool(asked.only)))
    if not rows and not is_there(asked.into) and len({same_name(one.area) for one in reading.indicators}) == 1:
        rows = list(indicator_rows(reading, area.name, area.gss_code, every=True))
    if not rows:
        raise InputError([none_of(area.name, [one.area for one in reading.indicators], reading.file)])
    return rows


def _named_after(area: Area, rows: Sequence[Cells], column: str) -> Area:
    """Call an area that is made what all rows call theirs, so that the next import of the file finds it again."""
    names = {row.get(column, "") for row in rows}
    codes = {row.get("gss_code", "") for row in rows}
    if len(names) != 1 or not (name := names.pop()):
        return area
    return replace(area, name=name, gss_code=area.gss_code or (codes.pop() if len(codes) == 1 else ""))


def _of_one_authority(asked: Asked, area: Area, reading: Candidates) -> Candidates:
    """Choose of a register, for an area that is not there yet, the locations of the authority of its name."""
    if not asked.source.code.startswith("cqc") or asked.only or is_there(asked.into):
        return reading
    authority = [dict(one.service.extra).get("local_authority", "") for one in reading.candidates]
    named = [same_name(name) == same_name(area.name) for name in authority]
    if not any(named) and len(set(authority)) > 1:
        raise InputError([none_of(area.name, authority, reading.file, "location")])
    chosen = [one for one, mine in zip(reading.candidates, named, strict=True) if mine or not any(named)]
    return replace(reading, candidates=tuple(chosen))


def _types(path: Path) -> Mapping[str, str]:
    """Read which service type a directory's classification terms stand for."""
    return {str(term): str(code) for term, code in dict(parse_yaml(read_text(path), path.name)).items()}


def _incoming(reading: Reading) -> Incoming:
    return Incoming(
        file=reading.file,
        tables={table: [_given(reading.file, row) for row in rows] for table, rows in reading.tables.items()},
        notes=reading.cautions,
    )


def _given(file: str, row: Row) -> Given:
    cells = row_cells(row)
    return Given(cells=cells, place=Place(f"{file}, {cells.get('report', '')}".removesuffix(", ")))


def _beside(
    asked: Asked, area: Area, table: str, rows: Iterable[Cells], columns: Sequence[str], reading: Reading
) -> SourceImport:
    with made_if_absent(area, asked.into) as made:
        return replace(_merged(asked, table, rows, columns, reading), made=made)


def _merged(asked: Asked, table: str, rows: Iterable[Cells], columns: Sequence[str], reading: Reading) -> SourceImport:
    record = imports_file(asked.into)
    place = (
        asked.into / f"{table}.csv" if asked.into.is_dir() else asked.into.with_name(f"{asked.into.stem}.{table}.csv")
    )
    imported = read_imported(record)
    merged = merge_side(table, rows_at(place), rows, imported, asked.file.name, asked.replacing)
    if merged.added or merged.changed or merged.marks != imported:
        made = {place.name: side_bytes(merged.rows, columns), record.name: imported_text(merged.marks).encode()}
        replace_files(place.parent, made)
    return SourceImport(side=merged, notes=reading.cautions)


def _write_key(asked: Asked, area: Area, place: Path) -> None:
    study = read_study(asked.file)
    given = read_map(asked.given, study, area.codebook, area.services) if asked.given else {}
    rows = key_rows(study, Names(area.codebook, area.services), given)

    def fill(folder: Path) -> None:
        (folder / place.name).write_bytes(csv_text(rows).encode("utf-8-sig"))

    write_files([place], fill)

"""Candidates and published figures go into a table beside an area's own; where no area is there, one is made."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from dtors_network.area_files.area_io import write_area
from dtors_network.area_files.naming import IMPORTS_FILE, own_file
from dtors_network.area_files.place import is_there
from dtors_network.area_files.saving import Written
from dtors_network.errors import InputError
from dtors_network.exchange.done import Asked, Import
from dtors_network.exchange.figures.figure_rows import none_of
from dtors_network.exchange.figures.indicator import Indicators
from dtors_network.exchange.imported import imported_text, read_imported
from dtors_network.exchange.reading import Reading
from dtors_network.exchange.registers.candidates import Candidates
from dtors_network.exchange.saving import imports_file, save_beside
from dtors_network.exchange.side_rows import CANDIDATE_COLUMNS, INDICATOR_COLUMNS, candidate_rows, indicator_rows
from dtors_network.exchange.side_table import CANDIDATES, INDICATORS, Cells, merge_side, rows_at, side_bytes
from dtors_network.model.area import Area
from dtors_network.model.same_name import same_name


def candidates_beside(asked: Asked, area: Area, reading: Candidates) -> Import:
    """Put what a register or a directory suggests into the table of candidates.

    A register of many areas without a location of this one is refused; then nothing is written.
    """
    rows = list(candidate_rows(_of_one_authority(asked, area, reading)))
    named = _named_after(area, rows, "local_authority")
    return _beside(asked, named, CANDIDATES, rows, CANDIDATE_COLUMNS, reading)


def figures_beside(asked: Asked, area: Area, reading: Indicators) -> Import:
    """Put published figures into the table of indicators.

    A file without a figure of the area is refused; then nothing is written.
    """
    rows = _figures(asked, area, reading)
    return _beside(asked, _named_after(area, rows, "area"), INDICATORS, rows, INDICATOR_COLUMNS, reading)


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
    if not asked.form.code.startswith("cqc") or asked.only or is_there(asked.into):
        return reading
    authority = [dict(one.service.extra).get("local_authority", "") for one in reading.candidates]
    named = [same_name(name) == same_name(area.name) for name in authority]
    if not any(named) and len(set(authority)) > 1:
        raise InputError([none_of(area.name, authority, reading.file, "location")])
    chosen = [one for one, mine in zip(reading.candidates, named, strict=True) if mine or not any(named)]
    return replace(reading, candidates=tuple(chosen))


def _beside(
    asked: Asked, area: Area, table: str, rows: Iterable[Cells], columns: Sequence[str], reading: Reading
) -> Import:
    record, place = imports_file(asked.into), own_file(asked.into, f"{table}.csv")
    imported = read_imported(record)
    merged = merge_side(table, rows_at(place), rows, imported, asked.file.name, asked.replacing)
    made = {f"{table}.csv": side_bytes(merged.rows, columns), IMPORTS_FILE: imported_text(merged.marks).encode()}
    is_new, written = not is_there(asked.into), Written()
    if is_new:
        write_area(area, asked.into, made)
    elif merged.added or merged.changed or merged.marks != imported:
        written = save_beside(asked, {own_file(asked.into, name).name: content for name, content in made.items()})
    return Import(area=area, side=merged, is_new=is_new, notes=reading.cautions, written=written)

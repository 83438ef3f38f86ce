"""The tables of areas as the text of their files, made from columns: rows are never made for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import Final

import polars as pl

from dtors_network.area_files.csv_tables import csv_text
from dtors_network.area_files.schema import TABLE
from dtors_network.records.places import Places
from dtors_network.records.tables import AREA, Counts, Tables

_SERVICES: Final = ("service", "source", "target")
_MARK: Final = b"\xef\xbb\xbf"
"""What tells a spreadsheet that the text is UTF-8."""


def texts_of(tables: Tables, places: Places, names: Sequence[str]) -> dict[str, dict[int, bytes]]:
    """Give the text of tables as they stand in the folders of areas.

    Parameters
    ----------
    tables : Tables
        In columns.
    places : Places
        The areas.
    names : sequence of str
        The tables that are wanted.

    Returns
    -------
    dict of str to dict of int to bytes
        By table and number of the area; of an area without a row the header alone.
    """
    guarded = {row.service: _guarded(row.service) for _, row in places.services}
    guarded = {name: cell for name, cell in guarded.items() if name != cell}
    return {name: _texts(name, getattr(tables, name), guarded, len(places.areas)) for name in names}


def _texts(name: str, frame: pl.DataFrame, guarded: dict[str, str], areas: int) -> dict[int, bytes]:
    columns = [column.name for column in TABLE[name].columns]
    cells = frame.select(AREA, *(_cell(frame, column, guarded) for column in columns))
    blank = _MARK + cells.clear().drop(AREA).write_csv().encode()
    found = dict.fromkeys(range(areas), blank)
    for (area,), rows in cells.partition_by(AREA, as_dict=True, include_key=False).items():
        found[area] = _MARK + rows.write_csv().encode()
    return found


def _cell(frame: pl.DataFrame, column: str, guarded: dict[str, str]) -> pl.Expr:
    """Give cells as text: of days that are whole without a point, ids guarded; blank what records never tell."""
    cell = pl.col(column)
    if column not in frame.columns:
        return pl.lit(None, dtype=pl.String).alias(column)
    if column in _SERVICES and guarded:
        return cell.replace(guarded)
    if frame.schema[column] == pl.Float64:
        whole = cell == cell.floor()
        return pl.when(whole).then(cell.cast(pl.Int64).cast(pl.String)).otherwise(cell.cast(pl.String)).alias(column)
    return cell


def _guarded(cell: str) -> str:
    """Give a cell as ``csv_text`` guards it, without the quotes that Polars puts around it."""
    text = csv_text([[cell, ""]]).removesuffix(",\n")
    return text[1:-1].replace('""', '"') if text.startswith('"') else text


TABLES: Final = tuple(field.name for field in fields(Counts))
"""The tables that records are counted into."""

"""An area's text with an import in it: what its files are to say, and where each new row came from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from dtors_network.area_files.assemble import AreaText, assemble
from dtors_network.area_files.schema import AREA, TABLES
from dtors_network.area_files.sheets import Sheet
from dtors_network.errors import Fault, InputError
from dtors_network.exchange.cells_of import columns_by_name
from dtors_network.exchange.existing import Existing
from dtors_network.exchange.incoming import Incoming
from dtors_network.exchange.merge import Merge
from dtors_network.exchange.place import Place
from dtors_network.model.area import Area
from dtors_network.model.codebook import Codebook
from dtors_network.model.pathway import Pathway


@dataclass(frozen=True, slots=True)
class Edits:
    """What is to be written.

    Attributes
    ----------
    text : AreaText
        The whole area as it is to be.
    cells : mapping
        By table, the cells that change or are new: by the row's number in the file and the column.
    keys : mapping of str to str
        Keys of the area that change or are new.
    places : mapping
        By file and row, where a new row came from.
    """

    text: AreaText
    cells: Mapping[str, Mapping[tuple[int, str], str]]
    keys: Mapping[str, str]
    places: Mapping[tuple[str, int], Place]


def edits_of(text: AreaText, before: Existing, found: Merge) -> Edits:
    """Work out what the files of an area are to say; rows that are added come last, in the order of the file.

    >>> from dtors_network.area_files.area_io import area_text, read_area
    >>> from dtors_network.exchange.existing import existing
    >>> from dtors_network.shipped import data_path
    >>> path = data_path() / "areas" / "well_joined"
    >>> edits_of(area_text(path), existing(area_text(path), read_area(path)), Merge()).cells
    {}
    """
    cells: dict[str, dict[tuple[int, str], str]] = {}
    places: dict[tuple[str, int], Place] = {}
    sheets = dict(text.sheets)
    for change in found.changed:
        if change.cell.table != AREA.name:
            number = before.numbers[change.cell.table, change.cell.row]
            cells.setdefault(change.cell.table, {})[number, change.cell.column] = change.after
    added = [(table.name, [one for one in found.added if one.table == table.name]) for table in TABLES]
    for table, rows in added:
        if rows and table not in sheets:
            sheets[table] = Sheet(
                file=_file_of(text, table), header=tuple(columns_by_name(table, before.area.codebook))
            )
        for number, row in enumerate(rows, start=_last(sheets.get(table)) + 1):
            places[sheets[table].file, number] = row.place
            cells.setdefault(table, {}).update({(number, column): cell for column, cell in row.cells.items()})
    sheets |= {table: _edited(sheets[table], edits) for table, edits in cells.items()}
    keys = {change.cell.column: change.after for change in found.changed if change.cell.table == AREA.name}
    order = [table.name for table in TABLES if table.name in sheets]
    texts = replace(
        text,
        keys=replace(text.keys, texts=text.keys.texts | keys),
        sheets={name: sheets[name] for name in order},
    )
    return Edits(texts, cells, keys, places)


def merged_area(
    edits: Edits, incoming: Incoming, codebook: Codebook | Path | None, pathway: Pathway | Path | None
) -> Area:
    """Build the area that an import would leave behind, or raise everything that would be wrong with it.

    Codebook and pathway as in :func:`~dtors_network.area_files.area_io.read_area`; faults of new rows are told at their
    place in the file that gives them.

    >>> from dtors_network.area_files.area_io import area_text
    >>> from dtors_network.shipped import data_path
    >>> edits = Edits(area_text(data_path() / "areas" / "well_joined"), {}, {}, {})
    >>> merged_area(edits, Incoming(file="map.gexf"), None, None).name
    'Ellerwick'
    """
    try:
        return assemble(edits.text, codebook, pathway)
    except InputError as error:
        raise InputError(dict.fromkeys(_placed(fault, edits, incoming) for fault in error.faults)) from None


def _placed(fault: Fault, edits: Edits, incoming: Incoming) -> Fault:
    place = edits.places.get((fault.file, fault.row)) if fault.row is not None else None
    return incoming.at(fault, place) if place else fault


def _edited(sheet: Sheet, edits: Mapping[tuple[int, str], str]) -> Sheet:
    """Change and add cells; new columns come last, and new rows below."""
    header = [*sheet.header, *dict.fromkeys(column for _, column in edits if column not in sheet.header)]
    rows = {
        number: dict(zip(sheet.header, row, strict=True)) for number, row in zip(sheet.numbers, sheet.rows, strict=True)
    }
    for (number, column), text in edits.items():
        rows.setdefault(number, {})[column] = text
    cells: list[Sequence[str]] = [[row.get(column, "") for column in header] for row in rows.values()]
    return replace(sheet, header=tuple(header), numbers=list(rows), rows=cells)


def _last(sheet: Sheet | None) -> int:
    return max(sheet.numbers, default=1) if sheet else 1


def _file_of(text: AreaText, table: str) -> str:
    """Name a table that is new as its neighbours are named."""
    services = text.sheets["services"].file
    return (
        services.replace("services", table) if services == "services.csv" else f"{services[: -len('services')]}{table}"
    )

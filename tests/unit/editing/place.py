"""A small area on disk, and what its grids say."""

from datetime import datetime
from pathlib import Path

from dtors_network.area_files.area_io import write_area
from dtors_network.editing.draft import Draft, edited
from dtors_network.editing.edits import Put
from dtors_network.examples import counted_area

ON = datetime(2026, 1, 5, 9, 30)


def written(folder: Path, name: str = "ours") -> Path:
    write_area(counted_area(), folder / name)
    return folder / name


def put(draft: Draft, table: str, row: int, column: str, *cells: str) -> Draft:
    """Put cells into one column, from a row downwards."""
    at = draft.now[table].header.index(column)
    return edited(draft, Put(table, row, at, tuple((cell,) for cell in cells)))


def column(draft: Draft, table: str, name: str) -> list[str]:
    at = draft.now[table].header.index(name)
    return [row.cells[at] for row in draft.now[table].rows]

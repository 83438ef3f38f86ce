"""Write an import into the files of an area: nothing else in them is changed."""

from __future__ import annotations

from pathlib import Path

from dtors_network.area_files.files import contents
from dtors_network.area_files.naming import IMPORTS_FILE, own_file
from dtors_network.area_files.rewriting import rewritten
from dtors_network.area_files.saving import Save, Written, save_files
from dtors_network.exchange.done import Asked
from dtors_network.exchange.merged import Edits
from dtors_network.model.codebook import Codebook


def imports_file(area: Path) -> Path:
    """Name the file that remembers what imports wrote: in a folder, or beside a workbook.

    >>> imports_file(Path("maps/kent.xlsx")).name
    'kent.imports.csv'
    """
    return own_file(area, IMPORTS_FILE)


def save_edits(asked: Asked, edits: Edits, imported: str, codebook: Codebook) -> Written:
    """Write what is new into an area's folder or workbook; it was held against all rules as it was merged.

    Where somebody else changed the files since they were read, nothing is overwritten (:class:`ChangedMeanwhileError`);
    where something cannot be written, nothing is.
    """
    sheets = edits.text.sheets
    records = {table: [sheets[table].header, *sheets[table].rows] for table in edits.cells}
    made = rewritten(asked.into, contents(asked.into), records, codebook, edits.keys, edits.cells)
    return save_beside(asked, {**made, imports_file(asked.into).name: imported.encode()})


def save_beside(asked: Asked, made: dict[str, bytes]) -> Written:
    """Write files of an area whose tables stay as they are, or are lawful already."""
    return save_files(Save(asked.into, asked.was, made), "import")

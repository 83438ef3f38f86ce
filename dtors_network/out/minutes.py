"""The pack as a workbook: its sheet of minutes stands first, with drop-downs where there is a list to choose from."""

from __future__ import annotations

import io
from typing import Any, Final

from dtors_network.accounts.minutes import ACTION, FINDING, NOTE, QUESTION, TO_FILL
from dtors_network.accounts.paper import Paper
from dtors_network.model.codebook import Codebook
from dtors_network.model.vocabulary import ActionStatus, YesNo
from dtors_network.out.xlsx import workbook

SHEET: Final = "minutes"
LISTS: Final = "lists"
WIDE: Final = {"what": 60, "beside": 50, "action": 40, "id": 30, "result": 30, "reason": 30}
ROOM: Final[dict[str, frozenset[str]]] = {
    QUESTION: frozenset({"answer", "answered_by", "answered_on"}),
    FINDING: frozenset({"action", "lever", "change", "owner", "commissioner", "due"}),
    ACTION: frozenset({"status", "due", "done_on", "result", "reason", "owner"}),
    NOTE: frozenset(),
}
"""The cells of each kind of row that a meeting fills in; they are left white, the others are grey."""


def pack_workbook(paper: Paper, codebook: Codebook) -> bytes:
    """Write a pack as a workbook.

    Parameters
    ----------
    paper : Paper
        What ``pack_of`` put together.
    codebook : Codebook
        Where the levers of the drop-down come from.

    Returns
    -------
    bytes
        The file: ``minutes`` to fill in, then what every workbook of accounts has.
    """
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(workbook(paper.accounts, paper.facts)))
    sheet = book[f"{SHEET} {SHEET}"]
    sheet.title = SHEET
    _offer(book, sheet, codebook)
    _lay_out(sheet)
    book.move_sheet(sheet, -book.sheetnames.index(SHEET))
    book.active = 0
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _offer(book: Any, sheet: Any, codebook: Codebook) -> None:
    """Offer what cells can hold; the lists stand on a sheet of their own."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    lists = book.create_sheet(LISTS)
    offers = {
        "answer": [one.value for one in YesNo],
        "status": [one.value for one in ActionStatus],
        "lever": [one.code for one in codebook.levers],
    }
    header = [cell.value for cell in sheet[1]]
    for at, (name, values) in enumerate(offers.items(), start=1):
        for row, value in enumerate([name, *values], start=1):
            lists.cell(row, at, value)
        letter, column = get_column_letter(at), get_column_letter(header.index(name) + 1)
        offer = DataValidation("list", formula1=f"={LISTS}!${letter}$2:${letter}${len(values) + 1}", allow_blank=True)
        offer.error, offer.showErrorMessage = "Choose one from the list", True
        sheet.add_data_validation(offer)
        offer.add(f"{column}2:{column}{max(2, sheet.max_row)}")


def _lay_out(sheet: Any) -> None:
    from openpyxl.styles import Alignment, PatternFill
    from openpyxl.utils import get_column_letter

    header, grey = [cell.value for cell in sheet[1]], PatternFill("solid", fgColor="EEF0F3")
    for at, name in enumerate(header, start=1):
        column = sheet.column_dimensions[get_column_letter(at)]
        column.width = WIDE.get(name, 16)
        column.number_format = "@"
    for row in sheet.iter_rows(min_row=2):
        room = ROOM.get(str(row[0].value), frozenset())
        for cell, name in zip(row, header, strict=True):
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.number_format = "@"
            if name in TO_FILL and name not in room:
                cell.fill = grey
    sheet.freeze_panes = "D2"

"""A form that came back as a workbook: its rows by the ids of questions, wherever columns and rows stand by now."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, Final

from dtors_network.errors import Fault, InputError
from dtors_network.rounds import words
from dtors_network.rounds.reading import Raw, RawRow
from dtors_network.rounds.xlsx_form import COLUMNS
from dtors_network.safe.xlsx_bounds import open_workbook
from dtors_network.safe.xlsx_reading import sheets_of

_ID: Final = r"Q[A-Z0-9]{8}|about\.[a-z]+|spare\.[a-z]+"
_ALONE: Final = re.compile(_ID)
_SHOWN: Final = re.compile(rf"\[({_ID})\]\s*$")
_FORM: Final = re.compile(r"\bform (F[A-Z0-9]{8})\b")
_ROWS: Final = 5_000
"""Rows that are looked at: beyond any form."""


def raw_of_xlsx(content: bytes, name: str, heads: Iterable[Mapping[str, str]] = ()) -> Raw:
    """Read what a workbook holds.

    Parameters
    ----------
    content : bytes
        The file.
    name : str
        Its name, for faults.
    heads : iterable of mapping of str to str
        What the columns of forms that went out are called, by our names; those of now where left out.

    Returns
    -------
    Raw
        One row a question; the id is taken from the hidden column, or from the text where that is gone.

    Raises
    ------
    InputError
        If it is no workbook, or no form of ours.
    """
    known = [*heads, words.HEADS]
    with sheets_of(open_workbook(content, name), name) as book:
        for sheet in book.worksheets:
            rows = [[_text(cell.value) for cell in row] for row in sheet.iter_rows(max_row=_ROWS)]
            area, form = _mark(rows)
            if form:
                return _raw(rows, name, area, form, book.properties.modified, known)
    fix = "Send the workbook that went out, or one that was made anew with ask"
    raise InputError([Fault("this workbook is no form of a round", fix, file=name)])


def _text(value: Any) -> str:
    """Give a cell as text: days as they are written, whole numbers without their decimals."""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


def _mark(rows: list[list[str]]) -> tuple[str, str]:
    """Find which form it is, in the hidden cell or in the visible text."""
    shown = ""
    for row in rows[:20]:
        for cell in row:
            if cell.startswith("{"):
                try:
                    mark = json.loads(cell)
                    return str(mark["area"]), str(mark["form"])
                except (ValueError, KeyError, TypeError):
                    pass
            if found := _FORM.search(cell):
                shown = shown or found[1]
    return "", shown


def _raw(rows: list[list[str]], name: str, area: str, form: str, modified: Any, heads: list[Mapping[str, str]]) -> Raw:
    places, found, faults = dict(zip(COLUMNS, range(len(COLUMNS)), strict=True)), list[RawRow](), list[Fault]()
    for number, row in enumerate(rows, start=1):
        if header := _header(row, heads):
            places = header
            continue
        hidden = next((cell for cell in row if _ALONE.fullmatch(cell)), "")
        shown = next((match[1] for cell in row if (match := _SHOWN.search(cell))), "")
        if hidden and shown and hidden != shown:
            fix = "Put the row back as it was: sort nothing, and change white cells only"
            faults.append(Fault(f"two ids stand in this row, {hidden} and {shown}", fix, file=name, row=number))
        elif hidden or shown:
            cells = {one: row[at] for one, at in places.items() if one not in ("id", "text", "hangs") and at < len(row)}
            found.append(RawRow(hidden or shown, cells, number))
        elif stray := _stray(row, places):
            fix = "Put the row back as it was, with its id in square brackets, or take the answer away"
            faults.append(Fault("there is an answer here, and no id of a question", fix, name, number, value=stray))
    moment = modified if isinstance(modified, datetime) else None
    return Raw(
        file=name, area=area, form=form, rows=tuple(found), moment=moment, heads=heads[0], faults=tuple(faults)
    )  # fmt: skip


def _header(row: list[str], heads: list[Mapping[str, str]]) -> dict[str, int]:
    """Tell where columns stand, where a row names them."""
    for one in heads:
        found = {name: row.index(head) for name, head in one.items() if head in row}
        if len(found) > 2:
            return found
    return {}


def _stray(row: list[str], places: Mapping[str, int]) -> str:
    """Give an answer that stands in a row without an id; lines of text across the sheet are none."""
    cells = [row[places[name]] for name in ("answer", "note") if places.get(name, len(row)) < len(row)]
    return next((cell for cell in cells if cell.strip()), "")

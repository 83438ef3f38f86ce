"""A form as a workbook: one row a question, locked but for the answers, with drop-downs and room to write."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any, Final

from dtors_network.rounds import words
from dtors_network.rounds.form import DETAILED, AskedRound, Form, FormQuestion

SHEET, LISTS = "questions", "lists"
COLUMNS: Final = ("id", "text", "hangs", "answer", "agreement", "barrier", "note")
_WIDTHS: Final = {"id": 12, "text": 54, "hangs": 34, "answer": 24, "agreement": 22, "barrier": 34, "note": 40}
Cells = tuple[str, str, str, Mapping[str, str] | None, bool]
"""Id, question, what hangs on it, its answers, and whether it asks for an agreement too."""
_SPARE: Final = 3
"""Rows below a tick list for services that are not on it."""
_HIGH: Final = 15.0
"""Points of a line of text."""


def xlsx_form(asked: AskedRound, form: Form) -> bytes:
    """Write a form as a workbook.

    Parameters
    ----------
    asked : AskedRound
        The round.
    form : Form
        The questions to one service.

    Returns
    -------
    bytes
        The file. The id of each question stands in a hidden column and in the visible text; it is locked without a
        password, so that nobody changes a question by a slip and anybody can who has to.

    Examples
    --------
    >>> from dtors_network.rounds.form import FormQuestion
    >>> question = FormQuestion(kind="acceptance", service="gp", group="everyone", part="first", text="Do you?")
    >>> form = Form(form="F1", service="gp", name="Hill Surgery", questions=(question,))
    >>> from datetime import date
    >>> from dtors_network.rounds.opening import frozen
    >>> from dtors_network.disclosure import protect
    >>> from dtors_network.examples import small_area
    >>> from dtors_network.gaps import find_gaps
    >>> asked = frozen(find_gaps(protect(small_area())), "r1", date(2026, 2, 2), None)
    >>> xlsx_form(asked, form)[:2]
    b'PK'
    """
    from openpyxl import Workbook

    book: Any = Workbook()
    sheet = book.active
    sheet.title = SHEET
    _Writer(book, sheet, asked, form).write()
    out = BytesIO()
    book.save(out)
    return out.getvalue()


class _Writer:
    """Writes row after row."""

    def __init__(self, book: Any, sheet: Any, asked: AskedRound, form: Form) -> None:
        from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side

        self.book, self.sheet, self.asked, self.form = book, sheet, asked, form
        self.row = 0
        self.lists = book.create_sheet(LISTS)
        self.offers: dict[str, Any] = {}
        self.wrap = Alignment(wrap_text=True, vertical="top")
        self.bold, self.large = Font(bold=True), Font(bold=True, size=14)
        self.grey = PatternFill("solid", fgColor="E7ECEF")
        self.open, line = Protection(locked=False), Side(style="thin", color="5B6B73")
        self.box = Border(left=line, right=line, top=line, bottom=line)

    def write(self) -> None:
        self._top()
        parts = ["about", *(part for part in words.PARTS if self.form.part(part))]
        for number, part in enumerate(parts):
            self._heading(number, part)
            for cells in self._rows(part, list(self.form.part(part))) if number else self._about():
                self._question(*cells)
        self._finish()

    def _top(self) -> None:
        asked, form = self.asked, self.form
        mark = json.dumps({"area": asked.area, "round": asked.round, "form": form.form, "service": form.service})
        self._line(f"{form.name}: how people move between services", self.large, mark)
        closes = f" Please send it back by {asked.closes.isoformat()}." if asked.closes else ""
        self._line(f"{asked.area_name}, round {asked.round}, form {form.form}.{closes}", self.bold)
        for text in (*words.XLSX, *words.intro(bool(form.part("first"))), words.HELP):
            self._line(text)

    def _line(self, text: str, font: Any = None, hidden: str = "") -> None:
        self.row += 1
        self.sheet.merge_cells(start_row=self.row, start_column=2, end_row=self.row, end_column=len(COLUMNS))
        self._set("text", text, font)
        self.sheet.row_dimensions[self.row].height = _HIGH * (1 + len(text) // 150) * (1.4 if font is self.large else 1)
        if hidden:
            self._set("id", hidden)

    def _heading(self, number: int, part: str) -> None:
        self.row += 1
        self._line(words.heading(number, part), self.large)
        self._line(words.PARTS[part][1])
        self.row += 1
        for name, head in self.asked.words["heads"].items():
            self._set(name, head, self.bold).fill = self.grey

    def _about(self) -> Iterator[Cells]:
        for id_, (text, choices) in words.ABOUT.items():
            yield id_, text, "", choices or None, False

    def _rows(self, part: str, questions: list[FormQuestion]) -> Iterator[Cells]:
        """Give the rows of a part; below the partners of a tick list there is room for others, then "is that all"."""
        if part not in ("sends", "receives"):
            yield from map(self._cells, questions)
            return
        partners = [one for one in questions if one.kind == DETAILED]
        yield from map(self._cells, partners)
        yield from [(f"spare.{part}", words.SPARE, "", None, False)] * (_SPARE if partners else 0)
        yield from (self._cells(one) for one in questions if one.kind != DETAILED)

    def _cells(self, one: FormQuestion) -> Cells:
        return one.id, one.text, one.hangs, self.asked.answers(one), one.kind == DETAILED

    def _question(self, id_: str, text: str, hangs: str, answers: Mapping[str, str] | None, detailed: bool) -> None:
        self.row += 1
        self._set("id", id_)
        self._set("text", f"{text}  [{id_}]")
        self._set("hangs", hangs)
        offered = {"answer": (id_ if id_.startswith("about.") else "answers", answers)}
        if detailed:
            offered |= {name: (name, self.asked.words[name]) for name in ("agreement", "barrier")}
        about = id_.startswith(("about.", "spare."))
        for name in ("answer", *(("agreement", "barrier") if detailed else ()), *(() if about else ("note",))):
            cell = self._set(name, "")
            cell.protection, cell.border, cell.number_format = self.open, self.box, "@"
            _, choices = offered.get(name, ("", None))
            if choices:
                self._offer(cell, choices)
        lines = max(1 + len(text) // 46, 1 + len(hangs) // 30)
        self.sheet.row_dimensions[self.row].height = _HIGH * max(2, lines + (len(id_) + len(text) % 46 > 44))

    def _set(self, name: str, value: str, font: Any = None) -> Any:
        from dtors_network.area_files.xlsx_writing import write_cell

        cell = self.sheet.cell(self.row, COLUMNS.index(name) + 1)
        if value:
            write_cell(cell, value)
        cell.alignment = self.wrap
        if font:
            cell.font = font
        return cell

    def _offer(self, cell: Any, choices: Mapping[str, str]) -> None:
        """Offer a list with what its entries mean; the same list is offered by one rule."""
        key = json.dumps([*choices.values()])
        if key not in self.offers:
            self.offers[key] = self._rule(list(choices.values()))
            self.sheet.add_data_validation(self.offers[key])
        self.offers[key].add(cell)

    def _rule(self, values: list[str]) -> Any:
        from openpyxl.utils import get_column_letter
        from openpyxl.worksheet.datavalidation import DataValidation

        from dtors_network.area_files.xlsx_writing import write_cell

        letter = get_column_letter(len(self.offers) + 1)
        for row, value in enumerate(values, start=1):
            write_cell(self.lists[f"{letter}{row}"], value)
        rule = DataValidation("list", formula1=f"={LISTS}!${letter}$1:${letter}${len(values)}", allow_blank=True)
        rule.showErrorMessage = rule.showInputMessage = True
        rule.errorTitle, rule.error = "Not on the list", "Please pick one from the list, or leave it blank."
        rule.promptTitle, rule.prompt = "Pick one", words.HELP
        return rule

    def _finish(self) -> None:
        from openpyxl.utils import get_column_letter

        sheet = self.sheet
        for at, name in enumerate(COLUMNS, start=1):
            sheet.column_dimensions[get_column_letter(at)].width = _WIDTHS[name]
        sheet.column_dimensions["A"].hidden = True
        sheet.protection.sheet = True
        sheet.protection.formatColumns = sheet.protection.formatRows = False
        sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.oddFooter.center.text = f"{self.form.form}  &P / &N"
        sheet.sheet_view.showGridLines = False
        self.lists.sheet_state = "hidden"
        self.lists.protection.sheet = True

"""Minutes that were filled in at a meeting, read back as answers and actions: faults by cell, all or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote

from dtors_network.area_files.csv_tables import guarded
from dtors_network.area_files.sheets import Sheet
from dtors_network.area_files.xlsx_sheet import read_sheet
from dtors_network.editing.appending import appended
from dtors_network.editing.draft import Draft, edited
from dtors_network.editing.edits import Put
from dtors_network.editing.opening import open_draft
from dtors_network.editing.saving import Saved, save
from dtors_network.errors import Fault, InputError, refuse
from dtors_network.model.area import Action, Answer, Area
from dtors_network.model.codebook import Codebook
from dtors_network.model.near import did_you_mean
from dtors_network.model.vocabulary import ActionStatus, QuestionKind, YesNo
from dtors_network.safe.text import read_bytes
from dtors_network.safe.xlsx_bounds import open_workbook
from dtors_network.safe.xlsx_reading import sheets_of

SHEET: Final = "minutes"
FILLED: Final[dict[str, tuple[str, ...]]] = {
    "question": ("answer", "answered_by", "answered_on"),
    "finding": ("action", "lever", "change", "owner", "commissioner", "due", "status", "done_on", "result", "reason"),
    "action": ("status", "due", "done_on", "result", "reason", "owner", "lever", "commissioner"),
}
"""What is read of each kind of row."""
DAYS: Final = ("answered_on", "due", "done_on")

Row = dict[str, str]
Weigh = Callable[[str], tuple[str, str]]
"""Gives what was so, and what the what-if of a change expects, as cells; blank where that is not counted."""


@dataclass(frozen=True, slots=True)
class Minutes:
    """What a meeting settled.

    Attributes
    ----------
    answers, actions : tuple of mapping
        New rows of those tables, as cells by column.
    changed : tuple
        For each action that is there already: finding and action, and the cells that change.
    """

    answers: tuple[Row, ...] = ()
    actions: tuple[Row, ...] = ()
    changed: tuple[tuple[tuple[str, str], Row], ...] = ()

    def __len__(self) -> int:
        return len(self.answers) + len(self.actions) + len(self.changed)


@dataclass
class _Found:
    answers: list[Row] = field(default_factory=list)
    actions: list[Row] = field(default_factory=list)
    changed: list[tuple[tuple[str, str], Row]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def read_minutes(file: Path, area: Area, on: date, sure: Mapping[str, str], weigh: Weigh | None = None) -> Minutes:
    """Read the minutes of a meeting.

    Parameters
    ----------
    file : Path
        A workbook with a sheet ``minutes``, as the pack has it.
    area : Area
        The exact area that they are of; what stands there already is left out, so that a file read twice changes
        nothing.
    on : date
        The day of the meeting.
    sure : mapping of str to str
        How sure each finding is now, by id; other findings are not known.
    weigh : callable, optional
        Gives what the change of an action is expected to do.

    Returns
    -------
    Minutes
        What is new.

    Raises
    ------
    InputError
        With every fault: file, row, column, value and fix.
    """
    sheet, found = _sheet(file), _Found()
    for number, cells in zip(sheet.numbers, sheet.rows, strict=True):
        row = {name: text.strip() for name, text in zip(sheet.header, cells, strict=True)}
        _Reading(sheet.file, number, row, area, on, sure, weigh, found).read()
    if found.faults:
        raise InputError(found.faults)
    return Minutes(tuple(found.answers), tuple(found.actions), tuple(found.changed))


def _sheet(file: Path) -> Sheet:
    if file.suffix.lower() != ".xlsx":
        raise InputError([Fault("minutes are read from a workbook", "Save the pack as .xlsx", file=str(file))])
    with sheets_of(open_workbook(read_bytes(file), file.name), file.name) as book:
        if SHEET not in book.sheetnames:
            fix = f"Take the workbook that the pack wrote. Its sheets are {', '.join(book.sheetnames[:8])}"
            raise InputError([Fault(f"there is no sheet {SHEET} in it", fix, file=file.name)])
        sheet = read_sheet(book[SHEET], file.name)
    missing = [
        name
        for name in ("kind", "id", *{one for names in FILLED.values() for one in names})
        if name not in sheet.header
    ]
    faults = [*sheet.faults]
    faults += [
        Fault("this column is missing", "Put it back: the pack has it", sheet.file, 1, name) for name in sorted(missing)
    ]
    if faults:
        raise InputError(faults)
    return sheet


@dataclass(frozen=True, slots=True)
class _Reading:
    """One row of the minutes, as it is read."""

    file: str
    number: int
    row: Row
    area: Area
    on: date
    sure: Mapping[str, str]
    weigh: Weigh | None
    found: _Found

    def read(self) -> None:
        kind = self.row.get("kind", "")
        given = {name: self.row[name] for name in FILLED.get(kind, ()) if self.row.get(name)}
        if kind == "note" or (kind in FILLED and not given):
            return
        if kind not in FILLED:
            self.fault("kind", "unknown kind of row", f"Known: {', '.join(FILLED)}, note")
            return
        before = len(self.found.faults)
        self._days(given)
        {"question": self._answer, "finding": self._agreed, "action": self._moved_on}[kind](given, before)

    def fault(self, column: str, problem: str, fix: str) -> None:
        """Note a fault at one of the row's cells."""
        self.found.faults.append(Fault(problem, fix, self.file, self.number, column, self.row.get(column, "")))

    def _days(self, given: Row) -> None:
        for name in DAYS:
            text = given.get(name, "")[:10]
            if not text:
                continue
            try:
                given[name] = date.fromisoformat(text).isoformat()
            except ValueError:
                self.fault(name, "this is no day", "Write year, month and day: 2026-01-31")

    def _is_known(self, column: str, value: str, known: Any) -> None:
        if value and value not in known:
            self.fault(column, f"unknown {column}", did_you_mean(value, list(known)))

    def _answer(self, given: Row, before: int) -> None:
        if "answer" not in given:
            self.fault("answer", "an answer is wanting beside who gave it", "Write yes or no, or leave the row blank")
            return
        given["answer"] = given["answer"].casefold()
        self._is_known("answer", given["answer"], [one.value for one in YesNo])
        place = self._place()
        if place is None or len(self.found.faults) > before:
            return
        answer = {
            **place,
            "answer": given["answer"],
            "by": given.get("answered_by", ""),
            "on": given.get("answered_on", self.on.isoformat()),
        }
        if not any(_says(one, answer) for one in self.area.answers):
            self.found.answers.append(answer)

    def _place(self) -> Row | None:
        parts = [unquote(part) for part in self.row["id"].split(":")]
        names = ("question", "source", "target", "service", "client_group")
        if len(parts) != len(names) or parts[0] not in [one.value for one in QuestionKind]:
            self.fault("id", "this names no question", "Put the id back as the pack wrote it")
            return None
        place = dict(zip(names, parts, strict=True))
        for name in ("source", "target", "service"):
            if place[name] and place[name] not in self.area.service:
                self.fault(
                    "id", f"there is no service {place[name]} in the area", "Leave this row out, or list the service"
                )
                return None
        return place

    def _agreed(self, given: Row, before: int) -> None:
        if "action" not in given:
            self.fault("action", "what was agreed is wanting", "Write it, or leave the row blank")
        if self.row["id"] not in self.sure:
            self.fault("id", "there is no such finding now", "Write a new pack, and take the id from there")
        self._codes(given)
        if len(self.found.faults) > before:
            return
        key = self.row["id"], given["action"]
        if any((one.finding, one.action) == key for one in self.area.actions):
            return
        new = {"finding": key[0], **given, "agreed_on": self.on.isoformat(), "sure_then": self.sure[key[0]]}
        new.setdefault("status", ActionStatus.AGREED.value)
        if "change" in given and self.weigh:
            try:
                new["reach_then"], new["reach_expected"] = self.weigh(given["change"])
            except InputError as error:
                self.fault("change", error.faults[0].problem, error.faults[0].fix)
                return
        self.found.actions.append(new)

    def _codes(self, given: Row) -> None:
        self._is_known("lever", given.get("lever", ""), self.area.codebook.lever)
        if "status" in given:
            given["status"] = given["status"].casefold().replace(" ", "_")
            self._is_known("status", given["status"], [one.value for one in ActionStatus])

    def _moved_on(self, given: Row, before: int) -> None:
        key = self.row["id"], self.row.get("action", "")
        there = next((one for one in self.area.actions if key in ((one.finding, one.action), _written(one))), None)
        if there is None:
            self.fault("action", "there is no such action on this finding", "Put both back as the pack wrote them")
        self._codes(given)
        if there is None or len(self.found.faults) > before:
            return
        new = {name: text for name, text in given.items() if text != _cell(there, name)}
        if new:
            self.found.changed.append(((there.finding, there.action), new))


def _cell(row: Action, name: str) -> str:
    value = getattr(row, name)
    return "" if value is None else value.isoformat() if isinstance(value, date) else str(value)


def _written(row: Action) -> tuple[str, str]:
    """Give what an action is known by, as a workbook holds it: nothing that a spreadsheet would run."""
    return guarded(row.finding), guarded(row.action)


def _says(one: Answer, row: Row) -> bool:
    """Tell whether an answer stands there already, whoever gave it: the same question, the same word, the same day."""
    place = one.question.value, one.source, one.target, one.service, one.client_group
    return (*place, one.answer.value, one.on.isoformat() if one.on else "") == (
        *(row[name] for name in ("question", "source", "target", "service", "client_group", "answer", "on")),
    )


def save_minutes(path: Path, minutes: Minutes, on: datetime, codebook: Codebook | None = None) -> Saved:
    """Write what a meeting settled into an area's files; a version is kept before, and it is all of it or nothing.

    Raises
    ------
    InputError
        With everything that is wrong with the area as it would be; then nothing is written.
    """
    draft = open_draft(path)
    for key, cells in minutes.changed:
        draft = _with_cells(draft, path, key, cells)
    draft = appended(appended(draft, "answers", minutes.answers), "actions", minutes.actions)
    return save(draft, path, on, "minutes", codebook)


def _with_cells(draft: Draft, path: Path, key: tuple[str, str], cells: Row) -> Draft:
    grid = draft.now["actions"]
    at = {name: place for place, name in enumerate(grid.header)}
    for number, row in enumerate(grid.rows):
        if (row.cells[at["finding"]], row.cells[at["action"]]) == key:
            for name, text in cells.items():
                draft = edited(draft, Put("actions", number, at[name], ((text,),)))
            return draft
    fix = "Nothing was written. Write a new pack, and take what is there from it"
    refuse(str(path), "somebody took this action out of the area meanwhile", fix, value=key[1])


def rows_of(minutes: Minutes) -> Iterator[str]:
    """Say what would be written, a line a row."""
    for row in minutes.answers:
        named = " ".join(filter(None, (row["source"], row["target"], row["service"], row["client_group"])))
        yield f"answer: {row['question']} {named}: {row['answer']}"
    for row in minutes.actions:
        yield f"agreed: {row['action']} ({row['finding']})"
    for (_, action), cells in minutes.changed:
        yield f"changed: {action}: {', '.join(f'{name} {text}' for name, text in cells.items())}"

"""The desk of the holder: areas on disk that are being edited, one draft each, whoever looks and however often."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from threading import RLock
from typing import Any, Final

from dashboards.views.grids import described
from dtors_network.accounts.words import capital
from dtors_network.area_files.area_io import read_area
from dtors_network.area_files.files import contents, digests, text_of, unlike
from dtors_network.area_files.saving import ChangedMeanwhileError, restore
from dtors_network.area_files.versions import WHY, versions
from dtors_network.editing.block import read_block
from dtors_network.editing.checking import CellFault, Checker
from dtors_network.editing.draft import Draft
from dtors_network.editing.edits import edit_record, read_edit
from dtors_network.editing.grid import Grid
from dtors_network.editing.journal import REDO, UNDO, Journal, done_again
from dtors_network.editing.merging import merged
from dtors_network.editing.opening import draft_of, open_draft
from dtors_network.editing.saving import save
from dtors_network.errors import Fault, InputError
from dtors_network.model.area import Area

MOST_TOLD: Final = 500
"""Faults that are sent at once: more than anybody mends before looking again."""
MOST_VERSIONS: Final = 50
Told = dict[str, Any]
Shown = Callable[[Area, Path, str], None]
"""Is given an area that was saved, its place, and the name under which it was edited."""


@dataclass
class Opened:
    """An area that is being edited.

    Attributes
    ----------
    draft : Draft
        As it is now.
    checker : Checker
        What finds its faults.
    journal : Journal
        Where each step is written down.
    step : int
        Grows with each step: who knows another number does not see what is there.
    left : datetime or None
        When the changes were made that were found here and are not saved.
    is_kept : bool
        Whether there is a journal of it; there is none before the first step.
    """

    draft: Draft
    checker: Checker
    journal: Journal
    step: int = 0
    left: datetime | None = None
    is_kept: bool = False


@dataclass
class EditDesk:
    """Areas on disk by name, and the drafts of those that are being edited.

    Parameters
    ----------
    places : callable
        Gives their folders and workbooks by name, as they are now.
    shown : callable
        Is told of each area that was saved.
    journals : Path or None
        Where journals are; the state folder of this user where None.
    """

    places: Callable[[], Mapping[str, Path]]
    shown: Shown
    journals: Path | None = None
    opened: dict[str, Opened] = field(default_factory=dict)
    changing: RLock = field(default_factory=RLock)
    checking: RLock = field(default_factory=RLock)

    def answer(self, asked: Any) -> Told:
        """Do what a client asks for and tell what came of it; nothing that was sent is trusted.

        What cannot be done is refused, and then nothing was.
        """
        asked = asked if isinstance(asked, dict) else {}
        name, do = asked.get("area"), asked.get("do")
        if not isinstance(name, str) or name not in self.places():
            raise InputError([Fault("there is no such area here", "Load the page again")])
        with self.changing:
            if name not in self.opened:
                self._open(name)
            one = self.opened[name]
            if do != "check":
                return DOES[do](self, name, asked) if do in DOES else self._step(name, asked)
        return self.check(one)  # of a draft that never changes: nobody who types waits for it

    def _open(self, name: str) -> Opened:
        """Open an area; changes that were left behind are gone on with, and told."""
        place = self.places()[name]
        files = contents(place)
        text = text_of(place, files)
        journal = Journal(place, self.journals)
        found, draft = journal.found(), draft_of(text, digests(files))
        before = self.opened.get(name)
        step = before.step + 1 if before else 0
        opened = Opened(draft, Checker(place, text), journal, step)
        if found:
            opened = replace(opened, draft=_with_every_table(found.draft, draft), left=found.on, is_kept=True)
        self.opened[name] = opened
        return opened

    def load(self, name: str, asked: Told) -> Told:
        """Give everything that is there."""
        one, place = self.opened[name], self.places()[name]
        left = one.left and f"{one.left:%d %B %Y at %H:%M}"
        wrong = unlike(one.draft.digests, digests(contents(place)))
        if wrong and not one.draft.changed:
            one, wrong = self._open(name), ()
        tables = {table: _grid(grid) for table, grid in one.draft.now.items()}
        told = {"changed": _sentence(ChangedMeanwhileError(place, wrong))} if wrong else {}
        about = {"about": described(one.checker.codebook)} if asked.get("about") else {}
        return {**self._state(one), "tables": tables, "left": left, **told, **about}

    def check(self, one: Opened) -> Told:
        """Give everything that is wrong with an area as it was opened, or is by now."""
        with self.checking:
            found = one.checker.faults(one.draft)
        return {"step": one.step, "number": len(found), "faults": [_fault(fault) for fault in found[:MOST_TOLD]]}

    def save(self, name: str, asked: Told) -> Told:
        """Save; what is to be mended first, or was changed by somebody else, is told and nothing is written."""
        one, place = self.opened[name], self.places()[name]
        try:
            saved = save(one.draft, place, datetime.now())
        except ChangedMeanwhileError as error:
            return {**self._state(one), "changed": _sentence(error)}
        except InputError as error:
            told = self.check(one)
            if told["number"]:
                return {**self._state(one), **told, "refused": True}
            raise error
        name, note = self._show(name)
        return {**self.load(name, asked), "said": f"{saved.written}{note}", "area": name}

    def merge(self, name: str, asked: Told) -> Told:
        """Bring the draft and what somebody else saved together."""
        one = self.opened[name]
        theirs = open_draft(self.places()[name])
        both = merged(one.draft, theirs)
        one.journal.begin(both.draft)
        self.opened[name] = replace(one, draft=both.draft, step=one.step + 1, is_kept=True)
        conflicts = [
            {"table": c.table, "row": c.row, "column": c.column, "before": c.before, "mine": c.mine, "theirs": c.theirs}
            for c in both.conflicts
        ]
        said = f"Changed by somebody else: {', '.join(both.theirs) or 'nothing that stands in a table'}."
        return {**self.load(name, asked), "conflicts": conflicts, "said": said}

    def discard(self, name: str, asked: Told) -> Told:
        """Let the changes go, and load what is in the files."""
        self._again(name)
        return {**self.load(name, asked), "said": "Loaded what is in the files; nothing of it was changed."}

    def list_versions(self, name: str, asked: Told) -> Told:
        """List what was there before each save."""
        found = versions(self.places()[name])[:MOST_VERSIONS]
        kept = [[one.number, f"{one.kept_on:%d %B %Y at %H:%M}", one.by, WHY.get(one.why, one.why)] for one in found]
        return {"step": self.opened[name].step, "versions": kept}

    def put_back(self, name: str, asked: Told) -> Told:
        """Put a version back; a draft with changes has to be saved or let go first."""
        place, one = self.places()[name], self.opened[name]
        if one.draft.changed:
            raise InputError([Fault("there are changes that are not saved", "Save them, or let them go, first")])
        number = asked.get("number")
        restore(place, number if isinstance(number, int) else 0, datetime.now())
        name, note = self._show(name)
        said = f"Put version {number} back. What was there before is a version too.{note}"
        return {**self.load(name, asked), "said": said, "area": name}

    def _show(self, name: str) -> tuple[str, str]:
        """Open what was saved, have it shown, and give its name, which is its id from then on, and what hinders it."""
        place = self.places()[name]
        self._again(name)
        area = read_area(place)
        try:
            self.shown(area, place, name)
        except InputError as error:
            return name, f" The other pages still show what was there before. {_sentence(error)}"
        if area.id != name:
            self.opened[area.id] = self.opened.pop(name)
        return area.id, ""

    def _again(self, name: str) -> None:
        self.opened[name].journal.forget()
        self._open(name)

    def _step(self, name: str, asked: Told) -> Told:
        """Do one step of a draft, and give the rows that changed and what is wrong with their cells."""
        one = self.opened[name]
        if asked.get("step") != one.step:
            return {**self.load(name, asked), "stale": True}
        before = one.draft
        again = str(asked.get("do")) if asked.get("do") in (UNDO, REDO) else ""
        step = again or read_edit(_pasted(asked))
        after = done_again(before, {"do": step} if isinstance(step, str) else edit_record(step))
        if after is before:
            return self._state(one)
        if not one.is_kept:
            one.journal.begin(before)
        one.journal.write(step)
        self.opened[name] = one = replace(one, draft=after, step=one.step + 1, left=None, is_kept=True)
        table = next(table for table in after.now if after.now[table] is not before.now[table])
        told = _difference(before.now[table], after.now[table])
        rows = [row for row, _ in told.get("cells", ())]
        faults = [_fault(fault) for fault in one.checker.of_rows(after, table, rows)] if rows else []
        return {**self._state(one), "table": table, **told, "faults": faults}

    def _state(self, one: Opened) -> Told:
        return {
            "step": one.step,
            "changed_tables": list(one.draft.changed),
            "undo": bool(one.draft.done),
            "redo": bool(one.draft.undone),
        }


DOES: Final[Mapping[str, Callable[[EditDesk, str, Told], Told]]] = {
    "load": EditDesk.load,
    "save": EditDesk.save,
    "merge": EditDesk.merge,
    "discard": EditDesk.discard,
    "versions": EditDesk.list_versions,
    "restore": EditDesk.put_back,
}


def _with_every_table(left: Draft, fresh: Draft) -> Draft:
    """Add tables that were not known yet when a draft was left behind, as they are in the files."""
    return replace(left, base={**fresh.base, **left.base}, now={**fresh.now, **left.now})


def _pasted(asked: Told) -> Told:
    """Take apart what was on the clipboard."""
    if asked.get("do") != "paste" or not isinstance(asked.get("text"), str):
        return asked
    return {**asked, "do": "put", "block": read_block(asked["text"]), "pasted": True}


def _grid(grid: Grid) -> Told:
    return {"header": grid.header, "rows": [row.cells for row in grid.rows]}


def _difference(before: Grid, after: Grid) -> Told:
    """Give the cells of the rows that changed, where rows stay where they are; else the whole table."""
    if [row.number for row in before.rows] != [row.number for row in after.rows[: len(before.rows)]]:
        return {"whole": _grid(after)}
    cells = [
        (at, row.cells)
        for at, row in enumerate(after.rows)
        if at >= len(before.rows) or row.cells != before.rows[at].cells
    ]
    return {"cells": cells}


def _fault(fault: CellFault) -> Iterable[Any]:
    return [fault.table, fault.row, fault.column, fault.value[:200], fault.problem, fault.fix]


def _sentence(error: InputError) -> str:
    return " ".join(f"{capital(fault.problem)}. {fault.fix}." for fault in error.told)

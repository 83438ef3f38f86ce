"""Minutes: what a meeting fills in comes back as answers and actions; every fault has its cell; twice is once."""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from dtors_network.accounts.pack import pack_of
from dtors_network.accounts.report import results_of
from dtors_network.area_files.area_io import read_area, write_area
from dtors_network.disclosure import protect
from dtors_network.editing.minutes import Minutes, read_minutes, save_minutes
from dtors_network.errors import InputError
from dtors_network.examples import counted_area, small_area
from dtors_network.model.area import Action, Area
from dtors_network.model.vocabulary import ActionStatus, QuestionKind, YesNo
from dtors_network.out.minutes import pack_workbook
from tests.command import ran

ON, NOW = date(2025, 6, 30), datetime(2025, 6, 30, 9, 0)
OLD = Action(finding="dead_end:everyone:clinic", action="=Ask them", due=date(2025, 5, 1), owner="Xanthippe")
AREA = replace(counted_area(), statements=small_area().statements, actions=(OLD,))

Cells = dict[tuple[str, int], dict[str, Any]]
"""What is filled in, by kind of row and which of them."""


@pytest.fixture(scope="module")
def made() -> bytes:
    area = protect(AREA)
    return pack_workbook(pack_of(results_of(area, (), ON)), area.codebook)


@pytest.fixture
def filled(made: bytes, tmp_path: Path) -> Callable[[Cells], Path]:
    def fill(cells: Cells) -> Path:
        book = load_workbook(io.BytesIO(made))
        sheet = book["minutes"]
        at = {cell.value: number for number, cell in enumerate(sheet[1], start=1)}
        seen: dict[str, int] = {}
        for row in range(2, sheet.max_row + 1):
            kind = str(sheet.cell(row, 1).value)
            for name, value in cells.get((kind, seen.get(kind, 0)), {}).items():
                sheet.cell(row, at[name]).value = value
            seen[kind] = seen.get(kind, 0) + 1
        book.save(tmp_path / "filled.xlsx")
        return tmp_path / "filled.xlsx"

    return fill


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    write_area(AREA, tmp_path / "ours")
    return tmp_path / "ours"


def read(file: Path, path: Path) -> Minutes:
    area: Area = read_area(path)
    found = results_of(protect(area), (), ON).gaps
    return read_minutes(file, area, ON, {gap.id: gap.finding.certainty.value for gap in found.gaps})


FILLED: Cells = {
    ("question", 0): {"answer": "Yes", "answered_by": "the manager", "answered_on": datetime(2025, 6, 29)},
    ("finding", 0): {"action": "+Agree a form", "owner": "chair", "due": "2025-09-01", "lever": "agree_link"},
    ("action", 0): {"status": "done", "done_on": date(2025, 6, 28), "result": "Asked"},
}


def test_minutes_come_back_as_answers_and_actions_and_twice_is_once(
    filled: Callable[[Cells], Path], ours: Path
) -> None:
    file = filled(FILLED)
    found = read(file, ours)
    save_minutes(ours, found, NOW)
    area = read_area(ours)
    answer = area.answers[-1]
    assert (answer.answer, answer.by, answer.on) == (YesNo.YES, "the manager", date(2025, 6, 29))
    assert answer.question in QuestionKind
    old, new = area.actions
    assert (old.action, old.status, old.done_on, old.result) == (
        "=Ask them",
        ActionStatus.DONE,
        date(2025, 6, 28),
        "Asked",
    )
    assert old.owner == "Xanthippe"
    assert (new.action, new.owner, new.due, new.lever) == ("+Agree a form", "chair", date(2025, 9, 1), "agree_link")
    assert (new.agreed_on, new.status, bool(new.sure_then)) == (ON, ActionStatus.AGREED, True)
    assert len(found) == 3
    again = read_minutes(file, area, ON, {new.finding: "certain"})
    assert len(again) == 0


def test_a_pack_that_nobody_filled_in_changes_nothing(filled: Callable[[Cells], Path], ours: Path) -> None:
    before = {path.name: path.read_bytes() for path in ours.glob("[!.]*.*")}
    assert len(read(filled({}), ours)) == 0
    assert save_minutes(ours, Minutes(), NOW).version is None
    assert before == {path.name: path.read_bytes() for path in ours.glob("[!.]*.*")}


WRONG: dict[str, tuple[Cells, set[str]]] = {
    "an answer that is none": ({("question", 0): {"answer": "perhaps"}}, {"answer"}),
    "by whom and no answer": ({("question", 0): {"answered_by": "me"}}, {"answer"}),
    "a day that is none": ({("finding", 0): {"action": "x", "due": "next week"}}, {"due"}),
    "an owner and no action": ({("finding", 0): {"owner": "me"}}, {"action"}),
    "a lever that is none": ({("finding", 0): {"action": "x", "lever": "agre_link"}}, {"lever"}),
    "a status that is none": ({("action", 0): {"status": "nearly"}}, {"status"}),
    "an id that was changed": ({("question", 0): {"id": "link:gp", "answer": "yes"}}, {"id"}),
    "a service that is gone": ({("question", 0): {"id": "link:gp:pharmacy::", "answer": "yes"}}, {"id"}),
    "a finding that is gone": ({("finding", 0): {"id": "dead_end:everyone:gp", "action": "x"}}, {"id"}),
    "an action that was changed": ({("action", 0): {"action": "Other", "status": "done"}}, {"action"}),
    "a kind that is none": ({("action", 0): {"kind": "wish", "status": "done"}}, {"kind"}),
    "two at once": (
        {("question", 0): {"answer": "?"}, ("finding", 0): {"action": "x", "due": "31.6."}}, {"answer", "due"}
    ),
}  # fmt: skip


@pytest.mark.parametrize("which", WRONG)
def test_every_fault_names_its_cell(filled: Callable[[Cells], Path], ours: Path, which: str) -> None:
    cells, columns = WRONG[which]
    with pytest.raises(InputError) as told:
        read(filled(cells), ours)
    assert {fault.column for fault in told.value.faults} == columns
    assert all(fault.row and fault.fix and fault.file == "filled.xlsx, sheet minutes" for fault in told.value.faults)


def test_another_workbook_is_refused_with_what_it_has(tmp_path: Path, ours: Path) -> None:
    write_area(AREA, tmp_path / "area.xlsx")
    with pytest.raises(InputError, match="there is no sheet minutes"):
        read(tmp_path / "area.xlsx", ours)
    with pytest.raises(InputError, match="minutes are read from a workbook"):
        read(ours / "actions.csv", ours)


def test_what_would_break_a_law_is_told_and_nothing_is_written(filled: Callable[[Cells], Path], ours: Path) -> None:
    before = (ours / "actions.csv").read_bytes()
    found = read(filled({("action", 0): {"status": "dropped"}}), ours)
    with pytest.raises(InputError, match="says why"):
        save_minutes(ours, found, NOW)
    assert (ours / "actions.csv").read_bytes() == before


def test_what_is_written_down_of_a_finding_never_comes_from_exact_counts(
    ours: Path, filled: Callable[[Cells], Path]
) -> None:
    """How sure it is and what was expected stand in rows that leave later, whoever looks then."""
    before = read_area(ours)
    done = ran("minutes", str(ours), str(filled({})), "--profile", "none")
    assert (done.returncode, "exact counts are for their holder alone" in done.stderr) == (2, True)
    assert read_area(ours) == before

"""Whatever is done to a draft can be undone and done again, and comes back from its journal."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dtors_network.editing.draft import Draft, edited, redone, undone
from dtors_network.editing.edits import AddRows, DeleteRows, Edit, Put, edit_record, read_edit
from dtors_network.editing.grid import grid_of
from dtors_network.editing.journal import REDO, STEPS, UNDO, Journal
from dtors_network.errors import InputError

CELL = st.sampled_from(["", "gp", "7", "two\nlines", '"'])
BLOCK = st.lists(st.lists(CELL, min_size=1, max_size=2).map(tuple), min_size=1, max_size=3).map(tuple)
EDITS = st.one_of(
    st.builds(Put, st.just("arrivals"), st.integers(0, 3), st.integers(0, 1), BLOCK, st.booleans()),
    st.builds(AddRows, st.just("arrivals"), st.integers(0, 3), st.integers(1, 2)),
    st.builds(DeleteRows, st.just("arrivals"), st.lists(st.integers(0, 3), min_size=1, max_size=2).map(tuple)),
)


def opened() -> Draft:
    grids = {"arrivals": grid_of("arrivals", ["service", "count", "note"], [["gp", "7", ""], ["er", "", "x"]])}
    return Draft(grids, grids, {"arrivals.csv": "1"})


def tried(draft: Draft, edit: Edit) -> Draft | None:
    try:
        return edited(draft, edit)
    except InputError:
        return None


@settings(max_examples=30, deadline=None)
@given(st.lists(st.one_of(EDITS, st.sampled_from([UNDO, REDO])), max_size=6))
def test_every_step_back_gives_what_was_before(steps: list[Edit | str]) -> None:
    draft, journal_of = opened(), list[Edit | str]()
    for step in steps:
        if isinstance(step, str):
            draft = undone(draft) if step == UNDO else redone(draft)
            journal_of.append(step)
        elif after := tried(draft, step):
            if after is not draft:
                assert undone(after).now == draft.now and redone(undone(after)).now == after.now
            draft = after
            journal_of.append(step)
    with TemporaryDirectory() as place:
        journal = Journal(Path("ours"), Path(place))
        journal.begin(opened())
        for one in journal_of:
            journal.write(one)
        found = journal.found()
        assert (found.draft if found else None) == (draft if draft.changed else None)
    while draft.done:
        draft = undone(draft)
    assert draft.now == opened().now


@settings(max_examples=30, deadline=None)
@given(EDITS)
def test_an_edit_is_what_it_was_after_it_was_written_down(edit: Edit) -> None:
    assert read_edit(json.loads(json.dumps(edit_record(edit)))) == edit


@pytest.mark.parametrize(
    "sent",
    [None, [], {}, {"do": "put"}, {"do": "put", "table": "arrivals", "row": -1, "column": 0, "block": [["a"]]},
     {"do": "put", "table": "arrivals", "row": 0, "column": 0, "block": [[1]]}, {"do": "run", "table": "arrivals"},
     {"do": "delete", "table": "arrivals", "rows": [True]}, {"do": "add", "table": 5, "row": 0}],
)  # fmt: skip
def test_what_is_no_edit_is_refused(sent: object) -> None:
    with pytest.raises(InputError):
        read_edit(sent)


@pytest.mark.parametrize("edit", [Put("nothing", 0, 0, ()), AddRows("arrivals", 9), DeleteRows("arrivals", (2,))])
def test_an_edit_of_what_is_not_there_changes_nothing(edit: Edit) -> None:
    draft = opened()
    assert tried(draft, edit) is None and draft == opened()


def test_a_step_that_was_not_written_whole_never_was_and_spoils_nothing(tmp_path: Path) -> None:
    journal = Journal(Path("ours"), tmp_path)
    journal.begin(opened())
    journal.write(Put("arrivals", 0, 1, (("8",),)))
    with (journal.folder / STEPS).open("a", encoding="utf-8") as file:
        file.write('\n{"do": "put", "table": "arr')
    journal.write(Put("arrivals", 1, 1, (("9",),)))
    found = journal.found()
    assert found and [row.cells[1] for row in found.draft.now["arrivals"].rows] == ["8", "9"]
    journal.forget()
    assert journal.found() is None
    (tmp_path / "x").write_text("")
    with pytest.raises(InputError, match="what was changed cannot be kept on this machine"):
        Journal(Path("ours"), tmp_path / "x").begin(opened())

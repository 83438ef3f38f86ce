"""What a spreadsheet copies is taken apart as the spreadsheet meant it, and goes where it belongs or nowhere."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dtors_network.editing.block import MOST_COLUMNS, placed, read_block
from dtors_network.editing.draft import Draft, edited
from dtors_network.editing.edits import Put
from dtors_network.editing.grid import Grid, grid_of
from dtors_network.errors import InputError

HEADER = ["service", "client_group", "count", "reached_aftercare"]
CELL = st.text(st.characters(codec="utf-8", exclude_characters="\r\x00"), max_size=6)


def arrivals() -> Grid:
    return grid_of("arrivals", HEADER, [["gp", "everyone", "12", ""], ["prison", "everyone", "7", "3"]])


@settings(deadline=None)
@given(st.lists(st.lists(CELL, min_size=2, max_size=2), min_size=1, max_size=4))
def test_what_is_written_as_a_spreadsheet_writes_it_is_read_back(rows: list[list[str]]) -> None:
    out = io.StringIO()
    csv.writer(out, dialect="excel-tab", quoting=csv.QUOTE_ALL).writerows(rows)
    assert read_block(out.getvalue()) == tuple(map(tuple, rows))


@pytest.mark.parametrize(
    ("text", "block"),
    [
        ("gp", (("gp",),)),
        ("gp\n", (("gp",),)),
        ("gp\n\n", (("gp",), ("",))),
        ("a\tb\r\nc", (("a", "b"), ("c",))),
        ('6" nail\t"open', (('6" nail', '"open'),)),
        ('"one\r\ntwo"\tb\r\n', (("one\ntwo", "b"),)),
        ('"The ""Hub"""\t', (('The "Hub"', ""),)),
        ('"Hub" clinic\tb', (('"Hub" clinic', "b"),)),
        ("", (("",),)),
    ],
)
def test_what_programs_and_people_copy(text: str, block: object) -> None:
    assert read_block(text) == block


def test_a_block_may_end_below_the_grid_and_not_beside_it() -> None:
    draft = Draft({"arrivals": arrivals()}, {"arrivals": arrivals()}, {})
    longer = edited(draft, Put("arrivals", 1, 0, (("gp", "everyone"), ("court", "everyone"), ("a", "b"))))
    assert [row.cells[0] for row in longer.now["arrivals"].rows] == ["gp", "gp", "court", "a"]
    with pytest.raises(InputError) as error:
        edited(draft, Put("arrivals", 0, 3, (("1", "2"),)))
    assert str(error.value) == (
        "arrivals: the block is 2 columns wide, and from reached_aftercare on there are 1. "
        "Begin further left, or copy fewer columns; nothing of it was taken"
    )


def test_a_block_with_names_of_columns_brings_each_to_its_own() -> None:
    block = read_block("count\tservice\n5\thospital\n6\tcourt\n9\tgp")
    draft = Draft({"arrivals": arrivals()}, {"arrivals": arrivals()}, {})
    rows = edited(draft, Put("arrivals", 0, 3, block, pasted=True)).now["arrivals"].rows
    assert [row.cells for row in rows] == [
        ("hospital", "everyone", "5", ""),
        ("court", "everyone", "6", "3"),
        ("gp", "", "9", ""),
    ]


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ("service\tcount\tcuont", "the block names a column that this table does not have (found 'cuont'). Did you"),
        ("service\tcount\tcount", "the block names a column twice (found 'count'). Keep one of them"),
    ],
)
def test_names_that_do_not_fit_take_nothing(names: str, said: str) -> None:
    with pytest.raises(InputError) as error:
        placed(arrivals(), 0, 0, read_block(f"{names}\ngp\t1\t2"))
    assert said in str(error.value) and "nothing of it was taken" in str(error.value)


def test_a_row_that_only_looks_like_names_is_a_row() -> None:
    assert placed(arrivals(), 0, 0, (("count", "everyone", "3"), ("gp", "everyone", "4")))[0] == 0
    assert placed(arrivals(), 1, 0, (("service",), ("gp",)))[2] == (("service",), ("gp",))


def test_a_block_beyond_any_table_is_refused_at_once() -> None:
    with pytest.raises(InputError, match="more than 20,000 rows or 200 columns"):
        read_block("\t" * (MOST_COLUMNS + 1))

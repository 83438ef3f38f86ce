"""What is told of many faults: one of a kind, with its number; every kind, and nothing twice."""

import pickle
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dtors_network.cli import main
from dtors_network.errors import MOST_ALIKE, Fault, InputError, gathered
from tests.unit.area_files.minimal import write


def counts(number: int, column: str = "count", file: str = "arrivals.csv") -> list[Fault]:
    return [
        Fault("this is not a count", "Write one", file, row, column, f"{row} or so") for row in range(2, number + 2)
    ]


def test_ten_of_a_kind_are_told_one_by_one_and_eleven_at_once() -> None:
    assert gathered(counts(MOST_ALIKE)) == tuple(counts(MOST_ALIKE))
    [one] = gathered(counts(MOST_ALIKE + 1))
    assert str(one).startswith("arrivals.csv, 11 rows (2, 3, 4, 5, 6 and 6 more), column count: this is not a count (")
    assert "'2 or so', '3 or so'" in str(one)


def test_kinds_stand_where_their_first_stands_and_columns_stay_apart() -> None:
    other = Fault("this column is missing", "Add it", "arrivals.csv", 1, "service")
    found = gathered([*counts(30), other, *counts(20, "reached_aftercare")])
    assert [one.column for one in found] == ["count", "service", "reached_aftercare"]
    assert [1 + len(one.others) for one in found] == [30, 1, 20]


def test_what_names_another_row_or_value_is_of_one_kind_and_says_that_it_is_of_the_first() -> None:
    twice = [
        Fault(f"given before (services.csv, row {row})", "Mend it", "services.csv", row + 1) for row in range(2, 90)
    ]
    assert [str(one) for one in gathered(twice)] == [
        "services.csv, 88 rows (3, 4, 5, 6, 7 and 83 more): given before (services.csv, row 2). Mend it "
        "(said of the first; the others are alike)"
    ]


def test_places_without_rows_and_many_files_are_named() -> None:
    edges = [Fault("no such node", "List it", f"map.gexf, edge 'a' to {node!r}") for node in "bcdefghijklmn"]
    assert str(gathered(edges)[0]).startswith("map.gexf, 13 places (edge 'a' to 'b', edge 'a' to 'c', ")
    files = [Fault("this column is missing", "Add it", f"{name}.csv", 1, "day") for name in "abcdefghijkl"]
    assert [str(one) for one in gathered(files)] == [
        "12 places (a.csv, b.csv, c.csv, d.csv, e.csv and 7 more), column day: this column is missing. Add it"
    ]


def test_an_error_holds_every_fault_and_survives_being_passed_between_processes() -> None:
    error = pickle.loads(pickle.dumps(InputError(counts(4_000))))
    assert len(error.faults) == 4_000
    assert len(error.told) == len(str(error).splitlines()) == 1
    assert "4,000 rows" in str(error)


@settings(deadline=None, derandomize=True, database=None, max_examples=60)
@given(
    st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from("xyz"), st.integers(1, 200)), max_size=120, unique=True)
)
def test_no_fault_is_lost_or_told_twice(some: list[tuple[str, str, int]]) -> None:
    faults = [Fault("wrong", "Mend it", f"{file}.csv", row, column) for file, column, row in some]
    told = gathered(faults)
    each = [(one.file, one.column, one.row) for first in told for one in (first, *first.others)]
    assert sorted(each) == sorted((f"{file}.csv", column, row) for file, column, row in some)
    kinds = {(file, column): sum((f, c) == (file, column) for f, c, _ in some) for file, column, _ in some}
    assert len(told) <= sum(min(number, MOST_ALIKE) for number in kinds.values())


def test_an_area_with_thousands_of_bad_rows_is_told_in_a_few_lines(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = "".join(f"nobody{number},everyone,many\n" for number in range(3_000))
    area = write(tmp_path / "ours", arrivals="service,client_group,count\n" + rows)
    monkeypatch.setattr("sys.argv", ["dtors-network", "check", str(area)])
    with pytest.raises(SystemExit) as stopped:
        main()
    lines = capsys.readouterr().err.splitlines()
    assert stopped.value.code == 2
    assert len(lines) == 2
    assert all("3,000 rows (2, 3, 4, 5, 6 and 2,995 more)" in line for line in lines)

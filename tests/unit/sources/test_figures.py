"""Published figures: what is missing stays missing, counts keep their denominators, and mistakes come all at once."""

from datetime import date
from pathlib import Path

import pytest

from dtors_network.errors import InputError
from dtors_network.formats.area_csv import csv_text
from dtors_network.sources.fingertips import read_fingertips
from dtors_network.sources.goals import read_goals
from dtors_network.sources.indicator import NotAFigureError, figure
from dtors_network.sources.period import days_of
from dtors_network.sources.viewit import read_viewit

WAITS = [f"waitsfirst_{band}_newtx" for band in ("3weeksandunder", "3to6weeks", "over6weeks")]
VIEWIT = ["ReportingPeriod", "Area", "sex", "age_group", "drug_group", "newpresentation_newtx", "religion_jain_newtx"]
FINGERTIPS = [
    "Indicator ID", "Indicator Name", "Parent Code", "Parent Name", "Area Code", "Area Name", "Area Type", "Sex", "Age",
    "Category Type", "Category", "Time period", "Value", "Lower CI 95.0 limit", "Upper CI 95.0 limit",
    "Lower CI 99.8 limit", "Upper CI 99.8 limit", "Count", "Denominator", "Value note", "Recent Trend",
]  # fmt: skip


def written(folder: Path, rows: list[list[str]]) -> Path:
    place = folder / "figures.csv"
    place.write_text(csv_text(rows), encoding="utf-8")
    return place


def fingertips(value: str, count: str = "5", note: str = "", area: str = "E06000052", code: str = "92544") -> list[str]:
    return [
        code, "Prison to community", "E92000001", "England", area, "Cornwall", "UA", "Persons", "18+ yrs",
        "", "", "2023/24", value, "40.1", "60", "", "", count, "10", note, "",
    ]  # fmt: skip


@pytest.mark.parametrize("mark", ["", " ", "*", "NULL", "null", "x", ":", "c", "z", "-", "–", "—"])
def test_marks_for_missing_figures_are_never_a_number(mark: str) -> None:
    assert figure(mark) is None


@pytest.mark.parametrize(("text", "value"), [("0", 0.0), ("1,234.5", 1234.5), ("-3", -3.0), ("1e3", 1000.0)])
def test_figures_are_read(text: str, value: float) -> None:
    assert figure(text) == value


@pytest.mark.parametrize("text", ["1,23", "ten", "inf", "nan", "1 2", "0x1", "٣", "9" * 400])
def test_anything_else_is_a_mistake(text: str) -> None:
    with pytest.raises(NotAFigureError):
        figure(text)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2018/19", (date(2018, 4, 1), date(2019, 3, 31))),
        ("1999/00", (date(1999, 4, 1), date(2000, 3, 31))),
        ("2019", (date(2019, 1, 1), date(2019, 12, 31))),
        ("2016 - 18", (date(2016, 1, 1), date(2018, 12, 31))),
        ("2016-2018", (date(2016, 1, 1), date(2018, 12, 31))),
        ("2019/19", (None, None)),
        ("Q3 2019", (date(2019, 7, 1), date(2019, 9, 30))),
    ],
)
def test_periods_are_read_as_days(text: str, days: tuple[date | None, date | None]) -> None:
    assert days_of(text) == days


def test_waits_are_parts_of_their_own_sum_and_not_of_the_new_presentations(tmp_path: Path) -> None:
    place = written(
        tmp_path, [[*VIEWIT, *WAITS], ["2021/22", "Kent", "TOTAL", "Total", "Total", "10", "5", "15", "5", "0"]]
    )
    found = read_viewit(place)
    waits = [one for one in found.indicators if one.indicator in WAITS]
    assert [(one.numerator, one.denominator, one.group) for one in waits] == [
        (15, 20, ()),
        (5, 20, ()),
        (0, 20, ()),
    ]
    assert {one.rounded_to for one in waits} == {5}
    assert "1 other columns are not read" in found.cautions
    assert not [one for one in found.indicators if "religion" in one.indicator]


def test_one_missing_part_leaves_the_whole_unknown(tmp_path: Path) -> None:
    place = written(
        tmp_path, [[*VIEWIT, *WAITS], ["2021/22", "Kent", "F", "Total", "Total", "10", "5", "15", "NULL", "0"]]
    )
    waits = [one for one in read_viewit(place).indicators if one.indicator in WAITS]
    assert [(one.numerator, one.denominator, one.raw) for one in waits] == [
        (15, None, "15"),
        (None, None, "NULL"),
        (0, None, "0"),
    ]
    assert {one.group for one in waits} == {(("sex", "F"),)}


def test_a_fingertips_row_keeps_interval_note_and_mark(tmp_path: Path) -> None:
    rows = [FINGERTIPS, fingertips("52.3"), fingertips("*", "*", "Value suppressed"), fingertips("1", code="1")]
    found = read_fingertips(written(tmp_path, rows))
    first, second, _ = found.indicators
    assert (first.value, first.low, first.high, first.numerator, first.denominator) == (52.3, 40.1, 60, 5, 10)
    assert (first.gss_code, first.period_start, first.group) == ("E06000052", date(2023, 4, 1), (("age", "18+ yrs"),))
    assert (second.missing, second.raw, second.note) == (True, "*", "Value suppressed")
    assert found.cautions == (
        "1 of the figures are missing at the source",
        "1 of the figures are of an indicator not known here: Prison to community",
    )


def test_only_the_areas_that_are_asked_for_are_kept(tmp_path: Path) -> None:
    place = written(tmp_path, [FINGERTIPS, fingertips("1"), fingertips("2", area="E09000002")])
    assert [one.value for one in read_fingertips(place, ["e09000002"]).indicators] == [2]
    with pytest.raises(InputError, match=r"no row is of this area \(found 'Cornwal'\). Did you mean 'Cornwall'\?"):
        read_fingertips(place, ["Cornwal"])


def test_every_mistake_is_told_with_its_place(tmp_path: Path) -> None:
    rows = [["Preamble"], [], FINGERTIPS, fingertips("many"), fingertips("1", "few"), fingertips("1")[:5]]
    with pytest.raises(InputError) as stopped:
        read_fingertips(written(tmp_path, rows))
    assert [(fault.row, fault.column, fault.value) for fault in stopped.value.faults] == [
        (4, "Value", "many"),
        (5, "Count", "few"),
        (6, "", ""),
    ]


def test_a_file_of_another_kind_is_told_by_the_column_it_lacks(tmp_path: Path) -> None:
    place = written(tmp_path, [["Area", "Value"], ["Kent", "1"]])
    with pytest.raises(InputError, match="no row of the first 50 holds the column 'Indicator ID'"):
        read_fingertips(place)


def test_a_missing_column_is_told_with_the_nearest_name(tmp_path: Path) -> None:
    header = ["Counts" if name == "Count" else name for name in FINGERTIPS]
    with pytest.raises(InputError, match="column Count: this column is missing. Did you mean 'Counts'"):
        read_fingertips(written(tmp_path, [header, fingertips("1")]))


def test_a_blank_authority_of_the_goals_is_england(tmp_path: Path) -> None:
    header = ["Year", "Series", "Drug group", "Local authority", "Units", "Observation status", "Value"]
    rows = [
        header,
        ["2019/20", "People in treatment", "Opiate", "", "Number", "Normal value", "100"],
        ["2019/20", "Met need (%)", "", "Kent", "Percentage (%)", "Provisional", "47.5"],
    ]
    england, kent = read_goals(written(tmp_path, rows)).indicators
    assert (england.area, england.numerator, england.value) == ("England", 100, None)
    assert england.group == (("drug group", "Opiate"),)
    assert (kent.area, kent.numerator, kent.value, kent.note) == ("Kent", None, 47.5, "Provisional")

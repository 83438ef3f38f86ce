"""Published figures: what is missing stays missing, counts keep their denominators, and mistakes come all at once."""

from datetime import date
from pathlib import Path

import pytest

from dtors_network.area_files.csv_tables import csv_text
from dtors_network.errors import InputError
from dtors_network.exchange.figures.fingertips import read_fingertips
from dtors_network.exchange.figures.goals import read_goals
from dtors_network.exchange.figures.indicator import NotAFigureError, figure
from dtors_network.exchange.figures.period import days_of
from dtors_network.exchange.figures.viewit import read_viewit

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
    assert "1 other column is not read" in found.cautions
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
        "1 of the figures is missing at the source",
        "1 of the figures is of an indicator not known here: Prison to community",
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


YEAR, QUARTER, MONTH = "2021-04-01 2022-03-31", "2021-07-01 2021-09-30", "2021-05-01 2021-05-31"
PERIODS = {
    YEAR: "2021/22|2021/2022|FY 2021/22|FY 2021-22|Financial year 2021/22|Apr 2021 - Mar 2022|April 2021 to March 2022|"
    "2021 Apr - 2022 Mar|Apr-21 - Mar-22|1 Apr 2021 - 31 Mar 2022|01/04/2021 - 31/03/2022|2021-04-01 to 2022-03-31|"
    "Year ending March 2022|12 months to 31 March 2022|2021/22 Q1 - 2021/22 Q4|2021/22 Q1 - Q4|Q1 - Q4 2021/22|"
    "Q1 21/22 to Q4 21/22|2021/22 (provisional)|2021/22*",
    QUARTER: "2021/22 Q2|Q2 2021/22|Quarter 2, 2021/22|Q3 2021|2021 Q3|2021Q3|3rd quarter 2021|Jul - Sep 2021|"
    "2021 Jul - Sep|July-September 2021",
    MONTH: "May 2021|2021 May|2021-05-01 - 2021-05-31|May-21|May 2021/22",
    "2019-01-01 2021-12-31": "2019 - 21|2019-21|2019 \u2013 2021|2019 to 2021",
    "2019-04-01 2022-03-31": "2019/20 - 21/22|2019/20-2021/22|2019/20 to 21/22|FY 2019-20 to 2021-22",
    "2020-08-01 2021-07-31": "Aug 2020 - Jul 2021|August 2020 to July 21",
    "2021-03-31 2021-03-31": "31 March 2021|31st Mar 2021|March 31, 2021|2021-03-31|31/03/2021|As at 31 March 2021",
    "2021-10-01 2022-03-31": "2021/22 H2|H2 2021/22|Oct 2021 - Mar 2022",
    "1998-01-01 2002-12-31": "1998 - 02",
}
NOT_READ = (
    "Q1|21|week 3|2020 w12|2019, 2020|Nov - Jan 2023|30 Feb 2020|2021/22 - 2019/20|2018/19 - 20|FY2020|"
    "Academic year 2019/20|2017/18 - 2019|May|2019/20 Q5|13/2021"
)


@pytest.mark.parametrize(("days", "text"), [(days, text) for days in PERIODS for text in PERIODS[days].split("|")])
def test_a_period_is_read_in_every_form(days: str, text: str) -> None:
    assert " ".join(map(str, days_of(text))) == days
    assert days_of(f"  {text.upper()} ") == days_of(text)


@pytest.mark.parametrize("text", NOT_READ.split("|"))
def test_what_is_not_understood_has_no_days(text: str) -> None:
    assert days_of(text) == (None, None)


def test_figures_of_a_period_that_is_not_understood_are_counted(tmp_path: Path) -> None:
    column = FINGERTIPS.index("Time period")
    made = [fingertips("1") for _ in range(4)]
    for row, period in zip(made, ("week 3", "week 3", "", "2021"), strict=True):
        row[column] = period
    cautions = read_fingertips(written(tmp_path, [FINGERTIPS, *made])).cautions
    assert cautions[-2:] == (
        "1 of the figures names no period, and has no days",
        "2 of the figures are of a period that is not understood, and have no days: 'week 3'",
    )


NATIONAL = ["ReportingPeriod_Data", "Area_Data", "DrugGroup_Data", "Gender_Data", "AgeGroup_Data"]


def test_the_national_export_of_viewit_is_read_as_the_local_one(tmp_path: Path) -> None:
    counts = ["Num_InTreatment_AllInTx", "Num_NewPresentation_NewTx", "Exits_Died_AllInTx", "Eth_White_AllInTx"]
    cells = ["2020/21", "England", "Total", "F", "18-29", "27", "12", "NULL", "20"]
    found = read_viewit(written(tmp_path, [[*NATIONAL, *counts], cells]))
    assert [(one.indicator, one.numerator, one.rounded_to) for one in found.indicators] == [
        ("exits_died_allintx", None, 0),
        ("intreatment_allintx", 27, 0),
        ("newpresentation_newtx", 12, 0),
    ]
    assert {one.group for one in found.indicators} == {(("sex", "F"), ("age_group", "18-29"))}
    assert "1 other column is not read" in found.cautions
    assert "The counts are not rounded: not all of them are multiples of 5" in found.cautions


def test_a_viewit_export_that_lacks_a_column_is_told_by_its_name(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="column AgeGroup_Data: this column is missing"):
        read_viewit(written(tmp_path, [NATIONAL[:4], ["2020/21", "England", "Total", "F"]]))
    with pytest.raises(InputError, match="two columns have this name"):
        read_viewit(written(tmp_path, [[*NATIONAL, "Area"], ["2020/21", "England", "Total", "F", "Total", "Kent"]]))


def test_an_area_is_found_whatever_the_form_of_its_letters(tmp_path: Path) -> None:
    place = written(tmp_path, [FINGERTIPS, fingertips("1", area="Ynys M\u00f4n")])
    assert len(read_fingertips(place, [" ynys mo\u0302n "]).indicators) == 1

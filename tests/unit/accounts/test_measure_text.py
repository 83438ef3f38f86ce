"""What a counted gap rests on: in a sentence, in columns, and in the JSON output."""

from dataclasses import replace

import pytest

from dtors_network.accounts.measure_text import COLUMNS, measure_document, measure_row, measure_text
from dtors_network.gaps.finding import Measure
from dtors_network.model.bounds import Bounds
from dtors_network.model.comparator import Comparator

SHARE = Measure(
    what="never started",
    part=Bounds(22, 22),
    whole=Bounds(40, 40),
    least=0.55,
    most=0.55,
    low=0.3983,
    high=0.6929,
    comparator=Comparator(
        id="x", rule="lost_between", value=0.2, what="of people never started", source="two areas", dated="2024"
    ),
)
RATIO = Measure(
    what="are on the caseload",
    part=Bounds(355, 355),
    whole=None,
    least=71.0,
    most=71.0,
    low=63.8,
    high=78.8,
    comparator=Comparator(
        id="y", rule="overloaded", scope="caseload", value=40, what="people a keyworker", source="S", dated="2021"
    ),
    each="keyworker",
)
HIDDEN = dict.fromkeys(("part", "whole", "least", "most", "low", "high"))


def against(measure: Measure, value: float) -> Measure:
    return replace(measure, comparator=replace(measure.comparator, value=value))


# ---- in a sentence ---------------------------------------------------------------------------------------------------


def test_a_share_is_told_in_per_cent_with_its_interval_and_what_it_is_held_against() -> None:
    assert measure_text(SHARE) == (
        "22 of 40 (55 %, 95 % interval 40 to 69 %) never started; "
        "held against: 20 % of people never started (two areas, 2024)"
    )


def test_a_ratio_is_told_for_each_of_what_it_is_a_ratio_of() -> None:
    assert measure_text(RATIO) == (
        "355 are on the caseload: 71 to each keyworker (95 % interval 64 to 79); "
        "held against: 40 people a keyworker (S, 2021)"
    )


def test_a_range_is_told_where_hidden_counts_leave_one() -> None:
    ranged = replace(SHARE, part=Bounds(36, 39), least=0.9, most=0.975, low=0.7695, high=0.9956)
    assert measure_text(ranged).startswith("36–39 of 40 (90 to 98 %, 95 % interval 77 to 100 %) never started;")
    ranged = replace(RATIO, part=Bounds(10, 13), least=2.0, most=2.6, low=1.34, high=4.45)
    assert measure_text(against(ranged, 1)).startswith(
        "10–13 are on the caseload: 2.0 to 2.6 to each keyworker (95 % interval 1.3 to 4.5); "
    )


def test_large_numbers_are_told_with_commas() -> None:
    assert measure_text(replace(SHARE, part=Bounds(1200, 1200), whole=Bounds(2400, 2400))).startswith(
        "1,200 of 2,400 ("
    )


@pytest.mark.parametrize(
    ("value", "told"), [(0.345, "34.5 %"), (0.381, "38.1 %"), (0.37, "37 %"), (0.02, "2 %"), (0.13636, "13.6 %")]
)
def test_a_published_share_is_told_as_it_was_published(value: float, told: str) -> None:
    assert f"held against: {told} of people" in measure_text(against(SHARE, value))


@pytest.mark.parametrize(("value", "told"), [(40, "40"), (1, "1"), (37.5, "37.5")])
def test_a_published_ratio_is_told_as_it_was_published(value: float, told: str) -> None:
    assert f"held against: {told} people" in measure_text(against(RATIO, value))


@pytest.mark.parametrize(
    ("value", "low", "told"),
    [(0.2, 0.31, "31"), (0.2, 0.2049, "20.5"), (0.2, 0.2004, "20.04"), (0.204, 0.2049, "20.5"), (0.208, 0.2084, "21")],
)
def test_an_interval_is_told_with_as_many_digits_as_show_that_it_lies_above(
    value: float, low: float, told: str
) -> None:
    assert f"95 % interval {told} to " in measure_text(replace(against(SHARE, value), low=low))


@pytest.mark.parametrize(("high", "told"), [(0.41, "41"), (0.4284, "42.8"), (0.4296, "42.96")])
def test_and_as_many_as_show_that_it_lies_below(high: float, told: str) -> None:
    share = replace(against(SHARE, 0.43), low=0.1, high=high)
    assert f" to {told} %) never started" in measure_text(share)


def test_a_ratio_just_above_its_figure_is_seen_to_lie_above_too() -> None:
    text = measure_text(replace(RATIO, least=46.0, most=46.0, low=40.3, high=52.3))
    assert "46 to each keyworker (95 % interval 40.3 to 52.3)" in text


def test_nothing_is_told_of_what_is_hidden() -> None:
    assert measure_text(replace(SHARE, **HIDDEN)) == (
        "Not shown, as few people stand behind it: how many never started; "
        "held against: 20 % of people never started (two areas, 2024)"
    )
    assert measure_text(replace(RATIO, **HIDDEN)) == (
        "Not shown, as few people stand behind it: how many are on the caseload; "
        "held against: 40 people a keyworker (S, 2021)"
    )


# ---- in columns and as JSON ------------------------------------------------------------------------------------------


def test_a_measure_fills_its_columns() -> None:
    row = measure_row(SHARE)
    assert tuple(row) == COLUMNS
    assert row == {
        "measure": "never started",
        "part": "22",
        "whole": "40",
        "value_least": 0.55,
        "value_most": 0.55,
        "value_low": 0.3983,
        "value_high": 0.6929,
        "comparator": 0.2,
        "comparator_what": "of people never started",
        "comparator_source": "two areas",
        "comparator_dated": "2024",
    }


def test_a_gap_without_a_measure_leaves_them_blank() -> None:
    assert measure_row(None) == dict.fromkeys(COLUMNS, "")


def test_a_hidden_measure_leaves_its_numbers_blank_and_keeps_what_it_is_held_against() -> None:
    row = measure_row(replace(SHARE, **HIDDEN))
    assert [name for name in COLUMNS if row[name] == ""] == [
        "part", "whole", "value_least", "value_most", "value_low", "value_high",
    ]  # fmt: skip


def test_a_ratio_has_no_whole() -> None:
    assert (measure_row(RATIO)["part"], measure_row(RATIO)["whole"]) == ("355", "")


def test_a_measure_as_json() -> None:
    assert measure_document(None) is None
    assert measure_document(replace(SHARE, part=Bounds(20, 23))) == {
        "what": "never started",
        "part": [20, 23],
        "whole": [40, 40],
        "value": {"least": 0.55, "most": 0.55, "low": 0.3983, "high": 0.6929},
        "comparator": {
            "value": 0.2,
            "what": "of people never started",
            "source": "two areas",
            "dated": "2024",
        },
    }


def test_a_hidden_measure_as_json() -> None:
    document = measure_document(replace(SHARE, **HIDDEN))
    assert document is not None
    assert (document["part"], document["whole"]) == (None, None)
    assert set(document["value"].values()) == {None}
    assert document["comparator"]["value"] == 0.2

"""Which figures speak of the period of an area."""

from dataclasses import replace
from datetime import date

import pytest

from dtors_network.examples import small_area
from dtors_network.model.comparator import Comparator, for_area

FIGURE = Comparator(id="x", rule="transition_loss", value=0.4, what="of people", source="S", dated="2024")
YEAR = replace(FIGURE, period_start=date(2023, 4, 1), period_end=date(2024, 3, 31))


def suits(start: date, end: date) -> bool:
    return YEAR.suits(replace(small_area(), period_start=start, period_end=end))


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (date(2023, 4, 1), date(2024, 3, 31)),
        (date(2023, 1, 1), date(2023, 12, 31)),
        (date(2023, 7, 1), date(2024, 6, 30)),
        (date(2023, 6, 1), date(2023, 6, 30)),
        (date(2024, 3, 31), date(2024, 3, 31)),
        (date(2022, 10, 3), date(2024, 3, 31)),
    ],
)
def test_it_speaks_of_a_period_of_which_it_covers_more_than_half(start: date, end: date) -> None:
    assert suits(start, end)


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (date(2022, 4, 1), date(2023, 3, 31)),
        (date(2024, 4, 1), date(2025, 3, 31)),
        (date(2024, 1, 1), date(2024, 12, 31)),
        (date(2024, 3, 31), date(2024, 4, 1)),
        (date(2022, 3, 31), date(2024, 3, 31)),
        (date(2021, 4, 1), date(2025, 3, 31)),
    ],
)
def test_it_does_not_speak_of_others(start: date, end: date) -> None:
    assert not suits(start, end)


def test_no_two_years_that_follow_each_other_speak_of_one_period() -> None:
    before = replace(YEAR, period_start=date(2022, 4, 1), period_end=date(2023, 3, 31))
    for month in range(1, 13):
        area = replace(small_area(), period_start=date(2022, month, 1), period_end=date(2023, month, 28))
        assert not (before.suits(area) and YEAR.suits(area))


def test_a_figure_of_a_period_does_not_speak_of_an_area_whose_period_is_not_given() -> None:
    assert small_area().period_start is None
    assert not YEAR.suits(small_area())


def test_a_figure_without_a_period_speaks_of_every_area() -> None:
    dated = replace(small_area(), period_start=date(2008, 4, 1), period_end=date(2009, 3, 31))
    assert FIGURE.suits(small_area()) and FIGURE.suits(dated)


def test_the_figures_that_speak_of_an_area_stay_in_order() -> None:
    other = replace(FIGURE, id="y")
    assert [one.id for one in for_area([other, YEAR, FIGURE], small_area())] == ["y", "x"]

"""More people than room: more people to each keyworker, or more in places, than the figure that is given."""

from dataclasses import replace
from math import sqrt

import pytest
from scipy.stats import chi2, norm

from dtors_network.model.comparator import Comparator
from tests.spec.drawing import gaps_of, heads, tell, text

AREA = """
    gp is gp
    clinic is psychosocial
    """
YEAR = "from 2023-04-01 to 2024-03-30"  # 365 days
CASELOAD = Comparator(
    id="caseload",
    rule="overloaded",
    scope="caseload",
    value=40,
    what="people a keyworker",
    source="a review",
    dated="2021",
)
PLACES = replace(CASELOAD, id="places", scope="places", value=1, what="person a place", source="the table")
BOTH = (CASELOAD, PLACES)
FOUND = ["certain overloaded for everyone at clinic"]


def found(*drawings: str, against: tuple[Comparator, ...] = BOTH) -> list[str]:
    """Tell what is found in the drawn area by one line each."""
    return heads(gaps_of(AREA, *drawings, rules=["overloaded"], against=against))


def lower_limit(count: int) -> float:
    """Work out the lower 95 % limit of a count: exact below ten, from there Byar's (Breslow and Day 1987, p69)."""
    if count < 10:
        return float(chi2.ppf(0.025, 2 * count) / 2) if count else 0.0
    return float(count * (1 - 1 / (9 * count) - norm.ppf(0.975) / (3 * sqrt(count))) ** 3)


# ---- people to each keyworker --------------------------------------------------------------------------------------


def test_found_with_how_many_to_each_keyworker():
    assert tell("overloaded", AREA, "clinic has 355 caseload, 5 keyworkers", against=BOTH) == text("""
        certain overloaded for everyone at clinic
            clinic has more people to each keyworker than the published figure allows.
            355 are on the caseload: 71 to each keyworker (95 % interval 64 to 79); held against: 40 people
            a keyworker (a review, 2021).
        """)


@pytest.mark.parametrize("keyworkers", [0.1, 0.5, 1, 2.5, 12])
def test_found_from_the_first_person_with_whom_the_whole_interval_lies_above(keyworkers):
    caseload = next(count for count in range(1000) if lower_limit(count) / keyworkers > 40)
    assert found(f"clinic has {caseload} caseload, {keyworkers} keyworkers") == FOUND
    assert found(f"clinic has {caseload - 1} caseload, {keyworkers} keyworkers") == []


def test_a_caseload_a_little_above_the_figure_may_be_chance():
    assert found("clinic has 45 caseload, 1 keyworkers") == []


@pytest.mark.parametrize(
    "cells", ["355 caseload", "5 keyworkers", "? caseload, 5 keyworkers", "355 caseload, 0 keyworkers"]
)
def test_silent_where_people_or_keyworkers_are_not_given(cells):
    assert found(f"clinic has {cells}") == []


def test_silent_where_a_hidden_caseload_could_go_either_way():
    assert lower_limit(1) / 0.02 < 40 < lower_limit(4) / 0.02
    assert found("clinic has * caseload, 0.02 keyworkers") == []
    assert found("clinic has 4 caseload, 0.02 keyworkers") == FOUND


def test_found_where_a_hidden_caseload_cannot_change_it():
    few = replace(CASELOAD, value=0.2)
    assert lower_limit(1) / 0.1 > 0.2
    assert tell("overloaded", AREA, "clinic has * caseload, 0.1 keyworkers", against=[few]) == text("""
        certain overloaded for everyone at clinic
            clinic has more people to each keyworker than the published figure allows.
            * are on the caseload: 10 to 40 to each keyworker (95 % interval 0.3 to 102); held against: 0.2
            people a keyworker (a review, 2021).
        """)


def test_silent_where_no_figure_is_given():
    assert found("clinic has 355 caseload, 5 keyworkers", against=()) == []
    assert found("clinic has 355 caseload, 5 keyworkers", against=(PLACES,)) == []


# ---- people in places ------------------------------------------------------------------------------------------------


def test_found_with_how_many_to_each_place_where_those_who_came_stay_as_long_as_the_table_says():
    drawing = (YEAR, "clinic has 10 places, 73 stay_days", "80 everyone arrive at clinic")
    assert tell("overloaded", AREA, *drawing, against=BOTH) == text("""
        certain overloaded for everyone at clinic
            More people come to clinic than it has places for.
            80 came in the period, each staying as long as the table says: 1.6 to each place (95 % interval
            1.3 to 2.0); held against: 1 person a place (the table, 2021).
        """)


@pytest.mark.parametrize(("places", "stay"), [(1, 365), (10, 73), (5, 14), (200, 290)])
def test_found_from_the_first_arrival_with_whom_the_whole_interval_lies_above(places, stay):
    came = next(count for count in range(5000) if lower_limit(count) * stay / 365 > places)
    room = f"clinic has {places} places, {stay} stay_days"
    assert found(YEAR, room, f"{came} everyone arrive at clinic") == FOUND
    assert found(YEAR, room, f"{came - 1} everyone arrive at clinic") == []


def test_starts_on_referral_came_too():
    room = "clinic has 10 places, 73 stay_days"
    assert found(YEAR, room, "40 everyone arrive at clinic") == []
    assert found(YEAR, room, "40 everyone arrive at clinic", "gp -> clinic: 90 everyone referred, 40 started") == FOUND


def test_a_referral_over_a_pair_that_a_meeting_settled_as_absent_is_left_out():
    drawing = (YEAR, "clinic has 10 places, 73 stay_days", "gp -> clinic: 90 everyone referred, 80 started")
    assert found(*drawing) == FOUND
    assert found(*drawing, "answered no: gp -> clinic") == []


@pytest.mark.parametrize(
    "came",
    ["", "? everyone arrive at clinic", "80 everyone arrive at clinic\ngp -> clinic: 90 everyone referred, ? started"],
)
def test_silent_where_it_is_not_counted_who_came(came):
    assert found(YEAR, "clinic has 10 places, 73 stay_days", came) == []


@pytest.mark.parametrize(
    "cells", ["10 places", "73 stay_days", "? places, 73 stay_days", "0 places, 73 stay_days", "10 places, 0 stay_days"]
)
def test_silent_where_places_or_stay_are_not_given_or_nobody_stays(cells):
    assert found(YEAR, f"clinic has {cells}", "80 everyone arrive at clinic") == []


def test_silent_about_places_where_the_period_is_not_given():
    assert found("clinic has 10 places, 73 stay_days", "80 everyone arrive at clinic") == []


def test_hidden_counts_of_arrivals_and_of_places_count_as_they_would_least_fill_them():
    one = (YEAR, "clinic has 1 places, 73 stay_days")
    assert found(*one, "13 everyone arrive at clinic", "gp -> clinic: 9 everyone referred, * started") == FOUND
    assert lower_limit(14) * 73 / 365 > 1 > lower_limit(10) * 73 / 365
    assert found(*one, "9 everyone arrive at clinic", "gp -> clinic: 9 everyone referred, * started") == []
    hidden = (YEAR, "clinic has * places, 73 stay_days")
    assert lower_limit(40) * 73 / 365 > 4 > lower_limit(20) * 73 / 365
    assert found(*hidden, "20 everyone arrive at clinic") == []
    assert tell("overloaded", AREA, *hidden, "40 everyone arrive at clinic", against=BOTH) == text("""
        certain overloaded for everyone at clinic
            More people come to clinic than it has places for.
            40 came in the period, each staying as long as the table says: 2.0 to 8.0 to each place (95 %
            interval 1.4 to 11); held against: 1 person a place (the table, 2021).
        """)


def test_the_caseload_is_not_held_against_places():
    assert found(YEAR, "clinic has 10 places, 300 caseload, 73 stay_days", "5 everyone arrive at clinic") == []


# ---- for whom, how firmly, in what order -----------------------------------------------------------------------------


def test_a_service_is_named_once_and_by_its_keyworkers_first():
    drawing = (YEAR, "clinic has 355 caseload, 5 keyworkers, 10 places, 73 stay_days", "80 everyone arrive at clinic")
    (gap,) = gaps_of(AREA, *drawing, rules=["overloaded"], against=BOTH).gaps
    assert gap.finding.basis == "caseload"
    (gap,) = gaps_of(AREA, *drawing, rules=["overloaded"], against=(PLACES,)).gaps
    assert gap.finding.basis == "places"


def test_it_is_judged_for_everyone_and_for_no_group():
    drawing = (YEAR, "clinic has 10 places, 73 stay_days", "80 currently_using arrive at clinic")
    assert found(*drawing) == []


def test_those_whom_it_affects_are_those_on_the_caseload_or_those_who_came():
    (gap,) = gaps_of(AREA, "clinic has 355 caseload, 5 keyworkers", rules=["overloaded"], against=BOTH).gaps
    assert (gap.people.count, gap.people.what) == (355, "are on the caseload")


def test_it_has_no_grade_and_stands_after_what_leads_nowhere():
    drawing = ("clinic has 355 caseload, 5 keyworkers", "every service is listed", "required: gp -> psychosocial")
    found = gaps_of(AREA, *drawing, rules=["overloaded", "dead_end"], against=BOTH)
    assert heads(found) == ["certain dead_end for everyone at clinic", *FOUND]
    assert found.gaps[-1].finding.grade is None

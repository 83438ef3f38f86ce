"""Lost on leaving prison: few of those whom a prison refers to treatment start within 21 days."""

from dataclasses import replace
from datetime import date

import pytest
from scipy.stats import binomtest

from dtors_network.model.comparator import Comparator
from tests.spec.drawing import gaps_of, heads, tell, text

AREA = """
    prison is prison
    clinic is psychosocial
    team is criminal_justice_team
    home is housing
    from 2022-04-01 to 2023-03-31
    """
PUBLISHED = Comparator(
    id="published",
    rule="transition_loss",
    value=0.43,
    what="of people released started within 21 days",
    source="a statistic",
    dated="2023",
    period_start=date(2022, 4, 1),
    period_end=date(2023, 3, 31),
)
FOUND = ["certain transition_loss for leaving_prison at prison"]


def found(*drawings: str, against: Comparator = PUBLISHED) -> list[str]:
    """Tell what is found in the drawn area by one line each."""
    return heads(gaps_of(AREA, *drawings, rules=["transition_loss"], against=[against]))


def upper_limit(part: int, whole: int) -> float:
    """Work out the upper end of Wilson's interval elsewhere than in the library."""
    return float(binomtest(part, whole).proportion_ci(confidence_level=0.95, method="wilson").high)


def row(target: str, referred: object, started: object, late: object = 0, group: str = "leaving_prison") -> str:
    """Draw the counts of a link from the prison."""
    return f"prison -> {target}: {referred} {group} referred, {started} started, {late} waited_over_21_days"


# ---- found -------------------------------------------------------------------------------------------------------


def test_found_with_how_many_of_how_many_and_the_figure_of_the_period():
    assert tell("transition_loss", AREA, row("clinic", 40, 10), against=[PUBLISHED]) == text("""
        certain transition_loss for leaving_prison at prison
            Few of the people referred to treatment by prison start within three weeks of leaving prison.
            10 of 40 (25 %, 95 % interval 14 to 40 %) started treatment within 21 days, of those referred on
            leaving prison; held against: 43 % of people released started within 21 days (a statistic,
            2023).
        """)


@pytest.mark.parametrize("referred", [10, 25, 60, 800])
@pytest.mark.parametrize("value", [0.3, 0.43, 0.53])
def test_found_up_to_the_last_person_with_whom_the_whole_interval_lies_below(referred, value):
    against = replace(PUBLISHED, value=value)
    met = max(met for met in range(referred + 1) if upper_limit(met, referred) < value)
    assert found(row("clinic", referred, met), against=against) == FOUND
    assert found(row("clinic", referred, met + 1), against=against) == []


def test_the_links_of_a_prison_are_taken_together():
    assert found(row("clinic", 20, 2), row("team", 20, 16)) == []
    assert found(row("clinic", 20, 2), row("team", 20, 8)) == FOUND


def test_those_who_started_after_three_weeks_did_not_start_in_time():
    assert found(row("clinic", 40, 30, late=0)) == []
    assert found(row("clinic", 40, 30, late=20)) == FOUND


def test_where_nobody_counted_the_waits_all_who_started_may_have_started_in_time():
    assert upper_limit(10, 40) < 0.43 < upper_limit(12, 40)
    assert found(row("clinic", 40, 12, late="?")) == []
    assert tell("transition_loss", AREA, row("clinic", 40, 10, late="?"), against=[PUBLISHED]) == text("""
        certain transition_loss for leaving_prison at prison
            Few of the people referred to treatment by prison start within three weeks of leaving prison.
            0–10 of 40 (0 to 25 %, 95 % interval 0 to 40 %) started treatment within 21 days, of those
            referred on leaving prison; held against: 43 % of people released started within 21 days (a
            statistic, 2023).
        """)


def test_each_prison_is_held_against_the_figure():
    other = "jail is prison\njail -> clinic: 40 leaving_prison referred, 10 started"
    assert found(row("clinic", 40, 30), other) == ["certain transition_loss for leaving_prison at jail"]
    assert found(row("clinic", 40, 10), other) == [
        "certain transition_loss for leaving_prison at jail",
        "certain transition_loss for leaving_prison at prison",
    ]


def test_those_whom_it_affects_are_those_who_did_not_start_in_time():
    (gap,) = gaps_of(AREA, row("clinic", 40, 12, 2), rules=["transition_loss"], against=[PUBLISHED]).gaps
    assert (gap.people.count, gap.people.what) == (30, "were referred and did not start within 21 days")
    (gap,) = gaps_of(AREA, row("clinic", 40, 10, "*"), rules=["transition_loss"], against=[PUBLISHED]).gaps
    assert (gap.people.count, gap.people.low, gap.people.high) == (None, 31, 34)


# ---- hidden, blank and few -----------------------------------------------------------------------------------------


def test_found_where_hidden_counts_cannot_change_it():
    assert upper_limit(2 + 4, 30) < 0.43
    assert tell("transition_loss", AREA, row("clinic", 20, 2), row("team", 10, "*"), against=[PUBLISHED]) == text("""
        certain transition_loss for leaving_prison at prison
            Few of the people referred to treatment by prison start within three weeks of leaving prison.
            3–6 of 30 (10 to 20 %, 95 % interval 3 to 37 %) started treatment within 21 days, of those
            referred on leaving prison; held against: 43 % of people released started within 21 days (a
            statistic, 2023).
        """)


def test_silent_where_a_hidden_count_could_go_either_way():
    assert upper_limit(4 + 1, 25) < 0.43 < upper_limit(4 + 4, 25)
    assert found(row("clinic", 15, 4), row("team", 10, "*")) == []
    assert found(row("clinic", 15, 4), row("team", 10, 1)) == FOUND


def test_nobody_more_starts_than_was_referred_whatever_a_hidden_count_is():
    assert upper_limit(6 + 1, 30 + 1) < 0.43 < upper_limit(6 + 4, 30 + 1)
    assert found(row("clinic", 30, 6), row("team", 1, "*")) == FOUND


def test_more_start_only_where_more_were_referred_if_both_are_hidden():
    assert upper_limit(6 + 4, 30 + 4) < 0.47 < upper_limit(6 + 4, 30 + 1)
    assert found(row("clinic", 30, 6), row("team", "*", "*"), against=replace(PUBLISHED, value=0.47)) == FOUND


@pytest.mark.parametrize(("referred", "started"), [("?", 2), (20, "?")])
def test_silent_where_one_of_the_links_is_not_counted(referred, started):
    assert found(row("clinic", 40, 2), row("team", referred, started)) == []


def test_silent_where_fewer_than_ten_were_referred():
    assert found(row("clinic", 9, 0)) == []
    assert found(row("clinic", 5, 0), row("team", 4, 0)) == []
    assert found(row("clinic", 5, 0), row("team", 5, 0)) == FOUND
    assert found(row("clinic", 8, 0), row("team", "*", 0)) == []


def test_silent_where_the_prison_refers_nobody_to_treatment():
    assert found(row("home", 40, 2)) == []


def test_other_ways_in_and_treatment_inside_a_prison_are_not_judged():
    assert found("gp is gp", "gp -> clinic: 40 leaving_prison referred, 2 started") == []
    assert found("wing is psychosocial + prison", "wing -> clinic: 40 leaving_prison referred, 2 started") == []


def test_silent_about_a_pair_that_a_meeting_settled_as_absent():
    assert found(row("clinic", 40, 10), "answered no: prison -> clinic") == []
    assert found(row("clinic", 40, 10), row("team", 40, 40), "answered no: prison -> team") == FOUND


# ---- the figure and the period ---------------------------------------------------------------------------------------


def test_silent_where_no_figure_is_given():
    assert tell("transition_loss", AREA, row("clinic", 40, 2)) == ""


@pytest.mark.parametrize(
    ("period", "spoken_of"),
    [
        ("from 2022-04-01 to 2023-03-31", True),
        ("from 2022-07-01 to 2023-06-30", True),
        ("from 2022-04-01 to 2022-06-30", True),
        ("from 2023-01-01 to 2023-12-31", False),
        ("from 2021-04-01 to 2024-03-31", False),
        ("from 2008-04-01 to 2009-03-31", False),
    ],
)
def test_a_figure_speaks_of_a_period_of_which_it_covers_more_than_half(period, spoken_of):
    assert bool(found(row("clinic", 40, 2), period)) is spoken_of


def test_silent_where_the_period_of_the_area_is_not_given():
    area = AREA.split("from 2022")[0]
    assert tell("transition_loss", area, row("clinic", 40, 2), against=[PUBLISHED]) == ""
    anytime = replace(PUBLISHED, period_start=None, period_end=None)
    assert tell("transition_loss", area, row("clinic", 40, 2), against=[anytime]) != ""


# ---- for whom, how firmly, in what order -----------------------------------------------------------------------------


def test_everybodys_rows_are_taken_where_none_of_the_group_are_counted():
    everyone = row("clinic", 40, 10, group="everyone")
    assert found(everyone) == ["certain transition_loss for everyone at prison"]
    assert found(everyone, row("team", 40, 39)) == []
    assert found(everyone, row("team", "?", "?", "?")) == ["certain transition_loss for everyone at prison"]


def test_a_prison_is_named_once_although_both_are_counted():
    assert found(row("clinic", 40, 10), row("clinic", 40, 10, group="everyone")) == FOUND


@pytest.mark.parametrize("group", ["leaving_prison", "everyone"])
def test_the_grade_is_that_with_which_the_reference_asks_for_people_leaving_prison(group):
    routes = "required for leaving_prison: prison -> psychosocial\nexpected: prison -> criminal_justice_team"
    rows = row("clinic", 20, 2, group=group), row("team", 20, 2, group=group)
    (gap,) = gaps_of(AREA, *rows, routes, rules=["transition_loss"], against=[PUBLISHED]).gaps
    assert gap.finding.grade == "required"


def test_it_stands_after_what_leads_nowhere_and_before_single_losses_that_are_no_firmer():
    losses = Comparator(
        id="pool", rule="lost_between", value=0.5, what="never started", source="two areas", dated="2024"
    )
    drawing = (row("clinic", 40, 2), "every service is listed")
    rules = ["transition_loss", "lost_between", "dead_end"]
    assert heads(gaps_of(AREA, *drawing, rules=rules, against=[PUBLISHED, losses])) == [
        "certain dead_end for everyone at clinic",
        "certain dead_end for everyone at team",
        "certain transition_loss for leaving_prison at prison",
        "certain lost_between for leaving_prison at prison -> clinic",
    ]

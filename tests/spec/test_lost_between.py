"""Lost between two services: of those referred from one to another, many never start, against areas elsewhere."""

from dataclasses import replace

import pytest
from scipy.stats import binomtest

from dtors_network.model.comparator import Comparator
from tests.spec.drawing import gaps_of, heads, tell, text

PAIR = """
    hub is open_access
    clinic is psychosocial
    """
ELSEWHERE = Comparator(
    id="pool",
    rule="lost_between",
    scope="open_access>structured_treatment",
    value=0.2,
    what="of people referred elsewhere never started",
    source="two areas",
    dated="2024",
)


def found(*drawings: str, against: Comparator = ELSEWHERE) -> list[str]:
    """Tell what is found in the drawn pair by one line each."""
    return heads(gaps_of(PAIR, *drawings, rules=["lost_between"], against=[against]))


def lower_limit(part: int, whole: int) -> float:
    """Work out the lower end of Wilson's interval elsewhere than in the library."""
    return float(binomtest(part, whole).proportion_ci(confidence_level=0.95, method="wilson").low)


# ---- found -------------------------------------------------------------------------------------------------------


def test_found_with_how_many_of_how_many_and_what_it_is_held_against():
    row = "hub -> clinic: 40 everyone referred, 18 started"
    assert tell("lost_between", PAIR, row, against=[ELSEWHERE]) == text("""
        certain lost_between for everyone at hub -> clinic
            Many people who are referred from hub to clinic never start there.
            22 of 40 (55 %, 95 % interval 40 to 69 %) were referred and never started; held against: 20 % of
            people referred elsewhere never started (two areas, 2024).
        """)


@pytest.mark.parametrize("referred", [10, 11, 25, 40, 1000])
@pytest.mark.parametrize("value", [0.05, 0.2, 0.5])
def test_found_from_the_first_person_with_whom_the_whole_interval_lies_above(referred, value):
    against = replace(ELSEWHERE, value=value)
    lost = next(lost for lost in range(referred + 1) if lower_limit(lost, referred) > value)
    enough = f"hub -> clinic: {referred} everyone referred, {referred - lost} started"
    one_fewer = f"hub -> clinic: {referred} everyone referred, {referred - lost + 1} started"
    assert found(enough, against=against) == ["certain lost_between for everyone at hub -> clinic"]
    assert found(one_fewer, against=against) == []


def test_found_where_a_hidden_count_of_starts_cannot_change_it():
    assert lower_limit(12 - 4, 12) > 0.2
    assert tell("lost_between", PAIR, "hub -> clinic: 12 everyone referred, * started", against=[ELSEWHERE]) == text("""
        certain lost_between for everyone at hub -> clinic
            Many people who are referred from hub to clinic never start there.
            8–11 of 12 (67 to 92 %, 95 % interval 39 to 99 %) were referred and never started; held against:
            20 % of people referred elsewhere never started (two areas, 2024).
        """)


def test_people_whom_the_sender_kept_never_started_either():
    kept = "hub -> clinic: 40 everyone referred, 18 started, 22 kept_by_sender"
    assert found(kept) == ["certain lost_between for everyone at hub -> clinic"]


def test_those_whom_it_affects_are_those_who_never_started():
    (gap,) = gaps_of(PAIR, "hub -> clinic: 40 everyone referred, 18 started", against=[ELSEWHERE]).gaps[:1]
    (starred,) = gaps_of(PAIR, "hub -> clinic: 40 everyone referred, * started", against=[ELSEWHERE]).gaps[:1]
    assert (gap.people.count, gap.people.what) == (22, "were referred and never started")
    assert (starred.people.count, starred.people.low, starred.people.high) == (None, 36, 39)


def test_nothing_is_asked_and_no_step_is_promised():
    (gap,) = gaps_of(PAIR, "hub -> clinic: 40 everyone referred, 0 started", against=[ELSEWHERE]).gaps[:1]
    assert (gap.ask.yes, gap.ask.no, gap.remedy, gap.root) == (None, None, (), gap.id)


# ---- not found ---------------------------------------------------------------------------------------------------


def test_silent_where_nothing_is_given_to_hold_it_against():
    assert tell("lost_between", PAIR, "hub -> clinic: 40 everyone referred, 0 started") == ""


def test_silent_where_nobody_counted():
    assert found("hub -> clinic: confirmed") == []


@pytest.mark.parametrize("counts", ["40 everyone referred, ? started", "? everyone referred, 0 started"])
def test_silent_where_a_cell_is_blank(counts):
    assert found(f"hub -> clinic: {counts}") == []


def test_silent_where_fewer_than_ten_were_referred():
    assert found("hub -> clinic: 9 everyone referred, 0 started") == []
    assert found("hub -> clinic: 10 everyone referred, 0 started") != []
    assert found("hub -> clinic: * everyone referred, 0 started") == []


def test_silent_where_a_hidden_count_could_go_either_way():
    half = replace(ELSEWHERE, value=0.5)
    assert lower_limit(12 - 4, 12) < 0.5 < lower_limit(12 - 1, 12)
    assert found("hub -> clinic: 12 everyone referred, * started", against=half) == []
    assert found("hub -> clinic: 12 everyone referred, 1 started", against=half) != []


def test_silent_about_a_pair_that_a_meeting_settled_as_absent():
    row = "hub -> clinic: 40 everyone referred, 0 started"
    assert found(row, "answered no: hub -> clinic") == []
    assert found(row, "answered yes: hub -> clinic") != []
    assert found(row, "hub -> clinic: absent") != []


# ---- what it is held against ---------------------------------------------------------------------------------------


def test_a_pair_of_stages_of_which_nothing_is_known_elsewhere_is_not_judged():
    back = "clinic -> hub: 40 everyone referred, 0 started"
    assert found(back) == []
    assert found(back, against=replace(ELSEWHERE, scope="structured_treatment>open_access")) != []


def test_the_stage_is_that_of_the_type_and_not_of_what_is_offered_besides():
    drawing = """
        hub is open_access + aftercare
        clinic is psychosocial + inpatient_detoxification
        hub -> clinic: 40 everyone referred, 0 started
        """
    assert tell("lost_between", drawing, against=[ELSEWHERE]) != ""


def test_a_figure_without_stages_stands_where_no_other_speaks_of_them():
    row = "hub -> clinic: 40 everyone referred, 18 started"
    general, strict = replace(ELSEWHERE, scope="", value=0.2), replace(ELSEWHERE, value=0.9)
    assert tell("lost_between", PAIR, row, against=[general]) != ""
    assert tell("lost_between", PAIR, row, against=[strict, general]) == ""


def test_of_two_figures_for_the_same_stages_the_last_one_counts():
    row = "hub -> clinic: 40 everyone referred, 18 started"
    strict = replace(ELSEWHERE, value=0.9)
    assert tell("lost_between", PAIR, row, against=[ELSEWHERE, strict]) == ""
    assert tell("lost_between", PAIR, row, against=[strict, ELSEWHERE]) != ""


# ---- for whom, how firmly, in what order -----------------------------------------------------------------------------


def test_a_group_is_not_named_again_where_everyone_is_lost_there():
    everyone = "hub -> clinic: 40 everyone referred, 10 started"
    using = "hub -> clinic: 20 currently_using referred, 5 started"
    assert found(everyone, using) == ["certain lost_between for everyone at hub -> clinic"]


def test_a_group_is_named_where_everyone_is_not_lost_there():
    everyone = "hub -> clinic: 100 everyone referred, 80 started"
    using = "hub -> clinic: 20 currently_using referred, 5 started"
    assert tell("lost_between", PAIR, everyone, using, against=[ELSEWHERE]) == text("""
        certain lost_between for currently_using at hub -> clinic
            Many people currently using who are referred from hub to clinic never start there.
            15 of 20 (75 %, 95 % interval 53 to 89 %) were referred and never started; held against: 20 % of
            people referred elsewhere never started (two areas, 2024).
        """)


@pytest.mark.parametrize(
    ("routes", "grade"),
    [
        ("", None),
        ("required: open_access -> psychosocial", "required"),
        ("optional: open_access -> psychosocial", "optional"),
        ("expected: open_access -> psychosocial\nrequired: open_access -> psychosocial or housing", "required"),
        ("required: psychosocial -> open_access", None),
        ("required if parents: open_access -> psychosocial", None),
        ("required for currently_using: open_access -> psychosocial", None),
    ],
)
def test_the_grade_is_the_firmest_with_which_the_reference_asks_for_the_link(routes, grade):
    drawing = (PAIR, "hub -> clinic: 40 everyone referred, 0 started", routes)
    (gap,) = gaps_of(*drawing, rules=["lost_between"], against=[ELSEWHERE]).gaps
    assert gap.finding.grade == grade


def test_a_route_for_the_group_counts_for_the_group():
    drawing = (
        "hub -> clinic: 40 currently_using referred, 0 started",
        "required for currently_using: open_access -> psychosocial",
    )
    (gap,) = gaps_of(PAIR, *drawing, rules=["lost_between"], against=[ELSEWHERE]).gaps
    assert gap.finding.grade == "required"


def test_it_stands_after_what_leads_nowhere_and_before_what_is_open():
    drawing = """
        after is aftercare
        gp is gp
        hub -> clinic: 40 everyone referred, 5 started
        nobody else is linked
        gp -> clinic: one_sided
        every service is listed
        required: open_access -> psychosocial
        required: gp -> psychosocial
        """
    found = gaps_of(PAIR, drawing, against=[ELSEWHERE], rules=["lost_between", "dead_end", "missing_route"])
    assert heads(found) == [
        "certain dead_end for everyone at clinic",
        "certain dead_end for everyone at hub",
        "certain lost_between for everyone at hub -> clinic",
        "sensitive missing_route for everyone on gp_to_psychosocial at gp",
    ]
    grades = {gap.finding.rule: gap.finding.grade for gap in found.gaps}
    assert (grades["dead_end"], grades["lost_between"]) == (None, "required")


def test_of_two_losses_the_one_that_the_reference_asks_for_more_firmly_comes_first_then_the_larger():
    drawing = """
        team is psychosocial
        day is day_programme
        hub -> clinic: 40 everyone referred, 5 started
        hub -> team: 60 everyone referred, 5 started
        hub -> day: 20 everyone referred, 5 started
        required: open_access -> day_programme
        """
    assert found(drawing) == [
        "certain lost_between for everyone at hub -> day",
        "certain lost_between for everyone at hub -> team",
        "certain lost_between for everyone at hub -> clinic",
    ]

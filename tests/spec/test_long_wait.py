"""A long wait: of those who start on referral, many waited more than 21 days; first waits and later ones apart."""

from dataclasses import replace

import pytest
from scipy.stats import binomtest

from dtors_network.accounts.gap_words import headline
from dtors_network.model.comparator import Comparator
from tests.spec.drawing import gaps_of, heads, tell, text

TRIO = """
    gp is gp
    clinic is psychosocial
    ward is inpatient_detoxification
    """
FIRST = Comparator(
    id="first",
    rule="long_wait",
    scope="first",
    value=0.02,
    what="waited more than 21 days at first",
    source="a statistic",
    dated="2025",
)
LATER = replace(FIRST, id="later", scope="later", value=0.5, what="waited more than 21 days later on")
BOTH = (FIRST, LATER)


def found(*drawings: str, against: tuple[Comparator, ...] = BOTH) -> list[str]:
    """Tell what is found in the drawn trio by one line each."""
    return heads(gaps_of(TRIO, *drawings, rules=["long_wait"], against=against))


def lower_limit(part: int, whole: int) -> float:
    """Work out the lower end of Wilson's interval elsewhere than in the library."""
    return float(binomtest(part, whole).proportion_ci(confidence_level=0.95, method="wilson").low)


def row(link: str, started: object, late: object, group: str = "everyone") -> str:
    """Draw a link whose waits are counted."""
    return f"{link}: {started} {group} referred, {started} started, {late} waited_over_21_days"


# ---- first waits ---------------------------------------------------------------------------------------------------


def test_a_first_wait_is_held_against_the_published_share():
    assert tell("long_wait", TRIO, row("gp -> clinic", 40, 6), against=BOTH) == text("""
        certain long_wait for everyone at gp -> clinic
            Many people referred from gp to clinic wait more than three weeks for their first treatment.
            6 of 40 (15 %, 95 % interval 7 to 29 %) started after more than 21 days; held against: 2 %
            waited more than 21 days at first (a statistic, 2025).
        """)


@pytest.mark.parametrize("started", [10, 27, 100, 500])
def test_found_from_the_first_person_with_whom_the_whole_interval_lies_above(started):
    late = next(late for late in range(started + 1) if lower_limit(late, started) > 0.02)
    assert found(row("gp -> clinic", started, late)) == ["certain long_wait for everyone at gp -> clinic"]
    assert found(row("gp -> clinic", started, late - 1)) == []


@pytest.mark.parametrize("sender", ["prison", "mental_health", "housing"])
def test_a_wait_is_the_first_where_the_sender_offers_no_treatment(sender):
    assert found(f"from_there is {sender}", row("from_there -> clinic", 40, 6)) != []


@pytest.mark.parametrize(
    "sender", ["open_access", "specialist_prescribing", "residential_rehabilitation", "gp + gp_prescribing"]
)
def test_a_wait_is_a_later_one_where_the_sender_offers_treatment(sender):
    assert found(f"from_there is {sender}", row("from_there -> clinic", 40, 6)) == []
    assert found(f"from_there is {sender}", row("from_there -> clinic", 40, 36)) != []


@pytest.mark.parametrize("receiver", ["housing", "aftercare", "court_or_probation"])
def test_a_wait_for_what_is_no_treatment_is_a_later_one(receiver):
    assert found(f"to_there is {receiver}", row("gp -> to_there", 40, 6)) == []
    assert found(f"to_there is {receiver}", row("gp -> to_there", 40, 36)) != []


# ---- later waits -------------------------------------------------------------------------------------------------


def test_a_later_wait_is_held_against_half():
    assert tell("long_wait", TRIO, row("clinic -> ward", 20, 18), against=BOTH) == text("""
        certain long_wait for everyone at clinic -> ward
            Many people referred from clinic to ward wait more than three weeks for the next service.
            18 of 20 (90 %, 95 % interval 70 to 97 %) started after more than 21 days; held against: 50 %
            waited more than 21 days later on (a statistic, 2025).
        """)


@pytest.mark.parametrize("started", [10, 11, 40, 300])
def test_a_later_wait_is_found_only_where_surely_more_than_half_waited(started):
    late = next(late for late in range(started + 1) if lower_limit(late, started) > 0.5)
    assert found(row("clinic -> ward", started, late)) == ["certain long_wait for everyone at clinic -> ward"]
    assert found(row("clinic -> ward", started, late - 1)) == []


def test_the_same_counts_are_a_gap_at_first_and_none_later():
    counts = 40, 20
    assert found(row("gp -> clinic", *counts), row("clinic -> ward", *counts)) == [
        "certain long_wait for everyone at gp -> clinic"
    ]


# ---- hidden, blank and few -----------------------------------------------------------------------------------------


def test_silent_where_a_hidden_count_could_go_either_way():
    assert lower_limit(1, 30) < 0.02 < lower_limit(4, 30)
    assert found(row("gp -> clinic", 30, "*")) == []
    assert found(row("gp -> clinic", 30, 4)) != []


def test_found_where_a_hidden_count_cannot_change_it():
    tiny = replace(FIRST, value=0.005)
    assert lower_limit(1, 20) > 0.005
    assert tell("long_wait", TRIO, row("gp -> clinic", 20, "*"), against=[tiny]) == text("""
        certain long_wait for everyone at gp -> clinic
            Many people referred from gp to clinic wait more than three weeks for their first treatment.
            * of 20 (5 to 20 %, 95 % interval 1 to 42 %) started after more than 21 days; held against: 0.5
            % waited more than 21 days at first (a statistic, 2025).
        """)


@pytest.mark.parametrize(("started", "late"), [(40, "?"), ("?", 6), ("*", 1)])
def test_silent_where_waits_or_starts_are_blank_or_hidden(started, late):
    assert found(row("gp -> clinic", started, late)) == []


def test_silent_where_fewer_than_ten_started():
    assert found(row("gp -> clinic", 9, 9)) == []
    assert found(row("gp -> clinic", 10, 9)) != []


def test_how_many_were_referred_does_not_matter():
    assert found("gp -> clinic: ? everyone referred, 40 started, 6 waited_over_21_days") != []


def test_waits_in_days_without_a_count_of_people_are_not_judged():
    assert found("gp -> clinic: 40 everyone referred, 40 started") == []


@pytest.mark.parametrize(
    ("link", "other"), [("gp -> clinic", (LATER,)), ("clinic -> ward", (FIRST,)), ("gp -> clinic", ())]
)
def test_silent_where_no_figure_is_given_for_such_a_wait(link, other):
    assert found(row(link, 40, 40), against=other) == []


def test_silent_about_a_pair_that_a_meeting_settled_as_absent():
    assert found(row("gp -> clinic", 40, 40), "answered no: gp -> clinic") == []


# ---- for whom, how firmly, in what order -----------------------------------------------------------------------------


def test_a_group_is_not_named_again_where_everyone_waits_there():
    assert found(row("gp -> clinic", 40, 20), row("gp -> clinic", 20, 15, "currently_using")) == [
        "certain long_wait for everyone at gp -> clinic"
    ]


def test_a_group_is_named_where_not_everyone_waits_there():
    assert tell(
        "long_wait", TRIO, row("gp -> clinic", 400, 9), row("gp -> clinic", 20, 9, "currently_using"), against=BOTH
    ) == text("""
        certain long_wait for currently_using at gp -> clinic
            Many people currently using referred from gp to clinic wait more than three weeks for their
            first treatment.
            9 of 20 (45 %, 95 % interval 26 to 66 %) started after more than 21 days; held against: 2 %
            waited more than 21 days at first (a statistic, 2025).
        """)


def test_those_whom_it_affects_are_those_who_waited():
    (gap,) = gaps_of(TRIO, row("gp -> clinic", 40, 6), rules=["long_wait"], against=BOTH).gaps
    assert (gap.people.count, gap.people.what) == (6, "started after more than 21 days")


def test_the_grade_is_that_of_the_reference():
    routes = "expected: gp -> psychosocial"
    (gap,) = gaps_of(TRIO, row("gp -> clinic", 40, 6), routes, rules=["long_wait"], against=BOTH).gaps
    assert gap.finding.grade == "expected"


def test_it_stands_after_what_leads_nowhere():
    drawing = (row("gp -> clinic", 40, 20), "every service is listed", "required: gp -> psychosocial")
    assert heads(gaps_of(TRIO, *drawing, rules=["long_wait", "dead_end"], against=BOTH)) == [
        "certain dead_end for everyone at clinic",
        "certain dead_end for everyone at ward",
        "certain long_wait for everyone at gp -> clinic",
    ]


# ---- what cannot be judged, and what is said above it --------------------------------------------------------------


def unjudged(*drawings: str, rules: tuple[str, ...] = ("long_wait",), against: tuple[Comparator, ...] = BOTH) -> str:
    return " ".join(gaps_of(TRIO, *drawings, rules=rules, against=against).not_judged)


def test_waits_that_nobody_counted_are_not_no_waits():
    uncounted = "gp -> clinic: 30 everyone referred, 12 started"
    few = "gp -> ward: 30 everyone referred, 9 started"
    later = "clinic -> ward: 30 everyone referred, 10 started"
    why = "on which people started: nobody counted how long they waited."
    assert unjudged(uncounted, few) == f"Long waits are not judged on 1 link {why}"
    assert unjudged(uncounted, few, later) == f"Long waits are not judged on 2 links {why}"
    assert unjudged(uncounted, later, against=(FIRST,)) == f"Long waits are not judged on 1 link {why}"
    assert unjudged(row("gp -> clinic", 30, 0)) == unjudged(uncounted, rules=("dead_end",)) == ""


def test_a_counted_gap_is_not_denied_by_the_headline():
    drawn = TRIO, row("gp -> clinic", 40, 20)
    assert headline(gaps_of(*drawn, rules=["long_wait"], against=BOTH)) == (
        "Of what leads where, no gap is certain. 1 count lies beyond what it is held against."
    )

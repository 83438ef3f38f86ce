"""A barrier that nobody reported: records show its signal at a place that somebody spoke of, and nobody said it."""

import pytest

from dtors_network.gaps import find_gaps
from dtors_network.gaps.case import Case
from dtors_network.gaps.screens import shown
from tests.spec.drawing import draw, gaps_of, heads, tell, text

LOADED = """
    gp is gp
    clinic is specialist_prescribing
    clinic has 240 caseload, 3 keyworkers
    gp -> clinic: confirmed
    """
WAITING = """
    gp is gp
    clinic is specialist_prescribing
    gp -> clinic: confirmed
    gp -> clinic: 200 everyone referred, 200 started, 60 waited_over_21_days
    """


def found(*drawings):
    return heads(gaps_of(*drawings, rules=["unheard_barrier"]))


def test_it_says_what_records_show_where_and_of_how_many():
    assert tell("unheard_barrier", LOADED) == text("""
        certain unheard_barrier for everyone at clinic
            At clinic, records show what nobody reported there: high case loads.
            80.0 (70.2 to 90.8) people to each keyworker; 240 people.
        """)


def test_what_somebody_reported_there_is_not_unheard():
    code = next(one.code for one in draw(LOADED).codebook.barriers if one.test == "caseload_per_keyworker")
    assert found(LOADED, f"reported at clinic: {code}") == []


def test_a_service_of_which_nobody_spoke_was_not_asked_about():
    assert found(LOADED.replace("gp -> clinic: confirmed", "")) == []


@pytest.mark.parametrize(("caseload", "expected"), [(60, 0), (240, 1)])
def test_it_is_found_only_where_the_test_of_the_codebook_passes(caseload, expected):
    assert len(found(LOADED.replace("240", str(caseload)))) == expected


def test_two_signals_at_one_place_are_one_finding():
    (gap,) = gaps_of(LOADED, WAITING.split("confirmed")[1], rules=["unheard_barrier"]).gaps
    assert "high case loads" in gap.title
    assert "first waits" in gap.title
    assert gap.people.low == 240


def test_what_is_known_of_the_tables_is_not_worked_out_again(monkeypatch):
    area, limits = draw(WAITING), {}
    first = find_gaps(area, rules=["unheard_barrier"], limits=limits)
    monkeypatch.setattr("dtors_network.gaps.screens._of_area", lambda area: pytest.fail("worked out again"))
    again = find_gaps(draw(WAITING), rules=["unheard_barrier"], limits=limits)
    assert [gap.title for gap in again.gaps] == [gap.title for gap in first.gaps] != []
    assert shown(Case(area, likely=False)) == ()

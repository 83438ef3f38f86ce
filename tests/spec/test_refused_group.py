"""A group is not accepted: along a required route, no receiver accepts a client group."""

from decimal import Decimal

import pytest

from dtors_network.gaps import Gap, wording
from tests.spec.drawing import gaps_of, tell, text

ROUTE = """
    gp is gp
    clinic is psychosocial
    team is open_access
    required: gp -> psychosocial or open_access
    """
COMPLETE = "every service is listed"


# ---- certain -----------------------------------------------------------------------------------------------------


def test_certain_where_every_receiver_says_no():
    drawing = """
        clinic says no to currently_using
        team says no to currently_using
        """
    assert tell("refused_group", ROUTE, COMPLETE, drawing) == text("""
        certain refused_group for currently_using on gp_to_psychosocial at clinic, team
            Both services offering open access or psychosocial treatment say that people currently using are
            not accepted, on the way from gp to psychosocial or open_access.
            remedy: clinic to accept currently_using
        """)


def test_certain_where_the_one_receiver_says_no():
    drawing = """
        gp is gp
        clinic is psychosocial
        clinic says no to currently_using
        required: gp -> psychosocial
        """
    assert tell("refused_group", COMPLETE, drawing) == text("""
        certain refused_group for currently_using on gp_to_psychosocial at clinic
            The one service offering psychosocial treatment says that people currently using are not
            accepted, on the way from gp to psychosocial.
            remedy: clinic to accept currently_using
        """)


def test_certain_where_ten_or_more_were_referred_and_none_started_even_in_an_incomplete_list():
    drawing = """
        gp -> clinic: 8 currently_using referred, 2 accepted, 0 started
        gp -> team: 6 currently_using referred, 0 started
        """
    assert tell("refused_group", ROUTE, drawing) == text("""
        certain refused_group for currently_using on gp_to_psychosocial at clinic, team
            Of 14 people currently using referred on the way from gp to psychosocial or open_access, none
            started with open access or psychosocial treatment (share starting: 0 %, 95 % interval 0 to 22
            %).
            remedy: stays until somebody has started
        """)


def test_a_suppressed_count_of_referrals_counts_as_one():
    drawing = """
        gp -> clinic: 9 currently_using referred, 0 started
        gp -> team: * currently_using referred, 0 started
        """
    assert tell("refused_group", ROUTE, drawing) == text("""
        certain refused_group for currently_using on gp_to_psychosocial at clinic, team
            Of 10 or more people currently using referred on the way from gp to psychosocial or open_access,
            none started with open access or psychosocial treatment (share starting: 0 %, 95 % interval 0 to
            28 %).
            remedy: stays until somebody has started
        """)
    (gap,) = gaps_of(ROUTE, drawing, rules=["refused_group"]).gaps
    assert (gap.people.count, gap.people.low, gap.people.high) == (None, 10, 13)


# ---- whether anybody started is hidden ---------------------------------------------------------------------------


def refused(*drawings: str) -> tuple[Gap, ...]:
    return gaps_of(*drawings, rules=["refused_group"]).gaps


def test_a_no_beside_starts_that_there_may_be_is_certain_only_where_the_range_ends_at_nobody():
    says_no = """
        gp is gp
        clinic is psychosocial
        clinic says no to currently_using
        required: gp -> psychosocial
        """
    (certain,), (sensitive,) = (
        refused(COMPLETE, says_no, f"gp -> clinic: 6..10 currently_using referred, {started} started")
        for started in ("0", "0..5")
    )
    assert (certain.finding.certainty.value, sensitive.finding.certainty.value) == ("certain", "sensitive")
    assert [one.service for one in sensitive.ask.yes] == ["clinic"]
    assert sensitive.ask.no is None  # whoever may have started stays, whatever is answered


def test_ten_who_were_referred_in_vain_are_certain_only_where_nobody_can_have_started_anywhere():
    vain = "gp -> clinic: 11..15 currently_using referred, 0 started"
    (certain,) = refused(ROUTE, vain, "gp -> team: 0..5 currently_using referred, 0 started")
    assert certain.finding.basis == "records"
    assert not refused(ROUTE, vain, "gp -> team: 0..5 currently_using referred, 0..5 started")


# ---- sensitive ---------------------------------------------------------------------------------------------------


def test_sensitive_where_every_listed_receiver_says_no_and_the_list_may_be_incomplete():
    drawing = """
        clinic says no to currently_using
        team says no to currently_using
        """
    assert tell("refused_group", ROUTE, drawing) == text("""
        sensitive refused_group for currently_using on gp_to_psychosocial at clinic, team
            Both services on the list offering open access or psychosocial treatment say that people
            currently using are not accepted, on the way from gp to psychosocial or open_access.
            yes: nothing to ask
            no: every service is listed?
        """)


def test_sensitive_where_one_says_no_and_the_others_are_unknown():
    drawing = """
        clinic says no to currently_using
        other is psychosocial
        """
    assert tell("refused_group", ROUTE, COMPLETE, drawing) == text("""
        sensitive refused_group for currently_using on gp_to_psychosocial at clinic, other, team
            No service offering open access or psychosocial treatment is known to accept people currently
            using, on the way from gp to psychosocial or open_access; 1 of 3 says no or is reported to
            refuse.
            yes: other accepts currently_using?
            no: other accepts currently_using?; team accepts currently_using?
        """)


def test_sensitive_where_a_refusal_is_reported_although_the_service_says_yes():
    drawing = """
        clinic says yes to currently_using
        reported at gp -> clinic: referral.refuses_current_use
        """
    assert tell("refused_group", ROUTE, COMPLETE, drawing) == text("""
        sensitive refused_group for currently_using on gp_to_psychosocial at clinic, team
            No service offering open access or psychosocial treatment is known to accept people currently
            using, on the way from gp to psychosocial or open_access; 1 of 2 says no or is reported to
            refuse.
            yes: clinic accepts currently_using?
            no: clinic accepts currently_using?; team accepts currently_using?
        """)


def test_sensitive_where_a_service_says_no_beside_starts_from_elsewhere():
    drawing = """
        gp is gp
        prison is prison
        clinic is psychosocial
        clinic says no to currently_using
        prison -> clinic: 5 currently_using referred, 2 started
        required: gp -> psychosocial
        """
    assert tell("refused_group", COMPLETE, drawing) == text("""
        sensitive refused_group for currently_using on gp_to_psychosocial at clinic
            No service offering psychosocial treatment is known to accept people currently using, on the way
            from gp to psychosocial; 1 of 1 says no or is reported to refuse.
            yes: clinic accepts currently_using?
            no: clinic accepts currently_using?
        """)


# ---- whom and where it is judged -----------------------------------------------------------------------------------


def test_each_assessed_group_is_judged_on_every_required_route_whatever_the_routes_own_group():
    drawing = """
        prison is prison
        clinic is psychosocial
        clinic says no to mental_health_need
        clinic says yes to leaving_prison
        required for leaving_prison: prison -> psychosocial
        """
    assert tell("refused_group", COMPLETE, drawing) == text("""
        certain refused_group for mental_health_need on prison_to_psychosocial at clinic
            The one service offering psychosocial treatment says that people with a mental health need are
            not accepted, on the way from prison to psychosocial.
            remedy: clinic to accept mental_health_need
        """)


def test_routes_in_among_the_receivers_are_left_out():
    drawing = """
        clinic is psychosocial
        gp is gp
        gp says no to currently_using
        required: psychosocial -> gp
        """
    assert tell("refused_group", COMPLETE, drawing) == ""


def test_findings_of_everyone_never_hide_what_a_service_says_of_a_group():
    drawing = """
        gp is gp
        clinic is psychosocial
        clinic says no to currently_using
        gp -> clinic: 12 everyone referred, 0 started
        required: gp -> psychosocial
        """
    assert tell("refused_group", COMPLETE, drawing) == text("""
        certain refused_group for everyone on gp_to_psychosocial at clinic
            Of 12 people referred on the way from gp to psychosocial, none started with psychosocial
            treatment (share starting: 0 %, 95 % interval 0 to 24 %).
            remedy: stays until somebody has started
        certain refused_group for currently_using on gp_to_psychosocial at clinic
            The one service offering psychosocial treatment says that people currently using are not
            accepted, on the way from gp to psychosocial.
            remedy: clinic to accept currently_using
        """)


def test_a_refusal_on_record_stays_until_somebody_has_started_whatever_is_agreed():
    drawing = """
        gp is gp
        clinic is psychosocial
        clinic says no to currently_using
        gp -> clinic: 12 currently_using referred, 0 started
        required: gp -> psychosocial
        """
    found = gaps_of(COMPLETE, drawing, rules=["refused_group"])
    stays = (
        "Records show that none started: it stays until somebody currently using has started with psychosocial "
        "treatment."
    )
    assert wording.would_remove(found.area, found.gaps[0].remedy) == [
        "Would remove it: Agree that clinic accepts people currently using.",
        stays,
    ]
    agreed = gaps_of(COMPLETE, drawing, "answered yes: clinic accepts currently_using", rules=["refused_group"])
    assert [wording.would_remove(agreed.area, gap.remedy) for gap in agreed.gaps] == [[stays]]
    one = drawing.replace("0 started", "1 started")
    assert tell("refused_group", COMPLETE, one, "answered yes: clinic accepts currently_using") == ""


@pytest.mark.parametrize("referred", [10, 11, 19, 20, 50, 400])
def test_the_interval_of_none_started_is_that_of_the_count_itself(referred):
    drawing = f"gp -> clinic: {referred} currently_using referred, 0 started"
    (gap,) = gaps_of(ROUTE, drawing, rules=["refused_group"]).gaps
    square = 1.959963984540054**2
    upper = square / (referred + square)  # Wilson's upper limit of nothing out of so many, written out
    assert f"95 % interval 0 to {Decimal(upper * 100).quantize(Decimal(1))} %" in gap.title


# ---- not a gap ---------------------------------------------------------------------------------------------------


def test_not_a_gap_where_one_receiver_accepts():
    drawing = """
        clinic says no to currently_using
        team says yes to currently_using
        """
    assert tell("refused_group", ROUTE, COMPLETE, drawing) == ""


def test_not_a_gap_where_a_start_along_the_route_is_on_record():
    drawing = """
        clinic says no to currently_using
        team says no to currently_using
        gp -> clinic: 5 currently_using referred, * started
        """
    assert tell("refused_group", ROUTE, COMPLETE, drawing) == ""


def test_not_a_gap_where_nobody_says_no_or_is_reported_to_refuse():
    assert tell("refused_group", ROUTE, COMPLETE, "clinic says unknown to currently_using") == ""


def test_not_a_gap_where_only_a_report_on_a_type_of_service_speaks_of_it():
    drawing = """
        clinic says unknown to currently_using
        reported of psychosocial: referral.refuses_current_use
        """
    assert tell("refused_group", ROUTE, COMPLETE, drawing) == ""


def test_not_a_gap_where_fewer_than_ten_were_referred():
    assert tell("refused_group", ROUTE, "gp -> clinic: 9 currently_using referred, 0 started") == ""


def test_not_a_gap_where_starts_were_not_counted():
    drawing = """
        gp -> clinic: 12 currently_using referred, 0 started
        gp -> team: 4 currently_using referred
        """
    assert tell("refused_group", ROUTE, drawing) == ""


def test_not_a_gap_where_the_route_is_not_required():
    drawing = """
        clinic says no to currently_using
        team says no to currently_using
        """
    assert tell("refused_group", ROUTE.replace("required", "expected"), COMPLETE, drawing) == ""


def test_a_report_of_a_code_that_closes_a_group_makes_it_assessed():
    assert tell("refused_group", ROUTE, COMPLETE, "reported at clinic: referral.refuses_current_use") == text("""
        sensitive refused_group for currently_using on gp_to_psychosocial at clinic, team
            No service offering open access or psychosocial treatment is known to accept people currently
            using, on the way from gp to psychosocial or open_access; 1 of 2 says no or is reported to
            refuse.
            yes: clinic accepts currently_using?
            no: clinic accepts currently_using?; team accepts currently_using?
        """)


def test_a_report_of_another_code_does_not():
    assert tell("refused_group", ROUTE, COMPLETE, "reported at clinic: referral.funding_fear") == ""

"""A group is not accepted: along a required route, no receiver accepts a client group."""

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
            started with open access or psychosocial treatment (share starting: 0 %, 95 % interval 0 to 35
            %).
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
        """)
    (gap,) = gaps_of(ROUTE, drawing, rules=["refused_group"]).gaps
    assert (gap.people.count, gap.people.low, gap.people.high) == (None, 10, 13)


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


def test_where_everyone_is_refused_no_group_is_named_again():
    drawing = """
        gp is gp
        clinic is psychosocial
        clinic says no to everyone
        clinic says no to currently_using
        required: gp -> psychosocial
        """
    assert tell("refused_group", COMPLETE, drawing) == text("""
        certain refused_group for everyone on gp_to_psychosocial at clinic
            The one service offering psychosocial treatment says that people are not accepted, on the way
            from gp to psychosocial.
            remedy: clinic to accept everyone
        """)


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


def test_not_judged_for_a_group_that_no_row_names():
    assert tell("refused_group", ROUTE, COMPLETE, "reported at clinic: referral.refuses_current_use") == ""

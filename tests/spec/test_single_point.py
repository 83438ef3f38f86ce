"""Everything depends on one: a service or an organisation that every way from a route in to aftercare passes."""

from tests.spec.drawing import gaps_of, heads, tell, text

DIAMOND = """
    gp is gp
    clinic is psychosocial
    team is specialist_prescribing
    after is aftercare
    meetings is mutual_aid
    gp -> clinic: confirmed
    clinic -> after: confirmed
    clinic -> meetings: confirmed
    required: gp -> psychosocial or specialist_prescribing
    required: psychosocial or specialist_prescribing -> aftercare
    """
CLOSED = """
    nobody else is linked
    every service is listed
    """


def test_certain_where_every_possible_way_passes_one_service():
    assert tell("single_point", DIAMOND, CLOSED) == text("""
        certain single_point for everyone at gp, clinic
            Every way to aftercare from gp depends on clinic.
            remedy: open gp -> team; open team -> after
        """)


def test_sensitive_where_a_way_around_is_in_doubt():
    drawing = """
        gp -> team: confirmed
        team -> after: one_sided
        """
    assert tell("single_point", DIAMOND, drawing, CLOSED) == text("""
        sensitive single_point for everyone at gp, clinic
            Every confirmed way to aftercare from gp depends on clinic.
            yes: team -> after?
            no: team -> after?
        """)


def test_the_service_at_the_end_is_a_single_point_too():
    drawing = """
        gp is gp
        clinic is psychosocial
        after is aftercare
        gp -> clinic: confirmed
        clinic -> after: confirmed
        """
    assert tell("single_point", drawing, CLOSED) == text("""
        certain single_point for everyone at gp, after
            Every way to aftercare from gp depends on after.
            remedy: provide aftercare or mutual_aid or recovery_support
        certain single_point for everyone at gp, clinic
            Every way to aftercare from gp depends on clinic.
            remedy: provide one of 10 types
        """)


def test_an_organisation_where_none_of_its_services_is_one():
    drawing = """
        gp is gp
        clinic is psychosocial of Riverside
        team is specialist_prescribing of Riverside
        after is aftercare
        meetings is mutual_aid
        gp -> clinic: confirmed
        gp -> team: confirmed
        clinic -> after: confirmed
        team -> meetings: confirmed
        """
    assert tell("single_point", drawing, CLOSED) == text("""
        certain single_point for everyone at gp by Riverside
            Every way to aftercare from gp depends on Riverside.
            remedy: provide one of 10 types
        """)


def test_an_organisation_and_its_service_where_they_differ_in_certainty():
    drawing = """
        gp is gp
        clinic is psychosocial of clinic
        team is specialist_prescribing of clinic
        after is aftercare
        meetings is mutual_aid
        gp -> clinic: confirmed
        gp -> team: weak
        clinic -> after: confirmed
        clinic -> meetings: confirmed
        team -> after: confirmed
        """
    found = gaps_of(drawing, CLOSED, rules=["single_point"])
    assert heads(found) == [
        "certain single_point for everyone at gp by clinic",
        "sensitive single_point for everyone at gp, clinic",
    ]
    assert len({gap.id for gap in found.gaps}) == 2


def test_what_the_entrys_own_organisation_runs_besides_is_judged():
    drawing = """
        gp is gp of Hill
        clinic is psychosocial of Hill
        team is specialist_prescribing of Hill
        after is aftercare
        meetings is mutual_aid
        gp -> clinic: confirmed
        gp -> team: confirmed
        clinic -> after: confirmed
        team -> meetings: confirmed
        """
    assert heads(gaps_of(drawing, CLOSED, rules=["single_point"])) == [
        "certain single_point for everyone at gp by Hill"
    ]


def test_in_an_incomplete_list_a_missing_service_could_be_a_way_around():
    assert tell("single_point", DIAMOND, "nobody else is linked") == text("""
        sensitive single_point for everyone at gp, clinic
            Every confirmed way to aftercare from gp depends on clinic.
            yes: nothing to ask
            no: every service is listed?
        """)


def test_not_a_gap_where_two_confirmed_ways_share_nothing():
    drawing = """
        gp -> team: confirmed
        team -> after: confirmed
        """
    assert tell("single_point", DIAMOND, drawing, CLOSED) == ""


def test_not_judged_where_aftercare_is_not_reached_on_confirmed_links():
    drawing = """
        gp is gp
        clinic is psychosocial
        after is aftercare
        gp -> clinic: confirmed
        clinic -> after: weak
        """
    assert tell("single_point", drawing, CLOSED) == ""


def test_a_group_is_named_where_only_it_depends_on_one():
    drawing = """
        gp -> team: confirmed
        team -> after: confirmed
        clinic says no to currently_using
        team says yes to currently_using
        after says yes to currently_using
        """
    assert heads(gaps_of(DIAMOND, drawing, CLOSED, rules=["single_point"])) == [
        "certain single_point for currently_using at gp, after",
        "certain single_point for currently_using at gp, team",
    ]

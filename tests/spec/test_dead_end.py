"""Treatment without a way on: nobody can reach aftercare and recovery from a treatment service."""

import pytest

from tests.spec.drawing import gaps_of, tell, text

TREATMENT = """
    clinic is psychosocial
    after is aftercare
    every service is listed
    required: psychosocial -> aftercare
    """


def test_certain_where_every_way_on_is_absent():
    assert tell("dead_end", TREATMENT, "nobody else is linked") == text("""
        certain dead_end for everyone at clinic
            From clinic, people have no way on to aftercare or recovery support.
            remedy: open clinic -> after
        """)


def test_the_remedy_may_lead_through_another_treatment_service():
    drawing = """
        team is open_access
        clinic -> after: confirmed
        nobody else is linked
        required: open_access -> psychosocial
        """
    assert tell("dead_end", TREATMENT, drawing) == text("""
        certain dead_end for everyone at team
            From team, people have no way on to aftercare or recovery support.
            remedy: open team -> clinic
        """)


def test_where_aftercare_refuses_the_group_the_remedy_is_to_agree_that_it_accepts():
    drawing = """
        clinic -> after: confirmed
        clinic says yes to currently_using
        after says no to currently_using
        """
    assert tell("dead_end", TREATMENT, drawing) == text("""
        certain dead_end for currently_using at clinic
            From clinic, people currently using have no way on to aftercare or recovery support.
            remedy: after to accept currently_using
        """)


def test_the_remedy_follows_routes_for_the_group_or_for_everyone_and_for_no_other_group():
    drawing = """
        clinic is psychosocial
        a_group is aftercare
        b_group is recovery_support
        nobody else is linked
        every service is listed
        clinic says yes to currently_using
        required for leaving_prison: psychosocial -> aftercare
        required: psychosocial -> recovery_support
        """
    (gap,) = gaps_of(drawing, rules=["dead_end"]).gaps
    assert [step.target for step in gap.remedy] == ["b_group"]
    for_the_group = drawing.replace("leaving_prison", "currently_using")
    refused = ("clinic -> a_group: confirmed", "a_group says no to currently_using")
    assert tell("dead_end", drawing, *refused) == text("""
        certain dead_end for currently_using at clinic
            From clinic, people currently using have no way on to aftercare or recovery support.
            remedy: open clinic -> b_group
        """)
    refused = ("clinic -> b_group: confirmed", "b_group says no to currently_using")
    assert tell("dead_end", for_the_group, *refused) == text("""
        certain dead_end for currently_using at clinic
            From clinic, people currently using have no way on to aftercare or recovery support.
            remedy: open clinic -> a_group
        """)
    assert tell("dead_end", drawing, *refused, "a_group says no to currently_using") == text("""
        certain dead_end for currently_using at clinic
            From clinic, people currently using have no way on to aftercare or recovery support.
            remedy: b_group to accept currently_using
        """)


def test_sensitive_where_the_way_on_is_in_doubt():
    assert tell("dead_end", TREATMENT, "clinic -> after: weak") == text("""
        sensitive dead_end for everyone at clinic
            From clinic, people have no confirmed way on to aftercare or recovery support.
            yes: clinic -> after?
            no: clinic -> after?
        """)


def test_sensitive_where_nobody_was_asked():
    assert tell("dead_end", TREATMENT) == text("""
        sensitive dead_end for everyone at clinic
            From clinic, people have no confirmed way on to aftercare or recovery support.
            yes: clinic -> after?
            no: after receives from nobody else?
        """)


def test_a_silent_link_to_mutual_aid_is_closed_by_the_one_who_can_be_asked():
    drawing = """
        clinic is psychosocial
        meetings is mutual_aid
        every service is listed
        """
    assert tell("dead_end", drawing) == text("""
        sensitive dead_end for everyone at clinic
            From clinic, people have no confirmed way on to aftercare or recovery support.
            yes: clinic -> meetings?
            no: clinic sends to nobody else?
        """)


def test_several_silent_links_out_of_one_service_are_closed_together():
    drawing = """
        meetings is mutual_aid
        team is day_programme
        """
    assert tell("dead_end", TREATMENT, drawing) == text("""
        sensitive dead_end for everyone at clinic
            From clinic, people have no confirmed way on to aftercare or recovery support.
            yes: clinic -> after?
            no: clinic sends to nobody else?
        sensitive dead_end for everyone at team
            From team, people have no confirmed way on to aftercare or recovery support.
            yes: team -> after?
            no: team sends to nobody else?
        """)


def test_sensitive_in_an_incomplete_list():
    drawing = """
        clinic is psychosocial
        after is aftercare
        nobody else is linked
        """
    assert tell("dead_end", drawing) == text("""
        sensitive dead_end for everyone at clinic
            From clinic, people have no confirmed way on to aftercare or recovery support.
            yes: nothing to ask
            no: every service is listed?
        """)


def test_unknowable_where_an_incomplete_list_has_nobody_who_offers_aftercare():
    assert tell("dead_end", "clinic is psychosocial") == text("""
        unknowable dead_end for everyone
            Whether treatment leads people on to aftercare cannot be judged: no service on the list offers
            aftercare or recovery support, and the list may be incomplete.
            yes: no answer can
            no: every service is listed?
        """)


def test_an_area_without_a_route_in_has_dead_ends_all_the_same():
    found = gaps_of(TREATMENT, "nobody else is linked").findings
    assert [(one.rule, one.certainty) for one in found if not one.route] == [
        ("no_aftercare_route", "unknowable"),
        ("dead_end", "certain"),
    ]


@pytest.mark.parametrize(
    "kind",
    ["outreach", "needle_exchange", "criminal_justice_team", "inpatient_detoxification", "residential_rehabilitation"],
)
def test_every_kind_of_treatment_is_judged(kind):
    drawing = f"""
        there is {kind}
        clinic -> after: confirmed
        nobody else is linked
        """
    assert [one.services for one in gaps_of(TREATMENT, drawing, rules=["dead_end"]).findings] == [("there",)]


def test_a_service_that_refuses_the_group_is_not_judged_for_it():
    drawing = """
        clinic -> after: confirmed
        clinic says no to currently_using
        after says no to currently_using
        """
    assert tell("dead_end", TREATMENT, drawing) == ""


NOT_DEAD_ENDS = {
    "a confirmed way": "clinic -> after: confirmed",
    "a way through other treatment": """
        team is day_programme
        clinic -> team: confirmed
        team -> after: confirmed
        """,
    "aftercare of its own": "clinic is psychosocial + recovery_support",
}


@pytest.mark.parametrize("drawing", NOT_DEAD_ENDS.values(), ids=NOT_DEAD_ENDS)
def test_not_a_gap(drawing):
    assert tell("dead_end", TREATMENT, drawing, "nobody else is linked") == ""


@pytest.mark.parametrize("kind", ["gp", "aftercare", "mutual_aid", "housing"])
def test_only_treatment_is_judged(kind):
    drawing = f"""
        there is {kind}
        clinic -> after: confirmed
        nobody else is linked
        """
    assert tell("dead_end", TREATMENT, drawing) == ""

"""No way to aftercare: from a route in, no way through treatment leads to aftercare and recovery."""

import pytest

from tests.spec.drawing import gaps_of, heads, tell, text

CHAIN = """
    gp is gp
    clinic is psychosocial
    after is aftercare
    every service is listed
    required: gp -> psychosocial
    required: psychosocial -> aftercare
    """


# ---- certain -----------------------------------------------------------------------------------------------------


def test_certain_where_the_last_step_is_absent():
    drawing = """
        gp -> clinic: confirmed
        nobody else is linked
        """
    assert tell("no_aftercare_route", CHAIN, drawing) == text("""
        certain no_aftercare_route for everyone at gp
            From gp, people have no way on to aftercare or recovery support.
            remedy: open clinic -> after
        """)


def test_the_remedy_leaves_what_is_unknown_as_a_question():
    drawing = """
        gp -> clinic: weak
        nobody else is linked
        """
    assert tell("no_aftercare_route", CHAIN, drawing) == text("""
        certain no_aftercare_route for everyone at gp
            From gp, people have no way on to aftercare or recovery support.
            remedy: open clinic -> after
        """)


def test_no_remedy_along_links_that_no_route_of_the_reference_asks_for():
    drawing = """
        gp is gp
        clinic is psychosocial
        after is aftercare
        nobody else is linked
        every service is listed
        """
    assert tell("no_aftercare_route", drawing) == text("""
        certain no_aftercare_route for everyone at gp
            From gp, people have no way on to aftercare or recovery support.
        """)


def test_where_nobody_offers_aftercare_the_remedy_is_to_provide_it():
    drawing = """
        gp is gp
        clinic is psychosocial
        gp -> clinic: confirmed
        every service is listed
        """
    assert tell("no_aftercare_route", drawing) == text("""
        certain no_aftercare_route for everyone at gp
            From gp, people have no way on to aftercare or recovery support.
            remedy: provide aftercare or mutual_aid or recovery_support
        """)


def test_where_nobody_offers_treatment_the_remedy_is_to_provide_it():
    drawing = """
        gp is gp
        after is aftercare
        gp -> after: confirmed
        every service is listed
        """
    (gap,) = gaps_of(drawing, rules=["no_aftercare_route"]).gaps
    assert (gap.title, [step.kind for step in gap.remedy]) == (
        "From gp, people have no way on to aftercare or recovery support",
        ["provide"],
    )
    assert {"open_access", "psychosocial", "residential_rehabilitation"} < set(gap.remedy[0].types)


def test_a_group_that_treatment_refuses_has_no_way_although_others_have():
    drawing = """
        gp -> clinic: confirmed
        clinic -> after: confirmed
        clinic says no to currently_using
        after says yes to currently_using
        """
    assert tell("no_aftercare_route", CHAIN, drawing) == text("""
        certain no_aftercare_route for currently_using at gp
            From gp, people currently using have no way on to aftercare or recovery support.
            remedy: clinic to accept currently_using
        """)


def test_leaving_prison_starts_at_the_prison_only():
    drawing = """
        gp -> clinic: confirmed
        clinic -> after: confirmed
        prison is prison
        prison -> clinic: confirmed
        nobody else is linked
        clinic says no to leaving_prison
        after says yes to leaving_prison
        """
    assert tell("no_aftercare_route", CHAIN, drawing) == text("""
        certain no_aftercare_route for leaving_prison at prison
            From prison, people leaving prison have no way on to aftercare or recovery support.
            remedy: clinic to accept leaving_prison
        """)


# ---- sensitive ---------------------------------------------------------------------------------------------------


def test_sensitive_to_the_one_step_that_is_in_doubt():
    drawing = """
        gp -> clinic: confirmed
        clinic -> after: one_sided
        nobody else is linked
        """
    assert tell("no_aftercare_route", CHAIN, drawing) == text("""
        sensitive no_aftercare_route for everyone at gp
            From gp, no confirmed way leads people on to aftercare or recovery support.
            yes: clinic -> after?
            no: clinic -> after?
        """)


def test_yes_needs_every_doubtful_step_of_one_way_and_no_only_one():
    drawing = """
        gp -> clinic: weak
        clinic -> after: weak
        nobody else is linked
        """
    assert tell("no_aftercare_route", CHAIN, drawing) == text("""
        sensitive no_aftercare_route for everyone at gp
            From gp, no confirmed way leads people on to aftercare or recovery support.
            yes: clinic -> after?; gp -> clinic?
            no: clinic -> after?
        """)


def test_yes_takes_the_way_with_the_fewest_doubts_and_no_closes_both():
    drawing = """
        team is specialist_prescribing
        gp -> clinic: confirmed
        clinic -> after: weak
        gp -> team: weak
        team -> after: weak
        nobody else is linked
        """
    assert tell("no_aftercare_route", CHAIN, drawing) == text("""
        sensitive no_aftercare_route for everyone at gp
            From gp, no confirmed way leads people on to aftercare or recovery support.
            yes: clinic -> after?
            no: clinic -> after?; team -> after?
        """)


def test_no_takes_the_narrowest_place():
    drawing = """
        meetings is mutual_aid
        gp -> clinic: weak
        clinic -> after: weak
        clinic -> meetings: weak
        nobody else is linked
        """
    assert tell("no_aftercare_route", CHAIN, drawing) == text("""
        sensitive no_aftercare_route for everyone at gp
            From gp, no confirmed way leads people on to aftercare or recovery support.
            yes: clinic -> after?; gp -> clinic?
            no: gp -> clinic?
        """)


def test_silent_links_into_one_service_are_closed_together():
    drawing = """
        team is specialist_prescribing
        gp -> clinic: confirmed
        gp -> team: confirmed
        gp -> after: absent
        """
    assert tell("no_aftercare_route", CHAIN, drawing) == text("""
        sensitive no_aftercare_route for everyone at gp
            From gp, no confirmed way leads people on to aftercare or recovery support.
            yes: clinic -> after?
            no: after receives from nobody else?
        """)


def test_where_the_sender_cannot_be_asked_each_receiver_closes_its_own():
    drawing = """
        self is self_or_family of nobody
        clinic is psychosocial
        team is psychosocial
        after is aftercare
        clinic -> after: confirmed
        team -> after: confirmed
        clinic -> self: absent
        team -> self: absent
        clinic -> team: absent
        team -> clinic: absent
        every service is listed
        """
    assert tell("no_aftercare_route", drawing) == text("""
        sensitive no_aftercare_route for everyone at self
            From self, no confirmed way leads people on to aftercare or recovery support.
            yes: self -> clinic?
            no: clinic receives from nobody else?; team receives from nobody else?
        """)
    asked = drawing.replace("of nobody", "of Neighbours")
    assert "    no: self sends to nobody else?" in tell("no_aftercare_route", asked)


def test_acceptance_of_the_group_is_a_question_of_its_own():
    drawing = """
        gp -> clinic: confirmed
        clinic -> after: confirmed
        clinic says yes to currently_using
        nobody else is linked
        """
    assert tell("no_aftercare_route", CHAIN, drawing) == text("""
        sensitive no_aftercare_route for currently_using at gp
            From gp, no confirmed way leads people currently using on to aftercare or recovery support.
            yes: after accepts currently_using?
            no: after accepts currently_using?
        """)


def test_a_reported_refusal_puts_acceptance_in_doubt():
    drawing = """
        gp -> clinic: confirmed
        clinic -> after: confirmed
        clinic says yes to currently_using
        after says yes to currently_using
        reported at gp -> clinic: referral.refuses_current_use
        nobody else is linked
        """
    assert tell("no_aftercare_route", CHAIN, drawing) == text("""
        sensitive no_aftercare_route for currently_using at gp
            From gp, no confirmed way leads people currently using on to aftercare or recovery support.
            yes: clinic accepts currently_using?
            no: clinic accepts currently_using?
        """)


def test_in_an_incomplete_list_the_way_might_lead_through_a_missing_service():
    drawing = """
        gp is gp
        clinic is psychosocial
        after is aftercare
        gp -> clinic: confirmed
        nobody else is linked
        """
    assert tell("no_aftercare_route", drawing) == text("""
        sensitive no_aftercare_route for everyone at gp
            From gp, no confirmed way leads people on to aftercare or recovery support.
            yes: nothing to ask
            no: every service is listed?
        """)


# ---- unknowable --------------------------------------------------------------------------------------------------


def test_unknowable_where_an_incomplete_list_has_nobody_who_offers_aftercare():
    drawing = """
        gp is gp
        clinic is psychosocial
        gp -> clinic: confirmed
        """
    assert tell("no_aftercare_route", drawing) == text("""
        unknowable no_aftercare_route for everyone
            Whether people get to aftercare cannot be judged: no service on the list offers aftercare or
            recovery support, and the list may be incomplete.
            yes: no answer can
            no: every service is listed?
        """)


def test_unknowable_where_the_tables_list_no_entry_for_the_group():
    drawing = """
        gp -> clinic: confirmed
        clinic -> after: confirmed
        clinic says yes to leaving_prison
        """
    assert tell("no_aftercare_route", CHAIN, drawing) == text("""
        unknowable no_aftercare_route for leaving_prison
            Whether people leaving prison get to aftercare cannot be judged: the tables list no route in for
            them; to judge this, list where they come from as services (self-referral, GPs, courts,
            prisons).
            yes: no answer can
            no: no answer can
        """)


# ---- what is on the way, and so not a gap --------------------------------------------------------------------------

WAYS = {
    "through treatment": """
        gp -> clinic: confirmed
        clinic -> after: confirmed
        """,
    "through another route in first": """
        prison is prison
        prison -> gp: confirmed
        gp -> clinic: confirmed
        clinic -> after: confirmed
        """,
    "through one treatment service after another": """
        team is open_access
        detox is inpatient_detoxification
        gp -> team: confirmed
        team -> clinic: confirmed
        clinic -> detox: confirmed
        detox -> after: confirmed
        """,
    "to treatment that also offers aftercare": """
        team is day_programme + recovery_support
        gp -> team: confirmed
        """,
    "from a GP that also treats": """
        gp is gp + gp_prescribing
        gp -> after: confirmed
        """,
    "by a start on record, whatever the two ends say": """
        gp -> clinic: absent
        gp -> clinic: * everyone referred, * started
        clinic -> after: confirmed
        """,
    "from an entry whose own acceptance nobody asks": """
        gp says no to everyone
        gp -> clinic: confirmed
        clinic -> after: confirmed
        """,
}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_not_a_gap_where_a_confirmed_way_leads(way):
    assert tell("no_aftercare_route", CHAIN, way, "nobody else is linked") == ""


NO_WAYS = {
    "straight from a route in to aftercare": """
        gp -> after: confirmed
        """,
    "from treatment back into a route in": """
        prison is prison
        team is open_access
        gp -> clinic: confirmed
        clinic -> prison: confirmed
        prison -> team: confirmed
        team -> after: confirmed
        """,
    "through wider support": """
        home is housing
        gp -> home: confirmed
        home -> clinic: confirmed
        clinic -> after: confirmed
        """,
    "to a route in that also offers aftercare": """
        refuge is other_route + aftercare
        gp -> clinic: confirmed
        clinic -> refuge: confirmed
        """,
}


@pytest.mark.parametrize("way", NO_WAYS.values(), ids=NO_WAYS)
def test_a_gap_where_links_lead_but_not_on_the_way(way):
    found = gaps_of(CHAIN, way, "nobody else is linked", rules=["no_aftercare_route"])
    assert "certain no_aftercare_route for everyone at gp" in heads(found)

"""No way on: a service that the reference expects to refer on has no usable link to any receiver."""

from tests.spec.drawing import gaps_of, tell, text

TWO = """
    gp is gp
    clinic is psychosocial
    every service is listed
    required: gp -> psychosocial
    """
FOUR = """
    gp is gp
    gp2 is gp
    clinic is psychosocial
    drop_in is open_access
    every service is listed
    required: gp -> psychosocial or open_access
    """


# ---- certain -----------------------------------------------------------------------------------------------------


def test_certain_where_an_end_says_that_the_link_is_absent():
    assert tell("missing_route", TWO, "gp -> clinic: sender says absent") == text("""
        certain missing_route for everyone on gp_to_psychosocial at gp
            gp has no referral link by which people reach psychosocial treatment.
            remedy: open gp -> clinic
        """)


def test_certain_where_the_only_receiver_refuses_the_group():
    drawing = """
        gp -> clinic: confirmed
        clinic says no to everyone
        """
    assert tell("missing_route", TWO, drawing) == text("""
        certain missing_route for everyone on gp_to_psychosocial at gp
            gp has no referral link by which people reach psychosocial treatment.
            remedy: clinic to accept everyone
        """)


def test_the_remedy_opens_the_receiver_with_the_fewest_steps():
    drawing = """
        gp -> clinic: absent
        gp -> drop_in: absent
        clinic says no to everyone
        gp2 -> clinic: confirmed
        gp2 -> drop_in: absent
        """
    assert tell("missing_route", FOUR, drawing) == text("""
        certain missing_route for everyone on gp_to_psychosocial at gp
            gp has no referral link by which people reach open access or psychosocial treatment (2 of 2 such
            services lack it).
            remedy: open gp -> drop_in
        certain missing_route for everyone on gp_to_psychosocial at gp2
            gp2 has no referral link by which people reach open access or psychosocial treatment (2 of 2
            such services lack it).
            remedy: clinic to accept everyone
        """)


def test_a_link_that_is_not_applicable_is_no_remedy():
    assert tell("missing_route", TWO, "gp -> clinic: not_applicable") == text("""
        certain missing_route for everyone on gp_to_psychosocial at gp
            gp has no referral link by which people reach psychosocial treatment.
        """)


def test_each_service_that_lacks_the_link_is_told_with_how_many_like_it_do():
    drawing = """
        gp -> clinic: absent
        gp -> drop_in: absent
        gp2 -> clinic: confirmed
        gp3 is gp
        gp3 -> clinic: absent
        gp3 -> drop_in: absent
        """
    assert tell("missing_route", FOUR, drawing) == text("""
        certain missing_route for everyone on gp_to_psychosocial at gp
            gp has no referral link by which people reach open access or psychosocial treatment (2 of 3 such
            services lack it).
            remedy: open gp -> clinic
        certain missing_route for everyone on gp_to_psychosocial at gp3
            gp3 has no referral link by which people reach open access or psychosocial treatment (2 of 3
            such services lack it).
            remedy: open gp3 -> clinic
        """)


def test_where_the_reference_needs_each_type_each_is_looked_at():
    drawing = """
        clinic is psychosocial
        home is housing
        minds is mental_health
        clinic -> home: confirmed
        nobody else is linked
        every service is listed
        expected: psychosocial -> housing and mental_health
        """
    assert tell("missing_route", drawing) == text("""
        certain missing_route for everyone on psychosocial_to_housing at clinic
            clinic has no referral link by which people reach mental health.
            remedy: open clinic -> minds
        """)


# ---- sensitive ---------------------------------------------------------------------------------------------------


def test_sensitive_where_one_end_has_not_spoken():
    assert tell("missing_route", TWO, "gp -> clinic: one_sided") == text("""
        sensitive missing_route for everyone on gp_to_psychosocial at gp
            gp has no confirmed referral link by which people reach psychosocial treatment.
            yes: gp -> clinic?
            no: gp -> clinic?
        """)


def test_sensitive_where_nobody_spoke_and_the_receiver_can_close_it_alone():
    assert tell("missing_route", TWO) == text("""
        sensitive missing_route for everyone on gp_to_psychosocial at gp
            gp has no confirmed referral link by which people reach psychosocial treatment.
            yes: gp -> clinic?
            no: clinic receives from nobody else?
        """)


def test_several_silent_receivers_are_closed_together_by_the_sender():
    assert tell("missing_route", FOUR, "gp2 -> clinic: confirmed") == text("""
        sensitive missing_route for everyone on gp_to_psychosocial at gp
            gp has no confirmed referral link by which people reach open access or psychosocial treatment (1
            of 2 such services lacks it).
            yes: gp -> clinic?
            no: gp sends to nobody else?
        """)


def test_a_receiver_that_somebody_spoke_of_needs_an_answer_of_its_own():
    drawing = """
        gp2 -> clinic: confirmed
        gp -> clinic: weak
        team is psychosocial
        """
    assert tell("missing_route", FOUR, drawing) == text("""
        sensitive missing_route for everyone on gp_to_psychosocial at gp
            gp has no confirmed referral link by which people reach open access or psychosocial treatment (1
            of 2 such services lacks it).
            yes: gp -> clinic?
            no: gp -> clinic?; gp sends to nobody else?
        """)


def test_of_two_receivers_the_one_with_fewer_unknowns_is_asked_about():
    drawing = """
        gp2 -> clinic: confirmed
        gp -> clinic: weak
        gp -> drop_in: confirmed
        clinic says unknown to everyone
        drop_in says unknown to everyone
        gp2 -> drop_in: 5 everyone referred, 5 started
        """
    assert tell("missing_route", FOUR, drawing) == text("""
        sensitive missing_route for everyone on gp_to_psychosocial at gp
            gp has no confirmed referral link by which people reach open access or psychosocial treatment (1
            of 2 such services lacks it).
            yes: drop_in accepts everyone?
            no: clinic accepts everyone?; drop_in accepts everyone?
        """)


def test_of_two_equal_receivers_the_one_that_the_reference_requires_is_asked_about():
    drawing = """
        gp is gp
        a_team is open_access
        clinic is psychosocial
        every service is listed
        expected: gp -> open_access or psychosocial
        required: gp -> psychosocial
        """
    found = gaps_of(drawing, rules=["missing_route"]).gaps
    assert [(gap.finding.grade, gap.ask.yes[0].target) for gap in found] == [
        ("required", "clinic"),
        ("expected", "clinic"),
    ]


def test_link_and_acceptance_are_separate_questions():
    drawing = """
        gp is gp
        clinic is psychosocial
        gp -> clinic: weak
        clinic says after_assessment to currently_using
        every service is listed
        required for currently_using: gp -> psychosocial
        """
    assert tell("missing_route", drawing) == text("""
        sensitive missing_route for currently_using on gp_to_psychosocial at gp
            gp has no confirmed referral link by which people currently using reach psychosocial treatment.
            yes: clinic accepts currently_using?; gp -> clinic?
            no: clinic accepts currently_using?
        """)


def test_in_an_incomplete_list_only_a_missing_service_could_be_the_receiver():
    drawing = """
        gp is gp
        clinic is psychosocial
        gp -> clinic: absent
        required: gp -> psychosocial
        """
    assert tell("missing_route", drawing) == text("""
        sensitive missing_route for everyone on gp_to_psychosocial at gp
            gp has no confirmed referral link by which people reach psychosocial treatment.
            yes: nothing to ask
            no: every service is listed?
        """)


def test_in_an_incomplete_list_no_answer_alone_makes_it_certain():
    drawing = """
        gp is gp
        clinic is psychosocial
        gp -> clinic: one_sided
        required: gp -> psychosocial
        """
    assert tell("missing_route", drawing) == text("""
        sensitive missing_route for everyone on gp_to_psychosocial at gp
            gp has no confirmed referral link by which people reach psychosocial treatment.
            yes: gp -> clinic?
            no: gp -> clinic?; every service is listed?
        """)


def test_where_a_service_is_known_to_be_missing_no_answer_makes_it_certain():
    drawing = """
        gp is gp
        clinic is psychosocial
        gp -> clinic: one_sided
        required: gp -> psychosocial
        answered no: every service is listed
        """
    assert tell("missing_route", drawing) == text("""
        sensitive missing_route for everyone on gp_to_psychosocial at gp
            gp has no confirmed referral link by which people reach psychosocial treatment.
            yes: gp -> clinic?
            no: no answer can
        """)


# ---- nobody to ask -----------------------------------------------------------------------------------------------


def test_the_word_of_the_clinic_is_enough_where_mutual_aid_cannot_be_asked():
    drawing = """
        clinic is psychosocial
        meetings is mutual_aid
        clinic -> meetings: sender says present
        every service is listed
        required: psychosocial -> mutual_aid
        """
    assert tell("missing_route", drawing) == ""


def test_a_silent_receiver_that_cannot_be_asked_is_closed_by_the_sender():
    drawing = """
        clinic is psychosocial
        meetings is mutual_aid
        every service is listed
        required: psychosocial -> mutual_aid
        """
    assert tell("missing_route", drawing) == text("""
        sensitive missing_route for everyone on psychosocial_to_mutual_aid at clinic
            clinic has no confirmed referral link by which people reach mutual aid.
            yes: clinic -> meetings?
            no: clinic sends to nobody else?
        """)


def test_a_silent_pair_with_nobody_to_ask_at_either_end_is_asked_as_a_link():
    drawing = """
        self is self_or_family of nobody
        meetings is mutual_aid
        every service is listed
        expected: self_or_family -> mutual_aid
        """
    (gap,) = gaps_of(drawing, rules=["missing_route"]).gaps
    assert tell("missing_route", drawing) == text("""
        sensitive missing_route for everyone on self_or_family_to_mutual_aid at self
            self has no confirmed referral link by which people reach mutual aid.
            yes: self -> meetings?
            no: self -> meetings?
        """)
    assert gaps_of(drawing).whom(gap.ask.no[0]) == "the partnership's commissioner"


# ---- unknowable --------------------------------------------------------------------------------------------------


def test_unknowable_once_where_no_client_group_expresses_the_need():
    drawing = """
        clinic is psychosocial
        team is psychosocial
        parents is family_parenting
        nobody else is linked
        every service is listed
        required if caring for children: psychosocial -> family_parenting
        """
    assert tell("missing_route", drawing) == text("""
        unknowable missing_route for everyone on psychosocial_to_family_parenting
            Whether there is a way from psychosocial to family_parenting cannot be judged: no client group
            expresses the condition (caring for children); to judge this, collect: how many need it.
            yes: no answer can
            no: no answer can
        """)


# ---- not a gap ---------------------------------------------------------------------------------------------------


def test_not_a_gap_where_one_receiver_is_confirmed():
    drawing = """
        gp -> clinic: confirmed
        gp -> drop_in: absent
        gp2 -> clinic: absent
        gp2 -> drop_in: confirmed
        """
    assert tell("missing_route", FOUR, drawing) == ""


def test_not_a_gap_where_the_sender_offers_the_receiving_type_itself():
    drawing = """
        clinic is psychosocial + aftercare
        after is aftercare
        nobody else is linked
        every service is listed
        required: psychosocial -> aftercare
        """
    assert tell("missing_route", drawing) == ""


def test_a_service_of_the_same_organisation_is_a_receiver_like_any_other():
    drawing = """
        clinic is psychosocial of Riverside
        after is aftercare of Riverside
        nobody else is linked
        every service is listed
        required: psychosocial -> aftercare
        """
    assert tell("missing_route", drawing) == text("""
        certain missing_route for everyone on psychosocial_to_aftercare at clinic
            clinic (Riverside) has no referral link by which people reach aftercare.
            remedy: open clinic -> after
        """)


def test_not_a_gap_here_where_nobody_provides_the_type():
    drawing = """
        clinic is psychosocial
        every service is listed
        required: psychosocial -> aftercare
        """
    assert tell("missing_route", drawing) == ""


def test_not_a_gap_where_the_route_is_optional():
    drawing = TWO.replace("required", "optional")
    assert tell("missing_route", drawing, "gp -> clinic: absent") == ""


def test_not_judged_for_a_group_that_no_row_names():
    drawing = """
        prison is prison
        clinic is psychosocial
        nobody else is linked
        every service is listed
        required for leaving_prison: prison -> psychosocial
        """
    assert tell("missing_route", drawing) == ""
    assert gaps_of(drawing).not_assessed[1:3] == ("leaving_prison", "criminal_justice")
    assert tell("missing_route", drawing, "40 leaving_prison arrive at prison") == text("""
        certain missing_route for leaving_prison on prison_to_psychosocial at prison
            prison has no referral link by which people leaving prison reach psychosocial treatment.
            remedy: open prison -> clinic
        """)

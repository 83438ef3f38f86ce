"""Nobody provides it: the reference needs a type of service that nobody on the list offers."""

from tests.spec.drawing import gaps_of, tell, text

CHAIN = """
    gp is gp
    clinic is psychosocial
    gp -> clinic: confirmed
    nobody else is linked
    """
COMPLETE = "every service is listed"


def test_certain_where_nobody_on_a_complete_list_offers_any_of_the_types():
    assert tell("no_provider", CHAIN, COMPLETE, "required: psychosocial -> aftercare or mutual_aid") == text("""
        certain no_provider for everyone on psychosocial_to_aftercare
            Nobody on the list offers aftercare or mutual aid, which the reference asks for from
            psychosocial to aftercare or mutual_aid.
            remedy: provide aftercare or mutual_aid
        """)


def test_one_finding_for_each_type_where_the_reference_needs_each():
    drawing = """
        home is housing
        expected: psychosocial -> housing and mental_health and employment_education
        """
    assert tell("no_provider", CHAIN, COMPLETE, drawing) == text("""
        certain no_provider for everyone on psychosocial_to_housing
            Nobody on the list offers employment and education, which the reference asks for from
            psychosocial to housing and mental_health and employment_education.
            remedy: provide employment_education
        certain no_provider for everyone on psychosocial_to_housing
            Nobody on the list offers mental health, which the reference asks for from psychosocial to
            housing and mental_health and employment_education.
            remedy: provide mental_health
        """)


def test_unknowable_where_the_list_may_be_incomplete():
    assert tell("no_provider", CHAIN, "required: psychosocial -> aftercare") == text("""
        unknowable no_provider for everyone on psychosocial_to_aftercare
            Nobody on the list offers aftercare, which the reference asks for from psychosocial to
            aftercare; the list of services may be incomplete.
            yes: no answer can
            no: every service is listed?
        """)


def test_unknowable_and_nothing_to_ask_where_a_service_is_known_to_be_missing_from_the_list():
    drawing = """
        required: psychosocial -> aftercare
        answered no: every service is listed
        """
    assert tell("no_provider", CHAIN, drawing) == text("""
        unknowable no_provider for everyone on psychosocial_to_aftercare
            Nobody on the list offers aftercare, which the reference asks for from psychosocial to
            aftercare; the list of services may be incomplete.
            yes: no answer can
            no: no answer can
        """)


def test_certain_where_a_meeting_said_that_the_list_is_complete():
    drawing = """
        required: psychosocial -> aftercare
        answered yes: every service is listed
        """
    assert tell("no_provider", CHAIN, drawing) == text("""
        certain no_provider for everyone on psychosocial_to_aftercare
            Nobody on the list offers aftercare, which the reference asks for from psychosocial to
            aftercare.
            remedy: provide aftercare
        """)


def test_unknowable_where_no_client_group_expresses_the_need():
    drawing = "required if caring for children: psychosocial -> family_parenting"
    assert tell("no_provider", CHAIN, COMPLETE, drawing) == text("""
        unknowable no_provider for everyone on psychosocial_to_family_parenting
            Nobody on the list offers family and parenting support, which the reference names from
            psychosocial to family_parenting (caring for children); to judge this, collect: how many need
            it.
            yes: no answer can
            no: no answer can
        """)


def test_a_group_that_nobody_assessed_still_lacks_the_provider():
    drawing = """
        prison is prison
        required for leaving_prison: prison -> criminal_justice_team
        """
    assert tell("no_provider", CHAIN, COMPLETE, drawing) == text("""
        certain no_provider for leaving_prison on prison_to_criminal_justice_team
            Nobody on the list offers criminal justice team, which the reference asks for from prison to
            criminal_justice_team.
            remedy: provide criminal_justice_team
        """)


def test_people_are_those_who_came_to_a_service_that_the_route_starts_from():
    drawing = """
        other is psychosocial
        30 everyone arrive at clinic
        20 everyone arrive at other
        gp -> clinic: 60 everyone referred, 50 started
        required: psychosocial -> aftercare
        """
    (gap,) = gaps_of(CHAIN, COMPLETE, drawing, rules=["no_provider"]).gaps
    assert (gap.people.count, gap.people.what) == (100, "came to the 2 services concerned, counted at each")


def test_not_a_gap_where_a_service_also_offers_it():
    assert (
        tell("no_provider", "clinic is psychosocial + aftercare", COMPLETE, "required: psychosocial -> aftercare") == ""
    )


def test_a_gap_where_a_type_of_the_first_stage_is_only_also_offered():
    drawing = """
        clinic is psychosocial + hospital
        required: psychosocial -> hospital
        """
    assert tell("no_provider", drawing, COMPLETE) == text("""
        certain no_provider for everyone on psychosocial_to_hospital
            Nobody on the list offers hospital, which the reference asks for from psychosocial to hospital.
            remedy: provide hospital
        """)


def test_not_a_gap_where_nobody_is_of_the_sending_type():
    assert tell("no_provider", CHAIN, COMPLETE, "required: day_programme -> aftercare") == ""


def test_not_a_gap_where_the_route_is_optional():
    assert tell("no_provider", CHAIN, COMPLETE, "optional: psychosocial -> aftercare") == ""

"""Findings in order, gathered under one root where the same answers or the same steps would settle them."""

from tests.spec.drawing import Gaps, asked, gaps_of, head, heads, text

CHAIN = """
    gp is gp
    clinic is psychosocial
    after is aftercare
    gp -> clinic: confirmed
    required: gp -> psychosocial
    required: psychosocial -> aftercare
    """
CLOSED = """
    nobody else is linked
    every service is listed
    """


def tree(gaps: Gaps) -> str:
    """Tell the roots with their consequences below."""
    return "\n".join(f"{'  ' if at else ''}{head(gap)}" for root in gaps.roots for at, gap in enumerate(root))


def test_one_doubtful_link_is_one_root_with_its_consequences():
    assert tree(gaps_of(CHAIN, "clinic -> after: weak", CLOSED)) == text("""
        sensitive no_aftercare_route for everyone at gp
          sensitive missing_route for everyone on psychosocial_to_aftercare at clinic
          sensitive dead_end for everyone at clinic
        """)


def test_one_absent_link_is_one_root_by_its_remedy():
    assert tree(gaps_of(CHAIN, CLOSED)) == text("""
        certain no_aftercare_route for everyone at gp
          certain missing_route for everyone on psychosocial_to_aftercare at clinic
          certain dead_end for everyone at clinic
        """)


def test_a_missing_type_of_service_is_one_root():
    drawing = """
        gp is gp
        clinic is psychosocial
        gp -> clinic: confirmed
        expected: psychosocial -> aftercare or mutual_aid or recovery_support
        """
    assert tree(gaps_of(drawing, CLOSED)) == text("""
        certain no_provider for everyone on psychosocial_to_aftercare
          certain no_aftercare_route for everyone at gp
          certain dead_end for everyone at clinic
        """)


def test_findings_that_nothing_can_mend_are_each_their_own_root():
    drawing = """
        gp is gp
        clinic is psychosocial
        after is aftercare
        gp -> clinic: confirmed
        """
    assert tree(gaps_of(drawing, CLOSED)) == text("""
        certain no_aftercare_route for everyone at gp
        certain dead_end for everyone at clinic
        """)


def test_unknowable_findings_are_each_their_own_root():
    assert tree(gaps_of("gp is gp", "clinic is psychosocial")) == text("""
        unknowable no_aftercare_route for everyone
        unknowable dead_end for everyone
        """)


def test_two_causes_are_two_roots():
    drawing = """
        clinic -> after: weak
        team is psychosocial
        team -> after: weak
        """
    assert tree(gaps_of(CHAIN, drawing, CLOSED)) == text("""
        sensitive no_aftercare_route for everyone at gp
          sensitive missing_route for everyone on psychosocial_to_aftercare at clinic
          sensitive dead_end for everyone at clinic
        sensitive missing_route for everyone on psychosocial_to_aftercare at team
          sensitive dead_end for everyone at team
        """)


def test_findings_that_a_yes_would_remove_alike_and_a_no_would_not_settle_alike_are_two_roots():
    drawing = """
        gp2 is gp
        team is specialist_prescribing
        clinic -> after: weak
        team -> after: weak
        gp2 -> clinic: confirmed
        gp2 -> team: confirmed
        """
    found = gaps_of(CHAIN, drawing, CLOSED, rules=["no_aftercare_route"])
    assert [(gap.finding.services, asked(gap.ask.yes), asked(gap.ask.no)) for gap in found.gaps] == [
        (("gp",), "clinic -> after?", "clinic -> after?"),
        (("gp2",), "clinic -> after?", "clinic -> after?; team -> after?"),
    ]
    assert len(found.roots) == 2


def test_certain_before_sensitive_before_unknowable_whatever_their_grade():
    drawing = """
        clinic -> after: weak
        home is housing
        expected: psychosocial -> housing
        required if caring for children: psychosocial -> family_parenting
        """
    assert heads(gaps_of(CHAIN, drawing, CLOSED)) == [
        "certain missing_route for everyone on psychosocial_to_housing at clinic",
        "sensitive no_aftercare_route for everyone at gp",
        "sensitive missing_route for everyone on psychosocial_to_aftercare at clinic",
        "sensitive dead_end for everyone at clinic",
        "unknowable no_provider for everyone on psychosocial_to_family_parenting",
    ]


def test_required_before_expected_then_by_how_many_people_it_affects():
    drawing = """
        a_team is psychosocial
        b_team is psychosocial
        c_team is psychosocial
        home is housing
        minds is mental_health
        expected: psychosocial -> housing
        required: psychosocial -> mental_health
        12 everyone arrive at a_team
        40 everyone arrive at b_team
        """
    found = heads(gaps_of(drawing, CLOSED, rules=["missing_route"]))
    assert found == [
        "certain missing_route for everyone on psychosocial_to_mental_health at b_team",
        "certain missing_route for everyone on psychosocial_to_mental_health at a_team",
        "certain missing_route for everyone on psychosocial_to_mental_health at c_team",
        "certain missing_route for everyone on psychosocial_to_housing at b_team",
        "certain missing_route for everyone on psychosocial_to_housing at a_team",
        "certain missing_route for everyone on psychosocial_to_housing at c_team",
    ]


def test_people_that_nobody_counted_stand_below_nobody():
    drawing = """
        a_team is psychosocial
        b_team is psychosocial
        home is housing
        required: psychosocial -> housing
        0 everyone arrive at b_team
        """
    found = gaps_of(drawing, CLOSED, rules=["missing_route"])
    assert [gap.finding.services[0] for gap in found.gaps] == ["b_team", "a_team"]


def test_a_suppressed_count_stands_where_its_least_does():
    drawing = """
        a_team is psychosocial
        b_team is psychosocial
        c_team is psychosocial
        home is housing
        required: psychosocial -> housing
        * everyone arrive at a_team
        2 everyone arrive at b_team
        0 everyone arrive at c_team
        """
    found = gaps_of(drawing, CLOSED, rules=["missing_route"])
    assert [gap.finding.services[0] for gap in found.gaps] == ["b_team", "a_team", "c_team"]


def test_a_consequence_stands_with_its_root_even_where_it_affects_fewer():
    drawing = """
        clinic -> after: weak
        500 everyone arrive at gp
        team is psychosocial
        home is housing
        team -> after: confirmed
        team -> home: weak
        clinic -> home: confirmed
        required: psychosocial -> housing
        100 everyone arrive at team
        """
    assert tree(gaps_of(CHAIN, drawing, CLOSED, rules=["no_aftercare_route", "missing_route", "dead_end"])) == text("""
        sensitive no_aftercare_route for everyone at gp
          sensitive missing_route for everyone on psychosocial_to_aftercare at clinic
          sensitive dead_end for everyone at clinic
        sensitive missing_route for everyone on psychosocial_to_housing at team
        """)


def test_a_group_is_named_only_where_everyone_has_no_such_finding():
    drawing = """
        clinic -> after: confirmed
        team is specialist_prescribing
        clinic says yes to currently_using
        after says no to currently_using
        """
    assert heads(gaps_of(CHAIN, drawing, CLOSED, rules=["no_aftercare_route", "dead_end"])) == [
        "certain no_aftercare_route for currently_using at gp",
        "certain dead_end for currently_using at clinic",
        "certain dead_end for everyone at team",
    ]


def test_a_group_is_named_again_where_it_is_surer_than_everyone():
    drawing = """
        clinic -> after: weak
        clinic says no to currently_using
        """
    assert heads(gaps_of(CHAIN, drawing, CLOSED, rules=["no_aftercare_route"])) == [
        "certain no_aftercare_route for currently_using at gp",
        "sensitive no_aftercare_route for everyone at gp",
    ]


def test_groups_that_no_row_names_are_told_once():
    found = gaps_of(CHAIN, CLOSED)
    assert found.not_assessed == (
        "currently_using",
        "leaving_prison",
        "criminal_justice",
        "mental_health_need",
        "housing_need",
    )


# ---- what stands behind a gap ------------------------------------------------------------------------------------


def test_the_rows_and_the_reports_at_the_same_place_stand_with_the_gap():
    drawing = """
        clinic -> after: weak
        clinic -> after: 3 everyone referred, 0 started
        clinic -> after: 2 currently_using referred
        reported at clinic -> after: delivery.lack_of_aftercare
        reported at gp -> clinic: engagement.waiting_times
        reported of aftercare: engagement.waiting_times
        """
    (gap,) = gaps_of(CHAIN, drawing, CLOSED, rules=["missing_route"]).gaps
    assert [row.table for row in gap.evidence] == ["services", "statements", "referrals"]
    assert [report.report for report in gap.reports] == ["b1", "b3"]


def test_counts_of_another_group_are_no_evidence():
    of_a_group = "clinic -> after: 9 currently_using referred, 0 started"
    (gap,) = gaps_of(CHAIN, "clinic -> after: weak", of_a_group, CLOSED, rules=["missing_route"]).gaps
    assert [row.table for row in gap.evidence] == ["services", "statements"]


def test_evidence_of_a_broken_way_lies_where_the_confirmed_links_end():
    drawing = """
        clinic -> after: weak
        clinic -> gp: weak
        reported at clinic -> after: delivery.lack_of_aftercare
        reported at after: engagement.waiting_times
        """
    (gap,) = gaps_of(CHAIN, drawing, CLOSED, rules=["no_aftercare_route"]).gaps
    assert [report.report for report in gap.reports] == ["b1"]

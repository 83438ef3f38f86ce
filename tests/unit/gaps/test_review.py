"""What the result of ``find_gaps`` is as a whole."""

from dataclasses import replace

import pytest

from dtors_network.examples import small_area
from dtors_network.gaps import RULES, find_gaps
from tests.oracle import any_area as random_area
from tests.spec.drawing import draw, gaps_of

CHAIN = """
    gp is gp
    clinic is psychosocial
    after is aftercare
    gp -> clinic: confirmed
    clinic -> after: weak
    nobody else is linked
    every service is listed
    120 everyone arrive at gp
    """


@pytest.mark.parametrize("seed", range(8000, 8040))
def test_every_gap_has_an_id_of_its_own_and_a_root_that_leads(seed: int) -> None:
    found = find_gaps(random_area(seed))
    ids = [gap.id for gap in found.gaps]
    assert len(set(ids)) == len(ids) == len(found.findings)
    assert [gap for root in found.roots for gap in root] == list(found.gaps)
    assert all(gap.root == root[0].id for root in found.roots for gap in root)


def test_the_id_of_a_gap_stays_while_its_certainty_changes() -> None:
    (doubted,) = gaps_of(CHAIN, rules=["no_aftercare_route"]).gaps
    (settled,) = gaps_of(CHAIN, "answered no: clinic -> after", rules=["no_aftercare_route"]).gaps
    assert (doubted.finding.certainty, settled.finding.certainty) == ("sensitive", "certain")
    assert doubted.id == settled.id == "no_aftercare_route:everyone:gp"


def test_only_the_groups_and_rules_asked_for_are_judged() -> None:
    area = draw(CHAIN, "clinic says no to currently_using")
    found = find_gaps(area, groups=["currently_using"], rules=["no_aftercare_route", "dead_end"])
    assert {finding.group for finding in found.findings} == {"currently_using"}
    assert {finding.rule for finding in found.findings} == {"no_aftercare_route"}
    assert found.not_assessed == ()


def test_an_area_without_services_has_nothing_but_what_cannot_be_judged() -> None:
    area = replace(draw(CHAIN), services=(), statements=(), arrivals=())
    assert {(gap.finding.rule, gap.finding.certainty) for gap in find_gaps(area).gaps} == {
        ("no_aftercare_route", "unknowable")
    }


def test_the_frame_has_a_row_for_each_gap() -> None:
    found = gaps_of(CHAIN)
    frame = found.to_frame()
    assert list(frame["gap"]) == [gap.id for gap in found.gaps]
    assert set(frame["rule"]) <= set(RULES)
    assert frame.loc[frame["rule"] == "no_aftercare_route", "people"].tolist() == [120]


def test_finding_gaps_leaves_the_area_as_it_was_and_gives_the_same_again() -> None:
    area = small_area()
    assert [gap.id for gap in find_gaps(area).gaps] == [gap.id for gap in find_gaps(area).gaps]
    assert area == small_area()

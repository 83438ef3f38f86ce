"""Single points with one subject are one root, and what is counted over a root is counted once."""

from __future__ import annotations

import pytest

from dtors_network.accounts.gap_words import headline, root_weight
from dtors_network.gaps.roots import as_one, people_of, settled_alike, ways_in
from tests.spec.drawing import Gaps, gaps_of

TWO = """
    gp is gp
    hospital is hospital
    prison is prison
    clinic is psychosocial of Bridgepoint
    team is specialist_prescribing of Bridgepoint
    after is aftercare
    other is aftercare
    gp -> clinic: confirmed
    hospital -> clinic: confirmed
    clinic -> after: confirmed
    clinic -> other: confirmed
    """
CLOSED = """
    nobody else is linked
    every service is listed
    """
COUNTED = """
    40 everyone arrive at gp
    * everyone arrive at hospital
    """


def single(*drawings: str) -> Gaps:
    return gaps_of(*drawings, rules=["single_point"])


def test_ways_in_that_depend_on_one_service_are_one_root() -> None:
    found = single(TWO, CLOSED, COUNTED)
    (root,) = found.roots
    assert [gap.finding.services for gap in root] == [("gp", "clinic"), ("hospital", "clinic")]
    assert {gap.root_title for gap in root} == {
        "Every way to aftercare from 2 of 3 routes in depends on clinic (Bridgepoint)"
    }
    assert root_weight(root) == (
        "41 to 44 people came to the 2 ways in concerned, counted at each (some counts are ranges)"
    )
    assert headline(found) == "Every way to aftercare from 2 of 3 routes in depends on clinic (Bridgepoint)."
    assert settled_alike(root)
    assert as_one(root).title == root[0].root_title


def test_steps_that_help_one_way_in_are_not_said_of_all() -> None:
    routes = """
        required: gp -> specialist_prescribing
        required: hospital -> specialist_prescribing
        required: specialist_prescribing -> aftercare
        """
    (root,) = single(TWO, CLOSED, COUNTED, routes).roots
    assert [gap.remedy[0].source for gap in root] == ["gp", "hospital"]
    assert not settled_alike(root)
    assert as_one(root).title == root[0].title


def test_what_is_left_out_of_the_count_is_said() -> None:
    (root,) = single(TWO, CLOSED, "40 everyone arrive at gp").roots
    assert root_weight(root) == (
        "40 people came to the 2 ways in concerned, counted at each, as far as they were counted"
    )
    (root,) = single(TWO, CLOSED).roots
    assert root_weight(root) == "nobody counted the people affected"


def test_an_organisation_is_a_subject_of_its_own() -> None:
    drawing = """
        gp -> team: confirmed
        hospital -> team: confirmed
        team -> after: confirmed
        """
    (root,) = single(TWO, CLOSED, drawing).roots
    assert root[0].root_title == "Every way to aftercare from 2 of 3 routes in depends on Bridgepoint"
    assert [gap.finding.organisations for gap in root] == [("Bridgepoint",), ("Bridgepoint",)]


def test_a_way_in_is_counted_once_and_never_once_per_group() -> None:
    drawing = """
        gp -> team: confirmed
        team -> after: confirmed
        team says no to currently_using
        clinic says yes to currently_using
        after says yes to currently_using
        other says yes to currently_using
        9 currently_using arrive at gp
        """
    found = single(TWO, CLOSED, COUNTED, drawing)
    (root,) = [root for root in found.roots if root[0].finding.services[1:] == ("clinic",)]
    told = {(gap.finding.group, gap.finding.services[0]) for gap in root}
    assert told == {("everyone", "hospital"), ("currently_using", "gp")}
    assert root[0].root_title == (
        "Every way to aftercare from 2 of 3 routes in (from 1 of them for single client groups only) "
        "depends on clinic (Bridgepoint)"
    )
    assert people_of(root).what == "came to the 2 ways in concerned, counted at each"
    assert (people_of(root).low, people_of(root).high) == (10, 13)


def test_a_group_alone_is_named() -> None:
    drawing = """
        team is specialist_prescribing
        gp -> team: confirmed
        hospital -> team: confirmed
        team -> after: confirmed
        team -> other: confirmed
        team says no to currently_using
        clinic says yes to currently_using
        after says yes to currently_using
        other says yes to currently_using
        """
    titles = {gap.root_title for gap in single(TWO, CLOSED, drawing).gaps if gap.finding.group == "currently_using"}
    assert titles == {
        "Every way to aftercare for people currently using from 2 of 3 routes in depends on clinic (Bridgepoint)"
    }


@pytest.mark.parametrize("at", [0, 1])
def test_one_way_in_keeps_its_own_words(at: int) -> None:
    entries = ["gp", "hospital"]
    drawing = TWO.replace(f"    {entries[at]} -> clinic: confirmed\n", "")
    (root,) = single(drawing, CLOSED).roots
    assert ways_in(root) == root
    assert root[0].root_title == root[0].title
    assert root[0].title == f"Every way to aftercare from {entries[1 - at]} depends on clinic (Bridgepoint)"


def test_certain_and_sensitive_are_not_one_root() -> None:
    drawing = """
        gp -> team: confirmed
        team -> after: one_sided
        """
    roots = single(TWO, CLOSED, drawing).roots
    assert [[(gap.finding.services[0], gap.finding.certainty.value) for gap in root] for root in roots] == [
        [("gp", "certain")],  # the organisation, whose services are two ways
        [("hospital", "certain")],
        [("gp", "sensitive")],
    ]
    assert all(gap.root_title == gap.title for root in roots for gap in root)

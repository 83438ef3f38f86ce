"""Areas taken together: what becomes of people between two stages, for another area to be held against."""

from dataclasses import replace
from datetime import date

import pytest

from dtors_network.compare import pooled_losses
from dtors_network.disclosure import protect
from dtors_network.examples import counted_area
from dtors_network.gaps import find_gaps
from dtors_network.model.area import Area
from tests.spec.drawing import draw, heads

PLACES = """
    gp is gp
    hub is open_access
    clinic is psychosocial
    after is aftercare
    """


def area(name: str, *drawings: str, year: int | None = None) -> Area:
    """Draw an area of a name and, if it is given, a year."""
    start = date(year, 4, 1) if year else None
    return replace(draw(PLACES, *drawings), id=name.lower(), name=name, period_start=start)


def values(*areas: Area) -> dict[str, float]:
    return {one.scope: one.value for one in pooled_losses(areas)}


def test_people_of_several_areas_and_links_are_added_up_by_the_stages_between_which_they_are_referred() -> None:
    one = area(
        "One", "gp -> clinic: 60 everyone referred, 40 started", "hub -> clinic: 50 everyone referred, 45 started"
    )
    two = area(
        "Two", "gp -> clinic: 40 everyone referred, 30 started", "hub -> clinic: 70 everyone referred, 60 started"
    )
    assert values(one, two) == {
        "open_access>structured_treatment": pytest.approx(15 / 120),
        "gp>structured_treatment": pytest.approx(30 / 100),
    }


def test_links_between_the_same_two_stages_count_together() -> None:
    links = (
        "other is gp",
        "gp -> clinic: 60 everyone referred, 40 started",
        "other -> clinic: 40 everyone referred, 40 started",
    )
    assert values(area("One", *links)) == {"gp>structured_treatment": pytest.approx(20 / 100)}


@pytest.mark.parametrize(("referred", "given"), [(99, False), (100, True)])
def test_a_figure_needs_a_hundred_people(referred: int, given: bool) -> None:
    assert bool(values(area("One", f"gp -> clinic: {referred} everyone referred, 40 started"))) is given


def test_people_hidden_by_a_star_do_not_fill_up_the_hundred() -> None:
    rows = (
        "gp -> clinic: 98 everyone referred, 40 started",
        "other is gp",
        "other -> clinic: * everyone referred, 0 started",
    )
    assert values(area("One", *rows)) == {}
    assert values(area("One", rows[0].replace("98", "99"), *rows[1:])) != {}


def test_where_a_star_leaves_a_range_the_largest_share_counts() -> None:
    rows = (
        "gp -> clinic: 100 everyone referred, 80 started",
        "other is gp",
        "other -> clinic: 10 everyone referred, * started",
    )
    assert values(area("One", *rows)) == {"gp>structured_treatment": pytest.approx((20 + 9) / 110)}
    rows = (rows[0], rows[1], "other -> clinic: * everyone referred, 0 started")
    assert values(area("One", *rows)) == {"gp>structured_treatment": pytest.approx((20 + 4) / 104)}


@pytest.mark.parametrize(
    "row",
    ["50 everyone referred, ? started", "? everyone referred, 5 started", "90 currently_using referred, 0 started"],
)
def test_rows_with_a_blank_and_rows_of_a_group_are_left_out(row: str) -> None:
    one = area("One", "gp -> clinic: 100 everyone referred, 80 started", "other is gp", f"other -> clinic: {row}")
    assert values(one) == {"gp>structured_treatment": pytest.approx(0.2)}


def test_a_pair_that_a_meeting_settled_as_absent_is_left_out() -> None:
    rows = (
        "gp -> clinic: 100 everyone referred, 80 started",
        "other is gp",
        "other -> clinic: 50 everyone referred, 0 started",
    )
    assert values(area("One", *rows, "answered no: other -> clinic")) == {"gp>structured_treatment": pytest.approx(0.2)}


def test_it_says_of_what_and_of_which_areas_it_is_a_figure() -> None:
    rows = "gp -> clinic: 100 everyone referred, 80 started"
    one, two = area("Onebury", rows, year=2022), area("Twobury", rows, year=2008)
    (pooled,) = pooled_losses([one, two])
    assert (pooled.id, pooled.rule) == ("pooled_gp>structured_treatment", "lost_between")
    assert pooled.what == "of people referred from GP to structured treatment never started there"
    assert pooled.source == "2 other areas taken together: Onebury, Twobury"
    assert pooled.dated == "periods from 2008, 2022"
    assert pooled.suits(one) and pooled.suits(replace(two, period_start=None))


def test_only_areas_that_counted_somebody_there_are_named() -> None:
    one = area("Onebury", "gp -> clinic: 100 everyone referred, 80 started", year=2022)
    two = area("Twobury", "hub -> clinic: 100 everyone referred, 80 started", year=2008)
    gp, hub = pooled_losses([one, two])
    assert (gp.scope, gp.source, gp.dated) == (
        "gp>structured_treatment",
        "one other area: Onebury",
        "periods from 2022",
    )
    assert (hub.source, hub.dated) == ("one other area: Twobury", "periods from 2008")


def test_a_period_that_is_not_given_is_said() -> None:
    (pooled,) = pooled_losses([area("One", "gp -> clinic: 100 everyone referred, 80 started")])
    assert pooled.dated == "period not given"


def test_no_areas_give_no_figure() -> None:
    assert pooled_losses([]) == ()


def test_an_area_can_be_held_against_others() -> None:
    others = [area(f"Area {number}", "gp -> clinic: 80 everyone referred, 70 started") for number in range(3)]
    here = area("Here", "gp -> clinic: 80 everyone referred, 40 started")
    found = find_gaps(here, rules=["lost_between"], comparators=pooled_losses(others))
    assert heads(found) == ["certain lost_between for everyone at gp -> clinic"]
    assert heads(find_gaps(here, rules=["lost_between"], comparators=pooled_losses([counted_area()]))) != []
    assert heads(find_gaps(others[0], rules=["lost_between"], comparators=pooled_losses([*others[1:], here]))) == []


def test_areas_that_passed_the_door_count_by_what_is_likely_with_the_strict_range_beside() -> None:
    exact = area("One", "gp -> clinic: 103 everyone referred, 82 started")
    (pooled,) = pooled_losses([protect(exact)])
    least, most = 21 / 105, 25 / 105  # 21–25 lost beside 81–85 who started
    assert 20 / 105 < pooled.value < most and abs(pooled.value - 21 / 103) < 0.03
    assert "; strictly 2" in pooled.source and least < most
    assert "strictly" not in pooled_losses([exact])[0].source

"""What a what-if tells beside reach: gaps, wider support, load, what is assumed, and who is not counted."""

from dataclasses import replace

import pytest

from dtors_network.examples import small_area
from dtors_network.model.area import Departure
from dtors_network.model.bounds import Bounds
from dtors_network.model.comparator import Comparator
from dtors_network.model.vocabulary import EVERYONE, Certainty
from dtors_network.whatif import what_if
from dtors_network.whatif.add_link import AddLink
from dtors_network.whatif.baseline import Baseline
from dtors_network.whatif.making import settled
from dtors_network.whatif.open_service import Open
from dtors_network.whatif.relieve import Relieve
from dtors_network.whatif.remove import RemoveService
from tests.unit.whatif.drawing import LINE, area_of, both_say, came, left, near, refused, sent, service, with_rows

# 100 come by themselves, 80 start at the hub and 20 of them at the clinic. A place at the hub holds ten people a year
# (36.5 days), one at the clinic five (73 days): 8 of 10 and 4 of 4 places are in use.
FULL = area_of(
    service("self", "self_or_family", ""),
    service("hub", "open_access", "east", places=10, stay_days=36.5),
    service("clinic", "psychosocial", "west", places=4, stay_days=73.0),
    service("care", "aftercare", "west", stay_days=36.5),
    came("self", 100),
    sent("self", "hub", 100, 80),
    sent("hub", "clinic", 40, 20),
    left("hub", 40),
    sent("clinic", "care", 10, 8),
    left("clinic", 10),
    left("care", 8),
    refused("self", "hub", "could_not_contact", 20),
    refused("hub", "clinic", "no_capacity", 10),
    refused("hub", "clinic", "other", 10),
    refused("clinic", "care", "could_not_contact", 2),
    *both_say("self", "hub"),
    *both_say("hub", "clinic"),
    *both_say("clinic", "care"),
)


def found(area, *changes, group=EVERYONE, **more):
    return what_if(Baseline(area, draws=20, **more), changes, group)


# ---- load --------------------------------------------------------------------------------------------------------


def test_load_goes_up_where_people_come_back_and_further_on():
    loads = {load.service: load for load in found(FULL, Relieve("no_capacity", source="hub", target="clinic")).loads}
    # 10 · 20 ÷ 30 = 6.7: 26 to 30 start at the clinic, and eight in twenty of them at aftercare.
    assert loads["hub"].after.load[:2] == near((8, 8))
    assert loads["clinic"].before.load[:2] == near((4, 4))
    assert loads["clinic"].after.load[:2] == near((26 / 5, 30 / 5))
    assert loads["care"].after.load[:2] == near((26 * 0.4 / 10, 30 * 0.4 / 10))


def test_whoever_is_surely_too_full_is_named():
    told = {
        load.service: (load.over, load.newly_over)
        for load in found(FULL, Relieve("no_capacity", source="hub", target="clinic")).loads
    }
    assert told == {"hub": (False, False), "clinic": (True, True), "care": (False, False)}


def test_a_service_that_was_too_full_before_and_is_no_fuller_is_over_but_not_newly():
    services = tuple(replace(row, places=3) if row.service == "clinic" else row for row in FULL.services)
    told = {
        load.service: (load.over, load.newly_over)
        for load in found(replace(FULL, services=services), Relieve("could_not_contact", "care")).loads
    }
    assert told["clinic"] == (True, False)


def test_a_service_that_may_be_too_full_because_of_a_change_is_newly_but_not_surely_over():
    area = with_rows(FULL, refused("hub", "clinic", "referral.funding_fear", 0))
    area = replace(area, refusals=tuple(row for row in area.refusals if row.reason != "no_capacity"))
    # Of the 20 lost on the way to the clinic ten gave no reason: none to ten come back.
    told = {load.service: (load.over, load.newly_over) for load in found(area, Relieve("no_capacity", "clinic")).loads}
    assert told["clinic"] == (False, True)


def test_where_nobody_says_how_long_people_stay_no_load_is_told():
    assert found(LINE, Relieve("other")).loads == ()


# ---- gaps --------------------------------------------------------------------------------------------------------


def test_a_gap_that_a_link_closes_is_told():
    area = area_of(
        service("gp", "gp", "gp", lists_all_sent_to=True),
        service("clinic", "psychosocial", "west"),
        service("care", "aftercare", "west"),
        *both_say("clinic", "care"),
    )
    told = found(area, AddLink("gp", "clinic"))
    assert {"missing_route:everyone:referrers_to_treatment:gp", "no_aftercare_route:everyone:gp"} <= {
        gap.id for gap in told.closed
    }
    assert {gap.id for gap in told.opened} == {"single_point:everyone:gp:care", "single_point:everyone:gp:clinic"}


def test_a_gap_of_which_one_is_surer_then_stands_apart():
    """Of two ways one closes: what may have been a single point is one for certain."""
    area = area_of(
        service("gp", "gp", "gp", lists_all_sent_to=True),
        service("east", "psychosocial", "east", lists_all_sent_to=True),
        service("west", "psychosocial", "west", lists_all_sent_to=True),
        service("care", "aftercare", "care"),
        *both_say("gp", "east"),
        *both_say("east", "care"),
        *(row for row in both_say("gp", "west")[:1]),
        *both_say("west", "care"),
    )
    told = found(area, RemoveService("west"))
    firmer = {
        before.id: (before.finding.certainty.value, after.finding.certainty.value) for before, after in told.firmer
    }
    assert firmer == {"single_point:everyone:gp:east": ("sensitive", "certain")}


def test_gaps_that_count_are_held_against_the_comparators_of_the_baseline():
    """Too many to a keyworker before and after; without a comparator the rule says nothing."""
    services = tuple(
        replace(row, caseload=90, keyworkers=1.0) if row.service == "hub" else row for row in FULL.services
    )
    figure = next(one for one in comparators() if one.rule == "overloaded" and one.scope != "places")
    area = replace(FULL, services=services)
    baseline = Baseline(area, [figure], draws=2)
    assert "overloaded:everyone:hub" in {gap.id for gap in baseline.gaps.gaps}
    assert "overloaded:everyone:hub" in {gap.id for gap in what_if(baseline, [RemoveService("hub")]).closed}
    assert not [gap for gap in Baseline(area, []).gaps.gaps if gap.id.startswith("overloaded")]


def comparators() -> tuple[Comparator, ...]:
    from dtors_network.gaps.comparators import shipped_comparators

    return tuple(shipped_comparators())


# ---- wider support -----------------------------------------------------------------------------------------------


def test_wider_support_before_and_after():
    area = with_rows(
        LINE, refused("clinic", "minds", "referral.refuses_current_use", 6), refused("clinic", "minds", "other", 6)
    )
    ((before, after),) = found(area, Relieve("referral.refuses_current_use")).coverage
    # Nobody of 12 started, so nobody knows how often the others would: none to six.
    assert (before.started, after.started) == (Bounds(0, 0), Bounds(0, 6))
    assert (after.share_started.least, after.share_started.most) == (0, 0.5)


# ---- who is counted ----------------------------------------------------------------------------------------------

USING = "currently_using"
BOTH = with_rows(
    LINE,
    came("gp", 60, USING),
    sent("gp", "clinic", 50, 30, 0, USING),
    left("gp", 10, group=USING),
    sent("clinic", "aftercare", 10, 5, 0, USING),
    left("clinic", 20, group=USING),
)


def test_the_group_asked_for_comes_first_from_all_and_from_each_place_then_the_others():
    told = [(one.group, one.start) for one in found(BOTH, Relieve("other"), group=USING).reach]
    assert told == [(USING, ""), (USING, "gp"), (EVERYONE, "")]


def test_only_the_group_asked_for_has_intervals():
    mine, _, other = found(BOTH, Relieve("other"), group=USING).reach
    assert None not in mine.rise[:4]
    assert other.rise[2:4] == (None, None)


def test_a_group_that_nobody_counted_is_told_with_the_reason():
    told = found(LINE, Relieve("other"), group="housing_need")
    assert told.reason == "nobody counted how many people left with no onward referral"
    assert [one.group for one in told.reach] == [EVERYONE]
    assert (told.coverage, told.loads) == ((), ())


def test_an_area_without_complete_departures_tells_of_gaps_and_not_of_reach():
    told = found(replace(LINE, departures_complete=False), RemoveService("minds"))
    assert told.reason.startswith("departures are not said to be complete")
    assert told.reach == ()
    assert told.closed and told.opened


def test_counts_that_nobody_can_leave_are_told_as_the_reason():
    area = area_of(
        service("gp", "gp", ""), service("east", "psychosocial"), service("west", "psychosocial"),
        came("gp", 9), sent("gp", "east", 9, 9), sent("east", "west", 9, 9), sent("west", "east", 9, 9), left("gp", 1),
    )  # fmt: skip
    told = found(area, Relieve("other"))
    assert "so that nobody ever leaves" in told.reason
    assert told.reach == ()


def test_where_nobody_counted_who_comes_in_reach_is_told_from_nowhere():
    told = found(replace(LINE, arrivals=()), Relieve("other"))
    assert told.reason == "nobody counted all who come in"
    assert [(one.start, one.before, one.rise) for one in told.reach] == [("", None, None)]


def test_an_area_with_no_counts_at_all_tells_what_leads_where():
    told = found(small_area(), RemoveService("clinic"))
    assert told.reason == "nobody counted how many people left with no onward referral"
    assert "no_provider:everyone:referrers_to_treatment" in {gap.id for gap in told.opened}
    firmer = {after.id: (before.finding.certainty, after.finding.certainty) for before, after in told.firmer}
    assert firmer["no_aftercare_route:everyone:gp"] == (Certainty.SENSITIVE, Certainty.CERTAIN)


# ---- what is assumed ---------------------------------------------------------------------------------------------


def test_every_kind_of_change_says_what_it_assumes_once():
    told = found(LINE, Relieve("other", "gp"), Relieve("no_capacity", "gp"), Open("minds", USING))
    assert told.assumptions == (Relieve("other").assumes(), Open("minds", USING).assumes())


def test_changes_are_held_in_the_order_in_which_they_were_given():
    changes = (Open("minds", USING), Relieve("other"), AddLink("gp", "minds"))
    assert found(LINE, *changes).changes == changes
    assert settled(LINE, changes) == changes


@pytest.mark.parametrize("change", [Relieve("other"), RemoveService("minds"), AddLink("gp", "minds", 0.2)])
def test_the_area_itself_stays_as_it_is(change):
    area = replace(LINE, departures=(*LINE.departures, Departure(service="gp", client_group=USING, outcome="unknown")))
    again = replace(area)
    assert found(area, change).area is area
    assert area == again

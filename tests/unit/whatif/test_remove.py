"""A service or an organisation that goes: who was sent there is lost at the worst."""

from dataclasses import replace
from datetime import date

import pytest

from dtors_network.graph import Network
from dtors_network.model.laws import faults
from dtors_network.model.vocabulary import EVERYONE, Accepts
from dtors_network.whatif import stress, what_if
from dtors_network.whatif.baseline import Baseline
from dtors_network.whatif.remove import RemoveOrganisation, RemoveService
from tests.unit.whatif.drawing import LINE, area_of, both_say, came, left, near, report, sent, service

# 100 come to the GP: 40 start at one clinic, 40 at another, 20 leave. Half of either go on to aftercare: reach 0.4.
FORK = area_of(
    service("gp", "gp", ""),
    service("east", "psychosocial", "east"),
    service("west", "psychosocial", "west"),
    service("care", "aftercare", "west"),
    came("gp", 100),
    sent("gp", "east", 40, 40),
    sent("gp", "west", 40, 40),
    left("gp", 20),
    sent("east", "care", 20, 20),
    left("east", 20),
    sent("west", "care", 20, 20),
    left("west", 20),
    left("care", 40),
)


def reached(area, change):
    one = what_if(Baseline(area, draws=10), [change]).reach[0]
    return (one.before.least, one.before.most), (one.after.least, one.after.most), one.rise[:2]


def test_whoever_was_sent_there_is_lost_at_the_worst_and_goes_on_as_the_others_at_the_best():
    before, after, rise = reached(FORK, RemoveService("east"))
    assert before == near((0.4, 0.4))
    # At the worst 40 of 100 are lost; at the best they are none of those who set out: 40 of 60 come to the other.
    assert after == near((40 / 100 / 2, 40 / 60 / 2))
    assert rise == near((0.2 - 0.4, 1 / 3 - 0.4))


def test_an_organisation_goes_with_all_its_services():
    after = what_if(Baseline(FORK, draws=2), [RemoveOrganisation("west")])
    assert [row.service for row in after.after.services] == ["gp", "east"]
    assert (after.reach[0].after.least, after.reach[0].after.most) == (0, 0)
    assert RemoveOrganisation("west").of(FORK).services == ("west", "care")


def test_every_row_that_names_it_goes_and_no_other():
    then = RemoveService("east").to_area(FORK)
    assert not faults(then)
    assert [(row.source, row.target) for row in then.referrals] == [("gp", "west"), ("west", "care")]
    assert {row.service for row in then.departures} == {"gp", "west", "care"}
    assert then.arrivals == FORK.arrivals


def test_whoever_came_straight_to_it_is_lost_at_the_worst_and_not_counted_at_the_best():
    area = replace(FORK, arrivals=(came("gp", 100), came("east", 50)))
    # Before: 100 · 0.4 and 50 · 0.5 of 150. After: 0.2 of 150 · 100 at the worst, a third of 100 at the best.
    before, after, _ = reached(area, RemoveService("east"))
    assert before == near(((40 + 25) / 150,) * 2)
    assert after == near((20 / 150, 1 / 3))


def test_whoever_came_straight_to_aftercare_does_not_reach_it_once_it_is_closed():
    area = replace(FORK, arrivals=(came("gp", 100), came("care", 50)))
    before, after, _ = reached(area, RemoveService("care"))
    assert before == near(((40 + 50) / 150,) * 2)
    assert after == (0, 0)


@pytest.mark.parametrize(("service_", "types"), [("minds", ["mental_health"]), ("clinic", ["mental_health"])])
def test_wider_support_to_which_nobody_is_sent_any_more_is_told(service_, types):
    found = what_if(Baseline(LINE, draws=2), [RemoveService(service_)])
    assert [kind.service_type for kind, _ in found.coverage] == types
    assert [(str(kind.referred), str(then.referred)) for kind, then in found.coverage] == [("12", "0")]


def test_gaps_that_open_and_close_are_told():
    found = what_if(Baseline(LINE, draws=2), [RemoveService("minds")])
    refused = "refused_group:{}:treatment_to_mental_health:minds".format
    assert [gap.id for gap in found.closed] == [
        refused("everyone"),
        refused("currently_using"),
        "disputed_link:mental_health_need:clinic:minds",
    ]
    assert [gap.id for gap in found.opened] == ["no_provider:mental_health_need:treatment_to_mental_health"]


def test_a_refusal_reported_on_the_way_from_it_still_casts_doubt_on_who_stays():
    """Otherwise a way would be more certain because a service closed."""
    open_to_all = (("currently_using", Accepts.YES),)
    area = area_of(
        service("gp", "gp", ""),
        service("hub", "open_access", "east"),
        service("clinic", "psychosocial", "west", accepts=open_to_all),
        service("care", "aftercare", "west", accepts=open_to_all),
        *both_say("gp", "clinic"),
        *both_say("hub", "clinic"),
        *both_say("clinic", "care"),
        report("referral.refuses_current_use", source="hub", target="clinic"),
        report("delivery.high_caseload", source="hub", target="clinic"),
    )
    then = RemoveService("hub").to_area(area)
    assert [(row.source, row.target, row.service) for row in then.barriers] == [("", "", "clinic")]
    for one in (area, then):
        network = Network(one)
        assert not network.group("currently_using").certain_reach >> network.position["gp"] & 1


def test_the_words_say_who_goes():
    assert RemoveService("clinic").words(LINE) == "clinic (Riverside) closes"
    assert RemoveOrganisation("Riverside").words(LINE) == "Riverside leaves, with all its services"
    assert "lost at the worst" in RemoveService("clinic").assumes()
    assert RemoveOrganisation("Riverside").assumes() == RemoveService("clinic").assumes()


def test_nobody_starts_anywhere_because_a_service_goes():
    assert not RemoveService("east").holds_at("gp", "west")
    assert not RemoveOrganisation("east").holds_at("gp", "west")
    assert RemoveOrganisation("west").to_steps(Baseline(FORK).flow(EVERYONE).steps).arriving


def test_nobody_is_left_at_a_service_that_is_gone_whoever_came_straight_to_it():
    timed = tuple(replace(row, places=1, stay_days=10.0) if row.service == "east" else row for row in FORK.services)
    area = replace(
        FORK, services=timed, arrivals=(*FORK.arrivals, came("east", 500)),
        period_start=date(2025, 1, 1), period_end=date(2025, 4, 10),
    )  # fmt: skip
    for change in (RemoveService("east"), RemoveOrganisation("east")):
        (load,) = what_if(Baseline(area, draws=10), [change]).loads
        assert load.before.load[:2] == near((54.0, 54.0))
        assert (load.after.load, load.after.inflow, load.over) == ((0.0, 0.0, 0.0, 0.0), (0.0, 0.0), False)
    assert not any(one.overloads for one in stress(Baseline(area, draws=10)) if one.organisation == "east")

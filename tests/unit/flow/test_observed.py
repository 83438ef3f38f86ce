"""What was seen stands beside the model, for the same people; links that tell starts only say nothing of losses."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from dtors_network.accounts.flow import account_of_reports
from dtors_network.accounts.flow_report import flow_report
from dtors_network.accounts.flow_words import headline, how_sure, seen_and_modelled
from dtors_network.disclosure import Profile, protect
from dtors_network.examples import counted_area
from dtors_network.flow import client_flow
from dtors_network.flow.counts import counts_of
from dtors_network.flow.observed import modelled_share
from dtors_network.flow.steps import steps_of
from dtors_network.flow.targets import LOST
from dtors_network.graph import Network
from dtors_network.intervals import share_interval
from dtors_network.model.area import Area, Arrival
from dtors_network.model.bounds import Bounds
from dtors_network.model.estimate import Estimate
from dtors_network.model.laws import faults
from dtors_network.model.vocabulary import EVERYONE, SUPPRESSED
from dtors_network.whatif.remove import steps_without


def followed(reached: object = 50, count: int = 120) -> Area:
    """120 come to the GP; the model gives 29 of 120, which is 0.24."""
    arrivals = (Arrival(service="gp", client_group=EVERYONE, count=count, reached_aftercare=reached),)  # type: ignore[arg-type]
    return replace(counted_area(), arrivals=arrivals)


def starts_only() -> Area:
    area = counted_area()
    rows = tuple(
        replace(row, referred=None, accepted=None, kept_by_sender=None, starts_only=True) for row in area.referrals
    )
    return replace(area, referrals=rows, refusals=())


# ---- seen --------------------------------------------------------------------------------------------------------


def test_the_share_that_was_seen_is_a_plain_one_with_wilsons_interval():
    seen = client_flow(followed()).observed()
    assert seen is not None
    assert isinstance(seen.share, Estimate)
    assert seen.share.value == 50 / 120
    assert (seen.share.low, seen.share.high) == share_interval(50, 120)
    assert str(seen.share.people) == "120"


def test_the_model_is_asked_about_the_same_people():
    flow = client_flow(followed())
    seen = flow.observed()
    assert seen is not None
    assert seen.modelled == flow.reach("aftercare_and_recovery")


def test_whoever_came_from_beside_the_way_is_not_among_those_who_were_followed():
    area = followed()
    back = replace(area.referrals[0], source="minds", target="clinic", referred=30, accepted=30, started=30)
    flow = client_flow(replace(area, referrals=(*area.referrals, back)))
    seen, alone = flow.observed(), flow.reach("aftercare_and_recovery", "gp")
    assert seen is not None and isinstance(seen.modelled, Estimate) and alone is not None
    assert str(flow.coming) == "150"
    assert str(seen.modelled.people) == "120"
    assert (seen.modelled.least, seen.modelled.most) == pytest.approx((alone.least, alone.most))


def test_from_a_service_only_those_who_came_in_there_are_looked_at():
    flow = client_flow(followed())
    seen = flow.observed("gp")
    assert seen is not None and isinstance(seen.share, Estimate)
    assert str(seen.share.people) == "120"
    assert flow.observed("clinic") is None


def test_where_somebody_was_not_followed_nothing_is_said():
    assert client_flow(counted_area()).observed() is None
    area = followed()
    more = Arrival(service="clinic", client_group=EVERYONE, count=7)
    assert client_flow(replace(area, arrivals=(*area.arrivals, more))).observed() is None


def test_a_small_number_that_is_hidden_leaves_a_range():
    seen = client_flow(followed(SUPPRESSED)).observed()
    assert seen is not None and isinstance(seen.share, Estimate)
    assert (seen.share.least, seen.share.most) == (1 / 120, 4 / 120)


def test_few_who_reached_aftercare_are_hidden_before_anything_is_worked_out():
    shown = protect(followed(3))
    assert shown.arrivals[0].reached_aftercare == Bounds(1, 5)
    report = flow_report(client_flow(shown))
    assert report.observed is not None and report.observed.share is not None
    assert report.observed.share.least <= 1 / 116 and report.observed.share.most >= 5 / 120
    assert report == flow_report(client_flow(protect(followed(2))))


# ---- what is said ------------------------------------------------------------------------------------------------


def test_what_was_seen_leads_and_the_model_stands_behind_it():
    report = flow_report(client_flow(followed()))
    assert headline(report).startswith(
        "Of 100 people who come in, about 42 were seen to start aftercare or recovery support (by the model about 24)"
    )
    assert how_sure(report).startswith("95 % intervals: 33 to 51 reach aftercare")


def test_where_the_two_lie_apart_it_is_said():
    assert seen_and_modelled(flow_report(client_flow(followed(70)))).endswith(
        "They differ: where people go next depends on more than where they are. Go by what was seen."
    )
    assert "differ" not in seen_and_modelled(flow_report(client_flow(followed(30))))


def test_both_stand_in_every_figure_and_in_a_sheet_of_their_own():
    account = account_of_reports((flow_report(client_flow(protect(followed(), Profile.NONE))),))
    rows = {row.what: row.parts for row in account.sheet("figures").items}
    assert rows["observed_reach"]["least"] == round(50 / 120, 4)
    assert rows["modelled_reach_of_the_observed"]["people_low"] == 120
    assert account.sheet("observed").rows()[0][2] == round(50 / 120, 4)


# ---- starts only -------------------------------------------------------------------------------------------------


def test_starts_alone_give_the_same_reach_when_the_lost_are_among_those_who_left():
    area = starts_only()
    assert faults(area) == ()
    on_way = [row for row in counted_area().referrals if row.target in ("clinic", "aftercare")]
    lost = {row.source: row.referred - row.started - row.kept_by_sender for row in on_way}
    departures = tuple(replace(row, count=row.count + lost.pop(row.service, 0)) for row in area.departures)
    assert lost == {}
    found = client_flow(replace(area, departures=departures)).reach("aftercare_and_recovery")
    whole = client_flow(counted_area()).reach("aftercare_and_recovery")
    assert found is not None and whole is not None
    assert found.value == pytest.approx(whole.value)


def test_of_links_with_starts_alone_no_loss_is_told():
    flow = client_flow(starts_only())
    assert flow.transitions == ()
    assert flow.journey_ends()[LOST] is None
    assert flow.outcome_mix()[LOST] is None
    assert flow.lost_at(("gp", "clinic")) is None
    report = flow_report(flow)
    assert report.starts_only == 3
    assert "lost" not in headline(report)


def test_a_row_of_starts_alone_gives_nothing_else():
    area = starts_only()
    wrong = replace(area, referrals=(replace(area.referrals[0], referred=90, kept_by_sender=3), *area.referrals[1:]))
    assert [fault.column for fault in faults(wrong)] == ["referred", "kept_by_sender"]


def test_nobody_reaches_aftercare_who_did_not_come():
    (fault,) = faults(followed(121))
    assert (fault.column, fault.value) == ("reached_aftercare", "121")


# ---- what is likely behind the door --------------------------------------------------------------------------------


def test_shares_that_were_seen_have_a_likely_interval_within_and_around_the_strict_range():
    seen, exact = client_flow(protect(followed())).observed(), 50 / 120
    assert seen is not None and isinstance(seen.share, Estimate) and seen.share.middle is not None
    assert seen.share.least <= exact <= seen.share.most
    assert seen.share.least <= seen.share.middle <= seen.share.most
    assert seen.share.low < exact < seen.share.high
    assert isinstance(seen.modelled, Estimate) and seen.modelled.middle is not None


def test_a_mean_over_services_is_least_and_most_at_numbers_that_tried_by_hand_are():
    rows = tuple(
        Arrival(service=name, client_group=EVERYONE, count=Bounds(6, 10), reached_aftercare=0) for name in "ab"
    )
    people = Bounds(1, 1)
    reach = {"a": Estimate(0.2, 0.2, 0.1, 0.3, people, 0.2), "b": Estimate(0.8, 0.8, 0.7, 0.9, people, 0.8)}
    drawn = np.full((2, 3), 8.0), np.zeros((2, 3))
    found = modelled_share(rows, reach, drawn)
    assert found is not None
    tried = [(a * 0.2 + b * 0.8) / (a + b) for a in range(6, 11) for b in range(6, 11)]
    assert (found.least, found.most) == pytest.approx((min(tried), max(tried)))
    assert found.middle == pytest.approx(0.5)


def test_what_a_change_made_of_counts_is_not_read_off_tables_drawn_before():
    steps = steps_of(Network(protect(counted_area())))
    outcomes = tuple(term.code for term in steps.network.area.codebook.outcomes)
    assert counts_of(steps, outcomes) is not None
    assert counts_of(steps_without(steps, frozenset({"aftercare"})), outcomes) is None


def test_load_is_likely_within_what_is_possible():
    area = counted_area()
    services = tuple(replace(row, stay_days=30, places=9) for row in area.services)
    area = replace(area, services=services, period_start=date(2024, 4, 1), period_end=date(2025, 3, 31))
    exact = {load.service: load for load in client_flow(area).known_loads}
    found = client_flow(protect(area)).known_loads
    assert found and all(load.likely is None for load in exact.values())
    for load in found:
        assert load.load is not None and load.likely is not None and load.shown is not None
        low, middle, high = load.likely
        assert load.load[0] - 1e-9 <= middle <= load.load[1] + 1e-9
        assert load.load[2] - 0.1 <= low <= middle <= high <= load.load[3] + 0.1
        assert load.shown == (*load.load[:2], low, high)

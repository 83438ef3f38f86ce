"""The flow of people in sentences: nothing is called the most that is not, and nothing on record is dropped."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from dtors_network.accounts.flow import account_of_reports
from dtors_network.accounts.flow_report import FlowReport, flow_report
from dtors_network.accounts.flow_words import headline, in_the_dark, what_to_collect, worst, worst_share
from dtors_network.disclosure import Profile, protect
from dtors_network.examples import counted_area
from dtors_network.flow import client_flow
from dtors_network.flow.transitions import Transition
from dtors_network.model.area import Area, Arrival, Referral
from dtors_network.model.bounds import Bounds
from dtors_network.model.estimate import part_of
from dtors_network.model.vocabulary import SUPPRESSED

AREA = counted_area()
REPORT = flow_report(client_flow(AREA))


def lost(least: int, most: int, referred: int = 50, source: str = "gp") -> Transition:
    started = Bounds(referred - most, referred - least)
    return Transition(source, "clinic", False, Bounds(referred, referred), started, Bounds(least, most), None, None)


def told(*steps: Transition) -> str:
    return worst(replace(REPORT, transitions=steps))


def test_more_than_anywhere_else_only_where_that_is_sure() -> None:
    ends = "gp (Hill Surgery) and clinic (Riverside)"
    sure = f"More people are lost between {ends} than at any other link: 20 of 50 referred."
    assert told(lost(20, 20), lost(19, 19, source="aftercare")) == sure
    assert told(lost(20, 20)) == sure


@pytest.mark.parametrize("other", [lost(20, 20, source="aftercare"), lost(0, 50, source="aftercare")])
def test_where_another_link_may_lose_as_many_it_is_said_so(other: Transition) -> None:
    assert told(lost(20, 20), other).startswith("At no other link are more people surely lost than between ")


def test_what_is_likely_does_not_make_a_link_the_surest() -> None:
    likely = replace(lost(5, 50, source="aftercare"), likely_lost=(20.0, 30.0, 45.0))
    assert told(likely, lost(20, 20)).startswith("At no other link are more people surely lost than between gp")
    assert told(replace(likely, lost=Bounds(0, 50)), lost(20, 20)).startswith("At no other link are more")


@pytest.mark.parametrize("few", [lost(1, 4, 5), lost(0, 40), lost(4, 4, 5), lost(1, 9, 9)])
def test_a_hidden_few_are_never_the_most(few: Transition) -> None:
    assert told(few) == ""


def test_where_nobody_is_lost_it_is_said_and_where_nothing_is_counted_it_is_not() -> None:
    assert told(lost(0, 0)) == "Nobody is on record as lost between two services."
    assert told() == ""


def test_the_largest_share_is_named_where_it_is_not_where_most_are_lost() -> None:
    many, share = lost(20, 20, 100), lost(10, 10, 12, source="aftercare")
    steps = tuple(replace(one, share_lost=part_of(one.lost, one.started)) for one in (many, share))
    assert worst_share(replace(REPORT, transitions=steps)) == (
        "The surest large share is lost between aftercare (Onward) and clinic (Riverside): 83 % of 12 "
        "(95 % interval 55 to 95 %, whose lower limit is the highest of all)."
    )
    assert worst_share(replace(REPORT, transitions=steps[:1])) == ""


def referred(**counts: Any) -> Area:
    row = Referral(source="gp", target="aftercare", client_group="everyone", **counts)
    return replace(AREA, referrals=(*AREA.referrals, row))


@pytest.mark.parametrize(
    ("counts", "known"),
    [
        ({"referred": 57}, {"referred": 57, "lost": 57}),
        ({"referred": 57, "kept_by_sender": 7}, {"referred": 57, "lost": 50}),
        ({"started": 9}, {"started": 9}),
        ({"referred": 1200, "accepted": 900}, {"referred": 1200, "accepted": 900, "lost": 1200}),
        ({}, {}),
    ],
)
def test_a_link_of_which_a_count_is_blank_is_listed_with_what_is_known(
    counts: dict[str, int], known: dict[str, int]
) -> None:
    report = flow_report(client_flow(replace(referred(**counts), profile=Profile.NONE)))
    (link,) = report.not_counted
    assert (link.source, link.target) == ("gp", "aftercare")
    numbers = {name: getattr(link, name) for name in ("referred", "accepted", "started", "lost")}
    most = {name: number.high for name, number in numbers.items() if number}
    assert most == known
    account = account_of_reports((report,))
    assert len(account.sheet("links_not_counted")) == 1
    figures = [row.what for row in account.sheet("figures").items if row.what.endswith("where_a_count_is_blank")]
    assert {what.split("_where")[0] for what in figures} == set(known)


def test_what_is_hidden_stays_hidden_there_too() -> None:
    report: FlowReport = flow_report(client_flow(protect(referred(referred=3))))
    assert str(report.not_counted[0].referred) == "1–5"
    report = flow_report(client_flow(referred(referred=SUPPRESSED)))
    assert str(report.not_counted[0].referred) == "*"


def test_links_that_are_counted_are_not_listed_again() -> None:
    assert REPORT.not_counted == ()


def test_nobody_came_is_not_the_same_as_nobody_counted() -> None:
    none = replace(AREA, arrivals=tuple(replace(row, count=0) for row in AREA.arrivals))
    report = flow_report(client_flow(none))
    assert (
        headline(report) == "How many people reach aftercare is not counted: nobody came in, by the counts of arrivals."
    )
    blank = replace(AREA, arrivals=(*none.arrivals, Arrival(service="clinic", client_group="everyone", count=None)))
    assert headline(flow_report(client_flow(blank))).endswith("nobody counted all who come in.")
    assert "collect: the arrivals" in what_to_collect(flow_report(client_flow(blank)))
    assert "collect" not in what_to_collect(report)


def test_no_page_names_a_column() -> None:
    open_area = replace(AREA, departures_complete=False)
    assert what_to_collect(flow_report(client_flow(open_area))).endswith("that departures are complete.")


def test_ends_of_journeys_that_come_to_more_than_all_say_why() -> None:
    """A reader who adds the rows of a table up must not find what nothing explains."""
    blank = tuple(replace(row, started=None) if row.source == "clinic" else row for row in AREA.referrals)
    report = flow_report(client_flow(protect(replace(AREA, referrals=blank), "none"), draws=8))
    assert sum(one.share.least + one.share.most for one in report.journeys if one.share) / 2 > 1.01
    assert in_the_dark(report).startswith("What becomes of people at clinic (Riverside) is not known: each end")
    assert in_the_dark(report) in account_of_reports((report,)).sentences
    assert sum(one.share.least for one in REPORT.journeys if one.share) == pytest.approx(1)
    assert in_the_dark(REPORT) == ""

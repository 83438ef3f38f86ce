"""What is allowed and still told: dates, look-alikes, empty tables, impossible waits and remainders."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from dtors_network.disclosure import protect
from dtors_network.examples import small_area
from dtors_network.model.area import Area, BarrierReport, Referral
from dtors_network.model.bounds import Bounds
from dtors_network.model.cautions import warnings
from dtors_network.model.laws import faults
from dtors_network.model.vocabulary import SUPPRESSED, Count, End
from tests.attacker.small import small_counted_area

SMALL = small_area()
STATEMENT = SMALL.statements[0]


def people(group: str, referred: Count, started: Count, **more: Any) -> Referral:
    return Referral(source="gp", target="clinic", client_group=group, referred=referred, started=started, **more)


CASES: dict[str, tuple[Area, list[str]]] = {
    "said before the period": (
        replace(
            SMALL,
            period_start=date(2025, 4, 1),
            statements=(replace(STATEMENT, said_on=date(2025, 3, 31)),),
        ),
        [
            "statements, column said_on: this was said outside the area's period (2025-04-01 to …) "
            "(found '2025-03-31'). Check the date, or the period"
        ],
    ),
    "said on the last day": (
        replace(SMALL, period_end=date(2025, 3, 31), statements=(replace(STATEMENT, said_on=date(2025, 3, 31)),)),
        [],
    ),
    "a column that looks like another": (
        replace(SMALL, extra=(("period start", "x"),), statements=(replace(STATEMENT, extra=(("Agreements", "x"),)),)),
        [
            "area, row 1, column period start: this column is not known, and kept as an attribute; it looks like "
            "'period_start'. Rename it if you meant that one",
            "statements, row 1, column Agreements: this column is not known, and kept as an attribute; it looks like "
            "'agreement'. Rename it if you meant that one",
        ],
    ),
    "a column of one's own": (replace(SMALL, extra=(("population", "120000"),)), []),
    "a table without a row": (
        replace(SMALL, tables=SMALL.tables | {"refusals"}),
        [
            "refusals: this table is given and has no rows, which says that there was nothing to list. "
            "Delete the table if nobody asked or counted"
        ],
    ),
    "a side without a link": (
        replace(SMALL, barriers=(BarrierReport(report="B1", code="need.rewards", side=End.SENDER, service="gp"),)),
        [
            "barriers, column side: a side is named, and no link (found 'sender'). "
            "Name source and target, or leave the side blank"
        ],
    ),
    "a median beyond nine in ten": (
        replace(SMALL, referrals=(people("everyone", 5, 4, wait_median_days=12.5, wait_p90_days=7.0),)),
        [
            "referrals, column wait_median_days: half waited more than 12.5 days, and nine in ten at most 7 "
            "(found '12.5'). Correct one of the two"
        ],
    ),
    "more of a group lost than of everyone": (
        replace(SMALL, referrals=(people("everyone", 20, 15), people("currently_using", 12, 0))),
        [
            "referrals, column referred: 12 of currently_using were referred and did not start, and of everyone only "
            "5 (referrals) (found '12'). Correct one of the two: a client group is part of everyone"
        ],
    ),
    "hidden counts that may fit": (
        replace(SMALL, referrals=(people("everyone", 20, 15), people("currently_using", 8, SUPPRESSED))),
        [],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_doubt_is_told_whole_and_is_no_fault(case: str) -> None:
    area, doubts = CASES[case]
    assert [str(doubt) for doubt in warnings(area)] == doubts
    assert faults(area) == ()


@pytest.mark.parametrize("profile", ["ndtms", "nhs_digital"])
def test_blocks_without_a_profile_are_asked_about(profile: str) -> None:
    shown = protect(small_counted_area(2, most=80), profile)
    assert not [one for one in warnings(shown) if one.column == "profile"]
    (asked,) = [one for one in warnings(replace(shown, profile=None)) if one.column == "profile"]
    assert f"Write {profile}" in (asked.fix or "")


def test_ranges_of_an_owner_are_not_taken_for_blocks() -> None:
    shown = replace(protect(small_counted_area(2, most=80)), profile=None)
    row = replace(shown.arrivals[0], count=Bounds(7, 12))
    owner = replace(shown, arrivals=(row, *shown.arrivals[1:]))
    assert not [one for one in (*warnings(owner), *warnings(small_counted_area(2))) if one.column == "profile"]


def test_services_that_nobody_can_tell_apart_are_named() -> None:
    area = small_area()
    gp, *others = area.services
    twin = replace(gp, service="twin", name=f" {gp.title.upper()} ")
    (told,) = [one for one in warnings(replace(area, services=(gp, *others, twin))) if one.column == "name"]
    assert "the same name (gp)" in told.problem and told.file.startswith("services")
    elsewhere = replace(twin, organisation=others[0].organisation)
    assert not [one for one in warnings(replace(area, services=(gp, *others, elsewhere))) if one.column == "name"]

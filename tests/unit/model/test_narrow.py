"""A range that the other counts of its row leave one number of is told, with the number; others pass."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dtors_network.examples import small_area
from dtors_network.model.area import Area, Arrival, Referral
from dtors_network.model.bounds import SUPPRESSED, Bounds
from dtors_network.model.laws import faults
from dtors_network.model.vocabulary import Profile


def area(**counts: object) -> Area:
    row = Referral(source="gp", target="clinic", client_group="everyone", **counts)  # type: ignore[arg-type]
    return replace(small_area(), referrals=(row,))


@pytest.mark.parametrize(
    ("counts", "column", "number"),
    [
        ({"referred": 8, "started": Bounds(8, 12)}, "started", 8),
        ({"referred": Bounds(4, 8), "started": 8}, "referred", 8),
        ({"referred": 20, "accepted": Bounds(5, 9), "started": 9}, "accepted", 9),
        ({"referred": 20, "started": 12, "lost": Bounds(6, 10)}, "lost", 8),
        ({"referred": Bounds(11, 15), "started": Bounds(6, 10), "lost": Bounds(1, 5)}, "", 0),
        ({"referred": 1, "started": SUPPRESSED}, "", 0),
        ({"referred": None, "started": Bounds(8, 12)}, "", 0),
    ],
)
def test_one_number_that_is_left_is_told(counts: dict[str, object], column: str, number: int) -> None:
    told = [(fault.column, fault.fix) for fault in faults(area(**counts))]
    assert told == ([(column, f"Write {number}")] if column else [])


def test_of_arrivals_too() -> None:
    row = Arrival(service="gp", client_group="everyone", count=Bounds(3, 9), reached_aftercare=9)
    (fault,) = faults(replace(small_area(), arrivals=(row,)))
    assert (fault.column, fault.value, fault.fix) == ("count", "3..9", "Write 9")


def test_a_broken_law_is_told_as_such_and_blocks_are_no_ranges_of_an_owner() -> None:
    assert "Write" not in str(faults(area(referred=5, started=Bounds(8, 12))))
    assert faults(replace(area(referred=8, started=Bounds(8, 12)), profile=Profile.NDTMS)) == ()

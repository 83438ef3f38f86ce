"""The laws of counts by hand: what is told where counts cannot be brought together, and silence where they can."""

from dataclasses import replace

import pytest

from dtors_network.examples import small_area
from dtors_network.model.area import Departure, Origin, Referral, Refusal
from dtors_network.model.bounds import Bounds
from dtors_network.model.count_laws import count_faults
from dtors_network.model.vocabulary import EVERYONE, SUPPRESSED, Count

STAR = SUPPRESSED
PART = "Correct one of the two: a client group is part of everyone"
LATE = "Correct one of the two: those who waited over 21 days are counted among those who started"
KEPT = "Correct one of them: whoever the sender kept was referred and did not start"


def told(*rows: Referral | Refusal) -> list[str]:
    referrals = tuple(row for row in rows if isinstance(row, Referral))
    refusals = tuple(row for row in rows if isinstance(row, Refusal))
    return [str(fault) for fault in count_faults(replace(small_area(), referrals=referrals, refusals=refusals))]


def people(group: str = EVERYONE, **counts: Count) -> Referral:
    row = 2 if group == EVERYONE else 3
    return Referral(source="gp", target="clinic", client_group=group, origin=Origin("referrals.csv", row), **counts)


def reason(count: Count, code: str = "other", group: str = EVERYONE) -> Refusal:
    return Refusal(
        source="gp", target="clinic", client_group=group, reason=code, count=count, origin=Origin("refusals.csv", 2)
    )


@pytest.mark.parametrize(
    "rows",
    [
        [people(referred=STAR, accepted=STAR, started=STAR)],
        [people(referred=STAR, accepted=3, started=STAR, kept_by_sender=STAR), reason(2)],
        [people(referred=None, accepted=None, started=90), reason(500)],
        [people(referred=4, started=STAR), people("currently_using", referred=STAR, started=1)],
        [people(referred=9, started=5, kept_by_sender=4), reason(4)],
        [people("currently_using", referred=3, started=3), reason(7)],
        [people(referred=5, started=0, waited_over_21_days=0)],
    ],
    ids=["all hidden", "room for all", "not counted", "a group within", "kept with a reason", "other groups", "nobody"],
)
def test_counts_that_can_be_are_let_be(rows: list[Referral | Refusal]) -> None:
    assert told(*rows) == []


def test_waits_beyond_starts() -> None:
    assert told(people(started=2, waited_over_21_days=3)) == [
        "referrals.csv, row 2, column waited_over_21_days: waited_over_21_days is 3, more than started, which is 2 "
        f"(found '3'). {LATE}"
    ]


def test_one_hidden_count_pushes_another() -> None:
    """Two hidden lists of reasons need two losses; one of at most four referred has started, and three were."""
    assert told(people(referred=STAR, started=3), reason(STAR), reason(STAR, "no_capacity")) == [
        "refusals.csv, row 2, column count: the reasons for everyone add up to 2, and at most 1 did not start "
        "(referrals.csv, row 2) (found '*'). Count each person under one reason only"
    ]


def test_kept_beyond_losses() -> None:
    assert told(people(referred=6, started=4, kept_by_sender=3)) == [
        "referrals.csv, row 2, column kept_by_sender: kept_by_sender is 3, and at most 2 of those referred did not "
        f"start (found '3'). {KEPT}"
    ]


def test_a_group_pushes_everyone_beyond() -> None:
    rows = [people(referred=4, started=None), people("currently_using", referred=None, started=5)]
    assert told(*rows) == [
        "referrals.csv, row 3, column started: started of currently_using is 5, more than everyone's referred, "
        f"which is 4 (referrals.csv, row 2) (found '5'). {PART}"
    ]


def test_a_group_that_must_be_larger_than_it_says() -> None:
    rows = [
        people(referred=4),
        people("currently_using", referred=None, started=3),
        reason(2, group="currently_using"),
    ]
    assert told(*rows) == [
        "referrals.csv, row 3, column referred: referred of currently_using is at least 5, more than everyone's "
        f"referred, which is 4 (referrals.csv, row 2). {PART}"
    ]


def test_one_contradiction_is_told_once() -> None:
    assert len(told(people(referred=1, accepted=2, started=3, kept_by_sender=4), reason(5))) == 2


# ---- what is published beside: losses, and totals of departures ----------------------------------------------------


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (people(referred=10, started=4, lost=7), "lost"),
        (people(referred=10, started=4, lost=5), "lost"),
        (people(referred=Bounds(16, 20), started=Bounds(1, 5), lost=Bounds(6, 10)), "lost"),
        (people(referred=Bounds(16, 20), accepted=3, lost=Bounds(6, 10)), "lost"),
        (people(lost=3, kept_by_sender=Bounds(4, 9)), "kept_by_sender"),
    ],
    ids=["too many", "too few", "ranges too far apart", "few accepted", "kept beyond lost"],
)
def test_losses_that_are_not_referred_less_started_are_told(row: Referral, column: str) -> None:
    assert [fault.column for fault in count_faults(replace(small_area(), referrals=(row,)))] == [column]


@pytest.mark.parametrize(
    "row",
    [
        people(referred=10, started=4, lost=6),
        people(referred=Bounds(16, 20), started=Bounds(6, 10), lost=Bounds(6, 10)),
        people(referred=None, started=4, lost=90),
        people(referred=10, started=None, lost=STAR),
    ],
    ids=["exact", "ranges", "not counted", "hidden"],
)
def test_losses_that_can_be_are_let_be(row: Referral) -> None:
    assert told(row) == []


@pytest.mark.parametrize(
    ("total", "counts", "told_so"),
    [
        (9, (4, 5), False),
        (8, (4, 5), True),
        (Bounds(6, 10), (STAR, 5), False),
        (Bounds(11, 15), (STAR, 5), True),
        (Bounds(1, 5), (STAR, 5), True),
        (3, (None, 5), False),
    ],
)
def test_a_total_of_departures_is_that_of_its_outcomes(total: Count, counts: tuple[Count, ...], told_so: bool) -> None:
    area = small_area()
    services = tuple(replace(row, departures_total=total if row.service == "clinic" else None) for row in area.services)
    rows = [
        Departure(service="clinic", client_group=EVERYONE, outcome=outcome, count=count)
        for outcome, count in zip(("recovering", "relapsed"), counts, strict=True)
    ]
    found = list(count_faults(replace(area, services=services, departures=tuple(rows))))
    assert [fault.column for fault in found] == ["departures_total"] * told_so

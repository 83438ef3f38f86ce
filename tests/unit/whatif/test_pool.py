"""What changes give in drawn tables: held against every lawful table of a small area, and plain python."""

from dataclasses import replace
from datetime import date
from itertools import product
from math import ceil, floor

import numpy as np
import pytest

from dtors_network.model.bounds import Bounds
from dtors_network.whatif import Baseline, side, what_if
from dtors_network.whatif import rises as low_rank
from dtors_network.whatif.add_link import AddLink
from dtors_network.whatif.merge import MergeServices
from dtors_network.whatif.places import AddPlaces
from dtors_network.whatif.pool import pool_of
from dtors_network.whatif.reasons import DrawnReasons
from dtors_network.whatif.relieve import Relieve
from dtors_network.whatif.remove import RemoveService
from tests.unit.whatif.drawing import LINE, area_of, came, left, near, refused, sent, service, with_rows

ROOM, CONTACT = "no_capacity", "could_not_contact"
TWO = with_rows(
    LINE,
    refused("gp", "clinic", ROOM, 10),
    refused("gp", "clinic", CONTACT, 6),
    refused("clinic", "aftercare", ROOM, 4),
)


def rises(area, group, sets, sign=-1):
    """Value sets of changes on the drawn tables of a group."""
    return pool_of(Baseline(area).flow(group)).rises(sets, sign)


SOME, MORE = Bounds(1, 5), Bounds(6, 10)


def with_blocks():
    """Give one link on the way to aftercare whose counts are ranges; everybody comes to its sender."""
    return area_of(
        service("gp", "gp"),
        service("clinic", "psychosocial"),
        service("after", "aftercare"),
        came("gp", 10),
        sent("gp", "clinic", 10, 10),
        sent("clinic", "after", MORE, SOME),
        refused("clinic", "after", ROOM, SOME),
        left("clinic", SOME),
        left("after", 10),
    )


def by_hand(referred, started, r, gone, strength):
    """Give the least and the most rise of one table, in fractions of those at the clinic."""
    lost = referred - started
    most = min(lost, ceil(strength * lost))
    rest = referred - strength * r
    least = min(most, floor(strength * r * started / rest)) if rest else 0
    whole = referred + gone
    return least / whole, most / whole


def tables(area):
    row = area.referral_at["clinic", "after", "everyone"]
    ranges = (row.referred, row.started, area.refusals[0].count, area.departures[0].count)
    for referred, started, r, gone in product(*(range(one.low, one.high + 1) for one in ranges)):
        if started + r <= referred:
            yield referred, started, r, gone


@pytest.mark.parametrize("strength", [0.25, 0.5, 1.0])
def test_every_lawful_table_lies_within_the_strict_ends_and_drawn_ones_among_them(strength):
    area, change = with_blocks(), Relieve(ROOM, strength=strength)
    every = [by_hand(*table, strength) for table in tables(area)]
    rise = what_if(Baseline(area, draws=40), [change]).reach[0].rise
    assert rise.least <= min(least for least, _ in every) + 1e-12
    assert rise.most >= max(most for _, most in every) - 1e-12
    for sign, end in ((-1, 0), (1, 1)):
        drawn = rises(area, "everyone", [[change]], sign)[0]
        lawful = {round(both[end], 9) for both in every}
        assert {round(float(one), 9) for one in drawn} <= lawful
    assert rise.least <= rise.low <= rise.middle <= rise.high <= rise.most + 0.5


@pytest.mark.parametrize("strength", [0.5, 1.0])
def test_the_mean_over_the_drawn_tables_is_that_of_plain_python(strength):
    area, change = with_blocks(), Relieve(ROOM, strength=strength)
    pool = pool_of(Baseline(area).flow("everyone"))
    drawn = pool.tables[0]
    cell = drawn.back.cell(("clinic", "after"))
    numbers = zip(cell.referred, cell.started, cell.reasons[ROOM], drawn.counts.left[1].sum(axis=0), strict=True)
    plain = [by_hand(*(int(number) for number in table), strength)[0] for table in numbers]
    assert rises(area, "everyone", [[change]]).mean() == pytest.approx(sum(plain) / len(plain), abs=1e-12)
    assert what_if(Baseline(area), [change]).reach[0].rise.middle == pytest.approx(sum(plain) / len(plain), abs=1e-12)


SETS = (
    [Relieve(ROOM)],
    [Relieve(ROOM, strength=0.5)],
    [Relieve(ROOM), Relieve(CONTACT)],
    [Relieve(ROOM, source="gp", target="clinic"), Relieve(ROOM, source="clinic", target="aftercare")],
    [AddLink("gp", "aftercare", 0.3)],
    [AddLink("gp", "clinic", 0.3), AddLink("clinic", "aftercare", 0.25)],
    [AddPlaces("clinic", 3)],
    [],
)


def test_where_every_count_is_known_it_is_the_least_and_the_most_rise_itself():
    for sign, end in ((-1, 0), (1, 1)):
        found = rises(TWO, "everyone", SETS, sign)
        assert found.shape == (len(SETS), 1)
        wanted = [what_if(Baseline(TWO, draws=2), one).reach[0].rise[end] for one in SETS]
        assert found[:, 0] == near(wanted)


def test_a_link_takes_of_those_who_do_not_come_back_at_the_same_reading():
    """Bounds take each change at its own: fewest come back, and fewest are left for the link."""
    some = [Relieve(ROOM), Relieve(CONTACT, "clinic"), AddLink("clinic", "aftercare", 0.5)]
    least, most = what_if(Baseline(TWO, draws=2), some).reach[0].rise[:2]
    found = [rises(TWO, "everyone", [some], sign)[0, 0] for sign in (-1, 1)]
    assert least <= found[0] <= found[1] <= most + 1e-9


CIRCLE = area_of(
    service("gp", "gp"),
    service("clinic", "psychosocial"),
    service("day", "day_programme"),
    service("after", "aftercare"),
    came("gp", 60),
    came("day", 20),
    sent("gp", "clinic", 60, 40),
    sent("clinic", "day", 40, 24),
    sent("day", "clinic", 20, 9),
    sent("clinic", "after", 20, 7),
    left("day", 12),
    left("after", 7),
    *(
        refused(*pair, ROOM, 6)
        for pair in (("gp", "clinic"), ("clinic", "day"), ("day", "clinic"), ("clinic", "after"))
    ),
)


def plain_reach(area):
    """Solve the chain as it stands in the tables."""
    at = {row.service: place for place, row in enumerate(area.services)}
    people, moves = np.zeros(4), np.zeros((4, 4))
    for row in area.referrals:
        people[at[row.source]] += row.referred
        moves[at[row.source], at[row.target]] += row.started
    for row in area.departures:
        people[at[row.service]] += row.count
    share = moves / people[:, None]
    share[at["after"]] = 0
    reach = np.linalg.solve(np.eye(4) - share, np.eye(4)[at["after"]])
    come = {row.service: row.count for row in area.arrivals}
    return sum(reach[at[place]] * count for place, count in come.items()) / sum(come.values())


@pytest.mark.parametrize("few", [0, 8])
@pytest.mark.parametrize("many", [1, 2, 3, 4])
def test_a_chain_that_goes_round_is_solved_anew_and_gives_the_same(many, few, monkeypatch):
    """One row, two, three and four rows changed at once: equations by row, and by sender where there are many rows."""
    monkeypatch.setattr(low_rank, "FEW", few)
    some = CIRCLE.refusals[:many]
    changes = [Relieve(ROOM, source=row.source, target=row.target) for row in some]
    back = {}
    for row in some:
        told = CIRCLE.referral_at[row.source, row.target, "everyone"]
        back[row.source, row.target] = floor(6 * told.started / (told.referred - 6))
    after = tuple(replace(row, started=row.started + back.get((row.source, row.target), 0)) for row in CIRCLE.referrals)
    wanted = plain_reach(replace(CIRCLE, referrals=after)) - plain_reach(CIRCLE)
    assert rises(CIRCLE, "everyone", [changes])[0, 0] == pytest.approx(wanted, abs=1e-9)


def test_sets_are_valued_alone_as_together():
    together = rises(CIRCLE, "everyone", [[Relieve(ROOM, "clinic")], [Relieve(ROOM, "day")], [Relieve(ROOM)]])
    alone = [
        rises(CIRCLE, "everyone", [[one]])[0] for one in (Relieve(ROOM, "clinic"), Relieve(ROOM, "day"), Relieve(ROOM))
    ]
    assert together == pytest.approx(np.array(alone))


@pytest.mark.parametrize("place", ["gp", "day", ""])
def test_who_comes_is_that_of_the_whole_chain_solved_anew(place):
    drawn, some = pool_of(Baseline(CIRCLE).flow("everyone")).tables[0], [Relieve(ROOM, place)]
    anew = side.inflow_of(drawn.after(some, -1), drawn.flow.boxes.not_counted)
    assert low_rank.inflow_after(drawn, some, -1) == pytest.approx(anew)


def test_more_of_a_reason_never_gives_less_in_any_table():
    area = with_blocks()
    found = rises(area, "everyone", [[Relieve(ROOM, strength=s / 4)] for s in range(5)])
    assert (found[0] == 0).all() and (np.diff(found, axis=0) >= -1e-12).all()
    assert (found[-1] == rises(area, "everyone", [[Relieve(ROOM)]])[0]).all()


@pytest.mark.parametrize("change", [RemoveService("clinic"), MergeServices("clinic", "after")])
def test_where_people_go_tables_lie_within_the_strict_range(change):
    rise = what_if(Baseline(with_blocks(), draws=40), [change]).reach[0].rise
    assert rise.least - 1e-9 <= rise.middle <= rise.most + 1e-9


def test_who_comes_to_a_service_in_the_drawn_tables_is_within_what_is_possible():
    area = replace(with_blocks(), period_start=date(2025, 4, 1), period_end=date(2026, 3, 31))
    area = replace(area, services=tuple(replace(row, places=1, stay_days=30) for row in area.services))
    load = next(one for one in what_if(area, [Relieve(ROOM)]).loads if one.service == "after")
    assert load.likely_after.middle >= load.likely_before.middle
    assert load.after.load[0] - 1e-9 <= load.likely_after.middle <= load.after.load[1] + 1e-9


def test_reasons_keep_to_the_losses_and_come_to_them_where_they_do_everywhere():
    missed = np.array([2.0, 5.0, 9.0])
    some = [refused("gp", "clinic", code, Bounds(0, 5)) for code in (ROOM, CONTACT)]
    drawn = DrawnReasons(with_rows(LINE, *some), 1).at(("gp", "clinic"), "everyone", missed)
    assert all((drawn[code] >= 0).all() and (drawn[code] <= 5).all() for code in drawn)
    assert (sum(drawn.values()) <= missed).all()
    row = sent("gp", "clinic", 100, 90)
    area = replace(LINE, referrals=(row,), refusals=(some[0], replace(some[1], count=Bounds(6, 10))))
    whole = DrawnReasons(area, 1).at(("gp", "clinic"), "everyone", np.full(200, 10.0))
    assert (whole[ROOM] + whole[CONTACT] == 10).all()
    assert len(set(whole[ROOM])) > 1

"""The rise and its interval: the same people drawn before and after."""

import numpy as np
import pytest

from dtors_network.whatif import what_if
from dtors_network.whatif.add_link import AddLink
from dtors_network.whatif.baseline import Baseline
from dtors_network.whatif.making import flow_after
from dtors_network.whatif.merge import MergeServices
from dtors_network.whatif.reach import Compared
from dtors_network.whatif.relieve import Relieve
from dtors_network.whatif.remove import RemoveService
from tests.unit.whatif.drawing import LINE, area_of, came, left, near, refused, sent, service, with_rows

DRAWS = 4_000
ALL = 1.0
PAIR = {"source": "clinic", "target": "care"}

# Whoever comes to the clinic sets out there: 40 start at aftercare, 20 are lost, 40 leave; 12 of the lost and 8 others
# gave a reason, so that 12 · 40 ÷ 48 = 10 to 12 come back.
ONE_LINK = area_of(
    service("clinic", "psychosocial", "west"),
    service("care", "aftercare", "west"),
    came("clinic", 100),
    sent("clinic", "care", 60, 40),
    left("clinic", 40, "relapsed"),
    left("care", 40, "recovering"),
    refused("clinic", "care", "no_capacity", 12),
    refused("clinic", "care", "other", 8),
)


def rise(area, *changes, draws=DRAWS, seed=0):
    return what_if(Baseline(area, draws=draws, seed=seed), changes).reach[0]


def simulated(moved, draws=400_000):
    """Shares of started, lost and left, drawn by hand: half of a prior mass of 1 on starting, half on the others."""
    outcomes = len(ONE_LINK.codebook.outcomes)
    parts = np.array([0.5, *[0.5 / (1 + outcomes)] * (1 + outcomes)])
    counts = np.array([40, 20, 40, *([0] * (outcomes - 1))]) + parts
    shares = np.random.default_rng(7).dirichlet(counts, draws)
    more = shares[:, 1] * moved / 20
    return more, shares[:, 0] + more


def test_the_interval_of_one_link_is_that_of_a_dirichlet_drawn_by_hand():
    found = rise(ONE_LINK, Relieve("no_capacity", **PAIR))
    low, high = simulated(10)[0], simulated(12)[0]
    assert found.rise[:2] == near((0.10, 0.12))
    assert found.rise[2] == pytest.approx(np.percentile(low, 2.5), abs=0.004)
    assert found.rise[3] == pytest.approx(np.percentile(high, 97.5), abs=0.006)


def test_reach_after_is_drawn_with_the_same_people():
    found = rise(ONE_LINK, Relieve("no_capacity", **PAIR))
    assert found.after.low == pytest.approx(np.percentile(simulated(10)[1], 2.5), abs=0.006)
    assert found.after.high == pytest.approx(np.percentile(simulated(12)[1], 97.5), abs=0.006)


def test_that_it_is_the_same_people_makes_the_interval_narrower():
    found = rise(ONE_LINK, Relieve("no_capacity", **PAIR))
    apart = found.after.high - found.before.low - (found.after.low - found.before.high)
    assert found.rise[3] - found.rise[2] < apart / 2


def test_a_new_link_draws_from_all_who_ended():
    found = rise(ONE_LINK, AddLink("clinic", "care", 0.5))
    shares = np.random.default_rng(7).dirichlet([60.5, 40.5], 400_000)[:, 0] * 0.5
    assert found.rise[:2] == near((0.3, 0.3))
    assert found.rise[2:4] == pytest.approx(tuple(np.percentile(shares, [2.5, 97.5])), abs=0.006)


@pytest.mark.parametrize("change", [Relieve("no_capacity"), AddLink("clinic", "care", 0.5)])
def test_the_same_seed_gives_the_same_interval_and_another_seed_another(change):
    first, again, other = (rise(ONE_LINK, change, draws=200, seed=seed) for seed in (3, 3, 4))
    assert first == again
    assert first.rise[:2] == other.rise[:2] and first.rise[2:4] != other.rise[2:4]


def test_without_a_change_nothing_rises_in_any_replicate():
    found = rise(ONE_LINK, draws=100)
    assert found.rise[:4] == (0, 0, 0, 0)
    assert found.after == found.before


def test_where_people_go_the_same_replicates_are_held_against_each_other():
    found = rise(LINE, RemoveService("minds"), draws=200)
    assert found.rise[:4] == near((0, 0, 0, 0))
    closed = rise(LINE, RemoveService("clinic"), draws=200)
    assert closed.rise[:2] == near((-0.2417, -0.2417))
    assert closed.rise[2] == pytest.approx(-closed.before.high, abs=1e-6)
    merged = rise(LINE, MergeServices("clinic", "aftercare"), draws=200)
    assert merged.rise[:2] == near((80 / 120 - 0.2417,) * 2)
    assert (
        merged.rise[3] - merged.rise[2] < merged.after.high - merged.after.low + merged.before.high - merged.before.low
    )


def test_the_interval_holds_the_range():
    for change in (Relieve("no_capacity"), RemoveService("minds"), AddLink("gp", "clinic")):
        area = with_rows(LINE, refused("gp", "clinic", "no_capacity", 10))
        least, most, low, high, _ = rise(area, change, draws=20).rise
        assert low <= least <= most <= high


def test_whoever_comes_back_is_taken_from_those_lost_at_the_row_itself():
    """Two rows of one sender: nobody who was lost at the first starts at the second."""
    area = area_of(
        service("clinic", "psychosocial", "west"),
        service("day", "day_programme", "west"),
        service("care", "aftercare", "west"),
        came("clinic", 100),
        sent("clinic", "care", 40, 20),
        sent("clinic", "day", 40, 20),
        left("clinic", 20),
        left("day", 20),
        left("care", 20),
    )
    found = rise(with_rows(area, refused("clinic", "day", "no_capacity", 20)), Relieve("no_capacity", "day"), draws=50)
    assert found.rise[:4] == (0, 0, 0, 0)


def test_services_that_go_are_compared_with_what_they_were():
    baseline = Baseline(LINE, draws=2)
    changes = (RemoveService("clinic"),)
    both = Compared(baseline.flow("everyone"), flow_after(baseline, changes, "everyone"), changes)
    assert both.before.steps.services == both.after.steps.services
    assert not both.is_same_people
    assert both.range("clinic")[1].most == 0

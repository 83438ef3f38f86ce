"""Replicates of a chain: what is drawn is the distribution that is stated, and drawn again it is the same."""

import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from scipy.stats import beta

from dtors_network.accounts.flow_report import flow_report
from dtors_network.examples import counted_area
from dtors_network.flow import client_flow, draws, gammas
from dtors_network.flow.chain import Chain, Question
from dtors_network.flow.draws import WEAK_BANDS, Pools, Replicates, enough, weak_band
from dtors_network.flow.pool import Pool, cells_of, cells_of_chain
from dtors_network.intervals import share_interval
from tests.unit.flow.chains import NOTHING, asking, boxes_of, chain_of, random_chain

MANY = 40_000


def possible(chain: Chain) -> np.ndarray:
    return np.ones(len(chain.sender), dtype=bool)


def drawn(chain: Chain, goals: list[int], **more: int) -> np.ndarray:
    return Replicates(chain, possible(chain), **more).worth(asking(chain, goals), NOTHING(chain.size))


@pytest.mark.parametrize(("started", "lost", "left"), [(8, 3, 5), (0, 4, 10), (40, 0, 0), (0, 0, 1)])
def test_the_share_who_start_has_the_beta_distribution_of_counts_and_prior(started: int, lost: int, left: int) -> None:
    chain = chain_of([(0, 1, started, lost)], [left, 1])
    found = drawn(chain, [1], draws=MANY)[:, 0]
    exact = beta(started + 1 / 2, lost + left + 1 / 2)  # half of the prior on going on, half on not
    assert found.mean() == pytest.approx(exact.mean(), abs=5 * exact.std() / MANY**0.5)
    for share in (0.025, 0.5, 0.975):
        error = (share * (1 - share) / MANY) ** 0.5
        assert (found <= exact.ppf(share)).mean() == pytest.approx(share, abs=5 * error)


def test_all_of_the_people_at_a_service_start_are_lost_or_leave() -> None:
    chain = random_chain(1)
    for started, lost, left in Replicates(chain, possible(chain), draws=5).kept():
        total = left.sum(axis=2)
        for row, sender in enumerate(chain.sender):
            total[:, sender] += started[:, row] + lost[:, row]
        assert total == pytest.approx(np.ones((5, chain.size)))


def test_the_same_seed_gives_the_same_replicates_and_another_seed_others() -> None:
    chain = random_chain(2)
    assert (drawn(chain, [0], draws=20, seed=7) == drawn(chain, [0], draws=20, seed=7)).all()
    assert (drawn(chain, [0], draws=20, seed=7) != drawn(chain, [0], draws=20, seed=8)).any()


def test_a_link_that_is_not_possible_never_gets_a_start() -> None:
    chain = chain_of([(0, 1, 0, 5), (0, 2, 5, 5)], [3, 1, 1])
    replicates = Replicates(chain, np.array([False, True]), draws=500)
    assert replicates.worth(asking(chain, [1]), NOTHING(3))[:, 0].tolist() == [0.0] * 500


def test_an_unseen_start_on_a_possible_link_stays_possible() -> None:
    chain = chain_of([(0, 1, 0, 5)], [3, 1])
    assert drawn(chain, [1], draws=500)[:, 0].max() > 0.01


def test_two_questions_are_asked_of_the_same_replicates() -> None:
    chain = chain_of([(0, 1, 4, 3)], [2, 1])
    replicates = Replicates(chain, possible(chain), draws=50)
    reached = replicates.worth(asking(chain, [1]), NOTHING(2))[:, 0]
    lost = replicates.worth(asking(chain, lost=np.ones(1)), NOTHING(2))[:, 0]
    left = replicates.worth(asking(chain, [1], stopped=0.0, left=np.ones(1)), NOTHING(2))[:, 0]
    assert reached + lost + left == pytest.approx(np.ones(50))


def test_a_start_off_the_way_ends_it_in_every_replicate() -> None:
    chain = chain_of([(0, 1, 4, 3), (1, 2, 4, 3)], [2, 1, 1])
    replicates = Replicates(chain, possible(chain), draws=50)
    off = asking(chain, [2], on_way=np.array([True, False]), off_way=1.0, stopped=0.0)
    on = replicates.worth(asking(chain, [2]), NOTHING(3))
    assert replicates.worth(off, NOTHING(3))[:, :2] == pytest.approx(on[:, :2])


def test_each_of_two_links_has_half_of_what_going_on_has_of_the_prior() -> None:
    chain = chain_of([(0, 1, 0, 0), (0, 2, 3, 0)], [1, 1, 1])
    found = drawn(chain, [1], draws=MANY)[:, 0]
    exact = beta(0.25, 4.75)  # 3 who started elsewhere and 1 who left; 1/4 of the prior each, 1/2 on not going on
    assert found.mean() == pytest.approx(exact.mean(), abs=5 * exact.std() / MANY**0.5)
    assert np.percentile(found, 97.5) == pytest.approx(exact.ppf(0.975), abs=0.01)


def test_where_nothing_leads_on_all_of_the_prior_is_on_not_going_on() -> None:
    chain = chain_of([(0, 1, 0, 2)], [0, 1])
    (shares,) = Replicates(chain, np.array([False]), draws=MANY).blocks()
    exact = beta(2.5, 0.5)  # half of the prior on the loss, half on the one outcome
    assert shares.lost[0].mean() == pytest.approx(exact.mean(), abs=5 * exact.std() / MANY**0.5)


def test_five_of_ten_have_an_interval_like_wilsons() -> None:
    chain = chain_of([(0, 1, 5, 0)], [5, 1])
    low, high = np.percentile(drawn(chain, [1], draws=MANY)[:, 0], [2.5, 97.5])
    assert (low, high) == pytest.approx(share_interval(5, 10), abs=0.03)
    assert low == pytest.approx(1 - high, abs=0.01)


def test_a_reading_with_more_lost_is_drawn_from_the_same_chance_and_has_the_distribution_of_its_own_counts() -> None:
    boxes = boxes_of([(0, 1, [(5, 0), (5, 8)])], [(2, 2), (1, 1)])
    pools = Pools(cells_of(boxes, np.array([True])), MANY, 3)
    few, many = (chain_of([(0, 1, 5, lost)], [2, 1]) for lost in (0, 8))
    reach = [
        Replicates(one, np.array([True]), MANY, 3, pools).worth(asking(one, [1]), NOTHING(2))[:, 0]
        for one in (few, many)
    ]
    assert (reach[0] > reach[1]).all()
    for found, lost in zip(reach, (0, 8), strict=True):
        exact = beta(5.5, 2.5 + lost)
        for share in (0.025, 0.5, 0.975):
            error = (share * (1 - share) / MANY) ** 0.5
            assert (found <= exact.ppf(share)).mean() == pytest.approx(share, abs=5 * error)


def test_those_lost_at_rows_add_up_to_those_lost_at_their_service() -> None:
    chain = random_chain(6)
    pool = Pool(cells_of_chain(chain, possible(chain)), (1, 0), 30)
    by_row, by_service = pool.lost(chain.lost), pool.lost_by_service(chain.lost)
    for service in range(chain.size):
        assert by_row[chain.sender == service].sum(axis=0) == pytest.approx(by_service[service])


def test_counts_may_differ_from_replicate_to_replicate() -> None:
    counts = np.array([[0.0, 1000.0], [1000.0, 0.0]])
    found = gammas.drawn(np.random.default_rng(1), counts, np.array([0.5, 0.5]), 2)
    assert found[0, 0] < 20 < found[1, 0] and found[1, 1] < 20 < found[0, 1]


@pytest.mark.parametrize("seed", range(3))
def test_large_chains_have_the_answers_of_small_ones(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    chain = random_chain(seed)  # 30 services that send people on: by a Krylov method
    replicates, question = Replicates(chain, possible(chain), 20), asking(chain, [0, 1])
    one_by_one = [np.linalg.solve(*each) for each in systems(replicates, question)]
    assert replicates.worth(question, NOTHING(chain.size)) == pytest.approx(np.array(one_by_one), rel=1e-6)
    (quick,) = replicates.asked([(question, NOTHING(chain.size))])
    assert pytest.approx(np.array(one_by_one), rel=1e-4) == quick.T


def systems(replicates: Replicates, question: Question) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Each replicate as a full system, whose ends are worth nothing but at the goals."""
    chain = replicates.chain
    for started, _, _ in replicates.kept():
        for share in started:
            full = np.eye(chain.size)
            stays = ~question.stops[chain.sender]
            np.subtract.at(full, (chain.sender[stays], chain.receiver[stays]), share[stays])
            yield full, question.stops.astype(float)


def test_what_is_solved_again_is_the_same_to_the_last_figure() -> None:
    for chain in (random_chain(7), chain_of([(0, 1, 4, 3), (0, 2, 1, 2)], [2, 1, 1])):
        replicates, question = Replicates(chain, possible(chain), 20), asking(chain, [1])
        again = [replicates.solved(question, NOTHING(chain.size), *block) for block in replicates.kept()]
        assert (np.concatenate(again) == replicates.worth(question, NOTHING(chain.size))).all()


def test_limits_drawn_anew_in_a_large_area_are_apart_by_less_than_a_tenth_of_the_width() -> None:
    chain = chain_of([(0, 1, 6, 3)], [4, 1])
    limits = [
        np.percentile(drawn(chain, [1], draws=enough(300, 1500), seed=seed)[:, 0], [2.5, 97.5]) for seed in range(40)
    ]
    low, high = np.array(limits).T
    assert max(low.std(), high.std()) < (high - low).mean() / 10


def test_what_is_not_kept_is_drawn_again_and_comes_out_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    chain = random_chain(4)
    monkeypatch.setattr(draws, "KEPT", 0)
    replicates = Replicates(chain, possible(chain), draws=20)
    once, again = (replicates.worth(asking(chain, [0]), NOTHING(chain.size)) for _ in range(2))
    assert (once == again).all()


def test_few_at_a_time_are_as_many_in_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(draws, "CELLS", 5_000)
    assert drawn(random_chain(5), [0], draws=21).shape == (21, 30)


def test_two_rows_of_one_pair_add_up() -> None:
    one, two = chain_of([(0, 1, 60, 0)], [30, 1]), chain_of([(0, 1, 30, 0), (0, 1, 30, 0)], [30, 1])
    means = [drawn(chain, [1], draws=4_000)[:, 0].mean() for chain in (one, two)]
    assert means[0] == pytest.approx(means[1], abs=0.01)


def test_weak_bands_are_told_from_the_first_to_the_last_number_of_people(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(draws, "WEAK_BANDS", ((1, 4, 0.85), (9, 12, 0.89)))
    found = {people: weak_band(people) for people in (0, 1, 4, 5, 9, 12, 13)}
    assert [people for people, band in found.items() if band] == [1, 4, 9, 12]
    assert found[4] == (1, 4, 0.85) and found[9] == (9, 12, 0.89)


def test_no_band_is_weak_that_the_page_of_coverage_does_not_show_to_be() -> None:
    table = (Path(__file__).resolve().parents[3] / "docs/reference/coverage.md").read_text(encoding="utf-8")
    bands = table.partition("## Behind the door")[0].splitlines()
    rows = [line.split("|")[1:4] for line in bands if re.match(r"\| (\d+ to \d+|\d+ or more) \|", line)]
    weak = [row[0] for row in rows if not 90 <= float(row[2].split("%")[0]) <= 98]
    assert len(rows) == 8 and len(weak) == len(WEAK_BANDS)


def test_a_large_area_has_fewer_replicates_and_says_how_many(monkeypatch: pytest.MonkeyPatch) -> None:
    small = client_flow(counted_area())
    monkeypatch.setattr(draws, "LARGE", (1, 1))
    large = client_flow(counted_area())
    assert [flow_report(flow).draws for flow in (small, large)] == [1000, 400]
    assert client_flow(counted_area(), draws=7).draws == 7

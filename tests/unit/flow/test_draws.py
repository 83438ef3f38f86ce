"""Replicates of a chain: what is drawn is the distribution that is stated, and drawn again it is the same."""

import numpy as np
import pytest
from scipy.stats import beta

from dtors_network.flow import draws
from dtors_network.flow.chain import Chain
from dtors_network.flow.draws import WEAK_BANDS, Replicates, weak_band
from tests.unit.flow.chains import NOTHING, asking, chain_of, random_chain

MANY = 40_000


def possible(chain: Chain) -> np.ndarray:
    return np.ones(len(chain.sender), dtype=bool)


def drawn(chain: Chain, goals: list[int], **more: int) -> np.ndarray:
    return Replicates(chain, possible(chain), **more).worth(asking(chain, goals), NOTHING(chain.size))


@pytest.mark.parametrize(("started", "lost", "left"), [(8, 3, 5), (0, 4, 10), (40, 0, 0), (0, 0, 1)])
def test_the_share_who_start_has_the_beta_distribution_of_counts_and_prior(started: int, lost: int, left: int) -> None:
    chain = chain_of([(0, 1, started, lost)], [left, 1])
    found = drawn(chain, [1], draws=MANY)[:, 0]
    exact = beta(started + 1 / 3, lost + left + 2 / 3)  # three categories: started, lost, and one outcome
    assert found.mean() == pytest.approx(exact.mean(), abs=5 * exact.std() / MANY**0.5)
    for share in (0.025, 0.5, 0.975):
        error = (share * (1 - share) / MANY) ** 0.5
        assert (found <= exact.ppf(share)).mean() == pytest.approx(share, abs=5 * error)


def test_all_of_the_people_at_a_service_start_are_lost_or_leave() -> None:
    chain = random_chain(1)
    for started, lost, left in Replicates(chain, possible(chain), draws=5).shares():
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
    assert replicates.prior()[0] == pytest.approx(1 / 4)  # two losses, one start, one outcome


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


def test_large_chains_are_solved_one_by_one_with_the_same_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    chain = random_chain(3)
    together = drawn(chain, [0, 1], draws=20)
    monkeypatch.setattr(draws, "DENSE", 0)
    assert drawn(chain, [0, 1], draws=20) == pytest.approx(together)


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


def test_weak_bands_are_told_from_the_first_to_the_last_number_of_people() -> None:
    for least, most, covered in WEAK_BANDS:
        assert not 0.9 <= covered <= 0.98
        assert weak_band(least) == weak_band(most) == (least, most, covered)
    assert weak_band(300) is None

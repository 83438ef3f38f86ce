"""Systems of equations of a chain: small and large ones, both ways, and those without an answer."""

from dataclasses import replace

import numpy as np
import pytest

from dtors_network.errors import InputError
from dtors_network.flow import iteration, linear, sparse
from dtors_network.flow.iteration import fixed_point, krylov, solve
from dtors_network.flow.linear import Moves, leads_to
from dtors_network.flow.sparse import shares_of
from tests.unit.flow.chains import asking, random_chain

SEEDS = range(6)
ROUND = Moves(3, np.array([0, 1, 2]), np.array([1, 0, 1]), np.array([1.0, 1.0, 0.5]))
"""The first two send everybody to each other; the third sends half of its people there."""


def moves_of(seed: int, size: int = 30) -> tuple[Moves, np.ndarray, np.ndarray]:
    random = np.random.default_rng(seed)
    chain = random_chain(seed, size)
    return chain.moves(asking(chain, [0])), random.random(size), random.random(size)


def as_large(monkeypatch: pytest.MonkeyPatch, moves: Moves) -> Moves:
    """The same moves, solved as if there were too many for a full matrix."""
    monkeypatch.setattr(linear, "DENSE", 0)
    return replace(moves)


def ring(size: int, goes_on: float) -> Moves:
    place = np.arange(size)
    return Moves(size, place, (place + 1) % size, np.full(size, goes_on))


def test_people_at_each_service_are_worth_what_their_ends_are_worth() -> None:
    moves = Moves(3, np.array([0, 1]), np.array([1, 2]), np.array([0.5, 0.4]))
    assert moves.worth(np.array([0.1, 0.0, 1.0])) == pytest.approx([0.1 + 0.5 * 0.4, 0.4, 1.0])
    assert moves.visits(np.array([10.0, 0.0, 1.0])) == pytest.approx([10, 5, 3])


@pytest.mark.parametrize("seed", SEEDS)
def test_small_and_large_systems_agree(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    moves, right, coming = moves_of(seed)
    worth, visits = moves.worth(right), moves.visits(coming)
    large = as_large(monkeypatch, moves)
    assert large.worth(right) == pytest.approx(worth, rel=1e-10)
    assert large.visits(coming) == pytest.approx(visits, rel=1e-10)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("large", [False, True], ids=["small", "large"])
def test_looking_back_is_the_transpose_of_looking_ahead(
    seed: int, large: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    moves, right, coming = moves_of(seed)
    moves = as_large(monkeypatch, moves) if large else moves
    assert coming @ moves.worth(right) == pytest.approx(moves.visits(coming) @ right, rel=1e-10)


@pytest.mark.parametrize("seed", SEEDS)
def test_fixed_point_and_bicgstab_agree(seed: int) -> None:
    moves, right, _ = moves_of(seed)
    plain, done = fixed_point(moves.shares.onward, right, right, 1_000)
    assert done
    assert krylov(moves.shares.onward, right, right) == pytest.approx(plain, rel=1e-10)


def test_what_is_left_out_by_stopping_is_small_though_the_last_change_may_be_smaller() -> None:
    moves = ring(5, 0.99)
    found, done = fixed_point(moves.shares.onward, np.ones(5), np.ones(5), 100_000)
    assert done
    assert found == pytest.approx(np.full(5, 100.0), rel=3e-12)


def test_fewer_steps_than_it_takes_are_told() -> None:
    _, done = fixed_point(ring(5, 0.99).shares.onward, np.ones(5), np.ones(5), 20)
    assert not done


@pytest.mark.parametrize("goes_on", [0.5, 0.99, 0.9995])
def test_a_large_system_is_solved_however_few_leave(goes_on: float, monkeypatch: pytest.MonkeyPatch) -> None:
    right = np.eye(60)[0]
    wanted = ring(60, goes_on).worth(right)
    large = as_large(monkeypatch, ring(60, goes_on))
    assert large.worth(right) == pytest.approx(wanted, rel=1e-8)


def test_where_bicgstab_breaks_down_the_fixed_point_goes_on() -> None:
    place = np.arange(6)
    moves = Moves(6, place[:-1], place[1:], np.full(5, 0.9))
    ends = np.eye(6)[5]  # bicgstab from nothing comes to a halt at such a right side
    assert krylov(moves.shares.onward, ends, np.zeros(6)).shape == (6,)
    assert solve(moves.shares.onward, ends) == pytest.approx(0.9 ** np.arange(5, -1, -1))


def test_bicgstab_gives_back_where_it_began_if_it_comes_no_closer() -> None:
    assert krylov(lambda x: x, np.ones(2), np.zeros(2)).tolist() == [0.0, 0.0]


def test_what_never_comes_to_rest_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(iteration, "PATIENCE", 50)
    with pytest.raises(InputError, match="no solution that could be found"):
        solve(lambda x: x, np.ones(2))


@pytest.mark.parametrize("large", [False, True], ids=["small", "large"])
def test_people_who_move_round_for_ever_are_refused(large: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    moves = as_large(monkeypatch, ROUND) if large else ROUND
    assert moves.endless.tolist() == [True, True, False]
    for work in (moves.worth, moves.visits):
        with pytest.raises(InputError, match="no solution"):
            work(np.ones(3))


def test_without_the_moves_of_those_who_go_round_for_ever_there_is_an_answer() -> None:
    ending = ROUND.ending()
    assert ending.worth(np.array([0.0, 0.0, 0.5])).tolist() == [0.0, 0.0, 0.5]
    assert not ending.endless.any() and ending.ending() is ending


def test_shares_that_miss_one_by_rounding_are_all_of_the_people() -> None:
    thirds = Moves(2, np.array([0, 0, 0, 1]), np.array([1, 1, 1, 0]), np.array([0.1, 0.2, 0.7, 1 - 1e-12]))
    assert thirds.endless.all()


def test_a_product_in_bands_is_the_product(monkeypatch: pytest.MonkeyPatch) -> None:
    moves, right, coming = moves_of(3)
    whole = moves.shares
    monkeypatch.setattr(sparse, "MANY", 30)
    monkeypatch.setattr(sparse.os, "cpu_count", lambda: 3)
    bands = replace(moves).shares
    assert (len(whole.bands), len(bands.bands)) == (1, 3)
    assert sum(band.shape[0] for band in bands.bands) == moves.size
    assert bands.onward(right) == pytest.approx(whole.onward(right))
    assert bands.back(coming) == pytest.approx(whole.back(coming))


def test_arrays_in_order_of_the_sender_are_not_copied() -> None:
    sender, receiver = np.array([0, 0, 2], dtype=np.int32), np.array([1, 2, 0], dtype=np.int32)
    share = np.array([0.5, 0.2, 0.1])
    (band,) = shares_of(3, sender, receiver, share).bands
    assert np.shares_memory(band.data, share) and np.shares_memory(band.indices, receiver)


def test_the_order_of_links_does_not_matter_and_two_of_a_pair_add_up() -> None:
    mixed = shares_of(2, np.array([1, 0, 1]), np.array([0, 1, 0]), np.array([0.25, 0.5, 0.5]))
    assert mixed.onward(np.array([4.0, 8.0])).tolist() == [4.0, 3.0]
    assert mixed.back(np.array([4.0, 8.0])).tolist() == [6.0, 2.0]


def test_an_end_is_looked_for_over_open_links_alone() -> None:
    ends, sender, receiver = np.array([False, False, False, True]), np.array([0, 1, 2]), np.array([1, 3, 3])
    assert leads_to(ends, sender, receiver, np.array([True, True, False])).tolist() == [True, True, False, True]

"""Replicates solved together: the same as one at a time, from both sides, whichever method."""

from dataclasses import replace

import numpy as np
import pytest

from dtors_network.flow import many
from dtors_network.flow.jagged import Groups
from dtors_network.flow.linear import Moves
from dtors_network.flow.many import ManyMoves

DRAWS = 7


def moves_of(seed: int, size: int = 40, links: int = 120, goes_on: float = 0.8) -> ManyMoves:
    """Some services send nobody on, some pairs stand twice, and each replicate has its own shares."""
    random = np.random.default_rng(seed)
    sender, receiver = random.integers(0, size - 8, links), random.integers(0, size, links)
    weight = random.random((links, DRAWS))
    of = Groups(sender, size).sums(weight)
    return ManyMoves(size, sender, receiver, goes_on * weight / of[sender])


def one_at_a_time(moves: ManyMoves, at: int) -> np.ndarray:
    full = np.eye(moves.size)
    np.subtract.at(full, (moves.sender, moves.receiver), moves.share[:, at])
    return full


@pytest.mark.parametrize("full", [0, 100], ids=["krylov", "inverse"])
@pytest.mark.parametrize("goes_on", [0.5, 0.8, 0.99])
def test_every_replicate_is_solved_as_if_it_were_alone(full: int, goes_on: float) -> None:
    moves = replace(moves_of(1, goes_on=goes_on), full=full)
    right = np.random.default_rng(2).random((moves.size, DRAWS))
    worth, visits = moves.worth(right), moves.visits(right)
    for at in range(DRAWS):
        alone = one_at_a_time(moves, at)
        assert worth[:, at] == pytest.approx(np.linalg.solve(alone, right[:, at]), rel=1e-6)
        assert visits[:, at] == pytest.approx(np.linalg.solve(alone.T, right[:, at]), rel=1e-6)


@pytest.mark.parametrize("full", [0, 100], ids=["krylov", "inverse"])
def test_columns_are_those_of_the_inverse(full: int) -> None:
    moves = replace(moves_of(3), full=full)
    found = moves.columns(np.array([5, 0, 39]))
    for at in range(DRAWS):
        assert pytest.approx(np.linalg.inv(one_at_a_time(moves, at))[:, [5, 0, 39]], abs=1e-7) == found[:, :, at].T


def test_one_right_side_stands_for_all_replicates() -> None:
    moves = moves_of(4)
    right = np.random.default_rng(5).random((moves.size, 1))
    assert moves.worth(right) == pytest.approx(moves.worth(np.repeat(right, DRAWS, axis=1)))


def test_where_nobody_moves_people_are_worth_what_they_are_worth_where_they_are() -> None:
    nobody = ManyMoves(2, np.array([], dtype=int), np.array([], dtype=int), np.empty((0, 3)))
    right = np.array([[1.0], [2.0]])
    assert nobody.worth(right).tolist() == nobody.visits(right).tolist() == [[1, 1, 1], [2, 2, 2]]


def test_in_single_precision_there_are_five_figures() -> None:
    moves = moves_of(6)
    right = np.random.default_rng(7).random((moves.size, 1))
    quick = moves.quick()
    assert quick.share.dtype == np.float32
    assert quick.worth(right) == pytest.approx(moves.worth(right), rel=1e-4)


def test_a_replicate_in_which_the_krylov_method_goes_astray_is_solved_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    moves = moves_of(8)
    right = np.random.default_rng(9).random((moves.size, DRAWS))
    wanted = moves.worth(right)
    monkeypatch.setattr(many, "krylov", lambda times, right, close: np.full_like(right, np.nan))
    assert moves.worth(right) == pytest.approx(wanted)


def test_few_columns_at_a_time_are_as_all_together(monkeypatch: pytest.MonkeyPatch) -> None:
    moves = moves_of(10, size=60)
    right = np.random.default_rng(11).random((60, DRAWS))
    wanted = moves.worth(right)
    monkeypatch.setattr(many, "LEAST", 2)
    monkeypatch.setattr(many, "NUMBERS", 1)
    assert moves.worth(right) == pytest.approx(wanted)


def test_one_replicate_is_what_moves_are() -> None:
    moves = moves_of(12)
    right = np.random.default_rng(13).random(moves.size)
    alone = Moves(moves.size, moves.sender, moves.receiver, moves.share[:, 2])
    assert moves.worth(right[:, None])[:, 2] == pytest.approx(alone.worth(right))


def test_rows_are_added_up_by_place_in_any_order() -> None:
    random = np.random.default_rng(14)
    place, values = random.integers(0, 9, 40), random.random((40, 3))
    wanted = np.zeros((10, 3))
    for row, here in enumerate(place):
        wanted[here] += values[row]
    assert Groups(place, 10).sums(values) == pytest.approx(wanted)
    assert Groups(place[:0], 2).sums(values[:0]).tolist() == [[0, 0, 0], [0, 0, 0]]

"""Chains with ends that were published with their results, solved as small and as large systems."""

from fractions import Fraction

import numpy as np
import pytest

from dtors_network.flow import linear
from dtors_network.flow.linear import Moves
from tests.oracle import flow_published as published
from tests.oracle.flow_markov import Moves as Shares
from tests.oracle.flow_markov import Place

SIZES = [400, 0]
"""Services up to which a full matrix is solved: all of these, or none."""


@pytest.fixture(params=SIZES, ids=["small", "large"], autouse=True)
def size(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linear, "DENSE", request.param)


def moves_of(shares: Shares) -> tuple[Moves, dict[Place, int]]:
    at = {place: number for number, place in enumerate(shares)}
    links = [(at[a], at[b], float(share)) for a, found in shares.items() for b, share in found.items() if b in at]
    sender, receiver, share = np.array(links).T
    return Moves(len(at), sender.astype(int), receiver.astype(int), share), at


def ending_at(shares: Shares, end: Place) -> np.ndarray:
    return np.array([float(found.get(end, Fraction(0))) for found in shares.values()])


@pytest.mark.parametrize("chain", published.CHAINS, ids=lambda chain: chain.name)
def test_visits_steps_and_ends_are_the_published_ones(chain: published.Published) -> None:
    moves, at = moves_of(chain.moves)
    close = float(chain.rounding) + 1e-9
    for (start, place), wanted in chain.visits.items():
        assert moves.visits(np.eye(moves.size)[at[start]])[at[place]] == pytest.approx(float(wanted), abs=close)
    steps = moves.worth(np.ones(moves.size))
    for start, wanted in chain.steps.items():
        assert steps[at[start]] == pytest.approx(float(wanted), abs=3 * close)
    for (start, end), wanted in chain.ends.items():
        assert moves.worth(ending_at(chain.moves, end))[at[start]] == pytest.approx(float(wanted), abs=close)


@pytest.mark.parametrize("name", published.LONG_TERM_CARE)
def test_three_years_of_care_are_the_published_ones(name: str) -> None:
    shares, printed = published.three_years_of(name)
    moves, at = moves_of(shares)
    for (start, state), wanted in printed.items():
        found = moves.worth(ending_at(shares, (state, 3)))[at[start, 0]]
        # What has died in one year stays dead; its place is an end of its own.
        if state == "4":
            found = sum(moves.worth(ending_at(shares, (state, year)))[at[start, 0]] for year in (1, 2, 3))
        assert found == pytest.approx(float(wanted), abs=float(published.LONG_TERM_CARE_ROUNDING))

"""Figures drawn towards all areas: a published example, and whether their intervals hold the truth."""

from __future__ import annotations

import numpy as np
import pytest

from dtors_network.compare.figure import Figure, Kind
from dtors_network.compare.funnel import funnel
from dtors_network.compare.shrinkage import drawn_in

EFFECTS, ERRORS = (28, 8, -3, 7, -1, 1, 18, 12), (15, 10, 16, 11, 9, 11, 10, 18)
"""Coaching in eight schools (D. B. Rubin, J. Educ. Statist. 6 (1981))."""
SAMPLED = (
    (11.32, 7.87, 6.14, 7.66, 5.15, 6.21, 10.61, 8.45),
    (-2.04, -4.41, -11.14, -5.23, -8.80, -8.44, -1.25, -7.29),
    (31.17, 20.50, 20.25, 20.78, 16.35, 18.77, 25.78, 25.51),
)
"""Mean, 2.5 % and 97.5 % of the same model in Stan, 20,000 draws: the example of RStan's "Getting started" as printed
in a public notebook (2018); an end of an interval is known to some tenths there."""


def test_eight_schools_are_drawn_in_as_stan_draws_them() -> None:
    found = drawn_in(np.array(EFFECTS, float), np.array(ERRORS, float) ** 2)
    for ours, theirs, near in zip(found, SAMPLED, (0.1, 0.5, 0.5), strict=True):
        assert ours.tolist() == pytest.approx(theirs, abs=near)


@pytest.mark.parametrize("spread", [0.0, 0.03, 0.1])
@pytest.mark.parametrize("areas", [10, 40])
def test_intervals_hold_the_truth_whether_areas_differ_or_not(areas: int, spread: float) -> None:
    random, held, runs = np.random.default_rng(20261129), 0, 60
    for _ in range(runs):
        own = 0.25 / np.exp(random.uniform(*np.log((20, 600)), areas))
        truth = 0.5 + spread * random.standard_normal(areas)
        _, low, high = drawn_in(truth + np.sqrt(own) * random.standard_normal(areas), own)
        held += int(((low <= truth) & (truth <= high)).sum())
    assert held / (runs * areas) >= 0.93
    if spread == 0.1:
        assert held / (runs * areas) <= 0.97


def test_figures_come_nearer_to_one_another_and_those_of_few_people_more_so() -> None:
    parts, wholes = [6, 30, 60, 4, 40, 90, 2, 24, 75, 5, 50, 33], [20, 100, 300] * 4
    figures = [
        Figure(indicator="x", part=float(part), whole=float(whole), size=float(whole))
        for part, whole in zip(parts, wholes, strict=True)
    ]
    points = funnel(Kind.SHARE, figures)
    drawn = np.array([point.shrunk for point in points])
    raw = np.array([figure.value for figure in figures])
    assert np.std(drawn) < np.std(raw)
    moved = [float(np.abs(drawn - raw)[at::3].mean()) for at in range(3)]
    assert moved == sorted(moved, reverse=True)
    assert all(point.shrunk_low < point.shrunk < point.shrunk_high for point in points)

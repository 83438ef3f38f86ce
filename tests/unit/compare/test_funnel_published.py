"""The spread between areas and the limits that follow, against FunnelPlotR of the NHS-R community (MIT licence).

What was read there: the six groups with their dispersion ratio are its own test (``phi.funnelplot`` in
``tests/testthat/test-classes_methods.R``). The twelve proportions are those on which the R package ``controlcharts``
(AUS-DOH-Safety-and-Quality) holds its limits against FunnelPlotR; their values are what ``transformed_zscore``,
``winsorisation``, ``phi_func``, ``tau_func`` and ``calculate_limits`` of FunnelPlotR give in R 4.2.2. Both follow
D. J. Spiegelhalter, Qual. Saf. Health Care 14 (2005); the worked figures of that paper itself could not be read.
"""

from __future__ import annotations

import numpy as np
import pytest

from dtors_network.compare.figure import Figure, Kind
from dtors_network.compare.funnel import funnel, spread_between

SEEN, EXPECTED = (100, 150, 180, 80, 120, 225), (108, 112, 165, 95, 100, 220)
DISPERSION = 2.948033
"""Printed there: the sum of squared scores over the number of groups."""

PARTS = (10, 25, 9, 45, 8, 120, 11, 60, 4, 70, 2, 90)
WHOLES = (200, 250, 220, 400, 150, 800, 230, 300, 120, 500, 80, 600)
TAU_SQUARED, AVERAGE = 0.006471545, 0.117922078
LIMITS = {
    "low_95": (
        0.031457, 0.032446, 0.031903, 0.033989, 0.029876, 0.035334,
        0.032099, 0.033123, 0.028373, 0.034521, 0.024922, 0.034880,
    ),
    "high_95": (
        0.249273, 0.246845, 0.248173, 0.243141, 0.253251, 0.239994,
        0.247693, 0.245208, 0.257148, 0.241889, 0.266574, 0.241049,
    ),
    "low_998": (
        0.006226, 0.006943, 0.006545, 0.008115, 0.005140, 0.009189,
        0.006688, 0.007449, 0.004181, 0.008534, 0.002284, 0.008821,
    ),
    "high_998": (
        0.339569, 0.335377, 0.337671, 0.328982, 0.346433, 0.323547,
        0.336842, 0.332551, 0.353155, 0.326820, 0.369392, 0.325369,
    ),
}  # fmt: skip


def test_the_spread_is_that_of_a_published_dispersion_ratio() -> None:
    seen, expected = np.array(SEEN, float), np.array(EXPECTED, float)
    scores, own = np.sqrt(expected) * np.log(seen / expected), 1 / expected
    groups, weight = len(scores), 1 / own
    spread = spread_between(scores, own, winsorised=0.0)  # nobody of six is cut off there
    ratio = (spread * (weight.sum() - (weight**2).sum() / weight.sum()) + groups - 1) / groups
    assert ratio == pytest.approx(DISPERSION, abs=5e-7)


def test_limits_with_the_spread_between_areas_are_those_of_funnelplotr() -> None:
    figures = [
        Figure(indicator="x", part=float(part), whole=float(whole), size=float(whole))
        for part, whole in zip(PARTS, WHOLES, strict=True)
    ]
    points = funnel(Kind.SHARE, figures)
    assert points[0].tau ** 2 == pytest.approx(TAU_SQUARED, abs=5e-10)
    assert points[0].average == pytest.approx(AVERAGE, abs=5e-10)
    for name, limits in LIMITS.items():
        assert [getattr(point.spread, name) for point in points] == pytest.approx(limits, abs=1e-6)

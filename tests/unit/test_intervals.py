"""Intervals against scipy, and against figures that were published."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest, chi2

from dtors_network.intervals import EXACT, Z95, count_interval, share_interval


def exact(count: int) -> tuple[float, float]:
    """Exact Poisson limits, by way of the chi-squared distribution (Ulm 1990)."""
    return (chi2.ppf(0.025, 2 * count) / 2 if count else 0.0), chi2.ppf(0.975, 2 * count + 2) / 2


@pytest.mark.parametrize("count", range(len(EXACT)))
def test_small_counts_have_exact_limits(count: int) -> None:
    assert count_interval(count) == pytest.approx(exact(count), abs=5.1e-5)


@pytest.mark.parametrize("count", [10, 11, 20, 50, 100, 1000, 100_000])
def test_byars_limits_lie_near_the_exact_ones(count: int) -> None:
    assert count_interval(count) == pytest.approx(exact(count), rel=0.004)


@pytest.mark.parametrize(("count", "limits"), [(10, (4.79, 18.39)), (48, (35.39, 63.64)), (100, (81.36, 121.63))])
def test_byars_limits_as_worked_out_by_hand(count: int, limits: tuple[float, float]) -> None:
    assert count_interval(count) == pytest.approx(limits, abs=0.006)


@given(st.integers(0, 10**6))
def test_a_count_lies_in_its_interval_and_a_larger_one_lies_higher(count: int) -> None:
    low, high = count_interval(count)
    assert low <= count < high
    assert all(more > less for more, less in zip(count_interval(count + 1), (low, high), strict=True) if less)


@given(st.integers(1, 5000).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole))))
def test_wilsons_limits_are_those_of_scipy(share: tuple[int, int]) -> None:
    wilson = binomtest(*share).proportion_ci(confidence_level=0.95, method="wilson")
    assert share_interval(*share) == pytest.approx((wilson.low, wilson.high), abs=1e-9)


@pytest.mark.parametrize(
    ("part", "whole", "limits"),
    # R. G. Newcombe, Statistics in Medicine 17 (1998), table I, method 3
    [(81, 263, (0.2553, 0.3662)), (15, 148, (0.0624, 0.1605)), (0, 20, (0.0, 0.1611)), (1, 29, (0.0061, 0.1718))],
)
def test_wilsons_limits_as_published(part: int, whole: int, limits: tuple[float, float]) -> None:
    assert share_interval(part, whole) == pytest.approx(limits, abs=5.1e-5)


def test_the_limits_of_a_share_stay_between_none_and_all() -> None:
    assert share_interval(0, 1)[0] == 0.0
    assert share_interval(1, 1)[1] == 1.0


def test_the_quantile_is_that_of_95_percent() -> None:
    assert pytest.approx(chi2.ppf(0.95, 1) ** 0.5) == Z95

"""The statistics against brute force, scipy and published values; none is held against our own output."""

from __future__ import annotations

from itertools import product
from math import ceil, comb, exp, log, sqrt
from typing import Any

import numpy as np
import pytest
from scipy import stats

from dtors_network.intervals import count_interval, share_interval
from dtors_network.triangulation import by_share
from dtors_network.triangulation.exact import mid_p, normal_p
from dtors_network.triangulation.numbers import number
from dtors_network.triangulation.pooled import difference, finite_log_odds_ratio, log_odds_ratio, spread_between
from dtors_network.triangulation.settle import people_for_share, times_as_many, what_would_settle
from dtors_network.triangulation.several import holm
from dtors_network.triangulation.shares import (
    below_others,
    byar,
    count_p,
    logit,
    pooled_interval,
    share_p,
    wilson,
)
from dtors_network.triangulation.tested import Chance
from dtors_network.triangulation.weighing import STRENGTH, _log_chance, _log_ways

Strata = list[tuple[int, int, int, int]]
"""Successes and people of the group, then of the others."""


def cells(strata: Strata) -> tuple[Any, Any, Any, Any]:
    a, n, c, m = (np.array([column], float) for column in zip(*strata, strict=True))
    return a, n, c, m


def by_hand(strata: Strata) -> float:
    """Enumerate every table with the same margins."""
    choices = []
    for a, n, c, m in strata:
        marked = a + c
        whole = comb(n + m, marked)
        choices.append([(k, comb(n, k) * comb(m, marked - k) / whole) for k in range(min(n, marked) + 1)])
    seen, found = sum(a for a, *_ in strata), 0.0
    for picked in product(*choices):
        number, chance = sum(k for k, _ in picked), np.prod([share for _, share in picked])
        found += chance * (1.0 if number < seen else 0.5 if number == seen else 0.0)
    return float(found)


def drawn_strata(seed: int) -> Strata:
    rng = np.random.default_rng(seed)
    found = []
    for _ in range(int(rng.integers(1, 4))):
        n, m = (int(rng.integers(0, 9)) for _ in range(2))
        found.append((int(rng.integers(0, n + 1)), n, int(rng.integers(0, m + 1)), m))
    return found


@pytest.mark.parametrize("seed", range(12))
def test_mid_p_is_what_enumeration_gives(seed: int) -> None:
    strata = drawn_strata(seed)
    assert float(mid_p(*cells(strata))[0]) == pytest.approx(by_hand(strata), abs=1e-10)


def test_mid_p_works_out_many_tables_at_once_as_each_alone() -> None:
    both = [cells([(3, 10, 20, 30), (0, 4, 5, 9)]), cells([(9, 10, 2, 30), (4, 4, 5, 9)])]
    together = mid_p(*(np.concatenate(pair) for pair in zip(*both, strict=True)))
    assert together == pytest.approx([float(mid_p(*one)[0]) for one in both])


def test_one_stratum_is_fishers_test() -> None:
    table = stats.hypergeom(30, 12, 10)
    assert float(mid_p(*cells([(2, 10, 10, 20)]))[0]) == pytest.approx(table.cdf(1) + table.pmf(2) / 2, abs=1e-12)


def test_the_normal_form_is_mantel_and_haenszels_score() -> None:
    strata = [(5, 20, 15, 30), (2, 12, 9, 20)]
    expected = [n * (a + c) / (n + m) for a, n, c, m in strata]
    spread = [n * m * (a + c) * (n + m - a - c) / ((n + m) ** 2 * (n + m - 1)) for a, n, c, m in strata]
    z = (sum(a for a, *_ in strata) - sum(expected)) / sqrt(sum(spread))
    assert float(normal_p(*cells(strata))[0]) == pytest.approx(stats.norm.cdf(z))
    wider = sqrt(sum(spread) + 0.25 * sum(v**2 for v in spread))
    assert float(normal_p(*cells(strata), 0.25)[0]) == pytest.approx(stats.norm.cdf(z * sqrt(sum(spread)) / wider))


def test_odds_ratio_of_one_stratum_is_woolfs() -> None:
    found = log_odds_ratio(*cells([(10, 20, 15, 20)]))
    assert float(found.value[0]) == pytest.approx(log(10 * 5 / (10 * 15)))
    assert float(found.variance[0]) == pytest.approx(1 / 10 + 1 / 10 + 1 / 15 + 1 / 5)


def test_odds_ratio_over_strata_is_scipys_and_its_interval_is_that_of_many_draws() -> None:
    strata = [(4, 25, 12, 30), (9, 40, 22, 45), (3, 15, 9, 18)]
    over = sum(a * (m - c) / (n + m) for a, n, c, m in strata)
    under = sum((n - a) * c / (n + m) for a, n, c, m in strata)
    found = log_odds_ratio(*cells(strata))
    assert exp(float(found.value[0])) == pytest.approx(over / under)
    rng, tables = np.random.default_rng(5), 20_000
    a, n, c, m = cells(strata)
    drawn = rng.binomial(n.astype(int), a / n, (tables, 3)), rng.binomial(m.astype(int), c / m, (tables, 3))
    values = finite_log_odds_ratio(drawn[0].astype(float), np.tile(n, (tables, 1)), drawn[1], np.tile(m, (tables, 1)))
    assert float(values.value.var()) == pytest.approx(float(found.variance[0]), rel=0.2)


def test_difference_over_strata_is_the_weighted_one_and_its_variance_that_of_many_draws() -> None:
    strata = [(8, 25, 18, 30), (20, 40, 30, 45), (6, 15, 11, 18)]
    weights = [n * m / (n + m) for _, n, _, m in strata]
    wanted = sum(w * (a / n - c / m) for w, (a, n, c, m) in zip(weights, strata, strict=True)) / sum(weights)
    found = difference(*cells(strata))
    assert float(found.value[0]) == pytest.approx(wanted)
    rng, tables = np.random.default_rng(6), 20_000
    a, n, c, m = cells(strata)
    drawn = rng.binomial(n.astype(int), a / n, (tables, 3)), rng.binomial(m.astype(int), c / m, (tables, 3))
    values = difference(
        drawn[0].astype(float), np.tile(n, (tables, 1)), drawn[1].astype(float), np.tile(m, (tables, 1))
    )
    assert float(values.value.var()) == pytest.approx(float(found.variance[0]), rel=0.1)


def test_links_that_differ_have_a_spread_and_links_that_do_not_have_none() -> None:
    alike = [(50, 100, 70, 100)] * 12
    apart = [(80, 100, 50, 100), (20, 100, 50, 100)] * 6
    assert float(spread_between(*cells(alike))[0]) == 0.0
    logs = [log((a + 0.5) * (m - c + 0.5) / ((n - a + 0.5) * (c + 0.5))) for a, n, c, m in apart]
    inner = np.mean([1 / (a + 0.5) + 1 / (n - a + 0.5) + 1 / (c + 0.5) + 1 / (m - c + 0.5) for a, n, c, m in apart])
    assert float(spread_between(*cells(apart))[0]) == pytest.approx(np.var(logs, ddof=1) - inner, rel=0.05)


@pytest.mark.parametrize(("part", "whole"), [(0, 14), (3, 12), (50, 50), (81, 263)])
def test_wilson_for_arrays_is_wilson(part: int, whole: int) -> None:
    found = wilson(np.array([float(part)]), np.array([float(whole)]))
    assert [float(end[0]) for end in found] == pytest.approx(share_interval(part, whole), abs=1e-12)
    newcombe = {(81, 263): (0.2553, 0.3662)}  # R. G. Newcombe, Statistics in Medicine 17 (1998), table I
    if (part, whole) in newcombe:
        assert [float(end[0]) for end in found] == pytest.approx(newcombe[part, whole], abs=5e-5)


@pytest.mark.parametrize("part", range(0, 41, 5))
def test_a_share_passes_exactly_where_its_interval_lies_beyond_the_mark(part: int) -> None:
    one, whole = np.array([float(part)]), np.array([40.0])
    low, high = wilson(one, whole)
    assert (float(share_p(one, whole, 0.4, above=True)[0]) <= 0.025) == (float(low[0]) > 0.4)
    assert (float(share_p(one, whole, 0.4, above=False)[0]) <= 0.025) == (float(high[0]) < 0.4)


@pytest.mark.parametrize("count", [10, 36, 100, 355])
def test_byar_is_byars_and_its_probability_nearly_poissons(count: int) -> None:
    one = np.array([float(count)])
    assert [float(end[0]) for end in byar(one)] == pytest.approx(count_interval(count))
    for expected in (count * 0.8, count * 1.2):
        above = expected < count
        exact = stats.poisson.sf(count - 1, expected) if above else stats.poisson.cdf(count, expected)
        assert float(count_p(one, np.array([expected]), above=above)[0]) == pytest.approx(exact, rel=0.05)


def test_predictive_t_is_scipys() -> None:
    others, value = [0.2, -0.1, 0.4, 0.9, 0.1], -0.7
    t = (value - np.mean(others)) / (np.std(others, ddof=1) * sqrt(1 + 1 / 5))
    assert float(below_others(np.array([value]), np.array([others]))[0]) == pytest.approx(stats.t.cdf(t, 4))
    assert float(logit(np.array([3.0]), np.array([10.0]))[0]) == pytest.approx(log(3.5 / 7.5))


def test_the_weights_of_starts_are_beta_binomial() -> None:
    number = np.arange(13.0)
    people = np.full(13, 12.0)
    found = np.exp(_log_chance(_log_ways(number, people), number, people, 0.7))
    assert found == pytest.approx(stats.betabinom(12, STRENGTH * 0.7, STRENGTH * 0.3).pmf(number))


def test_drawn_tables_widen_an_interval_by_how_they_differ() -> None:
    values = np.array([0.4, 0.6])
    middle, low, high = pooled_interval(values, values - 0.1, values + 0.1)
    assert (middle, high - middle) == pytest.approx((0.5, sqrt(0.01 + 1.5 * 0.02 * 1.959963984540054**2)))
    assert middle - low == pytest.approx(high - middle)


def test_holm_is_holms_own_procedure() -> None:
    chances = [0.01, 0.04, 0.03, 0.005]
    assert holm(chances, 0.05)[0] == [True, False, False, True]  # worked by hand: 0.0125, 0.0167, then 0.025 fails
    assert holm([], 0.05) == ([], [])


def test_how_many_more_lets_it_pass_in_four_cases_of_five() -> None:
    needed = people_for_share(0.45, 0.75, 0.025)
    assert needed is not None
    rng = np.random.default_rng(1)
    seen = rng.binomial(needed, 0.45, 20_000).astype(float)
    passed = share_p(seen, np.full(20_000, float(needed)), 0.75, above=False) <= 0.025
    assert 0.72 < passed.mean() < 0.92
    times = times_as_many(float(stats.norm.sf(1.0)), 0.025)
    assert times == pytest.approx((1.959964 + 0.84) ** 2, rel=1e-4)


def test_a_share_beyond_its_mark_is_settled_by_more_people_however_weak_it_is_today() -> None:
    beyond = Chance(p=0.4, strict=0.9, people=154, share=0.07, mark=0.10)  # twice the mean over tables: no z to go by
    needed = ceil(((1.959964 * sqrt(0.10 * 0.90) + 0.84 * sqrt(0.07 * 0.93)) / 0.03) ** 2)
    assert what_would_settle(beyond, 0.025).startswith(f"About {needed - 154} more people")
    between = Chance(p=0.4, strict=0.9, people=154, mark=0.10)
    assert what_would_settle(between, 0.025).startswith("More people would not settle it: the figure lies between")


def test_a_share_on_the_other_side_of_a_mark_is_not_told_to_the_test_of_how_many_more() -> None:
    assert by_share.chance(number(7), number(93), 0.10, above=False).share == 0.07
    assert by_share.chance(number(7), number(93), 0.05, above=False).share is None

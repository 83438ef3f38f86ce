"""Areas side by side: values against independent ones, verdicts under chance alone, and what must never be said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import combinations
from math import asin, sqrt
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binom, binomtest

from dtors_network import InputError, UnprotectedError, protect
from dtors_network.accounts.compare import compare_account
from dtors_network.area_files.pathway_yaml import shipped_pathway
from dtors_network.compare import Comparison, compare
from dtors_network.compare.apart import adjusted_for_many, held_apart, held_together
from dtors_network.compare.change import FEWER_COUNTED, MOVED, STAYED
from dtors_network.compare.figure import Figure, Kind
from dtors_network.compare.funnel import BEYOND_95, BEYOND_998, funnel, spread_between
from dtors_network.compare.indicators.registry import INDICATORS
from dtors_network.compare.pairs import PairTests, Verdict
from dtors_network.compare.shares import between
from dtors_network.examples import counted_area, small_area
from dtors_network.model.area import Area
from dtors_network.model.bounds import Bounds
from dtors_network.out.csv_text import csv_text

LOST = INDICATORS["lost_between"]
KEY = ("lost_between", "gp>structured_treatment")


def exact(id_: str, referred: int = 100, started: int = 80, **changes: object) -> Area:
    """Give a counted area with its own numbers from the GP to the clinic, for its holder."""
    area = counted_area()
    first, *rest = area.referrals
    mine = replace(first, referred=referred, accepted=None, started=started, kept_by_sender=None)
    return replace(
        protect(area, "none"),
        **({"id": id_, "name": id_.title(), "referrals": (mine, *rest)} | changes),  # type: ignore[arg-type]
    )


def figures(parts: Sequence[float], wholes: Sequence[float], hidden: Sequence[float] | None = None) -> list[Figure]:
    """Give shares as figures of losses."""
    spread = hidden if hidden is not None else [0.0] * len(parts)
    return [
        Figure(indicator=LOST.code, part=float(x), whole=float(n), size=float(n), least=0, most=1, hidden=float(h))
        for x, n, h in zip(parts, wholes, spread, strict=True)
    ]


def held(found: Sequence[Figure]) -> PairTests:
    return held_apart(LOST, found, ["a"] * len(found))


@pytest.fixture(scope="module")
def three() -> Comparison:
    return compare([exact("one"), exact("two", 90, 85), exact("three", 400, 200)])


def test_a_share_has_the_interval_of_wilson(three: Comparison) -> None:
    for figure, (part, whole) in zip(three.figures(KEY), [(20, 100), (5, 90), (200, 400)], strict=True):
        oracle = binomtest(part, whole).proportion_ci(method="wilson")
        assert figure.value == part / whole
        assert (figure.low, figure.high) == pytest.approx((oracle.low, oracle.high))
        assert (figure.least, figure.most, figure.counted, figure.of) == (part / whole, part / whole, 1, 1)


def test_one_verdict_stands_in_pairs_matrix_and_whichever_way_it_is_asked(three: Comparison) -> None:
    for pair in three.tests[KEY]:
        assert three.verdict(KEY, pair.one, pair.other) is three.verdict(KEY, pair.other, pair.one) is pair.verdict
    assert [pair.verdict for pair in three.tests[KEY]] == [Verdict.APART] * 3


def test_the_test_of_a_pair_is_the_chi_squared_of_k_pearson_with_one_fewer() -> None:
    (pair,) = held(figures([30, 50], [100, 120]))
    table = [(30, 70), (50, 70)]
    total, columns = 220, (80, 140)
    chi = sum(
        (cell - sum(row) * col / total) ** 2 / (sum(row) * col / total)
        for row in table
        for cell, col in zip(row, columns, strict=True)
    )
    from scipy.stats import chi2

    assert pair.p == pytest.approx(chi2.sf(chi * (total - 1) / total, 1))


def test_chances_are_adjusted_as_benjamini_and_hochberg_say() -> None:
    chances = [0.2, 0.001, 0.04, 0.03, 0.04]
    order = sorted(range(5), key=chances.__getitem__)
    oracle = [
        min(chances[j] * 5 / (rank + 1) for rank, j in enumerate(order) if chances[j] >= chances[at]) for at in range(5)
    ]
    assert adjusted_for_many(np.array(chances)).tolist() == pytest.approx(oracle)


@pytest.mark.parametrize("hide", [False, True], ids=["before the door", "behind it"])
def test_of_equal_areas_hardly_any_comparison_calls_a_difference(hide: bool) -> None:
    random, wrong, runs = np.random.default_rng(20261128), 0, 150
    for _ in range(runs):
        whole = random.integers(40, 400, 8)
        part = random.binomial(whole, 0.2)
        wrong += held(hidden(part, whole, random) if hide else figures(part, whole)).count(Verdict.APART) > 0
    assert wrong / runs <= 0.05 + 2 * sqrt(0.05 * 0.95 / runs)


def test_over_all_figures_of_an_indicator_too_hardly_any_comparison_of_equal_areas_calls_a_difference() -> None:
    random, alone, together, runs = np.random.default_rng(20261129), 0, 0, 100
    for _ in range(runs):
        whole = random.integers(40, 400, (12, 8))
        scopes = [figures(random.binomial(one, 0.2), one) for one in whole]
        alone += any(held(one).count(Verdict.APART) for one in scopes)
        together += any(one.count(Verdict.APART) for one in held_together(LOST, scopes, ["a"] * 8))
    assert together / runs <= 0.05 + 2 * sqrt(0.05 * 0.95 / runs) < alone / runs


def hidden(part: np.ndarray, whole: np.ndarray, random: np.random.Generator) -> list[Figure]:
    """Put counts into blocks of five, and draw them evenly from there, as an attacker or a reader would have to."""
    low = [np.where(one > 0, (one - 1) // 5 * 5 + 1, 0) for one in (part, whole - part)]
    lost, others = (start + random.integers(0, 5, (200, len(part))) * (start > 0) for start in low)
    every = lost + others
    spread = [between(lost[:, at].astype(float), every[:, at].astype(float)) for at in range(len(part))]
    assert max(spread) > 0
    return figures(lost.mean(axis=0), every.mean(axis=0), spread)


def test_areas_that_differ_are_told_apart_and_few_people_are_not_judged() -> None:
    found = held(figures([100, 200, 1], [500, 500, 8]))
    assert found.verdicts == (Verdict.APART, Verdict.TOO_FEW, Verdict.TOO_FEW)


def test_the_limits_of_a_funnel_are_those_of_the_binomial() -> None:
    wholes = [50, 60, 80, 100, 120, 150, 200, 300, 500, 900]
    points = funnel(Kind.SHARE, figures([round(0.3 * n) for n in wholes], wholes))
    average = sum(round(0.3 * n) for n in wholes) / sum(wholes)
    for point, n in zip(points, wholes, strict=True):
        assert point.average == pytest.approx(average)
        for name, tail in (("low_95", 0.025), ("high_95", 0.975), ("low_998", 0.001), ("high_998", 0.999)):
            people = next(r for r in range(n + 1) if binom.cdf(r, n, average) >= tail)
            over = (binom.cdf(people, n, average) - tail) / (
                binom.cdf(people, n, average) - binom.cdf(people - 1, n, average)
            )
            assert getattr(point.exact, name) == pytest.approx((people - over) / n)


def test_the_spread_between_areas_is_that_of_the_additive_model() -> None:
    wholes, parts = [200] * 6 + [400] * 6, [20, 30, 40, 60, 70, 90, 50, 70, 110, 130, 150, 180]
    points = funnel(Kind.SHARE, figures(parts, wholes))
    average = sum(parts) / sum(wholes)
    own = [1 / (4 * n) for n in wholes]
    scores = [(asin(sqrt(x / n)) - asin(sqrt(average))) / sqrt(v) for x, n, v in zip(parts, wholes, own, strict=True)]
    low, high = np.quantile(scores, 0.1), np.quantile(scores, 0.9)
    winsorised = [min(max(z, low), high) for z in scores]
    weights = [1 / v for v in own]
    top = sum(z * z for z in winsorised) - (len(scores) - 1)
    tau2 = top / (sum(weights) - sum(w * w for w in weights) / sum(weights))
    assert [point.tau for point in points] == pytest.approx([sqrt(tau2)] * 12)
    for point, z in zip(points, scores, strict=True):
        wide = abs(z) * sqrt(own[0] if point.figure.size == 200 else own[-1])
        assert (point.spread.verdict(point.figure.value or 0) in (BEYOND_95, BEYOND_998)) == (
            wide > 1.959964 * sqrt(1 / (4 * point.figure.size) + tau2)
        )


TRIALS = (
    (4, 119, 11, 128), (6, 300, 29, 274), (3, 228, 11, 209), (62, 13536, 248, 12619), (33, 5036, 47, 5761),
    (180, 1361, 372, 1079), (8, 2537, 10, 619), (505, 87886, 499, 87892), (29, 7470, 45, 7232), (17, 1699, 65, 1600),
    (186, 50448, 141, 27197), (5, 2493, 3, 2338), (27, 16886, 29, 17825),
)  # fmt: skip
"""Ill and well, vaccinated and not: thirteen trials (G. A. Colditz et al., J. Amer. Med. Assoc. 271 (1994))."""


def test_the_spread_between_trials_is_that_of_a_published_example() -> None:
    """Published (W. Viechtbauer, J. Statist. Softw. 36(3) (2010)): Q 152.2330; pooled -0.7141, error 0.1787."""
    ill, well, others, fine = np.array(TRIALS, float).T
    y = np.log(ill / (ill + well) * (others + fine) / others)
    own = 1 / ill - 1 / (ill + well) + 1 / others - 1 / (others + fine)
    scores = (y - (y / own).sum() / (1 / own).sum()) / np.sqrt(own)
    assert (scores**2).sum() == pytest.approx(152.2330, abs=5e-5)
    weight = 1 / (own + spread_between(scores, own, winsorised=0.0))
    assert (y * weight).sum() / weight.sum() == pytest.approx(-0.7141, abs=5e-5)
    assert 1 / sqrt(weight.sum()) == pytest.approx(0.1787, abs=5e-5)


AREA = st.tuples(st.integers(0, 60), st.integers(0, 90), st.sampled_from([0.0, 0.001]), st.booleans())


@settings(max_examples=15, deadline=None)
@given(st.lists(AREA, min_size=10, max_size=14), st.randoms(use_true_random=False))
def test_shuffled_areas_have_the_same_verdicts_limits_and_shrunk_figures(
    told: list[tuple[int, int, float, bool]], random: Random
) -> None:
    none = Figure(indicator=LOST.code, missing="nobody counted")
    one = [
        none if missing or not part + rest else figures([part], [part + rest], [spread])[0]
        for part, rest, spread, missing in told
    ]
    order = list(range(len(one)))
    random.shuffle(order)
    turned = [one[at] for at in order]
    said = {frozenset((pair.one, pair.other)): (pair.verdict, pair.p) for pair in held(one)}
    for pair in held(turned):
        verdict, p = said[frozenset((order[pair.one], order[pair.other]))]
        assert (pair.verdict, pair.p) == (verdict, None if p is None else pytest.approx(p))
    points = {point.at: point for point in funnel(Kind.SHARE, one)}
    for point in funnel(Kind.SHARE, turned):
        before = points.pop(order[point.at])
        for name in ("average", "tau", "shrunk", "shrunk_low"):
            assert getattr(point, name) == pytest.approx(getattr(before, name), abs=1e-9)
        assert point.exact.low_998 == pytest.approx(before.exact.low_998, abs=1e-9)
    assert not points


def test_nine_areas_have_no_funnel_and_what_was_never_counted_is_not_nought() -> None:
    nine = figures([20.0] * 9, [100.0] * 9)
    none = Figure(indicator=LOST.code, missing="nobody counted")
    assert funnel(Kind.SHARE, [*nine, none]) == ()
    assert none.value is None
    assert set(held([nine[0], none]).verdicts) == {Verdict.MISSING}


def test_another_order_of_areas_changes_nothing_but_the_order(three: Comparison) -> None:
    turned = compare(three.areas[::-1])
    said = {frozenset((three.names[pair.one], three.names[pair.other])): pair for pair in three.tests[KEY]}
    for pair in turned.tests[KEY]:
        before = said[frozenset((turned.names[pair.one], turned.names[pair.other]))]
        assert (pair.verdict, pair.p, pair.adjusted) == (before.verdict, before.p, before.adjusted)
    assert turned.keys == three.keys
    assert turned.figures(KEY) == three.figures(KEY)[::-1]
    rows = [csv_text(compare_account(one), "indicators").splitlines() for one in (three, turned)]
    assert sorted(rows[0]) == sorted(rows[1]) != rows[1]


def test_no_sheet_ranks_and_no_figure_stands_without_its_completeness(three: Comparison) -> None:
    needed = {"counted", "counted_of", "services_contributing", "services_answered", "services_askable"}
    for sheet in compare_account(three).sheets:
        assert not {key for key in sheet.keys if "rank" in key or "score" in key or "league" in key}
        for before in ("", "one_", "other_"):
            if f"{before}value" in sheet.keys:
                assert {f"{before}{name}" for name in needed} <= {*sheet.keys}
                assert f"{before}missing" in sheet.keys


def test_what_is_unlike_is_said_first_and_routes_are_not_tested_across_references() -> None:
    old = exact(
        "old",
        pathway=shipped_pathway("models_of_care_2006"),
        period_start=date(2008, 4, 1),
        period_end=date(2009, 3, 31),
    )
    found = compare([exact("new"), old])
    assert [text.partition(":")[0] for text in found.unlike] == ["References differ", "Periods differ"]
    assert compare_account(found).sentences[: len(found.unlike)] == found.unlike
    assert found.tests["required_routes", "confirmed"].verdicts == (Verdict.UNLIKE,)


def test_an_area_without_counts_is_said_to_have_none() -> None:
    bare = replace(protect(small_area(), "none"), id="bare", name="Bare", arrivals=(), tables=frozenset())
    found = compare([exact("one"), bare])
    assert "Nobody was counted in Bare: only what was said of its links can be compared." in found.unlike
    assert found.figures(KEY)[1].value is None


@pytest.mark.parametrize(
    ("areas", "before", "told"),
    [
        ((), (), "no area is given"),
        (("one",), (), "one area alone"),
        (("one", "one"), (), "an area is given 2 times"),
        (("one",), ("elsewhere",), "an earlier area belongs to none"),
        (("one",), ("one", "one"), "an earlier area is given 2 times"),
    ],
)
def test_what_cannot_be_compared_is_told(areas: Sequence[str], before: Sequence[str], told: str) -> None:
    with pytest.raises(InputError, match=told):
        compare([exact(one) for one in areas], [exact(one) for one in before])


def test_two_profiles_and_an_unprotected_area_are_refused() -> None:
    with pytest.raises(InputError, match="different profiles"):
        compare([exact("one"), protect(counted_area())])
    with pytest.raises(UnprotectedError):
        compare([exact("one"), counted_area()])


def test_a_change_beyond_chance_is_said_and_fewer_contributors_are_flagged() -> None:
    then, now = exact("then", 300, 240, name="Here"), exact("now", 300, 120, name="Here")
    moved = {(move.indicator, move.scope): move for move in compare([now], [then]).changes if move.what == "figure"}
    assert moved[KEY].verdict == "moved by more than chance"
    assert (moved[KEY].before, moved[KEY].now) == pytest.approx((0.2, 0.6))
    fewer = replace(now, referrals=now.referrals[:1], departures=(), services=_without_caseload(now))
    found = compare([fewer], [then])
    again = {(move.indicator, move.scope): move for move in found.changes if move.what == "figure"}
    assert again[KEY].verdict == FEWER_COUNTED
    read = sum(move.verdict in (MOVED, STAYED) for move in again.values())
    assert compare_account(found).headline.startswith(f"Of {read} figure" if read else "No figure is read as a change")
    assert found.flagged == (0,)
    assert "not read as a change" in compare_account(found).sentences[-1]


def _without_caseload(area: Area) -> tuple[object, ...]:
    return tuple(replace(row, caseload=None, departures_total=None) for row in area.services)


def test_behind_the_door_figures_come_from_drawn_tables_and_keep_within_the_strict_range() -> None:
    area = protect(counted_area())
    found = compare([area, replace(area, id="other", name="Other")])
    for key in found.keys:
        for figure in found.figures(key):
            if figure.value is not None:
                assert figure.least is not None
                assert figure.most is not None
                assert figure.least - 1e-9 <= figure.value <= figure.most + 1e-9
    lost = found.figures(KEY)[0]
    assert isinstance(area.referrals[0].referred, Bounds)
    assert lost.hidden > 0
    assert not [pair for key in found.keys for pair in found.apart(key)]


def test_every_pair_stands_once(three: Comparison) -> None:
    assert [(pair.one, pair.other) for pair in three.tests[KEY]] == list(combinations(range(3), 2))

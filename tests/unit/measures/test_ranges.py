"""Ranges over open links: exact ones are the ends of every completion, drawn ones lie within them."""

from __future__ import annotations

import numpy as np
import pytest

from dtors_network.measures.completions import MOST_DRAWN, completions
from dtors_network.measures.described import WHOLE
from dtors_network.measures.measure import Measured
from dtors_network.measures.registry import MEASURES
from dtors_network.measures.ties import Bounded, Ties
from dtors_network.measures.view import Looked, View
from tests.unit.measures.networks import every_completion, random_bounded

KINDS = {"sector": ("x", "x", "y", "z", "y"), "stage": ("a",) * 5, "organisation": ("1", "2", "3", "4", "5")}


def view_of(net: Bounded) -> View:
    return View("services", "all", net, {by: kinds[: net.size] for by, kinds in KINDS.items()}, None)


@pytest.mark.parametrize("seed", range(30))
def test_exact_ranges_are_the_ends_of_every_completion(seed: int) -> None:
    generator = np.random.default_rng(seed)
    view = view_of(random_bounded(generator, 3 + seed % 3, min(6, 2 + seed % 6)))
    looked = [Looked(ties) for ties in every_completion(view.net)]
    for figure in Measured(view, draws=10, seed=seed).figures():
        value = MEASURES[figure.measure].value
        assert value is not None
        all_ = [found for one in looked if (found := value(view, one, figure.by)) is not None]
        low, high = (min(all_), max(all_)) if all_ else (None, None)
        if figure.value.exact:
            assert (figure.value.low, figure.value.high) == (pytest.approx(low), pytest.approx(high)), figure
        elif figure.value.low is not None and figure.value.high is not None:
            assert low is not None
            assert high is not None
            assert low - 1e-12 <= figure.value.low <= figure.value.high <= high + 1e-12


@pytest.mark.parametrize("seed", range(8))
def test_ranges_of_services_hold_every_completion_where_they_are_exact(seed: int) -> None:
    net = random_bounded(np.random.default_rng(50 + seed), 5, 6)
    measured = Measured(view_of(net), draws=10, seed=seed)
    looked = [Looked(ties) for ties in every_completion(net)]
    without = MEASURES["fragmentation_without"]
    assert without.each is not None
    every = np.array([without.each(one) for one in looked])
    for at, position in enumerate(measured.positions()):
        held = position.values["fragmentation_without"]
        assert held.exact
        assert (held.low, held.high) == (pytest.approx(every[:, at].min()), pytest.approx(every[:, at].max()))
        assert (position.sends.low, position.sends.high) == (
            min(one.ties.out[at].bit_count() for one in looked),
            max(one.ties.out[at].bit_count() for one in looked),
        )


def test_every_measure_of_a_whole_network_has_its_value_and_each_of_a_service_too() -> None:
    for measure in MEASURES.values():
        assert measure.question
        assert measure.taken
        assert measure.ranged
        assert measure.not_read
        assert measure.source
        assert (measure.value is not None) == (measure.of == WHOLE)


def test_the_same_seed_draws_the_same_networks_between_both_ends() -> None:
    sure_pairs, open_pairs = [(0, 1), (2, 3)], [(1, 0), (1, 2), (3, 0), (4, 1), (2, 4), (0, 4)]
    net = Bounded(Ties.of("abcde", sure_pairs), Ties.of("abcde", [*sure_pairs, *open_pairs]))
    first, again, other = (completions(net, 20, seed) for seed in (1, 1, 2))
    assert [one.out for one in first] == [one.out for one in again] != [one.out for one in other]
    sure, may = set(net.certain.pairs()), set(net.possible.pairs())
    assert all(sure <= set(one.pairs()) <= may for one in first)
    assert len({one.number for one in first}) > 2


def test_where_few_links_are_open_every_network_between_is_tried() -> None:
    net = Bounded(Ties.of("abcd", [(0, 1)]), Ties.of("abcd", [(0, 1), (1, 2), (2, 3), (3, 0)]))
    assert {one.out for one in completions(net, 8, 1)} == {one.out for one in every_completion(net)}
    looked = [Looked(one) for one in every_completion(net)]
    held = [position.values["betweenness"] for position in Measured(view_of(net), 8, 1).positions()]
    assert [one.exact for one in held] == [True] * 4
    assert [one.high for one in held] == [max(one.betweenness[at] for one in looked) for at in range(4)]
    fewer = [position.values["betweenness"] for position in Measured(view_of(net), 7, 1).positions()]
    assert [one.exact for one in fewer] == [False] * 4


def test_nothing_is_drawn_where_nothing_is_open_or_where_there_are_too_many() -> None:
    known = Ties.of("abc", [(0, 1)])
    assert completions(Bounded(known, known), 5, 1) == ()
    ids = [str(at) for at in range(MOST_DRAWN + 1)]
    assert completions(Bounded(Ties.of(ids, []), Ties.of(ids, [(0, 1)])), 5, 1) == ()


@pytest.mark.parametrize("size", [0, 1, 2])
def test_networks_of_hardly_anybody_have_no_values_and_no_errors(size: int) -> None:
    ids = [str(at) for at in range(size)]
    net = Bounded(Ties.of(ids, []), Ties.of(ids, [(0, 1)] if size == 2 else []))
    view = View("services", "all", net, {"sector": ("x",) * size}, None)
    measured = Measured(view, 5, 1)
    figures = {(figure.measure, figure.by): figure.value for figure in measured.figures()}
    assert figures["betweenness_centralisation", ""].certain is None
    assert figures["density", ""].high == (1 / 2 if size == 2 else None)
    assert len(list(measured.positions())) == size
    assert len(list(measured.roles())) == 6 * size

"""Values that were published, with their sources.

[?] marks a source that was not read itself: the value stands as others hand it on. Read were the tests of networkx
(Florentine families, Krackhardt's kite, Borgatti's example of structural holes) and KONECT (Zachary's club).
"""

from __future__ import annotations

import networkx as nx
import pytest

from dtors_network.measures import cohesion, counted, holes, paths
from dtors_network.measures.ties import Ties
from tests.unit.measures.networks import florentine, knoke, line, star, ties_of
from tests.unit.measures.networks import holes as burt


def between(ties: Ties) -> dict[str, float]:
    return dict(zip(ties.ids, paths.betweenness(ties).tolist(), strict=True))


def undirected(ties: Ties) -> float | None:
    """Centralisation of degree as published for undirected networks: of (n − 1)(n − 2)."""
    ours = counted.degree_centralisation([mask.bit_count() for mask in ties.out])
    return None if ours is None else ours * (ties.size - 1) / (ties.size - 2)


def test_florentine_families_as_jackson_gives_them() -> None:
    """M. O. Jackson, Social and Economic Networks (2008), section 1.2.1 [?]; the same in the tests of networkx."""
    found = between(ties_of(florentine(isolate=False)))
    assert [round(found[name], 3) for name in ("Medici", "Guadagni", "Strozzi")] == [0.522, 0.255, 0.103]


def test_florentine_families_as_wasserman_and_faust_give_them() -> None:
    """S. Wasserman and K. Faust (1994), chapter 5 [?]: centralisation .267 by degree, .437 between (no Pucci)."""
    assert undirected(ties_of(florentine(isolate=True))) == pytest.approx(0.267, abs=0.0005)
    ties = ties_of(florentine(isolate=False))
    assert paths.betweenness_centralisation(paths.betweenness(ties)) == pytest.approx(0.437, abs=0.0005)


def test_star_circle_and_line_as_wasserman_and_faust_give_them() -> None:
    """S. Wasserman and K. Faust (1994), chapter 5 [?], seven actors: star 1, circle 0, line .067 and .311."""
    circle = ties_of(nx.cycle_graph(7))
    shapes = (star(7), circle, line(7))
    assert [round(undirected(shape) or 0.0, 3) for shape in shapes] == [1.0, 0.0, 0.067]
    found = [paths.betweenness_centralisation(paths.betweenness(shape)) for shape in shapes]
    assert found == pytest.approx([1.0, 0.0, 0.311], abs=0.0005)


def test_krackhardts_kite() -> None:
    """D. Krackhardt, Administrative Science Quarterly 35 (1990); values as the tests of networkx have them."""
    found = sorted(between(ties_of(nx.krackhardt_kite_graph())).values(), reverse=True)
    published = [0.389, 0.231, 0.231, 0.222, 0.102, 0.023, 0.023, 0.0, 0.0, 0.0]
    assert found == pytest.approx(published, abs=0.0005)


def test_zacharys_club() -> None:
    """W. W. Zachary, J. Anthropol. Res. 33 (1977): 34 members, 78 ties (KONECT: fill .139); one has one tie: k is 1."""
    ties = ties_of(nx.karate_club_graph())
    assert (ties.size, ties.number / 2, round(counted.density(ties) or 0, 3)) == (34, 78, 0.139)
    assert cohesion.connectivity(ties) == (1, 1)


def test_knokes_bureaucracies() -> None:
    """R. A. Hanneman and M. Riddle, Introduction to social network methods (2005) [?]: output of UCINET.

    Density .5444 (49 of 90), 17 of 32 linked pairs both ways, hence 34 of 49 links answered;
    centralisation 43.056 % sending and 56.944 % receiving, of (n − 1)(n − 2).
    """
    ties = knoke()
    assert (ties.number, ties.ordered_pairs) == (49, 90)
    assert counted.density(ties) == pytest.approx(0.5444, abs=0.00005)
    assert counted.reciprocity(ties) == pytest.approx(34 / 49)
    linked = sum(mask.bit_count() for mask in ties.either) / 2
    assert (counted.reciprocity(ties) or 0.0) * ties.number / 2 / linked == pytest.approx(0.53125)
    ends = (ties.out, ties.into)
    found = [counted.degree_centralisation([mask.bit_count() for mask in masks]) or 0.0 for masks in ends]
    assert [100 * one * 9 / 8 for one in found] == pytest.approx([43.056, 56.944], abs=0.0005)


def test_structural_holes_as_ucinet_gives_them() -> None:
    """The tests of networkx, whose values were taken with UCINET and by hand: one undirected network, one directed."""
    ties = ties_of(burt())
    found = dict(zip(ties.ids, holes.constraint(ties).tolist(), strict=True))
    assert [found[name] for name in "GAC"] == pytest.approx([0.400, 0.595, 1.0], abs=0.0005)
    directed = Ties.of("012", [(0, 1), (0, 2), (1, 0), (2, 1)])
    assert holes.constraint(directed).tolist() == pytest.approx([1.003, 1.003, 1.389], abs=0.0005)

"""Values that were published, with their sources."""

from __future__ import annotations

import networkx as nx
import pytest

from dtors_network.measures import cohesion, counted, paths
from dtors_network.measures.ties import Ties
from tests.unit.measures.networks import florentine, knoke, line, star, ties_of


def between(ties: Ties) -> dict[str, float]:
    return dict(zip(ties.ids, paths.betweenness(ties).tolist(), strict=True))


def undirected(ties: Ties) -> float | None:
    """Centralisation of degree as published for undirected networks: of (n − 1)(n − 2)."""
    ours = counted.degree_centralisation([mask.bit_count() for mask in ties.out])
    return None if ours is None else ours * (ties.size - 1) / (ties.size - 2)


def test_florentine_families_as_jackson_gives_them() -> None:
    """M. O. Jackson, Social and Economic Networks (2008), section 1.2.1: Medici .522, Guadagni .255, Strozzi .103."""
    found = between(ties_of(florentine(isolate=False)))
    assert [round(found[name], 3) for name in ("Medici", "Guadagni", "Strozzi")] == [0.522, 0.255, 0.103]


def test_florentine_families_as_wasserman_and_faust_give_them() -> None:
    """S. Wasserman and K. Faust (1994), chapter 5: centralisation .267 by degree, .437 between (without Pucci)."""
    assert undirected(ties_of(florentine(isolate=True))) == pytest.approx(0.267, abs=0.0005)
    ties = ties_of(florentine(isolate=False))
    assert paths.betweenness_centralisation(paths.betweenness(ties)) == pytest.approx(0.437, abs=0.0005)


def test_star_circle_and_line_as_wasserman_and_faust_give_them() -> None:
    """S. Wasserman and K. Faust (1994), chapter 5, seven actors: star 1, circle 0, line .067 and .311."""
    circle = ties_of(nx.cycle_graph(7))
    shapes = (star(7), circle, line(7))
    assert [round(undirected(shape) or 0.0, 3) for shape in shapes] == [1.0, 0.0, 0.067]
    found = [paths.betweenness_centralisation(paths.betweenness(shape)) for shape in shapes]
    assert found == pytest.approx([1.0, 0.0, 0.311], abs=0.0005)


def test_krackhardts_kite() -> None:
    """D. Krackhardt, Administrative Science Quarterly 35 (1990); values as V. Krebs prints them (orgnet.com)."""
    found = sorted(between(ties_of(nx.krackhardt_kite_graph())).values(), reverse=True)
    published = [0.389, 0.231, 0.231, 0.222, 0.102, 0.023, 0.023, 0.0, 0.0, 0.0]
    assert found == pytest.approx(published, abs=0.0005)


def test_zacharys_club() -> None:
    """W. W. Zachary, J. Anthropol. Res. 33 (1977): 34 members, 78 ties; one has one tie alone, so k is 1."""
    ties = ties_of(nx.karate_club_graph())
    assert (ties.size, ties.number / 2, round(counted.density(ties) or 0, 3)) == (34, 78, 0.139)
    assert cohesion.connectivity(ties) == (1, 1)


def test_knokes_bureaucracies() -> None:
    """R. A. Hanneman and M. Riddle, Introduction to social network methods (2005), chapters 7, 8 (output of UCINET).

    Density .5444 (49 of 90), 17 of 32 linked pairs both ways, hence 34 of 49 links answered.
    """
    ties = knoke()
    assert (ties.number, ties.ordered_pairs) == (49, 90)
    assert counted.density(ties) == pytest.approx(0.5444, abs=0.00005)
    assert counted.reciprocity(ties) == pytest.approx(34 / 49)
    linked = sum(mask.bit_count() for mask in ties.either) / 2
    assert (counted.reciprocity(ties) or 0.0) * ties.number / 2 / linked == pytest.approx(0.53125)

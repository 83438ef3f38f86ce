"""A chain with ends, in exact fractions: where somebody is, where they may be next, and how often.

Whatever stands as a next place and has no next places of its own is an end. Nothing here knows of services.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from fractions import Fraction
from typing import Any

Place = Any
"""Anything that can be a key."""
Moves = Mapping[Place, Mapping[Place, Fraction]]
"""The share of those at a place that is next at each other place; the shares of a place add up to 1."""


class EndlessError(Exception):
    """Somebody goes round for ever among these places, so that no chance can be computed."""

    def __init__(self, classes: Set[Set[Place]]) -> None:
        super().__init__("; ".join(sorted(", ".join(sorted(map(str, places))) for places in classes)))
        self.classes = classes


def solve(matrix: list[list[Fraction]], right: list[Fraction]) -> list[Fraction]:
    """Solve a square system of equations by Gauss's elimination; exact, so that any pivot that is not 0 will do."""
    size = len(right)
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    for column in range(size):
        pivot = next(row for row in range(column, size) if rows[row][column] != 0)
        rows[column], rows[pivot] = rows[pivot], rows[column]
        for row in range(column + 1, size):
            if rows[row][column] != 0:
                factor = rows[row][column] / rows[column][column]
                rows[row] = [a - factor * b for a, b in zip(rows[row], rows[column], strict=True)]
    solution = [Fraction(0)] * size
    for row in reversed(range(size)):
        known = sum((rows[row][k] * solution[k] for k in range(row + 1, size)), Fraction(0))
        solution[row] = (rows[row][size] - known) / rows[row][row]
    return solution


def ahead(moves: Moves, place: Place) -> set[Place]:
    """Give every place that somebody may come to from a place, and the place itself."""
    seen, found = {place}, [place]
    while found:
        for following, share in moves.get(found.pop(), {}).items():
            if share != 0 and following not in seen:
                seen.add(following)
                found.append(following)
    return seen


def endless(moves: Moves) -> frozenset[frozenset[Place]]:
    """Find the sets of places that nobody leaves: no end lies ahead, and each lies ahead of every other."""
    reach = {place: ahead(moves, place) for place in moves}
    return frozenset(
        frozenset(places)
        for places in reach.values()
        if all(other in moves and reach[other] == places for other in places)
    )


def visits(moves: Moves, coming: Mapping[Place, Fraction]) -> dict[Place, Fraction]:
    """How often each place is visited if so many people come in: ``coming`` times the inverse of I − P.

    Only what lies ahead of those who come in is looked at, so that a fault elsewhere does no harm.
    """
    met = {place for start, people in coming.items() if people != 0 for place in ahead(moves, start)}
    places = [place for place in moves if place in met]
    faults = endless({place: moves[place] for place in places})
    if faults:
        raise EndlessError(faults)
    matrix = [[Fraction(here == there) - moves[there].get(here, Fraction(0)) for there in places] for here in places]
    found = dict(zip(places, solve(matrix, [Fraction(coming.get(place, 0)) for place in places]), strict=True))
    return {place: found.get(place, Fraction(0)) for place in moves}


def ends(moves: Moves, coming: Mapping[Place, Fraction]) -> dict[Place, Fraction]:
    """How many people come to each end; somebody who comes in at an end is there already."""
    total: dict[Place, Fraction] = {end: Fraction(n) for end, n in coming.items() if end not in moves}
    for place, people in visits(moves, coming).items():
        for following, share in moves[place].items():
            if following not in moves:
                total[following] = total.get(following, Fraction(0)) + people * share
    return total


def chance(moves: Moves, start: Place, end: Place) -> Fraction:
    """Give the chance of coming to an end from a place."""
    return ends(moves, {start: Fraction(1)}).get(end, Fraction(0))


def unrolled(moves: Moves, years: int) -> dict[Place, dict[Place, Fraction]]:
    """The same chain with the year in the place, stopped after some years: powers of a matrix as a chain with ends."""
    return {
        (place, year): {(following, year + 1): share for following, share in moves[place].items()}
        for year in range(years)
        for place in moves
    }

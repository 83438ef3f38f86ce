"""Many lawful tables at once: walks from one to the next along small steps, all components and draws together.

Each step goes along one direction as far as blocks and laws allow (hit and run on whole numbers; R. L. Smith, Oper.
Res. 32 (1984)). Directions that touch nothing in common are taken at the same time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from dtors_network.disclosure.components import Component, Terms
from dtors_network.disclosure.moves import moves
from dtors_network.disclosure.solver import Point

Whole = np.ndarray[Any, np.dtype[np.int64]]
FAR = 1 << 40


@dataclass(frozen=True, slots=True)
class _Colour:
    """Directions with nothing in common: what each touches, padded with a place that never binds."""

    rows: Whole  # (directions, touched)
    signs: Whole
    cells: Whole  # (directions, cells of a step)
    steps: Whole


class Walk:
    """The lawful tables of some components, to be walked through.

    Parameters
    ----------
    parts : sequence of Component
        The components.
    shown : sequence of (array, array)
        The least and the most of each cell, by component.
    starts : sequence of array
        A lawful table of each.
    draws : int
        How many walks.
    seed : int
        Of the random numbers.
    """

    def __init__(
        self,
        parts: Sequence[Component],
        shown: Sequence[tuple[Point, Point]],
        starts: Sequence[Point],
        draws: int,
        seed: int,
    ) -> None:
        self.random = np.random.default_rng(seed)
        self.first = np.cumsum([0, *(len(part.keys) for part in parts)])
        cells = int(self.first[-1])
        low, high = (np.concatenate([ends[side] for ends in shown]).astype(np.int64) for side in (0, 1))
        self.tables = np.repeat(np.concatenate(starts).astype(np.int64)[:, None], draws, axis=1)
        touched: list[dict[int, int]] = []
        steps: list[Terms] = []
        slack = [self.tables - low[:, None], high[:, None] - self.tables]
        laws = 2 * cells
        for part, first, start in zip(parts, self.first, starts, strict=False):
            rows, own = _rows_of(part, start), moves(part)
            by_cell: dict[int, list[tuple[int, int]]] = {}
            for at, (terms, _, _) in enumerate(part.laws):
                for cell, sign in terms.items():
                    by_cell.setdefault(cell, []).append((laws + at, sign))
            for step in own:
                touched.append(_touched(step, by_cell, int(first), cells))
                steps.append({int(first) + cell: sign for cell, sign in step.items()})
            slack.append(np.repeat(rows[:, None], draws, axis=1))
            laws += len(part.laws)
        self.slack = np.concatenate([*slack, np.full((1, draws), FAR)])
        self.colours = _coloured(touched, steps, laws, cells)

    def sweep(self, weights: Point | None = None, tops: Whole | None = None) -> Whole:
        """Take every direction once; give the tables, shape (cells, draws).

        ``weights`` (columns of a prior of the logarithm of a number's weight, by kind of cell) makes the walk prefer
        the likelier tables (Metropolis); ``tops`` names the column of each cell.
        """
        for colour in self.colours:
            self._step(colour, weights, tops)
        return self.tables

    def _step(self, colour: _Colour, weights: Point | None, kinds: Whole | None) -> None:
        slack = self.slack[colour.rows]
        signs = colour.signs[:, :, None]
        room = slack // np.maximum(np.abs(signs), 1)
        most = np.where(signs < 0, room, FAR).min(axis=1)
        least = -np.where(signs > 0, room, FAR).min(axis=1)
        chance = self.random.random(most.shape)
        if weights is None:  # half of the steps go to an end: what is rare stands at the corners
            chance = np.clip(2 * chance - 0.5, 0, 1 - 1e-9)
        far = np.floor(chance * (most - least + 1)).astype(np.int64) + least
        if weights is not None and kinds is not None:
            far = np.where(self._accepted(colour, far, weights, kinds), far, 0)
        # a place that pads is written to many times with nothing
        self.slack[colour.rows] = np.where(signs != 0, slack + signs * far[:, None, :], FAR)
        np.add.at(self.tables, colour.cells, colour.steps[:, :, None] * far[:, None, :])

    def _accepted(self, colour: _Colour, far: Whole, weights: Point, kinds: Whole) -> Any:
        now = self.tables[colour.cells]
        then = now + colour.steps[:, :, None] * far[:, None, :]
        last = weights.shape[1] - 1
        kind = kinds[colour.cells][:, :, None]
        gain = weights[kind, np.minimum(then, last)] - weights[kind, np.minimum(now, last)]
        gain = np.where(colour.steps[:, :, None] != 0, gain, 0.0).sum(axis=1)
        return np.log(self.random.random(gain.shape)) < gain


def _rows_of(part: Component, start: Point) -> Whole:
    """Give how much each law has left at a table."""
    return np.array(
        [sum(sign * int(start[cell]) for cell, sign in terms.items()) - least for terms, least, _ in part.laws],
        np.int64,
    )


def _touched(step: Terms, by_cell: dict[int, list[tuple[int, int]]], first: int, cells: int) -> dict[int, int]:
    """Give what a step changes: the ends of its cells' blocks, and the laws."""
    found: dict[int, int] = {}
    for cell, sign in step.items():
        found[first + cell] = sign
        found[cells + first + cell] = -sign
        for law, weight in by_cell.get(cell, ()):
            found[law] = found.get(law, 0) + weight * sign
    return {row: sign for row, sign in found.items() if sign}


def _coloured(touched: list[dict[int, int]], steps: list[Terms], pad: int, cells: int) -> list[_Colour]:
    """Put directions that touch nothing in common together."""
    taken: dict[int, int] = {}  # the colours of what was touched, as bits
    groups: dict[int, list[int]] = {}
    for at, rows in enumerate(touched):
        used = 0
        for row in rows:
            used |= taken.get(row, 0)
        bit = ~used & (used + 1)
        for row in rows:
            taken[row] = taken.get(row, 0) | bit
        groups.setdefault(bit, []).append(at)
    return [_padded([touched[at] for at in group], [steps[at] for at in group], pad) for group in groups.values()]


def _padded(touched: list[dict[int, int]], steps: list[Terms], pad: int) -> _Colour:
    rows, signs = _filled([list(one) for one in touched], pad), _filled([list(one.values()) for one in touched], 0)
    cells, sizes = _filled([list(one) for one in steps], 0), _filled([list(one.values()) for one in steps], 0)
    return _Colour(rows, signs, cells, sizes)


def _filled(lists: list[list[int]], value: int) -> Whole:
    width = max(map(len, lists))
    return np.array([[*one, *[value] * (width - len(one))] for one in lists], np.int64)

"""Directions of a walk, in colours: those of one colour touch nothing in common and are taken at the same time.

They hang on the cells and laws of a component alone, never on counts, and many pairs of services have the same ones:
each kind is coloured once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import numpy as np

from dtors_network.disclosure.component import Component, Key, Terms
from dtors_network.disclosure.moves import moves
from dtors_network.disclosure.solver import matrix

Whole = np.ndarray[Any, Any]
Laws = tuple[tuple[tuple[tuple[int, int], ...], bool], ...]
PAD: Final = -1
KINDS: Final = 4_096
"""How many kinds of component are remembered: some hundred in an area with many services."""


@dataclass(frozen=True, slots=True)
class Colour:
    """Directions with nothing in common: the rows that bind each, padded with one that never does."""

    up: Whole  # (directions, rows that leave less room the further it goes)
    down: Whole
    cells: Whole  # (directions, cells of a step)
    steps: Whole


def coloured(parts: Sequence[Component]) -> list[Colour]:
    """Give the directions of all components, a colour at a time.

    Parameters
    ----------
    parts : sequence of Component
        The components. The rows of the walk are the room below each cell, the room above each, then what each law
        has left, component by component, and one that never binds.

    Returns
    -------
    list of Colour
        With places among the rows and cells of all components.
    """
    cells, laws = (np.cumsum([0, *map(len, sizes)]) for sizes in zip(*((p.keys, p.laws) for p in parts), strict=True))
    pad = 2 * cells[-1] + laws[-1]
    found: dict[int, list[Colour]] = {}
    for part, cell, law in zip(parts, cells.tolist(), laws.tolist(), strict=False):
        own = cell + np.arange(len(part.keys))
        after = 2 * cells[-1] + law + np.arange(len(part.laws))
        rows = np.concatenate([own, cells[-1] + own, after, [pad]])
        for bit, colour in _of_kind(*_kind(part)).items():
            one = Colour(rows[colour.up], rows[colour.down], cell + colour.cells, colour.steps)
            found.setdefault(bit, []).append(one)
    return [_together(group, pad) for group in found.values()]


def _kind(part: Component) -> tuple[tuple[Key, ...], Laws]:
    return tuple(part.keys), tuple((tuple(terms.items()), equal) for terms, _, equal in part.laws)


@lru_cache(maxsize=KINDS)
def _of_kind(keys: tuple[Key, ...], laws: Laws) -> dict[int, Colour]:
    """Give the directions of one component by colour; places are its own, and the last row is the one that pads."""
    part = Component(list(keys), laws=[(dict(terms), 0, equal) for terms, equal in laws])
    taken = [0] * (2 * len(keys) + len(laws))  # the colours of what was touched, as bits
    groups: dict[int, list[tuple[dict[int, int], Terms]]] = {}
    for touched, step in _touching(part):
        used = 0
        for row in touched:
            used |= taken[row]
        bit = ~used & (used + 1)
        for row in touched:
            taken[row] |= bit
        groups.setdefault(bit, []).append((touched, step))
    return {bit: _padded(group) for bit, group in groups.items()}


def _touching(part: Component) -> Iterator[tuple[dict[int, int], Terms]]:
    """Give each direction with what it changes: the room below and above its cells, and what laws have left."""
    steps = moves(part)
    by_step = np.zeros((len(steps), len(part.keys)), np.int16)
    for row, step in enumerate(steps):
        by_step[row, list(step)] = list(step.values())
    changes = np.hstack([by_step, -by_step, by_step @ matrix(part).T.astype(np.int16)])
    single = np.flatnonzero(np.abs(changes).max(axis=1, initial=0) == 1)
    rows, touched = np.nonzero(changes[single])
    signs, ends = changes[single][rows, touched].tolist(), np.searchsorted(rows, np.arange(len(single) + 1)).tolist()
    for at, first, last in zip(single.tolist(), ends, ends[1:], strict=False):
        yield dict(zip(touched[first:last].tolist(), signs[first:last], strict=True)), steps[at]


def _padded(group: list[tuple[dict[int, int], Terms]]) -> Colour:
    up = [[row for row, sign in touched.items() if sign < 0] for touched, _ in group]
    down = [[row for row, sign in touched.items() if sign > 0] for touched, _ in group]
    cells, steps = [list(step) for _, step in group], [list(step.values()) for _, step in group]
    return Colour(_filled(up, PAD), _filled(down, PAD), _filled(cells, 0), _filled(steps, 0))


def _filled(lists: list[list[int]], value: int) -> Whole:
    width = max(map(len, lists))
    return np.array([[*one, *[value] * (width - len(one))] for one in lists], np.int32)


def _together(group: list[Colour], pad: int) -> Colour:
    # A step that pads is of no people, so that any cell of its component may stand there.
    return Colour(
        _stacked([one.up for one in group], pad),
        _stacked([one.down for one in group], pad),
        _stacked([one.cells for one in group], 0),
        _stacked([one.steps for one in group], 0),
    )


def _stacked(parts: list[Whole], value: int) -> Whole:
    width = max(part.shape[1] for part in parts)
    made = np.full((sum(map(len, parts)), width), value, np.int32)
    first = 0
    for part in parts:
        made[first : first + len(part), : part.shape[1]] = part
        first += len(part)
    return made

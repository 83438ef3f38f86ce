"""A Krylov method for many systems at once, a column each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np

from dtors_network.flow.jagged import Batch

CYCLES: Final = 60
"""Cycles of the Krylov method; whichever replicate needs more is solved alone."""


def krylov(times: Callable[[Batch], Batch], right: Batch, close: float) -> Batch:
    """Solve x = right + times(x) of every column by bicgstab (H. A. van der Vorst 1992).

    It can break down in a column, which is then anything, also no number at all: whoever asks looks at what is left
    over.

    Examples
    --------
    >>> krylov(lambda x: 0.5 * x, np.array([[1.0, 2.0]]), 1e-9).round(6).tolist()
    [[2.0, 4.0]]
    """
    found, rest = right.copy(), times(right)
    shadow, step = rest.copy(), rest.copy()
    before = _dot(shadow, rest)
    small = close * np.abs(right).max(axis=0)
    with np.errstate(all="ignore"):
        for _ in range(CYCLES):
            if not (np.abs(rest).max(axis=0) > small).any():
                break
            along = step - times(step)
            far = _ratio(before, _dot(shadow, along))
            found += far * step
            rest -= far * along
            turned = rest - times(rest)
            weight = _ratio(_dot(turned, rest), _dot(turned, turned))
            found += weight * rest
            rest -= weight * turned
            after = _dot(shadow, rest)
            along *= weight
            step -= along
            step *= _ratio(after, before) * _ratio(far, weight)
            step += rest
            before = after
    return found


def _dot(one: Batch, other: Batch) -> Batch:
    return np.asarray(np.einsum("ij,ij->j", one, other))


def _ratio(part: Batch, whole: Batch) -> Batch:
    """Divide; anything by nothing is nothing, as in a column that is done."""
    return np.divide(part, whole, out=np.zeros_like(part), where=whole != 0)

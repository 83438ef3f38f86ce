"""Areas that are alike in the project's own indicators, and how sure that is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from dtors_network.compare.figure import Figure, Kind
from dtors_network.compare.funnel import AREAS, scale_of

NEAREST: Final = 5
DRAWS: Final = 100
SEED: Final = 20261128
"""Of the draws in which figures move as chance lets them."""
FEWEST: Final = 3
"""Figures that two areas must share, and half of all those that are used, before they are called alike."""


def scaled(columns: Sequence[tuple[Kind, Sequence[Figure]]]) -> tuple[Any, Any]:
    """Put figures on one scale: differences in standard deviations between areas.

    Parameters
    ----------
    columns : sequence of (Kind, sequence of Figure)
        By figure, that of each area; shares and rates alone are used, of which ten areas or more have one.

    Returns
    -------
    array of float, shape (areas, figures), array of float, shape (areas, figures)
        The values (arcsin √share, √rate; mean 0 and deviation 1 over areas), not a number where missing, and by how
        much chance and hidden counts let each move.
    """
    import numpy as np

    values, errors = [], []
    for kind, figures in columns:
        there = np.array([figure.value is not None for figure in figures], bool)
        if kind not in (Kind.SHARE, Kind.RATE) or there.sum() < AREAS:
            continue
        value = np.array([np.nan if figure.value is None else figure.value for figure in figures], float)
        size = np.array([max(figure.size, 1.0) for figure in figures], float)
        to, _, slope = scale_of(kind)
        y = to(value)
        spread = float(np.nanstd(y, ddof=1))
        if not spread:
            continue
        middle = float(np.clip(np.nanmean(value), 1e-6, 1 - 1e-6 if kind is Kind.SHARE else None))
        hidden = np.array([figure.hidden for figure in figures], float) * slope(middle) ** 2
        values.append((y - np.nanmean(y)) / spread)
        errors.append(np.sqrt(0.25 / size + hidden) / spread)
    shape = (len(columns[0][1]) if columns else 0, 0)
    if not values:
        return np.empty(shape), np.empty(shape)
    return np.array(values).T, np.array(errors).T


def nearest(found: tuple[Any, Any]) -> Iterator[tuple[int, int, int, float, int, float]]:
    """Name the nearest of each area: itself, the other, rank, distance, figures shared, and how sure it is.

    Notes
    -----
    Ties are broken by the values alone, never by the order in which the areas were given: the order of the draws is
    that of the sorted rows.
    """
    import numpy as np

    values, errors = found
    if values.shape[0] < AREAS or values.shape[1] < FEWEST:
        return
    order = np.lexsort(np.nan_to_num(values, nan=9.0).T)  # the same draws for the same area, whatever the order given
    turned, moved = values[order], errors[order]
    apart, shared = distances(turned)
    near = _ranked(apart)
    random = np.random.default_rng(SEED)
    stays = np.zeros_like(apart)
    for _ in range(DRAWS):
        drawn, _ = distances(turned + moved * random.standard_normal(turned.shape))
        np.put_along_axis(stays, (chosen := _ranked(drawn)), np.take_along_axis(stays, chosen, 1) + 1, 1)
    for at in np.argsort(order).tolist():
        for rank, other in enumerate(near[at].tolist(), 1):
            if np.isfinite(apart[at, other]):
                sure = float(stays[at, other]) / DRAWS
                yield int(order[at]), int(order[other]), rank, float(apart[at, other]), int(shared[at, other]), sure


def distances(values: Any) -> tuple[Any, Any]:
    """Give the root mean square difference of every two areas over the figures that both have, and their number.

    >>> import numpy as np
    >>> apart, shared = distances(np.array([[0.0, 0, 0], [3, 0, np.nan], [1, 1, 1]]))
    >>> round(float(apart[0, 2]), 3), int(shared[0, 1]), float(apart[0, 1])
    (1.0, 2, inf)
    """
    import numpy as np

    there = ~np.isnan(values)
    filled, known = np.where(there, values, 0.0), there.astype(float)
    shared = known @ known.T
    squares = (filled**2) @ known.T
    sums = np.maximum(squares + squares.T - 2 * filled @ filled.T, 0.0)
    enough = shared >= max(FEWEST, values.shape[1] / 2)
    apart = np.full(sums.shape, np.inf)
    np.divide(sums, shared, out=apart, where=enough)
    np.sqrt(apart, out=apart)
    np.fill_diagonal(apart, np.inf)
    return apart, shared


def _ranked(apart: Any) -> Any:
    import numpy as np

    return np.argsort(apart, axis=1, kind="stable")[:, :NEAREST]

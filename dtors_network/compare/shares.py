"""Shares and rates of people with their intervals: averaged over drawn tables where counts are hidden."""

from __future__ import annotations

from typing import Any

from dtors_network.compare.figure import Figure
from dtors_network.compare.side import NO_TABLE, Side
from dtors_network.intervals import count_interval
from dtors_network.model.bounds import Bounds
from dtors_network.model.estimate import Estimate, part_of, share

NOBODY = "nobody was counted here"


def share_of(side: Side, figure: Figure, drawn: tuple[Any, Any], part: Bounds, rest: Bounds) -> Figure:
    """Give a figure its share: of those who count among those and the others.

    Parameters
    ----------
    side : Side
        The area.
    figure : Figure
        With indicator, scope and completeness.
    drawn : pair of array of float, shape (tables,)
        Those who count, and the others, in each drawn table; one table where every count is known.
    part, rest : Bounds
        What the same two can be, whatever hidden counts are.

    Returns
    -------
    Figure
        With Wilson's interval where every count is known, else the likely one; missing where there may be nobody.

    Notes
    -----
    E. B. Wilson, J. Amer. Statist. Assoc. 22 (1927); behind the door quantiles of chance over the drawn tables
    (D. B. Rubin, "Multiple imputation for nonresponse in surveys" (1987)), as everywhere in the project.
    """
    strict = part_of(part, rest)
    if strict is None or not (part + rest).high:
        return missing(figure, NOBODY)
    return _filled(side, figure, drawn, strict)


def _filled(side: Side, figure: Figure, drawn: tuple[Any, Any], strict: Estimate) -> Figure:
    from dtors_network.flow.plain import likely_share

    known = not side.has_ranges or strict.value is not None
    if not known and side.tables is None:
        return missing(figure, NO_TABLE)
    counts, others = drawn
    found = strict if known else likely_share(strict, (counts, counts), others)
    assert found is not None
    whole = counts + others
    if not whole.mean():
        return missing(figure, NOBODY)
    return _with(
        figure,
        part=float(counts.mean()),
        whole=float(whole.mean()),
        size=float(whole.mean()),
        low=found.low,
        high=found.high,
        least=strict.least,
        most=strict.most,
        hidden=between(counts, whole),
    )


def rate_of(side: Side, figure: Figure, drawn: Any, part: Bounds, places: int) -> Figure:
    """Give a figure its rate: people to a place, with Byar's interval of the people, or the likely one.

    Notes
    -----
    N. E. Breslow and N. E. Day, "Statistical methods in cancer research" II (1987), p69.
    """
    from dtors_network.flow.plain import likely_count

    if not places:
        return missing(figure, "nobody said how many places there are")
    if not part.known and side.tables is None:
        return missing(figure, NO_TABLE)
    middle = float(drawn.mean())
    low, high = count_interval(part.low) if part.known else likely_count((drawn, drawn), middle)[::2]
    return _with(
        figure,
        part=middle,
        whole=float(places),
        size=float(places),
        low=low / places,
        high=high / places,
        least=part.low / places,
        most=part.high / places,
        hidden=between(drawn, drawn * 0 + places),
    )


def known_of(figure: Figure, least: int, most: int, whole: int, lead: int | None = None) -> Figure:
    """Give a figure the share of routes or services: what is certain leads, what is open makes its range.

    The interval runs from Wilson's lower limit at the least to his upper at the most.
    """
    found = share((least, whole), (most, whole), Bounds(whole, whole))
    if found is None:
        return missing(figure, "there is none of them here")
    return _with(
        figure,
        part=float(least if lead is None else lead),
        whole=float(whole),
        size=float(whole),
        low=found.low,
        high=found.high,
        least=found.least,
        most=found.most,
    )


def between(part: Any, whole: Any) -> float:
    """Give the variance of a share from one drawn table to the next, for so many tables (Rubin 1987)."""
    import numpy as np

    if len(part) < 2:
        return 0.0
    each = np.divide(part, whole, out=np.zeros_like(part, dtype=float), where=whole > 0)
    return float(each.var(ddof=1)) * (1 + 1 / len(part))


def missing(figure: Figure, why: str) -> Figure:
    """Say why there is no figure."""
    return _with(figure, missing=why)


def _with(figure: Figure, **found: Any) -> Figure:
    from dataclasses import replace

    return replace(figure, **found)

"""The figure of a test in words: for whoever tells it, of reported places and of those that nobody spoke up for."""

from __future__ import annotations

from dtors_network.rounding import per_100, span, span_of_100, written
from dtors_network.triangulation.tested import Figure


def figure_words(figure: Figure | None) -> str:
    """Write the figure of a test with its interval, what the blocks leave possible, and the people behind it.

    Examples
    --------
    >>> from dtors_network.model.bounds import Bounds
    >>> print(figure_words(Figure(kind="share", what="started", value=0.4, low=0.2, high=0.6, people=Bounds(20, 20))))
    40 of 100 (20 to 60) started; 20 people
    """
    if figure is None:
        return ""
    lead, strict = _value(figure), _strict(figure)
    of = " of the group" if figure.kind in ("difference", "odds_ratio") else ""
    return f"{lead} {figure.what}{strict}; {figure.people} people{of}"


def _value(figure: Figure) -> str:
    if figure.kind == "share":
        return f"{per_100(figure.value)} of 100 ({span_of_100(figure.low, figure.high)})"
    if figure.kind == "difference":
        return f"{_fewer(figure.value)} of 100 ({_fewer(figure.low)} to {_fewer(figure.high)})"
    digits = 2 if figure.kind == "odds_ratio" else 1
    return f"{written(figure.value, digits)} ({span(figure.low, figure.high, digits)})"


def _fewer(difference: float) -> str:
    """Say a difference of two shares as so many of a hundred fewer, or more."""
    return f"{per_100(abs(difference))} {'fewer' if difference < 0 else 'more'}"


def _strict(figure: Figure) -> str:
    """Say what the blocks leave possible, where they hide something."""
    if figure.least is None or figure.most is None or figure.most - figure.least < 1e-9:
        return ""
    if figure.kind == "share":
        ends = span_of_100(figure.least, figure.most)
    elif figure.kind == "difference":
        ends = f"{_fewer(figure.least)} to {_fewer(figure.most)}"
    else:
        ends = span(figure.least, figure.most, 1)
    return f" (strictly {ends})"

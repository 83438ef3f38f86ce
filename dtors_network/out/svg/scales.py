"""From the coordinates of a figure to points on the paper."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

MARGIN: Final = {"l": 80.0, "r": 80.0, "t": 100.0, "b": 80.0}
"""Margins where a figure names none, as plotly has them."""

LETTER: Final = 0.56
"""Width of a letter, in sizes of the letters."""

Figure = Mapping[str, Any]


@dataclass(frozen=True)
class Axis:
    """One axis: its range from the start to the end of the paper, or its categories."""

    start: float
    end: float
    low: float
    high: float
    names: Mapping[str, int] = field(default_factory=dict)

    def __call__(self, value: Any) -> float:
        """Give the place on the paper of a value or a category."""
        number = self.names[value] if isinstance(value, str) and value in self.names else float(value)
        return self.start + (number - self.low) / (self.high - self.low) * (self.end - self.start)

    @property
    def step(self) -> float:
        """How far apart two categories, or two whole numbers, stand."""
        return abs(self.end - self.start) / abs(self.high - self.low)


@dataclass(frozen=True)
class Scales:
    """The paper of a figure and its two axes."""

    width: float
    height: float
    x: Axis
    y: Axis


def scales(figure: Figure, width: float) -> Scales:
    """Give the paper and the axes of a figure.

    ``data`` and ``layout`` are as plotly takes them; the width is in pixels where the figure names none.
    """
    layout = figure["layout"]
    wide, high = float(layout.get("width") or width), float(layout.get("height") or 450)
    margin = {**MARGIN, **layout.get("margin", {})}
    x, y = layout.get("xaxis", {}), layout.get("yaxis", {})
    rows = categories(figure, "y")
    left = margin["l"] + (_room(rows, layout) if rows and y.get("automargin") else 0)
    across = _axis(x, categories(figure, "x"), values(figure, "x"), left, wide - margin["r"])
    down = _axis(y, rows, values(figure, "y"), high - margin["b"], float(margin["t"]))
    return Scales(wide, high, across, down)


def categories(figure: Figure, way: str) -> dict[str, int]:
    """Give the categories along an axis their numbers, in the order in which they are met."""
    texts = (cell for trace in figure["data"] for cell in _listed(trace.get(way)) if isinstance(cell, str))
    return {name: at for at, name in enumerate(dict.fromkeys(texts))}


def values(figure: Figure, way: str) -> list[float]:
    """Give the numbers along an axis."""
    found = (cell for trace in figure["data"] for cell in _listed(trace.get(way)))
    return [float(cell) for cell in found if is_number(cell)]


def is_number(cell: Any) -> bool:
    """Tell a number from a break in a line and from a category."""
    return cell is not None and not isinstance(cell, str) and float(cell) == float(cell)


def _listed(cells: Any) -> Sequence[Any]:
    return [] if cells is None else list(cells)


def _room(names: Iterable[str], layout: Figure) -> float:
    size = float(layout.get("font", {}).get("size", 12))
    return max((len(name) for name in names), default=0) * size * LETTER + 8


def _axis(told: Figure, names: dict[str, int], numbers: list[float], start: float, end: float) -> Axis:
    if names:
        low, high = -0.5, len(names) - 0.5
    elif told.get("range"):
        low, high = (float(one) for one in told["range"])
    else:
        low, high = min(numbers, default=0.0), max(numbers, default=1.0)
        low, high = (low, high) if low < high else (low - 1, high + 1)
    is_turned = told.get("autorange") == "reversed"
    return Axis(start, end, high, low, names) if is_turned else Axis(start, end, low, high, names)

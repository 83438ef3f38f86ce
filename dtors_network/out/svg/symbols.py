"""The symbols of markers as SVG, by plotly's names and numbers."""

from __future__ import annotations

from math import cos, pi, sin, sqrt
from typing import Final

from dtors_network.out.svg.curves import path

NUMBERS: Final = {
    0: "circle", 1: "square", 2: "diamond", 3: "cross", 4: "x", 5: "triangle-up", 6: "triangle-down",
    7: "triangle-left", 8: "triangle-right", 13: "pentagon", 14: "hexagon", 15: "hexagon2", 16: "octagon",
    23: "diamond-tall", 24: "diamond-wide",
}  # fmt: skip
"""Symbols that a figure may name by a number."""

Shape = list[tuple[float, float]]


def _regular(corners: int, turn: float = 0.0) -> Shape:
    angles = (turn - pi / 2 + 2 * pi * at / corners for at in range(corners))
    return [(cos(angle), sin(angle)) for angle in angles]


_TURNED: Final = 2 / sqrt(3)
SHAPES: Final[dict[str, Shape]] = {
    "square": [(-1, -1), (1, -1), (1, 1), (-1, 1)],
    "diamond": [(0, -1.3), (1.3, 0), (0, 1.3), (-1.3, 0)],
    "diamond-tall": [(0, -1.4), (0.7, 0), (0, 1.4), (-0.7, 0)],
    "diamond-wide": [(0, -0.7), (1.4, 0), (0, 0.7), (-1.4, 0)],
    "triangle-up": [(-_TURNED, 0.5), (_TURNED, 0.5), (0, -1)],
    "triangle-down": [(-_TURNED, -0.5), (_TURNED, -0.5), (0, 1)],
    "triangle-left": [(0.5, -_TURNED), (0.5, _TURNED), (-1, 0)],
    "triangle-right": [(-0.5, -_TURNED), (-0.5, _TURNED), (1, 0)],
    "arrow": [(0, 0), (-1, 2), (0, 1.5), (1, 2)],
    "pentagon": _regular(5),
    "hexagon": _regular(6),
    "hexagon2": _regular(6, pi / 6),
    "octagon": _regular(8, pi / 8),
    "cross": [
        (-1.2, -0.4), (-0.4, -0.4), (-0.4, -1.2), (0.4, -1.2), (0.4, -0.4), (1.2, -0.4),
        (1.2, 0.4), (0.4, 0.4), (0.4, 1.2), (-0.4, 1.2), (-0.4, 0.4), (-1.2, 0.4),
    ],
}  # fmt: skip
"""Corners of each symbol, for a marker whose size is 2."""
SHAPES["x"] = [((x - y) / sqrt(2), (x + y) / sqrt(2)) for x, y in SHAPES["cross"]]

STROKES: Final[dict[str, list[Shape]]] = {
    "x-thin": [[(-1, -1), (1, 1)], [(-1, 1), (1, -1)]],
    "line-ew": [[(-1.4, 0), (1.4, 0)]],
    "line-ns": [[(0, -1.4), (0, 1.4)]],
}
"""Symbols of strokes alone."""


def symbol(name: str | int, x: float, y: float, size: float, look: str) -> str:
    """Draw a symbol round a point.

    Parameters
    ----------
    name : str or int
        Plotly's name or number; ``-open`` and ``-dot`` at its end are read by ``is_open`` and ``has_dot``.
    x, y, size : float
        Middle and size in pixels.
    look : str
        Attributes of filling and line.

    Raises
    ------
    ValueError
        If there is no such symbol here.

    Examples
    --------
    >>> symbol("circle", 5, 5, 8, 'fill="red"')
    '<circle cx="5.0" cy="5.0" r="4.0" fill="red"/>'
    """
    plain = plain_name(name)
    half = size / 2
    if plain == "circle":
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{half:.1f}" {look}/>'
    if plain in STROKES:
        drawn = "".join(path([(x + a * half, y + b * half) for a, b in stroke]) for stroke in STROKES[plain])
        return f'<path d="{drawn}" {look}/>'
    if plain not in SHAPES:
        raise ValueError(f"no drawing of the symbol {name!r}")
    return f'<path d="{path([(x + a * half, y + b * half) for a, b in SHAPES[plain]], closed=True)}" {look}/>'


def plain_name(name: str | int) -> str:
    """Give the name of a symbol without what it says of its filling."""
    return (NUMBERS.get(name, str(name)) if isinstance(name, int) else name).removesuffix("-dot").removesuffix("-open")


def is_open(name: str | int) -> bool:
    """Tell whether only the outline is drawn."""
    return "-open" in str(name)

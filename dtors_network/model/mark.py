"""The mark of a barrier on the map: a letter in a shape of one colour."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

SHAPES: Final = ("square", "octagon", "circle", "diamond", "pentagon", "hexagon", "wide_diamond")
"""The shapes that a mark can have; the letter and the shape suffice without the colour."""

TAKEN_COLOURS: Final = {"#D55E00": "a gap", "#B8370C": "a gap", "#7A2E5D": "a refusal"}
"""Colours that mean something else on the map."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """How a barrier is marked.

    Attributes
    ----------
    letter : str
        One capital letter.
    shape : str
        One of ``SHAPES``.
    colour : str
        Of the area, as ``#RRGGBB``.
    """

    letter: str
    shape: str
    colour: str

    @property
    def ink(self) -> str:
        """Colour of the letter: black or white, whichever has the higher contrast."""
        return max(("#000000", "#FFFFFF"), key=lambda ink: contrast(ink, self.colour))


OTHER_MARK: Final = Mark(letter="X", shape="square", colour="#D5D9DE")
"""Of every barrier without a mark of its own."""


def contrast(first: str, second: str) -> float:
    """Give the contrast of two colours.

    Of colours as ``#RRGGBB``, from 1 (the same) to 21 (black on white), as WCAG 2.1 defines it.

    >>> contrast("#000000", "#FFFFFF"), contrast("#E69F00", "#E69F00")
    (21.0, 1.0)
    """
    light, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(share: float) -> float:
    """Take the gamma of sRGB away."""
    return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)

"""Text of a figure as SVG: lines, bold letters and spans with a size and a colour of their own."""

from __future__ import annotations

import re
from html import escape, unescape
from typing import Final

TAGS: Final = re.compile(r"(<br\s*/?>|</?b>|<span style='[^']*'>|</span>)")
STYLE: Final = re.compile(r"(font-size|color)\s*:\s*([#\w.]+)")
LINE: Final = 1.3
"""Height of a line, in sizes of the letters."""

ANCHORS: Final = {"left": "start", "center": "middle", "right": "end"}


def text(
    told: str,
    x: float,
    y: float,
    size: float,
    colour: str,
    across: str = "center",
    down: str = "middle",
    halo: bool = False,
) -> str:
    """Write text at a point.

    Parameters
    ----------
    told : str
        With ``<br>``, ``<b>`` and ``<span style='…'>`` as plotly takes them; everything else is plain.
    x, y, size : float
        The point and the size of the letters, in pixels.
    colour : str
        Of the letters.
    across : {"left", "center", "right"}
        Which edge of the text stands at the point.
    down : {"top", "middle", "bottom"}
        Likewise.
    halo : bool
        Whether the letters have a white rim.

    Examples
    --------
    >>> text("a <b>b</b>", 1, 2, 10, "#000", "left")
    '<text x="1.0" y="5.5" font-size="10" fill="#000" text-anchor="start">a <tspan font-weight="bold">b</tspan></text>'
    """
    lines = _lines(told)
    first = {"top": size * 0.85, "middle": size * 0.35 - (len(lines) - 1) * size * LINE / 2}
    start = y + first.get(down, -(len(lines) - 1) * size * LINE - size * 0.25)
    rim = ' stroke="#fff" stroke-width="4" paint-order="stroke" stroke-linejoin="round"' if halo else ""
    open_ = f'font-size="{size:g}" fill="{colour}" text-anchor="{ANCHORS[across]}"{rim}>'
    return "".join(
        f'<text x="{x:.1f}" y="{start + at * size * LINE:.1f}" {open_}{line}</text>' for at, line in enumerate(lines)
    )


def longest(told: str) -> int:
    """Count the letters of the longest line."""
    return max(len(TAGS.sub("", line)) for line in re.split(r"<br\s*/?>", told))


def _lines(told: str) -> list[str]:
    """Turn the marks of a text into spans, a list entry a line; what is open at the end of a line opens again."""
    lines: list[str] = [""]
    open_: list[str] = []
    for part in TAGS.split(told):
        if part.startswith("<br"):
            lines[-1] += "</tspan>" * len(open_)
            lines.append("".join(open_))
        elif part in ("</b>", "</span>"):
            lines[-1] += "</tspan>" if open_ else ""
            del open_[-1:]
        elif TAGS.fullmatch(part):
            open_.append('<tspan font-weight="bold">' if part == "<b>" else _span(part))
            lines[-1] += open_[-1]
        else:
            lines[-1] += escape(unescape(part))
    lines[-1] += "</tspan>" * len(open_)
    return lines


def _span(part: str) -> str:
    names = {"font-size": "font-size", "color": "fill"}
    told = "".join(f' {names[name]}="{value.removesuffix("px")}"' for name, value in STYLE.findall(part))
    return f"<tspan{told}>"

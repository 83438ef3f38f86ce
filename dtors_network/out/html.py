"""A report as one HTML file: nothing is loaded from elsewhere, nothing runs, and it prints on A4."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final

from dtors_network.accounts.paper import Paper, Picture, Section
from dtors_network.accounts.sheet import Sheet
from dtors_network.model.vocabulary import Profile
from dtors_network.out.svg import svg
from dtors_network.out.widths import ACROSS, UPRIGHT, lines, widths

if TYPE_CHECKING:
    from jinja2 import Environment, Template
    from markupsafe import Markup

MOST: Final = 500_000
"""Bytes that a report of ordinary size may have; held by a test on the illustrative areas."""


def html(paper: Paper) -> str:
    """Write a report as HTML.

    Parameters
    ----------
    paper : Paper
        What to write.

    Returns
    -------
    str
        A whole document: style and pictures (SVG) stand in it, everything else is escaped text, and its content
        security policy lets nothing be loaded or run.

    Examples
    --------
    >>> from dtors_network.accounts.paper import Section
    >>> from dtors_network.accounts.stamp import stamp_of
    >>> from dtors_network.disclosure import protect
    >>> from dtors_network.examples import small_area
    >>> part = Section("First", sentences=("a < b",))
    >>> paper = Paper("Report", stamp_of(protect(small_area())), "It is so.", [part], [], {"Version": "1"})
    >>> "<p>a &lt; b</p>" in html(paper)
    True
    """
    stamp, digest = paper.stamp, paper.facts.get("Data digest", "")
    return _template().render(
        paper=paper,
        style=_style(),
        footer=_css_text(f"{stamp.name} · {stamp.period} · {stamp.profile} · {digest[:12]}"),
        drawn=_drawn,
        widths=widths,
        upright=UPRIGHT,
        across=ACROSS,
        room=_room,
        names=_names,
        for_holder=stamp.profile == Profile.NONE.value,
    )


def _css_text(words: str) -> Markup:
    """Write words so that they stay inside the quotes of a style sheet, whatever they are."""
    from markupsafe import Markup

    plain = "".join(letter if letter.isalnum() or letter in " ·,.-" else f"\\{ord(letter):x} " for letter in words)
    return Markup(plain)


def _names(sheet: Sheet[Any]) -> int:
    """Give the column that names a row: the first that is no number."""
    return next((at for at in range(len(sheet.heads)) if at not in sheet.numbers), 0)


def _room(part: Section) -> int:
    """Give the millimetres that a picture across a page may be high, so that the rows below it stand there too."""
    rows = sum(lines(sheet.heads, sheet.words(sheet.most), ACROSS) for sheet in part.sheets)
    return max(LOWEST, HIGHEST - ROW * rows)


HIGHEST, LOWEST, ROW = 116, 72, 5
"""Of a picture across a page, and of a row of a table of one line: millimetres."""


def _drawn(picture: Picture) -> Markup:
    from markupsafe import Markup

    return Markup(svg(picture.figure, picture.caption))


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    loader = PackageLoader("dtors_network.out", "templates")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True)


def _template() -> Template:
    return _environment().get_template("report.html.jinja")


@cache
def _style() -> Markup:
    from markupsafe import Markup

    loader = _environment().loader
    assert loader is not None
    return Markup(loader.get_source(_environment(), "report.css")[0])

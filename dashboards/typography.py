"""How words are set on screens: a number keeps its sign on the same line, and a range both of its ends."""

from __future__ import annotations

import re
from typing import Any, Final

from dash.development.base_component import Component

APART: Final = " %"
TOGETHER: Final = "\u00a0%"
RANGE: Final = re.compile(r"(?<=\d)–(?=\d)")
JOINED: Final = "–\u2060"
"""A dash after which no line ends; nothing is seen or read of what joins it."""


def kept_together(shown: Any) -> Any:
    r"""Keep every per cent sign beside its number and both ends of a range on one line, in place.

    Examples
    --------
    >>> from dash import html
    >>> page = kept_together(html.Div([html.P("40 % of 20"), "5–9 people", None]))
    >>> [page.children[0].children, page.children[1]]
    ['40\xa0% of 20', '5–\u20609 people']
    """
    if isinstance(shown, str):
        return RANGE.sub(JOINED, shown.replace(APART, TOGETHER))
    if isinstance(shown, list | tuple):
        return [kept_together(one) for one in shown]
    if isinstance(shown, Component) and getattr(shown, "children", None) is not None:
        shown.children = kept_together(shown.children)
    return shown

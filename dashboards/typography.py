"""How words are set on screens: a number keeps its sign on the same line."""

from __future__ import annotations

from typing import Any, Final

from dash.development.base_component import Component

APART: Final = " %"
TOGETHER: Final = "\u00a0%"


def kept_together(shown: Any) -> Any:
    r"""Put a space that does not break before every per cent sign of what is shown, in place.

    Examples
    --------
    >>> from dash import html
    >>> page = kept_together(html.Div([html.P("40 % of 20"), "5 %", None]))
    >>> [page.children[0].children, page.children[1]]
    ['40\xa0% of 20', '5\xa0%']
    """
    if isinstance(shown, str):
        return shown.replace(APART, TOGETHER)
    if isinstance(shown, list | tuple):
        return [kept_together(one) for one in shown]
    if isinstance(shown, Component) and getattr(shown, "children", None) is not None:
        shown.children = kept_together(shown.children)
    return shown

"""The navigation: pages by what somebody comes for, and on a phone a menu that opens; the rest is in the browser."""

from __future__ import annotations

from collections.abc import Sequence

from dash import dcc, html
from dash.development.base_component import Component

from dashboards.components.attributes import hyphened
from dashboards.pages.page import Page, Part
from dashboards.state import State, write_state
from dtors_network.model.groups import BOTH

PLACE = "navigation"


def menu() -> Component:
    """Lay out the button that opens the navigation; it is seen on a narrow screen alone."""
    opens = hyphened(aria_expanded="false", aria_controls=PLACE)
    return html.Button("Menu", id="menu", type="button", className="button", **opens)


def navigation_place(pages: Sequence[Page]) -> Component:
    """Lay out the navigation before a page is shown, as high as it will be."""
    return html.Nav(navigation(pages, "", State()), id=PLACE, **hyphened(aria_label="Pages"))


def navigation(pages: Sequence[Page], path: str, state: State) -> Component:
    """Link the pages, part by part; area and client group go along, two groups at once to pages that tell of them.

    Parts without a page are left out.
    """
    of = {part: [page for page in pages if page.part is part] for part in Part}
    return html.Ul([_part(part, of[part], path, state) for part in Part if of[part]], className="nav-parts")


def _part(part: Part, pages: Sequence[Page], path: str, state: State) -> Component:
    head = f"part-{part.name.lower()}"
    links = html.Ul([html.Li(_link(page, path, state)) for page in pages], **hyphened(aria_labelledby=head))
    return html.Li([html.Span(part, id=head, className="nav-part"), links])


def _link(page: Page, path: str, state: State) -> Component:
    group = state.group if page.at_once or BOTH not in state.group else ""
    here = " nav-here" if page.path == path else ""
    return dcc.Link(
        page.name, href=page.path + write_state(State(area=state.area, group=group)), className=f"nav-link{here}"
    )

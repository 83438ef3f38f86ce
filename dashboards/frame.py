"""What stands around every page: skip link, navigation, the place for the page, and what is told to screen readers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import parse_qsl

import dash_mantine_components as dmc
from dash import ALL, ClientsideFunction, Dash, Input, Output, dcc, html, no_update
from dash import State as Given
from dash.development.base_component import Component
from plotly.offline import get_plotlyjs_version

from dashboards.components.holder import at_holder, connect_switch, holder_switch, marked
from dashboards.components.messages import broken_page, fault_page, unknown_page
from dashboards.components.waiting import AGAIN, status_of, waiting_page
from dashboards.jobs import Pending, patience
from dashboards.library import Library
from dashboards.mended import offers
from dashboards.navigation import menu, navigation, navigation_place
from dashboards.pages.page import Page
from dashboards.state import State, read_state, write_state
from dashboards.typography import kept_together
from dtors_network.accounts.asked import Written, agreed_link, more_places
from dtors_network.errors import Fault, InputError

INDEX = """<!DOCTYPE html>
<html lang="en-GB">
<head>
{%metas%}
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{%title%}</title>
<link rel="icon" type="image/svg+xml" href="/assets/favicon.svg">
<meta name="charts-library" content="CHARTS">
{%css%}
</head>
<body>
{%app_entry%}
<div id="scripts">
{%config%}
{%scripts%}
{%renderer%}
</div>
</body>
</html>
""".replace("CHARTS", f"/assets/plotly-basic.min.js?m={get_plotlyjs_version()}")
THEME = {
    "primaryColor": "blue",
    "primaryShade": 8,
    "fontFamily": "var(--font)",
    "headings": {"fontFamily": "var(--font)"},
    "respectReducedMotion": True,
}
BRIEFLY = 0.4
"""Seconds that a page waits for what is worked out apart, before it says how far that is."""

Shown = tuple[Any, str, str, Any, str]
"""The page, the title of the window, what a screen reader is told, the navigation, and what the page is made from."""


def frame(library: Library, pages: Sequence[Page]) -> Component:
    """Lay out what stays while pages change; the navigation is as high from the beginning as it will be."""
    provider: Component = dmc.MantineProvider(
        [
            html.A("Skip to the content", href="#main", className="skip-link"),
            dcc.Location(id="location", refresh="callback-nav"),
            dcc.Store(id="window-title"),
            dcc.Store(id="shown"),
            dcc.Store(id="viewing"),
            dcc.Store(id="adding"),
            dcc.Store(id="added"),
            html.Header(
                [
                    html.P("Gaps between drug-treatment services", className="site-name"),
                    menu(),
                    *holder_switch(library),
                    navigation_place(pages),
                ],
                className="site-header",
            ),
            html.Main(html.P("Loading …", className="page"), id="main", tabIndex=-1),
            html.Div(id="status", role="status", className="visually-hidden"),
        ],
        theme=THEME,
        forceColorScheme="light",
    )
    return provider


def connect(app: Dash, library: Library, pages: Sequence[Page]) -> None:
    """Let the address decide what is shown."""

    @app.callback(  # type: ignore[misc, untyped-decorator, unused-ignore]
        Output("main", "children"),
        Output("window-title", "data"),
        Output("status", "children"),
        Output("navigation", "children"),
        Output("shown", "data"),
        Input("location", "pathname"),
        Input("location", "search"),
        Input("viewing", "data"),
        Given("shown", "data"),
    )
    def _show(path: object, search: object, _: object, before: object) -> Shown:
        return _made(app, library, pages, path, search, before)

    @app.callback(  # type: ignore[misc, untyped-decorator, unused-ignore]
        Output("main", "children", allow_duplicate=True),
        Output("window-title", "data", allow_duplicate=True),
        Output("status", "children", allow_duplicate=True),
        Output("navigation", "children", allow_duplicate=True),
        Output("shown", "data", allow_duplicate=True),
        Input({"type": AGAIN, "name": ALL}, "n_intervals"),
        Given("location", "pathname"),
        Given("location", "search"),
        Given("shown", "data"),
        prevent_initial_call=True,
    )
    def _show_again(_: object, path: object, search: object, before: object) -> Shown:
        return _made(app, library, pages, path, search, before)

    if library.holder:
        connect_switch(app, library)
    clientside: Any = app.clientside_callback
    clientside(
        ClientsideFunction("frame", "arrive"),
        Input("main", "children"),
        Input("window-title", "data"),
        Given("location", "pathname"),
    )
    clientside(ClientsideFunction("frame", "choose"), Input({"type": "chooser", "name": ALL}, "value"))
    clientside(
        ClientsideFunction("frame", "chooseChanges"),
        Input({"type": "change-chooser", "name": ALL}, "value"),
        Given({"type": "change-chooser", "name": ALL}, "data"),
    )
    clientside(
        ClientsideFunction("frame", "addChange"),
        Output("adding", "data"),
        Input({"type": "change-add", "name": ALL}, "n_clicks"),
        Given({"type": "change-part", "name": ALL}, "value"),
    )

    @app.callback(  # type: ignore[misc, untyped-decorator, unused-ignore]
        Output("added", "data"), Input("adding", "data"), Given("location", "search"), prevent_initial_call=True
    )
    def _add(adding: object, search: object) -> object:
        try:
            return with_change(library, [view for page in pages for view in page.views], adding, search)
        except InputError:
            return no_update

    clientside(ClientsideFunction("frame", "added"), Input("added", "data"))
    clientside(ClientsideFunction("frame", "copyLink"), Input({"type": "copy-link", "name": ALL}, "n_clicks"))


def _made(app: Dash, library: Library, pages: Sequence[Page], path: object, search: object, before: object) -> Shown:
    """Give what an address shows, or how far it is, or that there is a fault in the dashboard itself."""
    try:
        with patience(BRIEFLY):
            page, *others = shown(library, pages, path, search, before)
            rooms = {one.path for one in pages if one.holder}
            made = (
                page
                if page is no_update
                else marked(library, kept_together(page), room=isinstance(path, str) and path in rooms)
            )
            return made, *others
    except Pending as pending:
        area = dict(parse_qsl(str(search).removeprefix("?"))).get("area", "")
        here = navigation(pages, str(path), State(area=area if area in library.areas else ""))
        return waiting_page(pending), "Being worked out", status_of(pending), here, ""
    except Exception:
        app.logger.exception("A page could not be made")
        return broken_page(), "Fault", "This page could not be made", navigation(pages, "", State()), ""


def with_change(library: Library, views: Sequence[str], adding: object, search: object) -> str:
    """Give an address with one more change, put together from the parts that were chosen; nothing sent is trusted.

    ``adding`` is what a client sent: ``what`` (places or link) and ``part``, the values by name.

    >>> from dtors_network.examples import small_area
    >>> link = {"what": "link", "part": {"link-from": "gp", "link-to": "aftercare", "share": 0.5}}
    >>> with_change(Library([small_area()]), [], link, "?area=small")
    '?area=small&changes=add%3Agp%253Eaftercare%253D0.5'
    """
    state = read_state(search, library, views)
    one = change_of(adding)
    return write_state(state.but(changes=(*(kept for kept in state.changes if kept != one), one)))


def change_of(adding: object) -> Written:
    """Write the change that was put together on the page."""
    given: dict[str, Any] = adding if isinstance(adding, dict) else {}
    part: dict[str, Any] = given["part"] if isinstance(given.get("part"), dict) else {}
    try:
        if given.get("what") == "places":
            return more_places(_text(part["places"]), int(part["places-number"]))
        share = part.get("share")
        return agreed_link(
            _text(part["link-from"]), _text(part["link-to"]), None if share in ("", None) else float(share)
        )
    except (KeyError, TypeError, ValueError, OverflowError):
        raise InputError([Fault("this change cannot be read", "Choose its parts again.")]) from None


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def shown(library: Library, pages: Sequence[Page], path: object, search: object, before: object = "") -> Shown:
    """Give what an address shows: a page, or what is wrong with the address.

    A page that is on the screen already, made from the same, stays as it is. Given are the page, the title of the
    window, what a screen reader is told, the navigation, and what the page is made from (``before`` is what that on the
    screen was made from, as a client sent it).
    """
    nowhere = navigation(pages, "", State())
    page = next((page for page in pages if page.path == path), None)
    if page is None or (page.holder and not at_holder(library)):
        return unknown_page(library), "No such page", "There is no page at this address", nowhere, ""
    try:
        state = read_state(search, library, page.views, at_once=page.at_once)
    except InputError as error:
        meant = offers(search, library, page.views, at_once=page.at_once)
        fault = fault_page(error.faults, library, page.path, meant)
        return fault, "Address not known", "This address cannot be shown", nowhere, ""
    source = f"{library.view.value} {page.path}{write_state(page.made_from(library, state))}"
    stays = source == before
    return (
        no_update if stays else page.layout(library, state),
        page.window(library, state),
        page.status(library, state),
        no_update if stays else navigation(pages, page.path, state),
        source,
    )

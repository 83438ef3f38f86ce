"""The holder's view: a switch kept on the server, and the mark on every page that shows exact counts."""

from __future__ import annotations

from dash import Dash, Input, Output, html
from dash.development.base_component import Component
from flask import abort, has_request_context, request

from dashboards.components.context import profile_banner
from dashboards.library import Library
from dashboards.security import LOOPBACK
from dtors_network.disclosure import Profile

SWITCH = "holder-switch"


def holder_switch(library: Library) -> list[Component]:
    """Offer to show exact counts, where the dashboard was started for their holder."""
    if not library.holder:
        return []
    return [html.Button(label(library), id=SWITCH, type="button", n_clicks=0, className="button")]


def label(library: Library) -> str:
    """Say what the switch does next."""
    return "Show what others see" if library.exact else "Show exact counts (holder's view)"


def at_holder(library: Library) -> bool:
    """Tell whether whoever looks may see the holder's rooms: on this machine, of a dashboard started for them."""
    return library.holder and (not has_request_context() or request.remote_addr in LOOPBACK)


def connect_switch(app: Dash, library: Library) -> None:
    """Turn the view on the server, never in an address, and have the page made again."""

    @app.callback(  # type: ignore[misc, untyped-decorator, unused-ignore]
        Output("viewing", "data"),
        Output(SWITCH, "children"),
        Input(SWITCH, "n_clicks"),
        prevent_initial_call=True,
    )
    def _turn(_: object) -> tuple[str, str]:
        if request.remote_addr not in LOOPBACK:
            abort(403, "Exact counts are shown on this machine alone.")
        library.exact = not library.exact
        library.look(screen=True)
        return library.view.value, label(library)


def marked(library: Library, page: Component, *, room: bool = False) -> Component:
    """Put the mark above a page that shows exact counts, and above a room of the holder, on the screen and in print."""
    banner = profile_banner(Profile.NONE if room else library.view)
    return html.Div([*banner, page]) if banner else page

"""What a page says instead of results: nothing to show, or something that cannot be used."""

from __future__ import annotations

from collections.abc import Iterable

from dash import dcc, html
from dash.development.base_component import Component

from dashboards.library import Library
from dashboards.mended import Offer
from dashboards.state import State, write_state
from dtors_network.accounts.words import capital
from dtors_network.errors import Fault, gathered


def fault_page(faults: Iterable[Fault], library: Library, path: str, offers: Iterable[Offer] = ()) -> Component:
    """Say what is wrong with an address, and offer what may have been meant, and the areas; shows nothing of them."""
    meant = [html.Li(dcc.Link(capital(words), href=path + write_state(state))) for words, state in offers]
    links = [
        html.Li(dcc.Link(area.name, href=path + write_state(State(area=area.id)))) for area in library.areas.values()
    ]
    return html.Div(
        [
            html.H1("This address cannot be shown"),
            html.Div(
                [html.P(capital(str(fault))) for fault in gathered(faults)],
                className="message message-fault",
                id="fault",
            ),
            *([html.P("The same page, with what is right of the address:"), html.Ul(meant)] if meant else []),
            html.P("Nothing is wrong with the areas themselves. Open one of them:"),
            html.Ul(links),
        ],
        className="page",
    )


def fault_list(faults: Iterable[Fault]) -> list[Component]:
    """Say what is wrong with what a part of a page was asked for."""
    return [html.P(capital(str(fault)), className="message message-fault") for fault in gathered(faults)]


def unknown_page(library: Library) -> Component:
    """Say that no page has this address."""
    return fault_page([Fault("there is no page at this address", "Choose one above, or an area below.")], library, "/")


def no_area_page() -> Component:
    """Say how to open an area."""
    return html.Div(
        [
            html.H1("No area is open"),
            html.P("Start the dashboard with one or more areas: folders of tables, or workbooks."),
            html.Pre("dtors-network dashboard my-area", tabIndex=0),
        ],
        className="page",
    )


def broken_page() -> Component:
    """Say that the tool itself failed; the details are in the log and never on the screen."""
    return html.Div(
        [
            html.H1("This page could not be made"),
            html.P("The fault is in the tool and not in what you did. It was written to the log of the dashboard."),
            html.P(html.A("Start again", href="/")),
        ],
        className="page",
    )

"""Actions: what was agreed about which gap, how far it is, and what became of the gap since."""

from __future__ import annotations

from typing import Any, Final

from dash import html
from dash.development.base_component import Component

from dashboards.components.choosers import area_chooser
from dashboards.components.context import area_context, reading
from dashboards.components.messages import no_area_page
from dashboards.components.sharing import copy_link, csv_link, file_of
from dashboards.components.tables import sheet_table
from dashboards.library import Library
from dashboards.pages.page import Page, Part, headline_of, made_of, sheet_of
from dashboards.state import State, write_state
from dtors_network.accounts.account import Account
from dtors_network.accounts.actions import actions_account

PURPOSE: Final = "For the meeting: what is due, what is overdue, and whether anything moved since it was agreed."


def account_of(library: Library, state: State) -> Account:
    """Tell the actions of an area."""
    return actions_account(library.actions(state.area))


def layout(library: Library, state: State) -> Component:
    """Lay out the page of an area's actions."""
    if not state.area:
        return no_area_page()
    area, account = library.area(state.area), account_of(library, state)
    first, expected = account.sheet("actions"), account.sheet("expected")
    return html.Div(
        [
            html.Div([area_chooser(library, state)], className="choosers"),
            html.H1(f"Actions: {area.name}"),
            html.P(PURPOSE, className="quiet"),
            area_context(area),
            html.Section(
                [
                    html.P(account.headline, className="headline"),
                    *(html.P(text, className="headline-facts") for text in account.sentences),
                ],
                className="lead",
                id="headline",
            ),
            html.Div(
                [copy_link("actions"), csv_link("actions", state, "Download the actions (CSV)"), *_files(state)],
                className="tools",
            ),
            html.H2(first.title),
            *sheet_table(first),
            html.H2(expected.title),
            *sheet_table(expected),
            reading(account.notes, library.view),
        ],
        className="page page-actions",
    )


def _files(state: State) -> list[Component]:
    """Offer the days as a calendar, and the pack for the meeting in each of its forms."""
    asked = write_state(State(area=state.area))
    return [
        html.A(
            words,
            href=f"/download/{name}.{ending}{asked}",
            className="button",
            download=file_of(state.area, name, ending),
        )
        for name, ending, words in FILES
    ]


FILES: Final = (
    ("actions", "ics", "Days as a calendar (ICS)"),
    ("pack", "html", "Pack for the meeting (HTML)"),
    ("pack", "xlsx", "Pack with minutes to fill in (XLSX)"),
)


PAGE: Final[Any] = Page(
    path="/actions",
    at_once=True,
    name="Actions",
    part=Part.DOING,
    layout=layout,
    status=headline_of(account_of),
    downloads={"actions": sheet_of(account_of)},
    made_from=made_of(),
)

"""Reported and recorded: the barriers that people spoke of, and whether records agree."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from dash import html
from dash.development.base_component import Component

from dashboards.components.barrier_items import barrier_items
from dashboards.components.choosers import area_chooser
from dashboards.components.context import area_context, reading
from dashboards.components.messages import no_area_page
from dashboards.components.sharing import copy_link, csv_link
from dashboards.components.tables import sheet_table
from dashboards.library import Library
from dashboards.pages.page import Page, headline_of, made_of, sheet_of
from dashboards.state import State
from dtors_network.accounts.account import Account
from dtors_network.accounts.triangulation import evidence_account

NAME: Final = "Reported and recorded"


def layout(library: Library, state: State) -> Component:
    """Lay out the page for an area."""
    if not state.area:
        return no_area_page()
    area = library.area(state.area)
    account = _account(library, state)
    links = [
        copy_link("evidence"),
        csv_link("evidence", state, "Download every place (CSV)"),
        csv_link("reported", state, "Download the barriers (CSV)"),
    ]
    return html.Div(
        [
            html.Div([area_chooser(library, state)], className="choosers"),
            html.H1(f"{NAME}: {area.name}"),
            area_context(area),
            html.Section(
                [
                    html.P(account.headline, className="headline"),
                    *(html.P(sentence, className="headline-step") for sentence in account.sentences),
                ],
                className="lead",
                id="headline",
            ),
            html.Div(links, className="tools"),
            *_tables(account),
            reading(account.notes, library.view),
        ],
        className="page page-evidence",
    )  # fmt: skip


def _account(library: Library, state: State) -> Account:
    return evidence_account(library.evidence(state.area), library.gaps(state.area))


def _tables(account: Account) -> Iterator[Component]:
    barriers, silent, places = (account.sheet(name) for name in ("barriers", "silent", "places"))
    yield html.H2(barriers.title)
    yield from [html.Div([*barrier_items(account)], className="barriers")] if barriers.items else sheet_table(barriers)
    yield html.H2(silent.title)
    yield from sheet_table(silent)
    if places.items:
        yield html.Details([html.Summary(f"{places.title}, as a table"), *sheet_table(places)], className="more")


PAGE: Final[Any] = Page(
    path="/evidence",
    name=NAME,
    layout=layout,
    status=headline_of(_account),
    downloads={"evidence": sheet_of(_account), "reported": sheet_of(_account, "barriers")},
    made_from=made_of(),
)

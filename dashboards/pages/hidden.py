"""What was hidden and why: how counts are shown, what that costs, how far it is counted, what governance asks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from dash import html
from dash.development.base_component import Component

from dashboards.components.choosers import area_chooser
from dashboards.components.context import area_context, reading
from dashboards.components.messages import no_area_page
from dashboards.components.sharing import copy_link, csv_link
from dashboards.components.tables import sheet_table
from dashboards.library import Library
from dashboards.pages.page import Page, Part, headline_of, made_of, sheet_of
from dashboards.state import State
from dtors_network.accounts.account import Account
from dtors_network.accounts.check import check_account
from dtors_network.accounts.hidden import hidden_account


def layout(library: Library, state: State) -> Component:
    """Lay out the page for an area."""
    if not state.area:
        return no_area_page()
    area = library.area(state.area)
    account = _account(library, state)
    return html.Div(
        [
            html.Div([area_chooser(library, state)], className="choosers"),
            html.H1(f"What was hidden and why: {area.name}"),
            area_context(area),
            html.Section(
                [
                    html.P(account.headline, className="headline"),
                    *(html.P(sentence, className="headline-step") for sentence in account.sentences),
                ],
                className="lead",
                id="headline",
            ),
            html.Div([copy_link("hidden"), csv_link("hidden", state, "Download this list (CSV)")], className="tools"),
            html.H2("What is shown how"),
            *sheet_table(account.sheet("cells")),
            *_counted(library, state),
            *_asked(account),
            reading((), library.view),
        ],
        className="page",
    )


def _account(library: Library, state: State) -> Account:
    return hidden_account(library.area(state.area), library.hidden(state.area))


def _asked(account: Account) -> Iterator[Component]:
    asked = account.sheet("asked")
    if asked.items:
        yield html.H2(asked.title)
    for question, answer in asked.words():
        yield html.H3(question)
        yield html.P(answer)


def _counted(library: Library, state: State) -> Iterator[Component]:
    """Say who answered and how far it is counted: what is not there was hidden from nobody."""
    told = check_account(library.area(state.area))
    yield html.H2("Who answered, and how far it is counted")
    yield from (html.P(sentence) for sentence in told.sentences)
    for sheet in map(told.sheet, ("answered", "counted")):
        yield html.H3(sheet.title)
        yield from sheet_table(sheet)


PAGE: Final[Any] = Page(
    path="/hidden",
    name="What was hidden",
    part=Part.FIGURES,
    layout=layout,
    status=headline_of(_account),
    downloads={"hidden": sheet_of(_account)},
    made_from=made_of(),
)

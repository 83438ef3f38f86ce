"""My service: partners and what each end says, whom they take, ways on, whom to ring; and a sheet for one person."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from dash import Dash, dcc, html
from dash.development.base_component import Component

from dashboards.components.choosers import also_chooser, area_chooser, chooser, group_chooser
from dashboards.components.context import area_context, reading
from dashboards.components.messages import no_area_page
from dashboards.components.own_voice import connect_voice, voice_form
from dashboards.components.services_by_stage import services_by_stage
from dashboards.components.sharing import copy_link, csv_link
from dashboards.components.tables import sheet_table
from dashboards.library import Library
from dashboards.pages.page import NO_AREA, Page, Part, made_of, sheet_of
from dashboards.state import State, write_state
from dtors_network.accounts.next_sheet import NOT_ALL, ROWS, TITLE, WAYS
from dtors_network.accounts.routes import for_whom
from dtors_network.accounts.service import ServiceAccount, service_account
from dtors_network.accounts.service_words import FOUR_WORDS
from dtors_network.accounts.words import service_options

SHEET: Final = "sheet"
"""The view that prints on one side of A4."""

SECTIONS: Final = ("out", "in", "barriers", "contacts", "questions", "actions")
"""The tables below the first, in their order."""


def account_of(library: Library, state: State) -> ServiceAccount:
    """Tell what is known of the chosen service; of the first where none is, for a file that has its columns anyhow."""
    service = state.service or next(iter(library.area(state.area).service))

    def make() -> ServiceAccount:
        ways = library.routes(state.area, service, "", state.group)
        return service_account(library.gaps(state.area), ways, library.actions(state.area))

    found: ServiceAccount = library.once(("service", state.area, service, state.group), make)
    return found


def layout(library: Library, state: State) -> Component:
    """Lay out the page of a service, or the sheet for one person."""
    if not state.area:
        return no_area_page()
    area = library.area(state.area)
    head: list[Component | None] = [
        area_chooser(library, state),
        chooser(
            "service", "My service", [("", "Choose a service"), *service_options(area, area.service)], state.service
        ),
        group_chooser(library, state),
        also_chooser(library, state),
    ]
    if not state.service:
        first = html.P("Choose your service: then its partners, ways on and desks are shown.", className="headline")
        body: list[Component] = [html.Section([first], className="lead", id="headline")]
        body.append(services_by_stage(area, state, PAGE.path))
    elif state.view == SHEET:
        return _sheet(library, state, head)
    else:
        body = [*_body(library, state)]
    return html.Div(
        [
            html.Div(head, className="choosers"),
            html.H1(f"My service: {_name(library, state)}"),
            area_context(area),
            *body,
        ],
        className="page page-service",
    )


def _name(library: Library, state: State) -> str:
    area = library.area(state.area)
    return area.service[state.service].title if state.service else area.name


def _body(library: Library, state: State) -> Iterator[Component]:
    account = account_of(library, state)
    sheet = write_state(state.but(view=SHEET))
    yield html.Section(
        [
            html.P(account.headline, className="headline"),
            *(html.P(text, className="headline-facts") for text in account.sentences),
        ],
        className="lead",
        id="headline",
    )
    yield html.Div(
        [
            dcc.Link("Sheet for one person, to print", href=f"/service{sheet}", className="button"),
            copy_link("service"),
            csv_link("next-steps", state, "Download where to go next (CSV)"),
        ],
        className="tools",
    )
    first = account.sheet("next")
    yield html.H2(first.title)
    yield from sheet_table(first)
    yield html.H2(account.sheet("ways").title)
    yield from sheet_table(account.sheet("ways"))
    for name in SECTIONS:
        yield html.H2(account.sheet(name).title)
        yield from sheet_table(account.sheet(name))
    yield from voice_form(library, state)
    yield reading(account.notes, library.view)


def _sheet(library: Library, state: State, head: list[Component | None]) -> Component:
    """Lay out the sheet for one person: where next, ways on, whom to ring; nobody is counted."""
    account, area = account_of(library, state), library.area(state.area)
    first, ways = account.sheet("next"), account.sheet("ways")
    further = len(first) - ROWS
    body: list[Component] = [*sheet_table(first.only(lambda row: row in first.items[:ROWS]))]
    if further > 0:
        body.append(html.P(f"{further:,} more stand on the page of the service."))
    if ways.items:
        body += [html.H2(ways.title), *sheet_table(ways.only(lambda row: row in ways.items[:WAYS]))]
    back = write_state(state.but(view=""))
    return html.Div(
        [
            html.Div(head, className="choosers"),
            html.H1(TITLE),
            html.P(
                f"From {_name(library, state)}{for_whom(area, account.group)}. {area.name}.", className="headline-facts"
            ),
            html.P(account.headline, className="headline"),
            html.Div([dcc.Link("Back to the service", href=f"/service{back}", className="button")], className="tools"),
            *body,
            html.Ul([html.Li(text) for text in (NOT_ALL, FOUR_WORDS[0], FOUR_WORDS[2])], className="notes"),
        ],
        className="page page-sheet",
    )


def title(library: Library, state: State) -> str:
    """Name the window."""
    if not state.area:
        return "My service"
    area = library.area(state.area)
    return f"My service: {_name(library, state)}, {area.name}" if state.service else f"My service: {area.name}"


def status(library: Library, state: State) -> str:
    """Say what is now shown."""
    if not state.area:
        return NO_AREA
    return account_of(library, state).headline if state.service else "No service is chosen"


def connect(app: Dash, library: Library) -> None:
    """Let the holder write what a service says of itself."""
    connect_voice(app, library, PAGE.views)


PAGE: Final[Any] = Page(
    path="/service",
    at_once=True,
    name="My service",
    part=Part.DOING,
    title=title,
    layout=layout,
    status=status,
    views=(SHEET,),
    downloads={"next-steps": sheet_of(account_of)},
    connect=connect,
    made_from=made_of("group", "service", "view"),
)

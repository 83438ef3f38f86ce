"""Rounds: what was asked of whom, what came back, whom to remind, and which findings moved; a room of the holder."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from dash import ClientsideFunction, Dash, Input, Output, dcc, html
from dash.development.base_component import Component

from dashboards.components.attributes import hyphened
from dashboards.components.choosers import area_chooser
from dashboards.components.context import area_context
from dashboards.components.messages import fault_list, no_area_page
from dashboards.components.sharing import csv_link
from dashboards.components.tables import sheet_table
from dashboards.library import Library
from dashboards.pages.page import Page, Part, headline_of, made_of, sheet_of
from dashboards.round_room import connect_room
from dashboards.state import State, write_state
from dtors_network.accounts.account import Account
from dtors_network.accounts.rounds import notice_of, rounds_account
from dtors_network.errors import InputError

NAME: Final = "Rounds"
HOW: Final = (
    ("Send forms out", "dtors-network ask {place} --write forms --closes 2026-12-31"),
    ("See what replies would change", "dtors-network replies {place} inbox --dry-run"),
    ("Take replies in", "dtors-network replies {place} inbox"),
)
AT_ONCE: Final = 12
FOLDED: Final = ("open", "coverage", "silent", "reminders")
"""Sheets that are shown on demand."""


def layout(library: Library, state: State) -> Component:
    """Lay out how the last round of an area stands, or how to open one."""
    if not state.area:
        return no_area_page()
    name = library.areas[state.area].name
    chooser = html.Div([area_chooser(library, state)], className="choosers")
    try:
        account = _account(library, state)
    except InputError as error:
        content: list[Any] = [*fault_list(error.faults), *_room(library, state), *_how(library, state)]
        return html.Div([chooser, html.H1(f"{NAME}: {name}"), *content], className="page")
    return html.Div(
        [
            chooser,
            html.H1(f"{NAME}: {name}"),
            area_context(library.area(state.area)),
            html.Section(
                [
                    html.P(account.headline, className="headline"),
                    *(html.P(sentence, className="headline-step") for sentence in account.sentences),
                ],
                className="lead",
                id="headline",
            ),
            html.Div(
                [
                    html.A(
                        "Download the forms (ZIP)",
                        href=f"/holder/forms.zip{write_state(State(area=state.area))}",
                        className="button",
                        download="",
                    ),
                    csv_link("round-services", state, "Download how each service stands (CSV)"),
                    csv_link("round-reminders", state, "Download reminders for a mail merge (CSV)"),
                ],
                className="tools",
            ),
            *_room(library, state),
            *_sheets(account),
            *_notice(library, state),
            *_how(library, state),
            html.Section(
                [html.H2("How to read this page"), html.Ul([html.Li(text) for text in account.notes])],
                className="reading",
            ),
        ],
        className="page page-rounds",
    )


def _account(library: Library, state: State) -> Account:
    return rounds_account(library.rounds_desk.standing(state.area))


def _room(library: Library, state: State) -> Iterator[Component]:
    """Give the place where a round is opened and replies are taken in; ``assets/rounds.js`` fills it."""
    if state.area in library.edit_desk.places():
        yield dcc.Store(id="rounds-start", data={"area": state.area})
        yield html.Section(id="rounds-place", className="rounds-room", **hyphened(aria_label="Rounds and replies"))
        yield html.Div(id="rounds-built", **hyphened(aria_hidden="true"))


def connect(app: Dash, library: Library) -> None:
    """Answer what the page asks for, and begin it once it is there."""
    connect_room(app, library)
    clientside: Any = app.clientside_callback
    clientside(
        ClientsideFunction("rounds", "start"), Output("rounds-built", "className"), Input("rounds-start", "data")
    )


def _sheets(account: Account) -> Iterator[Component]:
    for sheet in account.sheets:
        table = sheet_table(sheet, AT_ONCE if len(sheet) > AT_ONCE + 3 else None)
        if sheet.name in FOLDED and sheet.items:
            yield html.Details([html.Summary(f"{sheet.title} ({len(sheet):,})"), *table], className="more")
        else:
            yield html.H2(sheet.title)
            yield from table


def _notice(library: Library, state: State) -> Iterator[Component]:
    words = html.Pre(notice_of(library.rounds_desk.standing(state.area)), tabIndex=0, className="notice")
    yield html.Details([html.Summary("A word beforehand, for the chair to send"), words], className="more")


def _how(library: Library, state: State) -> Iterator[Component]:
    place = library.places.get(state.area, "AREA")
    yield html.H2("The same by command")
    for what, command in HOW:
        yield html.H3(what)
        yield html.Pre(command.format(place=place), tabIndex=0)
    yield html.P(
        "Declined, sent on another day, reminded, no such service: type it into the table asked, on the page Edit. "
        "It stands in place of what the replies say."
    )


def status(library: Library, state: State) -> str:
    """Say what is now shown."""
    try:
        return headline_of(_account)(library, state)
    except InputError as error:
        return str(error.faults[0].problem)


PAGE: Final[Any] = Page(
    path="/rounds",
    name=NAME,
    layout=layout,
    status=status,
    downloads={
        "round-services": sheet_of(_account, "services"),
        "round-reminders": sheet_of(_account, "reminders"),
    },
    connect=connect,
    part=Part.HOLDER,
    made_from=made_of(),
)

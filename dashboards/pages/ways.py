"""Ways on from here: where somebody can go next, who accepts them, how long it takes, what was reported."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from dash import html
from dash.development.base_component import Component

from dashboards.components.choosers import also_chooser, area_chooser, chooser, group_chooser
from dashboards.components.context import area_context, reading
from dashboards.components.messages import fault_list, no_area_page
from dashboards.components.services_by_stage import services_by_stage
from dashboards.components.sharing import copy_link, csv_link
from dashboards.components.tables import sheet_table
from dashboards.library import Library
from dashboards.pages.page import NO_AREA, Page, Part, made_without, sheet_of
from dashboards.state import State
from dtors_network.accounts.account import Account
from dtors_network.accounts.asked import goals
from dtors_network.accounts.routes import goal_options, routes_account
from dtors_network.accounts.words import service_options
from dtors_network.errors import InputError
from dtors_network.rounding import counted


def layout(library: Library, state: State) -> Component:
    """Lay out the page for an area, a group, where somebody is and where they want to go."""
    if not state.area:
        return no_area_page()
    area = library.area(state.area)
    account, body = _found(library, state)
    services = [("", "Choose a service"), *service_options(area, area.service)]
    return html.Div(
        [
            html.Div(
                [
                    area_chooser(library, state),
                    chooser("service", "Somebody is now at", services, state.service),
                    chooser("to", "And wants to go to", goal_options(area, goals(area)), state.to),
                    group_chooser(library, state),
                    also_chooser(library, state),
                ],
                className="choosers",
            ),
            html.H1(f"Ways on from here: {area.name}"),
            area_context(area),
            *body,
            reading(account.notes if account else (), library.view),
        ],
        className="page",
    )


def _nothing_chosen() -> Component:
    return html.Section(
        [
            html.P(
                "Choose where somebody is now, and above where they want to go.",
                className="headline",
            )
        ],
        className="lead",
        id="headline",
    )


def _account(library: Library, state: State) -> Account:
    """Tell the ways on; those from the first service where none is chosen, for a file that has its columns anyhow."""
    service = state.service or next(iter(library.area(state.area).service))
    return routes_account(library.routes(state.area, service, state.to, state.group))


def _found(library: Library, state: State) -> tuple[Account | None, list[Component]]:
    """Give the ways and how they are shown, or what is said where there are none to be looked for."""
    if not state.service:
        return None, [_nothing_chosen(), services_by_stage(library.area(state.area), state, PAGE.path)]
    try:
        account = _account(library, state)
    except InputError as error:  # somewhere to go that nobody here offers
        return None, [html.Div([html.H2("There is no such place here"), *fault_list(error.faults)], id="fault")]
    return account, [*_ways(account, state)]


def _ways(account: Account, state: State) -> Iterator[Component]:
    yield html.Section([html.P(account.headline, className="headline")], className="lead", id="headline")
    yield html.Div([copy_link("ways"), csv_link("ways", state, "Download the ways (CSV)")], className="tools")
    yield html.Ol([html.Li(_way(account, way)) for way in account.sheet("ways").items], className="ways")


def _way(account: Account, way: Any) -> list[Component]:
    steps, reported = (account.sheet(name).only(lambda row: row.way == way.number) for name in ("steps", "reported"))
    told = [html.H3("What was reported on this way"), *sheet_table(reported)]
    return [
        html.H2(way.title),
        html.P(way.facts, className="quiet"),
        *sheet_table(steps),
        *(told if reported.items else []),
    ]


def status(library: Library, state: State) -> str:
    """Say what is now shown."""
    if not state.area:
        return NO_AREA
    if not state.service:
        return "No service is chosen"
    try:
        return counted(len(_account(library, state).sheet("ways")), "way on", "ways on")
    except InputError:
        return "There is no such place here"


PAGE: Final[Any] = Page(
    path="/ways",
    at_once=True,
    name="Ways on from here",
    part=Part.DOING,
    layout=layout,
    status=status,
    downloads={"ways": sheet_of(_account)},
    made_from=made_without("link", "gap", "rule", "certainty", "view", "changes"),
)

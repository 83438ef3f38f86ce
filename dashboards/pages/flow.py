"""Referral and aftercare: how many get how far, and where people are lost on the way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from dash import html
from dash.development.base_component import Component

from dashboards.components.charts import chart
from dashboards.components.choosers import area_chooser, chooser, group_chooser
from dashboards.components.context import area_context, reading
from dashboards.components.messages import fault_list, no_area_page
from dashboards.components.sharing import copy_link, csv_link
from dashboards.components.tables import sheet_table
from dashboards.library import Library
from dashboards.pages.page import NO_AREA, Page, made_without, sheet_of
from dashboards.state import State
from dtors_network.accounts.account import Account
from dtors_network.accounts.flow import LOST_NOTE, NOT_COUNTED_NOTE, account_of_reports
from dtors_network.accounts.flow_pictures import bands_of, bands_sheet, cascades
from dtors_network.accounts.words import capital, group_name, service_options
from dtors_network.errors import InputError
from dtors_network.figures.cascade import cascade_figure
from dtors_network.figures.sankey import sankey_figure
from dtors_network.model.vocabulary import EVERYONE
from dtors_network.out.csv_text import csv_text

VIEWS: Final = {"": "Stage by stage", "services": "Service by service"}
CASCADE: Final = (
    "A bar ends at the least that the counts leave possible; an outline adds what hidden or missing counts may add. "
    "The line through its end is the 95 % interval. Stages are not steps of one way: people can miss one out."
)
BANDS: Final = (
    "The width of a band is the number of people on record in the period, the middle of its range where it is one. "
    "Orange is lost between services, grey is left with no onward referral. People who went back to an earlier stage, "
    "or on within one, are in the table only."
)


def layout(library: Library, state: State) -> Component:
    """Lay out the page for an area, a client group and where people set out."""
    if not state.area:
        return no_area_page()
    area = library.area(state.area)
    try:
        body = _body(library, state)
    except InputError as error:
        body = [html.Div([html.H2("The counts cannot be followed"), *fault_list(error.faults)], id="fault")]
    return html.Div(
        [
            html.Div(
                [area_chooser(library, state), group_chooser(library, state), _start_chooser(library, state)],
                className="choosers",
            ),
            html.H1(f"Referral and aftercare: {area.name}"),
            area_context(area),
            *body,
        ],
        className="page page-flow",
    )


def _start_chooser(library: Library, state: State) -> Component:
    network = library.network(state.area)
    services = (id_ for id_ in library.flow(state.area).steps.services) if _follows(library, state) else network.ids
    options = [("", "All who come in"), *service_options(network.area, services)]
    return chooser("service", "Setting out from", options, state.service)


def _follows(library: Library, state: State) -> bool:
    try:
        library.flow(state.area)
    except InputError:
        return False
    return True


def _account(library: Library, state: State) -> Account:
    return account_of_reports(library.flows(state.area, state.group, state.service))


def _body(library: Library, state: State) -> list[Component]:
    account = _account(library, state)
    lead = [
        html.P(account.headline, className="headline"),
        *(html.P(sentence, className="headline-facts") for sentence in account.sentences),
    ]
    tools = html.Div([copy_link("flow"), csv_link("flow", state, "Download every figure (CSV)")], className="tools")
    return [
        html.Section([html.H2("The main thing", className="visually-hidden"), *lead], className="lead", id="headline"),
        tools,
        *(_reach(library, state, account) if account.sheet("reach").items else []),
        *_bands(library, state),
        *_tables(account),
        reading(account.notes, library.view),
    ]


def _reach(library: Library, state: State, account: Account) -> Iterator[Component]:
    reach, ends = account.sheet("reach"), account.sheet("journey_ends")
    drawn = cascades(library.flows(state.area, state.group, state.service))
    yield html.H2(reach.title)
    yield chart("cascade", cascade_figure(drawn), CASCADE)
    yield html.Div(csv_link("reach", state, "Download this chart (CSV)"), className="tools")
    yield html.Details([html.Summary("The same as a table"), *sheet_table(reach)])
    yield html.H2(ends.title)
    yield from sheet_table(ends.parts()[0][1])


def _bands(library: Library, state: State) -> list[Component]:
    drawn = bands_of(library.flow(state.area, state.group), state.view == "services")
    if not drawn.bands:
        none = "Nobody of this group is on record between services: that says nothing of whether anybody went."
        return [html.H2("Where people went, on record"), html.P(none, className="message message-note", id="nobody")]
    return [
        html.H2("Where people went, on record"),
        html.Div(chooser("view", "Show", VIEWS.items(), state.view), className="choosers"),
        chart("bands", sankey_figure(drawn), BANDS, "Drawing of where people went"),
        html.Div(csv_link("bands", state, "Download this chart (CSV)"), className="tools"),
        html.Details([html.Summary("The same as a table"), *sheet_table(bands_sheet(drawn))]),
    ]


AT_ONCE: Final = 12
"""Rows of a table that are shown at once."""

NOTES: Final = {"links": LOST_NOTE, "links_not_counted": NOT_COUNTED_NOTE}
"""What is said above a table."""


def _tables(account: Account) -> Iterator[Component]:
    for name in ("links", "links_not_counted", "coverage", "load"):
        sheet = account.sheet(name)
        if name == "links":  # where nobody can be lost stands in the file
            sheet = sheet.only(lambda of: of.found.lost.high > 0)
        if sheet.items:
            yield html.H2(sheet.title)
            yield from [html.P(NOTES[name], className="quiet")] if name in NOTES else []
            of = "link" if name.startswith("links") else "type" if name == "coverage" else "service"
            yield from sheet_table(sheet.parts()[0][1], sheet.most or AT_ONCE, of)


def status(library: Library, state: State) -> str:
    """Say what is now shown."""
    if not state.area:
        return NO_AREA
    area = library.area(state.area)
    start = service_options(area, [state.service])[0][1] if state.service else "all who come in"
    return capital(f"{group_name(area, state.group or EVERYONE)}; setting out from {start}")


def bands_csv(library: Library, state: State) -> str:
    """Give where people went as CSV text."""
    sheet = bands_sheet(bands_of(library.flow(state.area, state.group), state.view == "services"))
    return csv_text(replace(_account(library, state), sheets=(sheet,)))


PAGE: Final[Any] = Page(
    path="/flow",
    name="Referral and aftercare",
    layout=layout,
    status=status,
    views=tuple(view for view in VIEWS if view),
    downloads={"flow": sheet_of(_account), "reach": sheet_of(_account, "reach"), "bands": bands_csv},
    made_from=made_without("link", "gap", "rule", "certainty"),
)

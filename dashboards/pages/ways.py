"""Ways on from here: where somebody can go next, who accepts them, how long it takes, what was reported."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from dash import html
from dash.development.base_component import Component

from dashboards.components.choosers import area_chooser, chooser, group_chooser
from dashboards.components.context import area_context, standing_notes
from dashboards.components.messages import fault_list, no_area_page
from dashboards.components.sharing import copy_link, csv_link
from dashboards.components.tables import long_table
from dashboards.library import Library
from dashboards.pages.page import Page
from dashboards.state import State
from dashboards.views import ways as views
from dashboards.views.words import counted
from dtors_network.errors import InputError
from dtors_network.gaps import wording
from dtors_network.report.export import as_csv
from dtors_network.report.help_rows import routes_table
from dtors_network.whatif import Routes


def layout(library: Library, state: State) -> Component:
    """Lay out the page for an area, a group, where somebody is and where they want to go."""
    if not state.area:
        return no_area_page()
    area = library.area(state.area)
    services = [("", "Choose a service"), *((row.service, wording.service(area, row.service)) for row in area.services)]
    return html.Div(
        [
            html.Div(
                [
                    area_chooser(library, state),
                    chooser("service", "Somebody is now at", services, state.service),
                    chooser("to", "And wants to go to", views.goal_options(area), state.to),
                    group_chooser(library, state),
                ],
                className="choosers",
            ),
            html.H1(f"Ways on from here: {area.name}"),
            area_context(area),
            *(_ways(library, state) if state.service else [_nothing_chosen()]),
            html.Section([html.H2("How to read this page"), *_notes(library)], className="reading"),
        ],
        className="page",
    )


def _nothing_chosen() -> Component:
    return html.Section(
        [html.P("Choose where somebody is now, and where they want to go.", className="headline")],
        className="lead",
        id="headline",
    )


def _ways(library: Library, state: State) -> Iterator[Component]:
    try:
        found = library.routes(state.area, state.service, state.to, state.group)
    except InputError as error:  # somewhere to go that nobody here offers
        yield html.Div([html.H2("There is no such place here"), *fault_list(error.faults)], id="fault")
        return
    yield html.Section([html.P(views.headline(found), className="headline")], className="lead", id="headline")
    yield html.Div([copy_link("ways"), csv_link("ways", state, "Download the ways (CSV)")], className="tools")
    yield html.Ol([html.Li(_way(found, at)) for at in range(len(found.ways))], className="ways")


def _way(found: Routes, at: int) -> list[Component]:
    way = found.ways[at]
    return [
        html.H2(views.way_title(found, way)),
        html.P(views.way_facts(way), className="quiet"),
        long_table(f"way-{at}", views.way_rows(found, way)),
        *_reports(found, at),
    ]


def _reports(found: Routes, at: int) -> list[Component]:
    told = views.reported(found, found.ways[at])
    return [html.H3("What was reported on this way"), html.Ul([html.Li(line) for line in told])] if told else []


def _notes(library: Library) -> list[Component]:
    said = (
        "Ways over links that nobody spoke of and no record shows are not listed: there may be some all the same.",
        "Certain ways come first, then those on which more surely get through; a hand-over less is better where they "
        "are alike.",
        "Get through: of those who were referred and did not stay with the sender, the share that started.",
        "Waits are those of each step alone, for those who started; medians of steps do not add up.",
    )
    return [html.Ul([html.Li(text) for text in said], className="notes"), standing_notes(library.view)]


def title(library: Library, state: State) -> str:
    """Name the window."""
    return f"Ways on from here: {library.area(state.area).name}" if state.area else "Ways on from here"


def status(library: Library, state: State) -> str:
    """Say what is now shown."""
    if not state.area:
        return "No area is open"
    if not state.service:
        return "No service is chosen"
    try:
        found = library.routes(state.area, state.service, state.to, state.group)
    except InputError:
        return "Nobody here offers this"
    return counted(len(found.ways), "way on", "ways on")


def csv(library: Library, state: State) -> str:
    """Give the ways as CSV text; only the header where no service is chosen."""
    service = state.service or next(iter(library.area(state.area).service))
    found = library.routes(state.area, service, state.to, state.group)
    return as_csv(routes_table(found))


def made_from(library: Library, state: State) -> State:
    """Leave out what other pages choose."""
    return state.but(link=None, gap="", rule="", certainty="", view="", changes=())


PAGE: Final[Any] = Page(
    path="/ways",
    name="Ways on from here",
    title=title,
    layout=layout,
    status=status,
    downloads={"ways": csv},
    made_from=made_from,
)

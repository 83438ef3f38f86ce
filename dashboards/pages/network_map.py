"""The network map: who refers to whom, how sure that is, and what stands in the way."""

from __future__ import annotations

from typing import Any

from dash import ClientsideFunction, Dash, Input, dcc, html
from dash.development.base_component import Component

from dashboards.components.charts import chart
from dashboards.components.choosers import area_chooser, chooser, group_chooser
from dashboards.components.context import area_context, standing_notes
from dashboards.components.link_detail import link_detail, service_detail
from dashboards.components.messages import no_area_page
from dashboards.components.sharing import copy_link, csv_link
from dashboards.library import Library
from dashboards.pages.page import Page
from dashboards.state import State, write_state
from dashboards.views import network_map as views
from dtors_network.disclosure import control
from dtors_network.figures.network_map import network_figure
from dtors_network.gaps import wording
from dtors_network.model.area import Area
from dtors_network.report.export import as_csv

CAPTION = (
    "Each column is a stage on the way through services; services of one organisation stand together. "
    "An arrow points to where people are referred. Silent pairs, of which nobody spoke, are not drawn: "
    "what is not drawn is not known to be absent."
)


def layout(library: Library, state: State) -> Component:
    """Lay out the page for an area, a client group and a view."""
    if not state.area:
        return no_area_page()
    network = library.network(state.area)
    area = network.area
    drawn = control(views.map_of(library.gaps(state.area, state.group).value, state), library.profile)
    chosen = state.link or ((state.service,) if state.service else ())
    return html.Div(
        [
            html.Div(
                [
                    area_chooser(library, state),
                    group_chooser(library, state),
                    chooser("view", "Show", views.VIEWS.items(), state.view),
                ],
                className="choosers",
            ),
            html.H1(f"Who refers to whom: {area.name}"),
            area_context(area),
            html.Section([html.P(views.summary(network, state), className="headline")], className="lead"),
            html.Div([copy_link("map"), csv_link("links", state, "Download the links (CSV)")], className="tools"),
            html.Div(
                [
                    chart("network-map", network_figure(drawn, chosen), CAPTION),
                    html.Section(_detail(library, state), className="detail", id="detail"),
                ],
                className="map-and-detail",
            ),
            html.Section(_lists(library, state), className="map-lists"),
            html.Section([html.H2("How to read this page"), standing_notes(library.profile)], className="reading"),
        ],
        className="page page-wide",
    )


def _detail(library: Library, state: State) -> list[Component]:
    network = library.network(state.area)
    heading = html.H2("Chosen on the map")
    clear = dcc.Link("Show the whole map", href=write_state(state.but(service="", link=None)))
    if state.link:
        return [
            heading,
            link_detail(network, state, library.profile),
            copy_link("link", "Copy link to this link"),
            clear,
        ]
    if state.service:
        lines = views.link_lines(network, state)
        return [heading, service_detail(library.gaps(state.area, state.group).value, lines, state), clear]
    return [heading, html.P("Choose a service or a link on the map, or in the lists below.")]


def _lists(library: Library, state: State) -> list[Component]:
    """List the services and links, so that whatever the map shows can be reached and read without it."""
    network = library.network(state.area)
    lines = control(views.link_lines(network, state), library.profile).value
    services = [
        html.Li(dcc.Link(wording.service(network.area, id_), href=write_state(state.but(link=None, service=id_))))
        for id_ in network.ids
    ]
    return [
        html.H2("The same as lists"),
        html.Details([html.Summary(f"Services ({len(services)})"), html.Ul(services, className="in-columns")]),
        html.Details([html.Summary(f"Links ({len(lines)})"), _table(library, state, lines)]),
    ]


def _table(library: Library, state: State, lines: tuple[views.LinkLine, ...]) -> Component:
    area = library.areas[state.area]
    heads = ("From and to", "State", "Sender says", "Receiver says", "Started", "Barriers reported")
    rows = [
        html.Tr(
            [
                html.Th(_link_to(area, state, line), scope="row"),
                *(html.Td(cell) for cell in _cells(line)),
            ]
        )
        for line in lines
    ]
    head = html.Thead(html.Tr([html.Th(title, scope="col") for title in heads]))
    caption = html.Caption("Links and what each end says", className="visually-hidden")
    return html.Table([caption, head, html.Tbody(rows)], className="plain-table stacks")


def _link_to(area: Area, state: State, line: views.LinkLine) -> Component:
    ends = f"{area.service[line.source].title} → {area.service[line.target].title}"
    return dcc.Link(ends, href=write_state(state.but(service="", link=(line.source, line.target))))


def _cells(line: views.LinkLine) -> tuple[str, ...]:
    barriers = "; ".join(f"{title} ({side})" if side else title for title, side in line.barriers) or "none"
    says = (word.replace("_", " ") for word in (line.state.value, line.sender_says, line.receiver_says))
    return (*says, str(line.started), barriers)


def title(library: Library, state: State) -> str:
    """Name the window."""
    return f"Network map: {library.areas[state.area].name}" if state.area else "Network map"


def status(library: Library, state: State) -> str:
    """Say what is now shown."""
    if not state.area:
        return "No area is open"
    if state.service or state.link:
        ends = state.link or (state.service,)
        return "Chosen: " + " to ".join(library.areas[state.area].service[end].title for end in ends)
    return views.summary(library.network(state.area), state)


def csv(library: Library, state: State) -> str:
    """Give the links as CSV text."""
    network = library.network(state.area)
    lines = control(views.link_lines(network, state), library.profile)
    return as_csv(lines.map(lambda some: views.links_table(network.area, some)))


def connect(app: Dash, library: Library) -> None:
    """Let a click on the map choose."""
    clientside: Any = app.clientside_callback
    clientside(
        ClientsideFunction("network_map", "choose"), Input("network-map", "clickData"), prevent_initial_call=True
    )


PAGE = Page(
    path="/map",
    name="Network map",
    title=title,
    layout=layout,
    status=status,
    views=tuple(view for view in views.VIEWS if view),
    downloads={"links": csv},
    connect=connect,
)

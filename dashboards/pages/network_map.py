"""The network map: who refers to whom, how sure that is, and what stands in the way."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from dash import ClientsideFunction, Dash, Input, Output, dcc, html
from dash.development.base_component import Component

from dashboards.components.charts import chart
from dashboards.components.choosers import area_chooser, chooser, group_chooser
from dashboards.components.context import area_context, standing_notes
from dashboards.components.link_detail import link_detail, service_detail
from dashboards.components.messages import fault_list, no_area_page
from dashboards.components.sharing import copy_link, csv_link
from dashboards.components.tables import long_table
from dashboards.library import Library
from dashboards.pages.page import Page
from dashboards.state import State, read_state, write_state
from dashboards.views import network_map as views
from dashboards.views.tables import Cell, Linked, Rows
from dtors_network.errors import InputError
from dtors_network.figures.network_map import network_figure
from dtors_network.gaps import wording
from dtors_network.model.area import Area
from dtors_network.model.bounds import count_words
from dtors_network.report.export import as_csv

PATH: Final = "/map"


def layout(library: Library, state: State) -> Component:
    """Lay out the page for an area, a client group and a view."""
    if not state.area:
        return no_area_page()
    network = library.network(state.area)
    return html.Div(
        [
            html.Div(
                [
                    area_chooser(library, state),
                    group_chooser(library, state),
                    chooser("view", "Links", views.VIEWS.items(), state.view),
                ],
                className="choosers",
            ),
            html.H1(f"Who refers to whom: {network.area.name}"),
            area_context(network.area),
            html.Section(_headline(library, state), className="lead"),
            html.Div([copy_link("map"), csv_link("links", state, "Download the links (CSV)")], className="tools"),
            html.Div(
                [
                    chart("network-map", _figure(library, state), views.caption(network, state)),
                    html.Section(_detail(library, state), className="detail", id="detail", tabIndex=-1),
                ],
                className="map-and-detail",
            ),
            html.Section(_lists(library, state), className="map-lists"),
            html.Section([html.H2("How to read this page"), standing_notes(library.view)], className="reading"),
        ],
        className="page page-wide",
    )


def _headline(library: Library, state: State) -> list[Component]:
    gaps = library.gaps(state.area, state.group)
    first = views.look_first(gaps)
    summary = views.summary(gaps.case.network, state)
    if first is None:
        return [html.P(summary, className="headline")]
    there = write_state(state.but(service=first.service, link=first.link))
    shown = dcc.Link(views.show_it(gaps.case.network, state), href=there)
    return [
        html.P(f"{first.sentence}.", className="headline"),
        html.P([shown, ". ", summary], className="headline-step"),
    ]


def _figure(library: Library, state: State) -> Any:
    apart = views.drawn_apart(library.network(state.area), state)
    gaps = library.gaps(state.area, state.group)
    return library.once(("map", apart), lambda: network_figure(views.map_of(gaps, apart)))


def _detail(library: Library, state: State) -> list[Component]:
    gaps = library.gaps(state.area, state.group)
    network = gaps.case.network
    heading = html.H2("Chosen on the map")
    clear = html.P(
        dcc.Link("Show the whole map", href=write_state(state.but(service="", link=None))), className="clear"
    )
    if state.link:
        detail = link_detail(network, state)
        return [heading, detail, copy_link("link", "Copy link to this link"), clear]
    if state.service:
        return [heading, service_detail(gaps, _lines(library, state), state), clear]
    return [heading, html.P(views.how_to_choose(network, state))]


def _lists(library: Library, state: State) -> list[Component]:
    """List the services and links, so that whatever the map shows can be reached and read without it."""
    network = library.network(state.area)
    lines = _lines(library, state)
    services = Rows("Services", ("Service", "Offers"), tuple(_services(network.area, network.ids, state)))
    return [
        html.H2("The same as lists"),
        html.Details([html.Summary(f"Services ({len(network.ids):,})"), long_table("services", services)]),
        html.Details(
            [
                html.Summary(f"Links ({len(lines):,})"),
                long_table("links", _links(network.area, lines, state)),
            ]
        ),
    ]


def _lines(library: Library, state: State) -> tuple[views.LinkLine, ...]:
    """Give the links of a group and a view."""

    def make() -> tuple[views.LinkLine, ...]:
        return views.link_lines(library.network(state.area), state)

    lines: tuple[views.LinkLine, ...] = library.once(("links", state.area, state.group, state.view), make)
    return lines


def _services(area: Area, ids: tuple[str, ...], state: State) -> Iterator[tuple[Cell, ...]]:
    for id_ in ids:
        there = PATH + write_state(state.but(link=None, service=id_))
        yield Linked(wording.service(area, id_), there), wording.types(area, area.service[id_].offers, "and")


HEADS: Final = ("From and to", "State", "Sender says", "Receiver says", "Started", "Barriers reported")


def _links(area: Area, lines: tuple[views.LinkLine, ...], state: State) -> Rows:
    rows: Iterator[tuple[Cell, ...]] = ((_link_to(area, state, line), *_cells(line)) for line in lines)
    return Rows("Links and what each end says", HEADS, tuple(rows), frozenset({4}))


def _link_to(area: Area, state: State, line: views.LinkLine) -> Linked:
    ends = f"{area.service[line.source].title} → {area.service[line.target].title}"
    return Linked(ends, PATH + write_state(state.but(service="", link=(line.source, line.target))))


def _cells(line: views.LinkLine) -> tuple[str, ...]:
    barriers = "; ".join(f"{title} ({side})" if side else title for title, side in line.barriers) or "none"
    says = (word.replace("_", " ") for word in (line.state.value, line.sender_says, line.receiver_says))
    return (*says, count_words(line.started), barriers)


def title(library: Library, state: State) -> str:
    """Name the window."""
    return f"Network map: {library.area(state.area).name}" if state.area else "Network map"


def status(library: Library, state: State) -> str:
    """Say what is now shown."""
    if not state.area:
        return "No area is open"
    if state.service or state.link:
        ends = state.link or (state.service,)
        return "Chosen: " + " to ".join(library.area(state.area).service[end].title for end in ends)
    return views.summary(library.network(state.area), state)


def csv(library: Library, state: State) -> str:
    """Give the links as CSV text."""
    area = library.area(state.area)
    return as_csv(views.links_table(area, _lines(library, state)))


def connect(app: Dash, library: Library) -> None:
    """Let a click on the map choose, bring what is chosen out on it, and fetch what is known of it."""
    clientside: Any = app.clientside_callback
    choose = ClientsideFunction("network_map", "choose")
    clientside(choose, Input("network-map", "clickData"), prevent_initial_call=True)
    bring_out = ClientsideFunction("network_map", "bringOut")
    clientside(bring_out, Input("location", "search"), prevent_initial_call=True)
    clientside(bring_out, Input("network-map", "figure"))
    clientside(ClientsideFunction("network_map", "goToDetail"), Input("detail", "children"), prevent_initial_call=True)

    @app.callback(  # type: ignore[misc, untyped-decorator, unused-ignore]
        Output("detail", "children"), Input("location", "search"), prevent_initial_call=True
    )
    def _choose(search: object) -> list[Component]:
        return chosen(library, search)


def chosen(library: Library, search: object) -> list[Component]:
    """Give what is known of what an address chooses on the map; nothing that a client sent is trusted."""
    try:
        state = read_state(search, library, PAGE.views)
    except InputError as error:
        return fault_list(error.faults)
    return _detail(library, state) if state.area else []


def made_from(library: Library, state: State) -> State:
    """Leave out what a map that shows every service only brings out."""
    return views.drawn_apart(library.network(state.area), state) if state.area else state


PAGE = Page(
    path=PATH,
    name="Network map",
    title=title,
    layout=layout,
    status=status,
    views=tuple(view for view in views.VIEWS if view),
    downloads={"links": csv},
    connect=connect,
    made_from=made_from,
)

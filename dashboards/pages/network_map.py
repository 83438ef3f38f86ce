"""The map: where the gaps and the barriers are, under one lens at a time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from dash import ClientsideFunction, Dash, Input, Output, dcc, html
from dash import State as Given
from dash.development.base_component import Component

from dashboards.components.attributes import hyphened
from dashboards.components.certainty import badge
from dashboards.components.charts import GRAPH_CONFIG
from dashboards.components.choosers import also_chooser, area_chooser, chooser, group_chooser
from dashboards.components.context import area_context, standing_notes
from dashboards.components.lenses import lens_chips, lens_select
from dashboards.components.link_detail import chosen_detail
from dashboards.components.messages import fault_list, no_area_page
from dashboards.components.sharing import copy_link, csv_link
from dashboards.components.tables import address, further_rows, sheet_table
from dashboards.library import Library
from dashboards.pages.page import Page
from dashboards.state import State, read_state, write_state
from dashboards.typography import kept_together
from dtors_network.accounts.chosen import link_chosen, service_chosen
from dtors_network.accounts.map import MapAccount, map_account
from dtors_network.errors import InputError
from dtors_network.figures.barrier_map import lenses_of, list_figure, map_figure, matrix_figure
from dtors_network.figures.barrier_map.folding import folded
from dtors_network.figures.barrier_map.frame import WIDTHS
from dtors_network.figures.barrier_map.lenses import ALL
from dtors_network.figures.barrier_map.matrix import DENSE
from dtors_network.figures.barrier_map.view import NUMBERED
from dtors_network.model.vocabulary import Certainty
from dtors_network.out.csv_text import csv_text
from dtors_network.rounding import kept

PATH: Final = "/map"
MATRIX, MAP = "matrix", "map"
BARS: Final = 5
"""Links of which a bar is shown."""

OLD: Final = {"certain": (ALL, ""), "organisations": ("", MATRIX)}
"""Views of before: the lens and the view that are nearest to them."""

MAP_GRAPH_CONFIG: Final[Any] = {**GRAPH_CONFIG, "responsive": False}
"""The map is drawn for three widths, and never stretched."""

CAPTIONS: Final = {
    MAP: "Each box is a service; a box with a second edge stands for several of one type. An arrow leads to where "
    "people are referred.",
    MATRIX: "Each row is a service that refers people on, each column one that they are referred to.",
}


def account_of(library: Library, state: State) -> MapAccount:
    """Tell what the map of an area and a group holds."""
    gaps = library.gaps(state.area, state.group)
    found: MapAccount = library.once(("map", state.area, state.group), lambda: map_account(gaps, state.group))
    return found


def today(state: State) -> State:
    """Give what an address of before means now."""
    lens, view = OLD.get(state.view, (state.lens, state.view))
    return state.but(lens=lens, view=view)


def layout(library: Library, state: State) -> Component:
    """Lay out the page for an area, a client group, a lens and a form."""
    if not state.area:
        return no_area_page()
    state = today(state)
    account = account_of(library, state)
    area = library.area(state.area)
    return html.Div(
        [
            html.Div(
                [
                    area_chooser(library, state),
                    group_chooser(library, state),
                    also_chooser(library, state),
                    chooser("view", "Form", _forms(account), state.view),
                ],
                className="choosers",
            ),
            html.H1(f"Where the gaps and barriers are: {area.name}"),
            area_context(area),
            html.Section([*_headline(account), _totals(account)], className="lead lead-map", id="headline"),
            lens_chips(lenses_of(account.view), account.view.kinds, state),
            html.Div(lens_select(lenses_of(account.view), state), className="chips-select"),
            *_folded(account, state),
            html.Div(
                [
                    _picture(library, account, state),
                    html.Div(
                        [
                            html.Section(_detail(library, state), className="detail", id="detail", tabIndex=-1),
                            html.Section([html.H2("Findings on this map"), *_findings(account)], className="on-map"),
                        ],
                        className="map-side",
                    ),
                    *_lost(account),
                ],
                className="map-and-detail",
            ),
            html.Div(
                [
                    copy_link("map"),
                    csv_link("links", state, "Download the links (CSV)"),
                    csv_link("barriers", state, "Download the barriers (CSV)"),
                    csv_link("lost", state, "Download who did not start (CSV)"),
                ],
                className="tools",
            ),
            html.Section([*_lists(account)], className="map-lists"),
            html.Section([html.H2("How to read this page"), *_notes(account, library)], className="reading"),
        ],
        className="page page-wide",
    )


def _forms(account: MapAccount) -> list[tuple[str, str]]:
    """Offer map and matrix; what suits the number of services comes first, and needs no parameter."""
    forms = [("", "Map"), (MATRIX, "Matrix")]
    return [("", "Matrix"), (MAP, "Map")] if _is_dense(account) else forms


def _is_dense(account: MapAccount) -> bool:
    return len(account.view.boxes) > 2 * DENSE


def _shows_matrix(account: MapAccount, state: State) -> bool:
    return state.view == MATRIX or (_is_dense(account) and state.view != MAP)


def _headline(account: MapAccount) -> Iterator[Component]:
    yield html.P(account.headline, className="headline")
    if account.look:
        yield html.P(dcc.Link("Show it on the map", href=address(account.look)), className="headline-step")
    yield from (html.P(sentence, className="headline-facts") for sentence in account.sentences)


def _totals(account: MapAccount) -> Component:
    totals = [html.Div([html.Dd(f"{number:,}"), html.Dt(words)]) for number, words in account.totals]
    return html.Dl(totals, className="totals")


def _picture(library: Library, account: MapAccount, state: State) -> Component:
    figures = _figures(library, account, state)
    matrix = _shows_matrix(account, state)
    high = figures["middle"]["layout"]["height"]
    graph = dcc.Graph(id="network-map", figure=figures["middle"], config=MAP_GRAPH_CONFIG, className="chart")
    said = f"{CAPTIONS[MATRIX if matrix else MAP]} {account.notes[0]}"
    frame = html.Div(graph, className="chart-frame", tabIndex=0, role="group", style={"minHeight": f"{high}px"})
    return html.Figure([dcc.Store(id="map-figures", data=figures), frame, html.Figcaption(said, className="quiet")])


def _folded(account: MapAccount, state: State) -> Iterator[Component]:
    """Say how many services are drawn as how many boxes, where several stand as one."""
    services = len(account.view.boxes)
    boxes = len(folded(account.view, state.lens, frozenset(filter(None, [state.fold]))).boxes)
    if boxes < services and not _shows_matrix(account, state):
        told = f"{services:,} services in {boxes:,} boxes: those of one type where nothing stands out are one box. "
        yield html.P([told, "Choose such a box to see them one by one."], className="quiet")


def _figures(library: Library, account: MapAccount, state: State) -> dict[str, Any]:
    """Draw the map for three widths of a window; the browser takes the one that fits."""
    view, lens, opened = account.view, state.lens, frozenset(filter(None, [state.fold]))

    def make() -> dict[str, Any]:
        if _shows_matrix(account, state):
            return {name: matrix_figure(view, lens, width) for name, width in WIDTHS.items()} | {
                "list": matrix_figure(view, lens, WIDTHS["middle"])
            }
        drawn = {name: map_figure(view, lens, width, opened) for name, width in WIDTHS.items()}
        return {**drawn, "list": list_figure(view, lens, opened=opened)}

    key = ("map-figures", state.area, state.group, lens, state.view, state.fold)
    found: dict[str, Any] = library.once(key, make)
    return found


def _detail(library: Library, state: State) -> list[Component]:
    heading = html.H2("Chosen on the map")
    if not state.link and not state.service:
        return [heading, html.P("Choose a service or a link on the map, or in the lists below.")]
    gaps = library.gaps(state.area, state.group)
    clear = dcc.Link("Show the whole map", href=write_state(state.but(service="", link=None)))
    if state.link:
        told, copy = link_chosen(gaps, *state.link, state.group), copy_link("link", "Copy link to this link")
        return [heading, chosen_detail(told), copy, html.P(clear, className="clear")]
    return [heading, chosen_detail(service_chosen(gaps, state.service, state.group)), html.P(clear, className="clear")]


def _findings(account: MapAccount) -> Iterator[Component]:
    sheet = account.sheet("findings")
    if not sheet.items:
        yield html.P("No finding has a place on the map.")
        return
    items = []
    for one, leads in zip(sheet.items, sheet.leads(), strict=True):
        certainty = Certainty.CERTAIN if one.found.certain else Certainty.SENSITIVE
        lead = next(filter(None, leads))
        items.append(
            html.Li(
                [
                    html.Span(f"{one.found.number}", className="disc"),
                    badge(certainty),
                    " ",
                    dcc.Link(one.found.title, href=address(lead)),
                ]
            )
        )
    yield html.Ol(items[:NUMBERED], className="numbered")
    if len(items) > NUMBERED:
        further = len(items) - NUMBERED
        rest = html.Ol(items[NUMBERED:], className="numbered", start=f"{NUMBERED + 1}")
        yield html.Details([further_rows(further, "finding"), rest], className="more")


def _lost(account: MapAccount) -> Iterator[Component]:
    """Rank where people who were referred did not start, as bars that lead to the link."""
    sheet = account.sheet("lost")
    if not sheet.items:
        return
    longest = max(one.missed.high for one in sheet.items)
    bars = [
        html.Li(
            [
                dcc.Link(f"{source} → {target}", href=address(one.lead)),
                html.Span(one.words, className="bar-words"),
                html.Span(
                    _bar(one.missed.low, one.missed.high, longest), className="bar", **hyphened(aria_hidden="true")
                ),
            ]
        )
        for one, (source, target, *_) in zip(sheet.items[:BARS], sheet.words(), strict=False)
    ]
    note = "Some may have been seen again by the sender. The hatched end of a bar is what ranges leave open."
    parts = [
        html.H2("Where most people did not start"),
        html.Ol(bars, className="bars"),
        html.P(note, className="quiet"),
    ]
    yield html.Section(parts, className="on-map lost")


def _bar(least: int, most: int, longest: int) -> list[Component]:
    return [
        html.Span(className="bar-least", style={"width": f"{kept(100 * least / longest, 1)}%"}),
        html.Span(className="bar-most", style={"width": f"{kept(100 * (most - least) / longest, 1)}%"}),
    ]


def _lists(account: MapAccount) -> Iterator[Component]:
    """List what the map shows, so that it can be reached and read without it."""
    yield html.H2("The same as lists")
    for name in ("barriers", "services", "links", "lost"):
        sheet = account.sheet(name)
        summary = html.Summary(f"{sheet.title} ({len(sheet):,})")
        yield html.Details([summary, *sheet_table(sheet)], className="list")


def _notes(account: MapAccount, library: Library) -> list[Component]:
    return [html.Ul([html.Li(note) for note in account.notes], className="notes"), standing_notes(library.view)]


def title(library: Library, state: State) -> str:
    """Name the window."""
    return f"Map: {library.area(state.area).name}" if state.area else "Map"


def status(library: Library, state: State) -> str:
    """Say what is now shown."""
    if not state.area:
        return "No area is open"
    if state.service or state.link:
        ends = state.link or (state.service,)
        return "Chosen: " + " to ".join(library.area(state.area).service[end].title for end in ends)
    account = account_of(library, state)
    lens = next((one for one in lenses_of(account.view) if one.code == today(state).lens), None)
    return f"{lens.title}. {account.headline}" if lens else account.headline


def links(library: Library, state: State) -> str:
    """Give the links as CSV text."""
    return csv_text(account_of(library, state), "links")


def lost(library: Library, state: State) -> str:
    """Give where people did not start as CSV text."""
    return csv_text(account_of(library, state), "lost")


def barriers(library: Library, state: State) -> str:
    """Give the barriers by place as CSV text."""
    return csv_text(account_of(library, state), "barriers")


def connect(app: Dash, library: Library) -> None:
    """Let a click on the map choose, bring what is chosen out on it, and fetch what is known of it."""
    clientside: Any = app.clientside_callback
    clientside(
        ClientsideFunction("network_map", "choose"), Input("network-map", "clickData"), prevent_initial_call=True
    )
    clientside(
        ClientsideFunction("network_map", "fit"),
        Output("network-map", "figure"),
        Input("map-figures", "data"),
        Given("network-map", "figure"),
    )
    bring_out = ClientsideFunction("network_map", "bringOut")
    clientside(bring_out, Input("location", "search"), prevent_initial_call=True)
    clientside(bring_out, Input("network-map", "figure"))
    clientside(ClientsideFunction("network_map", "goToDetail"), Input("detail", "children"), prevent_initial_call=True)

    @app.callback(  # type: ignore[misc, untyped-decorator, unused-ignore]
        Output("detail", "children"), Input("location", "search"), prevent_initial_call=True
    )
    def _choose(search: object) -> list[Component]:
        return kept_together(chosen(library, search))  # type: ignore[no-any-return]


def chosen(library: Library, search: object) -> list[Component]:
    """Give what is known of what an address chooses on the map; nothing that a client sent is trusted."""
    try:
        state = read_state(search, library, PAGE.views)
    except InputError as error:
        return fault_list(error.faults)
    return _detail(library, state) if state.area else []


def made_from(library: Library, state: State) -> State:
    """Leave out what the map only brings out."""
    return state.but(service="", link=None, gap="", rule="", certainty="")


PAGE = Page(
    path=PATH,
    at_once=True,
    name="Map",
    title=title,
    layout=layout,
    status=status,
    views=(MATRIX, MAP, *OLD),
    downloads={"links": links, "barriers": barriers, "lost": lost},
    connect=connect,
    made_from=made_from,
)

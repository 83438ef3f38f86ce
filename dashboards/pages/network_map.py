"""The map: where the gaps and the barriers are, under one lens at a time."""

from __future__ import annotations

from typing import Any, Final

from dash import ClientsideFunction, Dash, Input, Output, dcc, html
from dash import State as Given
from dash.development.base_component import Component

from dashboards.components.choosers import also_chooser, area_chooser, chooser, group_chooser
from dashboards.components.context import area_context, reading
from dashboards.components.lenses import lens_chips, lens_select
from dashboards.components.link_detail import chosen_detail
from dashboards.components.map_beside import findings, headline, lists, not_started
from dashboards.components.map_picture import MAP, MATRIX, forms, picture, several_as_one
from dashboards.components.messages import fault_list, no_area_page
from dashboards.components.sharing import copy_link, csv_link
from dashboards.library import Library
from dashboards.pages.page import NO_AREA, Page, made_without, sheet_of
from dashboards.state import State, read_state, write_state
from dashboards.typography import kept_together
from dtors_network.accounts.chosen import link_chosen, service_chosen
from dtors_network.accounts.map import MapAccount, map_account
from dtors_network.errors import InputError
from dtors_network.figures.barrier_map import lenses_of
from dtors_network.figures.barrier_map.lenses import ALL

PATH: Final = "/map"
OLD: Final = {"certain": (ALL, ""), "organisations": ("", MATRIX)}
"""Views of before: the lens and the view that are nearest to them."""


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
                    chooser("view", "Form", forms(account), state.view),
                ],
                className="choosers",
            ),
            html.H1(f"Where the gaps and barriers are: {area.name}"),
            area_context(area),
            headline(account),
            lens_chips(lenses_of(account.view), account.view.kinds, state),
            html.Div(lens_select(lenses_of(account.view), state), className="chips-select"),
            *several_as_one(account, state),
            html.Div(
                [
                    picture(library, account, state),
                    html.Div(
                        [
                            html.Section(_detail(library, state), className="detail", id="detail", tabIndex=-1),
                            html.Section([html.H2("Findings on this map"), *findings(account)], className="on-map"),
                        ],
                        className="map-side",
                    ),
                    *not_started(account, state),
                ],
                className="map-and-detail",
            ),
            html.Div(
                [
                    copy_link("map"),
                    csv_link("links", state, "Download the links (CSV)"),
                    csv_link("barriers", state, "Download the barriers (CSV)"),
                    csv_link("lost", state, "Download where no start is on record (CSV)"),
                ],
                className="tools",
            ),
            html.Section([*lists(account)], className="map-lists"),
            reading(account.notes, library.view),
        ],
        className="page page-wide",
    )


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


def status(library: Library, state: State) -> str:
    """Say what is now shown."""
    if not state.area:
        return NO_AREA
    if state.service or state.link:
        ends = state.link or (state.service,)
        return "Chosen: " + " to ".join(library.area(state.area).service[end].title for end in ends)
    account = account_of(library, state)
    lens = next((one for one in lenses_of(account.view) if one.code == today(state).lens), None)
    return f"{lens.title}. {account.headline}" if lens else account.headline


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


PAGE = Page(
    path=PATH,
    at_once=True,
    name="Map",
    layout=layout,
    status=status,
    views=(MATRIX, MAP, *OLD),
    downloads={name: sheet_of(account_of, name) for name in ("links", "barriers", "lost")},
    connect=connect,
    made_from=made_without("service", "link", "gap", "rule", "certainty"),
)

"""The services of an area as links, by stage: for a page about one service on which none is chosen yet."""

from __future__ import annotations

from dash import dcc, html
from dash.development.base_component import Component

from dashboards.state import State, write_state
from dtors_network.accounts.words import service_options
from dtors_network.model.area import Area


def services_by_stage(area: Area, state: State, path: str) -> Component:
    """List every service under its stage, each with the address of the page at ``path`` on which it is chosen."""
    titles = {term.code: term.title for term in area.codebook.stages}
    named: dict[str, list[tuple[str, str]]] = {code: [] for code in titles}
    for service, name in service_options(area, area.service):
        stage = area.codebook.stage_of[area.service[service].service_type]
        named.setdefault(stage.value, []).append((name, service))
    return html.Div(
        [
            html.Section(
                [html.H2(titles.get(code, code)), html.Ul([_item(one, state, path) for one in sorted(those)])],
                className="stage-list",
            )
            for code, those in named.items()
            if those
        ],
        className="stage-lists",
    )


def _item(named: tuple[str, str], state: State, path: str) -> Component:
    name, service = named
    return html.Li(dcc.Link(name, href=f"{path}{write_state(state.but(service=service))}"))

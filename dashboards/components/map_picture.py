"""The map as it is drawn: as a map or a matrix for windows, as a list for a phone, with its caption."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from dash import dcc, html
from dash.development.base_component import Component

from dashboards.components.charts import GRAPH_CONFIG
from dashboards.library import Library
from dashboards.state import State
from dtors_network.accounts.map import MapAccount
from dtors_network.figures.barrier_map import list_figure, map_figure, matrix_figure
from dtors_network.figures.barrier_map.folding import folded
from dtors_network.figures.barrier_map.frame import WIDTHS
from dtors_network.figures.barrier_map.matrix import DENSE

MATRIX, MAP = "matrix", "map"
MAP_GRAPH_CONFIG: Final[Any] = {**GRAPH_CONFIG, "responsive": False}
"""The map is drawn for three widths, and never stretched."""

CAPTIONS: Final = {
    MAP: "Each box is a service; a box with a second edge stands for several of one type. An arrow leads to where "
    "people are referred.",
    MATRIX: "Each row is a service that refers people on, each column one that they are referred to; a row such as "
    "“5 × GP” stands for several, and links among these are not drawn.",
}


def forms(account: MapAccount) -> list[tuple[str, str]]:
    """Offer map and matrix; what suits the number of services comes first, and needs no parameter."""
    if _is_dense(account):
        return [("", "Matrix (a list on a phone)"), (MAP, "Map"), (MATRIX, "Matrix, on a phone too")]
    return [("", "Map"), (MATRIX, "Matrix")]


def _is_dense(account: MapAccount) -> bool:
    return len(account.view.boxes) > DENSE


def _shows_matrix(account: MapAccount, state: State) -> bool:
    return state.view == MATRIX or (_is_dense(account) and state.view != MAP)


def _opened(state: State) -> frozenset[str]:
    return frozenset(filter(None, [state.fold]))


def picture(library: Library, account: MapAccount, state: State) -> Component:
    """Show the drawing; the browser takes the width that fits its window."""
    figures = _figures(library, account, state)
    high = figures["middle"]["layout"]["height"]
    graph = dcc.Graph(id="network-map", figure=figures["middle"], config=MAP_GRAPH_CONFIG, className="chart")
    frame = html.Div(graph, className="chart-frame", tabIndex=0, role="group", style={"minHeight": f"{high}px"})
    return html.Figure([dcc.Store(id="map-figures", data=figures), frame, _caption(account, state)])


def _caption(account: MapAccount, state: State) -> Component:
    """Say what is drawn; where a phone has a list instead of the matrix, what that list draws."""
    wide, narrow = MATRIX if _shows_matrix(account, state) else MAP, MATRIX if state.view == MATRIX else MAP
    if wide == narrow:
        return html.Figcaption(f"{CAPTIONS[wide]} {account.notes[0]}", className="quiet")
    said: list[Component | str] = [
        html.Span(f"{CAPTIONS[wide]} ", className="in-a-window"),
        html.Span(f"{CAPTIONS[narrow]} ", className="on-a-phone"),
        account.notes[0],
    ]
    return html.Figcaption(said, className="quiet")


def several_as_one(account: MapAccount, state: State) -> Iterator[Component]:
    """Say how many services are drawn as how many boxes, or rows, where several stand as one."""
    services = len(account.view.boxes)
    boxes = len(folded(account.view, state.lens, _opened(state)).boxes)
    if boxes < services:
        what, one = ("rows and columns", "row") if _shows_matrix(account, state) else ("boxes", "box")
        told = f"{services:,} services in {boxes:,} {what}: those of one type where nothing stands out are one {one}. "
        yield html.P([told, f"Choose such a {one} to see them one by one."], className="quiet")


def _figures(library: Library, account: MapAccount, state: State) -> dict[str, Any]:
    """Draw for three widths of a window; the browser takes the one that fits."""
    view, lens, opened = account.view, state.lens, _opened(state)

    def make() -> dict[str, Any]:
        draw = matrix_figure if _shows_matrix(account, state) else map_figure
        drawn = {name: draw(view, lens, width, opened) for name, width in WIDTHS.items()}
        narrow = drawn["middle"] if state.view == MATRIX else list_figure(view, lens, opened=opened)
        return {**drawn, "list": narrow}

    key = ("map-figures", state.area, state.group, lens, state.view, state.fold)
    found: dict[str, Any] = library.once(key, make)
    return found

"""The network map: services in columns by stage, links by what the evidence says, barriers at the side they name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Any, Final

import plotly.graph_objects as go

from dtors_network.disclosure import Controlled, Headcount
from dtors_network.figures.map_layout import columns_in_order, positions
from dtors_network.model.vocabulary import Certainty, LinkState

ROW_HEIGHT: Final = 62
SAMPLES: Final = 15
INK: Final = "#1f2933"
LOOKS: Final = {
    LinkState.CONFIRMED: ("#0072B2", "solid", 2.2, "confirmed by both ends, records or a meeting"),
    LinkState.ONE_SIDED: ("#B25E00", "dash", 1.8, "said by one end only"),
    LinkState.WEAK: ("#8F4C77", "dashdot", 1.8, "weak, or referrals without a start"),
    LinkState.DISPUTED: ("#B8370C", "dot", 2.4, "the ends, or the records, disagree"),
}
"""Colour (Okabe–Ito, darkened for contrast on white), pattern, width and meaning by state of link."""


GAP_LOOKS: Final = {
    None: ("circle", "#ffffff", "no gap found here"),
    Certainty.CERTAIN: ("square", "#C2410C", "a certain gap starts here"),
    Certainty.SENSITIVE: ("diamond", "#9CC9E5", "a gap may start here: it depends on open questions"),
}
"""Shape, filling and meaning of a service by the most certain gap that starts there."""


@dataclass(frozen=True, slots=True)
class MapNode:
    """A service, an organisation or a service type on the map; ``gap`` is the most certain gap that starts there."""

    id: str
    title: str
    column: int
    group: str
    note: str
    gap: Certainty | None = None


@dataclass(frozen=True, slots=True)
class MapLink:
    """A link on the map; ``barriers`` are (code, side) pairs and ``closed`` says that the group is refused there."""

    source: str
    target: str
    state: LinkState
    barriers: tuple[tuple[str, str], ...]
    closed: bool
    started: Headcount


@dataclass(frozen=True, slots=True)
class NetworkMap:
    """Everything that the map shows."""

    columns: tuple[str, ...]
    nodes: tuple[MapNode, ...]
    links: tuple[MapLink, ...]


Places = dict[str, tuple[float, float]]


def network_figure(drawn: Controlled[NetworkMap], chosen: tuple[str, ...] = ()) -> go.Figure:
    """Draw the network map.

    Parameters
    ----------
    drawn : Controlled of NetworkMap
        What to show; numbers of people have passed disclosure control.
    chosen : tuple of str
        One id for a chosen service, two for a chosen link; the rest is then pale.

    Returns
    -------
    plotly.graph_objects.Figure
        One trace per state of link, their arrowheads, barriers, a hit area per link, and the services; ``customdata``
        of a point is ``["service", id]`` or ``["link", source, target]``.

    Examples
    --------
    >>> from dtors_network.disclosure import control
    >>> nodes = (MapNode("a", "A", 0, "", ""), MapNode("b", "B", 1, "", ""))
    >>> link = MapLink("a", "b", LinkState.CONFIRMED, (), False, Headcount(12))
    >>> len(network_figure(control(NetworkMap(("In", "Out"), nodes, (link,)))).data)
    4
    """
    view = drawn.value
    pairs = [(link.source, link.target) for link in view.links]
    order = columns_in_order(
        {node.id: node.column for node in view.nodes}, {node.id: node.group for node in view.nodes}, pairs
    )
    places = positions(order)
    figure = go.Figure()
    for state in LOOKS:
        links = [link for link in view.links if link.state is state]
        clear = [link for link in links if not _is_pale(chosen, link)]
        pale = [link for link in links if _is_pale(chosen, link)]
        if pale:
            figure.add_traces(_link_traces(pale, places, opacity=0.13, in_legend=not clear))
        if clear:
            figure.add_traces(_link_traces(clear, places, opacity=0.9, in_legend=True))
    figure.add_traces(list(_barrier_traces(view.links, places, chosen)))
    figure.add_trace(_hit_trace(view.links, places))
    figure.add_traces(list(_node_traces(view, places, chosen)))
    _finish(figure, view, order, places)
    return figure


def _is_pale(chosen: Sequence[str], link: MapLink) -> bool:
    if len(chosen) == 1:
        return chosen[0] not in (link.source, link.target)
    return len(chosen) == 2 and tuple(chosen) != (link.source, link.target)


def curve(start: tuple[float, float], end: tuple[float, float]) -> tuple[list[float], list[float]]:
    """Sample a smooth step between two places; within a column, or backwards, the curve swings out to the right.

    Examples
    --------
    >>> xs, ys = curve((0, 0), (1, -2))
    >>> round(ys[0], 2), round(ys[-1], 2)
    (0.0, -2.0)
    """
    (x0, y0), (x1, y1) = start, end
    x0, x1 = x0 + 0.07, x1 - 0.07 if x1 > x0 else x1 + 0.07
    swing = 0.0 if x1 > x0 + 0.1 else 0.22 + 0.03 * abs(y1 - y0)
    steps = [at / (SAMPLES - 1) for at in range(SAMPLES)]
    xs = [x0 + (x1 - x0) * t + swing * 4 * t * (1 - t) for t in steps]
    ys = [y0 + (y1 - y0) * t * t * (3 - 2 * t) for t in steps]
    return xs, ys


def _link_traces(
    links: list[MapLink], places: Places, *, opacity: float, in_legend: bool
) -> tuple[go.Scatter, go.Scatter]:
    """Draw the lines of some links of one state, and their arrowheads: two points a link, or the browser is slow."""
    colour, dash, width, meaning = LOOKS[links[0].state]
    lines: tuple[list[float | None], list[float | None]] = ([], [])
    heads: tuple[list[float | None], list[float | None]] = ([], [])
    for link in links:
        for at, sampled in enumerate(curve(places[link.source], places[link.target])):
            lines[at].extend([*sampled, None])
            heads[at].extend([*sampled[-2:], None])
    shared = {"opacity": opacity, "hoverinfo": "skip", "legendgroup": links[0].state.value}
    line = {"color": colour, "dash": dash, "width": width}
    name = f"{links[0].state.value.replace('_', '-')}: {meaning}"
    arrow = {"symbol": "arrow", "angleref": "previous", "size": [0, 11, 0] * len(links), "color": colour, "opacity": 1}
    return (
        go.Scatter(x=lines[0], y=lines[1], mode="lines", line=line, name=name, showlegend=in_legend, **shared),
        go.Scatter(x=heads[0], y=heads[1], mode="markers", marker=arrow, name="arrowheads", showlegend=False, **shared),
    )


def _barrier_traces(links: Sequence[MapLink], places: Places, chosen: Sequence[str]) -> Iterator[go.Scatter]:
    """Mark reported barriers near the end that they are about, and refusals at the receiver."""
    reported = [(link, side, code) for link in links for code, side in link.barriers if not _is_pale(chosen, link)]
    refused = [link for link in links if link.closed and not _is_pale(chosen, link)]
    at_side = {"sender": 3, "receiver": SAMPLES - 4}
    if reported:
        points = [_point(link, places, at_side.get(side, SAMPLES // 2)) for link, side, _ in reported]
        said = [f"reported: {code} ({side or 'no side named'})" for _, side, code in reported]
        yield _marks(points, "diamond-open", "a barrier is reported (at the end that it names)", said)
    if refused:
        points = [_point(link, places, SAMPLES - 3) for link in refused]
        yield _marks(points, "x", "the receiver does not accept this group", ["not accepted here"] * len(points))


def _point(link: MapLink, places: Places, at: int) -> tuple[float, float]:
    xs, ys = curve(places[link.source], places[link.target])
    return xs[at], ys[at]


def _marks(points: list[tuple[float, float]], symbol: str, name: str, texts: list[str]) -> go.Scatter:
    return go.Scatter(
        x=[x for x, _ in points],
        y=[y for _, y in points],
        mode="markers",
        marker={"symbol": symbol, "size": 10, "color": INK, "line": {"width": 2, "color": INK}, "opacity": 1},
        text=texts,
        hovertemplate="%{text}<extra></extra>",
        name=name,
    )


def _hit_trace(links: Sequence[MapLink], places: Places) -> go.Scatter:
    """Lay invisible points along every link, so that it can be pointed at."""
    hits = [(link, *_point(link, places, at)) for link in links for at in (4, 7, 10)]
    return go.Scatter(
        x=[x for _, x, _ in hits],
        y=[y for _, _, y in hits],
        mode="markers",
        marker={"size": 14, "color": "rgba(0,0,0,0)", "opacity": 1},
        customdata=[["link", link.source, link.target] for link, _, _ in hits],
        text=[f"{link.state.value.replace('_', '-')}; started in the period: {link.started}" for link, _, _ in hits],
        hovertemplate="%{text}<extra></extra>",
        showlegend=False,
        name="links",
    )


def _node_traces(view: NetworkMap, places: Places, chosen: Sequence[str]) -> Iterator[go.Scatter]:
    for gap, (symbol, colour, meaning) in GAP_LOOKS.items():
        nodes = [node for node in view.nodes if node.gap is gap]
        if nodes:
            yield go.Scatter(
                x=[places[node.id][0] for node in nodes],
                y=[places[node.id][1] for node in nodes],
                mode="markers",
                marker={
                    "symbol": symbol,
                    "size": [20 if node.id in chosen else 14 for node in nodes],
                    "color": [INK if node.id in chosen else colour for node in nodes],
                    "line": {"width": 2, "color": INK},
                    "opacity": 1,
                },
                customdata=[["service", node.id] for node in nodes],
                hovertext=[f"<b>{node.title}</b><br>{node.note}<br>{meaning}" for node in nodes],
                hovertemplate="%{hovertext}<extra></extra>",
                cliponaxis=False,
                showlegend=gap is not None,
                name=meaning,
            )


def _label(node: MapNode, place: tuple[float, float]) -> dict[str, Any]:
    """Write a name above its service, on white, so that links do not strike it through."""
    return {
        "x": place[0],
        "y": place[1],
        "yshift": 10,
        "yanchor": "bottom",
        "text": "<br>".join(wrap(node.title, 24)[:2]),
        "showarrow": False,
        "font": {"size": 11, "color": INK},
        "bgcolor": "rgba(255,255,255,0.82)",
        "borderpad": 1,
    }


def _finish(figure: go.Figure, view: NetworkMap, order: dict[int, list[str]], places: Places) -> None:
    tallest = max((len(members) for members in order.values()), default=1)
    figure.update_layout(
        height=ROW_HEIGHT * tallest + 190,
        margin={"l": 10, "r": 10, "t": 40, "b": 10},
        plot_bgcolor="white",
        paper_bgcolor="white",
        font={"family": "system-ui, sans-serif", "color": INK},
        dragmode=False,
        hovermode="closest",
        uirevision="map",
        legend={"orientation": "h", "y": -0.02, "yanchor": "top", "x": 0, "itemclick": False, "itemdoubleclick": False},
        annotations=[
            {"x": at, "y": 1.02, "yref": "paper", "text": f"<b>{name}</b>", "showarrow": False, "yanchor": "bottom"}
            for at, name in enumerate(view.columns)
        ]
        + [_label(node, places[node.id]) for node in view.nodes],
    )
    figure.update_xaxes(visible=False, fixedrange=True, range=[-0.5, len(view.columns) - 0.35])
    figure.update_yaxes(visible=False, fixedrange=True, range=[-tallest + 0.4, 0.8])

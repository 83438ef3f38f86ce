"""The network map: services in columns by stage, links by what the evidence says, barriers at the side they name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Any, Final

import numpy as np
import plotly.graph_objects as go

from dtors_network.figures.map_layout import columns_in_order, positions
from dtors_network.model.bounds import Count, count_words
from dtors_network.model.sharing import profile_of_shown
from dtors_network.model.vocabulary import Certainty, LinkState, Profile

ROW_HEIGHT: Final = 62
SAMPLES: Final = 15
STEPS: Final = np.linspace(0.0, 1.0, SAMPLES)
EASED: Final = STEPS * STEPS * (3 - 2 * STEPS)
AWAY: Final = 0.07
"""How far from the middle of a service a link begins and ends, in columns."""

LIFT: Final = 0.16
"""How far above its service a name stands, in rows."""

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
    Certainty.CERTAIN: ("square", "#C2410C", "a certain gap is found here"),
    Certainty.SENSITIVE: ("diamond", "#9CC9E5", "there may be a gap here: it depends on open questions"),
}
"""Shape, filling and meaning of a service by the most certain gap that is found there."""


@dataclass(frozen=True, slots=True)
class MapNode:
    """A service, an organisation or a service type on the map; ``gap`` is the most certain gap found there."""

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
    started: Count


@dataclass(frozen=True, slots=True)
class NetworkMap:
    """Everything that the map shows; its circles are services, or else types or organisations."""

    columns: tuple[str, ...]
    nodes: tuple[MapNode, ...]
    links: tuple[MapLink, ...]
    of_services: bool = True
    profile: Profile | None = None


Places = dict[str, tuple[float, float]]
Curves = np.ndarray[Any, np.dtype[np.float64]]
"""Sampled links: one row a link, then the sample, then x and y."""


def network_figure(view: NetworkMap) -> go.Figure:
    """Draw the network map.

    Parameters
    ----------
    view : NetworkMap
        What to show.

    Returns
    -------
    plotly.graph_objects.Figure
        One trace per state of link, their arrowheads, barriers, a hit area per link, the services and their names.
        ``customdata`` of a point is ``["service", id, ""]`` or ``["link", source, target]``; ``meta`` of the lines
        of a state lists their links, so that one can be brought out without drawing anew.

    Examples
    --------
    >>> from dtors_network.model.bounds import Bounds
    >>> nodes = (MapNode("a", "A", 0, "", ""), MapNode("b", "B", 1, "", ""))
    >>> link = MapLink("a", "b", LinkState.CONFIRMED, (), False, Bounds(11, 15))
    >>> drawn = NetworkMap(("In", "Out"), nodes, (link,), profile=Profile.NDTMS)
    >>> [trace.name for trace in network_figure(drawn).data]
    ['confirmed: confirmed by both ends, records or a meeting', 'arrowheads', 'links', 'no gap found here', 'names']
    """
    profile_of_shown(view)
    pairs = [(link.source, link.target) for link in view.links]
    order = columns_in_order(
        {node.id: node.column for node in view.nodes}, {node.id: node.group for node in view.nodes}, pairs
    )
    places = positions(order)
    curves = np.array([curve(places[source], places[target]) for source, target in pairs]).reshape(-1, SAMPLES, 2)
    traces: list[dict[str, Any]] = []
    for state in LOOKS:
        of_state = [at for at, link in enumerate(view.links) if link.state is state]
        if of_state:
            traces += _link_traces(state, [view.links[at] for at in of_state], curves[of_state])
    traces += _barrier_traces(view.links, curves)
    traces.append(_hit_trace(view.links, curves))
    traces += _node_traces(view, places)
    traces.append(_names(view, places))
    return go.Figure({"data": traces, "layout": _layout(view, order)})


def curve(start: tuple[float, float], end: tuple[float, float]) -> Curves:
    """Sample a smooth step between two places; within a column, or backwards, the curve swings out to the right.

    Examples
    --------
    >>> sampled = curve((0, 0), (1, -2))
    >>> sampled.shape, sampled[-1].round(2).tolist()
    ((15, 2), [0.93, -2.0])
    """
    (x0, y0), (x1, y1) = start, end
    x0, x1 = x0 + AWAY, x1 - AWAY if x1 > x0 else x1 + AWAY
    swing = 0.0 if x1 > x0 + 0.1 else 0.22 + 0.03 * abs(y1 - y0)
    return np.column_stack((x0 + (x1 - x0) * STEPS + swing * 4 * STEPS * (1 - STEPS), y0 + (y1 - y0) * EASED))


def _apart(curves: Curves) -> dict[str, Any]:
    """Give coordinates with a break after each link."""
    broken = np.pad(curves, ((0, 0), (0, 1), (0, 0)), constant_values=np.nan).reshape(-1, 2)
    return {"x": broken[:, 0], "y": broken[:, 1]}


def _at(points: Curves) -> dict[str, Any]:
    return {"x": points[..., 0].ravel(), "y": points[..., 1].ravel()}


def _link_traces(state: LinkState, links: Sequence[MapLink], curves: Curves) -> Iterator[dict[str, Any]]:
    """Draw the lines of all links of a state, and their arrowheads: two points a link, or the browser is slow."""
    colour, dash, width, meaning = LOOKS[state]
    shared = {"type": "scatter", "opacity": 0.9, "hoverinfo": "skip", "legendgroup": state.value}
    yield {
        **shared,
        **_apart(curves),
        "mode": "lines",
        "line": {"color": colour, "dash": dash, "width": width},
        "name": f"{state.value.replace('_', '-')}: {meaning}",
        "meta": {"links": [[link.source, link.target] for link in links]},
    }
    sizes = np.tile([0, 11, 0], len(links))
    yield {
        **shared,
        **_apart(curves[:, -2:]),
        "mode": "markers",
        "marker": {"symbol": "arrow", "angleref": "previous", "size": sizes, "color": colour, "opacity": 1},
        "name": "arrowheads",
        "showlegend": False,
    }


def _barrier_traces(links: Sequence[MapLink], curves: Curves) -> Iterator[dict[str, Any]]:
    """Mark reported barriers near the end that they are about, and refusals at the receiver."""
    at_side = {"sender": 3, "receiver": SAMPLES - 4}
    reported = [(at, code, side) for at, link in enumerate(links) for code, side in link.barriers]
    refused = [at for at, link in enumerate(links) if link.closed]
    if reported:
        points = np.array([curves[at, at_side.get(side, SAMPLES // 2)] for at, _, side in reported])
        said = [f"reported: {code} ({side or 'no side named'})" for _, code, side in reported]
        yield _marks(points, "diamond-open", "a barrier is reported (at the end that it names)", said)
    if refused:
        said = ["not accepted here"] * len(refused)
        yield _marks(curves[refused, SAMPLES - 3], "x", "the receiver does not accept this group", said)


def _marks(points: Curves, symbol: str, name: str, texts: list[str]) -> dict[str, Any]:
    return {
        "type": "scatter",
        **_at(points),
        "mode": "markers",
        "marker": {"symbol": symbol, "size": 10, "color": INK, "line": {"width": 2, "color": INK}, "opacity": 1},
        "text": texts,
        "hovertemplate": "%{text}<extra></extra>",
        "name": name,
    }


def _hit_trace(links: Sequence[MapLink], curves: Curves) -> dict[str, Any]:
    """Lay invisible points along every link, so that it can be pointed at."""
    along = (4, 7, 10)
    ends = [("link", link.source, link.target) for link in links for _ in along]
    texts = [
        f"{link.state.value.replace('_', '-')}; started in the period: {count_words(link.started)}" for link in links
    ]
    return {
        "type": "scatter",
        **_at(curves[:, along]),
        "mode": "markers",
        "marker": {"size": 14, "color": "rgba(0,0,0,0)", "opacity": 1},
        "customdata": np.array(ends, dtype=object).reshape(-1, 3),
        "text": [text for text in texts for _ in along],
        "hovertemplate": "%{text}<extra></extra>",
        "showlegend": False,
        "name": "links",
    }


def _node_traces(view: NetworkMap, places: Places) -> Iterator[dict[str, Any]]:
    for gap, (symbol, colour, meaning) in GAP_LOOKS.items():
        nodes = [node for node in view.nodes if node.gap is gap]
        if nodes:
            yield {
                "type": "scatter",
                **_at(np.array([places[node.id] for node in nodes])),
                "mode": "markers",
                "marker": {
                    "symbol": symbol,
                    "size": 14,
                    "color": colour,
                    "line": {"width": 2, "color": INK},
                    "opacity": 1,
                },
                "customdata": np.array([("service", node.id, "") for node in nodes], dtype=object),
                "hovertext": [f"<b>{node.title}</b><br>{node.note}<br>{meaning}" for node in nodes],
                "hovertemplate": "%{hovertext}<extra></extra>",
                "cliponaxis": False,
                "showlegend": gap is not None,
                "name": meaning,
            }


def _names(view: NetworkMap, places: Places) -> dict[str, Any]:
    """Write each name above its service, with a white shadow so that links do not strike it through."""
    halo = ", ".join(f"{x}px {y}px 1px #fff" for x in (-3, 0, 3) for y in (-3, -1, 1, 3))
    return {
        "type": "scatter",
        **_at(np.array([(x, y + LIFT) for x, y in (places[node.id] for node in view.nodes)]).reshape(-1, 2)),
        "mode": "text",
        "text": ["<br>".join(wrap(node.title, 24)[:2]) for node in view.nodes],
        "textposition": "top center",
        "textfont": {"size": 11, "color": INK, "shadow": halo},
        "cliponaxis": False,
        "hoverinfo": "skip",
        "showlegend": False,
        "name": "names",
    }


def _layout(view: NetworkMap, order: dict[int, list[str]]) -> dict[str, Any]:
    tallest = max((len(members) for members in order.values()), default=1)
    hidden = {"visible": False, "fixedrange": True}
    return {
        "height": ROW_HEIGHT * tallest + 190,
        "margin": {"l": 10, "r": 10, "t": 52, "b": 10},
        "plot_bgcolor": "white",
        "paper_bgcolor": "white",
        "font": {"family": "system-ui, sans-serif", "color": INK},
        "dragmode": False,
        "hovermode": "closest",
        "uirevision": "map",
        "meta": {"circles_are_services": view.of_services},
        "legend": {
            "orientation": "h",
            "y": -0.02,
            "yanchor": "top",
            "x": 0,
            "itemclick": False,
            "itemdoubleclick": False,
        },
        "annotations": [
            {
                "x": at,
                "y": 1.02,
                "yref": "paper",
                "text": f"<b>{'<br>'.join(wrap(name, 16))}</b>",
                "showarrow": False,
                "yanchor": "bottom",
            }
            for at, name in enumerate(view.columns)
        ],
        "xaxis": {**hidden, "range": [-0.5, len(view.columns) - 0.35]},
        "yaxis": {**hidden, "range": [-tallest + 0.4, 0.8]},
    }

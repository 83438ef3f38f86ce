"""Charts: one configuration for all of them, a caption, and never a way to a public cloud."""

from __future__ import annotations

from typing import Any, Final

import plotly.graph_objects as go
from dash import dcc, html
from dash.development.base_component import Component

from dashboards.components.attributes import hyphened

GRAPH_CONFIG: Final[Any] = {
    "displaylogo": False,
    "showSendToCloud": False,
    "displayModeBar": False,
    "responsive": True,
    "scrollZoom": False,
    "doubleClick": False,
}


def chart(id_: str, figure: go.Figure | dict[str, Any], caption: str, scrolls: str = "") -> Component:
    """Show a chart with its caption, in a place as high as it will be; its table stands beside it on the page.

    Where it scrolls inside its frame on a narrow screen, the frame has a name and can be reached by keyboard.
    """
    plain = figure.to_dict() if isinstance(figure, go.Figure) else figure
    layout = plain["layout"]
    least, high = layout.get("meta", {}).get("least_width"), layout.get("height")
    wide = {"minWidth": f"{least}px"} if least else {}
    graph = dcc.Graph(id=id_, figure=plain, config=GRAPH_CONFIG, className="chart", style=wide)
    named = hyphened(aria_label=scrolls) if scrolls else {}
    room = {"minHeight": f"{high}px"} if high else {}
    frame = html.Div(graph, className="chart-frame", tabIndex=0, role="group", style=room, **named)
    return html.Figure([frame, html.Figcaption(caption, className="quiet")])

"""Still pictures: a figure as SVG inside the page, so that it is there at once, prints, and loads nothing."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from typing import Any

from dash import html
from dash.development.base_component import Component

from dtors_network.out.svg import svg


def still(figure: Mapping[str, Any], said: str, name: str = "still") -> Component:
    """Show a figure as a picture that grows and shrinks with its place; ``said`` is what it shows, in words."""
    text = svg(figure, said)
    source = f"data:image/svg+xml;base64,{b64encode(text.encode()).decode()}"
    size = figure["layout"]
    return html.Img(src=source, alt=said, className=name, width=size["width"], height=size["height"])

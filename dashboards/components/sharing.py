"""Ways to take something away: a CSV file, or a link that shows the same again."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from dashboards.components.attributes import hyphened
from dashboards.state import State, write_state
from dtors_network.out.csv_text import named


def csv_link(name: str, state: State, label: str) -> Component:
    """Offer a page's download with the page's own parameters."""
    shown = state.but(gap="", view=state.view)
    file = named((state.area, name), "csv")
    return html.A(label, href=f"/download/{name}.csv{write_state(shown)}", className="button", download=file)


def copy_link(name: str, label: str = "Copy link to this view", search: str = "") -> Component:
    """Offer to copy an address: of the page as it stands, or with the parameters given."""
    return html.Button(
        label,
        id={"type": "copy-link", "name": name},
        className="button",
        type="button",
        n_clicks=0,
        **hyphened(data_search=search, data_copy=name),
    )

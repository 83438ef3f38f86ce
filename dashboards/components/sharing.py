"""Ways to take something away: a CSV file, or a link that shows the same again."""

from __future__ import annotations

import re

from dash import html
from dash.development.base_component import Component

from dashboards.components.attributes import hyphened
from dashboards.state import State, write_state


def file_of(area: str, name: str, ending: str = "csv") -> str:
    """Name a file after the area and what it holds, in letters that any header and disk takes.

    Examples
    --------
    >>> file_of("well_joined", "gaps"), file_of("Llŷn/9", "gaps")
    ('well_joined-gaps.csv', 'Ll-n-9-gaps.csv')
    """
    return f"{re.sub(r'[^0-9A-Za-z_]+', '-', area).strip('-') or 'area'}-{name}.{ending}"


def csv_link(name: str, state: State, label: str) -> Component:
    """Offer a page's download with the page's own parameters."""
    shown = state.but(gap="", view=state.view)
    return html.A(
        label, href=f"/download/{name}.csv{write_state(shown)}", className="button", download=file_of(state.area, name)
    )


def report_links(state: State) -> list[Component]:
    """Offer the report of an area, for everyone, whatever group a page shows."""
    said = {"html": "Report for a meeting (HTML)", "xlsx": "Report as a workbook (XLSX)"}
    return [
        html.A(
            words,
            href=f"/download/report.{ending}{write_state(State(area=state.area))}",
            className="button",
            download=file_of(state.area, "report", ending),
        )
        for ending, words in said.items()
    ]


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

"""Long tables: sent as data and built in the browser, since a component for every cell takes seconds to draw."""

from __future__ import annotations

from dash import dcc, html
from dash.development.base_component import Component

from dashboards.views.tables import Cell, Linked, Rows


def long_table(name: str, table: Rows) -> Component:
    """Show a table of any length.

    Parameters
    ----------
    name : str
        Its name on the page.
    table : Rows
        What to show.

    Returns
    -------
    Component
        The data, and the place where ``assets/tables.js`` builds a real table of it.
    """
    data = {
        "caption": table.caption,
        "heads": list(table.heads),
        "numbers": sorted(table.numbers),
        "rows": [[_sent(cell) for cell in row] for row in table.cells],
    }
    return html.Div(
        [
            dcc.Store(id={"type": "table-data", "name": name}, data=data),
            html.Div(id={"type": "table-place", "name": name}, className="table-place"),
        ]
    )


def _sent(cell: Cell) -> object:
    return {"words": cell.words, "href": cell.href} if isinstance(cell, Linked) else cell

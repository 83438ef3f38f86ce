"""Your own data: an area from a workbook or a zip of CSV files, for this session alone; a room of the holder."""

from __future__ import annotations

from typing import Any, Final

from dash import ClientsideFunction, Dash, Input, Output, dcc, html
from dash.development.base_component import Component

from dashboards.components.attributes import hyphened
from dashboards.library import Library
from dashboards.pages.page import Page, Part
from dashboards.rooms import serve_files, serve_room
from dashboards.state import State
from dashboards.uploads import MOST, STAYS
from dtors_network.editing.uploads import LARGEST

NAME: Final = "Your own data"
ROOM: Final = 1_000_000
"""Bytes beyond the largest file that are let in, so that the reader says that it is too large."""


def layout(library: Library, state: State) -> Component:
    """Lay out the page; ``assets/upload.js`` fills the place for the file."""
    start = {**library.uploads.listed(), "largest": LARGEST}
    return html.Div(
        [
            html.H1("Your own data"),
            html.P(
                "Open an area from one workbook (.xlsx), or from a zip of area.yaml and its CSV files, on every page "
                "of this dashboard."
            ),
            dcc.Store(id="upload-start", data=start),
            html.Div(id="upload-place", className="upload"),
            html.H2("What becomes of it"),
            html.Ul(
                [
                    html.Li("Its exact tables are in the memory of this dashboard, on this machine, and in no file."),
                    html.Li(
                        f"It is gone when the dashboard ends, {STAYS // 3600} hours after the upload, or as soon as "
                        f"you delete it. At most {MOST} areas stay at once."
                    ),
                    html.Li("Counts are put into blocks before any page shows them, as for every area."),
                    html.Li(
                        "Rows about single people do not belong here: columns that name people are refused, and other "
                        "files in a zip are not read. Count records with the command dtors-network count."
                    ),
                    html.Li(
                        "To change what your files hold, mend them and upload again, or open their folder in Edit."
                    ),
                ]
            ),
            html.Div(id="upload-built", **hyphened(aria_hidden="true")),
        ],
        className="page",
    )


def connect(app: Dash, library: Library) -> None:
    """Take files, delete what is not wanted any more, and let go what has expired."""
    uploads = library.uploads
    serve_files(app, library, "upload", LARGEST + ROOM, uploads.take)
    serve_room(app, library, "uploads", lambda asked: uploads.delete(asked.get("delete") if asked else None))
    app.server.before_request(uploads.sweep)
    clientside: Any = app.clientside_callback
    clientside(
        ClientsideFunction("upload", "start"), Output("upload-built", "className"), Input("upload-start", "data")
    )


PAGE: Final[Any] = Page(
    path="/upload",
    name=NAME,
    title=lambda library, state: NAME,
    layout=layout,
    status=lambda library, state: "Open an area from a file",
    connect=connect,
    part=Part.HOLDER,
    made_from=lambda library, state: State(),
)

"""Your own data: an area from a workbook or a zip of CSV files, for this session alone; a room of the holder."""

from __future__ import annotations

from typing import Any, Final

from dash import Dash, html
from dash.development.base_component import Component

from dashboards.components.uploading import connect_upload, connect_upload_place, upload_place
from dashboards.library import Library
from dashboards.pages.page import Page, Part
from dashboards.state import State
from dashboards.uploads import MOST, STAYS
from dtors_network.editing.uploads import LARGEST

NAME: Final = "Your own data"
WORDS: Final = {
    "accept": ".xlsx,.zip",
    "label": "Workbook (.xlsx) or zip of CSV files",
    "keep": "Keep only the tables of the area.",
    "open": "/?area=",
    "see": "Open it",
}


def layout(library: Library, state: State) -> Component:
    """Lay out the page."""
    return html.Div(
        [
            html.H1("Your own data"),
            html.P(
                "Open an area from one workbook (.xlsx), or from a zip of area.yaml and its CSV files, on every page "
                "of this dashboard."
            ),
            *upload_place(library.uploads, "upload", LARGEST, WORDS),
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
        ],
        className="page",
    )


def connect(app: Dash, library: Library) -> None:
    """Take areas, and fill the place for a file on this page and on any other."""
    connect_upload(app, library, library.uploads, "upload", LARGEST)
    connect_upload_place(app)


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

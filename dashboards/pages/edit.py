"""Edit: every table of an area on disk as a grid; a room of the holder."""

from __future__ import annotations

from typing import Any, Final

from dash import ClientsideFunction, Dash, Input, Output, dcc, html
from dash.development.base_component import Component

from dashboards.components.attributes import hyphened
from dashboards.edit_desk import EditDesk
from dashboards.library import Library
from dashboards.pages.page import Page, Part
from dashboards.rooms import serve_room
from dashboards.state import State

NAME: Final = "Edit"
KEYS: Final = (
    ("Arrow keys", "move; with Shift they select a block"),
    ("Enter, F2 or typing", "change the cell; Enter again takes it, Escape leaves it as it was"),
    ("Alt and down", "open the list of a cell that has one"),
    ("Ctrl and C, Ctrl and V", "copy and paste a block, from and to Excel"),
    ("Ctrl and Z, Ctrl and Y", "undo and redo"),
    ("Delete", "clear what is selected"),
    ("Ctrl and S", "save"),
    ("F8", "go to the next cell that is to be mended"),
)


def layout(library: Library, state: State) -> Component:
    """Lay out the place for the grid; ``assets/edit.js`` fills it."""
    names = editable(library)
    if not names:
        return _nothing_to_edit()
    chosen = state.area if state.area in names else next(iter(names))
    start = {"areas": names, "area": chosen, "shown": [*library.areas]}
    return html.Div(
        [
            html.H1("Edit"),
            html.P(
                "Each table of the area as it stands in its files. What you change is kept on this machine at once, "
                "and written to the files when you save; what was there before is kept as a version."
            ),
            dcc.Store(id="edit-start", data=start),
            html.Div(html.P("Loading the tables …"), id="edit-place", className="edit"),
            html.Details(
                [html.Summary("Keys"), html.Dl([one for key, does in KEYS for one in (html.Dt(key), html.Dd(does))])],
                className="edit-keys",
            ),
            html.Div(id="edit-built", **hyphened(aria_hidden="true")),
        ],
        className="page page-wide",
    )


def editable(library: Library) -> dict[str, str]:
    """Name the areas that can be edited: a user's own, on disk; those that could not be read yet too."""
    return {name: library.areas[name].name if name in library.areas else name for name in library.edit_desk.places()}


def _nothing_to_edit() -> Component:
    return html.Div(
        [
            html.H1("Edit"),
            html.P("None of the open areas is your own: illustrative ones are not edited. Start with one of yours:"),
            html.Pre("dtors-network new my-area\ndtors-network dashboard my-area --holder", tabIndex=0),
        ],
        className="page",
    )


def connect(app: Dash, library: Library) -> None:
    """Answer what the grid asks for, and begin it once the page is there."""
    desk: EditDesk = library.edit_desk
    serve_room(app, library, "edit", desk.answer)
    clientside: Any = app.clientside_callback
    clientside(ClientsideFunction("edit", "start"), Output("edit-built", "className"), Input("edit-start", "data"))


PAGE: Final[Any] = Page(
    path="/edit",
    name=NAME,
    title=lambda library, state: NAME,
    layout=layout,
    status=lambda library, state: "Every table of the area as a grid",
    connect=connect,
    part=Part.HOLDER,
    made_from=lambda library, state: State(area=state.area),
)

"""Begin: from nothing to a first map, task by task; a room of the holder of the data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from dash import ClientsideFunction, Dash, Input, Output, dcc, html
from dash.dependencies import MATCH
from dash.development.base_component import Component

from dashboards.begin_desk import BeginDesk
from dashboards.begin_server import connect_desk
from dashboards.components.begin_tasks import PLACES, tasks, told
from dashboards.components.messages import fault_list
from dashboards.components.tables import sheet_table
from dashboards.library import Library
from dashboards.pages.page import Page, Part
from dashboards.state import State, write_state
from dtors_network.accounts.beginning import begin_account
from dtors_network.beginning.begun import Begun
from dtors_network.beginning.steps import TITLES
from dtors_network.errors import InputError

NAME: Final = "Begin"


def layout(library: Library, state: State) -> Component:
    """Lay out the tasks, or the one that is chosen."""
    try:
        begun = BeginDesk(library).begun(state.area) if state.area else None
    except InputError as error:
        return _page(f"{NAME}: this area", [*fault_list(error.faults), *_where_else(library)])
    if begun is None and library.begins is None:
        return _page(NAME, _where_else(library))
    view = state.view or ("area" if begun is None else "")
    if view == "area" or begun is None:
        return _page("Choose the authority and the reference", _of_area(library, begun, state), state)
    if not view:
        return _page(f"{NAME}: {begun.area.name}", tasks(begun, state))
    return _page(f"{TITLES[view]}: {begun.area.name}", _task(library, begun, state), state)


def _page(heading: str, content: Any, state: State | None = None) -> Component:
    back = [html.P(dcc.Link("All tasks", href=PATH + write_state(state.but(view=""))))] if state else []
    return html.Div([html.H1(heading), *back, *content], className="page page-begin")


def _of_area(library: Library, begun: Begun | None, state: State) -> Iterator[Component]:
    yield from told(begun, "area")
    if begun is not None:
        yield html.P(f"This folder is begun: {library.places[begun.area.id]}. Another area begins in another folder.")
        return
    yield html.P(f"The area is made in the folder {library.begins}. Nothing leaves this machine.")
    yield from PLACES["open"](None)


def _task(library: Library, begun: Begun, state: State) -> Iterator[Component]:
    yield from told(begun, state.view)
    if state.view == "services":
        for name in ("bring", "candidates", "alike", "add", "routes", "complete"):
            yield from PLACES[name](begun)
    elif state.view in ("partners", "counts"):
        yield from PLACES[state.view](begun)
    else:
        account = begin_account(begun, library.gaps(begun.area.id))
        for sheet in map(account.sheet, ("findings", "open") if state.view == "findings" else ("ask",)):
            yield html.H2(sheet.title)
            yield from sheet_table(sheet)
        kept = write_state(State(area=begun.area.id))
        paths = FURTHER[state.view]
        yield html.Ul([html.Li(dcc.Link(words, href=path + kept)) for path, words in paths])
    yield _next(state)


def _next(state: State) -> Component:
    order = list(TITLES)
    at = order.index(state.view) + 1
    if at == len(order):
        return html.P(dcc.Link("Back to all tasks", href=PATH + write_state(state.but(view=""))))
    words = f"Next: {TITLES[order[at]].lower()}"
    link = dcc.Link(words, href=PATH + write_state(state.but(view=order[at])), className="button")
    return html.P(link, className="begin-next")


def _where_else(library: Library) -> Iterator[Component]:
    """Say how to begin, and which open areas can be gone on with."""
    yield html.P("A first map begins in a new folder. Start the dashboard with one:")
    yield html.Pre("dtors-network dashboard my-area --holder", tabIndex=0)
    own = [id_ for id_, place in library.places.items() if not place.suffix]
    if own:
        links = [html.Li(dcc.Link(library.areas[id_].name, href=PATH + write_state(State(area=id_)))) for id_ in own]
        yield html.P("Or go on with one that is open:")
        yield html.Ul(links)


def connect(app: Dash, library: Library) -> None:
    """Build grids in the browser, and take what they send."""
    connect_desk(app, BeginDesk(library))
    clientside: Any = app.clientside_callback
    clientside(
        ClientsideFunction("begin", "build"),
        Output({"type": "begin-place", "name": MATCH}, "className"),
        Input({"type": "begin-data", "name": MATCH}, "data"),
    )


def title(library: Library, state: State) -> str:
    """Name the window."""
    area = f": {library.areas[state.area].name}" if state.area else ""
    return f"{TITLES.get(state.view, NAME)}{area}"


def status(library: Library, state: State) -> str:
    """Say what is now shown."""
    return TITLES.get(state.view, "The tasks of a first map")


PATH: Final = "/begin"
FURTHER: Final = {
    "findings": (("/gaps", "All findings"), ("/map", "The map"), ("/hidden", "What others would see")),
    "ask": (
        ("/rounds", "Write forms for the services: a first round of questions"),
        ("/edit", "Every table, to be edited"),
        ("/map", "The map"),
    ),
}
"""Where to go on from a task that shows what was found."""

PAGE: Final[Any] = Page(
    path=PATH,
    name=NAME,
    title=title,
    layout=layout,
    status=status,
    views=tuple(TITLES),
    connect=connect,
    part=Part.HOLDER,
)

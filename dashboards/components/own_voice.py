"""Is this right? What a service says of itself, written by the holder as a voice of that service; never an answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, Final

import dash_mantine_components as dmc
from dash import Dash, Input, Output, html
from dash import State as Given
from dash.development.base_component import Component
from flask import abort, request

from dashboards.components.messages import fault_list
from dashboards.library import Library
from dashboards.security import LOOPBACK
from dashboards.state import State, read_state
from dtors_network.accounts.words import SAID, group_name, service_options
from dtors_network.editing.own_voice import Voice, write_voices
from dtors_network.errors import InputError
from dtors_network.model.vocabulary import EVERYONE, Accepts, Says

ABOUT, WORD, WRITE, WRITTEN = "voice-about", "voice-word", "voice-write", "voice-written"
SEPARATOR: Final = "|"
ROOM: Final = (
    "For the holder of the data. What a service says here is written into the area's tables as a voice of that "
    "service, with the day and no name, and counts at once. It is no answer: a meeting settles."
)
SEE: Final = "Show this page as it stands now"
TAKES: Final = {
    Accepts.YES: "takes them",
    Accepts.AFTER_ASSESSMENT: "takes them after an assessment",
    Accepts.NO: "does not take them",
    Accepts.UNKNOWN: "does not know",
}


def is_open(library: Library, area: str) -> bool:
    """Tell whether the holder may write here: the exact view is on, and the area has files of its own."""
    return library.holder and library.exact and area in library.edit_desk.places()


def voice_form(library: Library, state: State) -> Iterator[Component]:
    """Offer to say what is not right; to others only whom to tell."""
    yield html.H2("Is this right?")
    if not is_open(library, state.area):
        yield html.P("If something here is wrong, tell whoever holds the data: it becomes a voice of your service.")
        return
    yield html.P(ROOM, className="message message-note")
    yield html.Div(
        [
            _select(ABOUT, "What is wrong?", _abouts(library, state)),
            _select(WORD, "What is so?", [*_words()]),
            html.Button("Write it as a voice of this service", id=WRITE, type="button", n_clicks=0, className="button"),
        ],
        className="choosers",
    )
    yield html.Div(id=WRITTEN, role="status")


def _select(id_: str, label: str, options: Sequence[tuple[str, str]]) -> Component:
    select: Component = dmc.Select(
        id=id_,
        label=label,
        data=[{"value": value, "label": words} for value, words in options],
        searchable=True,
        withScrollArea=False,
        comboboxProps={"withinPortal": False, "transitionProps": {"duration": 0}},
        className="chooser",
        maw="100%",
        size="md",
    )
    return select


def _abouts(library: Library, state: State) -> list[tuple[str, str]]:
    area = library.area(state.area)
    others = service_options(area, [one for one in area.service if one != state.service])
    groups = [code for code in area.codebook.group if code != EVERYONE]
    return [
        *((f"sends{SEPARATOR}{one}", f"We refer people on to {words}") for one, words in others),
        *((f"receives{SEPARATOR}{one}", f"People are referred to us by {words}") for one, words in others),
        *((f"accepts{SEPARATOR}{one}", f"Whether we take: {group_name(area, one)}") for one in groups),
    ]


def _words() -> Iterator[tuple[str, str]]:
    for says in Says:
        yield says.value, f"Of a link: {SAID[says]}"
    for takes, words in TAKES.items():
        yield takes.value, f"Of a group: our service {words}"


def connect_voice(app: Dash, library: Library, views: Sequence[str]) -> None:
    """Write what was said, on this machine and by its holder alone."""

    @app.callback(  # type: ignore[misc, untyped-decorator, unused-ignore]
        Output(WRITTEN, "children"),
        Input(WRITE, "n_clicks"),
        Given(ABOUT, "value"),
        Given(WORD, "value"),
        Given("location", "search"),
        prevent_initial_call=True,
    )
    def _write(clicks: object, about: object, word: object, search: object) -> Any:
        if not clicks:
            return []
        if request.remote_addr not in LOOPBACK or not library.holder:
            abort(403, "What a service says is written on this machine alone.")
        return written(library, views, about, word, search)


def written(library: Library, views: Sequence[str], about: object, word: object, search: object) -> list[Component]:
    """Write a voice into the area's files; nothing that a client sent is trusted."""
    try:
        state = read_state(search, library, views)
        if not is_open(library, state.area) or not state.service:
            return [html.P("Nothing was written: turn to exact counts first.", className="message message-fault")]
        kind, _, of = str(about or "").partition(SEPARATOR)
        now, path = datetime.now().astimezone(), library.places[state.area]
        kept = write_voices(path, state.service, [Voice(kind, of, str(word or ""))], now)
        library.own(state.area)
    except InputError as error:
        return fault_list(error.faults)
    told = f"Written as a voice of this service; it counts from now on. {kept} "
    return [html.P([told, html.A(SEE, href=str(search))], className="message")]

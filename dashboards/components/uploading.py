"""The place on a page where the holder gives a file, which ``assets/upload.js`` fills."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from dash import ClientsideFunction, Dash, Input, Output, dcc, html
from dash.development.base_component import Component

from dashboards.components.attributes import hyphened
from dashboards.library import Library
from dashboards.rooms import serve_files, serve_room
from dashboards.uploads import Stays

ROOM: Final = 1_000_000
"""Bytes beyond the largest file that are let in, so that the reader says that it is too large."""


def upload_place(stays: Stays, name: str, largest: int, words: Mapping[str, str]) -> list[Component]:
    """Give the place for a file, with what was uploaded before and until when it stays.

    ``name`` is the last part of the address that takes a file; the one that deletes has an s. The words are ``accept``
    and ``label`` of the file; ``keep``, what to keep where it is larger than ``largest`` bytes; ``open``, the address
    at which an upload is seen, its name after it where that ends in ``=``; ``see``, what that link says.
    """
    start: dict[str, Any] = {**stays.listed(), "largest": largest, "name": name, **words}
    return [
        dcc.Store(id="upload-start", data=start),
        html.Div(id="upload-place", className="upload"),
        html.Div(id="upload-built", **hyphened(aria_hidden="true")),
    ]


def connect_upload(app: Dash, library: Library, stays: Any, name: str, largest: int) -> None:
    """Take files, delete what is not wanted any more, and let go what has expired."""
    serve_files(app, library, name, largest + ROOM, stays.take)
    serve_room(app, library, f"{name}s", lambda asked: stays.delete(asked.get("delete") if asked else None))
    app.server.before_request(stays.sweep)


def connect_upload_place(app: Dash) -> None:
    """Have the place filled on whichever page has one."""
    clientside: Any = app.clientside_callback
    clientside(
        ClientsideFunction("upload", "start"), Output("upload-built", "className"), Input("upload-start", "data")
    )

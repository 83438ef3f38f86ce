"""What rooms of the holder answer to: pages of this dashboard in a browser on this machine, and nobody else."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from dash import Dash
from flask import Response, abort, request

from dashboards.callbacks import read_body
from dashboards.library import Library
from dashboards.security import LOOPBACK
from dtors_network.accounts.words import capital
from dtors_network.errors import InputError, gathered

KIND = "application/json"


def serve_room(app: Dash, library: Library, name: str, answer: Callable[[Any], dict[str, Any]]) -> None:
    """Answer what a page of the holder's asks for, at an address of its own.

    A page elsewhere cannot ask: a browser lets it send JSON only after it was allowed to, and nobody is. ``answer`` is
    given what was sent, read as JSON, and gives what is sent back; what is wrong it raises.
    """

    def _answer() -> Response:
        only_holder(library)
        if request.mimetype != KIND:
            abort(415, "This is not what the page sends.")
        return answered(lambda: answer(read_body(request.get_data())))

    app.server.add_url_rule(f"/holder/{name}", f"holder-{name}", _answer, methods=["POST"])


def only_holder(library: Library) -> None:
    """Refuse whoever does not ask from a page of this dashboard on this machine."""
    elsewhere = request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin"
    if not library.holder or request.remote_addr not in LOOPBACK or elsewhere:
        abort(403, "This is for the holder of the data, on this machine alone.")


def answered(make: Callable[[], dict[str, Any]]) -> Response:
    """Send what was made, or what is wrong."""
    try:
        told, status = make(), 200
    except InputError as error:
        told, status = {"wrong": [_told(str(fault)) for fault in gathered(error.faults)]}, 422
    return Response(json.dumps(told), status=status, content_type=KIND)


def _told(text: str) -> str:
    return capital(text) + ("" if text.endswith((".", "?")) else ".")


def serve_files(
    app: Dash, library: Library, name: str, largest: int, answer: Callable[[str, bytes], dict[str, Any]]
) -> None:
    """Take a file that a page of the holder's sends, as it is, to an address of its own.

    A larger one than ``largest`` bytes is not read to its end.
    """

    def _answer() -> Response:
        only_holder(library)
        if request.mimetype != "application/octet-stream":
            abort(415, "This is not what the page sends.")
        request.max_content_length = largest
        content = request.get_data()
        return answered(lambda: answer(request.args.get("name", "")[:200], content))

    app.server.add_url_rule(f"/holder/{name}", f"holder-{name}", _answer, methods=["POST"])

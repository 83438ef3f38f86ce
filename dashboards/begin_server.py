"""The addresses that the page Begin sends to: from this machine, from a page of this dashboard, and within bounds."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any, Final

from dash import Dash
from flask import Response, abort, request

from dashboards.begin_desk import Answer, BeginDesk
from dashboards.callbacks import read_body
from dashboards.rooms import only_holder
from dtors_network.accounts.words import capital
from dtors_network.errors import Fault, InputError, gathered
from dtors_network.exchange.side_table import CANDIDATES

DO: Final = "/begin/do"
BRING: Final = "/begin/bring"
HEADER: Final = "X-Begin"
"""A page of another server cannot send it without being asked first, and is never answered."""

LARGEST: Final = 64_000_000
"""Bytes of a file that is brought; the readers have narrower bounds of their own."""


def connect_desk(app: Dash, desk: BeginDesk) -> None:
    """Let the page Begin send what is decided, and files."""
    server = app.server

    def _do() -> Response:
        _only_here(desk)
        given = read_body(request.get_data())
        return _answered(lambda: desk.do(given if isinstance(given, dict) else {}))

    def _bring() -> Response:
        _only_here(desk)
        request.max_content_length = LARGEST
        name = PurePosixPath(PureWindowsPath(request.args.get("name", "")).name).name[:120].lstrip(".")
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / (name or "file")
            with file.open("wb") as out:
                while piece := request.stream.read(1_000_000):
                    out.write(piece)
            return _answered(lambda: desk.bring(request.args.get("area", ""), file))

    server.add_url_rule(DO, "begin-do", _do, methods=["POST"])
    server.add_url_rule(BRING, "begin-bring", _bring, methods=["POST"])


def _only_here(desk: BeginDesk) -> None:
    """Refuse whoever may not be in a room of the holder, or comes from another page."""
    only_holder(desk.library)
    if request.headers.get(HEADER) != "1":
        abort(403, "An area is changed from a page of this dashboard alone.")


def _answered(do: Callable[[], Answer]) -> Response:
    try:
        answer = do()
        told: dict[str, Any] = {"ok": True, "said": answer.said, "anew": answer.anew, "search": answer.search}
        told |= {"notes": list(answer.notes), "so_far": dict(answer.so_far)}
    except InputError as error:
        told = {"ok": False, "faults": [_fault(one) for one in gathered(error.faults)]}
    return Response(json.dumps(told), content_type="application/json")


def _fault(one: Fault) -> dict[str, str]:
    """Say a fault beside its cell: where it is stands there already, unless it is in a file of somebody else."""
    own = one.file == f"{CANDIDATES}.csv"
    text = str(replace(one, file="", row=None, column="") if own else one)
    return {"column": one.column, "text": capital(text)}

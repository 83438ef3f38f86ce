"""What the page Rounds asks for: a round to be opened, replies to be looked at and taken in, forms to be sent out."""

from __future__ import annotations

from base64 import b64decode
from binascii import Error as NotBase64
from datetime import date
from typing import Any, Final

from dash import Dash
from flask import Response, abort, request

from dashboards.components.sharing import file_of
from dashboards.library import Library
from dashboards.rooms import only_holder, serve_room
from dtors_network.accounts.account import Account
from dtors_network.errors import Fault, InputError

MOST_FILES: Final = 500
SHOWN: Final = 60
"""Rows of a table that are sent at once."""
Told = dict[str, Any]


def connect_room(app: Dash, library: Library) -> None:
    """Answer what the page asks for, on this machine and to its holder alone."""
    serve_room(app, library, "rounds", lambda asked: answer(library, asked))

    def _forms() -> Response:
        only_holder(library)
        area = request.args.get("area", "")
        if area not in library.areas:
            abort(404, "There is no such area here.")
        try:
            name, content = library.rounds_desk.forms(area)
        except InputError as error:
            abort(404, str(error))
        told = {"Content-Disposition": f'attachment; filename="{file_of(name, "forms", "zip")}"'}
        return Response(content, content_type="application/zip", headers=told)

    app.server.add_url_rule("/holder/forms.zip", "holder-forms", _forms)


def answer(library: Library, asked: Any) -> Told:
    """Do what was asked for; nothing that was sent is trusted.

    Asked are ``area``, ``do`` (``open``, ``try`` or ``take``), and what that needs; said are ``lines``, and ``tables``
    with their heads and rows. What cannot be done is refused, and then nothing was.
    """
    asked = asked if isinstance(asked, dict) else {}
    area, do = asked.get("area"), asked.get("do")
    if not isinstance(area, str) or area not in library.areas:
        raise InputError([Fault("there is no such area here", "Load the page again")])
    desk = library.rounds_desk
    if do == "open":
        return {"lines": [desk.open(area, _day(asked.get("closes")), _most(asked.get("most")))], "tables": []}
    if do in ("try", "take"):
        return _told(desk.replies(area, _files(asked.get("files")), dry_run=do == "try"))
    raise InputError([Fault("nothing can be done so", "Load the page again")])


def _told(account: Account) -> Told:
    tables = [
        {"title": sheet.title, "heads": list(sheet.heads), "rows": [list(row) for row in sheet.words(SHOWN)]}
        for sheet in account.sheets
        if sheet.items
    ]
    return {"lines": [account.headline, *account.sentences], "tables": tables}


def _day(given: Any) -> date | None:
    if given in (None, ""):
        return None
    try:
        return date.fromisoformat(given)
    except (TypeError, ValueError):
        raise InputError([Fault("this is no date", "Choose the day by which replies are asked for")]) from None


def _most(given: Any) -> int:
    if isinstance(given, int) and not isinstance(given, bool) and 1 <= given <= 50:
        return given
    raise InputError([Fault("this is no number from 1 to 50", "Say how many questions matter at most")])


def _files(given: Any) -> list[tuple[str, bytes]]:
    """Read the files that were sent: their names, and what they hold in base 64."""
    files = given if isinstance(given, list) else []
    if not files or len(files) > MOST_FILES:
        raise InputError([Fault("no file was chosen, or too many", f"Choose 1 to {MOST_FILES} files")])
    try:
        return [(str(one["name"])[:200], b64decode(one["content"], validate=True)) for one in files]
    except (KeyError, TypeError, ValueError, NotBase64):
        raise InputError([Fault("these files cannot be read", "Choose them again")]) from None

"""Headers, hosts and faults: nothing is loaded from elsewhere, and nothing is told to elsewhere."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Final
from urllib.parse import quote

from dash import Dash
from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException, ServiceUnavailable

from dashboards.callbacks import is_callback, read_body

LARGEST: Final = 1_000_000
"""Bytes that a request may have; the pages send a few hundred."""

LONGEST_PATH: Final = 200
CALLBACK: Final = "/_dash-update-component"
REFUSED: Final = logging.getLogger("dashboards.refused")
"""Is told one line of each request that was not answered: its status and its path, and nothing else of it."""

REFUSED.addHandler(logging.NullHandler())
LOOPBACK: Final = ("127.0.0.1", "::1")
HOSTS: Final = ("127.0.0.1", "localhost", "[::1]")
HEADERS: Final = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


def policy(script_hashes: Sequence[str]) -> str:
    """Write the content security policy: everything from this server, and no script that is not known.

    Examples
    --------
    >>> policy(["'sha256-x'"]).split("; ")[1]
    "script-src 'self' 'sha256-x'"
    """
    rules = {
        "default-src": "'self'",
        "script-src": " ".join(["'self'", *script_hashes]),
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "font-src": "'self' data:",
        "connect-src": "'self'",
        "worker-src": "'self' blob:",
        "object-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def secure(app: Dash, hosts: tuple[str, ...] = HOSTS) -> None:
    """Put the headers on every response, answer only to known names and callbacks, and keep faults in the log.

    A page elsewhere that points a name of its own at this machine gets nothing: ``hosts`` are the names that are
    answered.
    """
    server: Flask = app.server
    server.config["MAX_CONTENT_LENGTH"] = LARGEST

    @server.before_request
    def _known_host() -> Response | None:
        name = request.host.rpartition(":")[0] if request.host.rpartition(":")[2].isdigit() else request.host
        return None if name in hosts else _plain(f"The dashboard does not answer to the name {name[:80]!r}.", 421)

    @server.before_request
    def _known_callback() -> Response | None:
        if request.path != CALLBACK or request.method != "POST":
            return None
        fits = is_callback(read_body(request.get_data()), app.callback_map)
        return None if fits else _plain("This is no callback of the dashboard.", 400)

    @server.after_request
    def _headers(response: Response) -> Response:
        if response.status_code >= 400:
            REFUSED.warning("%s %s", response.status_code, quote(request.path[:LONGEST_PATH], errors="replace"))
        response.headers.update(HEADERS)
        # Taken per response: Dash adds scripts of its own until the first page is made.
        response.headers["Content-Security-Policy"] = policy(app.csp_hashes())
        if not response.headers.get("Cache-Control"):
            response.headers["Cache-Control"] = "no-store"
        return response

    @server.errorhandler(Exception)
    def _fault(error: Exception) -> Response:
        if isinstance(error, HTTPException):
            answer = _plain(error.description or error.name, error.code or 500)
            if isinstance(error, ServiceUnavailable) and error.retry_after:
                answer.headers["Retry-After"] = str(error.retry_after)
            return answer
        server.logger.error("A request could not be answered", exc_info=error)
        return _plain("The request could not be answered. The fault was written to the log of the dashboard.", 500)


def _plain(text: str, code: int) -> Response:
    return Response(text, status=code, content_type="text/plain; charset=utf-8")

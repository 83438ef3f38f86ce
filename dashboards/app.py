"""Make the dashboard: pages over areas, as one Dash app with its security and its downloads."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Final

from dash import Dash
from flask import Response, abort, request
from flask_compress import Compress

from dashboards import frame
from dashboards.components.sharing import file_of
from dashboards.library import Library
from dashboards.pages.page import Download, Page
from dashboards.pages.registry import PAGES
from dashboards.security import CALLBACK, LOOPBACK, secure
from dashboards.state import State, read_state
from dtors_network.accounts.paper import Paper
from dtors_network.disclosure import Profile
from dtors_network.errors import InputError
from dtors_network.model.area import Area
from dtors_network.out.calendar import calendar_text
from dtors_network.out.html import html
from dtors_network.out.minutes import pack_workbook
from dtors_network.out.xlsx import workbook

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HTML: Final = "text/html; charset=utf-8"
Make = Callable[[Library, State], bytes]
FILES: Final[tuple[tuple[str, str, str, Make], ...]] = (
    ("report", "html", HTML, lambda library, state: html(library.report(state.area)).encode()),
    ("report", "xlsx", XLSX, lambda library, state: _book(library.report(state.area))),
    ("pack", "html", HTML, lambda library, state: html(library.pack(state.area)).encode()),
    (
        "pack",
        "xlsx",
        XLSX,
        lambda library, state: pack_workbook(library.pack(state.area), library.area(state.area).codebook),
    ),
    (
        "actions",
        "ics",
        "text/calendar; charset=utf-8",
        lambda library, state: calendar_text(library.actions(state.area)).encode(),
    ),
)
"""What can be downloaded beside the tables of pages: its name, ending and type, and what makes it."""


def _book(paper: Paper) -> bytes:
    return workbook(paper.accounts, paper.facts)


def create_app(
    areas: Sequence[Area],
    profile: Profile = Profile.NDTMS,
    pages: Sequence[Page] = PAGES,
    against: Sequence[Area] = (),
    holder: bool = False,
    places: Mapping[str, Path] = MappingProxyType({}),
    begins: Path | None = None,
) -> Dash:
    """Make the dashboard.

    Parameters
    ----------
    areas : sequence of Area
        The areas to show; the first is shown first.
    profile : Profile
        The disclosure profile of every number of people; anything but the default is marked on every page.
    pages : sequence of Page
        The pages; all of them where left out.
    against : sequence of Area
        Areas whose losses, taken together, those of the others are held against.
    holder : bool
        Whether the switch of the holder's view is there, for whoever calls from this machine.
    places : mapping of str to Path
        Where areas were read, by id: what is downloaded is registered there.
    begins : Path or None
        The folder in which a first map is to be begun.

    Returns
    -------
    Dash
        The app, to be served by ``dashboards.server.serve`` or any WSGI server.

    Examples
    --------
    >>> from dtors_network.examples import small_area
    >>> create_app([small_area()]).server.test_client().get("/health").text
    'OK'
    """
    library = Library(areas, profile, against, holder=holder, places=places, begins=begins)
    pages = [page for page in pages if holder or not page.holder]
    app = Dash(
        __name__,
        assets_folder="assets",
        assets_ignore="plotly-basic",  # fetched by assets/charts.js
        index_string=frame.INDEX,
        title="Gaps between drug-treatment services",
        update_title="",
        serve_locally=True,
        suppress_callback_exceptions=True,
        health_endpoint="health",
    )
    laid_out = partial(frame.frame, library, pages)
    app.layout = laid_out if holder else laid_out()  # the switch says what it does
    frame.connect(app, library, pages)
    for page in pages:
        page.connect(app, library)
    _serve_downloads(app, library, pages)
    app.server.config.update(COMPRESS_ALGORITHM=["br", "gzip"], COMPRESS_MIN_SIZE=500)
    Compress(app.server)
    app.server.after_request(_whole)  # runs before what was registered earlier
    app.server.after_request(_stays)
    secure(app)
    app.server.before_request(lambda: _look(library))
    app.server.extensions["dtors_library"] = library
    return app


def _look(library: Library) -> None:
    """Let a screen on this machine show what the switch says; a file is never made from exact counts by it."""
    screen = request.path == CALLBACK and request.remote_addr in LOOPBACK
    library.look(screen)


def _whole(response: Response) -> Response:
    """Read files whole before they are compressed: as a stream they would be left open."""
    if response.is_streamed and response.mimetype in ("text/css", "text/javascript", "application/javascript"):
        response.direct_passthrough = False
        response.get_data()
    return response


def _stays(response: Response) -> Response:
    """Let a browser keep our scripts and styles: their address says which version they are."""
    if request.path.startswith("/assets/") and "m" in request.args:
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


def _serve_downloads(app: Dash, library: Library, pages: Sequence[Page]) -> None:
    made = {name: (page, make) for page in pages for name, make in page.downloads.items()}

    def _download(name: str) -> Response:
        if name not in made:
            abort(404, f"There is no file {name[:80]!r}.")
        page, make = made[name]
        text = partial(_csv, make)
        return _given_out(library, page, text, name, "csv", "text/csv; charset=utf-8")

    app.server.add_url_rule("/download/<name>.csv", "download", _download)
    for name, ending, kind, make in FILES:
        given = partial(_given_out, library, None, make, name, ending, kind)
        app.server.add_url_rule(f"/download/{name}.{ending}", f"{name}-{ending}", given)


def _csv(make: Download, library: Library, state: State) -> bytes:
    return ("\ufeff" + make(library, state)).encode()


def _given_out(
    library: Library, page: Page | None, make: Callable[[Library, State], bytes], name: str, ending: str, kind: str
) -> Response:
    """Make a file of what an address shows, register that it leaves, and send it."""
    try:
        views, at_once = (page.views, page.at_once) if page else ((), True)
        search = request.query_string.decode("utf-8", "replace")
        state = read_state(search, library, views, at_once=at_once)
        content = make(library, state) if state.area else b""
        note = library.given_out(state.area, "pack" if name == "pack" else "download") if state.area else ""
    except InputError as error:
        abort(400, str(error))
    if not state.area:
        abort(404, "No area is open.")
    if note:
        sys.stderr.write(f"warning: {state.area}: {note}\n")
    named = f'attachment; filename="{file_of(state.area, name, ending)}"'
    return Response(content, content_type=kind, headers={"Content-Disposition": named})

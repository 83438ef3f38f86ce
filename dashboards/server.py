"""Serve the dashboard on this machine alone, with a server that runs everywhere."""

from __future__ import annotations

import logging
import os
import select
import socket
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from logging.handlers import RotatingFileHandler
from pathlib import Path
from threading import Thread
from types import MappingProxyType
from typing import Any, Final

from dash import Dash
from waitress import create_server

from dashboards.app import create_app
from dashboards.security import REFUSED
from dtors_network.area_files.state_folder import state_folder
from dtors_network.disclosure import Profile
from dtors_network.errors import Fault, InputError
from dtors_network.model.area import Area

HOST: Final = "127.0.0.1"
PORT: Final = 8050
TRIES: Final = 50
THREADS: Final = 8
CONNECTIONS: Final = 900 if hasattr(select, "poll") else 400
"""Connections at once: far more than half-open ones can fill within ``SILENT`` seconds; select on Windows takes 512."""

SILENT: Final = 15
"""Seconds after which a connection on which nothing comes is closed."""

LOG_BYTES: Final = 200_000


def serve(
    areas: Sequence[Area],
    profile: Profile = Profile.NDTMS,
    port: int = PORT,
    against: Sequence[Area] = (),
    holder: bool = False,
    places: Mapping[str, Path] = MappingProxyType({}),
    begins: Path | None = None,
) -> None:
    """Serve the dashboard until it is interrupted, and print its address.

    Parameters
    ----------
    areas : sequence of Area
        The areas to show.
    profile : Profile
        The disclosure profile.
    port : int
        The port to try first; if it is taken, the next free one is used.
    against : sequence of Area
        Areas whose losses, taken together, those of the others are held against.
    holder : bool
        Whether exact counts may be looked at too, by a switch; this machine alone is served in any case.
    places : mapping of str to Path
        Where areas were read, by id: what is downloaded of a user's own is registered there.
    begins : Path or None
        The folder in which a first map is to be begun.
    """
    app = create_app(areas, profile, against=against, holder=holder, places=places, begins=begins)
    library = app.server.extensions["dtors_library"]
    listening = free_socket(port)
    server = server_of(app, listening)
    library.work_apart()
    Thread(target=library.warm, daemon=True).start()
    sys.stdout.write(f"The dashboard is at http://{HOST}:{listening.getsockname()[1]} (stop it with Ctrl+C)\n")
    sys.stdout.flush()
    try:
        with refusals_written(state_folder()):
            server.run()
    except KeyboardInterrupt:
        pass
    finally:
        server.close()
        if library.pool is not None:
            library.pool.close()


def server_of(app: Dash, listening: socket.socket) -> Any:
    """Make the server: many connections, of which the silent are closed soon, and few threads that answer."""
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # a line for every request that waits a moment
    return create_server(
        app.server,
        sockets=[listening],
        threads=THREADS,
        connection_limit=CONNECTIONS,
        channel_timeout=SILENT,
        cleanup_interval=SILENT // 3,
        asyncore_use_poll=hasattr(select, "poll"),
    )


@contextmanager
def refusals_written(folder: Path) -> Iterator[None]:
    """Write requests that were not answered to ``dashboard.log``: time, status and path, in two files at most.

    Where the folder cannot be written nothing is: the dashboard serves all the same.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(folder / "dashboard.log", maxBytes=LOG_BYTES, backupCount=1, encoding="utf-8")
    except OSError:
        yield
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    propagates, REFUSED.propagate = REFUSED.propagate, False
    REFUSED.addHandler(handler)
    try:
        yield
    finally:
        REFUSED.removeHandler(handler)
        REFUSED.propagate = propagates
        handler.close()


def free_socket(port: int) -> socket.socket:
    """Take the first free port from ``port`` on; it is held from then on, so that nobody can take it between.

    Refused where fifty ports in a row are taken.
    """
    for tried in range(port, min(port + TRIES, 65536)):
        listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        if os.name != "nt":  # on Windows this option would let two servers share a port
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((HOST, tried))
            return listening
        except OSError:
            listening.close()
    raise InputError([Fault("no port is free", "Name another with --port.", value=str(port))])

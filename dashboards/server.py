"""Serve the dashboard on this machine alone, with a server that runs everywhere."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Sequence
from threading import Thread
from typing import Final

from waitress import create_server

from dashboards.app import create_app
from dtors_network.disclosure import SHARED, Profile
from dtors_network.errors import Fault, InputError
from dtors_network.model.area import Area

HOST: Final = "127.0.0.1"
PORT: Final = 8050
TRIES: Final = 50


def serve(areas: Sequence[Area], profile: Profile = SHARED, port: int = PORT, against: Sequence[Area] = ()) -> None:
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
    """
    app = create_app(areas, profile, against=against)
    listening = free_socket(port)
    server = create_server(app.server, sockets=[listening], threads=8)
    Thread(target=app.server.extensions["dtors_library"].warm, daemon=True).start()
    sys.stdout.write(f"The dashboard is at http://{HOST}:{listening.getsockname()[1]} (stop it with Ctrl+C)\n")
    sys.stdout.flush()
    try:
        server.run()
    except KeyboardInterrupt:
        pass
    finally:
        server.close()


def free_socket(port: int) -> socket.socket:
    """Take the first free port from ``port`` on; it is held from then on, so that nobody can take it between.

    Raises
    ------
    InputError
        If fifty ports in a row are taken.
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

"""Draw a mini-area in a few lines, for tests that are checked by eye.

A link is drawn as ``"gp > clinic: present weak"``: what the sender says, then the receiver (``-`` says nothing).
"""

from __future__ import annotations

from typing import Any

from dtors_network.model.area import Area, Service, Statement
from dtors_network.model.pathway import Pathway, Route
from dtors_network.model.vocabulary import End, Grade, Says

from .areas import CODEBOOK


def service(name: str, kind: str, **more: Any) -> Service:
    """One service; a route in gets an organisation of its own, so that there is somebody to ask."""
    return Service(service=name, service_type=kind, **{"organisation": f"org {name}", **more})


def route(code: str, sender: str, receiver: str, grade: str = "required", **more: Any) -> Route:
    """One row of a reference; several types are separated by ``;``."""
    senders, receivers = tuple(sender.split(";")), tuple(receiver.split(";"))
    return Route(
        code=code, title=code, senders=senders, receivers=receivers, grade=Grade(grade), source="drawn", **more
    )


def statements(drawing: str) -> list[Statement]:
    pair, said = drawing.split(": ")
    source, target = pair.split(" > ")
    return [
        Statement(source=source, target=target, end=end, says=Says(word))
        for end, word in zip(End, said.split(), strict=True)
        if word != "-"
    ]


def drawn(services: dict[str, str] | list[Service], *links: str, routes: tuple[Route, ...] = (), **more: Any) -> Area:
    """One area whose list is complete unless it is said to be otherwise."""
    if isinstance(services, dict):
        services = [service(name, kind) for name, kind in services.items()]
    return Area(
        id="drawn",
        name="Drawn",
        reference_pathway="drawn",
        services=tuple(services),
        statements=tuple(row for link in links for row in statements(link)),
        codebook=CODEBOOK,
        pathway=Pathway(id="drawn", title="Drawn", dated="2026", source="drawn", routes=routes),
        **{"services_complete": True, **more},
    )

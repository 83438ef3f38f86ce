"""Which module holds which command, so that a command starts with no more than its own module."""

from __future__ import annotations

from importlib import import_module
from typing import Final

import typer
from typer.models import CommandInfo

from dtors_network.cli.app import app

MODULES: Final = {
    "new": "areas",
    "start": "begin",
    "check": "areas",
    "versions": "areas",
    "count": "records",
    "import": "files",
    "convert": "files",
    "overview": "meeting",
    "gaps": "findings",
    "ask": "findings",
    "replies": "rounds",
    "rounds": "rounds",
    "evidence": "evidence",
    "actions": "meeting",
    "disclose": "disclose",
    "anonymise": "anonymous",
    "report": "report",
    "pack": "meeting",
    "minutes": "meeting",
    "flow": "people",
    "what-if": "changes",
    "best-changes": "best",
    "target": "best",
    "routes": "ways",
    "service": "my_service",
    "stress": "ways",
    "measures": "measures",
    "compare": "compare",
    "codebook": "codes",
    "synthetic-records": "synthetic",
    "dashboard": "screen",
}
"""The module of every command, in the order of the help. A new command is one line here."""

FORMER: Final = {"links": "count"}
"""What commands were called before, for one release: each still works, and says its name of now."""


def join(name: str) -> typer.Typer:
    """Let one command join the application, with those of its module; all of them where there is none of the name."""
    if name not in MODULES:
        return whole_app()
    import_module(f"dtors_network.cli.{MODULES[name]}")
    return app


def whole_app() -> typer.Typer:
    """Let every command join the application, in the order of the help."""
    for module in dict.fromkeys(MODULES.values()):
        import_module(f"dtors_network.cli.{module}")
    order = list(MODULES)
    app.registered_commands.sort(key=lambda command: order.index(name_of(command)))
    return app


def name_of(command: CommandInfo) -> str:
    """Give the name of a command: its own, or that of its function."""
    return command.name or str(getattr(command.callback, "__name__", ""))

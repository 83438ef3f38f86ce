"""Which module holds which command, so that a command starts with no more than its own module."""

from __future__ import annotations

from importlib import import_module
from typing import Final

import typer
from typer.models import CommandInfo

from dtors_network.cli.app import app

GROUPS: Final = {
    "An area: set up, bring in, check": {
        "start": "begin",
        "new": "areas",
        "check": "areas",
        "versions": "areas",
        "import": "files",
        "convert": "files",
        "count": "records",
    },
    "Where people get lost": {
        "overview": "meeting",
        "gaps": "findings",
        "evidence": "evidence",
        "flow": "people",
        "stress": "ways",
        "measures": "measures",
        "compare": "compare",
    },
    "What would help": {
        "best-changes": "best",
        "what-if": "changes",
        "target": "best",
        "routes": "ways",
        "service": "my_service",
    },
    "Month after month: questions, actions, the meeting": {
        "ask": "findings",
        "replies": "rounds",
        "rounds": "rounds",
        "actions": "meeting",
        "pack": "meeting",
        "minutes": "meeting",
        "report": "report",
    },
    "Share safely": {
        "disclose": "disclose",
        "anonymise": "anonymous",
    },
    "On screen; codes; invented records": {
        "dashboard": "screen",
        "codebook": "codes",
        "synthetic-records": "synthetic",
    },
}
"""What commands are for, and the module of every command, in the order of the help. A new command is one line here."""

MODULES: Final = {name: module for commands in GROUPS.values() for name, module in commands.items()}

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
    for command in app.registered_commands:
        command.rich_help_panel = group_of(name_of(command))
    return app


def group_of(name: str) -> str:
    """Tell what a command is for."""
    return next(group for group, commands in GROUPS.items() if name in commands)


def name_of(command: CommandInfo) -> str:
    """Give the name of a command: its own, or that of its function."""
    return command.name or str(getattr(command.callback, "__name__", ""))

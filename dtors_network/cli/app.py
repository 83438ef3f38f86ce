"""The application that commands join."""

from __future__ import annotations

import os
import sys
from contextlib import AbstractContextManager
from typing import Any, Protocol, TextIO

import typer
from typer.core import TyperGroup


def is_terminal(stream: TextIO) -> bool:
    """Tell whether what is printed is looked at on a terminal; ``FORCE_COLOR`` says that it is."""
    return stream.isatty() or bool(os.environ.get("FORCE_COLOR"))


WHOLE = 400  # letters: no sentence of a command is cut short


class Formatter(Protocol):
    """What help is written with."""

    width: int

    def section(self, name: str) -> AbstractContextManager[None]:
        """Open a part under a heading."""

    def write_dl(self, rows: list[tuple[str, str]]) -> None:
        """Write names with what they stand for."""


class Grouped(TyperGroup):
    """The commands, listed by what they are for where the help is plain text; rich does so of itself."""

    def format_commands(self, ctx: Any, formatter: Formatter) -> None:
        """Write a list for each group, all with one width of names."""
        commands = {name: self.commands[name] for name in self.list_commands(ctx)}
        width = max(map(len, commands))
        groups: dict[str, list[tuple[str, str]]] = {}
        for name, command in commands.items():
            row = (name.ljust(width), command.get_short_help_str(limit=WHOLE))
            groups.setdefault(getattr(command, "rich_help_panel", None) or "Commands", []).append(row)
        for group, rows in groups.items():
            with formatter.section(group):
                formatter.write_dl(rows)


app = typer.Typer(
    name="dtors-network",
    cls=Grouped,
    help="Find, bound, explain and help to close the gaps between drug-treatment services.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich" if is_terminal(sys.stdout) else None,  # rich takes longer to import than all of this
)


@app.callback()
def _program() -> None:
    """Keep the name of a command first even where only one of them has joined."""

"""The application that commands join."""

from __future__ import annotations

import os
import sys
from typing import TextIO

import typer


def is_terminal(stream: TextIO) -> bool:
    """Tell whether what is printed is looked at on a terminal; ``FORCE_COLOR`` says that it is."""
    return stream.isatty() or bool(os.environ.get("FORCE_COLOR"))


app = typer.Typer(
    name="dtors-network",
    help="Find, bound, explain and help to close the gaps between drug-treatment services.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich" if is_terminal(sys.stdout) else None,  # rich takes longer to import than all of this
)


@app.callback()
def _program() -> None:
    """Keep the name of a command first even where only one of them has joined."""

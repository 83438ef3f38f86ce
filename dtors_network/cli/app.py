"""The application that commands join, and what runs it: exit codes and faults."""

from __future__ import annotations

import sys
from io import TextIOWrapper
from typing import TextIO

import typer

from dtors_network.errors import InputError

app = typer.Typer(
    name="dtors-network",
    help="Find, bound, explain and help to close the gaps between drug-treatment services.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


def main() -> None:
    """Run the command line; exit code 0 is fine, 2 bad input, 1 a bug with its traceback."""
    _never_stop_at_a_letter(sys.stdout, sys.stderr)
    try:
        app()
    except InputError as error:
        for fault in error.told:
            typer.echo(f"error: {fault}", err=True)
        raise SystemExit(2) from None


def _never_stop_at_a_letter(*streams: TextIO) -> None:
    """Print a question mark for what the terminal or the file of a redirection cannot hold."""
    for stream in streams:
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")

"""What runs a command: exit codes and faults."""

from __future__ import annotations

import sys
from io import TextIOWrapper
from typing import TextIO

import typer

from dtors_network.cli.commands import FORMER, join
from dtors_network.errors import InputError


def main() -> None:
    """Run the command line; exit code 0 is fine, 2 bad input, 1 a bug with its traceback."""
    _never_stop_at_a_letter(sys.stdout, sys.stderr)
    _called_now(sys.argv)
    try:
        join(sys.argv[1] if len(sys.argv) > 1 else "")()
    except InputError as error:
        for fault in error.told:
            typer.echo(f"error: {fault}", err=True)
        raise SystemExit(2) from None


def _called_now(words: list[str]) -> None:
    """Put the name of a command of now in the place of one of before, and say so."""
    if len(words) > 1 and words[1] in FORMER:
        now = FORMER[words[1]]
        typer.echo(f"note: `{words[1]}` is called `{now}` now", err=True)
        words[1] = now


def _never_stop_at_a_letter(*streams: TextIO) -> None:
    """Print a question mark for what the terminal or the file of a redirection cannot hold."""
    for stream in streams:
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")

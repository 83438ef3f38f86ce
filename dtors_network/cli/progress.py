"""A bar that shows how far long work is."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final


@contextmanager
def progress_bar() -> Iterator[Callable[[str, int, int], None]]:
    """Show how far work is, where there is a terminal; being told to stop is like pressing Ctrl-C.

    Yields
    ------
    callable
        To be told what is being done, how much of it is done, and of how much.
    """
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    console = Console(stderr=True)
    share = TextColumn("{task.percentage:>3.0f}%")
    speed, left = TextColumn("{task.fields[speed]}"), TimeRemainingColumn(compact=True)
    columns = (TextColumn("{task.description}"), BarColumn(), share, TimeElapsedColumn(), speed, left)
    before = signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    try:
        with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
            tasks: dict[str, TaskID] = {}

            def say(what: str, done: int, of: int) -> None:
                if what not in tasks:
                    tasks[what] = bar.add_task(what, total=of, speed="")
                bar.update(tasks[what], completed=done, total=of)
                bar.update(tasks[what], speed=_speed(of, bar.tasks[tasks[what]].speed))

            yield say
    finally:
        signal.signal(signal.SIGTERM, before)


_MANY: Final = 100_000
"""Steps of work from which on it is rows that are counted."""


def _speed(steps: int, speed: float | None) -> str:
    """Say how many rows are done in a second, where so many are worked on."""
    return f"{speed:,.0f} rows/s" if speed and steps >= _MANY else ""

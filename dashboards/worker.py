"""A process that works out results, and the pipe to it.

A process rather than a thread, since Python works in one thread at a time and a thread cannot be ended; started anew
rather than forked, so that it is the same on every system. It holds the areas, and what it worked out before.
"""

from __future__ import annotations

import multiprocessing
import pickle
import signal
import traceback
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any, Final

from dashboards.jobs import Job, Key
from dashboards.kept import write
from dtors_network.errors import InputError
from dtors_network.model.area import Area

Keep = Callable[[Key, bytes], Any]
"""Is given the key of a result and its bytes; reads it and gives it."""

LOOKS: Final = 0.05
"""Seconds between two looks whether anybody still waits."""


class Worker:
    """A process, and the pipe to it."""

    def __init__(self, start: bytes) -> None:
        spawn = multiprocessing.get_context("spawn")
        self._pipe, theirs = spawn.Pipe()
        self._process = spawn.Process(target=work, args=(theirs, start), daemon=True)
        self._process.start()
        theirs.close()

    @property
    def is_alive(self) -> bool:
        """Whether it can be given something to do."""
        return not self._pipe.closed and self._process.is_alive()

    def do(self, job: Job, goes_on: Callable[[], bool], keep: Keep) -> bool:
        """Have a job done, and tell whether it was; what nobody waits for is ended in the middle."""
        try:
            self._pipe.send(job.key)
            while True:
                if not self._pipe.poll(LOOKS):
                    if not goes_on():
                        self.end()
                        return False
                    continue
                kind, told = self._pipe.recv()
                if kind == "step":
                    job.step = told
                    continue
                if kind == "made":
                    job.made = keep(job.key, told)
                else:
                    job.fault = InputError(told) if kind == "fault" else RuntimeError(told)
                return True
        except (EOFError, OSError):  # it was ended from outside, or there was no memory for it
            job.fault = RuntimeError(f"the process that worked out {job.key[1]!r} ended before it was done")
        except Exception as error:
            job.fault = error
        self.end()
        return True

    def end(self) -> None:
        """End it at once, whatever it does."""
        self._process.kill()
        self._process.join(5)
        self._pipe.close()


def work(pipe: Connection, start: bytes) -> None:
    """Do what is asked through a pipe until it is closed; runs in a process of its own."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the server, which ends this process
    holder, areas, profile, against = pickle.loads(start)
    library = holder(areas, profile, against, told=lambda step: pipe.send(("step", step)))
    while True:
        try:
            view, name, *given = pipe.recv()
        except EOFError:
            return
        try:
            with library.seen_as(view):
                made = getattr(library, name)(*given)
                named = () if isinstance(made, Area) else library.shown().values()
                told: tuple[str, Any] = ("made", write(made, named))
        except InputError as error:
            told = ("fault", error.faults)
        except Exception:
            told = ("bug", traceback.format_exc())
        pipe.send(told)

"""Heavy results in processes of their own: few of them, told how far they are, and ended once nobody waits.

A process rather than a thread, since Python works in one thread at a time and a thread cannot be ended; started anew
rather than forked, so that it is the same on every system. Each holds the areas, and what it worked out before.
"""

from __future__ import annotations

import multiprocessing
import pickle
import signal
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from threading import Condition, Event, Semaphore, Thread
from typing import Any, Final

from werkzeug.exceptions import ServiceUnavailable

from dashboards.kept import write
from dtors_network.disclosure import Profile
from dtors_network.errors import InputError
from dtors_network.model.area import Area

Key = tuple[str, ...] | tuple[Any, ...]
"""What is asked for: how it is to be seen, the name of a method of ``Library``, and what it is given."""
Keep = Callable[[Key, bytes], Any]

WORKERS: Final = 2
WAITERS: Final = 4
"""Requests that may wait at once; the others are answered at once, so that threads of the server remain."""

QUEUE: Final = 100
PATIENT: Final = 20.0
"""Seconds that a file or a choice on a page waits; a page itself waits briefly, and then shows how far it is."""

GIVEN_UP: Final = 10.0
"""Seconds after which somebody who has not asked again no longer waits; a waiting page asks every second."""

LOOKS: Final = 0.05
IDLE: Final = 300.0
"""Seconds after which a process with nothing to do is ended, and its memory given back."""

_patience: ContextVar[float] = ContextVar("patience", default=PATIENT)


@contextmanager
def patience(seconds: float) -> Iterator[None]:
    """Wait no longer than this for what is asked within."""
    before = _patience.set(seconds)
    try:
        yield
    finally:
        _patience.reset(before)


@dataclass(eq=False)
class Job:
    """Something to be worked out."""

    key: Key
    asked: float
    begun: float | None = None
    step: str = ""
    waiting: int = 0
    done: Event = field(default_factory=Event)
    fault: Exception | None = None
    made: Any = None

    def is_wanted(self, now: float) -> bool:
        """Tell whether somebody waits, or asked a moment ago."""
        return self.waiting > 0 or now - self.asked < GIVEN_UP


class Pending(ServiceUnavailable):
    """Raised when what is asked for is still being worked out.

    Parameters
    ----------
    step : str
        What is being done.
    seconds : float
        For how long it has been worked on.
    before : int
        How many others come first.
    """

    def __init__(self, step: str = "", seconds: float = 0.0, before: int = 0) -> None:
        self.step, self.seconds, self.before = step, seconds, before
        super().__init__("This is still being worked out. Ask again in a few seconds.", retry_after=5)


class Pool:
    """Processes that work out results of large areas.

    Parameters
    ----------
    areas : sequence of Area
        Every area of the dashboard, exact.
    profile : Profile
        The disclosure profile.
    keep : callable
        Is given the key of each result and its bytes; reads it and gives it.
    against : sequence of Area
        Areas whose losses, taken together, those of any other area are held against.
    workers : int
        How many processes at once.
    """

    def __init__(
        self,
        areas: Sequence[Area],
        profile: Profile,
        keep: Keep,
        against: Sequence[Area] = (),
        workers: int = WORKERS,
    ) -> None:
        self._start = pickle.dumps((tuple(areas), profile, tuple(against)))
        self._keep = keep
        self._jobs: dict[Key, Job] = {}
        self._changed = Condition()
        self._places = Semaphore(WAITERS)
        self._closed = False
        self._threads = [Thread(target=self._serve, daemon=True) for _ in range(workers)]
        for thread in self._threads:
            thread.start()

    def ask(self, key: Key) -> Any:
        """Give a result, or say how far it is.

        Raises
        ------
        Pending
            If it is not there before patience ends.
        InputError
            If the area cannot be asked this.
        """
        job = self._job(key)
        if self._places.acquire(blocking=False):
            try:
                job.done.wait(_patience.get())
            finally:
                self._places.release()
        with self._changed:
            job.waiting -= 1
            job.asked = time.monotonic()
            if not job.done.is_set():
                raise self._pending(job)
        if job.fault is not None:
            raise job.fault
        return job.made

    def close(self) -> None:
        """End every process."""
        with self._changed:
            self._closed = True
            for job in self._jobs.values():  # whoever waits is told at once
                job.fault = job.fault or Pending()
                job.done.set()
            self._changed.notify_all()
        for thread in self._threads:
            thread.join(5)

    def _job(self, key: Key) -> Job:
        with self._changed:
            job = self._jobs.get(key)
            if job is None:
                self._forget()
                if len(self._jobs) >= QUEUE:
                    raise Pending(before=len(self._jobs))
                job = self._jobs[key] = Job(key, time.monotonic())
                self._changed.notify()
            job.waiting += 1
            return job

    def _forget(self) -> None:
        """Let go what nobody waits for, and what could not be made and was told."""
        now = time.monotonic()
        for job in [job for job in self._jobs.values() if not job.is_wanted(now)]:
            if job.begun is None or job.done.is_set():
                del self._jobs[job.key]

    def _pending(self, job: Job) -> Pending:
        if job.begun is not None:
            return Pending(job.step, time.monotonic() - job.begun)
        return Pending(
            before=sum(other.asked <= job.asked and not other.done.is_set() for other in self._jobs.values()) - 1
        )

    def _serve(self) -> None:
        """Do one job after another in a process that this thread alone speaks to."""
        worker: Worker | None = None
        while not self._closed:
            job = self._next(IDLE)
            if job is not None:
                worker = worker or Worker(self._start)
                finished = worker.do(job, lambda wanted=job: self._goes_on(wanted), self._keep)  # type: ignore[misc]
                self._finish(job, finished)
            if worker is not None and (job is None or not worker.is_alive):
                worker.end()
                worker = None
        if worker is not None:
            worker.end()

    def _goes_on(self, job: Job) -> bool:
        with self._changed:
            return not self._closed and job.is_wanted(time.monotonic())

    def _finish(self, job: Job, finished: bool) -> None:
        """Tell whoever waits; where somebody came in the very moment it was given up, it is begun again."""
        with self._changed:
            if finished:
                job.done.set()
                if job.fault is None:
                    self._jobs.pop(job.key, None)
            elif job.is_wanted(time.monotonic()) and not self._closed:
                job.begun = None
                self._changed.notify()
            else:
                self._jobs.pop(job.key, None)

    def _next(self, idle: float) -> Job | None:
        with self._changed:
            self._forget()
            self._changed.wait_for(lambda: self._closed or self._first(), idle)
            found = None if self._closed else self._first()
            if found is not None:
                found.begun = time.monotonic()
            return found

    def _first(self) -> Job | None:
        now = time.monotonic()
        return next((job for job in self._jobs.values() if job.begun is None and job.is_wanted(now)), None)


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
    from dashboards.library import Library

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the server, which ends this process
    areas, profile, against = pickle.loads(start)
    library = Library(areas, profile, against, told=lambda step: pipe.send(("step", step)))
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

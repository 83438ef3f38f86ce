"""Heavy results in processes of their own: few of them, told how far they are, and ended once nobody waits."""

from __future__ import annotations

import pickle
import time
from collections.abc import Sequence
from threading import Condition, Semaphore, Thread
from typing import Any, Final

from dashboards.jobs import Job, Key, Pending, patient_for
from dashboards.worker import Keep, Worker
from dtors_network.disclosure import Profile
from dtors_network.model.area import Area

WORKERS: Final = 2
WAITERS: Final = 4
"""Requests that may wait at once; the others are answered at once, so that threads of the server remain."""

QUEUE: Final = 100
IDLE: Final = 300.0
"""Seconds after which a process with nothing to do is ended, and its memory given back."""


class Pool:
    """Processes that work out results of large areas.

    Parameters
    ----------
    holder : type
        What holds areas and works out their results: each process makes one of its own.
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
        holder: type,
        areas: Sequence[Area],
        profile: Profile,
        keep: Keep,
        against: Sequence[Area] = (),
        workers: int = WORKERS,
    ) -> None:
        self._start = pickle.dumps((holder, tuple(areas), profile, tuple(against)))
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

        Raised where it is not there before patience ends (Pending), or the area cannot be asked this.
        """
        job = self._job(key)
        if self._places.acquire(blocking=False):
            try:
                job.done.wait(patient_for())
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

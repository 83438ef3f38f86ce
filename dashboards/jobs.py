"""Something to be worked out in another process, how far it is, and how long somebody waits for it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass, field
from threading import Event
from typing import Any, Final, TypeVar

from werkzeug.exceptions import ServiceUnavailable

T = TypeVar("T")
Key = tuple[str, ...] | tuple[Any, ...]
"""What is asked for: how it is to be seen, the name of a method of ``Library``, and what it is given."""

PATIENT: Final = 20.0
"""Seconds that a file or a choice on a page waits; a page itself waits briefly, and then shows how far it is."""

GIVEN_UP: Final = 10.0
"""Seconds after which somebody who has not asked again no longer waits; a waiting page asks every second."""

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
    done, of : int
        Of several things that are worked out side by side, how many are there, and of how many; both 0 of one thing.
    """

    def __init__(self, step: str = "", seconds: float = 0.0, before: int = 0, done: int = 0, of: int = 0) -> None:
        self.step, self.seconds, self.before, self.done, self.of = step, seconds, before, done, of
        super().__init__("This is still being worked out. Ask again in a few seconds.", retry_after=5)


def every(asked: Sequence[Callable[[], T]], step: str) -> list[T]:
    """Ask for several things that may be worked out apart, so that they are worked out side by side.

    Where one is not there before patience ends, it is raised how many are (Pending).
    """
    made: list[T] = []
    until = time.monotonic() + patient_for()
    for make in asked:
        with suppress(Pending), patience(max(0.0, until - time.monotonic())):
            made.append(make())
    if len(made) < len(asked):
        raise Pending(step, done=len(made), of=len(asked))
    return made


def patient_for() -> float:
    """Give for how many seconds whoever asks now waits."""
    return _patience.get()

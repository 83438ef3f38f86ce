"""Shares of a piece of work in processes side by side, where they can take over all that is held here as it is."""

from __future__ import annotations

import ctypes
import multiprocessing
import signal
import sys
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from itertools import count, repeat
from typing import Any, Final, TypeVar

Result = TypeVar("Result")

_MEMORY: Final = {-1: 1 << 26, -2: 1 << 22, -3: 1 << 25}
"""Settings of the C library of Linux, by their numbers, in bytes: how much is kept for the next arrays, how much more
is asked for at a time, and from which size on an array has a mapping of its own. Memory that is given back and asked
for anew after each array costs a quarter more."""

_work: dict[int, Callable[[int], Any]] = {}
"""What is done; processes find it here, since they begin as copies of this one."""

_numbers: Final = count()


def can_be_copied() -> bool:
    """Tell whether processes can begin as copies of this one, which share its memory: on Linux."""
    return sys.platform == "linux" and "fork" in multiprocessing.get_all_start_methods()


@contextmanager
def side_by_side(work: Callable[[int], Result], shares: int, processes: int) -> Iterator[Iterator[Result]]:
    """Do each share of a piece of work in some process, and give the results in the order of the shares.

    Parameters
    ----------
    work : callable
        Given the number of a share. It must hold no lock, and call nothing that works in threads of its own, such as
        Polars: these threads are not in the copies.
    shares, processes : int
        How many there are.

    Yields
    ------
    iterator
        Over the results; what goes wrong in a share is raised here, with its traceback.
    """
    _tell_memory("malloc_trim", 0)  # what this process has to spare is not there three times then
    pool = ProcessPoolExecutor(processes, multiprocessing.get_context("fork"), initializer=_begin)
    number = next(_numbers)
    _work[number] = work
    try:
        with warnings.catch_warnings(), _deaf_to_ctrl_c():
            warnings.simplefilter("ignore", DeprecationWarning)  # of threads that copies do not have, see above
            results = pool.map(_share, repeat(number, shares), range(shares))
        yield results
    finally:
        pool.shutdown(cancel_futures=True)
        del _work[number]


@contextmanager
def _deaf_to_ctrl_c() -> Iterator[None]:
    """Hear Ctrl+C afterwards: a process that has not begun would show a traceback."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT,))
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin() -> None:
    """End at once and in silence on Ctrl+C, which the process that asked tells of; keep memory for the next arrays."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, (signal.SIGINT,))
    for setting, size in _MEMORY.items():
        _tell_memory("mallopt", setting, size)


def _tell_memory(what: str, *given: int) -> None:
    """Call a function of the C library that has to do with memory, where there is one."""
    told = getattr(ctypes.CDLL(None), what, None)
    if told is not None:
        told(*given)


def _share(number: int, share: int) -> Any:
    return _work[number](share)

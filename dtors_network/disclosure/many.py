"""Many areas through the door at once, on a few processes."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import partial
from typing import Final, TypeVar

from dtors_network.disclosure.kept import protected, protected_before
from dtors_network.disclosure.profiles import profile_of
from dtors_network.model.area import Area
from dtors_network.model.vocabulary import Profile

T = TypeVar("T")
R = TypeVar("R")
Told = Callable[[str, int, int], None]
"""Is told what is being done, how much of it is done, and of how much."""
WHAT: Final = "Putting counts into blocks"


def protect_all(
    areas: Sequence[Area],
    profile: str | Profile = Profile.NDTMS,
    processes: int = 2,
    told: Told | None = None,
    with_tables: bool = False,
) -> list[Area]:
    """Protect many areas.

    Parameters
    ----------
    areas : sequence of Area
        Lawful areas with exact counts.
    profile : Profile or str
        As for ``protect``, of all of them.
    processes : int
        How many work at a time; with one, or one area, this process does.
    told : callable, optional
        Is told what is being done, how many areas are done, and of how many.
    with_tables : bool
        Whether the lawful tables on which likely intervals rest are drawn and kept as well, where an area passes the
        door for the first time: whoever asks for its figures next does not wait for them.

    Returns
    -------
    list of Area
        In the order given; each is what :func:`~dtors_network.disclosure.door.protect` gives of it.

    Raises
    ------
    InputError
        As ``protect`` does, for the first area that it refuses.

    Examples
    --------
    >>> from dtors_network.examples import small_area
    >>> [area.profile.value for area in protect_all([small_area(), small_area()], processes=1)]
    ['ndtms', 'ndtms']
    """
    wanted, found = profile_of(profile), list[Area | None]()
    for area in areas:  # to read what was kept is quicker than to send it to another process and back
        found.append(protected_before(area, wanted))
    kept = len(found) - found.count(None)

    def count(what: str, done: int, of: int) -> None:
        _say(told, what, kept + done, len(areas))

    if kept:
        count(WHAT, 0, kept)
    work = partial(_with_tables if with_tables else protected, profile=wanted)
    new = [area for area, shown in zip(areas, found, strict=True) if shown is None]
    each = iter(in_processes(work, new, processes, count, WHAT))
    return [next(each) if shown is None else shown for shown in found]


def _with_tables(area: Area, profile: Profile) -> Area:
    """Protect an area, and draw its tables."""
    from dtors_network.disclosure.draws import shared_tables  # heavy, and only needed where counts are blocks

    shown = protected(area, profile)
    shared_tables(shown)
    return shown


def in_processes(
    work: Callable[[T], R], items: Sequence[T], processes: int = 2, told: Told | None = None, what: str = "Working"
) -> list[R]:
    """Do the same work on many things, a few at a time.

    Parameters
    ----------
    work : callable
        What is done with one; with several processes it is a function of a module, or a partial of one.
    items : sequence
        The things.
    processes : int
        How many work at a time; with one, or one thing, this process does.
    told : callable, optional
        Is told what is being done, how many are done, and of how many.
    what : str
        What is being done, in words.

    Returns
    -------
    list
        What the work gave, in the order of the things.

    Raises
    ------
    Exception
        What the work raises, for the first thing that it fails on.

    Examples
    --------
    >>> in_processes(len, ["a", "bc"], processes=1)
    [1, 2]
    """
    found = list[R]()
    several = min(processes, len(items), os.cpu_count() or 1)
    if several < 2:
        for item in items:
            found.append(work(item))
            _say(told, what, len(found), len(items))
        return found
    from concurrent.futures import ProcessPoolExecutor  # takes its time to import
    from multiprocessing import get_context

    with ProcessPoolExecutor(several, mp_context=get_context("spawn"), initializer=_alone) as pool:
        for one in pool.map(work, items):
            found.append(one)
            _say(told, what, len(found), len(items))
    return found


def _alone() -> None:
    """Let each process use one thread: several processes with several threads each wait for one another."""
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")


def _say(told: Told | None, what: str, done: int, of: int) -> None:
    if told:
        told(what, done, of)

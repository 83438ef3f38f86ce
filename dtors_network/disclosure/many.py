"""Many areas through the door at once, on a few processes."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import partial

from dtors_network.disclosure.kept import protected
from dtors_network.disclosure.profiles import profile_of
from dtors_network.model.area import Area
from dtors_network.model.vocabulary import Profile


def protect_all(
    areas: Sequence[Area],
    profile: str | Profile = Profile.NDTMS,
    processes: int = 2,
    told: Callable[[str, int, int], None] | None = None,
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
    wanted, found = profile_of(profile), list[Area]()
    work = partial(protected, profile=wanted)
    several = min(processes, len(areas), os.cpu_count() or 1)
    if several < 2:
        for area in areas:
            found.append(work(area))
            _say(told, len(found), len(areas))
        return found
    from concurrent.futures import ProcessPoolExecutor  # takes its time to import
    from multiprocessing import get_context

    with ProcessPoolExecutor(several, mp_context=get_context("spawn")) as pool:
        for shown in pool.map(work, areas):
            found.append(shown)
            _say(told, len(found), len(areas))
    return found


def _say(told: Callable[[str, int, int], None] | None, done: int, of: int) -> None:
    if told:
        told("Putting counts into blocks", done, of)

"""Protected areas that are kept: protecting one takes seconds, so nobody waits for the same one twice.

In the user's own cache folder lie protected tables and nothing else, under a name made from the exact ones, the
profile and the version of the door. What is damaged, or made by another version, is made again.
"""

from __future__ import annotations

import hashlib
import io
import os
import pickle
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import is_dataclass, replace
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Any, Final

from dtors_network.disclosure.door import NEVER, protect
from dtors_network.disclosure.profiles import profile_of
from dtors_network.disclosure.store import DRAWING, Limits, cache_folder, kept_limits, write_whole
from dtors_network.model import bounds, row, vocabulary
from dtors_network.model.area import HOLDERS, PEOPLE, ROW_TYPES, Area
from dtors_network.model.vocabulary import Profile

VERSION: Final = 8
"""Of the door and of how its tables are written; a change of either is another number."""

ENDING: Final = ".area"

HELD: Final = {bounds.__name__, row.__name__, vocabulary.__name__, *(kind.__module__ for kind in ROW_TYPES.values())}
"""The modules of which a kept row may hold a value."""


def protected(area: Area, profile: str | Profile = Profile.NDTMS, told: Callable[[str], None] | None = None) -> Area:
    """Give an area as :func:`protect` does, from what was kept where the same tables were protected before.

    Parameters
    ----------
    area : Area
        A lawful area with exact counts.
    profile : Profile or str
        As for ``protect``.
    told : callable, optional
        Is told in words when the work begins that takes long.

    Returns
    -------
    Area
        The protected area.

    Raises
    ------
    InputError
        As ``protect`` does.

    Examples
    --------
    >>> from dtors_network.examples import small_area
    >>> protected(small_area()).profile.value
    'ndtms'
    """
    wanted = profile_of(profile)
    found = protected_before(area, wanted)
    if found is None:
        if told:
            told(f"Putting the counts of {area.name} into blocks, once")
        found = protect(area, wanted)
        _write(_place(area, wanted), found)
    return found


def protected_before(area: Area, profile: Profile) -> Area | None:
    """Give an area as ``protect`` does where that takes no time: it has no counts, or was kept; else None."""
    if profile is Profile.NONE or area.profile not in (None, Profile.NONE) or not _is_counted(area):
        return protect(area, profile)
    return _read(_place(area, profile), area, profile)


def _place(area: Area, profile: Profile) -> Path:
    return cache_folder() / f"{_digest(area, profile)}{ENDING}"


def limits_of(area: Area) -> AbstractContextManager[Limits]:
    """Give the likely intervals that were worked out before for the same protected tables; see ``kept_limits``."""
    return kept_limits(area, f"{_digest(area, area.profile or Profile.NONE)}-{DRAWING}")


def _is_counted(area: Area) -> bool:
    return any(
        getattr(row, name) is not None
        for table, names in PEOPLE.items()
        for row in getattr(area, table)
        for name in names
    )


def _digest(area: Area, profile: Profile) -> str:
    """Name what a protected area is made from: its tables as they are, wherever they were read."""
    released = tuple(replace(one, tables=frozenset()) for one in area.released)
    unasked: dict[str, Any] = dict.fromkeys(HOLDERS, ())  # a reminder changes nothing that passes the door
    bare = replace(area, tables=frozenset(), released=released, **unasked)  # sets differ in order by process
    made_from = repr((VERSION, profile.value, sorted(area.tables - {*HOLDERS}), bare))
    return hashlib.sha256(made_from.encode()).hexdigest()


def _read(place: Path, area: Area, profile: Profile) -> Area | None:
    """Read what was kept, or nothing where there is none, or it is not what this version writes."""
    try:
        text = place.read_bytes()
        tables = _Tables(io.BytesIO(text)).load()
        given: dict[str, Any] = {table: tuple(tables[table]) for table in ROW_TYPES}
        if not all(isinstance(row, ROW_TYPES[table]) for table, rows in given.items() for row in rows):
            return None
        os.utime(place)
    except Exception:  # whatever is wrong with it, it is made again
        return None
    given["tables"] = area.tables - {*HOLDERS}
    return replace(area, **NEVER, profile=profile, **given)


def _write(place: Path, area: Area) -> None:
    """Keep the tables, whole or not at all; a folder that cannot be written is no fault."""
    write_whole(place, pickle.dumps({table: getattr(area, table) for table in ROW_TYPES}, pickle.HIGHEST_PROTOCOL))


class _Tables(pickle.Unpickler):
    """Reads rows of an area, and nothing that could do anything."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) == ("datetime", "date"):
            return date
        kind = getattr(sys.modules[module], name, None) if module in HELD else None
        if isinstance(kind, type) and (is_dataclass(kind) or issubclass(kind, Enum)):
            return kind
        raise pickle.UnpicklingError(f"{module}.{name} is no part of a row")

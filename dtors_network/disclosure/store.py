"""The user's cache folder: what can be made again from protected tables, and nothing else."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Final

from dtors_network.model.area import Area
from dtors_network.model.vocabulary import Profile

MOST: Final = 400
"""Files of one kind that are kept; those used longest ago go first. A country's areas in two periods are 306."""

DRAWING: Final = 6
"""Of the way in which tables are drawn, and of what is made from them; a change of it is another number."""
LIMITS: Final = ".limits"
Limits = MutableMapping[str, tuple[float, float]]
"""The likely interval of a measure, by what is measured and where."""


def cache_folder() -> Path:
    """Give the folder where programs of this user keep what can be made again."""
    home = Path.home()
    if os.name == "nt":
        return Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local") / "dtors_network" / "cache"
    return Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache") / "dtors_network"


def write_whole(place: Path, text: bytes) -> None:
    """Keep a file, whole or not at all; a folder that cannot be written is no fault."""
    with suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with NamedTemporaryFile(dir=place.parent, delete=False) as out:
            try:
                out.write(text)
                out.close()
                os.replace(out.name, place)
            finally:
                Path(out.name).unlink(missing_ok=True)
        tidy(place.parent, place.suffix)


def tidy(folder: Path, ending: str) -> None:
    """Let go of what was used longest ago."""
    kept = sorted(folder.glob(f"*{ending}"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in kept[MOST:]:
        path.unlink(missing_ok=True)


def may_be_kept(area: Area) -> bool:
    """Tell whether what follows from an area may lie in the cache: it passed the door, and not as its holder's."""
    return area.profile not in (None, Profile.NONE)


@contextmanager
def kept_limits(area: Area, name: str) -> Iterator[Limits]:
    """Give the likely intervals that were worked out before, and keep those that are worked out meanwhile.

    Parameters
    ----------
    area : Area
        A protected area; of any other nothing is read and nothing kept.
    name : str
        What its tables are known by.

    Examples
    --------
    >>> from dtors_network.disclosure import protect
    >>> from dtors_network.examples import small_area
    >>> with kept_limits(protect(small_area()), "example-of-limits") as limits:
    ...     limits["share@gp"] = (0.1, 0.2)
    >>> with kept_limits(protect(small_area()), "example-of-limits") as limits:
    ...     limits["share@gp"]
    (0.1, 0.2)
    """
    place = cache_folder() / f"{name}{LIMITS}"
    limits = _read(place) if may_be_kept(area) else {}
    before = len(limits)
    yield limits
    if len(limits) > before and may_be_kept(area):
        write_whole(place, json.dumps(dict(limits)).encode())


def _read(place: Path) -> dict[str, tuple[float, float]]:
    try:
        given = json.loads(place.read_bytes())
        return {str(key): (float(low), float(high)) for key, (low, high) in given.items()}
    except (OSError, ValueError, TypeError, AttributeError):  # whatever is wrong with it, it is made again
        return {}

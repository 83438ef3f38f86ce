"""Results that are kept: by the memory that they take, and those used longest ago go first."""

from __future__ import annotations

import io
import pickle
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable
from threading import RLock
from typing import Any, Final, NamedTuple

from dtors_network.model.area import Area

LIMIT: Final = 64_000_000
"""Bytes of results, written down, that are kept; in memory they take some four times as much."""

IN_USE: Final = 60.0
"""Seconds for which what was asked for stays, unless there is four times too much: a page may need it again at once."""

UNKNOWN: Final = 1_000_000
"""Bytes that are taken for what cannot be written down."""


class _Entry(NamedTuple):
    value: Any
    size: int
    used: float


class Kept:
    """Results by key.

    Parameters
    ----------
    limit : int
        Bytes that all of them may take, as ``written`` counts them.
    clock : callable
        Gives seconds.

    Examples
    --------
    >>> now = [0.0]
    >>> kept = Kept(limit=10, clock=lambda: now[0])
    >>> kept.put("a", "first", 6)
    >>> now[0] = 100.0
    >>> kept.put("b", "second", 6)
    >>> kept.get("a"), kept.get("b")
    (None, ('second',))
    """

    def __init__(self, limit: int = LIMIT, clock: Callable[[], float] = time.monotonic) -> None:
        self.limit = limit
        self.size = 0
        self._clock = clock
        self._entries: OrderedDict[Hashable, _Entry] = OrderedDict()
        self._changing = RLock()

    def get(self, key: Hashable) -> tuple[Any] | None:
        """Give a result, alone in a tuple, or nothing."""
        with self._changing:
            entry = self._entries.get(key)
            if entry is None:
                return None
            self._entries[key] = entry._replace(used=self._clock())
            self._entries.move_to_end(key)
            return (entry.value,)

    def put(self, key: Hashable, value: Any, size: int) -> None:
        """Keep a result, and let go what was used longest ago where there is too much."""
        now = self._clock()
        with self._changing:
            before = self._entries.pop(key, None)
            self.size += size - (before.size if before else 0)
            self._entries[key] = _Entry(value, size, now)
            while len(self._entries) > 1 and self._is_too_much(now):
                self.size -= self._entries.popitem(last=False)[1].size

    def _is_too_much(self, now: float) -> bool:
        oldest = next(iter(self._entries.values()))
        return self.size > 4 * self.limit or (self.size > self.limit and now - oldest.used > IN_USE)


def write(value: object, areas: Iterable[Area]) -> bytes:
    """Write a result down; areas that both sides have are named only."""
    out = io.BytesIO()
    _Pickler(out, {id(area): area.id for area in areas}).dump(value)
    return out.getvalue()


def read(written: bytes, areas: dict[str, Area]) -> Any:
    """Read what ``write`` wrote, in a process of the same program on the same machine."""
    return _Unpickler(io.BytesIO(written), areas).load()


def size_of(value: object, areas: Iterable[Area]) -> int:
    """Tell how many bytes a result takes when it is written down, without the areas themselves."""
    try:
        return len(write(value, areas))
    except Exception:  # it holds what cannot be written, or is being added to at this moment
        return UNKNOWN


class _Pickler(pickle.Pickler):
    def __init__(self, out: io.BytesIO, ids: dict[int, str]) -> None:
        super().__init__(out, pickle.HIGHEST_PROTOCOL)
        self._ids = ids

    def persistent_id(self, value: Any) -> str | None:
        return self._ids.get(id(value))


class _Unpickler(pickle.Unpickler):
    def __init__(self, written: io.BytesIO, areas: dict[str, Area]) -> None:
        super().__init__(written)
        self._areas = areas

    def persistent_load(self, name: Any) -> Area:
        return self._areas[name]

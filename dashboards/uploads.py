"""What was uploaded: in the memory of this dashboard alone, for some hours, or until it is deleted."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from threading import RLock
from typing import Any, Final

from dashboards.holding import Holding
from dtors_network.editing.uploads import read_upload
from dtors_network.errors import Fault, InputError

STAYS: Final = 4 * 3600
"""Seconds for which an upload stays after it was last given."""
MOST: Final = 5
"""Uploads of one kind that stay at once."""
MOST_TOLD: Final = 500
Told = dict[str, Any]


class Stays:
    """What was uploaded, for some hours.

    Parameters
    ----------
    clock : callable
        Gives seconds.
    """

    what = "uploads"
    """What it holds, in words."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._until: dict[str, float] = {}
        self._changing = RLock()

    def delete(self, name: object) -> Told:
        """Delete an upload."""
        with self._changing:
            if not isinstance(name, str) or name not in self._until:
                raise InputError([Fault("there is no such upload", "It may have been deleted already")])
            del self._until[name]
            self._gone(name)
        return {**self.listed(), "said": "Deleted. Nothing of it is left here."}

    def sweep(self) -> None:
        """Delete what has expired."""
        for name in [name for name, until in [*self._until.items()] if until <= self._clock()]:
            with self._changing:
                if self._until.pop(name, None) is not None:
                    self._gone(name)

    def listed(self) -> Told:
        """List what is there, and until when."""
        now = datetime.now()
        rows = [
            [name, self._titled(name), f"{now + timedelta(seconds=until - self._clock()):%H:%M}"]
            for name, until in self._until.items()
        ]
        return {"uploads": rows}

    def faults(self, error: InputError) -> Told:
        """Tell every fault of a file, cell by cell, beside what is there."""
        told = [_fault(one) for one in error.faults[:MOST_TOLD]]
        return {**self.listed(), "faults": told, "number": len(error.faults)}

    def _check_room(self, name: str) -> None:
        if name not in self._until and len(self._until) >= MOST:
            raise InputError([Fault(f"{MOST} {self.what} are open already", "Delete one of them first")])

    def _gone(self, name: str) -> None:
        """Let go of what was deleted or has expired."""
        raise NotImplementedError

    def _titled(self, name: str) -> str:
        return name


class Uploads(Stays):
    """The uploaded areas of a dashboard.

    Parameters
    ----------
    holding : Holding
        Where they are shown, protected like any other.
    clock : callable
        Gives seconds.
    """

    what = "uploaded areas"

    def __init__(self, holding: Holding, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(clock)
        self._holding = holding

    def take(self, name: str, content: bytes) -> Told:
        """Read an upload and show its area, in place of an earlier upload of it; or tell every fault, cell by cell."""
        try:
            read = read_upload(name, content)
            self._check_id(read.area.id)
            self._check_room(read.area.id)
        except InputError as error:
            return self.faults(error)
        with self._changing:
            again = read.area.id in self._until
            self._holding.put(read.area)
            self._until[read.area.id] = self._clock() + STAYS
        said = f"{read.area.name} is open{', in place of the earlier upload' if again else ''}."
        unread = f" Not read, for they are no tables of an area: {', '.join(read.unread[:5])}." if read.unread else ""
        return {**self.listed(), "said": said + unread, "area": read.area.id}

    def _gone(self, name: str) -> None:
        self._holding.drop(name)

    def _titled(self, name: str) -> str:
        return self._holding.areas[name].name

    def _check_id(self, area: str) -> None:
        if area not in self._until and area in self._holding.areas:
            fix = "Give the area of the file another id, or open the dashboard without the other one"
            raise InputError([Fault("another area that is open here has this id", fix, column="id", value=area)])


def _fault(fault: Fault) -> list[Any]:
    return [fault.file, fault.row, fault.column, fault.value[:100], fault.problem, fault.fix]

"""Areas that were uploaded: in the memory of this dashboard alone, for some hours, or until they are deleted."""

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
"""Seconds for which an uploaded area stays after its last upload."""
MOST: Final = 5
"""Areas that stay at once."""
MOST_TOLD: Final = 500
Told = dict[str, Any]


class Uploads:
    """The uploaded areas of a dashboard.

    Parameters
    ----------
    holding : Holding
        Where they are shown, protected like any other.
    clock : callable
        Gives seconds.
    """

    def __init__(self, holding: Holding, clock: Callable[[], float] = time.monotonic) -> None:
        self._holding = holding
        self._clock = clock
        self._until: dict[str, float] = {}
        self._changing = RLock()

    def take(self, name: str, content: bytes) -> Told:
        """Read an upload and show its area, in place of an earlier upload of it; or tell every fault, cell by cell."""
        try:
            read = read_upload(name, content)
            self._check_room(read.area.id)
        except InputError as error:
            return {
                **self.listed(),
                "faults": [_fault(one) for one in error.faults[:MOST_TOLD]],
                "number": len(error.faults),
            }
        with self._changing:
            again = read.area.id in self._until
            self._holding.put(read.area)
            self._until[read.area.id] = self._clock() + STAYS
        said = f"{read.area.name} is open{', in place of the earlier upload' if again else ''}."
        unread = f" Not read, for they are no tables of an area: {', '.join(read.unread[:5])}." if read.unread else ""
        return {**self.listed(), "said": said + unread, "area": read.area.id}

    def delete(self, area: object) -> Told:
        """Delete an uploaded area."""
        with self._changing:
            if not isinstance(area, str) or area not in self._until:
                raise InputError([Fault("there is no such upload", "It may have been deleted already")])
            del self._until[area]
            self._holding.drop(area)
        return {**self.listed(), "said": "Deleted. Nothing of it is left here."}

    def sweep(self) -> None:
        """Delete what has expired."""
        for area in [area for area, until in [*self._until.items()] if until <= self._clock()]:
            with self._changing:
                if self._until.pop(area, None) is not None:
                    self._holding.drop(area)

    def listed(self) -> Told:
        """List what is there, and until when."""
        now = datetime.now()
        rows = [
            [area, self._holding.areas[area].name, f"{now + timedelta(seconds=until - self._clock()):%H:%M}"]
            for area, until in self._until.items()
        ]
        return {"uploads": rows}

    def _check_room(self, area: str) -> None:
        if area in self._until:
            return
        if area in self._holding.areas:
            fix = "Give the area of the file another id, or open the dashboard without the other one"
            raise InputError([Fault("another area that is open here has this id", fix, column="id", value=area)])
        if len(self._until) >= MOST:
            raise InputError([Fault(f"{MOST} uploaded areas are open already", "Delete one of them first")])


def _fault(fault: Fault) -> list[Any]:
    return [fault.file, fault.row, fault.column, fault.value[:100], fault.problem, fault.fix]

"""A page of a directory, whichever version it is written in."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Final

from dtors_network.errors import Fault

STATES: Final = ("active", "inactive", "defunct", "temporarily closed")
"""What the status of a service may be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Runner:
    """The organisation that runs a service."""

    id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """What a directory says of one service; blank where it says nothing."""

    id: str
    name: str
    status: str
    runner: Runner | None = None
    terms: tuple[str, ...] = ()
    way_in: str = ""
    eligibility: str = ""
    minimum_age: str = ""
    maximum_age: str = ""
    available: int | None = None
    maximum: int | None = None
    unit: str = ""
    file: str = ""
    row: int = 1

    def with_what_is_missing(self, other: Listed) -> Listed:
        """Fill what is blank from another record of the same service."""
        blank = [field.name for field in fields(self) if getattr(self, field.name) in ("", None, ())]
        return replace(self, **{name: getattr(other, name) for name in blank})


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The services and organisations of one file, its faults, and how many services the directory says there are."""

    services: tuple[Listed, ...] = ()
    runners: tuple[Runner, ...] = ()
    faults: tuple[Fault, ...] = ()
    promised: int | None = None

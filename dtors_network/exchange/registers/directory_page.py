"""A page of a directory, whichever version it is written in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
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
    """What a directory says of one service; blank where it says nothing.

    Attributes
    ----------
    runner, runner_id : Runner or None, str
        The organisation where the record holds it, and its id where it only names it.
    through : tuple of str
        Ids of its locations and its programme, whose organisation runs it where nothing else says who does.
    description : str
        For signs of drug treatment only; it is never kept.
    """

    id: str
    name: str
    status: str
    runner: Runner | None = None
    runner_id: str = ""
    through: tuple[str, ...] = ()
    description: str = ""
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
        blank = [one.name for one in fields(self) if getattr(self, one.name) in ("", None, ())]
        return replace(self, **{name: getattr(other, name) for name in blank})


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The services and organisations of one file, its faults, and how many services the directory says there are.

    Attributes
    ----------
    one_row_each : bool
        True for a table, in which an id names one row; pages may speak of a service more than once.
    owners : mapping of str to str
        Id of the organisation by the id of a location or a programme, as far as the file says.
    """

    services: tuple[Listed, ...] = ()
    runners: tuple[Runner, ...] = ()
    faults: tuple[Fault, ...] = ()
    promised: int | None = None
    one_row_each: bool = False
    owners: Mapping[str, str] = field(default_factory=dict)

"""Services that a register or a directory suggests for an area, each with how firmly it does so, and why."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from dtors_network.errors import Fault, InputError
from dtors_network.exchange.reading import Reading
from dtors_network.model.area import Organisation, Row, Service

A_PERSON: Final = "an individual provider"
"""In place of the name of a provider who is a person."""

MOST_SERVICES: Final = 20_000
"""Services of one file; more than any area or country lists of the kind that is wanted here."""

_TITLED: Final = re.compile(r"\s*(mr|mrs|ms|miss|mx|dr|prof|professor|sir|dame|rev|reverend)\b\.?\s", re.IGNORECASE)
_NOT_TEXT: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_NOT_ID: Final = re.compile(r"[^0-9A-Za-z._-]+")


class Mark(StrEnum):
    """How firmly the source says that a service treats people who use drugs; listed: somebody's own list names it."""

    STRONG = "strong"
    WEAK = "weak"
    LISTED = "listed"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A service that may belong to the area; its ``service_type`` is blank where the source does not say.

    Attributes
    ----------
    service : Service
        A row for the table, to be looked over by somebody who knows the area.
    mark : Mark
        How firmly the source says that it treats people who use drugs.
    why : tuple of str
        The source's own words for that.
    """

    service: Service
    mark: Mark
    why: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Candidates(Reading):
    """What a register or a directory suggests.

    Attributes
    ----------
    candidates : tuple of Candidate
        The services, in the order of the file.
    organisations : tuple of Organisation
        Who runs them.
    untyped : int
        Candidates whose service type the user has to give.
    """

    candidates: tuple[Candidate, ...] = ()
    organisations: tuple[Organisation, ...] = ()

    @property
    def untyped(self) -> int:
        """Candidates whose service type the user has to give."""
        return sum(not one.service.service_type for one in self.candidates)

    @property
    def services(self) -> tuple[Service, ...]:
        """The rows for the table: candidates with a mark."""
        return tuple(one.service for one in self.candidates if one.mark is not Mark.NONE)

    @property
    def tables(self) -> dict[str, tuple[Row, ...]]:
        """Services with a mark, and the organisations that run them."""
        runners = {service.organisation for service in self.services}
        running = tuple(one for one in self.organisations if one.organisation in runners)
        return {"organisations": running, "services": self.services}


def check_number(number: int, file: str) -> None:
    """Refuse a file with more services than can be looked over.

    >>> check_number(3, "services.json")
    """
    if number > MOST_SERVICES:
        fix = "Give only the services of your own area"
        raise InputError([Fault(f"this file lists more than {MOST_SERVICES:,} services", fix, file=file)])


def without_person(name: str) -> str:
    """Keep a provider's name unless it is a person's, as far as a title in front tells.

    >>> without_person("Mrs A Example"), without_person("Example Care Ltd")
    ('an individual provider', 'Example Care Ltd')
    """
    return A_PERSON if _TITLED.match(name) else tidy(name)


def tidy(text: str, longest: int = 2_000) -> str:
    r"""Put text on one line, without control characters, and no longer than anybody reads.

    >>> tidy(" Ring \n reception ")
    'Ring reception'
    """
    line = " ".join(_NOT_TEXT.sub(" ", text).split())
    return line if len(line) <= longest else line[: longest - 1] + "…"


def identifier(prefix: str, text: str) -> str:
    """Make an id for a table out of the source's own, in letters that need no quoting.

    >>> identifier("cqc", "1-101671690")
    'cqc_1-101671690'
    """
    return f"{prefix}_{_NOT_ID.sub('_', text.strip())[:100]}"

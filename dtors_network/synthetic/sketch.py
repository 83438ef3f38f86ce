"""Services, links and refusals while an area is being drawn, before they become rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from dtors_network.model.vocabulary import Says

Voice = tuple[str, Says]
"""Who speaks (a reporter; an empty string is a blank one) and what it says."""


class Side(StrEnum):
    """Which of the two trunks a service stands in; no organisation stands in both."""

    LEFT = "left"
    RIGHT = "right"
    BESIDE = "beside"


class Part(StrEnum):
    """What a service is there for."""

    CORE = "core"
    SPARE = "spare"
    PLANT = "plant"


class Closing(StrEnum):
    """By what the pairs of a service that nobody spoke about are known to be absent."""

    OPEN = "open"
    LIST = "list"
    ANSWER = "answer"
    RECORD = "record"


class Way(StrEnum):
    """How the tables speak of a link."""

    START = "start"
    SAID = "said"
    SAID_UNCOUNTED = "said_uncounted"
    ANSWERED = "answered"
    REFERRED = "referred"
    SPOKEN = "spoken"
    CONFIRMED = "confirmed"
    """Not decided yet: any of the first four."""


@dataclass(slots=True)
class Sketch:
    """A service. ``roles`` are the types it counts as: a type of the first stage counts only as its own type."""

    id: str
    kind: str
    organisation: str
    side: Side
    home: int
    part: Part
    also: tuple[str, ...]
    roles: frozenset[str]
    askable: bool
    accepts: dict[str, str]
    closed_out: bool = True
    closed_in: bool = True
    may_list_out: bool = True
    may_list_in: bool = True
    must_record: bool = False
    out_by: Closing = Closing.OPEN
    in_by: Closing = Closing.OPEN
    answered: set[str] = field(default_factory=set)
    reported: set[str] = field(default_factory=set)
    contradicted: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Link:
    """An ordered pair that the tables speak about, with the voices of its ends."""

    source: str
    target: str
    way: Way
    must_start: bool = False
    sender: list[Voice] = field(default_factory=list)
    receiver: list[Voice] = field(default_factory=list)
    denied_by_answer: bool = False
    opens: set[str] = field(default_factory=set)


class Manner(StrEnum):
    """How the tables show that a client group is refused along a route."""

    SAID = "said"
    DOUBTED = "doubted"
    REPORTED = "reported"
    RECORDED = "recorded"


@dataclass(slots=True)
class Refusal:
    """Every service of some types refuses a client group, or is doubted to take it."""

    types: frozenset[str]
    group: str
    manner: Manner

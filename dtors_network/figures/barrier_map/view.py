"""What the map holds, before anything is drawn: boxes, links, barriers by place, and what is required and not there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NamedTuple

from dtors_network.model.vocabulary import Certainty, LinkState, Profile

SMALL: Final = 30
"""Services up to which each is a box of its own and every open link is told apart."""

NUMBERED: Final = 9
"""Findings that have a number on the map."""


class Kind(NamedTuple):
    """A kind of barrier on the map: one letter, whatever the codes behind it."""

    letter: str
    title: str
    shape: str
    colour: str
    ink: str


class Badge(NamedTuple):
    """A barrier reported at a place: the letter of its kind, and the side that it names (blank: none)."""

    letter: str
    side: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A service, or several of one type that stand as one.

    Attributes
    ----------
    id : str
        Of the service; ``fold:…`` where several stand as one.
    title, below, kind : str
        Its name; who runs it; its type in words.
    column : int
        Its stage.
    gap : Certainty or None
        The most certain structural gap that starts here.
    badges : tuple of Badge
        Barriers reported at the service.
    refuses : str
        Whom it refuses in words, blank where nobody; ``refuses_group`` is the code, ``refuses_surely`` whether it is
        certain rather than only reported.
    depends : bool
        Whether every certain way to aftercare from somewhere leads through who runs it.
    numbers : tuple of int
        The findings of which it is the subject.
    onward : str
        ``none`` or ``open`` where no way on to aftercare is certain.
    of : int
        How many services it stands for.
    """

    id: str
    title: str
    below: str
    kind: str
    column: int
    gap: Certainty | None = None
    badges: tuple[Badge, ...] = ()
    refuses: str = ""
    refuses_group: str = ""
    refuses_surely: bool = False
    depends: bool = False
    numbers: tuple[int, ...] = ()
    onward: str = ""
    of: int = 1


@dataclass(frozen=True, slots=True)
class MapLink:
    """A link: its state, whether its receiver refuses the group, whether a finding is about it, what is reported."""

    source: str
    target: str
    state: LinkState
    shut: bool
    found: bool
    badges: tuple[Badge, ...]

    @property
    def pair(self) -> tuple[str, str]:
        """Sender and receiver."""
        return self.source, self.target


class Ghost(NamedTuple):
    """What the reference requires of a service and is not there: a link to any one of some services, for whom."""

    source: str
    targets: tuple[str, ...]
    certain: bool
    gap: str
    whom: tuple[str, ...] = ()
    """Groups in few letters; a blank among them is everyone."""

    @property
    def for_whom(self) -> str:
        """The groups for whom it is missing; blank where it is missing for everyone."""
        return "" if "" in self.whom else " / ".join(self.whom)


class Numbered(NamedTuple):
    """A finding with its number on the map."""

    number: int
    gap: str
    title: str
    certain: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BarrierView:
    """Everything that the map can show.

    Attributes
    ----------
    columns : tuple of str
        Titles of the stages.
    kinds : tuple of Kind
        The kinds of barrier, each once.
    boxes, links, ghosts : tuple
        What is drawn.
    findings : tuple of Numbered
        Certain ones first, each cause once.
    elsewhere : tuple of str
        Barriers reported of a type of service or of the whole area, in words.
    profile : Profile or None
        How the counts behind the findings were protected.
    """

    columns: tuple[str, ...]
    kinds: tuple[Kind, ...]
    boxes: tuple[Box, ...]
    links: tuple[MapLink, ...]
    ghosts: tuple[Ghost, ...]
    findings: tuple[Numbered, ...]
    elsewhere: tuple[str, ...]
    profile: Profile | None

    @property
    def is_small(self) -> bool:
        """Whether every service is a box of its own."""
        return len(self.boxes) <= SMALL

    @property
    def places(self) -> dict[str, int]:
        """The number of links and services at which each kind is reported, whatever the number of mentions."""
        found = {kind.letter: 0 for kind in self.kinds}
        for place in [*(link.badges for link in self.links), *(box.badges for box in self.boxes)]:
            for letter in {badge.letter for badge in place}:
                found[letter] += 1
        return {letter: number for letter, number in found.items() if number}

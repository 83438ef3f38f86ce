"""The values that gap rules give: findings, questions, steps of a remedy, and people affected."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from dtors_network.model.bounds import Bounds
from dtors_network.model.comparator import Comparator
from dtors_network.model.pathway import Route
from dtors_network.model.vocabulary import Certainty, Count, Grade, QuestionKind

NOT_COUNTED: Final = "not counted"
FIRST_START: Final = "first_start"
"""The step that nobody can agree on: that somebody of a group starts, where records show that none did."""


@dataclass(frozen=True, slots=True, order=True)
class Question:
    """A yes/no question that somebody could answer; it says nothing about which answer is hoped for.

    ``source`` and ``target`` are set for a link; ``service`` (and ``group``) for the others.
    """

    kind: QuestionKind
    source: str = ""
    target: str = ""
    service: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class Ask:
    """The fewest questions which, all answered yes, remove a finding; and all answered no, make it certain.

    None where no answers can do it; an empty tuple where nothing needs to be asked.
    """

    yes: tuple[Question, ...] | None = None
    no: tuple[Question, ...] | None = None


@dataclass(frozen=True, slots=True, order=True)
class Step:
    """One step of a remedy: ``open_link``, ``open_acceptance``, ``provide`` (a service of one of some types).

    ``first_start`` is no step to take: the finding rests on records, and stays until somebody has started.
    """

    kind: str
    source: str = ""
    target: str = ""
    service: str = ""
    group: str = ""
    types: tuple[str, ...] = ()

    @property
    def to_take(self) -> bool:
        """Whether anybody can agree to take it."""
        return self.kind != FIRST_START


@dataclass(frozen=True, slots=True)
class People:
    """How many people a gap affects in the period, or that nobody counted.

    ``count`` is None where it is only known to lie in a range, or where nobody counted; ``low`` and ``high`` are the
    least and the most that it can be (equal where it is known: it happened, so that there is no interval), and None
    where nobody counted. ``what`` says what was counted.
    """

    count: Count
    low: int | None
    high: int | None
    what: str

    @property
    def known(self) -> bool:
        """Whether anybody counted."""
        return self.low is not None

    @property
    def number(self) -> Bounds | None:
        """The range in which it lies; None where nobody counted."""
        return None if self.low is None or self.high is None else Bounds(self.low, self.high)


@dataclass(frozen=True, slots=True)
class Measure:
    """What a counted gap rests on: so many of so many, with the figure that it is held against.

    Attributes
    ----------
    what : str
        In words, what was counted, of whom.
    part, whole : Bounds or None
        Numbers of people; ``whole`` is None for a ratio.
    least, most, low, high : float or None
        Share or ratio: what the counts leave possible, and the 95 % interval; None where it is hidden.
    comparator : Comparator
        What it is held against.
    each : str
        Blank for a share; for a ratio, what there is one of: such as ``keyworker``.
    """

    what: str
    part: Bounds | None
    whole: Bounds | None
    least: float | None
    most: float | None
    low: float | None
    high: float | None
    comparator: Comparator
    each: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that a rule found, before its questions are worked out.

    Attributes
    ----------
    rule : str
        Code of the rule.
    certainty : Certainty
        Certain, sensitive to named unknowns, or unknowable.
    group : str
        Client group.
    route : Route or None
        The row of the reference that is not met, where the rule works on one.
    grade : Grade or None
        How firmly the reference asks for it.
    types : tuple of str
        The needed service types, sorted.
    services, organisations : tuple of str
        Ids; the first service is the subject.
    link : pair of str or None
        The link in question.
    basis : str
        Which clause of the rule applies.
    share : pair of int or None
        How many of how many (senders that lack the route, receivers that refuse).
    measure : Measure or None
        What a counted gap rests on.
    records : str
        What records show, in words, where they are held against no figure that was published.
    """

    rule: str
    certainty: Certainty
    group: str
    route: Route | None = None
    grade: Grade | None = None
    types: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    link: tuple[str, str] | None = None
    basis: str = ""
    share: tuple[int, int] | None = None
    measure: Measure | None = None
    records: str = ""

    @property
    def place(self) -> tuple[object, ...]:
        """Rule, route, needed types, services, organisations, link: where it is, whatever the group and certainty."""
        code = self.route.code if self.route else ""
        return (self.rule, code, self.types, self.services, self.organisations, self.link or ())

    @property
    def id(self) -> str:
        """A name that stays the same while the place does."""
        code = self.route.code if self.route else ""
        needed = "+".join(self.types) if self.route and self.route.each else ""
        services = self.link if self.link else self.services
        runners = ("organisation", *self.organisations) if self.organisations else ()
        parts = (self.rule, self.group, code, needed, *services, *runners)
        return ":".join(part for part in parts if part)

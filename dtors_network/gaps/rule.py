"""What a gap rule is: a rule says what is its own, and has defaults for the rest."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass

from dtors_network.gaps.case import Case
from dtors_network.gaps.finding import Ask, Finding, People, Step
from dtors_network.gaps.people import counted_people, people_at


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldAgainst:
    """The figures that a rule which counts is held against.

    Attributes
    ----------
    scopes : tuple of str
        What a figure can be about; blank where it speaks of everything that the rule counts.
    is_ratio : bool
        Whether it is people for each of something, and not a share.
    between_places : bool
        Whether a scope can be two stages or types of way in as well, joined by ``>``.
    """

    scopes: tuple[str, ...] = ("",)
    is_ratio: bool = False
    between_places: bool = False


def nothing_to_ask(case: Case, finding: Finding) -> Ask:
    """Ask nothing that a yes or a no would settle."""
    return Ask()


def no_step(case: Case, finding: Finding) -> tuple[Step, ...]:
    """Give no remedy: how many more would get through is for a what-if."""
    return ()


def people_concerned(case: Case, finding: Finding) -> People:
    """Count those whom the measure counts, or everybody who came to the services in question."""
    measure = finding.measure
    if measure is not None and measure.part is not None:
        return counted_people(measure.part, measure.what)
    return people_at(case, finding.services, finding.group)


def the_link(case: Case, finding: Finding) -> Iterator[tuple[str, str]]:
    """Give the link in question, where there is one."""
    return iter((finding.link,) if finding.link else ())


def nowhere(finding: Finding) -> tuple[str, ...]:
    """Mark no service on the map."""
    return ()


def at_subject(finding: Finding) -> tuple[str, ...]:
    """Mark the service that the finding is about."""
    return finding.services[:1]


def everywhere(finding: Finding) -> tuple[str, ...]:
    """Mark every service that the finding names."""
    return finding.services


def all_judged(case: Case) -> str:
    """Say nothing: whatever the rule looks at can be judged."""
    return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One gap rule: what it means, where it comes from, and the functions that judge it.

    Attributes
    ----------
    code, title, definition, source, asks : str
        Its name, what it is called on a screen, what makes a gap, where the rule comes from, what a meeting may ask.
    find : callable
        Every finding of the rule in a case, before findings of a group are set against everyone's.
    sentence : callable
        The finding in a commissioner's words.
    ask : callable
        Both question sets of a sensitive finding.
    remedy : callable
        The steps that would remove a certain finding.
    people : callable
        How many people it affects.
    pairs : callable
        The links at which its evidence lies.
    held_against : HeldAgainst or None
        What it counts people against; None for a rule that judges what leads where.
    marks : callable
        The services that the map marks.
    own_word : bool
        Whether it rests on what is said or recorded of the group itself, so that it stands beside the same of everyone.
    subject : callable or None
        That on which a finding says everything depends: findings with one subject have one cause.
    sentence_of_all : callable or None
        What several findings with one subject say together.
    by_records : bool
        Whether it holds counts against one another, by a test of their own, and not against a figure.
    not_judged : callable
        What the rule could not look at for want of counts, in a sentence; blank where there is nothing.
    """

    code: str
    title: str
    definition: str
    source: str
    asks: str
    find: Callable[[Case], Iterator[Finding]]
    sentence: Callable[[Case, Finding], str]
    ask: Callable[[Case, Finding], Ask] = nothing_to_ask
    remedy: Callable[[Case, Finding], tuple[Step, ...]] = no_step
    people: Callable[[Case, Finding], People] = people_concerned
    pairs: Callable[[Case, Finding], Iterator[tuple[str, str]]] = the_link
    held_against: HeldAgainst | None = None
    marks: Callable[[Finding], tuple[str, ...]] = nowhere
    own_word: bool = False
    subject: Callable[[Finding], Hashable] | None = None
    sentence_of_all: Callable[[Case, Sequence[Finding]], str] | None = None
    by_records: bool = False
    not_judged: Callable[[Case], str] = all_judged

    @property
    def counts(self) -> bool:
        """Whether it counts people, rather than judging what leads where."""
        return self.held_against is not None or self.by_records

"""Which client groups each service accepts: its own word, doubt from reports, and starts on record (design §4)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from typing import Final

from dtors_network.evidence import Evidence, Pair, latest_acceptance
from dtors_network.model.area import Area, Service
from dtors_network.model.bounds import Count, perhaps
from dtors_network.model.groups import members
from dtors_network.model.vocabulary import EVERYONE, Accepts, LinkState, QuestionKind, YesNo, least


class Acceptance(StrEnum):
    """Whether a service accepts a client group."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


def settled(area: Area) -> tuple[Service, ...]:
    """Give the services with what their voices say of each client group in place of the column.

    The column is a service's word until a voice speaks of the group; then the latest of each reporter count. Yes beside
    no is unknown, and so is a voice that does not know; yes beside "after assessment" is after assessment.

    Parameters
    ----------
    area : Area
        A lawful area.

    Returns
    -------
    tuple of Service
        In their order; those of whom nobody spoke are the same.

    Examples
    --------
    >>> from dataclasses import replace
    >>> from dtors_network.examples import small_area
    >>> from dtors_network.model.area import AcceptanceVoice
    >>> voice = AcceptanceVoice(service="clinic", client_group="housing_need", says=Accepts.NO, reporter="a")
    >>> dict(settled(replace(small_area(), acceptance_voices=(voice,)))[1].accepts)["housing_need"].value
    'no'
    """
    words: dict[str, dict[str, Accepts]] = {}
    for (service, group), rows in latest_acceptance(area.acceptance_voices).items():
        words.setdefault(service, {})[group] = _word({row.says for row in rows})
    if not words:
        return area.services
    return tuple(
        replace(one, accepts=tuple((dict(one.accepts) | words[one.service]).items())) if one.service in words else one
        for one in area.services
    )


def _word(said: set[Accepts]) -> Accepts:
    """Put the voices of one service together."""
    known = said - {Accepts.UNKNOWN}
    if not known or {Accepts.YES, Accepts.NO} <= known or {Accepts.AFTER_ASSESSMENT, Accepts.NO} <= known:
        return Accepts.UNKNOWN
    return Accepts.AFTER_ASSESSMENT if Accepts.AFTER_ASSESSMENT in known else next(iter(known))


@dataclass(frozen=True, slots=True)
class GroupAcceptance:
    """Acceptance of one client group across an area.

    Attributes
    ----------
    group : str
        The client group.
    of : dict of str to Acceptance
        By service.
    disputed : frozenset of str
        Services that say no although somebody of the group started, or may have, or whose own voices say yes and no.
    open_links : frozenset of pairs
        Links on which a start of the group is on record: open for it whatever else is said.
    perhaps_open : frozenset of pairs
        Links on which somebody of it may have started, as far as a range tells that begins at 0: whatever is said, they
        are not closed for certain.
    """

    group: str
    of: dict[str, Acceptance]
    disputed: frozenset[str]
    open_links: frozenset[Pair]
    perhaps_open: frozenset[Pair] = frozenset()


class AcceptanceBook:
    """Acceptance of every client group, computed group by group from the evidence of an area."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence
        self.area = evidence.area
        self._groups: dict[str, GroupAcceptance] = {}
        at_the_door = self.area.profile is not None  # there voices were settled into the column
        self._services = self.area.services if at_the_door else settled(self.area)

    def group(self, group: str) -> GroupAcceptance:
        """Give the acceptance of a client group, or of people who belong to two at once, by each service."""
        if group not in self._groups:
            parts = members(group)
            self._groups[group] = self._weigh(group) if len(parts) == 1 else self._both(group, *map(self.group, parts))
        return self._groups[group]

    def reported(self, group: str) -> set[str]:
        """Services that are reported to refuse a group, or say no although somebody of it may have started there."""
        return {one for part in members(group) for one in self.doubted.get(part, set()) | self.group(part).disputed}

    def is_assessed(self, group: str) -> bool:
        """Tell whether some row names a group; of two at once each."""
        return all(part in self.assessed for part in members(group))

    @staticmethod
    def _both(group: str, one: GroupAcceptance, other: GroupAcceptance) -> GroupAcceptance:
        """Accept both where each is accepted, refuse where either is; a start of one is no evidence for both."""
        of = {service: _of_both(word, other.of[service]) for service, word in one.of.items()}
        return GroupAcceptance(group, of, one.disputed | other.disputed, frozenset())

    @cached_property
    def _started(self) -> dict[str, set[Pair]]:
        """Links on which a start of the group is on record."""
        return self._links_where(least)

    @cached_property
    def _perhaps(self) -> dict[str, set[Pair]]:
        """Links on which somebody of the group may have started, or nobody."""
        return self._links_where(perhaps)

    def _links_where(self, told: Callable[[Count], int]) -> dict[str, set[Pair]]:
        """Gather the links of which the number of starts tells something, by group and of everyone."""
        found: dict[str, set[Pair]] = {}
        for row in self.area.referrals:
            if told(row.started):
                for group in {row.client_group, EVERYONE}:
                    found.setdefault(group, set()).add((row.source, row.target))
        return found

    def _not_closed(self, pairs: set[Pair]) -> frozenset[Pair]:
        """Leave out the links that a meeting found to be absent."""
        return frozenset(pair for pair in pairs if self.evidence.links[pair].state is not LinkState.ABSENT)

    @cached_property
    def doubted(self) -> dict[str, set[str]]:
        """Services at which, or at a link into which, a refusal of the group is reported; by group."""
        found: dict[str, set[str]] = {}
        for row in self.area.barriers:
            closes = self.area.codebook.barrier[row.code].closes
            place = row.service or row.target
            if closes and place:
                found.setdefault(closes, set()).add(place)
        return found

    @cached_property
    def _at_odds(self) -> frozenset[tuple[str, str]]:
        """Services and client groups of which one voice says yes, or after assessment, and another no."""
        voices = latest_acceptance(self.area.acceptance_voices)
        said = {place: {row.says for row in rows} for place, rows in voices.items()}
        return frozenset(place for place, words in said.items() if Accepts.NO in words and words & _TAKES)

    @cached_property
    def assessed(self) -> frozenset[str]:
        """Client groups that some row names, if only by a code that closes them; everyone always is."""
        named = {EVERYONE}
        named.update(group for service in self._services for group, _ in service.accepts)
        for table in (self.area.arrivals, self.area.referrals, self.area.refusals, self.area.departures):
            named.update(row.client_group for row in table)
        named.update(row.client_group for row in self.area.answers if row.question is QuestionKind.ACCEPTANCE)
        named.update(closes for row in self.area.barriers if (closes := self.area.codebook.barrier[row.code].closes))
        return frozenset(named)

    def _weigh(self, group: str) -> GroupAcceptance:
        started = self._started.get(group, set())
        maybe = self._perhaps.get(group, set()) - started
        taken = {target for _, target in started | maybe}
        doubted = self.doubted.get(group, set())
        of: dict[str, Acceptance] = {}
        disputed = {service for service, of_group in self._at_odds if of_group == group}
        for service in self._services:
            word = dict(service.accepts).get(group)
            answer = self.evidence.answers.get((QuestionKind.ACCEPTANCE, "", "", service.service, group))
            if answer is not None:
                of[service.service] = Acceptance.YES if answer.answer is YesNo.YES else Acceptance.NO
                continue
            if word is Accepts.NO and service.service in taken:
                disputed.add(service.service)
            of[service.service] = _accepts(group, word, service.service in taken, service.service in doubted)
        return GroupAcceptance(group, of, frozenset(disputed), self._not_closed(started), self._not_closed(maybe))


_TAKES: Final = {Accepts.YES, Accepts.AFTER_ASSESSMENT}


def _of_both(one: Acceptance, other: Acceptance) -> Acceptance:
    if Acceptance.NO in (one, other):
        return Acceptance.NO
    return Acceptance.YES if one is other is Acceptance.YES else Acceptance.UNKNOWN


def _accepts(group: str, word: Accepts | None, taken: bool, doubted: bool) -> Acceptance:
    """Weigh the service's own word against starts, sure or possible, and reports of refusal."""
    if word is Accepts.NO:
        return Acceptance.UNKNOWN if taken else Acceptance.NO
    if doubted:
        return Acceptance.UNKNOWN
    if word is Accepts.YES or (word is None and group == EVERYONE):
        return Acceptance.YES
    return Acceptance.UNKNOWN

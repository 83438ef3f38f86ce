"""Where people were referred and have no start on record, by number: what counts say beside the map.

This is referred less started. It is not the people lost of the flow: whom the sender saw again is in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from dtors_network.accounts.kinds import NAME, PEOPLE
from dtors_network.accounts.sheet import Column, Lead, Sheet, to_link
from dtors_network.accounts.words import service_named
from dtors_network.graph import Network
from dtors_network.model.area import Area
from dtors_network.model.bounds import Bounds, bounds, count_words
from dtors_network.model.groups import referrals_of
from dtors_network.model.vocabulary import EVERYONE


@dataclass(frozen=True, slots=True)
class NotStarted:
    """One link on record: how many were referred, and how many of them have no start."""

    area: Area
    source: str
    target: str
    referred: Bounds
    missed: Bounds

    @property
    def lead(self) -> Lead:
        """The link on the map."""
        return to_link(self.area.id, self.source, self.target)

    @property
    def words(self) -> str:
        """How many of how many have no start."""
        return f"{count_words(self.missed)} of {count_words(self.referred)} referred have no start on record"


NOTE: Final = (
    "Referred less started, the largest sure number first. Not the people lost: whoever the sender saw again is "
    "counted here too."
)
LOST: Final = (
    Column[NotStarted]("source", "From", NAME, lambda one: service_named(one.area, one.source), lambda one: one.lead),
    Column[NotStarted]("target", "To", NAME, lambda one: service_named(one.area, one.target)),
    Column[NotStarted]("referred", "Referred", PEOPLE, lambda one: one.referred),
    Column[NotStarted]("no_start", "No start on record", PEOPLE, lambda one: one.missed),
)


def lost_sheet(network: Network, group: str = "") -> Sheet[NotStarted]:
    """Give the links on which people were referred and have no start on record, the largest least number first.

    >>> from dtors_network.disclosure import protect
    >>> from dtors_network.examples import counted_area
    >>> [one.words for one in lost_sheet(Network(protect(counted_area()))).items][:1]
    ['16–20 of 91–100 referred have no start on record']
    """
    found = sorted(
        _counted(network, group or EVERYONE), key=lambda one: (-one.missed.low, -one.missed.high, one.source)
    )
    none = "No count shows that anybody was referred and has no start, which does not say that all started"
    return Sheet("lost", "Referred, with no start on record", LOST, tuple(found), none=none)


def _counted(network: Network, group: str) -> Iterator[NotStarted]:
    """Give the rows with both counts, but for links that a meeting settled, and records that tell of starts alone."""
    for row in referrals_of(network.area, group):
        referred, started = bounds(row.referred), bounds(row.started)
        if referred is None or started is None or row.starts_only:
            continue
        missed = referred.less(started)
        if told := bounds(row.lost):
            missed = Bounds(max(missed.low, told.low), min(missed.high, told.high))
        if missed.low:
            yield NotStarted(network.area, row.source, row.target, referred, missed)

"""Referral links as sets: who stands at the other end of the links of each service, by their state (design §4)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from dtors_network.bits import mask_of, positions
from dtors_network.evidence import Evidence
from dtors_network.model.area import Service
from dtors_network.model.vocabulary import LinkState

Ends = Callable[[int], int]
"""From a service to the set of services at the other end of some of its links."""

UNSETTLED: Final = (LinkState.WEAK, LinkState.ONE_SIDED, LinkState.DISPUTED)
"""States of a link that a question would settle."""


@dataclass(slots=True)
class LinkMasks:
    """Services at the other end of each service's links, by what the evidence says; ``out`` or ``into``."""

    confirmed: list[int]
    unsettled: list[int]
    silent: list[int]
    not_applicable: list[int]


class Links:
    """The links of an area as sets of positions; a pair that no row names is silent, or closed by a list or a meeting.

    Parameters
    ----------
    evidence : Evidence
        What the tables say.
    services : sequence of Service
        The services in order of their positions.
    """

    def __init__(self, evidence: Evidence, services: Sequence[Service]) -> None:
        self.evidence = evidence
        self.services = services
        self.position = {service.service: at for at, service in enumerate(services)}
        self.everywhere = (1 << len(services)) - 1
        nobody = evidence.nobody_to_ask
        self.askable = mask_of(at for at, s in enumerate(services) if s.service not in nobody)

    @cached_property
    def out(self) -> LinkMasks:
        """Receivers of each service."""
        return self._masks(self._silent_receivers, lambda pair: pair)

    @cached_property
    def into(self) -> LinkMasks:
        """Senders to each service."""
        return self._masks(self._silent_senders, lambda pair: (pair[1], pair[0]))

    def _masks(self, silent_by_default: Ends, turn: Callable[[tuple[int, int]], tuple[int, int]]) -> LinkMasks:
        """Start from the pairs that no row names, then put each named pair where its state belongs."""
        empty = [0] * len(self.services)
        masks = LinkMasks(empty[:], empty[:], [silent_by_default(at) for at in range(len(empty))], empty[:])
        for pair, link in self.evidence.links.items():
            here, there = turn((self.position[pair[0]], self.position[pair[1]]))
            bit = 1 << there
            masks.silent[here] &= ~bit
            if link.state is LinkState.CONFIRMED:
                masks.confirmed[here] |= bit
            elif link.state in UNSETTLED:
                masks.unsettled[here] |= bit
            elif link.state is LinkState.SILENT:
                masks.silent[here] |= bit
            elif link.state is LinkState.NOT_APPLICABLE:
                masks.not_applicable[here] |= bit
        for here in positions(self.everywhere & ~self.askable):
            alone = masks.silent[here] & ~self.askable
            masks.silent[here] &= ~alone
            masks.unsettled[here] |= alone
        return masks

    @cached_property
    def _lists(self) -> tuple[int, int]:
        """Services with somebody to ask that listed all their receivers, and all their senders."""
        sends = mask_of(at for at, s in enumerate(self.services) if s.lists_all_sent_to)
        receives = mask_of(at for at, s in enumerate(self.services) if s.lists_all_received_from)
        return sends & self.askable, receives & self.askable

    @cached_property
    def _closed(self) -> tuple[int, int]:
        """Services whose silent links a meeting closed: as senders, and (with complete records) as receivers."""
        evidence = self.evidence
        receivers = evidence.receives_from_nobody_else | evidence.records_all_in
        return self._mask(evidence.sends_to_nobody_else), self._mask(receivers)

    def _mask(self, services: frozenset[str]) -> int:
        return mask_of(self.position[service] for service in services)

    def _silent_receivers(self, at: int) -> int:
        sends, receives = self._lists
        return self._silent(at, (sends, receives), self._closed)

    def _silent_senders(self, at: int) -> int:
        sends, receives = self._lists
        closed_senders, closed_receivers = self._closed
        return self._silent(at, (receives, sends), (closed_receivers, closed_senders))

    def _silent(self, at: int, lists: tuple[int, int], closed: tuple[int, int]) -> int:
        """Give the partners of a service with which it is silent where no row names the pair."""
        bit = 1 << at
        if closed[0] & bit:
            return 0
        mask = self.everywhere & ~closed[1] & ~bit
        if self.askable & bit:
            mask &= ~lists[1]
        return mask & ~self.askable if lists[0] & bit else mask

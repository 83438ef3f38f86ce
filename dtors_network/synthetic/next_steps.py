"""What may become of somebody at each service of the synthetic England, and how often each of it does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property
from random import Random
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from dtors_network.model.vocabulary import Planned, Stage
from dtors_network.synthetic.alias import AliasTables, alias_tables
from dtors_network.synthetic.counts import LEAVE
from dtors_network.synthetic.england import England
from dtors_network.synthetic.flows import COME, CONTINUITY, referred_on
from dtors_network.synthetic.groups import share_of

Codes = NDArray[np.int32]
Shares = NDArray[np.float64]

NONE: Final = -1
"""Stands for no service, no reason, no outcome."""

LOST_BEFORE, FROM_PRISON = 1, 2
"""What is remembered of somebody, as bits of their class."""

STARTS_STILL: Final = {LOST_BEFORE: 0.5, FROM_PRISON: 0.4}
"""With memory: what is left of the share that starts, of people of a class; invented. The rest is lost instead."""

REASONS: Final = ("no_capacity", "could_not_contact", "no_longer_interested", "other", "not_recorded")
"""Of the codebook; with them, on each link one of the barriers that attach to links."""

ACCEPTED_YET_LOST: Final = frozenset({"could_not_contact", "no_longer_interested"})
"""Reasons of people who had been accepted."""


class Kind(IntEnum):
    """What a next step is."""

    MOVED = 0
    LOST = 1
    KEPT = 2
    LEFT = 3


class _Option(NamedTuple):
    service: int
    kind: Kind
    share: float
    link: int = NONE
    reason: int = NONE
    outcome: int = NONE


_CODES: Final = ("service", "kind", "link", "reason", "outcome")


@dataclass(frozen=True)
class NextSteps:
    """Every possible next step from every service.

    Attributes
    ----------
    england : England
        Where.
    service, kind, link, reason, outcome : array of int
        Of each step: where from, what it is, along which link, why it failed, and how somebody left.
    share : array of float, shape (classes, steps)
        How often it comes about; those of a service add up to 1 in each class. One class: nothing is remembered.
    entry : array of float
        Share of all people who come in at each service.
    reasons, outcomes : tuple of str
        Codes by their numbers.
    planned : tuple of str
        By the number of the outcome, whether leaving was planned.
    """

    england: England
    service: Codes
    kind: Codes
    link: Codes
    reason: Codes
    outcome: Codes
    share: Shares
    entry: Shares
    reasons: tuple[str, ...]
    outcomes: tuple[str, ...]
    planned: tuple[Planned, ...]

    @property
    def classes(self) -> int:
        """How many classes of people there are: 1 where nothing is remembered."""
        return len(self.share)

    @cached_property
    def target(self) -> Codes:
        """Where each step leads; ``NONE`` for leaving."""
        targets = np.array([target for _, target in self.england.pairs] + [NONE], dtype=np.int32)
        return targets[self.link]

    @cached_property
    def tables(self) -> AliasTables:
        """The lists to draw steps from: all services of the first class, then those of the next."""
        ends = np.searchsorted(self.service, np.arange(1, len(self.england.services)))
        return alias_tables(part.tolist() for shares in self.share for part in np.split(shares, ends))

    @cached_property
    def area(self) -> Codes:
        """The number of the area of each service."""
        return np.array([number for number, _ in self.england.services], dtype=np.int32)

    @cached_property
    def is_prison(self) -> NDArray[np.bool_]:
        """Which services are prisons."""
        return np.array([service.service_type == "prison" for _, service in self.england.services])

    @cached_property
    def groups(self) -> tuple[str, ...]:
        """The client groups that records tell of."""
        return tuple(self.england.areas[0].codebook.group)[1:]

    @cached_property
    def group_share(self) -> Shares:
        """Share of each client group among those who come in at each service."""
        codebook = self.england.areas[0].codebook
        kinds = [service.service_type for _, service in self.england.services]
        return np.array([[share_of(codebook, kind, group) for kind in kinds] for group in self.groups])


def next_steps(england: England, remembered: bool) -> NextSteps:
    """Draw how often each step comes about, within the published ranges where there are any.

    Without memory it is a Markov chain of the first order on services; ``remembered``, whoever was once referred
    without a start, or came from prison, starts less often at later services.
    """
    codebook = england.areas[0].codebook
    barriers = [one.code for one in codebook.barriers if one.kind == "barrier" and "link" in one.attaches_to]
    reasons = (*REASONS, *barriers)
    outcomes = tuple(term.code for term in codebook.outcomes)
    options = [*_options(england, len(reasons), outcomes)]
    code = {name: np.array([getattr(option, name) for option in options], dtype=np.int32) for name in _CODES}
    share = np.array([option.share for option in options])
    routes_in = np.array([england.stage(at) is Stage.ROUTES_IN for at in range(len(england.services))])
    at_route_in = routes_in[code["service"]]
    classes = range(4 if remembered else 1)
    return NextSteps(
        england=england,
        **code,
        share=np.array([_of_class(one, share, code["kind"], code["link"], at_route_in) for one in classes]),
        entry=_entry(england),
        reasons=reasons,
        outcomes=outcomes,
        planned=tuple(LEAVE[outcome][1] if outcome in LEAVE else Planned.UNKNOWN for outcome in outcomes),
    )


def _options(england: England, reasons: int, outcomes: tuple[str, ...]) -> Iterator[_Option]:
    rng = Random(f"{england.seed} steps")
    links: dict[int, list[int]] = {}
    for link, (source, _) in enumerate(england.pairs):
        links.setdefault(source, []).append(link)
    routes_in = england.areas[0].codebook.types_of(Stage.ROUTES_IN)
    for at, (_, service) in enumerate(england.services):
        onwards = links.get(at, [])
        on = rng.uniform(*referred_on(service.service_type, routes_in)) if onwards else 0.0
        weights = [rng.uniform(0.7, 1.3) for _ in onwards]
        for link, weight in zip(onwards, weights, strict=True):
            yield from _referred(rng, at, link, on * weight / sum(weights), service.service_type == "prison", reasons)
        yield from _left(rng, at, 1 - on, outcomes)


def _referred(rng: Random, at: int, link: int, share: float, prison: bool, reasons: int) -> Iterator[_Option]:
    """Divide those who are referred along a link into those who start, are lost, and are kept, by reason."""
    started = rng.uniform(*CONTINUITY) if prison else rng.uniform(0.8, 1) * rng.uniform(0.6, 0.97)
    kept = rng.uniform(0.05, 0.5)
    yield _Option(at, Kind.MOVED, share * started, link)
    why = [*range(len(REASONS)), rng.randrange(len(REASONS), reasons)]
    weights = [rng.uniform(0.2, 1) for _ in why]
    for reason, weight in zip(why, weights, strict=True):
        lost = share * (1 - started) * weight / sum(weights)
        yield _Option(at, Kind.LOST, lost * (1 - kept), link, reason)
        yield _Option(at, Kind.KEPT, lost * kept, link, reason)


def _left(rng: Random, at: int, share: float, outcomes: tuple[str, ...]) -> Iterator[_Option]:
    """Divide those who leave among the outcomes; the last one takes the rest."""
    parts = [LEAVE.get(code, (0.05, Planned.NO))[0] * rng.uniform(0.75, 1.25) for code in outcomes[:-1]]
    scale = min(1.0, 0.95 / sum(parts))
    parts = [part * scale for part in parts]
    for outcome, part in enumerate([*parts, 1 - sum(parts)]):
        yield _Option(at, Kind.LEFT, share * part, outcome=outcome)


def _of_class(remembers: int, share: Shares, kind: Codes, link: Codes, at_route_in: NDArray[np.bool_]) -> Shares:
    """Give the shares of a class of people: fewer start, and are lost along the same link instead."""
    still = np.ones(len(share))
    if remembers & LOST_BEFORE:
        still *= STARTS_STILL[LOST_BEFORE]
    if remembers & FROM_PRISON:
        still *= np.where(at_route_in, 1, STARTS_STILL[FROM_PRISON])
    links = int(link.max()) + 1
    moved, lost = kind == Kind.MOVED, kind == Kind.LOST
    more = np.bincount(link[moved], (share * (1 - still))[moved], links)
    all_lost = np.bincount(link[lost], share[lost], links)
    factor = np.append(1 + more / all_lost, 1)[link]
    return np.where(moved, share * still, np.where(lost, share * factor, share))


def _entry(england: England) -> Shares:
    """Divide people among areas of different size, and within an area among its routes in, as published."""
    rng = Random(f"{england.seed} people")
    found = np.zeros(len(england.services))
    for number in range(len(england.areas)):
        here = {at: service.service_type for at, (area, service) in enumerate(england.services) if area == number}
        parts: dict[int, float] = {}
        for types, share in COME.items():
            those = [at for at, kind in here.items() if kind in types]
            parts |= {at: share / len(those) for at in those}
        people = rng.lognormvariate(0, 0.5)
        for at, part in parts.items():
            found[at] = people * part / sum(parts.values())
    total: Shares = found / found.sum()
    return total

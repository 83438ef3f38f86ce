"""What synthetic records must show: expected counts, and the reach of aftercare, worked out from the shares alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from dtors_network.synthetic.columns import YES
from dtors_network.synthetic.country import Country
from dtors_network.synthetic.durations import LATE
from dtors_network.synthetic.england import England, Pair
from dtors_network.synthetic.journeys import COME_AGAIN
from dtors_network.synthetic.next_steps import FROM_PRISON, LOST_BEFORE, Kind, NextSteps, Shares


@dataclass(frozen=True, slots=True)
class LinkTruth:
    """What is expected along one link: people referred, accepted, started, kept by the sender, and long waits."""

    area: str
    source: str
    target: str
    referred: float
    accepted: float
    started: float
    kept_by_sender: float
    waited_over_21_days: float


@dataclass(frozen=True, slots=True)
class EntryTruth:
    """What is expected of those who come in at one service.

    Attributes
    ----------
    area, service : str
        Where.
    arrivals : float
        How many times people come in.
    reach : float
        Share of them who start aftercare before they come in again or the records end.
    first_order_reach : float
        What a model says whose next steps depend on nothing but the service, from the same counts.
    """

    area: str
    service: str
    arrivals: float
    reach: float
    first_order_reach: float


@dataclass(frozen=True)
class RecordTruth:
    """Expected counts of all links with people, and the reach from all services where people come in."""

    links: tuple[LinkTruth, ...]
    entries: tuple[EntryTruth, ...]


def record_truth(country: Country, people: int) -> RecordTruth:
    """Work out what the records of some people must show.

    Parameters
    ----------
    country : Country
        What they are drawn from.
    people : int
        How many there are; counts are proportional to them.

    Returns
    -------
    RecordTruth
        Without memory both kinds of reach are the same.

    Notes
    -----
    With memory the chain is of the first order on pairs of service and class; expected counts are added over the
    classes (J. G. Kemeny and J. L. Snell, Finite Markov Chains, 1960, chapters 3 and 6).
    """
    entries: list[EntryTruth] = []
    taken = np.zeros(len(country.steps.kind))
    all_visits = np.zeros(len(country.england.services))
    for number, area in enumerate(country.england.areas):
        chain = _Chain(country.steps, number)
        visits, arrivals = chain.visits()
        all_visits[chain.here] = visits.sum(axis=0)
        taken[chain.options] = (visits[:, chain.at] * chain.share).sum(axis=0)
        pooled = taken[chain.options] / np.maximum(visits.sum(axis=0)[chain.at], 1e-300)
        modelled = chain.reach(pooled[None])[0]
        observed = chain.reach(chain.share)
        for at in np.flatnonzero(arrivals.sum(axis=0)):
            came = arrivals[:, at]
            reach = float(came @ observed[:, at] / came.sum())
            service = area.services[at].service
            entries.append(EntryTruth(area.id, service, float(people * came.sum()), reach, float(modelled[at])))
    links = (*_links(country, taken * people), *_links_beside(country, all_visits * people))
    return RecordTruth(links, tuple(entries))


def _links(country: Country, taken: Shares) -> Iterator[LinkTruth]:
    """Add up the steps along each link."""
    steps, england = country.steps, country.england
    kind, sent = steps.kind, steps.kind != Kind.LEFT
    accepted = country.accepted[np.where(kind == Kind.MOVED, len(steps.reasons), steps.reason)] == YES
    referred, accepted_too, started, kept = (
        np.bincount(steps.link[chosen], taken[chosen], len(england.pairs)).astype(np.float64)
        for chosen in (sent, sent & accepted, kind == Kind.MOVED, kind == Kind.KEPT)
    )
    late = started * (country.waits[: len(england.pairs)] > LATE).mean(axis=1)
    return _told(england, england.pairs, referred, accepted_too, started, kept, late)


def _links_beside(country: Country, visits: Shares) -> Iterator[LinkTruth]:
    """Tell what is expected along the links to wider support: all links of a service are taken equally often."""
    england, links = country.england, country.beside
    if not country.wider_support:
        return iter(())
    referred = (visits * country.wider_support / np.maximum(links.number, 1))[links.source]
    started = referred * links.starts
    late = started * (country.waits[len(england.pairs) :] > LATE).mean(axis=1)
    return _told(england, england.beside, referred, started, started, referred - started, late)


def _told(england: England, pairs: Sequence[Pair], *numbers: Shares) -> Iterator[LinkTruth]:
    """Put the names of services to numbers by link."""
    for (source, target), told in zip(pairs, np.column_stack(numbers).tolist(), strict=True):
        area = england.areas[england.services[source][0]].id
        yield LinkTruth(area, england.services[source][1].service, england.services[target][1].service, *told)


class _Chain:
    """The steps of one area, by class of people and service; services are numbered from 0 here."""

    def __init__(self, steps: NextSteps, area: int) -> None:
        here = np.flatnonzero(steps.area == area)
        first = int(here[0])
        self.here, self.size, self.classes = here, len(here), steps.classes
        self.options = np.flatnonzero((steps.service >= first) & (steps.service < first + self.size))
        self.at = steps.service[self.options] - first
        self.kind = steps.kind[self.options]
        self.target = np.where(self.kind == Kind.MOVED, steps.target[self.options] - first, self.at)
        self.share = steps.share[:, self.options]
        self.entry = steps.entry[here]
        self.prison = steps.is_prison[here]
        self.aftercare = np.array(steps.england.is_aftercare)[here]

    def visits(self) -> tuple[Shares, Shares]:
        """Count next steps and arrivals by class and service, for each person, second journeys included."""
        full = np.eye(self.classes * self.size) - self._onwards(self.share)
        first = self._arrivals([1.0, 0.0])
        once = _solved(full.T, first)
        lost_or_not = self._lost_or_not(once)
        again = self._arrivals([COME_AGAIN * ended / sum(lost_or_not) for ended in lost_or_not])
        twice = _solved(full.T, again)
        return once + twice, first + again

    def reach(self, share: Shares) -> Shares:
        """Solve for the share that ever starts aftercare, by class and service; those who are there have."""
        onwards = self._onwards(share)
        ends = np.tile(self.aftercare, len(share)).astype(float)
        onwards[ends > 0] = 0
        return _solved(np.eye(len(onwards)) - onwards, ends.reshape(len(share), self.size))

    def _arrivals(self, lost_before: Sequence[float]) -> Shares:
        """Spread those who come in, with the share that was lost before, over classes and services."""
        found = np.zeros((self.classes, self.size))
        for lost, share in enumerate(lost_before):
            for prison in (False, True):
                code = (LOST_BEFORE if lost else 0) | (FROM_PRISON if prison else 0)
                found[code if self.classes > 1 else 0] += np.where(self.prison == prison, share * self.entry, 0)
        return found

    def _lost_or_not(self, visits: Shares) -> list[float]:
        """Count those whose journey ends, by whether they were ever lost."""
        found = [0.0, 0.0]
        for remembers in range(self.classes):
            ended = visits[remembers][self.at] * self.share[remembers]
            found[1 if self.classes > 1 else 0] += float(ended[self.kind == Kind.LOST].sum())
            found[1 if remembers & LOST_BEFORE else 0] += float(ended[self.kind == Kind.LEFT].sum())
        return found

    def _onwards(self, share: Shares) -> Shares:
        """Build the matrix of steps that do not end the journey."""
        classes = len(share)
        found = np.zeros((classes * self.size, classes * self.size))
        for remembers in range(classes):
            for kind, after in ((Kind.MOVED, remembers), (Kind.KEPT, remembers | LOST_BEFORE if classes > 1 else 0)):
                chosen = self.kind == kind
                rows = remembers * self.size + self.at[chosen]
                np.add.at(found, (rows, after * self.size + self.target[chosen]), share[remembers][chosen])
        return found


def _solved(matrix: Shares, right: Shares) -> Shares:
    """Solve for numbers by class and service."""
    found = np.linalg.solve(matrix, right.reshape(-1, 1))
    return np.array(found, dtype=np.float64).reshape(right.shape)

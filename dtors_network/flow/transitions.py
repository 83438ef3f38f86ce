"""What becomes of people between two services: started, lost, and what a repair would give."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from dtors_network.flow.counts import shares_drawn
from dtors_network.flow.jagged import Batch
from dtors_network.flow.plain import likely_number, likely_share
from dtors_network.flow.steps import NOT, Row, Steps
from dtors_network.model.bounds import Bounds
from dtors_network.model.estimate import Estimate, Rise, part_of, share


@dataclass(frozen=True, slots=True)
class Transition:
    """One referral link on record, for one client group.

    Attributes
    ----------
    source, target : str
        Ids of the services.
    beside : bool
        Whether it leads to wider support, beside the way through treatment.
    referred, started, lost : Bounds
        People in the period; lost are neither started nor kept by the sender.
    share_lost : Estimate or None
        Lost, of those who started or were lost; None where there may be nobody.
    onward : Estimate or None
        Started, of everybody at the sender with a next step; None beside the way, and where that is not counted.
    effect : Rise or None
        Rise of the reach of aftercare, of all who come in, if everybody lost here had started. Where counts are hidden
        its middle, at the mean of the drawn tables, and its likely interval too.
    sensitivity : pair of float or None
        Its derivative by the share of the sender's people who start here, at the two ends of the range of reach.
    likely_lost : tuple of three float or None
        Where counts are hidden, the people lost in 95 % of the drawn tables, and between the two their mean: low,
        middle, high.
    """

    source: str
    target: str
    beside: bool
    referred: Bounds
    started: Bounds
    lost: Bounds
    share_lost: Estimate | None
    onward: Estimate | None
    effect: Rise | None = None
    sensitivity: tuple[float, float] | None = None
    likely_lost: tuple[float, float, float] | None = None

    @property
    def pair(self) -> tuple[str, str]:
        """The two ends."""
        return self.source, self.target


def transition(steps: Steps, row: Row, beside: bool) -> Transition:
    """Count one referral row."""
    return Transition(
        source=row.source,
        target=row.target,
        beside=beside,
        referred=row.referred,
        started=row.started,
        lost=row.lost,
        share_lost=_share_lost(row),
        onward=None if beside or steps.reason or row.source in steps.not_counted else _onward(steps, row),
    )


def with_likely(steps: Steps, transitions: Sequence[Transition], spells: Batch | None) -> list[Transition]:
    """Give transitions what is likely of their counts by the drawn tables; as they are where every count is known.

    Parameters
    ----------
    steps : Steps
        What is counted of the group.
    transitions : sequence of Transition
        Some of its transitions.
    spells : array of float, shape (services, tables), or None
        People with a next step in each table; None beside the way.
    """
    pairs = [one.pair for one in transitions]
    drawn = [shares_drawn(steps, pairs, column) for column in ("referred", "started", "kept_by_sender")]
    if drawn[0] is None or drawn[1] is None or drawn[2] is None or steps.who.startswith(NOT):
        return list(transitions)
    referred, started, kept, found = drawn[0], drawn[1], drawn[2], list[Transition]()
    missed, open_ = np.maximum(referred - started, 0.0), np.isnan(kept)
    missed[[pair in steps.starts_only for pair in pairs]] = 0.0
    met = np.where(open_, 0.0, np.maximum(missed - np.where(open_, 0.0, kept), 0.0))
    for at, one in enumerate(transitions):
        if one.referred.known and one.started.known and one.lost.known:
            found.append(one)
            continue
        least, most = met[at], np.where(open_[at], missed[at], met[at]) if open_[at].any() else met[at]
        share_lost = likely_share(one.share_lost, (least, most), started[at], at)
        onward = one.onward
        if spells is not None and onward is not None:
            rest = np.maximum(spells[steps.position[one.source]] - started[at], 0.0)
            onward = likely_share(onward, (started[at], started[at]), rest, at)
        found.append(replace(one, share_lost=share_lost, onward=onward, likely_lost=likely_number(least, most)))
    return found


def _share_lost(row: Row) -> Estimate | None:
    """Give the share lost of those who moved; fewest are lost where most started."""
    started, lost = row.started, row.lost
    return share((lost.low, lost.low + started.high), (lost.high, lost.high + started.low), row.moved)


def _onward(steps: Steps, row: Row) -> Estimate | None:
    every, moved = steps.spells[row.source], row.moved
    others = Bounds(every.low - moved.low, every.high - moved.high)
    return part_of(row.started, others + row.lost)


def by_number(transitions: Iterable[Transition]) -> tuple[Transition, ...]:
    """Order transitions by how many people are lost there: by the middle of what is likely, or the least."""
    return tuple(sorted(transitions, key=lambda one: (-_lost(one), -one.lost.low, -one.lost.high, one.pair)))


def _lost(one: Transition) -> float:
    return one.likely_lost[1] if one.likely_lost else one.lost.low


def by_share(transitions: Iterable[Transition]) -> tuple[Transition, ...]:
    """Order transitions by the lower limit of the share lost, so that a few people do not make one the worst.

    Those whose share is not counted come last.
    """

    def lower_limit(one: Transition) -> float:
        return one.share_lost.low if isinstance(one.share_lost, Estimate) else -1.0

    return tuple(sorted(transitions, key=lambda one: (-lower_limit(one), one.pair)))


def rises(strict: Sequence[tuple[float, float]], likely: Batch | None) -> list[Rise]:
    """Put what is likely of each repair beside what is possible; what is possible bounds the middle."""
    if likely is None:
        return [Rise(*ends) for ends in strict]
    return [
        Rise(*ends) if ends[0] == ends[1] else Rise(*ends, float(low), float(high), float(np.clip(middle, *ends)))
        for ends, (low, middle, high) in zip(strict, likely.T, strict=True)
    ]

"""Reasons of refusals in drawn tables: numbers within their ranges that keep to the losses of each table."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from dtors_network.disclosure.prior import log_weights
from dtors_network.flow.sparse import Places, Vector
from dtors_network.flow.steps import Pair
from dtors_network.model.area import Area, Refusal
from dtors_network.model.bounds import Bounds, bounds, total
from dtors_network.model.vocabulary import EVERYONE

LARGEST: Final = 400
"""Beyond it, every number of a range is as likely as any other, and the range is cut there or at the losses."""


@dataclass(frozen=True, eq=False)
class DrawnReasons:
    """The reasons of an area, drawn beside tables in which they are left out.

    Attributes
    ----------
    area : Area
        A lawful area.
    seed : int
        Of the random numbers; that of the drawn tables.
    """

    area: Area
    seed: int

    def at(self, pair: Pair, group: str, missed: Vector) -> Mapping[str, Vector | None]:
        """Draw the reasons of a group at a link.

        Parameters
        ----------
        pair : tuple of str
            Sender and receiver.
        group : str
            The client group.
        missed : array of float, shape (tables,)
            Those who did not start, in each drawn table.

        Returns
        -------
        mapping of str to array of float, shape (tables,), or None
            By reason; None where nobody counted it.

        Notes
        -----
        Each number is as likely as a negative binomial fitted to the blocks of the reason says, given that the reasons
        come to at most the losses, or to just these where they do so in every row. One reason after the other is
        drawn given what the others can still come to, so that it is drawn from that distribution itself.
        """
        rows = sorted(self.area.refusals_at.get((*pair, group), ()), key=lambda row: row.reason)
        exact = {row.reason: row.count for row in rows if isinstance(row.count, int)}
        if len(exact) == len(rows):
            return {reason: np.full(len(missed), float(count)) for reason, count in exact.items()}
        known = [row for row in rows if row.count is not None]
        by_reason: dict[str, Vector | None] = {row.reason: None for row in rows}
        whole = self.sums_to_losses and len(known) == len(rows)
        name = zlib.crc32("\n".join((*pair, group)).encode())
        weights = [self._weights(group == EVERYONE, row.reason) for row in known]
        drawn = _drawn(known, weights, missed.astype(int), whole, np.random.default_rng((self.seed, name)))
        for row, numbers in zip(known, drawn, strict=True):
            before = by_reason[row.reason]
            by_reason[row.reason] = numbers if before is None else before + numbers
        return by_reason

    @cached_property
    def sums_to_losses(self) -> bool:
        """Whether the reasons of every row can add up to its losses: then it is reckoned that they do."""
        return all(self._can_sum(row.source, row.target, row.client_group) for row in self.area.referrals)

    def _can_sum(self, source: str, target: str, group: str) -> bool:
        told = self.area.refusals_at.get((source, target, group), ())
        row = self.area.referral_at[source, target, group]
        referred, started, lost = bounds(row.referred), bounds(row.started), bounds(row.lost)
        if not told or referred is None or started is None or any(one.count is None for one in told):
            return True
        missed = lost or referred.less(started)
        reasons = total(bounds(one.count) or Bounds(0, 0) for one in told)
        return reasons.low <= missed.high and reasons.high >= missed.low

    @cached_property
    def _fits(self) -> dict[tuple[bool, str], Vector]:
        return {}

    def _weights(self, everyone: bool, reason: str) -> Vector:
        """Give how likely each number is of a reason, by its ranges at all links: some reasons are often given."""
        key = everyone, reason
        if key not in self._fits:
            counts = [
                ends
                for row in self.area.refusals
                if row.reason == reason
                and (row.client_group == EVERYONE) is everyone
                and (ends := bounds(row.count))
                and ends.high <= LARGEST
            ]
            fitted = log_weights([one.low for one in counts], [one.high for one in counts], LARGEST)
            self._fits[key] = np.exp(fitted - fitted.max())
        return self._fits[key]


def _drawn(
    rows: Sequence[Refusal], weights: Sequence[Vector], missed: Places, whole: bool, random: np.random.Generator
) -> list[Vector]:
    """Draw numbers for reasons that come to at most, or to just, those missed in each table."""
    top = int(missed.max(initial=0))
    cells = [_numbers(row, likely, top) for row, likely in zip(rows, weights, strict=True)]
    ways = [np.eye(1, top + 1)[0]]  # in how many ways, by weight, the reasons that follow come to each number
    for numbers, likely in reversed(cells):
        full = np.zeros(int(numbers[-1]) + 1)
        full[numbers] = likely
        ways.append(np.convolve(ways[-1], full)[: top + 1])
    left, found = missed.copy(), list[Vector]()
    for (numbers, likely), after in zip(cells, reversed(ways[:-1]), strict=True):
        room = after if whole else np.cumsum(after)
        rest = left[:, None] - numbers
        chances = np.where(rest >= 0, room[np.clip(rest, 0, top)] * likely, 0.0)
        up_to = np.cumsum(chances, axis=1)
        some = up_to[:, -1:] > 0
        picked = (random.random((len(left), 1)) * up_to[:, -1:] >= up_to).sum(axis=1)
        drawn = np.where(some[:, 0], numbers[np.minimum(picked, len(numbers) - 1)], numbers[0])
        left = np.maximum(left - drawn, 0)
        found.append(drawn.astype(float))
    return found


def _numbers(row: Refusal, weights: Vector, top: int) -> tuple[Places, Vector]:
    """Give the numbers that a reason may be, and how likely each is."""
    ends = bounds(row.count) or Bounds(0, 0)
    numbers = np.arange(ends.low, max(ends.low, min(ends.high, top)) + 1)
    return numbers, weights[np.minimum(numbers, LARGEST)]

"""Referrals to wider support, which run beside treatment: people stay where they are."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from random import Random
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dtors_network.synthetic.england import England
from dtors_network.synthetic.next_steps import Codes, Shares

START: Final = (0.5, 0.9)
"""Share of those referred who start; invented. The sender still sees the others."""

REASON: Final = "no_capacity"
"""Why the others do not."""


@dataclass(frozen=True)
class Beside:
    """Links to wider support.

    Attributes
    ----------
    source, target : array of int
        Places of the services at their ends, in the order of senders.
    starts : array of float
        Share of those referred along each link who start.
    services : int
        How many services there are.
    """

    source: Codes
    target: Codes
    starts: Shares
    services: int

    @cached_property
    def number(self) -> NDArray[np.int64]:
        """How many links each service has."""
        return np.bincount(self.source, minlength=self.services)

    @cached_property
    def first(self) -> NDArray[np.int64]:
        """The first link of each service."""
        return np.searchsorted(self.source, np.arange(self.services))

    def draw(self, at: Codes, rng: np.random.Generator) -> NDArray[np.int64]:
        """Draw a link from each of some services that have one; all links of a service equally often."""
        drawn: NDArray[np.int64] = self.first[at] + (rng.random(len(at)) * self.number[at]).astype(np.int64)
        return drawn


def beside(england: England) -> Beside:
    """Draw how often people start along the links to wider support.

    >>> from dtors_network.synthetic.england import synthetic_england
    >>> links = beside(synthetic_england(1, areas=1))
    >>> int(links.number.sum()) == len(links.target) > 0
    True
    """
    rng = Random(f"{england.seed} beside")
    ends = np.array(england.beside, dtype=np.int32).reshape(-1, 2)
    starts = np.array([rng.uniform(*START) for _ in england.beside])
    return Beside(ends[:, 0], ends[:, 1], starts, len(england.services))

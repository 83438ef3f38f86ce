"""Everything that synthetic records are drawn from, in arrays."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from dtors_network.synthetic.alias import AliasTables, alias_tables
from dtors_network.synthetic.beside import Beside, beside
from dtors_network.synthetic.columns import NO, NOT_TOLD, YES
from dtors_network.synthetic.durations import stays, waits
from dtors_network.synthetic.england import England
from dtors_network.synthetic.next_steps import ACCEPTED_YET_LOST, Codes, NextSteps


@dataclass(frozen=True)
class Country:
    """Everything that is drawn from.

    Attributes
    ----------
    steps : NextSteps
        What may come next, and how often.
    seed : int
        Of the people.
    wider_support : float
        How often somebody is referred to wider support while at a service with such links, for each next step.
    """

    steps: NextSteps
    seed: int
    wider_support: float = 0.0

    @property
    def england(self) -> England:
        """The areas."""
        return self.steps.england

    @cached_property
    def entries(self) -> Codes:
        """Services at which people come in, by area."""
        return np.flatnonzero(self.steps.entry > 0).astype(np.int32)

    @cached_property
    def first_entry(self) -> AliasTables:
        """Draws from all entries."""
        return alias_tables([self.steps.entry[self.entries].tolist()])

    @cached_property
    def later_entry(self) -> AliasTables:
        """Draws from the entries of an area."""
        ends = np.searchsorted(self.steps.area[self.entries], np.arange(1, len(self.england.areas)))
        return alias_tables(part.tolist() for part in np.split(self.steps.entry[self.entries], ends))

    @cached_property
    def stays(self) -> Codes:
        """Law of stays by service."""
        return stays(self.england)

    @cached_property
    def waits(self) -> Codes:
        """Law of waits by link, those to wider support last."""
        return waits(self.england)

    @cached_property
    def beside(self) -> Beside:
        """Referrals to wider support."""
        return beside(self.england)

    @cached_property
    def accepted(self) -> Codes:
        """Whether people were accepted, by the reason of their loss, and last for those who started."""
        told = [YES if code in ACCEPTED_YET_LOST else NO for code in self.steps.reasons]
        told[self.steps.reasons.index("not_recorded")] = NOT_TOLD
        return np.array([*told, YES], dtype=np.int32)

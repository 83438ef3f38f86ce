"""The flow of one client group through an area: reach, how journeys end, transitions, coverage and load (design §6)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import FrozenInstanceError
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from dtors_network.errors import Fault, InputError
from dtors_network.flow.answers import Answer, Answers
from dtors_network.flow.asking import answers_of, shown
from dtors_network.flow.boxes import Boxes, boxes_of, extreme
from dtors_network.flow.chain import Chain, Question
from dtors_network.flow.closed import refuse_closed
from dtors_network.flow.counts import Counts, counts_of
from dtors_network.flow.coverage import Coverage, coverage_of
from dtors_network.flow.draws import Batch, Replicates, enough
from dtors_network.flow.effects import passing
from dtors_network.flow.family import Family
from dtors_network.flow.load import Load, loads_of
from dtors_network.flow.losses import transitions_of, with_effects
from dtors_network.flow.observed import Observed, beside_chain
from dtors_network.flow.sparse import Mask, Vector
from dtors_network.flow.steps import Steps
from dtors_network.flow.targets import AFTERCARE, LOST, journey_ends, lost_at, outcome_mix, reaching
from dtors_network.flow.transitions import Transition
from dtors_network.model.bounds import Bounds, total
from dtors_network.model.estimate import Estimate, NotCounted
from dtors_network.model.told import Told

if TYPE_CHECKING:
    from dtors_network.model.area import Area

ALL: Final = ""
"""Stands for all who come in, where a service could stand."""

NOBODY_COUNTED: Final = "nobody counted all who come in"
NOBODY_CAME: Final = "nobody came in, by the counts of arrivals"


class ClientFlow(Told):
    """How people of one client group move through an area, and where they are lost.

    Everything is worked out when first asked for. Reach and ends assume that the next step depends on where somebody
    is and not on how they came there (a first-order Markov chain).

    Parameters
    ----------
    steps : Steps
        What is counted.
    draws : int, optional
        Replicates behind each interval; as many as its size allows where left out.
    seed : int
        Of the random numbers.

    Raises
    ------
    InputError
        If the counts hold services that nobody can leave.
    """

    def __init__(self, steps: Steps, draws: int | None = None, seed: int = 0) -> None:
        self.steps = steps
        self.who, self.reason = steps.who, steps.reason
        self.draws = draws or enough(len(steps.services), len(steps.onward))
        self.seed = seed
        self.outcomes = tuple(term.code for term in self.area.codebook.outcomes)
        self.boxes = self._in_arrays()
        self._answers: dict[tuple[str, str], Answer] = {}
        self._drawn: dict[int, tuple[Chain, Replicates, Batch]] = {}
        self._coming_to: dict[tuple[int, int], Vector] = {}
        self._range: tuple[Vector, Vector, float, float] | None = None
        if not self.reason:
            refuse_closed(steps, self.boxes)

    def __setattr__(self, name: str, value: Any) -> None:
        """Keep what it was made of; what it works out later stands under names of its own."""
        if not name.startswith("_") and name in self.__dict__:
            raise FrozenInstanceError(f"cannot assign to field {name!r}")
        super().__setattr__(name, value)

    @property
    def area(self) -> Area:
        """The area."""
        return self.steps.network.area

    @property
    def line(self) -> str:
        """Who is followed, and how many come in; or why nothing is said."""
        return f"{self.who}, {self.reason_of_all or f'{self.coming} people came in'}"

    def _in_arrays(self) -> Boxes:
        return boxes_of(self.steps, self.outcomes)

    @cached_property
    def coming(self) -> Bounds | None:
        """People who come in; None where nobody counted them, or a count is blank."""
        numbers = list(self.steps.arriving.values())
        known = [number for number in numbers if number is not None]
        came = total(known)
        return came if len(known) == len(numbers) and came.high else None

    @property
    def reason_of_all(self) -> str:
        """Why nothing can be said of all who come in; empty where it can."""
        if self.reason or self.coming:
            return self.reason
        numbers = self.steps.arriving.values()
        return NOBODY_CAME if numbers and None not in numbers else NOBODY_COUNTED

    def reach(self, target: str = AFTERCARE, start: str = ALL) -> Estimate | NotCounted:
        """Give the chance of ever starting at a stage, or why it is not known.

        Parameters
        ----------
        target : str
            One of ``TARGETS``: a stage of treatment, any of them, or aftercare and recovery.
        start : str
            A service of the chain; all who come in where left out.

        Returns
        -------
        Estimate or NotCounted
            The second, which is false, says why it cannot be counted.

        Raises
        ------
        InputError
            If there is no such target, or no such service in the chain.

        Notes
        -----
        A hitting probability: J. G. Kemeny and J. L. Snell, "Finite Markov chains" (1976), chapter 3. Interval and
        range: decision 0006.
        """
        found = self.reach_if_counted(target, start)
        return found if found is not None else NotCounted(self.reason if start else self.reason_of_all)

    def reach_if_counted(self, target: str = AFTERCARE, start: str = ALL) -> Estimate | None:
        """Give what ``reach`` gives, and None where that is not counted."""
        is_aftercare = target == AFTERCARE
        question = self.to_aftercare if is_aftercare else reaching(self.steps, target, len(self.outcomes))
        return self._estimate(("reach", target), question, start)

    def journey_ends(self, start: str = ALL) -> Mapping[str, Estimate | None]:
        """Give how journeys to aftercare end: reached, lost between services, each outcome, another way."""
        return self._without_lost(self._estimates("journey", journey_ends(self.steps, self.outcomes), start))

    def outcome_mix(self, start: str = ALL) -> Mapping[str, Estimate | None]:
        """Give how spells end over the whole chain, aftercare included: each outcome, or lost between services."""
        return self._without_lost(self._estimates("mix", outcome_mix(self.steps, self.outcomes), start))

    def _without_lost(self, ends: dict[str, Estimate | None]) -> dict[str, Estimate | None]:
        """Leave out who is lost where some records tell starts only: they are among those who left."""
        return ends | {LOST: None} if self.steps.starts_only else ends

    def lost_at(self, pair: tuple[str, str], start: str = ALL) -> Estimate | None:
        """Give the chance of ending lost between two services.

        Raises
        ------
        InputError
            If no referral between them is on record.
        """
        rows = [(row.source, row.target) for row in self.steps.onward]
        if pair not in rows:
            fix = "Name a referral link on the way through treatment that is on record"
            raise InputError([Fault("no referral between these services is on record", fix, value=" → ".join(pair))])
        if pair in self.steps.starts_only:
            return None
        question = lost_at(self.steps, len(self.outcomes), rows.index(pair))
        return self._estimate(("lost", " → ".join(pair)), question, start)

    @cached_property
    def transitions(self) -> tuple[Transition, ...]:
        """Every link with losses on record: people lost, their share, and what a repair would give to reach."""
        return tuple(one for one in self._transitions if one.pair not in self.steps.starts_only)

    @cached_property
    def _transitions(self) -> tuple[Transition, ...]:
        found = transitions_of(self.steps, self._asked.likely)
        return found if self.reason_of_all else with_effects(found, self.steps, self._asked, self.to_aftercare)

    def observed(self, start: str = ALL) -> Observed | None:
        """Give reach as records saw it beside the chain's for the same people; None where some were not followed."""
        return beside_chain(self.steps, start, partial(self.reach_if_counted, AFTERCARE))

    @cached_property
    def coverage(self) -> tuple[Coverage, ...]:
        """How far each type of wider support is reached from the way through treatment."""
        return coverage_of(self.steps)

    @cached_property
    def loads(self) -> tuple[Load, ...]:
        """How full each service is; empty where that is not counted."""
        return self.loads_at(self.steps.services)

    @cached_property
    def known_loads(self) -> tuple[Load, ...]:
        """How full those services are of which somebody said how long people stay; no other can be told."""
        return self.loads_at(s for s in self.steps.services if self.area.service[s].stay_days is not None)

    def loads_at(self, services: Iterable[str]) -> tuple[Load, ...]:
        """Give how full some services are; empty where that is not counted."""
        return () if self.reason_of_all else loads_of(self.steps, self._asked, services)

    @cached_property
    def to_aftercare(self) -> Question:
        """Whether aftercare and recovery is reached."""
        return reaching(self.steps, AFTERCARE, len(self.outcomes))

    @property
    def may_start(self) -> Mask:
        """Rows on which a start is possible for the group."""
        return self._asked.may_start

    def drawn(self, sign: int) -> tuple[Chain, Replicates, Batch]:
        """Give the reading of the counts that gives the least (sign -1) or most reach of aftercare, and what is drawn.

        Returns
        -------
        tuple
            The chain, its replicates, and reach of aftercare in each of them from every service.
        """
        if sign not in self._drawn:
            question = self.to_aftercare
            of = self._asked.likely or self._asked
            _, chain = extreme(of.boxes, question, sign)
            replicates = of.replicates(chain)
            self._drawn[sign] = chain, replicates, replicates.worth(question, question.unknown * (sign > 0))
        return self._drawn[sign]

    def coming_to(self, sender: int, sign: int) -> Vector:
        """Give the least or the most chance of ever coming to a service, on the way to aftercare; worked out once."""
        if (sender, sign) not in self._coming_to:
            self._coming_to[sender, sign] = self._passing[sign].with_end(np.array([sender]), 1.0)[:, 0]
        return self._coming_to[sender, sign]

    @cached_property
    def _passing(self) -> dict[int, Family]:
        return {sign: Family(self.boxes, passing(self.to_aftercare), sign) for sign in (-1, 1)}

    def reach_range(self, start: str = ALL) -> Estimate | None:
        """Give the range of reach of aftercare, without drawing an interval: its limits are those of the range."""
        if self.reason or (not start and self.reason_of_all):
            return None
        if self._range is None:
            self._range = self._asked.range_of(self.to_aftercare)
        least, most, *of_all = self._range
        if start:
            at = self.steps.position[start]
            ends, people = (float(least[at]), float(most[at])), self.steps.spells[start]
        else:
            assert self.coming is not None
            ends, people = (of_all[0], of_all[1]), self.coming
        return Estimate(*ends, *ends, people)

    def mean(self, worth: Vector, sign: int) -> float:
        """Give the least or the most that something can be worth on average to those who come in."""
        return self._asked.mean(worth, sign)

    def means(self, drawn: Batch, sign: int) -> Vector:
        """Give the same of each replicate, whose shares of those who come in are those of their middle."""
        if self._asked.likely:
            return self._asked.likely.of_all(drawn.T)
        return np.asarray(drawn @ self._asked.coming(drawn.mean(axis=0), sign))

    @cached_property
    def _asked(self) -> Answers:
        return answers_of(self.steps, self.boxes, self.draws, self.seed, self._counts)

    def _counts(self) -> Counts | None:
        """Give the counts of the group in drawn tables; None where every count is known."""
        return counts_of(self.steps, self.outcomes)

    def _estimate(self, key: tuple[str, str], question: Question, start: str) -> Estimate | None:
        return self._estimates(key[0], {key[1]: question}, start)[key[1]]

    def _estimates(self, kind: str, questions: Mapping[str, Question], start: str) -> dict[str, Estimate | None]:
        """Answer questions of one kind together."""
        if start and start not in self.steps.position:
            fix = f"Services on the way through treatment: {', '.join(self.steps.services)}"
            raise InputError([Fault("there is no such service on the way through treatment", fix, value=start)])
        if self.reason or (not start and self.reason_of_all):
            return dict.fromkeys(questions)
        new = {name: question for name, question in questions.items() if (kind, name) not in self._answers}
        for name, answer in zip(new, self._asked.to_each(list(new.values())), strict=True):
            self._answers[kind, name] = answer
        return {name: shown(self._answers[kind, name], self.steps, start, self.coming) for name in questions}

"""Which few changes raise reach of aftercare most, for sure, and whom they would overload (design §6).

Sets of up to three are searched by branch and bound. The value of a set is the rise of the lower end of reach. More
relief never lowers it, so that a set with everything that could still be added bounds whatever can come of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from dtors_network.flow.boxes import Boxes, boxes_of, extreme
from dtors_network.flow.load import days_of
from dtors_network.flow.sparse import Vector
from dtors_network.flow.steps import Steps
from dtors_network.flow.targets import AFTERCARE, reaching, whole_chain
from dtors_network.gaps import Gap
from dtors_network.model.area import Area
from dtors_network.model.bounds import bounds
from dtors_network.model.vocabulary import EVERYONE
from dtors_network.whatif.baseline import Baseline
from dtors_network.whatif.candidates import candidates, structural
from dtors_network.whatif.change import Change
from dtors_network.whatif.reach import Compared, Rise
from dtors_network.whatif.relieve import Relieve
from dtors_network.whatif.result import flow_after, steps_after

SHOWN = 10
"""Sets of each kind that are kept."""

NODES = 20_000
"""Sets that are valued before the search ends with what it has, and says how far that may be from the best."""

REMEMBERED = 500
"""Sets whose counts are kept."""

LITTLE = 1e-9


@dataclass(frozen=True, slots=True)
class Ranked:
    """A set of changes with what it would give.

    Attributes
    ----------
    changes : tuple of Change
        The set.
    lower_end : float
        Rise of the lower end of reach, of all who come in; sets are ranked by it.
    rise : tuple of four float or None
        Rise of reach: least, most, and the 95 % interval.
    best_in : float
        Share of the replicates in which no other set listed gives more.
    overloads, may_overload : tuple of str
        Services that it fills further and that surely, or only perhaps, have more people than places then.
    """

    changes: tuple[Change, ...]
    lower_end: float
    rise: Rise | None
    best_in: float
    overloads: tuple[str, ...]
    may_overload: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BestChanges:
    """What would help most.

    Attributes
    ----------
    area, group : Area, str
        Of whom it speaks.
    most : int
        Changes that a set may have.
    sets, apart : tuple of Ranked
        Sets that surely overload nobody, and sets that do overload somebody; best first.
    structural : tuple of Gap
        What cannot be counted: gaps that a link, an acceptance or an answer would settle.
    candidates, valued : int
        Changes that were tried, and sets that were valued.
    gap : float
        By how much a set that was not valued could at the most be better than the last one listed; 0 where the
        search is complete.
    reason : str
        Why nothing is ranked; blank where something is.
    """

    area: Area
    group: str
    most: int
    sets: tuple[Ranked, ...] = ()
    apart: tuple[Ranked, ...] = ()
    structural: tuple[Gap, ...] = ()
    candidates: int = 0
    valued: int = 0
    gap: float = 0.0
    reason: str = ""


@dataclass
class Search:
    """A search for the sets with the highest value; ``may`` leaves sets out that are not wanted.

    Parameters
    ----------
    valuer : Valuer
        Values sets.
    most : int
        Changes that a set may have.
    avoid : bool
        Whether sets that overload somebody are left out.
    """

    valuer: Valuer
    most: int
    avoid: bool
    found: list[tuple[float, tuple[int, ...]]] = field(default_factory=list)
    left: float = 0.0

    def run(self, order: Sequence[int]) -> None:
        """Go through the sets, those of the best single changes first."""
        self._extend((), list(order))

    def _extend(self, chosen: tuple[int, ...], rest: list[int]) -> None:
        for at, one in enumerate(rest):
            wanted = (*chosen, one)
            if self.valuer.is_redundant(wanted):
                continue
            if self.valuer.valued >= NODES:
                self.left = max(self.left, self.valuer.value((*chosen, *rest[at:])))
                return
            if self.avoid and self.valuer.overloads(wanted):
                continue
            value = self.valuer.value(wanted)
            if value > LITTLE:
                self._keep(value, wanted)
            further = rest[at + 1 :]
            if len(wanted) < self.most and further and self._may_hold_better((*wanted, *further)):
                self._extend(wanted, further)

    def _may_hold_better(self, everything: tuple[int, ...]) -> bool:
        return len(self.found) < SHOWN or self.valuer.value(everything) > self.found[-1][0] + LITTLE

    def _keep(self, value: float, wanted: tuple[int, ...]) -> None:
        self.found.append((value, wanted))
        self.found.sort(key=lambda one: (-one[0], len(one[1]), one[1]))
        del self.found[SHOWN:]


class Valuer:
    """Values sets of candidates by the lower end of reach.

    Parameters
    ----------
    baseline : Baseline
        The area as it is.
    group : str
        The client group.
    tried : sequence of Change
        The candidates.
    """

    def __init__(self, baseline: Baseline, group: str, tried: Sequence[Change]) -> None:
        self.flow = baseline.flow(group)
        self.tried = tuple(tried)
        self.valued = 0
        self.question = reaching(self.flow.steps, AFTERCARE, len(self.flow.outcomes))
        self._made: dict[frozenset[int], tuple[Steps, Boxes]] = {}
        self.before = self._reach(self.flow.steps, self.flow.boxes)
        self._values: dict[frozenset[int], float] = {frozenset(): 0.0}
        self._room = _rooms(self.flow.steps)

    def value(self, chosen: tuple[int, ...]) -> float:
        """Give by how much a set raises the lower end of reach."""
        key = frozenset(chosen)
        if key not in self._values:
            self.valued += 1
            self._values[key] = self._reach(*self._after(key)) - self.before
        return self._values[key]

    def is_redundant(self, chosen: tuple[int, ...]) -> bool:
        """Tell whether the last of a set is within another: a reason at a link beside the reason everywhere."""
        last = self.tried[chosen[-1]]
        return any(_within(last, self.tried[one]) or _within(self.tried[one], last) for one in chosen[:-1])

    def overloads(self, chosen: tuple[int, ...], sign: int = -1) -> tuple[str, ...]:
        """Name the services that a set fills further and that surely (sign -1) or perhaps (1) are then too full."""
        after = self._load(*self._after(frozenset(chosen)), sign)
        more = (after > self._load_before[sign] + 0.05) & (after > self._room[sign])
        return tuple(self.flow.steps.services[at] for at in np.flatnonzero(more))

    def _after(self, chosen: frozenset[int]) -> tuple[Steps, Boxes]:
        """Make the changes of a set; the last sets are kept, since each is asked for twice."""
        if chosen not in self._made:
            if len(self._made) > REMEMBERED:
                self._made.clear()
            steps = steps_after(self.flow.steps, (self.tried[at] for at in sorted(chosen)))
            self._made[chosen] = steps, boxes_of(steps, self.flow.outcomes)
        return self._made[chosen]

    def _reach(self, steps: Steps, boxes: Boxes) -> float:
        question = self.question
        if len(steps.onward) != len(question.on_way):
            question = reaching(steps, AFTERCARE, len(self.flow.outcomes))
        return self.flow.mean(extreme(boxes, question, -1)[0], -1)

    def _load(self, steps: Steps, boxes: Boxes, sign: int) -> Vector:
        """Give the places in use where as few, or as many, go on as the counts leave possible."""
        corner = (sign * (boxes.started - boxes.lost)).argmax(axis=1)
        chain = boxes.at(corner, boxes.least_left if sign > 0 else boxes.most_left)
        question = whole_chain(steps, len(self.flow.outcomes))
        return chain.moves(question).visits(self.flow.coming_people(sign)) * self._stay

    @cached_property
    def _load_before(self) -> dict[int, Vector]:
        return {sign: self._load(self.flow.steps, self.flow.boxes, sign) for sign in (-1, 1)}

    @cached_property
    def _stay(self) -> Vector:
        steps = self.flow.steps
        days, rows = days_of(steps), (steps.network.area.service[service] for service in steps.services)
        return np.array([(row.stay_days or 0.0) / days if days else 0.0 for row in rows])


def _rooms(steps: Steps) -> dict[int, Vector]:
    """Give the most places that a service may have, to be surely too full; and the fewest, to be so perhaps."""
    places = [bounds(steps.network.area.service[service].places) for service in steps.services]
    return {
        -1: np.array([room.high if room else np.inf for room in places], dtype=float),
        1: np.array([room.low if room else np.inf for room in places], dtype=float),
    }


def _within(one: Change, other: Change) -> bool:
    """Tell whether one relief is part of another."""
    if not isinstance(one, Relieve) or not isinstance(other, Relieve) or one.code != other.code or one == other:
        return False
    return not other.source and (not other.service or other.service in (one.source, one.target, one.service))


def best_changes(area: Area | Baseline, group: str = EVERYONE, k: int = 2) -> BestChanges:
    """Find the sets of up to k changes that raise reach of aftercare most, by the lower end.

    Parameters
    ----------
    area : Area or Baseline
        A lawful area.
    group : str
        The client group that is counted.
    k : int
        Changes that a set may have, from 1.

    Returns
    -------
    BestChanges
        Sets that overload nobody, sets that do, and what cannot be counted.

    Raises
    ------
    InputError
        If the counts hold services that nobody can leave.

    Notes
    -----
    Branch and bound: A. H. Land and A. G. Doig, Econometrica 28 (1960). Repairs in series reinforce each other, so
    that taking the best one by one has no guarantee.

    Examples
    --------
    >>> from dataclasses import replace
    >>> from dtors_network.examples import counted_area
    >>> from dtors_network.model.area import Refusal
    >>> refusals = (Refusal(source="gp", target="clinic", client_group="everyone", reason="no_capacity", count=10),)
    >>> found = best_changes(replace(counted_area(), refusals=refusals), k=1)
    >>> [(one.changes[0].write(), round(one.lower_end, 3)) for one in found.sets]
    [('no_capacity', 0.024)]
    """
    baseline = area if isinstance(area, Baseline) else Baseline(area)
    fixes, flow = structural(baseline), baseline.flow(group)
    if flow.reason_of_all:
        return BestChanges(baseline.area, group, k, structural=fixes, reason=flow.reason_of_all)
    tried = candidates(baseline, group)
    valuer = Valuer(baseline, group, tried)
    order = sorted(range(len(tried)), key=lambda at: (-valuer.value((at,)), at))
    searches = [Search(valuer, k, avoid=True), Search(valuer, k, avoid=False)]
    for search in searches:
        search.run(order)
    chosen = list(dict.fromkeys(wanted for search in searches for _, wanted in search.found))
    ranked = list(_ranked(baseline, group, valuer, chosen))
    return BestChanges(
        area=baseline.area,
        group=group,
        most=k,
        sets=tuple(one for one in ranked if not one.overloads)[:SHOWN],
        apart=tuple(one for one in ranked if one.overloads)[:SHOWN],
        structural=fixes,
        candidates=len(tried),
        valued=valuer.valued,
        gap=max(0.0, *(search.left - (search.found[-1][0] if search.found else 0.0) for search in searches)),
    )


def _ranked(baseline: Baseline, group: str, valuer: Valuer, chosen: list[tuple[int, ...]]) -> Iterator[Ranked]:
    """Give each set its rise, and how often it is the best of them."""
    sets = [tuple(valuer.tried[at] for at in wanted) for wanted in chosen]
    compared = [Compared(baseline.flow(group), flow_after(baseline, changes, group)) for changes in sets]
    drawn = [both.drawn_of_all() for both in compared]
    best = np.bincount(np.argmax(drawn, axis=0), minlength=len(sets)) / len(drawn[0]) if drawn else ()
    rows = [
        _valued(valuer, wanted, both, float(share)) for wanted, both, share in zip(chosen, compared, best, strict=True)
    ]
    yield from sorted(rows, key=lambda one: (-one.lower_end, len(one.changes)))


def _valued(valuer: Valuer, wanted: tuple[int, ...], both: Compared, best_in: float) -> Ranked:
    surely, perhaps = (valuer.overloads(wanted, sign) for sign in (-1, 1))
    return Ranked(
        changes=tuple(valuer.tried[at] for at in wanted),
        lower_end=valuer.value(wanted),
        rise=both.rise()[2],
        best_in=best_in,
        overloads=surely,
        may_overload=tuple(service for service in perhaps if service not in surely),
    )

"""What it would take: the least part of each loss that has to come back for a target to be met (goal seek)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

import numpy as np

from dtors_network.errors import Fault, InputError
from dtors_network.flow.jagged import Batch
from dtors_network.flow.sparse import Vector
from dtors_network.model.area import Area
from dtors_network.model.told import Told, number
from dtors_network.model.vocabulary import EVERYONE
from dtors_network.rounding import per_100
from dtors_network.whatif.ambitions import DEFAULT, Ambition, ambition_of
from dtors_network.whatif.baseline import Baseline
from dtors_network.whatif.best import why_not
from dtors_network.whatif.candidates import Candidate, candidates
from dtors_network.whatif.continuity import NotCounted, continuity_of
from dtors_network.whatif.making import check_group
from dtors_network.whatif.search import BATCH, bounds_of
from dtors_network.whatif.valuer import TAILS, Overload, Set_, Valuer

REACH: Final = "reach"
CONTINUITY: Final = "continuity"
STEPS: Final = 100
"""Strengths are solved in hundredths: the least of them that meets the target."""

DEFAULT_CONTINUITY: Final = DEFAULT.share
"""The continuity that is asked for where nobody names a target."""

EPSILON: Final = 1e-9
Strengths = tuple[float | None, float | None, float | None]
"""The least strength at the upper end, at the mean and at the lower end; None where no strength does it."""


@dataclass(frozen=True, slots=True)
class Needed:
    """What one set of levers would take.

    Attributes
    ----------
    levers : tuple of Candidate
        One, or two at the same strength.
    strengths : tuple of three float or None
        The least share of each reason that has to fall away: if things are as good as the upper end of the likely
        interval has them, at the mean, and at the lower end. None where not even all of it would do.
    ends : tuple of three float
        What would be reached with all of it: at the lower end, the mean and the upper end.
    places : tuple of Overload
        Services that would lack places at the strength of the mean, or with all of it where that does not do.
    """

    levers: tuple[Candidate, ...]
    strengths: Strengths
    ends: tuple[float, float, float]
    places: tuple[Overload, ...]

    @property
    def can(self) -> bool:
        """Whether it would do at the mean."""
        return self.strengths[1] is not None


@dataclass(frozen=True, slots=True, repr=False)
class Target(Told):
    """What it would take to meet a target.

    Attributes
    ----------
    area, group : Area, str
        Of whom it speaks.
    kind : str
        ``reach`` of aftercare of all who come in, or ``continuity``: of those referred to treatment from prison, those
        who start.
    goal : float
        The share that is wanted.
    now : tuple of three float or None
        The share now: lower end, mean and upper end of the likely interval; None where it is not counted.
    alone : tuple of Needed
        One lever at one place each, the least strength first, then those that would not do, nearest first.
    pair : Needed or None
        The two levers that would take least together; None where there are not two.
    every : Needed or None
        All levers of the area at once; None where there is none.
    ambition : Ambition or None
        Whose figure the goal is, where it was offered.
    reason : str
        Why nothing can be said; blank where something can.
    """

    area: Area
    group: str
    kind: str
    goal: float
    now: tuple[float, float, float] | None = None
    alone: tuple[Needed, ...] = ()
    pair: Needed | None = None
    every: Needed | None = None
    ambition: Ambition | None = None
    reason: str = ""

    @property
    def line(self) -> str:
        """What is wanted, and how many levers would do it alone."""
        would = sum(one.can for one in self.alone)
        said = self.reason or f"{number(would, 'lever', 'levers')} would do it alone, of {len(self.alone):,}"
        return f"{self.kind} of {per_100(self.goal)} of 100 for {self.group}: {said}"

    @property
    def is_met(self) -> bool:
        """Whether the mean meets it already."""
        return self.now is not None and self.now[1] >= self.goal - EPSILON


def what_would_it_take(
    area: Area | Baseline, reach: float | None = None, continuity: float | None = None, group: str = ""
) -> Target:
    """Solve for the least strength at each place that meets a target.

    Parameters
    ----------
    area : Area or Baseline
        A lawful area.
    reach : float, optional
        The share of all who come in that are to reach aftercare, from 0 to 1.
    continuity : float, optional
        The share of those referred to treatment from prison that are to start; one of the two is given.
    group : str
        The client group; for continuity people leaving prison where they are counted; else everyone.

    Returns
    -------
    Target
        For each lever at each place, for the best pair and for all of them.

    Raises
    ------
    InputError
        If not one target is given, it lies outside 0 to 1, there is no such group, or the counts hold services that
        nobody can leave.

    Notes
    -----
    More strength never lets fewer start, so that the least strength is found by halving (bisection) at each reading.

    Examples
    --------
    >>> from dataclasses import replace
    >>> from dtors_network.examples import counted_area
    >>> from dtors_network.model.area import Refusal
    >>> row = Refusal(source="gp", target="clinic", client_group="everyone", reason="could_not_contact", count=10)
    >>> found = what_would_it_take(replace(counted_area(), refusals=(row,)), reach=0.25)
    >>> [(one.levers[0].written, one.strengths[1]) for one in found.alone]
    [('could_not_contact@gp>clinic', 0.37)]
    """
    baseline = area if isinstance(area, Baseline) else Baseline(area)
    if group:
        check_group(baseline.area, group)
    _check(reach, continuity)
    if reach is not None:
        return _of_reach(baseline, reach, group or EVERYONE)
    assert continuity is not None
    return _of_continuity(baseline, continuity, group)


def _check(reach: float | None, continuity: float | None) -> None:
    given = [share for share in (reach, continuity) if share is not None]
    if len(given) != 1:
        raise InputError([Fault("one target is needed", "Give reach or continuity, such as reach=0.45")])
    if not 0 < given[0] <= 1:
        fix = "Give a share above 0 and up to 1; on the command line so many of 100"
        raise InputError([Fault("a target lies between 0 and 1", fix, value=f"{given[0]:g}")])


Reading = Callable[[Sequence[Set_], float], Batch]
"""Gives what is reached, by reading and set, at a strength."""

Means = Callable[[Sequence[Set_], float], Vector]
"""Gives the same at the mean alone."""


def _of_reach(baseline: Baseline, goal: float, group: str) -> Target:
    if reason := why_not(baseline, group):
        return Target(baseline.area, group, REACH, goal, reason=reason)
    valuer = Valuer(baseline, group, candidates_with_strength(baseline, group))
    before, drawn = valuer.reach(), valuer.reach_drawn()

    def means(sets: Sequence[Set_], strength: float) -> Vector:
        return np.asarray(before.mean() + valuer.rises(sets, 0, strength).mean(axis=1))

    def reached(sets: Sequence[Set_], strength: float) -> Batch:
        low, high = (drawn + valuer.replicates(sets, end, strength) for end in (0, 1))
        ends = [np.percentile(some, tail, axis=1) for some, tail in zip((low, high), TAILS, strict=True)]
        return np.array([ends[0], means(sets, strength), ends[1]])

    now = (float(np.percentile(drawn, TAILS[0])), float(before.mean()), float(np.percentile(drawn, TAILS[1])))
    bound = bounds_of(valuer)
    return _solved(Target(baseline.area, group, REACH, goal, now), valuer, reached, means, bound)


def _of_continuity(baseline: Baseline, goal: float, group: str) -> Target:
    found, ambition = continuity_of(baseline, group), ambition_of(goal)
    if isinstance(found, NotCounted):
        return Target(baseline.area, found.group, CONTINUITY, goal, ambition=ambition, reason=found.reason)
    bound = np.array([found.at_most(one) for one in found.valuer.tried])
    told = Target(baseline.area, found.group, CONTINUITY, goal, found.now, ambition=ambition)
    return _solved(told, found.valuer, found.reached, found.means, bound)


def candidates_with_strength(baseline: Baseline, group: str) -> tuple[Candidate, ...]:
    """List levers of which a part can be asked: places and acceptance are all or nothing."""
    return tuple(one for one in candidates(baseline, group) if one.lever not in ("places", "open_group"))


def _solved(told: Target, valuer: Valuer, reached: Reading, means: Means, bound: Vector) -> Target:
    """Solve for each lever alone, for the best pair, and say what all of them would do."""
    tried = range(len(valuer.tried))
    singles: list[Set_] = [(at,) for at in tried]
    alone = _needed(told, valuer, reached, singles)
    pair = _pair(told, valuer, means, bound)
    every = _needed(told, valuer, reached, [tuple(tried)]) if tried else []
    return Target(
        **{name: getattr(told, name) for name in ("area", "group", "kind", "goal", "now", "ambition")},
        alone=tuple(sorted(alone, key=_rank)),
        pair=_needed(told, valuer, reached, [pair])[0] if pair else None,
        every=every[0] if every else None,
    )


def _rank(one: Needed) -> tuple[object, ...]:
    by_strength = [2.0 if strength is None else strength for strength in (one.strengths[i] for i in (1, 2, 0))]
    return (*by_strength, -one.ends[1], one.levers[0].written)


def _needed(told: Target, valuer: Valuer, reached: Reading, sets: list[Set_]) -> list[Needed]:
    if not sets:
        return []
    steps = least_steps(reached, sets, told.goal)
    ends = reached(sets, 1.0)
    found = []
    for nth, chosen in enumerate(sets):
        strengths = tuple(None if step > STEPS else float(step / STEPS) for step in steps[::-1, nth])
        assert len(strengths) == 3
        lacking = valuer.overloads([chosen], 1.0 if strengths[1] is None else strengths[1])[0]
        low, mean, high = (float(end) for end in ends[:, nth])
        found.append(Needed(tuple(valuer.tried[at] for at in chosen), strengths, (low, mean, high), lacking))
    return found


def least_steps(reached: Reading, sets: Sequence[Set_], goal: float) -> Vector:
    """Find by halving the fewest hundredths of strength that meet a goal, by reading and set; one more where none do.

    Parameters
    ----------
    reached : callable
        Gives what is reached, shape (readings, sets), never less at more strength.
    sets : sequence of tuple of int
        The sets.
    goal : float
        What is wanted.

    Returns
    -------
    array of int, shape (readings, sets)

    Examples
    --------
    >>> least_steps(lambda sets, strength: np.array([[strength], [strength / 2]]), [(0,)], 0.42).tolist()
    [[42], [84]]
    """
    readings = reached(sets, 0.0)
    low, high = np.full(readings.shape, -1), np.full(readings.shape, STEPS + 1)
    while (high - low > 1).any():
        middle = (low + high) // 2
        for step in np.unique(middle[high - low > 1]):
            rows, columns = np.nonzero((middle == step) & (high - low > 1))
            some = np.unique(columns)
            met = reached([sets[at] for at in some], step / STEPS) >= goal - EPSILON
            is_met = met[rows, np.searchsorted(some, columns)]
            high[rows[is_met], columns[is_met]] = step
            low[rows[~is_met], columns[~is_met]] = step
    return high


def _pair(told: Target, valuer: Valuer, means: Means, bound: Vector) -> Set_ | None:
    """Find the two levers that take least at the mean; where no two do, those that come nearest.

    Two levers together are worth no more than the sum of their bounds: pairs that cannot come near are not looked at.
    """
    order = [int(at) for at in np.argsort(-bound, kind="stable") if bound[at] > EPSILON]
    pairs = [tuple(sorted(pair)) for pair in combinations(order, 2) if not _same(valuer, pair)]
    if not pairs:
        return None
    sums = np.array([bound[one] + bound[other] for one, other in pairs])
    ranked = [pairs[at] for at in np.argsort(-sums, kind="stable")]
    sums = np.sort(sums)[::-1]
    best, value, now = ranked[0], -1.0, told.now[1] if told.now else 0.0
    for first in range(0, len(ranked), BATCH):
        if sums[first] <= value + EPSILON:
            break
        batch = ranked[first : first + BATCH]
        rises = means(batch, 1.0) - now
        at = int(np.argmax(rises))
        if rises[at] > value:
            best, value = batch[at], float(rises[at])
    return best if now + value < told.goal - EPSILON else _least_pair(told.goal, now, means, ranked, sums)


def _least_pair(goal: float, now: float, means: Means, ranked: list[Set_], sums: Vector) -> Set_:
    """Find the pair that meets the goal at the least strength; of several the one that does most with all of it."""
    left = [pair for pair, most in zip(ranked, sums, strict=True) if now + most >= goal - EPSILON]
    left = _meeting(goal, means, left, 1.0)
    low, high = 0, STEPS
    while high - low > 1:
        step = (low + high) // 2
        met = _meeting(goal, means, left, step / STEPS)
        low, high, left = (low, step, met) if met else (step, high, left)
    return left[int(np.argmax(means(left, 1.0)))]


def _meeting(goal: float, means: Means, pairs: list[Set_], strength: float) -> list[Set_]:
    """Keep the pairs that meet a goal at the mean."""
    some = [pairs[first : first + BATCH] for first in range(0, len(pairs), BATCH)]
    return [
        pair
        for batch in some
        for pair, mean in zip(batch, means(batch, strength), strict=True)
        if mean >= goal - EPSILON
    ]


def _same(valuer: Valuer, pair: Sequence[int]) -> bool:
    """Tell whether one of two levers is a part of the other."""
    one, other = (valuer.tried[at] for at in pair)
    return one.lever == other.lever and bool(set(one.links) & set(other.links))


def read_target(text: str) -> tuple[str, float]:
    """Read a target as an address has it: ``reach:45`` or ``continuity:75``.

    Raises
    ------
    InputError
        If it is not written so, or is no share.

    Examples
    --------
    >>> read_target("continuity:75")
    ('continuity', 0.75)
    """
    kind, _, number = text.partition(":")
    try:
        share = float(number) / 100
    except ValueError:
        share = -1.0
    if kind not in (REACH, CONTINUITY) or not 0 < share <= 1:
        fix = "Write reach:45 or continuity:75, up to 100"
        raise InputError([Fault("this target cannot be read", fix, value=text)])
    return kind, share

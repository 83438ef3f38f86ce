"""What it would take: the least part of each loss that has to come back for a target to be met (goal seek)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from dtors_network.errors import Fault, InputError
from dtors_network.flow.jagged import Batch
from dtors_network.flow.sparse import Vector
from dtors_network.model.area import Area
from dtors_network.model.given import checked
from dtors_network.model.vocabulary import EVERYONE
from dtors_network.whatif.ambitions import DEFAULT, ambition_of
from dtors_network.whatif.baseline import Baseline
from dtors_network.whatif.best import why_not
from dtors_network.whatif.candidates import Candidate, candidates
from dtors_network.whatif.continuity import NotCounted, continuity_of
from dtors_network.whatif.halving import STEPS, Means, Reading, best_pair, least_steps
from dtors_network.whatif.making import check_group
from dtors_network.whatif.needed import CONTINUITY, REACH, Needed, Target
from dtors_network.whatif.search import bounds_of
from dtors_network.whatif.valuer import TAILS, Set_, Valuer

DEFAULT_CONTINUITY: Final = DEFAULT.share
"""The continuity that is asked for where nobody names a target."""


@checked
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
    pair = best_pair(told.goal, told.now[1] if told.now else 0.0, valuer, means, bound)
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

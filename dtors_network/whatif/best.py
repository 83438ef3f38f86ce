"""Which few levers would bring most people to aftercare, and whom they would overload (design §6).

First comes what no ranking may hide: required routes that certainly are not there. Then levers at places, all at one
strength, ranked by one figure in three lists by whom they would overload.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from dtors_network.errors import Fault, InputError
from dtors_network.flow.jagged import Batch
from dtors_network.gaps import Gap
from dtors_network.model.area import Area
from dtors_network.model.bounds import Bounds
from dtors_network.model.estimate import Rise
from dtors_network.model.given import checked
from dtors_network.model.told import Told
from dtors_network.model.vocabulary import EVERYONE
from dtors_network.rounding import counted
from dtors_network.whatif.baseline import Baseline
from dtors_network.whatif.candidates import Candidate, candidates, structural
from dtors_network.whatif.ceilings import Ceiling, ceilings
from dtors_network.whatif.change import WHOLE, Change
from dtors_network.whatif.first_answers import FirstAnswer, first_answers, is_first
from dtors_network.whatif.making import check_group, flow_after
from dtors_network.whatif.pool import pool_of
from dtors_network.whatif.reach import Compared
from dtors_network.whatif.search import AMONG, SHOWN, Search
from dtors_network.whatif.valuer import TAILS, Overload, Set_, Valuer


@dataclass(frozen=True, slots=True)
class Ranked:
    """A set of levers with what it would give.

    Attributes
    ----------
    levers : tuple of Candidate
        The set.
    value : float
        The one figure that ranks: the least rise of reach where counts are known, its mean over the tables drawn from
        the blocks where they are not; of all who come in.
    rise : Rise
        The rise with its strict range and its 95 % interval: that of a what-if of the set.
    best_in : float
        Share of the replicates in which no other set of its list gives more.
    line : int
        Sets of one list with one number cannot be told apart from the best of them: in the replicates the 95 %
        interval of the difference holds 0.
    overloads : tuple of Overload
        Services that it fills further and that may, or surely do, have too few places then.
    """

    levers: tuple[Candidate, ...]
    value: float
    rise: Rise
    best_in: float
    line: int
    overloads: tuple[Overload, ...]

    @property
    def strict(self) -> tuple[float, float]:
        """The least and the most rise that the counts leave possible."""
        return self.rise[:2]

    @property
    def likely(self) -> tuple[float, float]:
        """The 95 % interval of the rise."""
        low, high = self.rise[2:4]
        return (self.rise.least if low is None else low), (self.rise.most if high is None else high)

    @property
    def changes(self) -> tuple[Change, ...]:
        """The same as a what-if is asked for it."""
        return tuple(dict.fromkeys(change for one in self.levers for change in one.changes))


@dataclass(frozen=True, slots=True, repr=False)
class BestChanges(Told):
    """What would help most.

    Attributes
    ----------
    area, group : Area, str
        Of whom it speaks.
    most : int
        Levers that a set may have.
    strength : float
        The share of each reason that falls away; places and links have none.
    first : tuple of FirstAnswer
        What comes ahead of any ranking.
    clear, perhaps, surely : tuple of Ranked
        Sets that overload nobody even at the upper end; that may overload somebody; that do so at the lower end too.
        In a set each lever adds something.
    ceilings : tuple of Ceiling
        What each reason is worth at the most if it fell away everywhere; never advice.
    beside : tuple of Gap
        What cannot be counted: gaps that a link, an acceptance or an answer would settle, without the first answers.
    candidates, valued : int
        Levers at places that were tried, and sets that were valued.
    gap : float
        By how much a set that was not valued could at the most be better than the last one kept.
    tables : int
        Tables that were drawn from the blocks; 1 where every count is known.
    reason : str
        Why nothing is ranked; blank where something is.
    coming : Bounds or None
        People who come in; None where nobody counted them.
    """

    area: Area
    group: str
    most: int
    strength: float = WHOLE
    first: tuple[FirstAnswer, ...] = ()
    clear: tuple[Ranked, ...] = ()
    perhaps: tuple[Ranked, ...] = ()
    surely: tuple[Ranked, ...] = ()
    ceilings: tuple[Ceiling, ...] = ()
    beside: tuple[Gap, ...] = ()
    candidates: int = 0
    valued: int = 0
    gap: float = 0.0
    tables: int = 1
    reason: str = ""
    coming: Bounds | None = None

    @property
    def ranked(self) -> tuple[Ranked, ...]:
        """Every set, list after list."""
        return (*self.clear, *self.perhaps, *self.surely)

    def __len__(self) -> int:
        return len(self.ranked)

    def __iter__(self) -> Iterator[Ranked]:
        return iter(self.ranked)

    @property
    def line(self) -> str:
        """How many sets there are, and how many of them overload nobody."""
        if self.reason:
            return f"nothing is ranked: {self.reason}"
        sets = counted(len(self), "set of changes", "sets of changes")
        return f"{sets} for {self.group}, {len(self.clear):,} of them overload nobody"


@checked
def best_changes(area: Area | Baseline, group: str = EVERYONE, k: int = 2, strength: float = WHOLE) -> BestChanges:
    """Find what comes first, and the sets of up to k levers that bring most people to aftercare.

    Parameters
    ----------
    area : Area or Baseline
        A lawful area.
    group : str
        The client group that is counted.
    k : int
        Levers that a set may have, 1 to 3.
    strength : float
        The share of each reason that falls away, above 0 to 1.

    Returns
    -------
    BestChanges
        First answers, three lists by whom they would overload, ceilings, and what cannot be counted.

    Raises
    ------
    InputError
        If there is no such group, k or the strength is out of range, or the counts hold services that nobody can leave.

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
    >>> [(one.levers[0].written, round(one.value, 3)) for one in found.clear]
    [('no_capacity@clinic', 0.024)]
    """
    baseline = area if isinstance(area, Baseline) else Baseline(area)
    check_group(baseline.area, group)
    _check(k, strength)
    found = BestChanges(
        area=baseline.area,
        group=group,
        most=k,
        strength=strength,
        first=first_answers(baseline, group),
        beside=tuple(gap for gap in structural(baseline) if not is_first(gap)),
        reason=why_not(baseline, group),
        coming=baseline.flow(group).coming,
    )
    return found if found.reason else _with_ranking(baseline, found)


def why_not(baseline: Baseline, group: str) -> str:
    """Say why levers cannot be valued for a group; blank where they can."""
    flow = baseline.flow(group)
    return flow.reason_of_all or ("" if pool_of(flow) else "no lawful table lies within the ranges of the counts")


def _check(k: int, strength: float) -> None:
    faults = []
    if not 1 <= k <= 3:
        faults.append(Fault("a set has one to three changes", "Ask for sets of up to 1, 2 or 3", value=str(k)))
    if not 0 < strength <= 1:
        fix = "Write such as 0.5 for half"
        faults.append(Fault("a strength lies above 0 and is 1 at the most", fix, value=f"{strength:g}"))
    if faults:
        raise InputError(faults)


def _with_ranking(baseline: Baseline, found: BestChanges) -> BestChanges:
    tried = tuple(one.at_strength(found.strength) for one in candidates(baseline, found.group))
    valuer = Valuer(baseline, found.group, tried, found.strength)
    search, singles = Search(valuer), [(at,) for at in range(len(tried))]
    free = [at for (at,), full in zip(singles, valuer.overloads(singles), strict=True) if not full]
    clear = search.best(found.most, free, SHOWN, avoid=True)
    every = search.best(found.most, range(len(tried)), AMONG)
    rest = [chosen for _, chosen in every.sets if chosen not in {one for _, one in clear.sets}]
    full = dict(zip(rest, valuer.overloads(rest), strict=True))
    perhaps = [one for one in rest if full[one] and not any(each.surely for each in full[one])][:SHOWN]
    surely = [one for one in rest if any(each.surely for each in full[one])][:SHOWN]
    lists = [_ranked(baseline, found.group, search, some) for some in ([one for _, one in clear.sets], perhaps, surely)]
    return BestChanges(
        **{name: getattr(found, name) for name in ("area", "group", "most", "strength", "first", "beside", "coming")},
        clear=lists[0],
        perhaps=lists[1],
        surely=lists[2],
        ceilings=ceilings(baseline, found.group),
        candidates=len(tried),
        valued=valuer.valued,
        gap=max(clear.gap, every.gap),
        tables=valuer.many,
    )


def _ranked(baseline: Baseline, group: str, search: Search, sets: list[Set_]) -> tuple[Ranked, ...]:
    """Give each set of a list its ranges, how often it is best, and from which it cannot be told apart."""
    if not sets:
        return ()
    valuer = search.valuer
    drawn = valuer.replicates(sets)
    best = np.bincount(np.argmax(drawn, axis=0), minlength=len(sets)) / drawn.shape[1]
    full, lines = valuer.overloads(sets), _lines(drawn)
    rises = [_rise(baseline, group, valuer, chosen) for chosen in sets]
    return tuple(
        Ranked(
            levers=tuple(valuer.tried[at] for at in chosen),
            value=search.value(chosen),
            rise=rises[at],
            best_in=float(best[at]),
            line=lines[at],
            overloads=full[at],
        )
        for at, chosen in enumerate(sets)
    )


def _lines(drawn: Batch) -> list[int]:
    """Give each set the number of its line: it joins the one before unless it surely gives less than the best of it."""
    found, lead = [0], 0
    for at in range(1, len(drawn)):
        low, high = np.percentile(drawn[lead] - drawn[at], TAILS)
        is_alike = low <= 0 <= high
        lead = lead if is_alike else at
        found.append(found[-1] if is_alike else found[-1] + 1)
    return found


def _rise(baseline: Baseline, group: str, valuer: Valuer, chosen: Set_) -> Rise:
    """Give the rise that a what-if of the set gives: the same figures wherever it is asked."""
    changes = valuer.changes(chosen)
    rise = Compared(baseline.flow(group), flow_after(baseline, changes, group), changes).rise()[2]
    assert rise is not None  # levers are valued where reach of all who come in is counted
    return rise

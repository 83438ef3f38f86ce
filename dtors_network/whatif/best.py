"""Which few changes raise reach of aftercare most, for sure, and whom they would overload (design §6).

The value of a set is the rise of the lower end of reach (``valuer``); sets are searched by branch and bound
(``search``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from dtors_network.errors import Fault, InputError
from dtors_network.gaps import Gap
from dtors_network.model.area import Area
from dtors_network.model.estimate import Rise
from dtors_network.model.vocabulary import EVERYONE
from dtors_network.whatif.baseline import Baseline
from dtors_network.whatif.candidates import candidates, structural
from dtors_network.whatif.change import Change
from dtors_network.whatif.reach import Compared
from dtors_network.whatif.result import check_group, flow_after
from dtors_network.whatif.search import SHOWN, Search
from dtors_network.whatif.valuer import Valuer


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
        Sets that surely overload nobody, and sets that do overload somebody; best first. In a set each change adds
        something: one that would do as well without a change is not listed.
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
        If there is no such group, k is below 1, or the counts hold services that nobody can leave.

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
    check_group(baseline.area, group)
    if k < 1:
        raise InputError([Fault("a set has at least one change", "Ask for sets of up to 1, 2 or 3", value=str(k))])
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
    compared = [Compared(baseline.flow(group), flow_after(baseline, changes, group), changes) for changes in sets]
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

"""What changes would do: reach before and after, gaps closed and opened, wider support, and who would be overloaded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import reduce
from typing import Final

from dtors_network.errors import Fault, InputError
from dtors_network.flow import ClientFlow
from dtors_network.flow.coverage import Coverage
from dtors_network.flow.load import Load, days_of
from dtors_network.flow.steps import Steps
from dtors_network.gaps import Gap, find_gaps
from dtors_network.graph import Network
from dtors_network.model.area import Area
from dtors_network.model.bounds import NOBODY
from dtors_network.model.estimate import Estimate, Rise
from dtors_network.model.near import check_known
from dtors_network.model.told import Told, number
from dtors_network.model.vocabulary import EVERYONE
from dtors_network.whatif.after import FlowAfter
from dtors_network.whatif.baseline import Baseline
from dtors_network.whatif.change import Change
from dtors_network.whatif.given import Given, as_changes
from dtors_network.whatif.likely import LikelyLoad, loads_in_tables
from dtors_network.whatif.pool import pool_of
from dtors_network.whatif.reach import Compared
from dtors_network.whatif.returned import Back, Returns

FURTHER: Final = 0.05
"""Places by which a service must be filled further to be named."""
NO_LOAD: Final = (0.0, 0.0, 0.0, 0.0)
"""Places in use at a service that is gone."""


@dataclass(frozen=True, slots=True)
class ReachChange:
    """Reach of aftercare of one group, from one place, before and after.

    Attributes
    ----------
    group, start : str
        The client group, and the service that people set out from; blank for all who come in.
    before, after : Estimate or None
        None where it is not counted.
    rise : tuple of four float or None
        Least and most that the counts leave possible, and the 95 % interval; None where it is not counted.
    """

    group: str
    start: str
    before: Estimate | None
    after: Estimate | None
    rise: Rise | None


@dataclass(frozen=True, slots=True)
class LoadChange:
    """How full one service is before and after.

    Attributes
    ----------
    service : str
        Its id.
    before, after : Load
        By what the counts leave possible.
    likely_before, likely_after : LikelyLoad or None
        By the drawn tables, where counts are hidden: they lead.
    """

    service: str
    before: Load
    after: Load
    likely_before: LikelyLoad | None = None
    likely_after: LikelyLoad | None = None

    @property
    def over(self) -> bool:
        """Whether more people come than there are places for, at the lower end of what is likely or possible."""
        return bool(self._ends_after and self.after.places and self._ends_after[0] > self.after.places[1])

    @property
    def newly_over(self) -> bool:
        """Whether that is so, or may be so, only because of the changes, or is made worse by them."""
        before, after, places = self._ends_before, self._ends_after, self.after.places
        return bool(before and after and places and after[1] > before[1] + FURTHER and after[1] > places[0])

    @property
    def changed(self) -> bool:
        """Whether the changes fill it further or less."""
        return self.before.load != self.after.load or self.likely_before != self.likely_after

    @property
    def _ends_before(self) -> tuple[float, float] | None:
        return _ends(self.before, self.likely_before)

    @property
    def _ends_after(self) -> tuple[float, float] | None:
        return _ends(self.after, self.likely_after)


def _ends(load: Load, likely: LikelyLoad | None) -> tuple[float, float] | None:
    if likely is not None:
        return likely.low, likely.high
    return (load.load[0], load.load[1]) if load.load else None


@dataclass(frozen=True, slots=True, repr=False)
class WhatIf(Told):
    """What changes would do to an area.

    Attributes
    ----------
    area, after : Area
        Before, untouched, and with the changes made.
    changes : tuple of Change
        In the order in which they were given.
    reach : tuple of ReachChange
        Of the group from all who come in and from each route in, with intervals; of the other groups that are counted
        from all who come in, with ranges.
    closed, opened : tuple of Gap
        Gaps that are there before and not after, and the other way round.
    firmer : tuple of pair of Gap
        Gaps whose certainty differs: before and after.
    coverage : tuple of pair of Coverage
        Wider support of the group, before and after; nobody where nobody is referred to it any more.
    loads : tuple of LoadChange
        Services whose load is known.
    assumptions : tuple of str
        What is assumed of the people whom the changes would reach.
    reason : str
        Why nothing is said of reach; blank where something is.
    """

    area: Area
    after: Area
    group: str
    changes: tuple[Change, ...]
    reach: tuple[ReachChange, ...]
    closed: tuple[Gap, ...]
    opened: tuple[Gap, ...]
    firmer: tuple[tuple[Gap, Gap], ...]
    coverage: tuple[tuple[Coverage, Coverage], ...]
    loads: tuple[LoadChange, ...]
    assumptions: tuple[str, ...]
    reason: str

    @property
    def line(self) -> str:
        """The changes as they are written, and how many gaps they close and open."""
        made = " and ".join(f"{change.option}:{change.write()}" for change in self.changes) or "no change"
        return f"{made} closes {number(len(self.closed), 'gap')} and opens {len(self.opened):,}"


def what_if(area: Area | Baseline, changes: Given, group: str = EVERYONE) -> WhatIf:
    """Work out what changes would do.

    Parameters
    ----------
    area : Area or Baseline
        A lawful area; a baseline where several what-ifs are asked of it.
    changes : iterable of Change or str, or one of them
        Values such as ``Relieve("no_capacity")``, or their texts, such as ``"relieve:no_capacity@clinic"``.
    group : str
        The client group whose routes in, load and wider support are given; reach is given for every group.

    Returns
    -------
    WhatIf
        The area itself stays as it is.

    Raises
    ------
    InputError
        If there is no such group, a change names something that is not there, or two contradict each other.

    Notes
    -----
    Design §6. A rise is bounded sender by sender (``whatif.rise``); its interval is from the same replicates before
    and after.

    Examples
    --------
    >>> from dtors_network.examples import counted_area
    >>> found = what_if(counted_area(), "relieve:could_not_contact@gp>clinic")
    >>> [round(number, 3) for number in found.reach[0].rise[:2]]
    [0.0, 0.06]
    """
    baseline = area if isinstance(area, Baseline) else Baseline(area)
    check_group(baseline.area, group)
    made = settled(baseline.area, changes)
    after = reduce(lambda so_far, change: change.to_area(so_far), made, baseline.area)
    gaps = baseline.gaps if after is baseline.area else find_gaps(after, comparators=baseline.comparators, likely=False)
    there, then = ({gap.id: gap for gap in found.gaps} for found in (baseline.gaps, gaps))
    # Where every service keeps its place the gaps have the network already, with all that is weighed on it.
    going = not all(one.same_people for one in made)
    network = network_after(baseline, made) if going or after is baseline.area else gaps.case.network
    flows = {one: (baseline.flow(one), flow_after(baseline, made, one, network)) for one in baseline.followed}
    mine = flows.get(group)
    return WhatIf(
        area=baseline.area,
        after=after,
        group=group,
        changes=made,
        reach=tuple(_reaches({one: Compared(*both, made) for one, both in flows.items()}, group)),
        closed=tuple(gap for id_, gap in there.items() if id_ not in then),
        opened=tuple(gap for id_, gap in then.items() if id_ not in there),
        firmer=tuple((gap, then[id_]) for id_, gap in there.items() if id_ in then and _differ(gap, then[id_])),
        coverage=_coverage(*mine) if mine else (),
        loads=_likely(mine[0], made, load_changes(*mine, _removed(made))) if mine else (),
        assumptions=tuple(dict.fromkeys(change.assumes() for change in made)),
        reason=_reason(baseline, group),
    )


def check_group(area: Area, group: str) -> None:
    """Raise where there is no such client group."""
    check_known("client group", group, area.codebook.group)


def settled(area: Area, changes: Given) -> tuple[Change, ...]:
    """Hold changes against an area and against each other, and give them with what they take from it.

    Raises
    ------
    InputError
        With every fault: what is not there, and pairs that contradict each other, both named.
    """
    made = tuple(one.of(area) for one in as_changes(changes))
    faults = [fault for change in made for fault in change.faults(area)]
    faults += [_contradiction(one, other) for at, one in enumerate(made) for other in made[:at] if _clash(one, other)]
    if not faults and area.service.keys() == _removed(made):
        said = " and ".join(f"--{one.option} {one.write()}" for one in made)
        faults.append(Fault(f"no service would be left: {said}", "Leave one of them out"))
    if faults:
        raise InputError(faults)
    return made


def _removed(changes: Iterable[Change]) -> set[str]:
    """Name the services that close."""
    return {service for change in changes for service in change.gone}


def _clash(one: Change, other: Change) -> bool:
    """Two changes of one kind may not touch the same thing; nothing may be done to a service that goes."""
    shared = one.touches() & other.touches()
    if one.alone or other.alone:
        return bool(shared)
    return type(one) is type(other) and any(what[0] != "service" for what in shared if isinstance(what, tuple))


def _contradiction(one: Change, other: Change) -> Fault:
    said = f"--{other.option} {other.write()} and --{one.option} {one.write()}"
    return Fault(f"two changes contradict each other: {said}", "Leave one of them out")


def network_after(baseline: Baseline, changes: Iterable[Change]) -> Network:
    """Give the network with the changes made; services that go keep their place, so that both can be compared."""
    after = reduce(lambda so_far, change: change.listed(so_far), changes, baseline.area)
    return baseline.network if after is baseline.area else Network(after)


def flow_after(baseline: Baseline, changes: Sequence[Change], group: str, network: Network | None = None) -> FlowAfter:
    """Follow the people of a group with the changes made."""
    steps = steps_after(baseline.back(group), changes)
    network = network or network_after(baseline, changes)
    if network is not steps.network:
        steps = replace(steps, network=network)
    return FlowAfter(steps, baseline.draws, baseline.seed, baseline.base(group))


def steps_after(back: Back, changes: Iterable[Change]) -> Steps:
    """Make changes to the next steps of a group: first what lets people start, then who goes, last new links.

    So that in whatever order they are given the same follows; a new link takes its share of those who end there then.
    """
    made = tuple(changes)
    steps = back.returned(change for change in made if isinstance(change, Returns))
    others = sorted((one for one in made if not isinstance(one, Returns)), key=lambda one: one.order)
    return reduce(lambda so_far, one: one.to_steps(so_far), others, steps)


def _reason(baseline: Baseline, group: str) -> str:
    try:
        return baseline.flow(group).reason_of_all
    except InputError as error:
        return str(error.faults[0])


def _reaches(compared: Mapping[str, Compared], group: str) -> Iterator[ReachChange]:
    """Give the group from all who come in, then from each service where somebody comes in, then other groups."""
    if group in compared:
        steps = compared[group].before.steps
        for service in ("", *(one for one in steps.services if one in steps.arriving)):
            yield ReachChange(group, service, *compared[group].rise(service))
    for one, both in compared.items():
        if one != group:
            yield ReachChange(one, "", *(both.rise() if both.is_drawn else both.range()))


def _differ(one: Gap, other: Gap) -> bool:
    return one.finding.certainty is not other.finding.certainty


def _coverage(before: ClientFlow, after: ClientFlow) -> tuple[tuple[Coverage, Coverage], ...]:
    then = {kind.service_type: kind for kind in after.coverage}
    return tuple((kind, then.get(kind.service_type) or _nobody(kind.service_type)) for kind in before.coverage)


def _nobody(service_type: str) -> Coverage:
    return Coverage(service_type, senders=(), referred=NOBODY, started=NOBODY, share_started=None, came=NOBODY)


def load_changes(before: ClientFlow, after: ClientFlow, gone: Set[str]) -> tuple[LoadChange, ...]:
    """Set the load of each service before beside that after, where it is known; at those that are gone it is 0."""
    known = [load for load in before.known_loads if load.load]
    then = {load.service: load for load in after.loads_at(load.service for load in known)}
    then |= {service: replace(then[service], inflow=(0.0, 0.0), load=NO_LOAD) for service in gone & then.keys()}
    return tuple(LoadChange(load.service, load, then[load.service]) for load in known if load.service in then)


def _likely(before: ClientFlow, made: Sequence[Change], loads: tuple[LoadChange, ...]) -> tuple[LoadChange, ...]:
    """Add what is likely by the drawn tables, where there are such."""
    pool, days = pool_of(before), days_of(before.steps)
    if pool is None or pool.is_exact or not days or not loads:
        return loads
    now, then = (loads_in_tables(pool.tables, some, before.seed) for some in ((), made))
    found = []
    for load in loads:
        at, stay = before.steps.position[load.service], before.area.service[load.service].stay_days or 0.0
        likely = [LikelyLoad(*(end * stay / days for end in people[at])) for people in (now, then)]
        found.append(replace(load, likely_before=likely[0], likely_after=likely[1]))
    return tuple(found)

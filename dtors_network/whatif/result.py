"""What changes would do: reach before and after, gaps closed and opened, wider support, and who would be overloaded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, reduce
from typing import Any, Final

from dtors_network.errors import InputError
from dtors_network.flow import ClientFlow
from dtors_network.flow.coverage import Coverage
from dtors_network.gaps import Gap, Gaps, find_gaps
from dtors_network.graph import Network
from dtors_network.model.area import Area
from dtors_network.model.bounds import NOBODY
from dtors_network.model.estimate import Estimate, Rise
from dtors_network.model.given import checked
from dtors_network.model.told import Told
from dtors_network.model.vocabulary import EVERYONE
from dtors_network.rounding import counted
from dtors_network.whatif.after import FlowAfter
from dtors_network.whatif.baseline import Baseline
from dtors_network.whatif.change import Change
from dtors_network.whatif.given import Given
from dtors_network.whatif.load_change import LoadChange, likely_loads, load_changes
from dtors_network.whatif.making import check_group, flow_after, network_after, removed, settled
from dtors_network.whatif.reach import Compared


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


@dataclass(frozen=True)
class Made:
    """Changes made to everything that is known of an area; each part is worked out when it is first asked for."""

    baseline: Baseline
    after: Area
    changes: tuple[Change, ...]

    @cached_property
    def gaps(self) -> Gaps:
        """The gaps then."""
        baseline = self.baseline
        if self.after is baseline.area:
            return baseline.gaps
        network = self.network if self._is_same_people else None
        return find_gaps(self.after, comparators=baseline.comparators, likely=False, network=network)

    @cached_property
    def network(self) -> Network:
        """The network then; services that go keep their place."""
        if self._is_same_people and self.after is not self.baseline.area:
            return Network(self.after)
        return network_after(self.baseline, self.changes)

    @property
    def _is_same_people(self) -> bool:
        """Whether every service keeps its place."""
        return all(one.same_people for one in self.changes)

    @cached_property
    def _compared(self) -> dict[str, Compared]:
        return {}

    def compared(self, group: str) -> Compared:
        """Follow a group before and after."""
        if group not in self._compared:
            then = flow_after(self.baseline, self.changes, group, self.network)
            self._compared[group] = Compared(self.baseline.flow(group), then, self.changes)
        return self._compared[group]

    def flows(self, group: str) -> tuple[ClientFlow, FlowAfter] | None:
        """Give the flow of a group before and after; None where its people cannot be followed."""
        if group not in self.baseline.followed:
            return None
        both = self.compared(group)
        return both.before, both.after


@dataclass(frozen=True, repr=False)
class WhatIf(Told):
    """What changes would do to an area; each part is worked out when it is first asked for.

    Attributes
    ----------
    area, after : Area
        Before, untouched, and with the changes made.
    group : str
        Whose routes in, load and wider support are given.
    changes : tuple of Change
        In the order in which they were given.
    """

    area: Area
    after: Area
    group: str
    changes: tuple[Change, ...]
    _made: Made = field(compare=False)

    @cached_property
    def reach(self) -> tuple[ReachChange, ...]:
        """Of the group from all who come in and from each route in, with intervals; of other groups from all."""
        return tuple(_reaches(self._made, self.group))

    @cached_property
    def closed(self) -> tuple[Gap, ...]:
        """Gaps that are there before and not after."""
        return tuple(gap for id_, gap in self._there.items() if id_ not in self._then)

    @cached_property
    def opened(self) -> tuple[Gap, ...]:
        """Gaps that are there after and not before."""
        return tuple(gap for id_, gap in self._then.items() if id_ not in self._there)

    @cached_property
    def firmer(self) -> tuple[tuple[Gap, Gap], ...]:
        """Gaps whose certainty differs: before and after."""
        both = ((gap, self._then[id_]) for id_, gap in self._there.items() if id_ in self._then)
        return tuple((one, then) for one, then in both if one.finding.certainty is not then.finding.certainty)

    @cached_property
    def _there(self) -> dict[str, Gap]:
        return {gap.id: gap for gap in self._made.baseline.gaps.gaps}

    @cached_property
    def _then(self) -> dict[str, Gap]:
        return {gap.id: gap for gap in self._made.gaps.gaps}

    @cached_property
    def coverage(self) -> tuple[tuple[Coverage, Coverage], ...]:
        """Wider support of the group, before and after; nobody where nobody is referred to it any more."""
        mine = self._made.flows(self.group)
        return _coverage(*mine) if mine else ()

    @cached_property
    def loads(self) -> tuple[LoadChange, ...]:
        """Services whose load is known."""
        mine = self._made.flows(self.group)
        if mine is None:
            return ()
        return likely_loads(mine[0], self.changes, load_changes(*mine, removed(self.changes)))

    @cached_property
    def assumptions(self) -> tuple[str, ...]:
        """What is assumed of the people whom the changes would reach."""
        return tuple(dict.fromkeys(change.assumes() for change in self.changes))

    @cached_property
    def reason(self) -> str:
        """Why nothing is said of reach; blank where something is."""
        try:
            return self._made.baseline.flow(self.group).reason_of_all
        except InputError as error:
            return str(error.faults[0])

    @property
    def line(self) -> str:
        """The changes as they are written, and how many gaps they close and open."""
        made = " and ".join(f"{change.option}:{change.write()}" for change in self.changes) or "no change"
        return f"{made} closes {counted(len(self.closed), 'gap')} and opens {len(self.opened):,}"

    def __getstate__(self) -> dict[str, Any]:
        """Work every part out: a result that is written down leaves behind what it was made of."""
        return {name: getattr(self, name) for name in ("area", "after", "group", "changes", *PARTS)}


PARTS: Final = ("reach", "closed", "opened", "firmer", "coverage", "loads", "assumptions", "reason")
"""What is worked out when it is asked for."""


@checked
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
    return WhatIf(baseline.area, after, group, made, Made(baseline, after, made))


def _reaches(made: Made, group: str) -> Iterator[ReachChange]:
    """Give the group from all who come in, then from each service where somebody comes in, then other groups."""
    followed = made.baseline.followed
    if group in followed:
        mine = made.compared(group)
        steps = mine.before.steps
        for service in ("", *(one for one in steps.services if one in steps.arriving)):
            yield ReachChange(group, service, *mine.rise(service))
    for one in followed:
        if one != group:
            both = made.compared(one)
            yield ReachChange(one, "", *(both.rise() if both.is_drawn else both.range()))


def _coverage(before: ClientFlow, after: ClientFlow) -> tuple[tuple[Coverage, Coverage], ...]:
    then = {kind.service_type: kind for kind in after.coverage}
    return tuple((kind, then.get(kind.service_type) or _nobody(kind.service_type)) for kind in before.coverage)


def _nobody(service_type: str) -> Coverage:
    return Coverage(service_type, senders=(), referred=NOBODY, started=NOBODY, share_started=None, came=NOBODY)

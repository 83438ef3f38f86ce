"""Changes held against an area, and made: to its network and to the next steps of its people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import reduce

from dtors_network.errors import Fault, InputError
from dtors_network.flow.steps import Steps
from dtors_network.graph import Network
from dtors_network.model.area import Area
from dtors_network.model.near import check_known
from dtors_network.whatif.after import FlowAfter
from dtors_network.whatif.baseline import Baseline
from dtors_network.whatif.change import Change
from dtors_network.whatif.given import Given, as_changes
from dtors_network.whatif.returned import Back, Returns


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
    if not area.services:
        faults.append(Fault("no service is listed", "Fill in the table services first"))
    elif not faults and area.service.keys() == removed(made):
        said = " and ".join(f"--{one.option} {one.write()}" for one in made)
        faults.append(Fault(f"no service would be left: {said}", "Leave one of them out"))
    if faults:
        raise InputError(faults)
    return made


def removed(changes: Iterable[Change]) -> set[str]:
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

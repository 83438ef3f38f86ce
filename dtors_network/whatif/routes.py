"""Ways on from here: which services lead to where somebody wants to go, and how that goes step by step."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Final

from dtors_network.acceptance import Acceptance
from dtors_network.bits import positions
from dtors_network.errors import Fault, InputError
from dtors_network.flow.steps import Row, row_of
from dtors_network.flow.targets import AFTERCARE, TREATMENT
from dtors_network.graph import Network
from dtors_network.model.area import Area, Referral
from dtors_network.model.bounds import Bounds, bounds
from dtors_network.model.estimate import Estimate, part_of
from dtors_network.model.given import checked
from dtors_network.model.groups import BOTH, read_group, referrals_of
from dtors_network.model.near import unknown_name
from dtors_network.model.vocabulary import EVERYONE, LinkState, Stage
from dtors_network.whatif.likely_ways import with_likely_steps
from dtors_network.whatif.way import Routes, Way, WayStep

if TYPE_CHECKING:
    import networkx as nx

SPOKEN: Final = (LinkState.CONFIRMED, LinkState.ONE_SIDED, LinkState.WEAK, LinkState.DISPUTED)
OPEN_STEP: Final = 100.0
"""What a step costs that is not certain, against the logarithm of getting through: certain ways come first."""

EACH_STEP: Final = 0.05
"""What any step costs: one hand-over less is better where ways are alike."""

NOT_COUNTED: Final = 0.5
"""The chance that a step is ranked by where nobody counted; it is never shown."""

WAYS: Final = 5


@checked
def routes(area: Area | Network, service: str, target: str = AFTERCARE, group: str = EVERYONE) -> Routes:
    """Find the best few ways on from a service.

    Parameters
    ----------
    area : Area or Network
        A lawful area.
    service : str
        Where somebody is now.
    target : str
        A stage such as ``aftercare_and_recovery``, ``treatment`` for any of its stages, a service type, or a service.
    group : str
        The client group, or ``a+b`` for somebody who belongs to two at once.

    Returns
    -------
    Routes
        At most five ways over links that somebody spoke of or that are on record: through routes in and treatment,
        with any link as the last step. Certain ones first, then by the lower limits of the chances of getting
        through; fewer steps where these are alike. Where nobody on the list offers the target there is none.

    Raises
    ------
    InputError
        If the service, the target or the group is not known; all faults at once.

    Notes
    -----
    Simple paths in order of length: J. Y. Yen, Management Science 17 (1971), as in networkx.

    Examples
    --------
    >>> from dtors_network.examples import counted_area
    >>> [way.services for way in routes(counted_area(), "gp").ways]
    [('gp', 'clinic', 'aftercare')]
    """
    network = area if isinstance(area, Network) else Network(area)
    goals, group = _checked(network, service, target, group)
    here = bool(goals >> network.position[service] & 1)
    found = (
        ()
        if here
        else tuple(with_likely_steps(network.area, group, islice(_ways(network, service, goals, group), WAYS)))
    )
    return Routes(network.area, service, target, group, found, here, bool(goals))


def _checked(network: Network, service: str, target: str, group: str) -> tuple[int, str]:
    """Hold what is asked against the area, and give the services that are asked for, and for whom."""
    area, goals = network.area, _goals(network, target)
    faults = []
    if service not in area.service:
        faults.append(unknown_name("service", service, area.service))
    try:
        group = read_group(area.codebook, group)
    except InputError as error:
        faults += error.faults
    if not goals and target not in (TREATMENT, *Stage, *area.codebook.service_type):
        faults.append(_nowhere(area, target))
    if faults:
        raise InputError(faults)
    return goals, group


def _nowhere(area: Area, target: str) -> Fault:
    kinds = sorted({kind for row in area.services for kind in row.offers})
    return unknown_name("stage, service type or service", target, [TREATMENT, *map(str, Stage), *kinds, *area.service])


def _goals(network: Network, target: str) -> int:
    if target in network.position:
        return 1 << network.position[target]
    if target == TREATMENT:
        return network.treatment
    if target == AFTERCARE:
        return network.ends
    if target in set(Stage):
        return network.offering(network.area.codebook.types_of(Stage(target)))
    return network.by_type.get(target, 0)


def _ways(network: Network, service: str, goals: int, group: str) -> Iterator[Way]:
    import networkx as nx

    graph, end = _graph(network, goals, group), object()
    for at in positions(goals):
        if network.ids[at] in graph:
            graph.add_edge(network.ids[at], end, weight=0.0)
    if service not in graph or end not in graph:
        return
    try:
        for path in nx.shortest_simple_paths(graph, service, end, weight="weight"):
            yield Way(tuple(graph.edges[pair]["step"] for pair in zip(path, path[1:-1], strict=False)))
    except nx.NetworkXNoPath:
        return


def _graph(network: Network, goals: int, group: str) -> nx.DiGraph[object]:
    """Put every link that may work for the group into a graph; a goal is never passed through."""
    import networkx as nx

    graph: nx.DiGraph[object] = nx.DiGraph()
    rows = {(row.source, row.target): row for row in referrals_of(network.area, group)}
    for (source, target), link in network.evidence.links.items():
        step = _step(network, source, target, link.state, rows.get((source, target)), group)
        if step is not None and _is_on_way(network, source, target, goals):
            graph.add_edge(source, target, weight=_cost(step), step=step)
    return graph


def _is_on_way(network: Network, source: str, target: str, goals: int) -> bool:
    here, there = network.position[source], network.position[target]
    if goals >> here & 1:
        return False
    return bool((network.steps_from[here] | goals) >> there & 1)


def _step(
    network: Network, source: str, target: str, state: LinkState, row: Referral | None, group: str
) -> WayStep | None:
    graph, acceptance = network.group(group), network.acceptance.group(group)
    here, there = network.position[source], network.position[target]
    if state not in SPOKEN or not graph.possible_out(here) >> there & 1:
        return None
    return WayStep(
        source=source,
        target=target,
        state=state,
        certain=bool(graph.certain_out(here) >> there & 1),
        acceptance=Acceptance.YES if (source, target) in acceptance.open_links else acceptance.of[target],
        through=_through(row),
        wait_median_days=row.wait_median_days if row else None,
        wait_p90_days=row.wait_p90_days if row else None,
        barriers=tuple(one for one in network.area.barriers if (one.source, one.target) == (source, target)),
    )


def _through(row: Referral | None) -> Estimate | None:
    referred, started = (bounds(row.referred), bounds(row.started)) if row else (None, None)
    if row is None or referred is None or started is None:
        return None
    if isinstance(row.referred, Bounds) and not row.referred.low and BOTH in row.client_group:
        return None  # of two groups at once perhaps nobody was referred
    known: Row = row_of(row.source, row.target, referred, started, bounds(row.kept_by_sender))
    return part_of(known.started, known.lost)


def _cost(step: WayStep) -> float:
    """Cost little where many surely get through: by the lower limit, so that few people do not make a way the best."""
    low = step.through.low if isinstance(step.through, Estimate) else NOT_COUNTED
    return (0.0 if step.certain else OPEN_STEP) - math.log(max(low, 1e-6)) + EACH_STEP

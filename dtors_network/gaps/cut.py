"""The fewest unknowns whose answer "no" closes every possible way to aftercare: a minimum cut.

The network runs backwards, from aftercare to the service in question, so that the cut found is the one nearest to
aftercare: it is unique, and findings with one cause then share it. A service stands four times: people at it, people
waiting to be accepted by it, and its silent links as receiver and as sender, which close together.
"""

from __future__ import annotations

from dataclasses import dataclass

from dtors_network.bits import positions
from dtors_network.gaps.finding import Question
from dtors_network.graph import GroupGraph
from dtors_network.model.vocabulary import QuestionKind


@dataclass(frozen=True, slots=True)
class FlowNetwork:
    """Edges of a network as sets: ``edges`` all of them, ``single`` those that one question closes."""

    edges: list[int]
    single: list[int]


def minimum_cut(network: FlowNetwork, start: int, goal: int, without: int = 0) -> int | None:
    """Find the cut of fewest single edges between a set of nodes and one node.

    Parameters
    ----------
    network : FlowNetwork
        Every edge that is not single counts as uncuttable.
    start : int
        Set of nodes at which the flow starts.
    goal : int
        Node at which it ends.
    without : int
        Set of nodes left out.

    Returns
    -------
    int or None
        The nodes on the side of ``start`` of the cut nearest to ``start``; None where nothing can cut.

    Notes
    -----
    Augmenting paths, shortest first: J. Edmonds and R. M. Karp, J. ACM 19 (1972). By the theorem of Ford and
    Fulkerson the nodes still reached from ``start`` at the end bound a minimum cut.

    Examples
    --------
    >>> minimum_cut(FlowNetwork([0b110, 0b1000, 0b1000, 0], [0b110, 0, 0, 0]), 0b1, 3)
    1
    """
    if _uncuttable(network, start, goal, without):
        return None
    residual = network.edges[:]
    flow: dict[tuple[int, int], int] = {}
    while True:
        seen, parents = _reach(residual, start, goal, without)
        if not seen >> goal & 1:
            return seen
        node = goal
        while not start >> node & 1:
            _push(network, residual, flow, parents[node], node)
            node = parents[node]


def _uncuttable(network: FlowNetwork, start: int, goal: int, without: int) -> bool:
    firm = [edges & ~single for edges, single in zip(network.edges, network.single, strict=True)]
    return bool(_reach(firm, start, goal, without)[0] >> goal & 1)


def _reach(edges: list[int], start: int, goal: int, without: int) -> tuple[int, dict[int, int]]:
    """Search breadth first; stop as soon as the goal is met."""
    seen = start & ~without
    parents: dict[int, int] = {}
    queue = list(positions(seen))
    for node in queue:
        fresh = edges[node] & ~seen & ~without
        if not fresh:
            continue
        seen |= fresh
        if fresh >> goal & 1:
            parents[goal] = node
            break
        for found in positions(fresh):
            parents[found] = node
            queue.append(found)
    return seen, parents


def _push(network: FlowNetwork, residual: list[int], flow: dict[tuple[int, int], int], here: int, there: int) -> None:
    """Send one unit along an edge, taking back a unit that runs the other way first."""
    if flow.get((there, here)):
        flow[there, here] -= 1
    else:
        flow[here, there] = flow.get((here, there), 0) + 1
    _refresh(network, residual, flow, here, there)
    _refresh(network, residual, flow, there, here)


def _refresh(
    network: FlowNetwork, residual: list[int], flow: dict[tuple[int, int], int], here: int, there: int
) -> None:
    bit = 1 << there
    spare = network.edges[here] & bit and not (network.single[here] & bit and flow.get((here, there)))
    if spare or flow.get((there, here)):
        residual[here] |= bit
    else:
        residual[here] &= ~bit


@dataclass(frozen=True, slots=True)
class Doubts:
    """The unknowns between the services of a group's possible graph, as a network to cut."""

    graph: GroupGraph
    flow: FlowNetwork

    def fewest_no(self, start: int, without: int = 0) -> tuple[Question, ...] | None:
        """Give the fewest questions whose answer no leaves a service without a way to aftercare.

        ``without`` names services that are left out of account. None where no answers can do it.
        """
        ends = self.graph.network.ends
        size = len(self.graph.network.ids)
        left_out = without | without << size
        side = minimum_cut(self.flow, ends & ~without, start, left_out)
        if side is None:
            return None
        found = []
        for node in positions(side):
            crossing = self.flow.edges[node] & ~side & ~left_out
            found += [self._question(node, there) for there in positions(crossing)]
        return tuple(sorted(found))

    def _question(self, node: int, there: int) -> Question:
        ids, size = self.graph.network.ids, len(self.graph.network.ids)
        kind, at = divmod(node, size)
        other, sender = divmod(there, size)
        if other == 1:
            return Question(QuestionKind.ACCEPTANCE, service=ids[at], group=self.graph.group)
        if other == 2:
            return Question(QuestionKind.RECEIVES_FROM_NOBODY_ELSE, service=ids[at])
        if kind == 3:
            return Question(QuestionKind.SENDS_TO_NOBODY_ELSE, service=ids[at])
        return Question(QuestionKind.LINK, source=ids[sender], target=ids[at])


def doubts(graph: GroupGraph) -> Doubts:
    """Build the network of unknowns of one client group: nodes at, waiting, silent as receiver, silent as sender."""
    network = graph.network
    size = len(network.ids)
    edges, single = [0] * (4 * size), [0] * (4 * size)
    for at in range(size):
        sending = 3 * size + at
        edges[sending] |= 1 << at
        single[sending] |= (network.askable >> at & 1) << at
        steps = network.steps_into[at]
        confirmed = network.into.confirmed[at] & steps
        unsettled, silent = network.into.unsettled[at] & steps, network.into.silent[at] & steps
        started, perhaps = confirmed & graph.may_into[at], unsettled & graph.may_into[at]
        edges[at] |= started | perhaps
        single[at] |= perhaps
        if graph.refuses >> at & 1:
            continue
        waiting = at
        if graph.doubtful >> at & 1:
            waiting = size + at
            edges[at] |= 1 << waiting
            single[at] |= 1 << waiting
            confirmed &= ~started
        edges[waiting] |= confirmed | unsettled
        single[waiting] |= unsettled
        if silent:
            receiving = 2 * size + at
            edges[waiting] |= 1 << receiving
            single[waiting] |= (network.askable >> at & 1) << receiving
            edges[receiving] |= silent << 3 * size
    return Doubts(graph, FlowNetwork(edges, single))

"""Which findings are one root (design §4), by joining every two that share a cause."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

import networkx

from .rules import CERTAIN, SENSITIVE, Finding

Settling = tuple[object, object, object]
"""The yes-set and the no-set of a finding, and its remedy without what nobody can take."""


def share_a_cause(one: tuple[Finding, Settling], other: tuple[Finding, Settling]) -> bool:
    """Whether two findings are one root by the design's own words, without a third that ties them."""
    (a, (yes, no, remedy)), (b, (other_yes, other_no, other_remedy)) = one, other
    if a.certainty != b.certainty:
        return False
    if a.certainty == SENSITIVE and (yes, no) == (other_yes, other_no):
        return True
    if a.certainty == CERTAIN and remedy and remedy == other_remedy:
        return True
    return a.rule == b.rule == "single_point" and depends_on(a) == depends_on(b)


def depends_on(finding: Finding) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The organisation, or the service after the entry, that everything depends on."""
    return finding.organisations, finding.services[1:]


def roots(found: Iterable[tuple[Finding, Settling]]) -> set[frozenset[Finding]]:
    """The roots of some findings, each a set."""
    graph = networkx.Graph()
    rows = list(found)
    graph.add_nodes_from(finding for finding, _ in rows)
    graph.add_edges_from((one[0], other[0]) for one, other in combinations(rows, 2) if share_a_cause(one, other))
    return {frozenset(part) for part in networkx.connected_components(graph)}

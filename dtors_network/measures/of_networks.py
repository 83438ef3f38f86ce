"""Measures of a whole network: one value each, or one for each way of dividing services into kinds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from dtors_network.measures import cohesion, counted, paths
from dtors_network.measures.counted import Range
from dtors_network.measures.described import FREEMAN, MONOTONE, MORE_IS_MORE, SAMPLED, WHOLE, Measure
from dtors_network.measures.ties import Ties
from dtors_network.measures.view import Looked, View


def degrees(masks: tuple[int, ...]) -> list[int]:
    """Count the links of each service in one direction."""
    return [mask.bit_count() for mask in masks]


def _degree_bounds(direction: str) -> Callable[[View, str], Range]:
    def bounds(view: View, by: str) -> Range:
        sure, may = (degrees(getattr(ties, direction)) for ties in (view.net.certain, view.net.possible))
        return counted.degree_centralisation_range(sure, may)

    return bounds


def _degree_value(direction: str) -> Callable[[View, Looked, str], float | None]:
    def value(view: View, looked: Looked, by: str) -> float | None:
        return counted.degree_centralisation(degrees(getattr(looked.ties, direction)))

    return value


def _reaching(view: View, ties: Ties) -> float | None:
    """Give the share of the services on the way that have a way to aftercare."""
    steps = view.steps
    if steps is None or not steps.has_goal or not any(steps.on_the_way):
        return None
    found = steps.certain if ties is view.net.certain else steps.possible
    on_it = [step for step, is_on in zip(found, steps.on_the_way, strict=True) if is_on]
    return sum(step is not None for step in on_it) / len(on_it)


def _both_ends(value: Callable[[View, Ties], float | None]) -> Callable[[View, str], Range]:
    def bounds(view: View, by: str) -> Range:
        ends = [end for end in (value(view, view.net.certain), value(view, view.net.possible)) if end is not None]
        return (min(ends), max(ends)) if ends else (None, None)

    return bounds


def _connectivity_bounds(view: View, by: str) -> Range:
    return float(cohesion.connectivity(view.net.certain)[0]), float(cohesion.connectivity(view.net.possible)[1])


def _connectivity(view: View, looked: Looked, by: str) -> float | None:
    least, most = cohesion.connectivity(looked.ties)
    return float(least) if least == most else None


OF_NETWORKS: Final = (
    Measure(
        code="density",
        title="Density",
        of=WHOLE,
        question="Of all ordered pairs, how many are linked?",
        taken="Links of n (n − 1) ordered pairs; isolates count, links from a service to itself never.",
        ranged=MONOTONE,
        not_read=f"{MORE_IS_MORE} Small networks have more of it than large ones, so areas are not compared by it.",
        source="S. Wasserman and K. Faust, Social Network Analysis (1994), p129",
        value=lambda view, looked, by: counted.density(looked.ties),
        bounds=lambda view, by: counted.density_range(view.net),
    ),
    Measure(
        code="reciprocity",
        title="Reciprocity",
        of=WHOLE,
        question="Where one refers to another, does the other refer back?",
        taken="Links that are answered in the other direction, of all links (each of an answered pair counts).",
        ranged="Exact: each pair of services is taken at its best, then at its worst.",
        not_read="Many links have no way back by their nature: nobody is referred from treatment to arrest.",
        source="S. Wasserman and K. Faust (1994), section 13.3; as networkx's overall_reciprocity",
        value=lambda view, looked, by: counted.reciprocity(looked.ties),
        bounds=lambda view, by: counted.reciprocity_range(view.net),
    ),
    Measure(
        code="out_centralisation",
        title="Centralisation, sending",
        of=WHOLE,
        question="Does one send to many while the others send to few?",
        taken="Σ (greatest out-degree − each) of (n − 1)², which a star with links out alone reaches; isolates count.",
        ranged="Exact: out-degrees lie freely between certain and possible.",
        not_read="It does not say that the one in the middle is overloaded, or should be there or not.",
        source=FREEMAN,
        value=_degree_value("out"),
        bounds=_degree_bounds("out"),
    ),
    Measure(
        code="in_centralisation",
        title="Centralisation, receiving",
        of=WHOLE,
        question="Do many send to one while the others are sent few?",
        taken="Σ (greatest in-degree − each) of (n − 1)², which a star with links in alone reaches; isolates count.",
        ranged="Exact: in-degrees lie freely between certain and possible.",
        not_read="It counts services that send, not people who are sent.",
        source=FREEMAN,
        value=_degree_value("into"),
        bounds=_degree_bounds("into"),
    ),
    Measure(
        code="betweenness_centralisation",
        title="Centralisation, betweenness",
        of=WHOLE,
        question="Do the shortest ways between others lead through one?",
        taken="Σ (greatest betweenness − each) of n − 1, which a star with links both ways reaches; isolates count.",
        ranged=SAMPLED,
        not_read="People need not take the shortest way, nor may everyone take it.",
        source=FREEMAN,
        value=lambda view, looked, by: paths.betweenness_centralisation(looked.betweenness),
    ),
    Measure(
        code="ei_index",
        title="E–I index",
        of=WHOLE,
        question="Are links made between kinds (sectors, stages, organisations) or within them?",
        taken="(links between − links within) of all links, directed: −1 all within, 1 all between. A service without "
        "an organisation is a kind of its own; those whose sector is not given are one kind.",
        ranged="Exact: open links between and within are taken together with, or against, each other.",
        not_read="With many small kinds it is high by chance alone: hold it against the densities between kinds.",
        source="D. Krackhardt and R. N. Stern, Social Psychology Quarterly 51 (1988)",
        by=("sector", "stage", "organisation"),
        value=lambda view, looked, by: counted.ei_index(looked.ties, view.kinds[by]),
        bounds=lambda view, by: counted.ei_range(view.net, view.kinds[by]),
    ),
    Measure(
        code="core_periphery",
        title="Core and periphery, correlation",
        of=WHOLE,
        question="Is there a core that all are linked with, and a periphery that is hardly linked in itself?",
        taken="Correlation over ordered pairs with the ideal that has a link wherever one end is of the core; the best "
        "split of all up to 12 services, above the best found by moves and swaps (a better one may exist).",
        ranged=SAMPLED,
        not_read="A split is always found: a low correlation means that the network has no such shape. To stand in the "
        "periphery is no fault.",
        source="S. P. Borgatti and M. G. Everett, Social Networks 21 (1999)",
        value=lambda view, looked, by: looked.core.correlation,
    ),
    Measure(
        code="connectivity",
        title="k-connectivity",
        of=WHOLE,
        question="How many services would have to go before the rest falls apart?",
        taken="Fewest services whose removal parts the others, whichever way links lead; 0 where some are not joined "
        "at all, n − 1 where all are linked with all. Above 300 services only 0, 1 or bounds.",
        ranged=MONOTONE,
        not_read="Joined is not reached: direction is left aside here. Ways to aftercare are judged by the gap rules.",
        source="D. R. White and F. Harary, Sociological Methodology 31 (2001)",
        value=_connectivity,
        bounds=_connectivity_bounds,
    ),
    Measure(
        code="fragmentation",
        title="Fragmentation",
        of=WHOLE,
        question="What share of pairs is joined by no way at all?",
        taken="1 − Σ s (s − 1) / n (n − 1) over the parts of size s, whichever way links lead; isolates are parts.",
        ranged=MONOTONE,
        not_read="Parts may be meant to be apart; direction is left aside.",
        source="S. P. Borgatti, Computational and Mathematical Organization Theory 12 (2006)",
        value=lambda view, looked, by: cohesion.fragmentation(cohesion.parts(looked.ties)),
        bounds=_both_ends(lambda view, ties: cohesion.fragmentation(cohesion.parts(ties))),
    ),
    Measure(
        code="ways_to_aftercare",
        title="Share of services with a way to aftercare",
        of=WHOLE,
        question="From how many routes in and treatment services does any way lead to aftercare?",
        taken="Of routes in and treatment services that do not offer aftercare themselves, by the steps of a journey; "
        "services only. None where no service offers aftercare.",
        ranged=MONOTONE,
        not_read="A way may be long, closed to somebody, or taken by nobody: `gaps` and `flow` say more.",
        source="this project, design §4 (journey graph)",
        value=lambda view, looked, by: _reaching(view, looked.ties),
        bounds=_both_ends(_reaching),
    ),
)
"""In the order in which they are told."""

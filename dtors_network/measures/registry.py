"""Every measure: what it answers, how it is taken, and what must not be read from it. A new one is one entry here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from dtors_network.measures import cohesion, counted, paths
from dtors_network.measures.counted import Range
from dtors_network.measures.ties import Ties
from dtors_network.measures.view import Looked, View

WHOLE: Final = "network"
EACH: Final = "service"
PAIRS: Final = "pairs"


@dataclass(frozen=True, kw_only=True)
class Measure:
    """A measure of a network.

    Attributes
    ----------
    code, title : str
        Its name in files, and on screens.
    of : str
        ``network`` (one value), ``service`` (one a service or organisation) or ``pairs`` (one a pair of kinds).
    question : str
        What a user asks with it.
    taken : str
        How it is taken: direction, isolates, and what it is divided by.
    ranged : str
        How its range over the open links is found.
    not_read : str
        What must not be read from it.
    source : str
        Where it is defined.
    by : tuple of str
        What divides services into kinds for it; ``("",)`` where nothing does.
    value : callable or None
        Of a view, a network and what divides it: the value of a whole network.
    bounds : callable or None
        Of a view and what divides it: its exact range. Without one the range is sampled.
    each : callable or None
        Of a network: the values of its services, by position.
    falls : bool or None
        For ``each``: whether a further link can only lower it, so that both ends are the range; None: it is sampled.
    """

    code: str
    title: str
    of: str
    question: str
    taken: str
    ranged: str
    not_read: str
    source: str
    by: tuple[str, ...] = ("",)
    value: Callable[[View, Looked, str], float | None] | None = None
    bounds: Callable[[View, str], Range] | None = None
    each: Callable[[Looked], Any] | None = None
    falls: bool | None = None


SAMPLED: Final = (
    "Sampled: the least and the greatest of the certain network, the possible one, and networks between them drawn "
    "with the seed that is told. The true range can be wider. Exact where so few links are open that every "
    "network between is tried. Not worked out above 150 services."
)
MONOTONE: Final = (
    "Exact: a further link can only change it one way, so the certain and the possible network are the ends."
)
FREEMAN: Final = (
    "L. C. Freeman, Social Networks 1 (1979), for directed links: S. Wasserman and K. Faust (1994), chapter 5"
)
MORE_IS_MORE: Final = "It says how many links there are, never how many are needed or whether people get through."


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


_MEASURES: Final = (
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
        title="Services with a way to aftercare",
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
    Measure(
        code="betweenness",
        title="Betweenness",
        of=EACH,
        question="Which service do the shortest ways between others lead through?",
        taken="Sum over ordered pairs of the share of shortest ways through it, of (n − 1)(n − 2); no weights; a pair "
        "without a way counts 0.",
        ranged=SAMPLED,
        not_read="High betweenness is neither a merit nor a fault; what would follow if it left is told by `stress`.",
        source="L. C. Freeman, Sociometry 40 (1977); U. Brandes, J. Math. Sociol. 25 (2001)",
        each=lambda looked: looked.betweenness,
    ),
    Measure(
        code="constraint",
        title="Burt's constraint",
        of=EACH,
        question="Do all contacts of a service lead back to the same few?",
        taken="Σ over contacts j of (p_ij + Σ_q p_iq p_qj)²; a link each way weighs two; none for an isolate. It can "
        "pass 1 for a service with few contacts.",
        ranged=SAMPLED,
        not_read="A service with one contact has the greatest constraint; that can be as it was commissioned.",
        source="R. S. Burt, Structural Holes (1992), p54 to 55; as in networkx and igraph",
        each=lambda looked: looked.constraint,
    ),
    Measure(
        code="core",
        title="In the core",
        of=EACH,
        question="Is the service of the core?",
        taken="1 where the best split has it in the core; of the possible network too. Where splits fit alike, one of "
        "them is shown.",
        ranged=SAMPLED,
        not_read="The split means nothing where the correlation is low.",
        source="S. P. Borgatti and M. G. Everett, Social Networks 21 (1999)",
        each=lambda looked: [float(one) for one in looked.core.members],
    ),
    Measure(
        code="fragmentation_without",
        title="Fragmentation without it",
        of=EACH,
        question="What share of the remaining pairs would no way join if the service were gone?",
        taken="Fragmentation of the network that is left, over its (n − 1)(n − 2) pairs, whichever way links lead.",
        ranged=MONOTONE,
        not_read="Links would be made anew; who loses every way to aftercare is told by `stress`.",
        source="S. P. Borgatti, Computational and Mathematical Organization Theory 12 (2006)",
        each=lambda looked: cohesion.fragmentation_without(looked.ties),
        falls=True,
    ),
    Measure(
        code="steps_to_aftercare",
        title="Closeness to aftercare, in hand-overs",
        of=EACH,
        question="How many hand-overs is a service away from aftercare, at the least?",
        taken="Fewest links to a service that offers aftercare or recovery, by the steps of a journey; 0 where it "
        "offers it itself; none where no way leads there. Services only.",
        ranged="Exact: least on the possible network, most on the certain one (none where that has no way).",
        not_read="Fewest is not quickest, and not what people did.",
        source="this project, design §4 (journey graph)",
    ),
    Measure(
        code="brokerage",
        title="Gould and Fernandez's roles",
        of=EACH,
        question="Who passes on between two that have no link, within and between sectors or stages?",
        taken="Open triads i → j → k without i → k, i ≠ k, counted for the broker j in each of five roles; each broker "
        "of a pair counts in full. Expectation and deviation: every ordered pair linked with the chance of the certain "
        "network's density, kinds as they are.",
        ranged=SAMPLED,
        not_read="z says how far from chance a count is, never whether it is good; counts are few, so z is not normal, "
        "and with as many of them some are large by chance.",
        source="R. V. Gould and R. M. Fernandez, Sociological Methodology 19 (1989)",
        by=("sector", "stage"),
    ),
    Measure(
        code="density_between",
        title="Density between kinds",
        of=PAIRS,
        question="Which sectors (or stages) are linked with which?",
        taken="Links from one kind to the other, of the ordered pairs: n_a n_b, and n_a (n_a − 1) within a kind.",
        ranged=MONOTONE,
        not_read="No kind has to be linked with every other.",
        source="S. Wasserman and K. Faust (1994), section 10.2",
        by=("sector", "stage"),
    ),
    Measure(
        code="states",
        title="Pairs by state of the link",
        of=PAIRS,
        question="How much of the network is confirmed, told by one end alone, disputed, or spoken of by nobody?",
        taken="Ordered pairs of services by the state of design §4, with and without services that did not answer.",
        ranged="None: it counts what is said.",
        not_read="Silent is not absent. More disputes can mean that more was asked.",
        source="this project, design §4",
    ),
    Measure(
        code="barrier_places",
        title="Links with a reported barrier",
        of=PAIRS,
        question="Of the links from one sector to another, at how many was a barrier reported?",
        taken="Places, never mentions: a link counts once, whoever reported how much. Of links that are confirmed, "
        "weak, one-sided or disputed; reports at the link, or at it or one of its ends.",
        ranged="None: it counts what was reported.",
        not_read="A place without a report is no place without barriers: perhaps nobody was asked.",
        source="this project, design §4",
    ),
)

MEASURES: Final[dict[str, Measure]] = {measure.code: measure for measure in _MEASURES}
"""Every measure by its code, in the order in which they are told."""

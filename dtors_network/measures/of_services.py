"""Measures of each service, or organisation, in its network."""

from __future__ import annotations

from typing import Final

from dtors_network.measures import cohesion
from dtors_network.measures.described import EACH, MONOTONE, SAMPLED, Measure

OF_SERVICES: Final = (
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
        code="joined_only_through",
        title="Joined only through it",
        of=EACH,
        question="What hangs on it: which share of pairs of others would no way join any more if it were gone?",
        taken="Ordered pairs of others that some way joins, and none that avoids it, of (n − 1)(n − 2); whichever way "
        "links lead.",
        ranged=SAMPLED,
        not_read="Nothing else has to be linked in its stead; who loses every way to aftercare is told by `stress`.",
        source="the rise of S. P. Borgatti's measure F, Computational and Mathematical Organization Theory 12 (2006)",
        each=lambda looked: cohesion.joined_only_through(looked.ties),
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
)
"""In the order in which they are told."""

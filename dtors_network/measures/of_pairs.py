"""Measures of pairs: of kinds of services, or of services by what is said of their links."""

from __future__ import annotations

from typing import Final

from dtors_network.measures.described import MONOTONE, PAIRS, Measure

OF_PAIRS: Final = (
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
"""In the order in which they are told."""

"""What the tables count of one client group (decision 0006): who is in the chain, and what every cell could be.

A row is given as the list of everything that is possible of it, so that nothing has to be derived later.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations, product
from typing import NamedTuple

from dtors_network.model.area import Area, Departure, Referral
from dtors_network.model.bounds import Bounds
from dtors_network.model.vocabulary import TREATMENT_STAGES, Count, Stage

from .facts import Pair, answers, offered
from .facts import facts as evidence
from .facts import possible as possible_links
from .journeys import goals, reached, recovering, routes_in, steps, treating

AFTERCARE = Stage.AFTERCARE_AND_RECOVERY.value
TREATMENT = "treatment"
TARGETS = (*(stage.value for stage in TREATMENT_STAGES), TREATMENT, AFTERCARE)


class Cell(NamedTuple):
    """One possible reading of a referral row."""

    referred: int
    started: int
    lost: int


Cells = tuple[Cell, ...] | None
"""Every possible reading of a row; None where referred or started is blank."""


class FlowFacts(NamedTuple):
    """Everything that the flow of one client group rests on."""

    group: str
    chain: tuple[str, ...]
    beside: dict[str, str]
    """Type of each service that offers wider support only."""
    onward: dict[Pair, Cells]
    coverage: dict[Pair, Cells]
    from_beside: dict[Pair, tuple[int, ...] | None]
    """What the starts from beside the chain could be; None where they are blank."""
    arrivals: dict[str, tuple[int, ...] | None]
    left: dict[tuple[str, str], tuple[int, ...] | None]
    """Departures by (service, outcome), added up over planned."""
    not_counted: frozenset[str]
    """Services with a blank in an onward row or in a departure."""
    counted: bool
    """Whether the result as a whole is counted: departures are complete and some row names the group."""
    left_out: frozenset[Pair]
    """Pairs whose rows are not used because a meeting said that there is no such link."""
    on_the_way: frozenset[Pair]
    goals: dict[str, frozenset[str]]
    """Services at which each target is reached."""


def values(count: Count) -> tuple[int, ...] | None:
    """Give what a count could be; None where nobody counted."""
    if count is None:
        return None
    return tuple(range(count.low, count.high + 1)) if isinstance(count, Bounds) else (count,)


def cells(row: Referral) -> Cells:
    """Give every reading of a row that its own cells allow."""
    referred, started = values(row.referred), values(row.started)
    if referred is None or started is None:
        return None
    found = set()
    for r, s in product(referred, started):
        for kept in values(row.kept_by_sender) or range(r - s + 1):
            if s + kept <= r:
                found.add(Cell(r, s, r - s - kept))
    return tuple(sorted(found))


def added(lists: Sequence[tuple[int, ...] | None]) -> tuple[int, ...] | None:
    """Give every sum of one value from each list; None if one of them is not counted."""
    sums = {0}
    for options in lists:
        if options is None:
            return None
        sums = {total + option for total in sums for option in options}
    return tuple(sorted(sums))


def in_the_chain(area: Area) -> tuple[str, ...]:
    members = routes_in(area) | treating(area) | recovering(area)
    return tuple(service for service in area.service if service in members)


def goals_of(area: Area) -> dict[str, frozenset[str]]:
    found = {AFTERCARE: frozenset(goals(area)), TREATMENT: frozenset(treating(area))}
    for stage in TREATMENT_STAGES:
        kinds = set(area.codebook.types_of(stage))
        found[stage.value] = frozenset(s.service for s in area.services if offered(s, area.codebook) & kinds)
    return found


def departures(rows: Sequence[Departure]) -> dict[tuple[str, str], tuple[int, ...] | None]:
    keys = sorted({(row.service, row.outcome) for row in rows})
    return {key: added([values(row.count) for row in rows if (row.service, row.outcome) == key]) for key in keys}


def starts(row: Referral) -> tuple[int, ...] | None:
    """What the starts of a row could be, within its own referrals where these are counted."""
    found = cells(row)
    return values(row.started) if found is None else tuple(sorted({cell.started for cell in found}))


def flow_facts(area: Area, group: str) -> FlowFacts:
    """Read what is counted of a client group."""
    chain = in_the_chain(area)
    beside = {s.service: s.service_type for s in area.services if s.service not in chain}
    settled = answers(area)
    rows = {(r.source, r.target): r for r in area.referrals if r.client_group == group}
    used = {pair for pair in rows if pair[0] in chain or pair[1] in chain}
    left_out = frozenset(pair for pair in used if settled.get(("link", *pair)) == "no")
    kept = {pair: rows[pair] for pair in rows if pair in used - left_out}
    onward = {pair: cells(row) for pair, row in kept.items() if pair[0] in chain and pair[1] in chain}
    departed = [row for row in area.departures if row.client_group == group]
    left = {key: options for key, options in departures(departed).items() if key[0] in chain}
    blank = {pair[0] for pair, options in onward.items() if options is None}
    blank |= {key[0] for key, options in left.items() if options is None}
    return FlowFacts(
        group=group,
        chain=chain,
        beside=beside,
        onward=onward,
        coverage={pair: cells(row) for pair, row in kept.items() if pair[1] in beside},
        from_beside={pair: starts(row) for pair, row in kept.items() if pair[0] in beside},
        arrivals={
            row.service: values(row.count)
            for row in area.arrivals
            if row.client_group == group and row.service in chain
        },
        left=left,
        not_counted=frozenset(blank),
        counted=area.departures_complete and bool(departed),
        left_out=left_out,
        on_the_way=frozenset(steps(area, permutations(chain, 2))),
        goals=goals_of(area),
    )


def cut_off(area: Area, group: str, target: str) -> frozenset[str]:
    """Services from which nobody could come to a target by any possible link, whatever is counted."""
    ways = steps(area, possible_links(evidence(area), group))
    aims = goals_of(area)[target]
    return frozenset(s for s in in_the_chain(area) if not reached(s, ways) & aims)

"""What changes do to reach of aftercare, by trying every reading of the counts and every number of people who start.

Slow on purpose. A service of which nothing is known is worth nothing or everything, before and after alike; it may be
worth more after only where the changes reach people there, or make a way possible that was not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import product
from math import prod
from typing import NamedTuple

from dtors_network.model.area import Area

from .facts import Pair, facts
from .flow_chain import REACHED, Chain, Where, chain_of, journey_moves, shares
from .flow_counts import AFTERCARE, Cell, FlowFacts, cut_off, flow_facts
from .flow_markov import EndlessError, endless, solve
from .flow_ranges import TooManyError, coming, proportions, thinned
from .whatif_moves import Change, NewLink, Opening, Relief, area_after, holds_at, started_more

Counts = dict[Where, Fraction]
Values = Mapping[str, Fraction | int]
Pick = Callable[[set[int]], set[int]]
"""Which of the numbers of people who may start more are tried."""
ALL = ""
"""Stands for all who come in, where a service could stand."""


class Reading(NamedTuple):
    """One reading of the counts, with one number of people who start more at every row."""

    before: Chain
    after: Chain


class Found(NamedTuple):
    """The least and the most of three things, from a service or from all who come in."""

    before: tuple[Fraction, Fraction]
    after: tuple[Fraction, Fraction]
    rise: tuple[Fraction, Fraction]


def every(numbers: set[int]) -> set[int]:
    return numbers


def ends(numbers: set[int]) -> set[int]:
    """The fewest and the most: whoever starts instead of being lost never lowers reach."""
    return {min(numbers), max(numbers)} if numbers else set()


def fewest(numbers: set[int]) -> set[int]:
    return {min(numbers)} if numbers else set()


def moves_at(area: Area, known: FlowFacts, pair: Pair, changes: Sequence[Change], pick: Pick) -> list[tuple[Cell, int]]:
    """Every reading of a row, with numbers of people who start more."""
    cells = thinned(known.onward[pair] or (), 6)
    return [(cell, n) for cell in cells for n in sorted(pick(started_more(area, known.group, pair, cell, changes)))]


def with_links(service: str, counts: Counts, changes: Sequence[Change]) -> Counts:
    """Let a share of those who end at a service start at the receivers of new links, one link after the other."""
    for change in changes:
        if isinstance(change, NewLink) and change.source == service:
            ended = {where: n for where, n in counts.items() if where[0] != "service"}
            link: Where = ("service", change.target)
            counts = counts | {where: n * (1 - change.share) for where, n in ended.items()}
            counts[link] = counts.get(link, Fraction(0)) + change.share * sum(ended.values(), Fraction(0))
    return counts


def at_service(
    area: Area, known: FlowFacts, service: str, changes: Sequence[Change], pick: Pick, most: int
) -> list[tuple[Counts, Counts]]:
    """Every reading of the next steps at a service, before and after; one for each pair of sets of shares."""
    if service in known.not_counted:
        return [({}, {})]
    rows = [pair for pair in known.onward if pair[0] == service]
    lists = [moves_at(area, known, pair, changes, pick) for pair in rows]
    leaving = [(outcome, numbers or ()) for (source, outcome), numbers in known.left.items() if source == service]
    if prod(map(len, [*lists, *(numbers for _, numbers in leaving)])) > most:
        raise TooManyError
    found = {}
    for read in product(*lists):
        for left in product(*(numbers for _, numbers in leaving)):
            counts: Counts = {("outcome", outcome): Fraction(n) for (outcome, _), n in zip(leaving, left, strict=True)}
            then = dict(counts)
            for pair, (cell, more) in zip(rows, read, strict=True):
                counts |= {("service", pair[1]): Fraction(cell.started), ("lost", *pair): Fraction(cell.lost)}
                then |= {("service", pair[1]): Fraction(cell.started + more)}
                then |= {("lost", *pair): Fraction(cell.lost - more)}
            then = with_links(service, then, changes)
            found[proportions(counts), proportions(then)] = counts, then  # type: ignore[arg-type]
    return list(found.values())


def readings(
    area: Area, known: FlowFacts, changes: Sequence[Change], pick: Pick = every, most: int = 2_000
) -> Iterator[Reading]:
    """Give every reading of the counts with the changes made."""
    lists = [at_service(area, known, service, changes, pick, most) for service in known.chain]
    people = coming(known)
    if prod(map(len, lists)) * len(people) > most:
        raise TooManyError
    for steps in product(*lists):
        for came in people:
            before, after = ({s: step[side] for s, step in zip(known.chain, steps, strict=True)} for side in (0, 1))
            yield Reading(chain_of(known, before, came), chain_of(known, after, came))  # type: ignore[arg-type]


def values(chain: Chain, unknown: Values) -> dict[str, Fraction]:
    """Reach of aftercare from every service, and from all who come in."""
    moves = journey_moves(chain, AFTERCARE)
    if endless(moves):
        raise EndlessError(endless(moves))
    places = list(moves)
    known = {REACHED: Fraction(1)} | {("not_known", s): Fraction(n) for s, n in unknown.items()}
    matrix = [[Fraction(here == there) - moves[here].get(there, Fraction(0)) for there in places] for here in places]
    right = [sum((p * known.get(end, Fraction(0)) for end, p in moves[here].items()), Fraction(0)) for here in places]
    found = {place[1]: value for place, value in zip(places, solve(matrix, right), strict=True)}
    found |= {service: Fraction(1) for service in chain.goals[AFTERCARE]}
    total = sum(chain.comes_in.values(), Fraction(0))
    if total:
        found[ALL] = sum((n * found[s] for s, n in chain.comes_in.items()), Fraction(0)) / total
    return found


def ceilings(area: Area, group: str, services: Sequence[str]) -> dict[str, int]:
    """The most that each service may be worth if nothing is known of it."""
    closed = cut_off(area, group, AFTERCARE) if facts(area).complete == "yes" else frozenset[str]()
    return {service: int(service not in closed) for service in services}


def touches(change: Change, pair: Pair) -> bool:
    """Whether a change may let people start at a link with referrals."""
    if isinstance(change, Relief):
        return holds_at(change, pair)
    return isinstance(change, Opening) and change.service == pair[1]


def reached_uncounted(known: FlowFacts, changes: Sequence[Change]) -> set[str]:
    """Services that are not counted, and at which the changes may let people start."""
    made = {change.source for change in changes if isinstance(change, NewLink)}
    eased = {pair[0] for pair in known.onward if any(touches(change, pair) for change in changes)}
    return (made | eased) & known.not_counted


def worths(area: Area, group: str, changes: Sequence[Change]) -> dict[str, set[tuple[int, int]]]:
    """Every pair of ends, before and after, of what each service may be worth if nothing is known of it."""
    known = flow_facts(area, group)
    before, after = (ceilings(some, group, known.chain) for some in (area, area_after(area, changes)))
    open_ended = reached_uncounted(known, changes) | {s for s in known.chain if after[s] > before[s]}
    tied = {s: {(0, 0), (before[s], before[s])} for s in known.chain}
    return {
        s: some | ({(0, after[s]), (before[s], after[s])} if s in open_ended else set()) for s, some in tied.items()
    }


def compared(
    area: Area, group: str, changes: Sequence[Change], pick: Pick = every, most: int = 2_000
) -> tuple[dict[str, Found], int]:
    """Give the least and the most of reach before, after and of its rise, from all and from every service.

    Beside it the number of readings in which somebody goes round for ever.
    """
    found: dict[str, list[tuple[Fraction, Fraction]]] = {}
    lost = 0
    worth_of = worths(area, group, changes)
    for before, after in readings(area, flow_facts(area, group), changes, pick, most):
        not_known = [s for s in before.services if not shares(before, s)]
        for worth in product(*(sorted(worth_of[s]) for s in not_known)):
            sides = [{s: ends[side] for s, ends in zip(not_known, worth, strict=True)} for side in (0, 1)]
            try:
                one, other = values(before, sides[0]), values(after, sides[1])
            except EndlessError:
                lost += 1
                continue
            for start, value in one.items():
                found.setdefault(start, []).append((value, other[start]))
    return {start: spread(pairs) for start, pairs in found.items()}, lost


def spread(pairs: Sequence[tuple[Fraction, Fraction]]) -> Found:
    befores, afters, rises = [b for b, _ in pairs], [a for _, a in pairs], [a - b for b, a in pairs]
    return Found((min(befores), max(befores)), (min(afters), max(afters)), (min(rises), max(rises)))

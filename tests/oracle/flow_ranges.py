"""The smallest and the largest value of anything, by trying every completion of the counts (decision 0006).

Slow on purpose: every whole number of every unknown cell, every service that is not known at nothing and everything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from itertools import product
from math import prod
from typing import NamedTuple

from .flow_chain import Chain, Unknown, Where, chain_of, shares
from .flow_counts import Cell, FlowFacts, added
from .flow_markov import EndlessError

Question = Callable[[Chain, Unknown], Fraction | None]
"""What is asked of a completion, given the value of services that are not known."""

SMALL = 6
"""A blank ``kept_by_sender`` is tried at every whole number if there are no more than these, else near its ends."""
LIMIT = 20_000


class TooManyError(Exception):
    """There are more completions than can be tried."""


class Range(NamedTuple):
    """The smallest and the largest value, and how many completions gave none because somebody goes round for ever."""

    low: Fraction
    high: Fraction
    endless: int


def thinned(found: Iterable[Cell], small: int) -> list[Cell]:
    """Readings of a row with long runs of ``lost`` cut to their ends, between which every share only rises or falls.

    The second of a run stays too: if nobody is lost, people may go round for ever, and that end gives no value.
    """
    runs: dict[tuple[int, int], list[Cell]] = {}
    for cell in found:
        runs.setdefault((cell.referred, cell.started), []).append(cell)
    return [cell for run in runs.values() for cell in (run if len(run) <= small else [*sorted(run)[:2], max(run)])]


def product_of(lists: list[list[dict[Where, int]]]) -> Iterator[dict[Where, int]]:
    if prod(map(len, lists)) > LIMIT:
        raise TooManyError
    for parts in product(*lists):
        yield {where: n for part in parts for where, n in part.items()}


def options(facts: FlowFacts, service: str, small: int = SMALL) -> list[dict[Where, int]]:
    """Everything possible of a service's next steps, one for each set of shares; ``{}`` where it is not counted."""
    if service in facts.not_counted:
        return [{}]
    lists: list[list[dict[Where, int]]] = []
    for (source, target), found in facts.onward.items():
        if source == service:
            read = thinned(found or (), small)
            lists.append([{("service", target): c.started, ("lost", source, target): c.lost} for c in read])
    for (source, outcome), numbers in facts.left.items():
        if source == service:
            lists.append([{("outcome", outcome): n} for n in numbers or ()])
    return list({proportions(counts): counts for counts in product_of(lists)}.values())


def proportions(counts: Mapping[Where, int]) -> tuple[tuple[Where, Fraction], ...]:
    total = sum(counts.values())
    return tuple(sorted((where, Fraction(n, total)) for where, n in counts.items() if n))


def coming(facts: FlowFacts) -> list[dict[str, int]]:
    """Everything possible of who comes in: arrivals, and starts from beside the chain; a blank brings nobody."""
    ways = []
    for service in facts.chain:
        lists = [facts.arrivals.get(service), *(n for pair, n in facts.from_beside.items() if pair[1] == service)]
        ways.append([(service, n) for n in added([numbers for numbers in lists if numbers is not None]) or ()])
    return [dict(way) for way in product(*ways)]


def how_many(facts: FlowFacts, small: int = SMALL) -> int:
    """How many completions there are to try."""
    return prod(len(options(facts, s, small)) for s in facts.chain) * len(coming(facts))


def completions(facts: FlowFacts, small: int = SMALL) -> Iterator[Chain]:
    """Give every completion of the counts, one for each set of shares."""
    if how_many(facts, small) > LIMIT:
        raise TooManyError
    for steps in product(*(options(facts, s, small) for s in facts.chain)):
        for people in coming(facts):
            yield chain_of(facts, dict(zip(facts.chain, steps, strict=True)), people)


def exact_chain(facts: FlowFacts) -> Chain:
    """The only completion of counts that leave nothing open."""
    (chain,) = completions(facts)
    return chain


def ranges(
    facts: FlowFacts,
    questions: Mapping[str, Question],
    most: Mapping[str, Fraction | int] | None = None,
    small: int = SMALL,
) -> dict[str, Range | None]:
    """Give the range of each question; None where no completion gives it a value.

    ``most`` holds the largest value of those services that are not known for which "everything" is ruled out.
    """
    found: dict[str, list[Fraction]] = {name: [] for name in questions}
    lost = dict.fromkeys(questions, 0)
    for chain in completions(facts, small):
        known = all(shares(chain, s) for s in chain.services)
        for name, question in questions.items():
            try:
                values = [question(chain, 0)] + ([] if known else [question(chain, most or {})])
            except EndlessError:
                lost[name] += 1
            else:
                found[name] += [value for value in values if value is not None]
    return {name: Range(min(got), max(got), lost[name]) if got else None for name, got in found.items()}


def range_of(facts: FlowFacts, question: Question, most: Mapping[str, Fraction | int] | None = None) -> Range | None:
    """Give the range of one question."""
    return ranges(facts, {"": question}, most)[""]

"""What repairing one link does to reach: the changed chain is plainly solved again (decision 0006)."""

from __future__ import annotations

from fractions import Fraction

from .facts import Pair
from .flow_chain import Chain, Unknown, reach, spells

TINY = Fraction(1, 10**6)


def moved(chain: Chain, pair: Pair, people: Fraction) -> Chain:
    """The chain in which so many of those lost between a pair start at its receiver instead; nobody else changes."""
    sender, receiver = pair
    counts = dict(chain.counts[sender])
    lost, started = ("lost", *pair), ("service", receiver)
    counts[lost] = counts.get(lost, Fraction(0)) - people
    counts[started] = counts.get(started, Fraction(0)) + people
    return chain._replace(counts={**chain.counts, sender: counts})


def repaired(chain: Chain, pair: Pair) -> Chain:
    """The chain in which everybody lost between a pair starts at its receiver."""
    return moved(chain, pair, chain.counts[pair[0]].get(("lost", *pair), Fraction(0)))


def effect(chain: Chain, pair: Pair, target: str, start: str | None = None, unknown: Unknown = 0) -> Fraction | None:
    """By how much reach grows if a link is repaired."""
    before = reach(chain, target, start, unknown)
    after = reach(repaired(chain, pair), target, start, unknown)
    return None if before is None or after is None else after - before


def derivative(
    chain: Chain, pair: Pair, target: str, start: str | None = None, unknown: Unknown = 0
) -> Fraction | None:
    """How fast reach grows as a share of the sender's spells goes on instead of being lost.

    A central difference with a tiny share: its error is of the order of the square of that share. Divided by the
    sender's spells it is the derivative by people. None where the sender has nobody with a next step.
    """
    people = spells(chain, pair[0]) * TINY
    if not people:
        return None
    more = reach(moved(chain, pair, people), target, start, unknown)
    less = reach(moved(chain, pair, -people), target, start, unknown)
    return None if more is None or less is None else (more - less) / (2 * TINY)

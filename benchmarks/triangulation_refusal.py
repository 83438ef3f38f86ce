"""How often the tests of a refused group, and of one that is sent less often, err."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from benchmarks.triangulation_worlds import (
    ELSEWHERE,
    LEVELS,
    LINKS,
    PLACES,
    RNG,
    RUNS,
    SIZES,
    USING,
    Array,
    links,
    odds,
    percent,
    rates,
    sizes,
    table,
)
from dtors_network.triangulation.exact import mid_p, normal_p
from dtors_network.triangulation.numbers import Cells
from dtors_network.triangulation.pooled import difference
from dtors_network.triangulation.refusal import LARGE
from dtors_network.triangulation.several import ERROR
from dtors_network.triangulation.starts import less_often, not_lower
from dtors_network.triangulation.under_referral import less_often as sent_less_often


def passes(here: Cells, there: Cells, level: float) -> Array:
    """Tell in which worlds the test of refusal passes."""
    large = difference(*here).value <= -LARGE
    return (less_often(here, there)[1] <= level) & large


def refusal() -> Iterator[str]:
    """Starts of the group: worlds without and with a refusal, by size of link."""
    yield "## Refusal of current use: starts (B)\n"
    yield (
        f"{LINKS} links into the place, {ELSEWHERE} elsewhere of 5 to 200 people, three in four of the group. Level "
        f"{100 * LEVELS[0]:.1f} % alone and {100 * LEVELS[1]:.2f} %, the first step of Holm over {PLACES} places.\n"
    )

    def row(name: str, ratio: float, spread: float, everywhere: float = 1.0, confounded: bool = False) -> list[str]:
        found = []
        for size in SIZES:
            here = links(np.full((RUNS, LINKS), float(size)), ratio, spread, confounded)
            there = links(sizes(5, 200, ELSEWHERE), everywhere, spread, confounded)
            found.append(" / ".join(percent(passes(here, there, level)) for level in LEVELS))
        return [name, *found]

    worlds: list[tuple[Any, ...]] = [
        ("nothing", 1.0, 0.0), ("nothing, spread 0.5", 1.0, 0.5), ("nothing, mix of links", 1.0, 0.2, 1.0, True),
        ("worse everywhere, OR 0.5", 0.5, 0.3, 0.5), ("OR 0.7", 0.7, 0.2), ("OR 0.5", 0.5, 0.2),
        ("OR 0.3", 0.3, 0.2), ("OR 0.1", 0.1, 0.2),
    ]  # fmt: skip
    yield from table(["world", *(f"{size} a link" for size in SIZES)], (row(*world) for world in worlds))
    yield "### The parts of it\n"

    def part(name: str, ratio: float, spread: float, everywhere: float) -> list[str]:
        here = links(sizes(20, 200, LINKS), ratio, spread)
        there = links(sizes(5, 200, ELSEWHERE), everywhere, spread)
        exact, normal, both = mid_p(*here), normal_p(*here, spread**2), less_often(here, there)[1]
        return [name, *(percent(one <= ERROR) for one in (exact, normal, both))]

    worlds = [
        ("nothing, spread 0", 1.0, 0.0, 1.0), ("nothing, spread 0.5", 1.0, 0.5, 1.0),
        ("worse everywhere, spread 0.3", 0.5, 0.3, 0.5), ("OR 0.5, spread 0.2", 0.5, 0.2, 1.0),
    ]  # fmt: skip
    heads = ["world, links of 20 to 200", "exact mid-P", "normal form, spread known", "both conditions"]
    yield from table(heads, (part(*world) for world in worlds))


def contradiction() -> Iterator[str]:
    """The opposite test and its guard."""
    yield "### Contradicted, with the guard that referral is not depressed\n"

    def row(name: str, ratio: float, sent: float) -> list[str]:
        found = []
        for size in (20, 50, 100, 200):
            at = np.full((RUNS, LINKS), size * 4.0)
            at_group = RNG.binomial(at.astype(int), USING)
            group = RNG.binomial(at_group, odds(np.array(0.25), sent)).astype(float)
            others = RNG.binomial(at.astype(int) - at_group, 0.25).astype(float)
            base = rates(at.shape)
            mine = odds(base, ratio * np.exp(RNG.normal(0, 0.2, at.shape)))
            good, other_good = (RNG.binomial(n.astype(int), p) for n, p in ((group, mine), (others, base)))
            here = good.astype(float), group, other_good.astype(float), others
            referral = group, at_group.astype(float), others, at - at_group
            enough = (here[1].sum(axis=1) >= 20) & (here[3].sum(axis=1) >= 20)
            found.append(percent((not_lower(here, referral) <= ERROR) & enough))
        return [name, *found]

    worlds = [("nothing", 1.0, 1.0), ("OR 0.7", 0.7, 1.0), ("OR 0.5", 0.5, 1.0), ("not even sent, OR 0.3", 1.0, 0.3)]
    heads = ["world", *(f"{LINKS * size} people" for size in (20, 50, 100, 200))]
    yield from table(heads, (row(*world) for world in worlds))


def under_referral() -> Iterator[str]:
    """Where the group is sent, within the type."""
    yield "## Under-referral (screen)\n"

    def row(name: str, ratio: float, spread: float) -> list[str]:
        found = []
        for people in (30, 60, 120, 240):
            each = np.full((RUNS, 3), people / 3)
            group = RNG.binomial(each.astype(int), 0.5).astype(float)
            base = np.clip(RNG.normal(0.5, 0.1, each.shape), 0.1, 0.9)
            mine = odds(base, ratio * np.exp(RNG.normal(0, spread, each.shape)))
            a, c = (RNG.binomial(n.astype(int), p).astype(float) for n, p in ((group, mine), (each - group, base)))
            found.append(percent(sent_less_often((a, group, c, each - group)) <= ERROR))
        return [name, *found]

    worlds = [
        ("nothing", 1.0, 0.0), ("nothing, spread 0.3", 1.0, 0.3), ("nothing, spread 0.5", 1.0, 0.5),
        ("OR 0.5", 0.5, 0.2), ("OR 0.3", 0.3, 0.2),
    ]  # fmt: skip
    heads = ["world, three senders", *(f"{people} sent to the type" for people in (30, 60, 120, 240))]
    yield from table(heads, (row(*world) for world in worlds))

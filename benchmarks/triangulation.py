"""How often the tests of words and records err, and how often they see what is there, on simulated areas.

    python -m benchmarks.triangulation [--write]

Writes docs/reference/triangulation.md with ``--write``, and prints it. Every world is invented and seeded; the
tests are those that ``triangulate`` runs. About two minutes of processor time.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import numpy as np

from benchmarks.triangulation_refusal import contradiction, refusal, under_referral
from benchmarks.triangulation_shares import blocks, shares
from benchmarks.triangulation_worlds import (
    ELSEWHERE,
    LINKS,
    RNG,
    RUNS,
    SEED,
    Array,
    links,
    odds,
    percent,
    rates,
    sizes,
    table,
)
from dtors_network.triangulation.funding import fewer_on
from dtors_network.triangulation.pooled import difference
from dtors_network.triangulation.refusal import LARGE
from dtors_network.triangulation.registry import TESTS
from dtors_network.triangulation.several import ERROR, holm
from dtors_network.triangulation.shares import careful_share_p as share_p
from dtors_network.triangulation.shares import count_p
from dtors_network.triangulation.starts import less_often
from dtors_network.triangulation.transition import start_rate_p
from dtors_network.triangulation.under_referral import less_often as sent_less_often

PAGE: Final = Path(__file__).resolve().parents[1] / "docs" / "reference" / "triangulation.md"


def others() -> Iterator[str]:
    """Links against links, areas against areas, and case loads."""
    yield "## Other transitions: start rate against ten other links into the stage\n"

    def rate(shift: float) -> list[str]:
        found = []
        for size in (10, 20, 50, 100):
            base, here = rates((2000, 10)), odds(rates((2000,)), np.exp(shift))
            of = RNG.integers(10, 200, (2000, 10)).astype(float)
            there = RNG.binomial(of.astype(int), base).astype(float)
            seen = RNG.binomial(size, here).astype(float)
            low, high = start_rate_p(seen, np.full(2000, float(size)), there, of)
            found.append(f"{percent(low <= ERROR)} / {percent(high <= ERROR)}")
        return [f"log odds {shift:+.0f}", *found]

    heads = ["world (below / above the median)", *(f"{size} people" for size in (10, 20, 50, 100))]
    yield from table(heads, (rate(shift) for shift in (0.0, -1.0, -2.0, 1.0)))
    yield "## Fear of losing funding: behaviour beside other areas (below / above the median)\n"

    def onward(name: str, to_others: float, in_house: float) -> list[str]:
        found = []
        for areas in (5, 10, 20):
            leaving = RNG.integers(60, 400, (2000, areas + 1)).astype(float)
            base = 1 / (1 + np.exp(-RNG.normal(-1.1, 0.4, leaving.shape)))
            base[:, 0] *= to_others
            mine = np.full_like(base, 0.15)
            mine[:, 0] += in_house
            out = RNG.binomial(leaving.astype(int), base).astype(float)
            own = RNG.binomial(leaving.astype(int), mine).astype(float)
            every, kinds = np.minimum(out + own, leaving), np.round(out * 0.6)
            cells = [np.split(one, [1], axis=1) for one in (leaving, out, every, kinds)]
            here, there = (tuple(one[side] for one in cells) for side in (0, 1))
            _, low, high = fewer_on(here, there)  # type: ignore[arg-type]
            found.append(f"{percent(low <= ERROR)} / {percent(high <= ERROR) if areas >= 10 else '–'}")
        return [name, *found]

    worlds = [
        ("nothing", 1.0, 0.0),
        ("halved", 0.5, 0.0),
        ("at 0.3", 0.3, 0.0),
        ("halved, as many in house", 0.5, 0.13),
    ]
    yield from table(["world", "5 areas", "10 areas", "20 areas"], (onward(*world) for world in worlds))
    yield "## High case load, and criminal-justice strain\n"

    def load(name: str, each: float, share: float) -> list[str]:
        found = []
        for workers in (1, 2, 3, 6):
            count = RNG.poisson(each * workers, 4000).astype(float)
            high = count_p(count, np.full(4000, 40.0 * workers), above=True)
            low = count_p(count, np.full(4000, 30.0 * workers), above=False) <= ERROR
            came = np.full(4000, 100.0)
            justice = RNG.binomial(100, share, 4000).astype(float)
            much = share_p(justice, came, 0.10, above=True)
            strain = (np.maximum(high, much) <= ERROR) & (count / workers * (1 - justice / came) <= 40)
            found.append(f"{percent(high <= ERROR)} / {percent(low)} / {percent(strain)}")
        return [name, *found]

    loads = [("true 40", 40, 0.3), ("true 50", 50, 0.3), ("true 50, share 10", 50, 0.10), ("true 30", 30, 0.3),
             ("true 20", 20, 0.3)]  # fmt: skip
    heads = ["above 40 / below 30 / strain", *(f"{number} keyworkers" for number in (1, 2, 3, 6))]
    yield from table(heads, (load(*world) for world in loads))


def areas() -> Iterator[str]:
    """Error over all places of an area, and over screens."""
    yield "## Error over all places of an area\n"
    yield (
        "Areas in which nothing is there, each test at the edge of what it calls nothing: six places of refusal, four "
        "of waits, two of prison, three of case load, two of aftercare; and screens: ten services each for "
        "under-referral, waits and refusal. Of 100 areas, with one or more false passes.\n"
    )

    def places(number: int, spread: float) -> list[Callable[[], Array]]:
        def refused() -> Array:
            here, there = links(sizes(5, 200, LINKS), 0.5, spread), links(sizes(5, 200, ELSEWHERE), 0.5, spread)
            return np.where(difference(*here).value <= -LARGE, less_often(here, there)[1], 1.0)

        return [refused] * number

    def share(people: int, mark: float, above: bool) -> Array:
        seen = RNG.binomial(people, mark, RUNS).astype(float)
        return share_p(seen, np.full(RUNS, float(people)), mark, above=above)

    def under() -> Array:
        each = np.full((RUNS, 3), 40.0)
        group = RNG.binomial(40, 0.5, each.shape).astype(float)
        base = np.full(each.shape, 0.5)
        mine = odds(base, np.exp(RNG.normal(0, 0.3, each.shape)))
        a, c = (RNG.binomial(n.astype(int), p).astype(float) for n, p in ((group, mine), (each - group, base)))
        return sent_less_often((a, group, c, each - group))

    def load() -> Array:
        return count_p(RNG.poisson(120, RUNS).astype(float), np.full(RUNS, 120.0), above=True)

    said = [
        *places(6, 0.3),
        *[lambda: share(80, 0.25, True)] * 4,
        *[lambda: share(40, 0.75, False)] * 2,
        *[load] * 3,
        *[lambda: share(40, 0.5, False)] * 2,
    ]
    screens = [*[under] * 10, *[lambda: share(80, 0.25, True)] * 10, *places(10, 0.3)]

    def row(name: str, made: list[Callable[[], Array]]) -> list[str]:
        chances = np.stack([one() for one in made], axis=1)
        alone = (chances <= ERROR).any(axis=1)
        return [name, str(len(made)), percent(alone), percent([any(holm(list(one))[0]) for one in chances])]

    rows = iter([row("reported", said), row("screens", screens)])
    yield from table(["family", "places", "each alone", "with Holm"], rows)


def thresholds() -> Iterator[str]:
    """Say what each test counts against what, as the registry has it."""
    yield "## The tests\n"
    for test in TESTS.values():
        yield f"### {test.title} (`{test.code}`)\n"
        yield f"{test.definition}\n"
        yield f"Source: {test.source}. To tell more, collect {test.collect}.\n"


HEAD: Final = f"""# Words and records: how the tests err

Written by `python -m benchmarks.triangulation --write`; seed {SEED}, {RUNS} worlds a cell unless said, so that a figure
of 2.5 is known to about ±1.5. All figures are of 100 worlds. Level: {100 * ERROR:.1f} % one-sided.
"""


def main() -> None:
    """Simulate, print and, with ``--write``, write the page."""
    started = time.process_time()
    parts = (thresholds, refusal, contradiction, under_referral, shares, blocks, others, areas)
    lines = [HEAD, *(line for part in parts for line in part())]
    text = "\n".join(lines).replace("\n\n\n", "\n\n").rstrip() + "\n"
    sys.stdout.write(text)
    sys.stderr.write(f"{time.process_time() - started:.0f} s of processor time\n")
    if "--write" in sys.argv[1:]:
        PAGE.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()

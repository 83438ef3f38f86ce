"""How often the tests of shares err, with exact counts and with blocks."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from benchmarks.triangulation_worlds import (
    ELSEWHERE,
    RNG,
    Array,
    links,
    percent,
    table,
)
from dtors_network.triangulation.numbers import Cells, Tables
from dtors_network.triangulation.pooled import difference
from dtors_network.triangulation.refusal import LARGE
from dtors_network.triangulation.several import ERROR
from dtors_network.triangulation.shares import careful_share_p as share_p
from dtors_network.triangulation.shares import share_p as score_p
from dtors_network.triangulation.starts import less_often
from dtors_network.triangulation.weighing import weighed


def shares() -> Iterator[str]:
    """Waits, prison and aftercare."""
    tests: list[tuple[str, float, float, bool, float, tuple[float, ...]]] = [
        ("first waits", 0.02, 0.05, True, 0.05, (0.0, 0.02, 0.05, 0.10, 0.20)),
        ("later waits", 0.25, 0.10, True, 0.0, (0.05, 0.10, 0.25, 0.50)),
        ("leaving prison", 0.75, 0.75, False, 0.0, (0.30, 0.45, 0.60, 0.75, 0.90)),
        ("aftercare", 0.50, 0.60, False, 0.0, (0.30, 0.50, 0.60, 0.80)),
    ]
    yield "## Shares: waits, leaving prison, aftercare\n"
    yield "Corroborated / contradicted, of 100 worlds, by how many people. At a mark itself both must be at most 2.5.\n"
    counts = (10, 20, 40, 60, 120, 200)

    def rows() -> Iterator[list[str]]:
        for name, said, opposite, above, point, truths in tests:
            for truth in truths:
                cells = []
                for people in counts:
                    seen, whole = RNG.binomial(people, truth, 4000).astype(float), np.full(4000, float(people))
                    one = (share_p(seen, whole, said, above=above) <= ERROR) & ((seen / whole >= point) | (not above))
                    other = share_p(seen, whole, opposite, above=not above) <= ERROR
                    cells.append(f"{percent(one)} / {percent(other & ~one)}")
                yield [f"{name}, true {100 * truth:.0f}", *cells]

    yield from table(["test", *(f"{people} people" for people in counts)], rows())
    yield "Were the score test (Wilson) used alone, it would say *corroborated* at the mark itself so often:\n"

    def alone() -> Iterator[list[str]]:
        for name, said, _, above, _, _ in tests:
            cells = []
            for people in counts:
                seen, whole = RNG.binomial(people, said, 4000).astype(float), np.full(4000, float(people))
                cells.append(percent(score_p(seen, whole, said, above=above) <= ERROR))
            yield [f"{name}, true {100 * said:.0f}", *cells]

    yield from table(["score test alone", *(f"{people} people" for people in counts)], alone())


def blocks() -> Iterator[str]:
    """The same behind the door: blocks of five, drawn tables, half the level asked of the mean."""
    yield "### Behind the door: blocks of five over four links\n"
    yield (
        "Drawn evenly within each block, 200 tables; at least 20 people for sure (40 to contradict). "
        "Corroborated / contradicted.\n"
    )
    runs, tables = 300, 200

    def block(count: Array) -> tuple[Array, Array]:
        low = np.where(count > 0, ((count - 1) // 5) * 5 + 1, 0)
        return low, np.where(count > 0, low + 4, 0)

    def drawn(count: Array) -> tuple[Array, Array]:
        low, high = block(count)
        return RNG.integers(low.astype(int), high.astype(int) + 1, (tables, *count.shape)).astype(float), low

    def row(name: str, said: float, opposite: float, above: bool, truth: float) -> list[str]:
        found = []
        for people in (20, 40, 80, 160):
            each = RNG.multinomial(people, [0.25] * 4, runs)
            part = RNG.binomial(each, truth)
            (one, low_one), (rest, low_rest) = drawn(part.astype(float)), drawn((each - part).astype(float))
            some, whole = one.sum(axis=2), one.sum(axis=2) + rest.sum(axis=2)
            sure = low_one.sum(axis=1) + low_rest.sum(axis=1)
            yes = share_p(some, whole, said, above=above).mean(axis=0) <= ERROR / 2
            no = share_p(some, whole, opposite, above=not above).mean(axis=0) <= ERROR / 2
            found.append(f"{percent(yes & (sure >= 20))} / {percent(no & (sure >= 40))}")
        return [name, *found]

    worlds = [
        ("later waits, true 25", 0.25, 0.10, True, 0.25), ("later waits, true 10", 0.25, 0.10, True, 0.10),
        ("later waits, true 50", 0.25, 0.10, True, 0.50), ("prison, true 75", 0.75, 0.75, False, 0.75),
        ("prison, true 45", 0.75, 0.75, False, 0.45), ("aftercare, true 50", 0.50, 0.60, False, 0.50),
        ("aftercare, true 60", 0.50, 0.60, False, 0.60), ("aftercare, true 30", 0.50, 0.60, False, 0.30),
    ]  # fmt: skip
    heads = ["world", *(f"{people} people" for people in (20, 40, 80, 160))]
    yield from table(heads, (row(*world) for world in worlds))
    yield "### Behind the door: refusal, drawn and weighed\n"

    def hidden(cells: Cells, seed: int) -> Tables:
        parts = [cells[0], cells[1] - cells[0], cells[2], cells[3] - cells[2]]
        good, bad, other_good, other_bad = (drawn(one)[0] for one in parts)
        drew = good, good + bad, other_good, other_good + other_bad
        return weighed(Tables(*drew, weakest=drew, strongest=drew), seed)

    def refused(name: str, ratio: float, everywhere: float) -> list[str]:
        found = []
        for size, many in ((30, 4), (100, 4), (100, 8)):
            passed = []
            for run in range(100):
                one = links(RNG.integers(size // 2, size * 2, many).astype(float), ratio, 0.2)
                other = links(RNG.integers(20, 200, ELSEWHERE).astype(float), everywhere, 0.2)
                here, there = hidden(one, run), hidden(other, run + 1)
                p = less_often(here.cells, there.cells)[1].mean()
                large = difference(*here.cells).value.mean() <= -LARGE
                passed.append(p <= ERROR / 2 and large)
            found.append(percent(passed))
        return [name, *found]

    hidden_worlds = [("nothing", 1.0, 1.0), ("worse everywhere", 0.5, 0.5), ("OR 0.5", 0.5, 1.0), ("OR 0.3", 0.3, 1.0)]
    heads = ["world, 100 areas each", "4 links of 15 to 60", "4 links of 50 to 200", "8 links of 50 to 200"]
    yield from table(heads, (refused(*world) for world in hidden_worlds))

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
from typing import Any, Final

import numpy as np

from dtors_network.triangulation.exact import mid_p, normal_p
from dtors_network.triangulation.funding import fewer_on
from dtors_network.triangulation.numbers import Cells, Tables
from dtors_network.triangulation.pooled import difference
from dtors_network.triangulation.refusal import LARGE, less_often, not_lower
from dtors_network.triangulation.registry import TESTS
from dtors_network.triangulation.several import ERROR, holm
from dtors_network.triangulation.shares import careful_share_p as share_p
from dtors_network.triangulation.shares import count_p
from dtors_network.triangulation.shares import share_p as score_p
from dtors_network.triangulation.transition import start_rate_p
from dtors_network.triangulation.under_referral import less_often as sent_less_often
from dtors_network.triangulation.weighing import weighed

Array = np.ndarray[Any, np.dtype[np.float64]]
PAGE: Final = Path(__file__).resolve().parents[1] / "docs" / "reference" / "triangulation.md"
RUNS, SEED, PLACES, LINKS, ELSEWHERE = 400, 20261128, 6, 4, 30
SIZES: Final = (5, 10, 20, 50, 100, 200)
MEAN, DEVIATION, USING = 0.77, 0.13, 0.75
RNG: Final = np.random.default_rng(SEED)
LEVELS: Final = (ERROR, ERROR / PLACES)


def rates(shape: tuple[int, ...]) -> Array:
    """Draw start rates of links: beta, mean 77 and deviation 13 of 100."""
    strength = MEAN * (1 - MEAN) / DEVIATION**2 - 1
    return RNG.beta(MEAN * strength, (1 - MEAN) * strength, shape)


def odds(rate: Array, ratio: Array | float) -> Array:
    """Put an odds ratio on a rate."""
    return rate * ratio / (1 - rate + rate * ratio)


def links(people: Array, ratio: float, spread: float, confounded: bool = False) -> Cells:
    """Draw who started over links of so many people; the group's odds differ by a ratio, and between links."""
    share = np.clip(RNG.normal(USING, 0.1, people.shape), 0.05, 0.95)
    base = rates(people.shape)
    if confounded:  # the group is sent where fewer start
        share = np.where(base < MEAN, 0.9, 0.2)
    group = RNG.binomial(people.astype(int), share).astype(float)
    each = ratio * np.exp(RNG.normal(0, spread, people.shape))
    good = RNG.binomial(group.astype(int), odds(base, each)).astype(float)
    others = people - group
    return good, group, RNG.binomial(others.astype(int), base).astype(float), others


def sizes(low: int, high: int, many: int) -> Array:
    """Draw sizes of links."""
    return RNG.integers(low, high + 1, (RUNS, many)).astype(float)


def percent(passed: Any) -> str:
    """Write how many of a hundred."""
    return f"{100 * float(np.mean(passed)):.1f}"


def table(heads: list[str], rows: Iterator[list[str]]) -> Iterator[str]:
    """Write a table."""
    yield "| " + " | ".join(heads) + " |"
    yield "|" + " - |" * len(heads)
    yield from ("| " + " | ".join(row) + " |" for row in rows)
    yield ""


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

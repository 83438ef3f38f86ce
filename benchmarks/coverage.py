"""See whether the 95 % intervals of reach hold the truth, and write docs/reference/coverage.md.

    python -m benchmarks.coverage [quick | SHARE]

Truths are drawn from the prior, taken from the illustrative areas, and made to be hard. People are sent through each,
counted, and the interval is worked out from the counts. ``quick`` does a tenth of it, prints and writes nothing; a
share such as 0.2 does that much of it and writes the page, which says how much was done.
"""

from __future__ import annotations

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before numpy is loaded: one thread for each process

import multiprocessing
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from time import perf_counter

import numpy as np

from benchmarks.coverage_page import BANDS, OUT, Found, Seen, page, weak
from benchmarks.coverage_truths import (
    Truth,
    asked_of,
    boxes_of_counts,
    from_prior,
    made_up_truths,
    sent,
    shipped_truths,
)
from dtors_network.flow.answers import Answer, Answers
from dtors_network.flow.chain import Chain
from dtors_network.flow.draws import TAILS, Replicates

SEED = 20261124
LARGEST = 2_000
"""People at the start in the last band of the made-up truths."""

SCALES = 0.02, 6.0
"""Least and most people who come in, against those of an illustrative area."""

CHUNK = 25
"""Sets of counts that one task draws."""

TIMES = {"prior": 4_000, "shipped": 12_500, "made up": 56_000}
"""Sets of counts in all."""

shipped, made_up = cache(shipped_truths), cache(made_up_truths)


def interval(truth: Truth, chain: Chain, seed: int) -> Answer:
    asked = Answers(boxes_of_counts(chain), truth.may_start, truth.coming, truth.coming, seed=seed)
    return asked.to(truth.question)


def seen(truth: Truth, chain: Chain, answer: Answer, start: int) -> Seen:
    reach = truth.reach[start]
    below, above = bool(reach < answer.low[start]), bool(reach > answer.high[start])
    return Seen(truth.name, int(chain.spells[start]), below, above)


def of_shipped(task: int, seed: int, random: np.random.Generator) -> list[Seen]:
    """Send fewer or more people through an illustrative area, and look at the reach from every service."""
    truth = shipped()[task % len(shipped())]
    scale = np.exp(random.uniform(*np.log(SCALES)))
    chain = sent(truth, random.poisson(truth.coming * scale), random)
    answer = interval(truth, chain, seed)
    return [seen(truth, chain, answer, start) for start in truth.starts]


def of_made_up(task: int, seed: int, random: np.random.Generator) -> list[Seen]:
    """Send people in where a way begins, as many as lie in one band."""
    truth = made_up()[task % len(made_up())]
    least, most = BANDS[task // len(made_up()) % len(BANDS)]
    people = int(np.exp(random.uniform(np.log(least), np.log(min(most, LARGEST) + 1))))
    chain = sent(truth, truth.coming * people, random)
    return [seen(truth, chain, interval(truth, chain, seed), 0)]


def of_prior(task: int, seed: int, random: np.random.Generator) -> list[Seen]:
    """Draw the truth from the prior; look at the tails of the draws alone, and at the interval that is shown."""
    truth = from_prior(shipped()[task % len(shipped())], random)
    people = np.exp(random.uniform(np.log(5), np.log(501), truth.chain.size)).astype(int)
    chain, start = asked_of(truth, people, random), int(random.choice(truth.starts))
    drawn = Replicates(chain, truth.may_start, seed=seed).worth(truth.question, np.zeros(chain.size))
    low, high = np.percentile(drawn[:, start], TAILS)
    below, above = bool(truth.reach[start] < low), bool(truth.reach[start] > high)
    shown = seen(truth, chain, interval(truth, chain, seed), start)
    return [Seen("tails of the draws", int(people[start]), below, above), shown._replace(truth="interval as shown")]


PARTS: dict[str, Callable[[int, int, np.random.Generator], list[Seen]]] = {
    "prior": of_prior,
    "shipped": of_shipped,
    "made up": of_made_up,
}


def chunk_of(part: str, task: int) -> list[list[Seen]]:
    random = np.random.default_rng((SEED, list(PARTS).index(part), task))
    return [PARTS[part](task, task * CHUNK + number, random) for number in range(CHUNK)]


def main(part_of_it: float, quick: bool) -> None:
    start, found = perf_counter(), {}
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")) as pool:
        for part, times in TIMES.items():
            tasks = range(int(times * part_of_it) // CHUNK)
            chunks = pool.map(chunk_of, [part] * len(tasks), tasks, chunksize=4)
            found[part] = Found([each for chunk in chunks for each in chunk])
            print(f"{part}: {len(tasks) * CHUNK:,} sets of counts, {perf_counter() - start:.0f} s", flush=True)
    text = page(found, SEED)
    print(text)
    print("WEAK_BANDS =", weak(found["shipped"]))
    if not quick:
        OUT.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    given = "".join(sys.argv[1:])
    main(0.1 if given == "quick" else float(given or 1), given == "quick")

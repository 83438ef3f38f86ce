"""Time the flow of people beside plain ways to work out the same, in the same run.

    python -m benchmarks.flow [page] [repairs] [gradient] [replicates] [million]

Prints medians, targets and ratios, and how far the two results are apart. ``million`` needs 4 GB for its peers.
"""

from __future__ import annotations

import os

# Before numpy is loaded: one thread a process for the dense solves, or two processes would fight for the cores.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import multiprocessing
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from time import perf_counter

import numpy as np
from scipy.sparse import eye_array
from scipy.sparse.linalg import splu

from benchmarks.flow_chains import SEED, coming_in, drawn_chain, reaching_last
from benchmarks.flow_million import apart, loaded, million, plain, told
from benchmarks.flow_page import page_of_areas
from benchmarks.gaps import median
from dtors_network.flow import client_flow
from dtors_network.flow.boxes import extreme
from dtors_network.flow.chain import Chain, Question
from dtors_network.flow.draws import DRAWS, Replicates
from dtors_network.flow.effects import repairs, sensitivities, slopes
from dtors_network.flow.linear import Moves
from dtors_network.flow.sparse import Vector
from dtors_network.flow.targets import AFTERCARE, reaching
from dtors_network.synthetic import sixty_services

AREAS = 153
SAMPLE = 2
"""Areas that the peer of the replicates solves; its time is scaled."""


def repairs_of_sixty() -> None:
    flow = client_flow(sixty_services(SEED).area)
    question = reaching(flow.steps, AFTERCARE, len(flow.outcomes))
    worth, chain = extreme(flow.boxes, question, 1)
    repairs_of("an invented area of 60 services", chain, question, flow._asked.coming(worth, 1))
    for services in (60, 300):
        drawn = drawn_chain(SEED, services, 6, services, 0.0)
        repairs_of(f"{services} services", drawn, reaching_last(drawn), coming_in(drawn))


def repairs_of(name: str, chain: Chain, question: Question, coming: Vector) -> None:
    print(f"\n{name}, {chain.size} of them in the chain, {len(chain.sender)} links: the effect of every repair")
    ours = median(lambda: repairs(chain, question, coming, question.unknown), 21)
    peers = {
        "numpy: one share changed and the dense system solved, per link": median(
            lambda: resolved(chain, question, coming), 3
        ),
        "counts changed, chain built and solved anew, per link": median(lambda: recounted(chain, question, coming), 3),
    }
    told("all effects", ours, "100 times faster", peers)
    apart(repairs(chain, question, coming, question.unknown), resolved(chain, question, coming))


def resolved(chain: Chain, question: Question, coming: Vector) -> Vector:
    """Repair one link after the other and solve the whole chain each time."""
    ends, full = chain.ends(question, question.unknown), chain.moves(question).dense
    before = coming @ np.linalg.solve(full, ends)
    shares, stays = chain.per_spell(chain.sender, chain.lost), chain.stays(question)
    found = np.zeros(len(shares))
    for row in np.flatnonzero(stays):
        changed = full.copy()
        changed[chain.sender[row], chain.receiver[row]] -= shares[row]
        found[row] = coming @ np.linalg.solve(changed, ends) - before
    return found


def recounted(chain: Chain, question: Question, coming: Vector) -> Vector:
    """Count everybody lost at one link after the other as started, and work everything out again."""
    before = coming @ chain.worth(question, question.unknown)
    found = np.zeros(len(chain.sender))
    for row in np.flatnonzero(chain.stays(question)):
        started, lost = chain.started.copy(), chain.lost.copy()
        started[row], lost[row] = started[row] + lost[row], 0
        repaired = replace(chain, started=started, lost=lost)
        found[row] = coming @ repaired.worth(question, question.unknown) - before
    return found


def gradient_of_five_thousand() -> None:
    for name, elsewhere in (("mostly within areas of 40", 0.05), ("to anywhere", 1.0)):
        chain = drawn_chain(SEED, 5_000, 6, 40, elsewhere)
        question, coming = reaching_last(chain), coming_in(chain)
        moves, ends = loaded(chain, question)
        stays = chain.stays(question)
        print(f"\n5,000 services, {len(chain.sender):,} links, {name}: reach and its derivative by every link")
        ours = median(lambda c=chain, m=moves, e=ends, i=coming, s=stays: slopes(c, m.visits(i), m.worth(e), s))
        from_counts = median(lambda c=chain, q=question, i=coming: sensitivities(c, q, i, q.unknown))
        peer = median(lambda c=chain, m=moves, e=ends, i=coming, s=stays: by_lu(c, m, e, i, s), 1)
        told("one solve forward, one back, all derivatives", ours, "20 ms", {"scipy's sparse LU": peer})
        print(f"    with the matrix built from the counts: {from_counts * 1e3:.2f} ms")
        apart(slopes(chain, moves.visits(coming), moves.worth(ends), stays), by_lu(chain, moves, ends, coming, stays))


def by_lu(chain: Chain, moves: Moves, ends: Vector, coming: Vector, stays: Vector) -> Vector:
    factors = splu((eye_array(chain.size) - plain(moves)).tocsc())
    return slopes(chain, factors.solve(coming, "T"), factors.solve(ends), stays)


def replicates_of_areas() -> None:
    print(f"\n{AREAS} areas of 40 services with 6 links each, {DRAWS:,} replicates drawn and solved, two processes")
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")) as pool:
        list(pool.map(limits_of_area, range(2)))  # starts the processes

        def work() -> list[Vector]:
            return list(pool.map(limits_of_area, range(AREAS), chunksize=9))

        ours = median(work, 5)
        found = work()
    start = perf_counter()
    one_by_one = [limits_of_area(area, one_at_a_time) for area in range(SAMPLE)]
    peer = (perf_counter() - start) / SAMPLE * AREAS
    name = f"the same replicates one at a time, one process ({SAMPLE} areas, scaled)"
    told("intervals of reach, draws included", ours, "6,000 ms", {name: peer, "    the same, halved": peer / 2})
    apart(np.array(found[:SAMPLE]), np.array(one_by_one))


def limits_of_area(area: int, solved: Callable[[Replicates, Question], Vector] | None = None) -> Vector:
    """Draw all replicates of one area and give the 95 % interval of reach from each service."""
    chain = drawn_chain(SEED + area, 40, 6, 40, 0.0)
    question = reaching_last(chain)
    replicates = Replicates(chain, np.ones(len(chain.sender), dtype=bool), seed=area)
    drawn = solved(replicates, question) if solved else replicates.worth(question, question.unknown)
    return np.percentile(drawn, (2.5, 97.5), axis=0)


def one_at_a_time(replicates: Replicates, question: Question) -> Vector:
    chain, found = replicates.chain, []
    stays = chain.stays(question)
    for started, _lost, left in (one for block in replicates.kept() for one in zip(*block, strict=True)):
        full = np.eye(chain.size)
        np.subtract.at(full, (chain.sender[stays], chain.receiver[stays]), started[stays])
        ends = np.where(question.stops, question.stopped, left @ question.left)
        found.append(np.linalg.solve(full, ends))
    return np.array(found)


PARTS = {
    "page": page_of_areas,
    "repairs": repairs_of_sixty,
    "gradient": gradient_of_five_thousand,
    "replicates": replicates_of_areas,
    "million": million,
}


def main(parts: list[str]) -> None:
    for part in parts or PARTS:
        PARTS[part]()


if __name__ == "__main__":
    main(sys.argv[1:])

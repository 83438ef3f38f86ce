"""Time the flow of people beside plain ways to work out the same, in the same run.

    python -m benchmarks.flow [repairs] [gradient] [replicates] [million]

Prints medians, targets and ratios, and how far the two results are apart. ``million`` needs 4 GB for its peers.
"""

from __future__ import annotations

import os

# Before numpy is loaded: one thread a process for the dense solves, or two processes would fight for the cores.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import multiprocessing
import resource
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from time import perf_counter, process_time

import numpy as np
from scipy.sparse import csr_array, eye_array
from scipy.sparse.linalg import bicgstab, splu

from benchmarks.flow_chains import coming_in, drawn_chain, reaching_last
from benchmarks.gaps import median
from dtors_network.flow import client_flow
from dtors_network.flow.boxes import extreme
from dtors_network.flow.chain import Chain, Question
from dtors_network.flow.draws import DRAWS, Replicates
from dtors_network.flow.effects import repairs, sensitivities, slopes
from dtors_network.flow.linear import Moves
from dtors_network.flow.sparse import Shares, Vector
from dtors_network.flow.targets import AFTERCARE, reaching
from dtors_network.synthetic import sixty_services

SEED = 20261124
AREAS = 153
SAMPLE = 2
"""Areas that the peer of the replicates solves; its time is scaled."""


def told(name: str, ours: float, target: str, peers: dict[str, float]) -> None:
    print(f"{name:<52}{ours * 1e3:12.2f} ms  (target {target})")
    for peer, seconds in peers.items():
        print(f"    {peer:<62}{seconds * 1e3:12.2f} ms = {seconds / ours:8.1f} times ours")


def apart(one: Vector, other: Vector) -> None:
    print(f"    largest difference: {np.abs(one - other).max() / np.abs(other).max():.1e} of the largest value")


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


def loaded(chain: Chain, question: Question) -> tuple[Moves, Vector]:
    """Build everything that is built once: counts by service, shares, the matrix."""
    moves, ends = chain.system(question, question.unknown)
    assert moves.shares
    return moves, ends


def by_lu(chain: Chain, moves: Moves, ends: Vector, coming: Vector, stays: Vector) -> Vector:
    factors = splu((eye_array(chain.size) - plain(moves)).tocsc())
    return slopes(chain, factors.solve(coming, "T"), factors.solve(ends), stays)


def plain(moves: Moves) -> csr_array:
    return csr_array((moves.share, (moves.sender, moves.receiver)), shape=(moves.size, moves.size))


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
    for started, _lost, left in (one for block in replicates.shares() for one in zip(*block, strict=True)):
        full = np.eye(chain.size)
        np.subtract.at(full, (chain.sender[stays], chain.receiver[stays]), started[stays])
        ends = np.where(question.stops, question.stopped, left @ question.left)
        found.append(np.linalg.solve(full, ends))
    return np.array(found)


class Counted(Shares):
    """Shares that count how often they are multiplied."""

    products = 0

    def onward(self, worth: Vector) -> Vector:
        Counted.products += 1
        return super().onward(worth)

    def back(self, people: Vector) -> Vector:
        Counted.products += 1
        return super().back(people)


def million() -> None:
    """Each pattern of links in a process of its own, so that its peak of memory is its own."""
    for elsewhere in (0.05, 1.0):
        process = multiprocessing.get_context("spawn").Process(target=one_million, args=(elsewhere,))
        process.start()
        process.join()


def one_million(elsewhere: float) -> None:
    start = perf_counter()
    chain = drawn_chain(SEED, 1_000_000, 35, 6_536, elsewhere)
    question, coming = reaching_last(chain), coming_in(chain)
    moves, ends = loaded(chain, question)
    moves.__dict__["shares"] = Counted(moves.shares.bands)
    stays = chain.stays(question)
    share = np.bincount(chain.sender, chain.started, minlength=chain.size) / chain.spells
    print(f"\n1,000,000 services, {len(chain.sender):,} links, {elsewhere:.0%} of them to anywhere, seed {SEED}")
    print(f"    people who go on: {share.min():.0%} to {share.max():.0%}; {len(moves.shares.bands)} threads a product")
    print(f"    drawn and loaded in {perf_counter() - start:.1f} s; peak memory so far {peak():.2f} GB")
    steps, seconds = {}, {}
    start, before = perf_counter(), process_time()
    worth = moves.worth(ends)
    seconds["reach"], steps["reach"] = perf_counter() - start, Counted.products
    visits = moves.visits(coming)
    seconds["visits"], steps["visits"] = perf_counter() - start, Counted.products - steps["reach"]
    found = slopes(chain, visits, worth, stays)
    ours, busy = perf_counter() - start, process_time() - before
    print(f"    peak memory in all {peak():.2f} GB (target 2.50 GB); reach of all who come in {coming @ worth:.4f}")
    print(f"    products: {steps['reach']} for reach, {steps['visits']} for visits")
    print(f"    seconds: {seconds['reach']:.2f}, {seconds['visits'] - seconds['reach']:.2f}, and", end=" ")
    print(f"{ours - seconds['visits']:.2f} for the {len(found):,} derivatives; {busy:.2f} s of processor")
    peers, other = peers_of_million(moves, ends, coming)
    told("reach and all derivatives, after loading", ours, "12,000 ms", peers)
    apart(worth, other[0])
    apart(visits, other[1])


def peers_of_million(moves: Moves, ends: Vector, coming: Vector) -> tuple[dict[str, float], list[Vector]]:
    """Solve both systems plainly, in one thread, matrices built before: by a fixed point, and by bicgstab."""
    matrix = plain(moves)
    systems = [(matrix, ends), (matrix.T.tocsr(), coming)]
    seconds = {}
    start = perf_counter()
    for shares, right in systems:
        found, change = right, 1.0
        while change > 1e-12 * np.abs(found).max():
            following = shares @ found + right
            found, change = following, np.abs(following - found).max()
    seconds["plain fixed point of scipy, both solves, no derivatives"] = perf_counter() - start
    whole = [(eye_array(moves.size, format="csr") - shares, right) for shares, right in systems]
    start = perf_counter()
    solved = [bicgstab(left, right, x0=right, rtol=1e-12)[0] for left, right in whole]
    seconds["bicgstab of scipy from the right side, both solves, no derivatives"] = perf_counter() - start
    left, right = whole[0]
    if bicgstab(left, right, rtol=1e-12)[1]:
        print("    bicgstab of scipy from nothing, as it starts if not told, breaks down for reach")
    return seconds, solved


def peak() -> float:
    """Peak resident memory of this process, in gigabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2


PARTS = {
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

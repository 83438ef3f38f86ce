"""A million services and 35 million links: reach and the derivative of reach by every link, and plain peers."""

from __future__ import annotations

import multiprocessing
import resource
from time import perf_counter, process_time

import numpy as np
from scipy.sparse import csr_array, eye_array
from scipy.sparse.linalg import bicgstab

from benchmarks.flow_chains import SEED, coming_in, drawn_chain, reaching_last
from dtors_network.flow.chain import Chain, Question
from dtors_network.flow.effects import slopes
from dtors_network.flow.linear import Moves
from dtors_network.flow.sparse import Shares, Vector


def told(name: str, ours: float, target: str, peers: dict[str, float]) -> None:
    print(f"{name:<52}{ours * 1e3:12.2f} ms  (target {target})")
    for peer, seconds in peers.items():
        print(f"    {peer:<62}{seconds * 1e3:12.2f} ms = {seconds / ours:8.1f} times ours")


def apart(one: Vector, other: Vector) -> None:
    print(f"    largest difference: {np.abs(one - other).max() / np.abs(other).max():.1e} of the largest value")


def loaded(chain: Chain, question: Question) -> tuple[Moves, Vector]:
    """Build everything that is built once: counts by service, shares, the matrix."""
    moves, ends = chain.system(question, question.unknown)
    assert moves.shares
    return moves, ends


def plain(moves: Moves) -> csr_array:
    return csr_array((moves.share, (moves.sender, moves.receiver)), shape=(moves.size, moves.size))


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

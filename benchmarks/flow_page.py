"""Time everything that the flow page says of an area, beside solving every replicate anew for every answer.

Processor time, of one thread: see ``benchmarks.flow``.
"""

from __future__ import annotations

import resource
from collections.abc import Callable
from statistics import median
from time import process_time

import numpy as np
from scipy.sparse import csc_array, eye_array
from scipy.sparse.linalg import splu

from benchmarks.flow_areas import counted_services
from benchmarks.flow_chains import SEED
from benchmarks.flow_million import apart
from dtors_network.accounts.flow_report import flow_report
from dtors_network.flow import ClientFlow, client_flow
from dtors_network.flow.jagged import Batch
from dtors_network.flow.sparse import Vector
from dtors_network.model.area import Area

SIZES = {(60, 300): "0.3 s", (77, 2193): "1 s", (300, 1500): "4 s", (1000, 6000): "20 s"}
"""Services and links, and the target."""

RUNS = 3
SAMPLE = 5
"""Replicates that the peers solve; their time is scaled."""

Solved = Callable[[Vector, Vector, Vector, Vector], Vector]
"""Solves one chain: senders, receivers, shares, and worth of ends."""


def page_of_areas() -> None:
    for (services, links), target in SIZES.items():
        area = counted_services(SEED, services, links)
        said(area)  # what is loaded when first asked for is not timed
        ours = median(seconds(lambda area=area: said(area)) for _ in range(RUNS))
        flow = client_flow(area)
        sides = 2 * sum(map(len, (flow_report(flow).reached, flow_report(flow).journeys, flow_report(flow).mix)))
        print(f"\n{services} services, {links} links, {flow.draws} replicates: all that the page says, {sides} limits")
        print(f"    ours {ours:10.2f} s of processor time (target {target})")
        for name, solve in PEERS.items():
            each, (found, wanted) = against(flow, solve)
            print(f"    {name:<56}{each * sides:10.2f} s = {each * sides / ours:8.1f} times ours")
            apart(found, wanted)
    print(f"largest memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


def said(area: Area) -> object:
    return flow_report(client_flow(area))


def seconds(work: Callable[[], object]) -> float:
    start = process_time()
    work()
    return process_time() - start


def against(flow: ClientFlow, solve: Solved) -> tuple[float, tuple[Batch, Batch]]:
    """Draw and solve one answer as a peer does, scaled to all replicates; and some replicates both ways."""
    chain, replicates, drawn = flow.drawn(-1)
    question = flow.to_aftercare
    rows = np.flatnonzero(chain.stays(question))
    sender, receiver = chain.sender[rows], chain.receiver[rows]
    shares = next(replicates.blocks())
    ends = shares.ends(question, np.zeros(chain.size))
    share = shares.moves(question).share
    found = []
    start = process_time()
    for at in range(SAMPLE):
        found.append(solve(sender, receiver, share[:, at], ends[:, at]))
    each = (process_time() - start) / SAMPLE * flow.draws
    draw = seconds(
        lambda: np.random.default_rng(1).standard_gamma(2.0, flow.draws * (2 * len(chain.sender) + chain.left.size))
    )
    return each + draw, (np.array(found), drawn[:SAMPLE])


def dense(sender: Vector, receiver: Vector, share: Vector, ends: Vector) -> Vector:
    full = np.eye(len(ends))
    np.subtract.at(full, (sender, receiver), share)
    return np.asarray(np.linalg.solve(full, ends))


def sparse(sender: Vector, receiver: Vector, share: Vector, ends: Vector) -> Vector:
    matrix = eye_array(len(ends)) - csc_array((share, (sender, receiver)), shape=(len(ends),) * 2)
    return np.asarray(splu(matrix.tocsc()).solve(ends))


PEERS: dict[str, Solved] = {
    "numpy: every replicate solved anew for every limit": dense,
    "scipy's sparse LU: the same": sparse,
}

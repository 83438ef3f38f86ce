"""Small chains and boxes, written as rows of numbers."""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from dtors_network.flow.boxes import Boxes
from dtors_network.flow.chain import Chain, Question

Link = tuple[int, int, float, float]
"""Sender, receiver, people who started, people who were lost."""


def chain_of(links: Sequence[Link], left: Sequence[float], unknown: Iterable[int] = ()) -> Chain:
    """A chain with one outcome: people by link, and people who left by service."""
    table = np.array(links, dtype=float).reshape(-1, 4).T
    return Chain(
        sender=table[0].astype(int),
        receiver=table[1].astype(int),
        started=table[2],
        lost=table[3],
        left=np.array(left, dtype=float)[:, None],
        unknown=np.isin(np.arange(len(left)), list(unknown)),
    )


def random_chain(seed: int, size: int = 30, links: int = 4) -> Chain:
    random = np.random.default_rng(seed)
    receivers = [random.permutation(size)[:links] for _ in range(size)]
    rows = [(s, int(r), *random.integers(0, 20, 2)) for s in range(size) for r in receivers[s] if r != s]
    return chain_of(rows, random.integers(1, 20, size).tolist())  # type: ignore[arg-type]


def asking(chain: Chain | Boxes, goals: Iterable[int] = (), **more: Any) -> Question:
    """Ask whether some services are reached; ``more`` takes the place of any other part of the question."""
    size, rows = chain.size, len(chain.sender)
    outcomes = chain.left.shape[1] if isinstance(chain, Chain) else chain.least_left.shape[1]
    parts: dict[str, Any] = {
        "stops": np.isin(np.arange(size), list(goals)),
        "stopped": 1.0,
        "on_way": np.ones(rows, dtype=bool),
        "off_way": 0.0,
        "lost": np.zeros(rows),
        "left": np.zeros(outcomes),
        "unknown": np.ones(size),
        "here": np.zeros(size),
    }
    return Question(**parts | more)


def boxes_of(
    rows: Sequence[tuple[int, int, Sequence[tuple[float, float]]]], left: Sequence[tuple[float, float]]
) -> Boxes:
    """Boxes from links with their corners of started and lost, and from the bounds of who left."""
    most = max(len(found) for _, _, found in rows)
    corners = np.array([[*found, *[found[0]] * (most - len(found))] for _, _, found in rows], dtype=float)
    bounds = np.array(left, dtype=float)
    return Boxes(
        sender=np.array([sender for sender, _, _ in rows]),
        receiver=np.array([receiver for _, receiver, _ in rows]),
        started=corners[..., 0],
        lost=corners[..., 1],
        least_left=bounds[:, :1],
        most_left=bounds[:, 1:],
        not_counted=np.zeros(len(left), dtype=bool),
    )


NOTHING = np.zeros
"""What services are worth of which nothing is known, where they are worth nothing."""

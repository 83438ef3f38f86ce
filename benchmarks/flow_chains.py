"""Chains for benchmarks, drawn with a seed: shares like those that the records of real services give."""

from __future__ import annotations

import numpy as np

from dtors_network.flow.chain import Chain, Question
from dtors_network.flow.sparse import Vector

SEED = 20261124
OUTCOMES = 6
GOING_ON = (0.55, 0.75)
"""Least and most share of the people at a service who go on to another one."""

PEOPLE = 6.0
"""Mean people who start on a link."""

LOST_PER_START = 0.25
SMALL = 1_000
"""Services of an area up to which links are drawn without drawing one twice."""

PART = 100_000
"""Services drawn in one go, so that drawing a million takes little more memory than keeping them."""


def drawn_chain(seed: int, services: int, links: int, within: int, elsewhere: float = 0.05) -> Chain:
    """Draw a chain with so many links from every service, mostly to services of its own area.

    Parameters
    ----------
    seed : int
        Of the random numbers.
    services, links : int
        Number of services, and of links from each.
    within : int
        Services of an area.
    elsewhere : float
        Share of links that lead to any service at all.
    """
    random = np.random.default_rng(seed)
    receiver = np.empty(services * links, dtype=np.int32)
    started = np.empty(services * links, dtype=np.float32)  # exact up to 16 million people on a link
    lost, left = np.empty_like(started), np.empty((services, OUTCOMES))
    for first in range(0, services, PART):
        many = min(PART, services - first)
        rows = slice(first * links, (first + many) * links)
        receiver[rows] = _receivers(random, first, many, services, links, within, elsewhere).ravel()
        went = 1 + random.poisson(PEOPLE - 1, (many, links))
        gone = random.poisson(LOST_PER_START * PEOPLE, (many, links))
        started[rows], lost[rows] = went.ravel(), gone.ravel()
        going = random.uniform(*GOING_ON, many)
        leaving = np.maximum(1.0, went.sum(axis=1) * (1 / going - 1) - gone.sum(axis=1))
        left[first : first + many] = random.multinomial(leaving.astype(int), np.full(OUTCOMES, 1 / OUTCOMES))
    return Chain(
        sender=np.repeat(np.arange(services, dtype=np.int32), links),
        receiver=receiver,
        started=started,
        lost=lost,
        left=left,
        unknown=np.zeros(services, dtype=bool),
    )


def _receivers(
    random: np.random.Generator, first: int, many: int, services: int, links: int, within: int, elsewhere: float
) -> Vector:
    """Choose receivers, never the sender itself; in small areas no link stands twice."""
    sender = np.arange(first, first + many)[:, None]
    if within <= SMALL:
        ahead = 1 + np.argsort(random.random((many, within - 1)), axis=1)[:, :links]
    else:
        ahead = random.integers(1, within, (many, links))
    area = sender // within * within
    size = np.minimum(within, services - area)  # the last area may be smaller
    near = area + (sender - area + ahead) % size
    far = (sender + random.integers(1, services, (many, links))) % services
    return np.where(random.random((many, links)) < elsewhere, far, near)


def reaching_last(chain: Chain, share: float = 0.05) -> Question:
    """Ask whether some services, spread evenly over the areas, are ever reached."""
    size, rows = chain.size, len(chain.sender)
    return Question(
        stops=np.arange(size) % round(1 / share) == 0,
        stopped=1.0,
        on_way=np.ones(rows, dtype=bool),
        off_way=0.0,
        lost=np.broadcast_to(0.0, rows),
        left=np.zeros(OUTCOMES),
        unknown=np.ones(size),
        here=np.zeros(size),
    )


def coming_in(chain: Chain, share: float = 0.1) -> Vector:
    """Let people come in at some of the services, in equal numbers."""
    entries = (np.arange(chain.size) % round(1 / share) == 1).astype(float)
    return entries / entries.sum()

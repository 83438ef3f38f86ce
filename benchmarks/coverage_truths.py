"""Chains whose shares are known, and people sent through them, to see whether intervals hold the truth."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import numpy as np

from dtors_network.area_files.area_io import read_area
from dtors_network.flow import client_flow
from dtors_network.flow.boxes import Boxes, extreme
from dtors_network.flow.chain import Chain, Question
from dtors_network.flow.sparse import Mask, Vector
from dtors_network.flow.targets import AFTERCARE, may_start, reaching

AREAS = Path(__file__).resolve().parents[1] / "data" / "areas"
OUTCOMES = 6
GENERATIONS = 10_000


@dataclass(frozen=True)
class Truth:
    """A chain whose counts stand for shares, what is asked of it, and how people come in.

    Attributes
    ----------
    name : str
        What is special about it.
    chain : Chain
        Its counts, divided by the people of a service, are the shares that hold.
    question : Question
        Whether aftercare is reached.
    may_start : array of bool, shape (rows,)
        Rows on which a start is possible.
    coming : array of float, shape (services,)
        People who come in.
    starts : array of int
        Services whose reach is looked at.
    """

    name: str
    chain: Chain
    question: Question
    may_start: Mask
    coming: Vector
    starts: Vector

    @cached_property
    def reach(self) -> Vector:
        return self.chain.worth(self.question, np.zeros(self.chain.size))

    @cached_property
    def choices(self) -> list[tuple[Vector, Vector]]:
        """Rows of each service, and the shares of what comes next: a start or a loss at each, or an outcome."""
        chain, found = self.chain, []
        for service in range(chain.size):
            rows = np.flatnonzero(chain.sender == service)
            people = np.concatenate([chain.started[rows], chain.lost[rows], chain.left[service]])
            # Of a service of which nothing is known everybody leaves; nobody looks at it.
            found.append((rows, people / people.sum() if people.sum() else np.eye(len(people))[-1]))
        return found


def sent(truth: Truth, coming: Vector, random: np.random.Generator) -> Chain:
    """Send people through a chain until all have left or are lost, and count them."""
    chain, here = truth.chain, coming.astype(int)
    started, lost, left = np.zeros(len(chain.sender)), np.zeros(len(chain.sender)), np.zeros_like(chain.left)
    for _ in range(GENERATIONS):
        if not here.any():
            break
        following = np.zeros_like(here)
        for service in np.flatnonzero(here):
            rows, shares = truth.choices[service]
            went, gone, ended = np.split(random.multinomial(here[service], shares), [len(rows), 2 * len(rows)])
            started[rows] += went
            lost[rows] += gone
            left[service] += ended
            np.add.at(following, chain.receiver[rows], went)
        here = following
    return counted(chain, started, lost, left)


def from_prior(truth: Truth, random: np.random.Generator) -> Truth:
    """Put shares in the place of a truth's own that are drawn from the prior as decision 0017 gives it."""
    chain = truth.chain
    started, lost, left = np.zeros(len(chain.sender)), np.zeros(len(chain.sender)), np.zeros_like(chain.left)
    for service, (rows, _) in enumerate(truth.choices):
        onward, ends = rows[truth.may_start[rows]], len(rows) + OUTCOMES
        half = 0.5 if len(onward) else 0.0
        parts = [*[half / max(1, len(onward))] * len(onward), *[(1 - half) / ends] * ends]
        drawn = random.dirichlet(parts)
        started[onward], lost[rows], left[service] = np.split(drawn, [len(onward), len(onward) + len(rows)])
    return replace(truth, chain=counted(chain, started, lost, left))


def asked_of(truth: Truth, people: Vector, random: np.random.Generator) -> Chain:
    """Count the next steps of so many people at each service, wherever they came from."""
    chain = truth.chain
    started, lost, left = np.zeros(len(chain.sender)), np.zeros(len(chain.sender)), np.zeros_like(chain.left)
    for service, (rows, shares) in enumerate(truth.choices):
        steps = random.multinomial(people[service], shares)
        started[rows], lost[rows], left[service] = np.split(steps, [len(rows), 2 * len(rows)])
    return counted(chain, started, lost, left)


def counted(chain: Chain, started: Vector, lost: Vector, left: Vector) -> Chain:
    found = Chain(chain.sender, chain.receiver, started, lost, left, np.zeros(chain.size, dtype=bool))
    return Chain(chain.sender, chain.receiver, started, lost, left, found.spells == 0)


def boxes_of_counts(chain: Chain) -> Boxes:
    """Know every count."""
    return Boxes(
        sender=chain.sender,
        receiver=chain.receiver,
        started=chain.started[:, None],
        lost=chain.lost[:, None],
        least_left=chain.left,
        most_left=chain.left,
        not_counted=np.zeros(chain.size, dtype=bool),
    )


def shipped_truths() -> list[Truth]:
    """Take the shares of the illustrative areas that count departures; what is hidden in them counts as lost."""
    found = []
    for path in sorted(AREAS.iterdir()):
        if not path.is_dir():
            continue
        flow = client_flow(read_area(path))
        if flow.reason:
            continue
        question = reaching(flow.steps, AFTERCARE, OUTCOMES)
        _, chain = extreme(flow.boxes, question, -1)
        chain = counted(chain, chain.started, chain.lost, chain.left)
        starts = np.flatnonzero(~chain.unknown & ~question.stops)
        found.append(Truth(path.name, chain, question, may_start(flow.steps), flow._asked.least_coming, starts))
    return found


def made(name: str, links: list[tuple[int, int, float, float]], ends: int) -> Truth:
    """Make a chain from links (sender, receiver, share started, share lost); its last services are aftercare."""
    size = 1 + max(max(sender, receiver) for sender, receiver, _, _ in links)
    table = np.array(links).T
    sender, receiver = table[0].astype(int), table[1].astype(int)
    left = np.zeros((size, OUTCOMES))
    left[:, 0] = 1 - np.bincount(sender, table[2] + table[3], minlength=size)
    question = Question(
        stops=np.arange(size) >= size - ends,
        stopped=1.0,
        on_way=np.ones(len(links), dtype=bool),
        off_way=0.0,
        lost=np.zeros(len(links)),
        left=np.zeros(OUTCOMES),
        unknown=np.ones(size),
        here=np.zeros(size),
    )
    chain = counted(Chain(sender, receiver, table[2], table[3], left, np.zeros(size, dtype=bool)), *table[2:], left)
    return Truth(name, chain, question, np.ones(len(links), dtype=bool), np.eye(size)[0], np.array([0]))


def made_up_truths() -> list[Truth]:
    rare = [(0, 1 + link, 0.02, 0.02) for link in range(12)]
    row = [(place, place + 1, 0.8, 0.1) for place in range(5)]
    round_ = [(0, 1, 0.45, 0.05), (1, 0, 0.45, 0.05), (1, 2, 0.2, 0.1)]
    return [
        made("one link, reach 0.50", [(0, 1, 0.5, 0.2)], 1),
        made("one link, reach 0.02", [(0, 1, 0.02, 0.5)], 1),
        made("one link, reach 0.10", [(0, 1, 0.1, 0.5)], 1),
        made("one link, reach 0.98", [(0, 1, 0.98, 0.01)], 1),
        made("twelve rare links, 0.02 each", rare, 12),
        made("five links in a row, 0.80 each", row, 1),
        made("to and fro between two services", round_, 1),
    ]

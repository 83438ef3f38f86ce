"""See whether drawn tables are right on average where the truth is like what they suppose, and print it.

    python -m benchmarks.disclosure_drawn [AREAS]

People are invented by the law that the draws suppose: how many are referred at a pair of services (negative binomial),
whether each starts and of which groups each is (beta-binomial). The areas pass the door; what is drawn of their counts
is held against them, by column and block. A difference of more than two or three standard errors is a fault of the
draws. Nothing is written: the figures stand in decision 0022.
"""

from __future__ import annotations

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from itertools import permutations
from typing import Final

import numpy as np

from dtors_network.disclosure import protect
from dtors_network.disclosure.draws import drawn_tables
from dtors_network.examples import small_area
from dtors_network.model.area import Area, Referral, Service
from dtors_network.model.bounds import least, most
from dtors_network.model.vocabulary import EVERYONE

GROUPS: Final = {"currently_using": 0.5, "housing_need": 0.35, "leaving_prison": 0.15, "criminal_justice": 0.3}
FIRMNESS: Final = 4.0
LAWS: Final = ((20.0, 0.7), (12.0, 1.5))
"""Mean and spread of those referred."""
LOST, KEPT, WAITED = 0.2, 0.15, 0.15
SERVICES, PAIRS, DRAWS, AREAS = 12, 60, 100, 8
FEWEST: Final = 20
"""Cells of a block below which nothing is said of it."""


def main(areas: int) -> None:
    for mean, spread in LAWS:
        found = defaultdict[tuple[str, str, str], list[tuple[float, float]]](list)
        for seed in range(areas):
            for key, true, drawn in cells(invented(seed, mean, spread)):
                found[key].append((true, drawn))
        print(f"referred: mean {mean:g}, spread {spread:g}")
        print(f"{'column':8} {'whose':9} {'block':8} {'cells':>6} {'true':>6} {'drawn':>6} {'off':>6} {'error':>6}")
        for key, pairs in sorted(found.items()):
            some = np.array(pairs)
            off = some[:, 1] - some[:, 0]
            if len(some) >= FEWEST:
                error = off.std() / np.sqrt(len(some))
                true, drawn = some.mean(axis=0)
                print(f"{key[0]:8} {key[1]:9} {key[2]:8} {len(some):6,} {true:6.2f} {drawn:6.2f}", end=" ")
                print(f"{off.mean():+6.2f} {error:6.2f}")


def cells(exact: Area) -> Iterator[tuple[tuple[str, str, str], float, float]]:
    """Give each hidden count of those who started and those lost, with its block and what is drawn of it."""
    shown = protect(exact)
    drawn = drawn_tables(shown, DRAWS, reasons=False)
    for at, row in enumerate(shown.referrals):
        true = exact.referral_at[row.source, row.target, row.client_group]
        assert isinstance(true.referred, int) and isinstance(true.started, int)
        who = EVERYONE if row.client_group == EVERYONE else "groups"
        for column, number in (("started", true.started), ("lost", true.referred - true.started)):
            block = getattr(row, column)
            low, high = least(block), most(block) or 0
            if low < high:
                label = f"{low} to {high}" if high <= 10 else "larger"
                yield (column, who, label), number, float(drawn.column("referrals", column)[:, at].mean())


def invented(seed: int, mean: float, spread: float) -> Area:
    """Invent an area, person by person."""
    random = np.random.default_rng(seed)
    ids = [f"s{number}" for number in range(SERVICES)]
    pairs = random.permutation(list(permutations(ids, 2)))[:PAIRS]
    rows = [row for source, target in pairs.tolist() for row in _pair(random, source, target, mean, spread)]
    services = tuple(Service(service=id_, service_type="psychosocial") for id_ in ids)
    tables = frozenset({"referrals"})
    return replace(
        small_area(), id=f"invented_{seed}", services=services, statements=(), arrivals=(), refusals=(), departures=(),
        referrals=tuple(rows), tables=tables,
    )  # fmt: skip


def _pair(random: np.random.Generator, source: str, target: str, mean: float, spread: float) -> Iterator[Referral]:
    many = 0
    while not many:
        many = int(random.poisson(random.gamma(spread, mean / spread)))
    started = random.random(many) < random.beta((1 - LOST) * 10, LOST * 10)
    kept, waited = ~started & (random.random(many) < KEPT), started & (random.random(many) < WAITED)
    for group, share in {EVERYONE: 1.0, **GROUPS}.items():
        own = random.random(many) < (random.beta(share * FIRMNESS, (1 - share) * FIRMNESS) if share < 1 else 1)
        if own.any():
            referred, *rest = (int((own & some).sum()) for some in (own, started, kept, waited))
            yield Referral(
                source=source, target=target, client_group=group, referred=referred, started=rest[0],
                kept_by_sender=rest[1], waited_over_21_days=rest[2],
            )  # fmt: skip


if __name__ == "__main__":
    main(int("".join(sys.argv[1:]) or AREAS))

"""What is likely of a way on where counts are hidden, by the drawn tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from dtors_network.disclosure.draws import DrawnTables, shared_tables
from dtors_network.flow.plain import EACH, TAILS, likely_share
from dtors_network.flow.sparse import Vector
from dtors_network.model.area import Area
from dtors_network.model.groups import BOTH
from dtors_network.whatif.way import Way, WayStep

if TYPE_CHECKING:
    pass


def with_likely_steps(area: Area, group: str, ways: Iterable[Way]) -> Iterator[Way]:
    """Give ways what is likely by the drawn tables: of each step, and of getting through all of them.

    Notes
    -----
    Each drawn table has its own draw of chance at every step (Jeffreys), and a way is the product of its steps there.
    """
    tables = None if BOTH in group else shared_tables(area)  # tables tell of one group at a time
    place = {(row.source, row.target): at for at, row in enumerate(area.referrals) if row.client_group == group}
    for way in ways:
        pairs = [(step.source, step.target) for step in way.steps]
        if tables is None or any(step.through is None for step in way.steps):
            yield way
            continue
        drawn = [_drawn(tables, place[pair]) for pair in pairs]
        steps = tuple(_likely_step(step, *counts) for step, counts in zip(way.steps, drawn, strict=True))
        yield Way(steps, _likely_way(drawn, tables.seed))


Drawn = tuple[Vector, Vector, Vector]
"""Started, and the fewest and the most lost, in each table."""


def _drawn(tables: DrawnTables, at: int) -> Drawn:
    referred, started, kept = (
        tables.column("referrals", name)[:, at].astype(float) for name in ("referred", "started", "kept_by_sender")
    )
    missed = np.maximum(referred - started, 0.0)
    lost = np.maximum(missed - np.nan_to_num(kept), 0.0)
    return started, np.where(np.isnan(kept), 0.0, lost), np.where(np.isnan(kept), missed, lost)


def _likely_step(step: WayStep, started: Vector, least: Vector, most: Vector) -> WayStep:
    if step.through is None or step.through.value is not None:
        return step
    few, many = (likely_share(step.through, (started, started), lost) for lost in (most, least))
    assert few is not None and many is not None and few.middle is not None and many.middle is not None
    return replace(step, through=replace(few, high=many.high, middle=(few.middle + many.middle) / 2))


def _likely_way(drawn: Sequence[Drawn], seed: int) -> tuple[float, float, float]:
    random, ends, middles = np.random.default_rng((seed, 37)), [], []
    for which, tail in ((2, TAILS[0]), (1, TAILS[1])):
        parts = [(counts[0], counts[which]) for counts in drawn]
        chance = [random.beta(started + 0.5, lost + 0.5, (EACH, len(started))) for started, lost in parts]
        ends.append(float(np.percentile(np.multiply.reduce(chance), tail)))
        shares = [np.divide(one, one + lost, out=np.zeros(len(one)), where=one + lost > 0) for one, lost in parts]
        middles.append(float(np.multiply.reduce(shares).mean()))
    middle = sum(middles) / 2
    return min(ends[0], middle), middle, max(ends[1], middle)

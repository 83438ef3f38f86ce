"""Continuity from prison: of those referred to treatment in the community, the share that starts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from dtors_network.bits import positions
from dtors_network.flow.jagged import Batch
from dtors_network.flow.sparse import Places, Vector
from dtors_network.flow.steps import Pair
from dtors_network.model.vocabulary import EVERYONE
from dtors_network.whatif.baseline import Baseline
from dtors_network.whatif.best import why_not
from dtors_network.whatif.candidates import Candidate, candidates, lever_for, may_be_met
from dtors_network.whatif.valuer import TAILS, Set_, Valuer

GROUPS: Final = ("leaving_prison", EVERYONE)
"""Rows that count people leaving prison: those of the group, or where none of them is counted everybody's."""

NO_PRISON: Final = "no prison is on the list of services"
NO_LINK: Final = (
    "nobody is referred from a prison to treatment in the community by these counts, so that no share of them starts: "
    "a way has to be agreed first"
)
NOT_COUNTED: Final = "who was referred from prison, or who started, is not counted"


@dataclass(frozen=True)
class Continuity:
    """The links from prison to treatment, and what levers there would do.

    Attributes
    ----------
    group : str
        Whose rows were counted.
    valuer : Valuer
        The levers at these links, and the tables.
    links : tuple of pair of str
        The links.
    """

    group: str
    valuer: Valuer
    links: tuple[Pair, ...]

    @cached_property
    def _rows(self) -> Places:
        return np.array([self.valuer.row[pair] for pair in self.links], dtype=np.intp)

    @cached_property
    def _people(self) -> Batch:
        """People with a next step at each link, by table: those kept by the sender are not among them."""
        counts = self.valuer.side.counts
        return np.asarray(counts.started[self._rows] + counts.most_lost[self._rows])

    @cached_property
    def of(self) -> Vector:
        """The same at all of them."""
        return np.asarray(self._people.sum(axis=0))

    @cached_property
    def _drawn(self) -> Vector:
        """Give continuity in each replicate before."""
        side = self.valuer.drawn
        some = side.started[self._rows] + side.lost[self._rows]
        share = np.divide(side.started[self._rows], some, out=np.zeros(some.shape), where=some > 0)
        people = self._people[:, side.table]
        return np.asarray((share * people).sum(axis=0) / people.sum(axis=0))

    @cached_property
    def now(self) -> tuple[float, float, float]:
        """The share now: lower end, mean of the tables, and upper end."""
        mean = (self.valuer.side.counts.started[self._rows].sum(axis=0) / self.of).mean()
        low, high = np.percentile(self._drawn, TAILS)
        return float(low), float(mean), float(high)

    def reached(self, sets: Sequence[Set_], strength: float) -> Batch:
        """Give continuity where some levers are pulled, shape (readings, sets)."""
        table, found = self.valuer.drawn.table, []
        for chosen in sets:
            least, most = (self._more(chosen, end, strength) for end in (0, 1))
            low, high = (np.minimum(self._drawn + more[table], 1.0) for more in (least, most))
            ends = np.percentile(low, TAILS[0]), np.percentile(high, TAILS[1])
            found.append((ends[0], self.now[1] + least.mean(), ends[1]))
        return np.array(found, dtype=float).reshape(-1, 3).T

    def means(self, sets: Sequence[Set_], strength: float) -> Vector:
        """Give the same at the mean alone."""
        return np.array([self.now[1] + self._more(chosen, 0, strength).mean() for chosen in sets])

    def _more(self, chosen: Set_, end: int, strength: float) -> Vector:
        moved = self.valuer.moved(chosen, end, strength)
        return np.asarray(sum(moved.values(), start=np.zeros(len(self.of))) / self.of)

    def at_most(self, one: Candidate) -> float:
        """Bound what a lever adds to the mean, whatever else is done: all who were lost at its links."""
        rows = [self.valuer.row[pair] for pair in one.links]
        return float((self.valuer.side.counts.most_lost[rows].sum(axis=0) / self.of).mean())


@dataclass(frozen=True, slots=True)
class NotCounted:
    """Why nothing can be said of continuity, and of whom it was asked."""

    group: str
    reason: str


def continuity_of(baseline: Baseline, group: str = "") -> Continuity | NotCounted:
    """Read the links from prison to treatment, for people leaving prison where they are counted.

    Parameters
    ----------
    baseline : Baseline
        The area as it is.
    group : str
        A client group; where left out the first of ``GROUPS`` whose reasons are surely on record there, else the first
        that is counted there: whoever is referred from prison is leaving it.

    Returns
    -------
    Continuity or NotCounted
    """
    wanted = (group,) if group else GROUPS
    counted = [(one, links) for one in wanted if (links := _links(baseline, one))]
    on_record = [(one, links) for one, links in counted if _is_told(baseline, one, links)]
    chosen, links = (on_record or counted or [(wanted[-1], ())])[0]
    if not links:
        return NotCounted(chosen, _why(baseline))
    if reason := why_not(baseline, chosen):
        return NotCounted(chosen, reason)
    valuer = Valuer(baseline, chosen, [x for x in candidates(baseline, chosen) if _within(x, links)])
    continuity = Continuity(chosen, valuer, links)
    return continuity if (continuity.of > 0).all() else NotCounted(chosen, NOT_COUNTED)


def _is_told(baseline: Baseline, group: str, links: tuple[Pair, ...]) -> bool:
    """Tell whether somebody of a group was surely refused at some links for a reason that is a lever."""
    area = baseline.area
    return any(
        row.client_group == group
        and (row.source, row.target) in links
        and lever_for(area.codebook, row.reason) is not None
        and may_be_met(row.count)
        for row in area.refusals
    )


def _links(baseline: Baseline, group: str) -> tuple[Pair, ...]:
    network = baseline.network
    ids = {network.ids[at] for at in positions(network.offering(("prison",)) & network.routes_in)}
    treated = {network.ids[at] for at in positions(network.treatment)}
    rows = baseline.flow(group).steps.onward
    return tuple((row.source, row.target) for row in rows if row.source in ids and row.target in treated)


def _within(one: Candidate, links: tuple[Pair, ...]) -> bool:
    """Tell whether a lever is at these links alone, and a part of it can be asked."""
    return one.lever not in ("places", "open_group") and bool(one.links) and set(one.links) <= {*links}


def _why(baseline: Baseline) -> str:
    network = baseline.network
    return NO_LINK if network.offering(("prison",)) & network.routes_in else NO_PRISON

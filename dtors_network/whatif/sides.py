"""The chains of the drawn tables, and of their replicates, before any change."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from dtors_network.flow import ClientFlow
from dtors_network.flow.counts import Counts
from dtors_network.flow.draws import Replicates
from dtors_network.flow.jagged import Batch, Groups
from dtors_network.flow.sparse import Mask, Places
from dtors_network.whatif.drawn import DrawnBack
from dtors_network.whatif.shares import Shares
from dtors_network.whatif.side import Side


def spells_of(counts: Counts, sender: Places) -> Batch:
    """Give people with a next step, by service and table, where as many were lost as ``most_lost`` says."""
    moved = Groups(sender, len(counts.left)).sums(counts.started + counts.most_lost)
    return np.asarray(moved + counts.left.sum(axis=1))


def table_side(flow: ClientFlow, counts: Counts, unknown: Mask, all_kept: bool) -> Side:
    """Give the chains of the drawn tables themselves, without chance."""
    counts = replace(counts, most_lost=counts.least_lost) if all_kept else counts
    sender, receiver = flow.boxes.sender, flow.boxes.receiver
    spells = spells_of(counts, sender)
    part = np.divide(1.0, spells, out=np.zeros(spells.shape), where=spells > 0)
    shares = Shares(
        services=flow.steps.services,
        sender=sender,
        receiver=receiver,
        started=counts.started * part[sender],
        lost=counts.most_lost * part[sender],
        left=counts.left.sum(axis=1) * part,
        coming=counts.coming.astype(float),
        people=spells,
    )
    return Side(flow, DrawnBack(flow.steps, counts, all_kept), counts, np.arange(counts.tables), shares, unknown)


def replicate_side(tables: Side, replicates: Replicates, draws: int) -> Side:
    """Give the replicates of a reading of the counts, each with its own table."""
    blocks = list(replicates.blocks())
    at = np.arange(draws) % tables.counts.tables
    shares = replace(
        tables.shares,
        started=np.concatenate([one.started for one in blocks], axis=1),
        lost=np.concatenate([one.lost for one in blocks], axis=1),
        left=np.concatenate([one.left.sum(axis=1) for one in blocks], axis=1),
        coming=tables.shares.coming[:, at],
        people=tables.shares.people[:, at],
    )
    return replace(tables, table=at, shares=shares, _parts=tables._parts, _columns={}, _rows={})

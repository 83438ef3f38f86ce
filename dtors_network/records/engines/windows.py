"""Looking up and down by windows, in narwhals: what engines with SQL windows use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import narwhals as nw

from dtors_network.records.engines.engine import Frame


def windows(
    frame: Frame,
    within: Sequence[str],
    order: Sequence[str],
    shifted: Mapping[str, tuple[str, int]],
    highest: Mapping[str, str],
) -> Frame:
    """Add what stands some rows before or after, and the highest so far, among the rows of one kind."""
    looked = {
        name: nw.col(column).shift(step).over(*within, order_by=order) for name, (column, step) in shifted.items()
    }
    risen = {
        name: nw.col(column).fill_null(-1).cum_max().over(*within, order_by=order) for name, column in highest.items()
    }
    return frame.with_columns(**looked, **risen)

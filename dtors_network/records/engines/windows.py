"""Looking up and down by windows, in narwhals: what engines with SQL windows use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import narwhals as nw

from dtors_network.records.engines.engine import STEPS, Frame, Look, Looked

_NONE_BEFORE, _NONE_AFTER = -1, 1 << 40
"""Stand for null, which running windows would hand on; all numbers lie between."""


def windows(frame: Frame, within: Sequence[str], order: Sequence[str], looks: Mapping[str, Look]) -> Frame:
    """Add what looks find among the rows of one kind; the highest of the rows before is that so far, one row up."""
    risen = {name: _risen(look).over(*within, order_by=order) for name, look in looks.items() if _is_running(look)}
    if risen:
        frame = frame.with_columns(**risen)
        there = {name: _there(look, nw.col(name)) for name, look in looks.items() if _is_running(look)}
        frame = frame.with_columns(**there)
    moved = {
        name: nw.col(name if _is_running(look) else look.column).shift(STEPS[look.where]).over(*within, order_by=order)
        for name, look in looks.items()
        if look.where in STEPS
    }
    return frame.with_columns(**moved) if moved else frame


def _is_running(look: Look) -> bool:
    return look.where not in (Looked.BEFORE, Looked.AFTER)


def _risen(look: Look) -> nw.Expr:
    column = nw.col(look.column).cast(nw.Int64)
    if look.where is Looked.LOWEST_AFTER:
        return column.fill_null(_NONE_AFTER).cum_min(reverse=True)
    return column.fill_null(_NONE_BEFORE).cum_max()


def _there(look: Look, found: nw.Expr) -> nw.Expr:
    return nw.when(found != (_NONE_AFTER if look.where is Looked.LOWEST_AFTER else _NONE_BEFORE)).then(found)

"""Blocks that are joined by pattern, before anything is checked: the same join for every table within it.

Growth looks for a few number that the blocks rule out, so whoever knows the program reasons that a block which grew
was one of those that had to. Where all patterns within a join are joined alike, there is nothing to reason about. The
rules are the patterns of neighbouring blocks between which most growth took place (decision 0019).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from dtors_network.disclosure.component import LOST
from dtors_network.disclosure.shown import Shown
from dtors_network.model.vocabulary import EVERYONE

Row = Mapping[str, int]
"""The cells of one row of referrals, by column."""
NEEDED: Final = {"started", LOST, "referred"}


def join(shown: Shown) -> None:
    """Join blocks of a component by pattern alone.

    Parameters
    ----------
    shown : Shown
        The blocks that hold what was counted; changed in place.

    Notes
    -----
    - ``lost``: where a first block of people started and no more than that were lost, its zero is not told (else
      nobody could be the only one referred); nor is any zero of a group of such a row.
    - ``lost`` of a group: where a block less of it started than of everyone, the block of everyone's losses and the
      one below are one (else those of the others who were referred, started and lost, could not be one person).
    - ``accepted``: where more than a block were lost, the last two blocks that it can be in are one.
    - ``referred``: the blocks that those who started and those who were lost leave it, and no narrower.
    - ``departures_total``: where several ways of leaving make it up, its lowest block and the next are one.

    Examples
    --------
    >>> from dtors_network.disclosure.component import Component
    >>> from dtors_network.disclosure.profiles import GRIDS
    >>> from dtors_network.model.vocabulary import Profile
    >>> part = Component()
    >>> for name, count in (("referred", 14), ("started", 9), ("lost", 5)):
    ...     _ = part.cell("referrals", "everyone", (name,), (count, count))
    >>> shown = Shown.of(part, GRIDS[Profile.NDTMS])
    >>> join(shown)
    >>> str(shown.count(0))
    '6–15'
    """
    rows = _rows(shown)
    for row in rows.values():
        _few(shown, row)
    everyone = rows.pop(EVERYONE, None)
    for row in rows.values() if everyone else ():
        _few_of(shown, everyone or {}, row)
        _beside(shown, everyone or {}, row)
    for row in (*rows.values(), *([everyone] if everyone else [])):
        _accepted(shown, row)
        ends = [side[row["started"]] + side[row[LOST]] for side in shown.ends]
        shown.widen(row["referred"], ends[0], ends[1])
    _total(shown)


def _rows(shown: Shown) -> dict[str, Row]:
    """Give the rows of referrals whose starts and losses were counted, by client group."""
    found: dict[str, dict[str, int]] = {}
    for at, key in enumerate(shown.part.keys):
        if key.table == "referrals" and shown.part.known[at] is not None:
            found.setdefault(key.group, {})[key.column[0]] = at
    return {group: row for group, row in found.items() if set(row) >= NEEDED}


def _few(shown: Shown, row: Row) -> None:
    first = 1, shown.grid.step
    if shown.at(row["started"]) == first and shown.high[row[LOST]] <= shown.grid.step:
        shown.widen(row[LOST], 0, shown.grid.step)


def _few_of(shown: Shown, everyone: Row, row: Row) -> None:
    step = shown.grid.step
    if shown.at(everyone["started"]) == (1, step) and shown.at(everyone[LOST]) == (0, step):
        for name in ("started", LOST, "accepted"):
            if name in row and shown.high[row[name]] <= step:
                shown.widen(row[name], 0, step)


def _beside(shown: Shown, everyone: Row, row: Row) -> None:
    whole, part = shown.at(everyone[LOST]), shown.at(row[LOST])
    beside = whole[0] == part[1] + 1 or whole == part
    if whole[1] and beside and shown.low[everyone["started"]] == shown.high[row["started"]] + 1:
        least = max(0, whole[0] - shown.grid.step)
        few = least == 1 and shown.low[row["started"]] == 1  # then the zero beside the first block is not told either
        shown.widen(row[LOST], 0 if few else least, whole[1])


def _accepted(shown: Shown, row: Row) -> None:
    step = shown.grid.step
    if "accepted" in row and shown.low[row["started"]] >= 1 and shown.low[row[LOST]] > step:
        last = int(shown.low[row["started"]] + shown.low[row[LOST]]) - 1
        if shown.at(row["accepted"]) in ((last - step, last - 1), (last, last + step - 1)):
            shown.widen(row["accepted"], last - step, last)


def _total(shown: Shown) -> None:
    keys = list(enumerate(shown.part.keys))
    parts = [at for at, key in keys if key.table == "departures" and key.group == EVERYONE and shown.high[at] > 0]
    for at, key in keys:
        if key.column == ("departures_total",) and shown.part.known[at] is not None and len(parts) > 1:
            least = int(shown.low[parts].sum())
            first, last = shown.grid.block(least, least)
            if shown.low[at] <= last + 1:
                shown.widen(at, first, last + 1)

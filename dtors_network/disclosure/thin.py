"""A component without the cells that no share of people rests on: its laws are kept as narrower ends of the others."""

from __future__ import annotations

from typing import Final

from dtors_network.disclosure.component import Component, Ends, Key

LEFT_OUT: Final = ("accepted",)
"""Columns that are left out beside the reasons."""
ROUNDS: Final = 3
OPEN: Final = 1 << 40
"""What a cell that nobody counted may be at the most."""


def thinned(part: Component) -> Component:
    """Leave out the reasons and who was accepted; what their blocks say of the other cells is kept.

    Parameters
    ----------
    part : Component
        A component of an area.

    Returns
    -------
    Component
        The other cells, between ends that the laws of all cells leave, with the laws that hold among them.

    Examples
    --------
    >>> part = Component()
    >>> lost = part.cell("referrals", "everyone", ("lost",), (1, 10))
    >>> reason = part.cell("refusals", "everyone", ("no_capacity",), (6, 10))
    >>> _ = part.law({lost: 1, reason: -1})
    >>> thinned(part).known
    [(6, 10)]
    """
    kept = [at for at, key in enumerate(part.keys) if not _is_left_out(key)]
    if len(kept) == len(part.keys):
        return part
    ends, made = narrowed(part), Component()
    place = {at: made.cell(*_of(part.keys[at]), _known(part, at, ends), part.least[at]) for at in kept}
    for law, (terms, least, equal) in enumerate(part.laws):
        if all(at in place for at in terms):
            if law in part.supposed:
                made.supposed.add(len(made.laws))
            made.laws.append(({place[at]: sign for at, sign in terms.items()}, least, equal))
    return made


def narrowed(part: Component) -> list[Ends]:
    """Give the ends of each cell that every sure law taken alone leaves, a few times over.

    Examples
    --------
    >>> part = Component()
    >>> whole, group = (part.cell("arrivals", name, ("count",), (6, 10)) for name in ("everyone", "housing_need"))
    >>> _ = part.law({whole: 1, group: -1}, at_least=2)
    >>> narrowed(part)
    [(8, 10), (6, 8)]
    """
    low = [max(least, known[0] if known else 0) for least, known in zip(part.least, part.known, strict=True)]
    high = [known[1] if known else OPEN for known in part.known]
    laws = [
        (tuple(terms.items()), least, equal)
        for law, (terms, least, equal) in enumerate(part.laws)
        if law not in part.supposed
    ]
    for _ in range(ROUNDS):
        before = low + high
        for terms, least, equal in laws:
            _narrow(terms, least, low, high)
            if equal:
                _narrow(tuple((at, -sign) for at, sign in terms), -least, low, high)
        if low + high == before:
            break
    return list(zip(low, high, strict=True))


def _narrow(terms: tuple[tuple[int, int], ...], least: int, low: list[int], high: list[int]) -> None:
    """Narrow the cells of a sum that is at least a number: each makes up for what the others cannot bring."""
    most = 0
    for at, sign in terms:
        most += high[at] if sign > 0 else -low[at]
    need = least - most
    for at, sign in terms:
        if sign > 0:
            if need + high[at] > low[at]:
                low[at] = need + high[at]
        elif low[at] - need < high[at]:
            high[at] = low[at] - need


def _known(part: Component, at: int, ends: list[Ends]) -> Ends | None:
    low, high = ends[at]
    return (low, high) if part.known[at] is not None and low <= high else part.known[at]


def _is_left_out(key: Key) -> bool:
    return key.table == "refusals" or key.column[0] in LEFT_OUT


def _of(key: Key) -> tuple[str, str, tuple[str, ...]]:
    return key.table, key.group, key.column

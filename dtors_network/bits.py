"""Sets of service positions held in whole numbers: bit i stands for service i, in order of id."""

from __future__ import annotations

from collections.abc import Iterable, Iterator


def positions(mask: int) -> Iterator[int]:
    """Yield the members of a set, smallest first.

    Examples
    --------
    >>> list(positions(0b1010))
    [1, 3]
    """
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest


def first(mask: int) -> int:
    """Give the smallest member of a set that is not empty.

    Examples
    --------
    >>> first(0b1010)
    1
    """
    return (mask & -mask).bit_length() - 1


def mask_of(members: Iterable[int]) -> int:
    """Make a set of positions.

    Examples
    --------
    >>> bin(mask_of([1, 3]))
    '0b1010'
    """
    mask = 0
    for member in members:
        mask |= 1 << member
    return mask

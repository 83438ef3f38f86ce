"""The kinds of barrier that the map tells apart, from the marks of the codebook."""

from __future__ import annotations

from typing import Final

from dtors_network.figures.barrier_map.view import Kind
from dtors_network.model.codebook import Codebook
from dtors_network.model.mark import OTHER_MARK, Mark

BARRIER: Final = "barrier"
"""Only codes of this kind stand in the way; benefits, facilitators and contexts have no mark on the map."""

OTHERS: Final = "Other barriers"


def kinds_of(codebook: Codebook) -> tuple[Kind, ...]:
    """Give the kinds of barrier of a codebook: codes with one letter are one kind; those without a mark are one more.

    Parameters
    ----------
    codebook : Codebook
        The codebook of an area.

    Returns
    -------
    tuple of Kind
        In the order of the codebook; what has no mark of its own comes last.

    Examples
    --------
    >>> from dtors_network.examples import small_area
    >>> [kind.letter for kind in kinds_of(small_area().codebook)]
    ['W', 'T', 'F', 'R', 'S', 'A', 'P', 'X']
    """
    titles: dict[str, list[str]] = {}
    marks: dict[str, Mark] = {}
    for row in codebook.barriers:
        if row.kind == BARRIER and row.mark is not None:
            titles.setdefault(row.mark.letter, []).append(row.title)
            marks.setdefault(row.mark.letter, row.mark)
    if any(row.kind == BARRIER and row.mark is None for row in codebook.barriers):
        titles[OTHER_MARK.letter], marks[OTHER_MARK.letter] = [OTHERS], OTHER_MARK
    return tuple(
        Kind(letter, _joined(titles[letter]), mark.shape, mark.colour, mark.ink) for letter, mark in marks.items()
    )


def letter_of(codebook: Codebook, code: str) -> str:
    """Give the letter of a code; blank where it does not stand in the way.

    Examples
    --------
    >>> from dtors_network.examples import small_area
    >>> book = small_area().codebook
    >>> letter_of(book, "referral.funding_fear"), letter_of(book, "delivery.lack_of_training")
    ('F', 'X')
    >>> letter_of(book, "cjs.wider_access")
    ''
    """
    row = codebook.barrier[code]
    if row.kind != BARRIER:
        return ""
    return (row.mark or OTHER_MARK).letter


def _joined(titles: list[str]) -> str:
    first, *others = titles
    return "; ".join([first, *(other[:1].lower() + other[1:] for other in others)])

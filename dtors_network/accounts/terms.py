"""What a word on a screen means: its entry of the glossary or of the method page, found by the word itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from dtors_network.accounts.method import anchor, glossary
from dtors_network.accounts.sheet import Column
from dtors_network.area_files.codebook_yaml import shipped_codebook
from dtors_network.gaps.registry import RULES

ANY: Final = ""
HEADS: Final = {
    "95 % interval": "interval",
    "whatever is hidden": "strict range",
    "strictly": "strict range",
    "possible": "possible graph",
    "said by": "voice",
}
"""What heads of several kinds of column mean, where the glossary calls it otherwise."""
PLAIN: Final = frozenset(("answered", "change", "column", "end", "result", "source", "start", "table", "version"))
"""Heads that stand over something else than the term of that name, or mean what anybody takes them for."""


@dataclass(frozen=True, slots=True)
class Meant:
    """Where a word is explained, and in short how.

    Attributes
    ----------
    page : str
        ``glossary`` or ``method``.
    anchor : str
        The place on it.
    meaning : str
        What stands there.
    """

    page: str
    anchor: str
    meaning: str


def meant(words: str, of: str = ANY) -> Meant | None:
    """Find what a word means.

    Parameters
    ----------
    words : str
        As they stand on a screen.
    of : str
        Of what they are said, as the glossary has it; blank: of anything, where that leaves no doubt.

    Returns
    -------
    Meant or None
        None where there is no such word, or it means more than one thing.

    Examples
    --------
    >>> meant("Confirmed", "state of a link").anchor, meant("silent"), meant("No way on").page
    ('term-confirmed-state-of-a-link', None, 'method')
    """
    return meanings().get((_plain(words), of))


def head_of(column: Column[Any], head: str) -> Meant | None:
    """Find what a head of a column means: the term that the column names, else the words over it.

    Examples
    --------
    >>> from dtors_network.accounts.kinds import TEXT
    >>> head_of(Column("x", "How sure", TEXT, str, term="certain"), "How sure").anchor
    'term-certain-finding'
    """
    if column.term and head == column.head:
        return meant(column.term)
    return None if _plain(head) in PLAIN else meant(HEADS.get(_plain(head), head))


def _plain(words: str) -> str:
    return words.casefold().replace("-", " ").replace("_", " ")


@cache
def meanings() -> Mapping[tuple[str, str], Meant]:
    """Give everything that is explained, by the word and of what it is said."""
    entries = [*_terms(), *_codes()]
    often = Counter(_plain(word) for word, _, _ in entries)
    apart = {(_plain(word), of): said for word, of, said in entries if of}
    alone = {(_plain(word), ANY): said for word, _, said in entries if often[_plain(word)] == 1}
    return {**apart, **alone}


def _terms() -> Iterator[tuple[str, str, Meant]]:
    for term in glossary():
        of, _, further = term.of.partition("; ")
        for word in (*term.term.split(", "), *filter(None, (further,))):
            yield word, of, Meant("glossary", term.anchor, term.meaning)


def _codes() -> Iterator[tuple[str, str, Meant]]:
    for rule in RULES.values():
        yield rule.title, "rule", Meant("method", anchor("rule", rule.code), rule.definition)
    for code in shipped_codebook().barriers:
        yield code.title, "code", Meant("method", anchor("code", code.code), code.definition)

"""Tables for a screen, in words: what every page makes of its results, and what the browser builds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Linked:
    """Words that lead somewhere: the address within the dashboard; with a meaning, where they are explained."""

    words: str
    href: str
    meaning: str = ""


Cell = str | Linked


@dataclass(frozen=True, slots=True)
class Rows:
    """A table for a screen: what stands over each column, and cells in words; the first cell heads its row."""

    caption: str
    heads: tuple[Cell, ...]
    cells: tuple[tuple[Cell, ...], ...]
    numbers: frozenset[int] = frozenset()
    """Columns that hold numbers, from 0; they are set to the right."""

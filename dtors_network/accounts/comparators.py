"""The account of the figures that counted gaps are held against."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from dtors_network.accounts.account import Account
from dtors_network.accounts.kinds import DAY, DECIMAL, TEXT
from dtors_network.accounts.sheet import Column, Sheet
from dtors_network.accounts.stamp import stamp_of_none
from dtors_network.model.comparator import Comparator

HEADLINE: Final = (
    "A gap rule that counts people is silent unless it is given a figure to hold them against, and every finding names "
    "the one that was used, with its source and its date."
)
SENTENCES: Final = (
    "A figure of a period is used only for an area of whose own period it covers more than half; a figure without one "
    "is used for any.",
    "Where people are lost between two services is held against other areas taken together, or against a figure of "
    "your own.",
)
FIGURES: Final = (
    Column[Comparator]("id", "figure", TEXT, lambda one: one.id),
    Column[Comparator]("rule", "rule", TEXT, lambda one: one.rule),
    Column[Comparator]("scope", "scope", TEXT, lambda one: one.scope or None),
    Column[Comparator]("value", "", DECIMAL, lambda one: one.value),
    Column[Comparator]("value", "value", TEXT, lambda one: f"{one.value:g}", in_files=False),
    Column[Comparator]("what", "what it says", TEXT, lambda one: one.what),
    Column[Comparator]("source", "source", TEXT, lambda one: one.source),
    Column[Comparator]("dated", "dated", TEXT, lambda one: one.dated),
    Column[Comparator]("period_start", "", DAY, lambda one: one.period_start),
    Column[Comparator]("period_end", "", DAY, lambda one: one.period_end),
    Column[Comparator]("period", "period", TEXT, lambda one: _period(one), in_files=False),
)


def comparators_account(comparators: Iterable[Comparator]) -> Account:
    """Tell which figures counted gaps are held against.

    Examples
    --------
    >>> from dtors_network.gaps.comparators import shipped_comparators
    >>> told = comparators_account(shipped_comparators())
    >>> [row[:4] for row in told.sheet("figures").rows() if row[0] == "caseload"]
    [('caseload', 'overloaded', 'caseload', 40.0)]
    """
    return Account(
        name="comparators",
        stamp=stamp_of_none("Figures that counted gaps are held against", "each figure names its source"),
        headline=HEADLINE,
        sentences=SENTENCES,
        sheets=(Sheet("figures", "The figures", FIGURES, tuple(comparators), none="there is none"),),
    )


def _period(one: Comparator) -> str:
    return f"{one.period_start} to {one.period_end}" if one.period_start else "any"

"""The account of areas side by side."""

from __future__ import annotations

from dtors_network.accounts.account import Account
from dtors_network.accounts.compare_columns import FUNNEL, READING, ROWS
from dtors_network.accounts.compare_published import neighbours_sheet, published_sheet, registry_sheet
from dtors_network.accounts.compare_sheets import (
    MOST,
    _rows,
    areas_sheet,
    changes_sheet,
    funnel_rows,
    pairs_sheet,
    summary_sheet,
)
from dtors_network.accounts.compare_words import NOTES, headline, sentences, stamp
from dtors_network.accounts.sheet import Sheet
from dtors_network.compare.funnel import AREAS
from dtors_network.compare.indicators.registry import INDICATORS
from dtors_network.compare.result import Comparison


def compare_account(found: Comparison) -> Account:
    """Tell areas side by side.

    Parameters
    ----------
    found : Comparison
        What ``compare`` gave.

    Returns
    -------
    Account
        Sheets ``indicators`` (a row an area and figure), ``summary``, ``pairs``, ``funnel``, ``changes``,
        ``published``, ``neighbours``, ``areas``, ``reading`` and ``registry``. A figure and its completeness are one
        column of the account, so that none stands without it.

    Raises
    ------
    UnprotectedError
        If an area never passed ``protect``.

    Examples
    --------
    >>> from dataclasses import replace
    >>> from dtors_network import compare, protect
    >>> from dtors_network.examples import counted_area
    >>> area = protect(counted_area())
    >>> told = compare_account(compare([area, replace(area, id="other", name="Other")]))
    >>> told.headline
    'Of 3 pairs of figures that could be tested none is told apart: chance could make such differences.'
    """
    return Account(
        name="compare",
        stamp=stamp(found),
        headline=headline(found),
        sentences=tuple(sentences(found)),
        sheets=(
            Sheet("indicators", "Every figure of every area", ROWS, _rows(found), most=MOST),
            summary_sheet(found, found.keys),
            pairs_sheet(found, found.keys),
            Sheet(
                "funnel",
                "Against all areas together",
                FUNNEL,
                [row for key in found.keys for row in funnel_rows(found, key)],
                none=f"a funnel takes {AREAS} areas or more with a figure: intervals stand side by side",
                most=MOST,
            ),
            changes_sheet(found),
            published_sheet(found),
            neighbours_sheet(found),
            areas_sheet(found),
            Sheet("reading", "How to read them", READING, tuple(INDICATORS.values())),
            registry_sheet(),
        ),
        notes=NOTES,
    )

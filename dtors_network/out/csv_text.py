"""A sheet as CSV text for others to open: each row says its area, period and profile, and no cell becomes a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from dtors_network.accounts.account import Account
from dtors_network.accounts.kinds import Scalar
from dtors_network.area_files.csv_tables import guarded


def neutral(cell: object) -> object:
    """Put an apostrophe before text that a spreadsheet would run.

    >>> neutral("=1+1"), neutral("aftercare"), neutral(-3), neutral(None)
    ("'=1+1", 'aftercare', -3, '')
    """
    if cell is None:
        return ""
    return guarded(str(cell)) if isinstance(cell, str) else cell


def csv_text(account: Account, sheet: str = "") -> str:
    r"""Write a sheet as CSV with a header and CRLF line ends (RFC 4180).

    Parameters
    ----------
    account : Account
        What to write of.
    sheet : str
        The name of the sheet; the first where left out.

    Returns
    -------
    str
        The columns of the sheet, then ``area``, ``period_start``, ``period_end`` and ``profile``; a sheet's own
        column of such a name is kept, and not repeated.

    Raises
    ------
    InputError
        If there is no such sheet.

    Examples
    --------
    >>> from dtors_network.accounts.kinds import TEXT
    >>> from dtors_network.accounts.sheet import Column, Sheet
    >>> from dtors_network.accounts.stamp import stamp_of
    >>> from dtors_network.disclosure import protect
    >>> from dtors_network.examples import small_area
    >>> stamp = stamp_of(protect(small_area()))
    >>> words = Sheet("words", "Words", [Column("word", "Word", TEXT, str)], ["=x"])
    >>> print(csv_text(Account("demo", stamp, "It is so.", (), (words,))).replace("\r", ""), end="")
    word,area,period_start,period_end,profile
    '=x,small,,,ndtms
    """
    table = account.sheet(sheet)
    beside = {name: cell for name, cell in account.stamp.columns.items() if name not in table.keys}
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([*table.keys, *beside])
    for row in table.rows():
        writer.writerow([*map(_cell, row), *map(neutral, beside.values())])
    return out.getvalue()


def csv_of_all(accounts: Sequence[Account], sheet: str = "") -> str:
    """Write one sheet of several accounts of a kind as CSV with one header; each row names its area."""
    texts = [csv_text(account, sheet) for account in accounts]
    return texts[0] + "".join(text.partition("\r\n")[2] for text in texts[1:])


def _cell(scalar: Scalar) -> object:
    if isinstance(scalar, bool):
        return "yes" if scalar else "no"
    return neutral(scalar)

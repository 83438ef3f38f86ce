"""A sheet as a pandas frame, with the columns of the CSV file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dtors_network.accounts.account import Account

if TYPE_CHECKING:
    import pandas as pd


def frame(account: Account, sheet: str = "") -> pd.DataFrame:
    """Give a sheet as a frame; the area, its period and the profile stand in ``attrs``.

    Parameters
    ----------
    account : Account
        What to give of.
    sheet : str
        The name of the sheet; the first where left out.

    Returns
    -------
    DataFrame
        One row an item, columns as ``Sheet.keys``; what is not known is missing, never 0, and a column of numbers of
        which none is known is one of numbers all the same.

    Raises
    ------
    InputError
        If there is no such sheet.

    Examples
    --------
    >>> from dtors_network.accounts.kinds import NUMBER
    >>> from dtors_network.accounts.sheet import Column, Sheet
    >>> from dtors_network.accounts.stamp import stamp_of
    >>> from dtors_network.disclosure import protect
    >>> from dtors_network.examples import small_area
    >>> stamp = stamp_of(protect(small_area()))
    >>> frame(Account("demo", stamp, "", (), (Sheet("n", "N", [Column("n", "N", NUMBER, int)], ["7"]),))).n.tolist()
    [7]
    """
    import pandas as pd

    table = account.sheet(sheet)
    found = pd.DataFrame(list(table.rows()), columns=list(table.keys))
    numbers = [key for column in table.columns if column.kind.numbers for key in column.keys]
    found = found.astype({key: "float64" for key in numbers if found[key].isna().all()})
    found.attrs = dict(account.stamp.columns)
    return found

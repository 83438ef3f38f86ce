"""What results give of themselves in Python: the names of their sheets, and frames."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dtors_network.accounts.registry import account_of
from dtors_network.model.sharing import for_holder
from dtors_network.out.frame import frame

if TYPE_CHECKING:
    import pandas as pd


def sheets_of(result: Any) -> tuple[str, ...]:
    """Name the sheets of a result."""
    with for_holder():
        return tuple(sheet.name for sheet in account_of(result).sheets)


def frame_of(result: Any, sheet: str = "") -> pd.DataFrame:
    """Give a sheet of a result as a frame with the columns of the CSV file.

    Whoever has a result of exact counts in Python has the counts themselves: it is told, and marked as the holder's
    in every row, so that the mark goes into whatever is written of it.

    >>> from dtors_network import routes
    >>> from dtors_network.examples import counted_area
    >>> frame_of(routes(counted_area(), "gp")).profile.unique().tolist()
    ['none']
    """
    with for_holder():
        account = account_of(result)
    found = frame(account, sheet)
    beside = {name: cell for name, cell in account.stamp.columns.items() if name not in found.columns}
    return found.assign(**beside)

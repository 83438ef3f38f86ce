"""What every result can do: say in one line what it is, and give its sheets as pandas frames.

Results live below the accounts that tell them. The package's own ``__init__``, which runs before any room, names who
tells them (its ``teller``), so that no room imports upwards.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, Final, Protocol

from dtors_network.model.vocabulary import Profile

if TYPE_CHECKING:
    import pandas as pd

    from dtors_network.model.area import Area

EXACT: Final = "exact counts, for the holder of the data"


class Teller(Protocol):
    """Whoever knows the sheets of results."""

    def sheets_of(self, result: Any) -> tuple[str, ...]:
        """Name the sheets of a result, the most important first."""

    def frame_of(self, result: Any, sheet: str) -> pd.DataFrame:
        """Give a sheet of a result as a frame."""


def _teller() -> Teller:
    """Ask the package, which is always there before its rooms."""
    found: Teller = sys.modules[__name__.partition(".")[0]].teller()
    return found


class Told:
    """A result that an account tells; it needs an ``area`` and a ``line``."""

    __slots__ = ()

    if TYPE_CHECKING:

        @property
        def area(self) -> Area:
            """The area that it is of."""

    @property
    def line(self) -> str:
        """What it is, in a few words."""
        raise NotImplementedError

    @property
    def sheets(self) -> tuple[str, ...]:
        """The names of its sheets, the most important first.

        Raises
        ------
        InputError
            If the result has no account yet.
        """
        return _teller().sheets_of(self)

    def to_frame(self, sheet: str = "") -> pd.DataFrame:
        """Give one of its sheets as a pandas frame.

        Parameters
        ----------
        sheet : str
            One of ``sheets``; the first where left out.

        Returns
        -------
        DataFrame
            The columns of the CSV file: those of the sheet, then ``area``, ``period_start``, ``period_end`` and
            ``disclosure``. Of an area that never passed ``protect`` the last is ``none``: for the holder of the data.

        Raises
        ------
        InputError
            If there is no such sheet; it names those that there are.

        Examples
        --------
        >>> from dtors_network import network_measures, protect
        >>> from dtors_network.examples import small_area
        >>> frame = network_measures(protect(small_area())).to_frame("states")
        >>> frame[["scope", "state", "profile"]].iloc[0].tolist()
        ['all', 'confirmed', 'ndtms']
        """
        return _teller().frame_of(self, sheet)

    def __repr__(self) -> str:
        exact = f"; {EXACT}" if self.area.profile in (None, Profile.NONE) else ""
        return f"<{type(self).__name__} of {self.area.id}: {self.line}{exact}>"

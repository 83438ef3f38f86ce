"""An account: what a result tells, for whichever renderer or page shows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dtors_network.accounts.parts import Part
from dtors_network.accounts.sheet import Sheet, sheets_by_name
from dtors_network.accounts.stamp import Stamp
from dtors_network.errors import Fault, InputError
from dtors_network.model.near import unknown_name


@dataclass(frozen=True)
class Account:
    """What a result tells.

    Attributes
    ----------
    name : str
        What it is an account of, as the command is called.
    stamp : Stamp
        Of which area, when, held against what, and under which disclosure profile.
    headline : str
        The sentence that a tired reader must take away.
    sentences : tuple of str
        What belongs beside it.
    sheets : tuple of Sheet
        Its tables, the most important first.
    notes : tuple of str
        What is assumed, and what the figures do not say.
    parts : tuple of Part
        What it tells in running text; where there is some, screens show it and files hold the tables.
    """

    name: str
    stamp: Stamp
    headline: str
    sentences: tuple[str, ...] = ()
    sheets: tuple[Sheet[Any], ...] = ()
    notes: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()

    @property
    def nested(self) -> dict[str, Any]:
        """What stands in JSON beside the sheets, because it is nested."""
        return {}

    def sheet(self, name: str = "") -> Sheet[Any]:
        """Give a sheet by its name; the first where left out.

        Raises
        ------
        InputError
            If there is no such sheet; it names those that there are.
        """
        by_name = sheets_by_name(self.sheets)
        if not by_name:
            raise InputError([Fault(f"{self.name} has no table", "Read its sentences")])
        if name and name not in by_name:
            raise InputError([unknown_name("sheet", name, by_name)])
        return by_name[name] if name else self.sheets[0]

    def __len__(self) -> int:
        return sum(len(sheet) for sheet in self.sheets)

    def __bool__(self) -> bool:
        return True  # an account without a row still has its sentences

"""Accounts as one workbook: what they say first, then a worksheet for each sheet; every cell is a value."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

from dtors_network.accounts.account import Account
from dtors_network.accounts.sheet import Sheet
from dtors_network.accounts.stamp import Stamp
from dtors_network.model.vocabulary import Profile
from dtors_network.out.csv_text import neutral

FOR_HOLDER: Final = "B8370C"
"""Colour of the tab of a worksheet with exact counts."""

LONGEST: Final = 31
"""Letters that a spreadsheet allows in the name of a worksheet."""


def workbook(accounts: Sequence[Account], facts: Mapping[str, str] = MappingProxyType({})) -> bytes:
    """Write accounts as an XLSX workbook.

    Parameters
    ----------
    accounts : sequence of Account
        At least one; their sheets follow each other.
    facts : mapping of str to str
        What repeats it: version, digest of the tables, seed; the last rows of the first worksheet.

    Returns
    -------
    bytes
        The file. Its first worksheet, ``about``, says the area, the period, the reference, the profile and every
        sentence; text never becomes a formula.
    """
    from openpyxl import Workbook

    book = Workbook()
    about = book.active
    about.title = "about"
    for row in [*_about(accounts), *facts.items()]:
        about.append([neutral(cell) for cell in row])
    taken = {"about"}
    for account in accounts:
        for sheet in account.sheets:
            _mark(_add(book, _title(account, sheet, taken), sheet), account.stamp)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _about(accounts: Sequence[Account]) -> list[tuple[str, str]]:
    stamp = accounts[0].stamp
    rows = [
        ("area", f"{stamp.name} ({stamp.area})"),
        ("period", stamp.period),
        ("held against", stamp.reference),
        ("invented", "yes" if stamp.synthetic else "no"),
        ("profile", f"{stamp.profile}: {stamp.profile_title}"),
    ]
    for account in accounts:
        rows.append((account.name, account.headline))
        rows += [("", text) for text in (*account.sentences, *account.notes)]
    return rows


def _title(account: Account, sheet: Sheet[Any], taken: set[str]) -> str:
    """Name a worksheet: letters that a spreadsheet allows, no name twice."""
    wanted = re.sub(r"[\[\]:*?/\\]", " ", f"{account.name} {sheet.name}")[:LONGEST]
    name, at = wanted, 2
    while name.casefold() in taken:
        name, at = f"{wanted[: LONGEST - 3]} {at}", at + 1
    taken.add(name.casefold())
    return name


def _add(book: Any, title: str, sheet: Sheet[Any]) -> Any:
    from openpyxl.styles import Font

    made = book.create_sheet(title)
    made.append(list(sheet.keys))
    for cell in made[1]:
        cell.font = Font(bold=True)
    for row in sheet.rows():
        made.append([("yes" if one else "no") if isinstance(one, bool) else neutral(one) for one in row])
    made.freeze_panes = "A2"
    return made


def _mark(made: Any, stamp: Stamp) -> None:
    """Print on every page of a worksheet whose it is, of when, and how it was made fit for others."""
    made.oddFooter.left.text = f"{stamp.name} · {stamp.period} · {stamp.profile}".replace("&", "&&")
    made.oddHeader.center.text = f"{stamp.profile_title}.".replace("&", "&&")
    if stamp.profile == Profile.NONE.value:
        made.sheet_properties.tabColor = FOR_HOLDER

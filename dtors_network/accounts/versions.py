"""The account of an area's versions: what its files held before each save."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from dtors_network.accounts.account import Account
from dtors_network.accounts.kinds import NUMBER, TEXT
from dtors_network.accounts.sheet import Column, Sheet
from dtors_network.accounts.stamp import stamp_of_none
from dtors_network.area_files.files import unlike
from dtors_network.area_files.versions import WHY, Version
from dtors_network.rounding import counted

Line = tuple[Version, tuple[str, ...]]
"""A version, and the files that differ in what took its place."""

VERSIONS: Final = (
    Column[Line]("version", "Version", NUMBER, lambda row: row[0].number),
    Column[Line]("kept_on", "Kept on", TEXT, lambda row: f"{row[0].kept_on:%Y-%m-%d %H:%M}"),
    Column[Line]("why", "Before", TEXT, lambda row: WHY.get(row[0].why, row[0].why)),
    Column[Line]("by", "By", TEXT, lambda row: row[0].by),
    Column[Line]("files", "What was changed then", TEXT, lambda row: ", ".join(row[1])),
)


def versions_account(path: Path, found: Sequence[Version], now: dict[str, str]) -> Account:
    """Tell the holder of an area which versions of it are kept.

    Parameters
    ----------
    path : Path
        Its folder or workbook.
    found : sequence of Version
        The newest first.
    now : dict of str to str
        The digests of what its files hold now.

    Returns
    -------
    Account
        With the sheet ``versions``.

    Examples
    --------
    >>> versions_account(Path("ours"), (), {}).headline
    'No version of ours is kept: nothing was saved over it.'
    """
    after = [now, *(version.files for version in found)]
    lines = [(one, unlike(one.files, later)) for one, later in zip(found, after, strict=False)]
    many = f"{counted(len(found), 'version')} of {path.name} are kept, the newest first."
    none = f"No version of {path.name} is kept: nothing was saved over it."
    advice = f"Put one back with: dtors-network versions {path} --restore {found[0].number}" if found else ""
    return Account(
        name="versions",
        stamp=stamp_of_none(path.name, ""),
        headline=many.replace(" are ", " is ") if len(found) == 1 else many if found else none,
        sentences=tuple(filter(None, [advice])),
        sheets=(Sheet("versions", "What it held before each save", VERSIONS, lines, none="none"),),
        notes=("Versions hold exact counts. They stay with the holder of the data and are in no file for others.",),
    )

"""The key of an anonymised copy: with its holder, in the area's own folder, and never in the copy."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from dtors_network.area_files.csv_tables import FORMULA, csv_text
from dtors_network.area_files.naming import own_file
from dtors_network.area_files.staging import replace_files
from dtors_network.errors import Fault, InputError
from dtors_network.safe.bounds import bounded_text

KEY_FILE: Final = "anonymised.key.csv"
HEADER: Final = ("kind", "anonymous", "id", "name")


def key_file(area: Path) -> Path:
    """Name the key: in an area's folder, or beside its workbook.

    Examples
    --------
    >>> key_file(Path("ours.xlsx")).name
    'ours.anonymised.key.csv'
    """
    return own_file(area, KEY_FILE)


def read_key(path: Path) -> list[tuple[str, str, str, str]]:
    """Read a key; nothing where there is none yet.

    Raises
    ------
    InputError
        If it was changed so that it cannot be read, or gives one name twice.
    """
    if not path.exists():
        return []
    rows = list(csv.reader(io.StringIO(bounded_text(path).removeprefix("\ufeff"), newline="")))
    if not rows or tuple(rows[0]) != HEADER or any(len(row) != len(HEADER) for row in rows[1:]):
        raise _damaged(path)
    lines = [(*map(_unguarded, row),) for row in rows[1:]]
    if len({line[:2] for line in lines}) < len(lines) or len({(line[0], line[2]) for line in lines}) < len(lines):
        raise _damaged(path)
    return [(kind, anonymous, id_, name) for kind, anonymous, id_, name in lines]


def write_key(path: Path, lines: Sequence[Sequence[str]]) -> None:
    """Write a key that nobody but its owner can read, in place of an earlier one.

    Raises
    ------
    InputError
        If it cannot be written.
    """
    replace_files(path.parent, {path.name: csv_text([HEADER, *lines]).encode("utf-8-sig")})
    if os.name != "nt":
        path.chmod(0o600)


def _damaged(path: Path) -> InputError:
    fix = "Put it back as it was; or move it away, and new names are drawn that no earlier copy has"
    return InputError([Fault("this key was changed, and cannot be read", fix, file=str(path))])


def _unguarded(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and FORMULA.match(cell) else cell

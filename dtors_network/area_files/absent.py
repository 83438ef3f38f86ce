"""Tables that are not there, and what may be them under another name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from dtors_network.area_files.schema import OPTIONAL
from dtors_network.errors import Fault
from dtors_network.model.near import nearest

ABSENT: Final = "this table is missing"


def absences(expected: Mapping[str, str], present: Iterable[str], whole: str, prefix: str = "") -> tuple[Fault, ...]:
    """Ask for each table that is needed and not there, or that seems to be there under another name.

    ``expected`` gives by table the name of its file or sheet; ``whole`` is what the tables are put into, such as "the
    folder"; ``prefix`` stands before a name in a fault.

    >>> expected = {"services": "services.csv", "refusals": "refusals.csv"}
    >>> for fault in absences(expected, ["Services.csv", "notes.txt"], "the folder"):
    ...     print(fault)
    services.csv: this table is missing. Rename 'Services.csv'
    """
    names = {*present}
    meant = {nearest(name, expected.values()): name for name in sorted(names - {*expected.values()})}
    faults = []
    for table, name in expected.items():
        if name not in names and (name in meant or table not in OPTIONAL):
            fix = f"Rename {meant[name]!r}" if name in meant else f"Put {name} into {whole}"
            faults.append(Fault(ABSENT, fix, file=f"{prefix}{name}"))
    return tuple(faults)

"""The upper-tier authorities of England, found by code, former code or name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from dtors_network.errors import Fault, InputError
from dtors_network.model.near import did_you_mean
from dtors_network.model.same_name import same_name
from dtors_network.safe.csv_reading import Record, read_records
from dtors_network.shipped import data_path

_WORD: Final = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """One authority.

    Attributes
    ----------
    code, name, region : str
        Its code of nine characters, in use from April 2026, its name and its region.
    also_known_as : tuple of str
        Other names.
    reports_with : str
        The code of the authority with which figures on treatment count it; blank for itself.
    former_codes : tuple of str
        Codes that it, or the authorities that it came from, had before.
    neighbours : tuple of str
        The codes of its statistical neighbours, nearest first; see ``MODEL``.
    """

    code: str
    name: str
    region: str
    also_known_as: tuple[str, ...] = ()
    reports_with: str = ""
    former_codes: tuple[str, ...] = ()
    neighbours: tuple[str, ...] = ()


@cache
def authorities() -> tuple[Authority, ...]:
    """List the authorities, by name; read once a process.

    Returns
    -------
    tuple of Authority
        Those of 2026.

    Examples
    --------
    >>> len(authorities()), authorities()[0].name
    (153, 'Barking and Dagenham')
    """
    former, near = _by_code("code_changes", "code", "former_code"), _by_code("neighbours", "code", "neighbour")
    return tuple(
        Authority(
            code=row.text("code"),
            name=row.text("name"),
            region=row.text("region"),
            also_known_as=tuple(filter(None, row.text("also_known_as").split(";"))),
            reports_with=row.text("reports_with"),
            former_codes=former.get(row.text("code"), ()),
            neighbours=near.get(row.text("code"), ()),
        )
        for row in _rows("authorities", "code", "name", "region", "also_known_as", "reports_with")
    )


def find_authority(text: str) -> Authority:
    """Find an authority by its code, a former code that one authority took over, its name or another name.

    Parameters
    ----------
    text : str
        What the user or a file says.

    Returns
    -------
    Authority
        The one that is meant.

    Raises
    ------
    InputError
        If there is none, or a former code belongs to several.

    Examples
    --------
    >>> find_authority("E08000019").code, find_authority("leeds city council").name
    ('E08000039', 'Leeds')
    """
    wanted = same_name(text)
    found = [one for one in authorities() if wanted in (same_name(one.code), same_name(one.name))]
    found = found or [one for one in authorities() if wanted in _other_names(one)]
    found = found or [one for one in authorities() if is_called(one, text)]
    if len(found) == 1:
        return found[0]
    if found:
        names = " and ".join(one.name for one in found)
        raise InputError([Fault(f"this authority became {names}", "Name one of them", value=text)])
    names_known = [one.name for one in authorities()]
    fix = did_you_mean(text.strip(), names_known).partition("Known:")[0].strip() or "Name an upper-tier authority"
    raise InputError([Fault("there is no such authority in England", fix, value=text)])


def is_called(one: Authority, text: str) -> bool:
    """Say whether a text names an authority, in whatever order its words stand.

    Examples
    --------
    >>> is_called(find_authority("E06000023"), "Bristol, City of"), is_called(find_authority("Kent"), "Kent Road")
    (True, False)
    """
    return _words(text) in {_words(name) for name in (one.name, *one.also_known_as)}


def _words(text: str) -> tuple[str, ...]:
    return tuple(sorted(_WORD.findall(same_name(text).replace("&", " and "))))


def _other_names(one: Authority) -> list[str]:
    return [same_name(name) for name in (*one.also_known_as, *one.former_codes)]


def _by_code(name: str, key: str, value: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for row in _rows(name, key, value):
        found.setdefault(row.text(key), []).append(row.text(value))
    return {code: tuple(values) for code, values in found.items()}


def _rows(name: str, *columns: str) -> list[Record]:
    faults: list[Fault] = []
    rows = list(read_records(data_path() / "geography" / f"{name}.csv", columns, faults))
    if faults:
        raise InputError(faults)
    return rows

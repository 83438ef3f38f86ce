"""A protected area under other names: what it says of links and counts stays, and nothing in it names a place."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, Final

from dtors_network.area_files.codebook_yaml import shipped_codebook
from dtors_network.area_files.content import is_shipped
from dtors_network.errors import Fault, InputError
from dtors_network.model.area import COLUMNS, ENDS, ROW_TYPES, Area, Origin, Row
from dtors_network.model.column import Kind
from dtors_network.model.sharing import refuse_exact

LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
KINDS: Final = ("area", "organisation", "service")
"""What is named otherwise, as the key calls it."""

LEFT_OUT: Final = ("actions", "contacts", "rounds", "asked")
"""Tables of free text, of who can be rung, and of whom was asked, which are left out whole."""


@dataclass(frozen=True, slots=True)
class KeyLine:
    """One line of the key: what something is called in the copy, and what it is."""

    kind: str
    anonymous: str
    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Anonymous:
    """A copy under other names, and the key to it, which never goes with it."""

    area: Area
    key: tuple[KeyLine, ...]


def anonymous(shown: Area, before: Iterable[KeyLine] = ()) -> Anonymous:
    """Name services, organisations and the area by letters, and leave out every free text and every place.

    Parameters
    ----------
    shown : Area
        What ``protect`` gave, with a profile of blocks.
    before : iterable of KeyLine
        The key of an earlier copy: what it names keeps its letter.

    Returns
    -------
    Anonymous
        Letters are drawn, so that they follow no order of names; rows stand in the order of the new names. Left out are
        actions, contacts, all notes, unknown columns, codes of the authority and the region, who commissions an
        organisation and when its contract ends.

    Raises
    ------
    InputError
        If it is for the holder alone (profile ``none``), or uses codes or a reference of its own, whose words may name
        a place.
    UnprotectedError
        If the area never passed ``protect``.

    Examples
    --------
    >>> from dtors_network.disclosure import protect
    >>> from dtors_network.examples import small_area
    >>> made = anonymous(protect(small_area()))
    >>> made.area.name, [row.name for row in made.area.services]
    ('Area A', ['Service A', 'Service B', 'Service C', 'Service D'])
    """
    refuse_exact(shown)
    faults = [*_own_words(shown)]
    if faults:
        raise InputError(faults)
    key = tuple(_key(shown, tuple(before)))
    ids = {(line.kind, line.id): line.anonymous for line in key}
    rows: dict[str, Any] = {name: _renamed(name, getattr(shown, name), ids) for name in ROW_TYPES}
    bare: dict[str, Any] = {"gss_code": "", "region": "", "counts_note": "", "note": "", "extra": (), "released": ()}
    tables = (shown.tables | ({"organisations"} if shown.organisations else set())) - set(LEFT_OUT)
    area = replace(
        shown, id=_id(key[0]), name=key[0].anonymous, codebook=shipped_codebook(), tables=tables, **bare, **rows
    )
    return Anonymous(area, key)


def _key(shown: Area, before: Sequence[KeyLine]) -> Iterator[KeyLine]:
    """Give a letter to the area, each organisation and each service; the area comes first."""
    named = {
        "area": {shown.id: shown.name},
        "organisation": dict.fromkeys((row.organisation for row in shown.services if row.organisation), "")
        | {row.organisation: row.name for row in shown.organisations},
        "service": {row.service: row.name for row in shown.services},
    }
    known = {(line.kind, line.id): line.anonymous for line in before}
    for kind in KINDS:
        taken = {line.anonymous for line in before if line.kind == kind}
        free = (one for at in range(len(named[kind]) + len(taken)) if (one := _called(kind, at)) not in taken)
        order = list(named[kind].items())
        secrets.SystemRandom().shuffle(order)
        for id_, name in order:
            yield KeyLine(kind, known.get((kind, id_)) or next(free), id_, name)


def _called(kind: str, at: int) -> str:
    """Name something by letters: A to Z, then AA and so on.

    Examples
    --------
    >>> _called("service", 0), _called("service", 27)
    ('Service A', 'Service AB')
    """
    letters, at = "", at + 1
    while at:
        at, letter = divmod(at - 1, len(LETTERS))
        letters = LETTERS[letter] + letters
    return f"{kind.capitalize()} {letters}"


def _id(line: KeyLine) -> str:
    return _as_id(line.anonymous)


def _as_id(name: str) -> str:
    return name.casefold().replace(" ", "_")


def _renamed(table: str, rows: Sequence[Any], ids: Mapping[tuple[str, str], str]) -> tuple[Any, ...]:
    """Give the rows of a table under new names, without free text, in the order of the new names."""
    if table in LEFT_OUT:
        return ()
    made = [_without_text(table, _under(table, row, ids)) for row in rows]
    made.sort(key=repr)
    return tuple(replace(row, origin=Origin(table, at)) for at, row in enumerate(made, start=2))


def _under(table: str, row: Any, ids: Mapping[tuple[str, str], str]) -> Any:
    ends = {end: getattr(row, end) for end in ENDS.get(table, ())}
    changed = {end: _as_id(ids["service", id_]) for end, id_ in ends.items() if id_}
    if table in ("services", "organisations"):
        kind = table.removesuffix("s")
        name = ids[kind, getattr(row, kind)]
        changed |= {kind: _as_id(name), "name": name}
    if table == "services" and row.organisation:
        changed["organisation"] = _as_id(ids["organisation", row.organisation])
    return replace(row, **changed, extra=(), origin=None)


def _without_text(table: str, row: Row) -> Row:
    """Leave out every cell of free text, and the day on which a contract ends; pseudonyms of the door stay."""
    kept = {"name", "reporter"}
    texts = {column.name for column in COLUMNS[table] if column.kind is Kind.TEXT} - kept
    blank: dict[str, Any] = {name: "" for name in texts}
    if table == "organisations":
        blank["contract_end"] = None
    return replace(row, **blank)


def _own_words(shown: Area) -> Iterator[Fault]:
    """Find codes and a reference of the user's own: what they are called may name a place."""
    if not is_shipped(shown.pathway):
        fix = "Hold it against a shipped one: --pathway partnership_2022"
        yield Fault("this reference is one of your own, and its words may name a place", fix, value=shown.pathway.id)
    shipped = shipped_codebook()
    known = {
        one.code
        for entries in (getattr(shipped, field.name) for field in fields(shipped))
        if isinstance(entries, tuple)
        for one in entries
    }
    used = dict.fromkeys(code for table in ROW_TYPES for row in getattr(shown, table) for code in _codes(table, row))
    for code in used:
        if code not in known:
            fix = "Give the shipped code that comes nearest, or take out the rows of this one"
            yield Fault("this code is one of your own, and its words may name a place", fix, value=code)


def _codes(table: str, row: Row) -> Iterator[str]:
    for column in COLUMNS[table]:
        if not column.codebook:
            continue
        value = getattr(row, column.name)
        yield from value if isinstance(value, tuple) else [value] if value else []
    yield from (group for group, _ in getattr(row, "accepts", ()))

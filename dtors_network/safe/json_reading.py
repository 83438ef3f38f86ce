"""JSON from strangers: neither deeper nor larger than a real file would be."""

from __future__ import annotations

import json
from typing import Any, Final, NoReturn

from dtors_network.errors import Fault, InputError
from dtors_network.safe.text import decode

LARGEST_JSON: Final = 30_000_000
"""Bytes of one document."""
MOST_CONTAINERS: Final = 500_000
MOST_COMMAS: Final = 2_000_000
DEEPEST: Final = 100

_SMALLER: Final = "Ask the directory for fewer records a page, and give the pages one by one"
_AGAIN: Final = "Download it again from where it came"


def parse_json(raw: bytes, name: str) -> Any:
    """Parse a JSON document.

    Parameters
    ----------
    raw : bytes
        The document, in UTF-8 with or without a mark.
    name : str
        Its file, for the fault.

    Returns
    -------
    object
        Dicts, lists, text, numbers, truth values and None.

    Raises
    ------
    InputError
        If it is not whole JSON, or is out of bounds.

    Examples
    --------
    >>> parse_json(b'{"id": "007"}', "service.json")
    {'id': '007'}
    >>> try:
    ...     parse_json(b'{"id": ', "service.json")
    ... except InputError as error:
    ...     print(error)
    service.json, row 1: this is not whole JSON: Expecting value. Download it again from where it came
    """
    if len(raw) > LARGEST_JSON:
        _fail(name, f"this JSON is larger than {LARGEST_JSON:,} bytes", _SMALLER)
    if raw.count(b"[") + raw.count(b"{") > MOST_CONTAINERS or raw.count(b",") > MOST_COMMAS:
        _fail(name, f"this JSON holds more than {MOST_CONTAINERS:,} records", _SMALLER)
    try:
        found = json.loads(decode(raw, name))
    except json.JSONDecodeError as error:
        _fail(name, f"this is not whole JSON: {error.msg}", _AGAIN, error.lineno)
    except (RecursionError, ValueError):
        _too_deep(name)
    if _deeper_than(found, DEEPEST):
        _too_deep(name)
    return found


def _deeper_than(value: Any, most: int) -> bool:
    """Go down level by level, so that nothing is called deeper than the document is."""
    level = [value]
    for _ in range(most):
        level = [part for item in level if isinstance(item, dict | list) for part in _parts(item)]
        if not level:
            return False
    return True


def _parts(item: dict[str, Any] | list[Any]) -> list[Any]:
    return list(item.values()) if isinstance(item, dict) else item


def _too_deep(name: str) -> NoReturn:
    problem = f"this JSON is nested more than {DEEPEST} levels deep, or holds a number that nobody would write"
    _fail(name, problem, "Do not use this file")


def _fail(name: str, problem: str, fix: str, row: int | None = None) -> NoReturn:
    raise InputError([Fault(problem, fix, file=name, row=row)])

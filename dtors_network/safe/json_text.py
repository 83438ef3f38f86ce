"""JSON from anybody: bounded, with every number as the text that was written."""

from __future__ import annotations

import json
from typing import Any, Final, NoReturn

from dtors_network.errors import Fault, InputError

LARGEST_JSON: Final = 10_000_000
DEEPEST: Final = 50
"""Lists and objects inside each other; no network file needs ten."""


def parse_json(text: str, file: str) -> Any:
    """Parse JSON; numbers stay text, so that 1.50 and a long id stay what they are.

    Parameters
    ----------
    text : str
        The text.
    file : str
        The file's name, for the faults.

    Returns
    -------
    object
        Lists, dicts, text, True, False and None.

    Raises
    ------
    InputError
        If it is too large, nested too deep, or no JSON.

    Examples
    --------
    >>> parse_json('{"places": 1.50}', "map.json")
    {'places': '1.50'}
    """
    if len(text) > LARGEST_JSON:
        _fail(file, f"this JSON is larger than {LARGEST_JSON:,} characters", "Export fewer attributes")
    deep = False
    try:
        value = json.loads(text, parse_int=str, parse_float=str, parse_constant=str)
        deep = isinstance(value, dict | list) and _is_deep(value)
    except json.JSONDecodeError as error:
        _fail(file, f"this is not JSON: {error.msg}", "Export the file again", error.lineno)
    except RecursionError:
        deep = True
    if deep:
        _fail(file, f"this JSON is nested more than {DEEPEST} deep", "Export the network without what is nested")
    return value


def json_text(value: Any) -> str:
    """Give a value of JSON as the text of a cell; lists and objects stay JSON.

    Examples
    --------
    >>> json_text(True), json_text(None), json_text(["a", "1"])
    ('true', '', '["a", "1"]')
    """
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    return json.dumps(value, ensure_ascii=False)


def _is_deep(value: Any) -> bool:
    """Say whether lists and objects lie too deep inside each other, one level after the other."""
    level = [value]
    for _ in range(DEEPEST):
        inner = (one.values() if isinstance(one, dict) else one for one in level)
        level = [child for children in inner for child in children if isinstance(child, dict | list)]
        if not level:
            return False
    return True


def _fail(file: str, problem: str, fix: str, row: int | None = None) -> NoReturn:
    raise InputError([Fault(problem, fix, file=file, row=row)])


def number(text: str) -> int | float:
    """Give a number as JSON is to write it.

    Examples
    --------
    >>> number("3"), number("3.5")
    (3, 3.5)
    """
    return int(text) if text.isdigit() else float(text)

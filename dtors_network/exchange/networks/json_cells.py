"""Values of JSON as the text of cells, and numbers back again."""

from __future__ import annotations

import json
from collections.abc import Mapping, Set
from typing import Any


def json_text(value: Any) -> str:
    """Give a value of JSON as the text of a cell; lists and objects stay JSON.

    >>> json_text(True), json_text(None), json_text(["a", "1"])
    ('true', '', '["a", "1"]')
    """
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    return json.dumps(value, ensure_ascii=False)


def number(text: str) -> int | float:
    """Give a number as JSON is to write it.

    >>> number("3"), number("3.5")
    (3, 3.5)
    """
    return int(text) if text.isdigit() else float(text)


def length(value: Any) -> int:
    """Count what a list of JSON holds; anything else holds nothing.

    >>> length([1, 2]), length({"a": 1}), length(None)
    (2, 0, 0)
    """
    return len(value) if isinstance(value, list) else 0


def with_numbers(attributes: Mapping[str, str], numbers: Set[str]) -> dict[str, Any]:
    """Give attributes as JSON is to write them: those that are numbers as numbers.

    >>> with_numbers({"places": "3", "name": "7"}, {"places"})
    {'places': 3, 'name': '7'}
    """
    return {name: number(text) if name in numbers else text for name, text in attributes.items()}

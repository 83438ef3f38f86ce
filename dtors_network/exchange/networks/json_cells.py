"""Values of JSON as the text of cells, and numbers back again."""

from __future__ import annotations

import json
from typing import Any


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


def number(text: str) -> int | float:
    """Give a number as JSON is to write it.

    Examples
    --------
    >>> number("3"), number("3.5")
    (3, 3.5)
    """
    return int(text) if text.isdigit() else float(text)

"""A list of codes in one cell, however a program writes lists."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection
from typing import Final

_SEPARATORS: Final = (";", "|", ",")


def code_list(text: str, code_of: Callable[[str], str], codes: Collection[str]) -> str:
    """Give a list of codes as an area writes it, with semicolons.

    Read as GEXF (``[a, b]``), JSON (``["a", "b"]``), Kumu and Gephi (``a|b``) or an area (``a;b``) write it; a text
    that is no list is given back, so that its fault shows what the file says.

    >>> codes = ("psychosocial", "aftercare")
    >>> code_list("[psychosocial, aftercare]", str, codes), code_list("psychosocial|swimming", str, codes)
    ('psychosocial;aftercare', 'psychosocial;swimming')
    >>> code_list("Talk, then aftercare", str, codes)
    'Talk, then aftercare'
    """
    words = _of_json(text)
    if words is None:
        inner = text.strip()
        listed = inner.startswith("[") and inner.endswith("]")
        inner = inner[1:-1] if listed else inner
        mark = next((one for one in _SEPARATORS if one in inner), "")
        words = [word.strip() for word in (inner.split(mark) if mark else [inner])]
        if mark == "," and not listed and not all(code_of(word) in codes for word in words):
            return text
    return ";".join(code_of(word) for word in words if word)


def _of_json(text: str) -> list[str] | None:
    if not text.lstrip().startswith("["):
        return None
    try:
        words = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return [str(word).strip() for word in words] if isinstance(words, list) else None

"""Words as a key or a value of YAML may be written, so that a hint can be copied into a file."""

from __future__ import annotations

import json
import re
from typing import Final

_PLAIN: Final = re.compile(r"[^\W\d_][\w.-]*( [\w.-]+)*")
_NOT_TEXT: Final = frozenset({"null", "~"})


def yaml_word(word: str) -> str:
    """Write a word so that YAML reads the same word, inside brackets too.

    Parameters
    ----------
    word : str
        Any text.

    Returns
    -------
    str
        The word itself, or in double quotes where YAML would read something else.

    Examples
    --------
    >>> print(yaml_word("GP surgery"), yaml_word("[a, b]"), yaml_word("null"))
    GP surgery "[a, b]" "null"
    """
    if _PLAIN.fullmatch(word) and word.lower() not in _NOT_TEXT and " -" not in word:
        return word
    return json.dumps(word, ensure_ascii=not word.isprintable())

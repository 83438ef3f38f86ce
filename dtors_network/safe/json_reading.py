"""JSON from strangers: neither deeper nor larger than a real file would be."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Final, NoReturn

from dtors_network.errors import refuse
from dtors_network.safe.text import decode


@dataclass(frozen=True, slots=True, kw_only=True)
class JsonBounds:
    """How large a JSON document of one kind may be.

    Attributes
    ----------
    largest : int
        Bytes of one document.
    deepest : int
        Lists and objects inside each other.
    containers, commas : int
        Lists and objects, and what stands in them; both are at most what ``largest`` holds.
    exact : bool
        True where every number is given as the text that was written, so that 1.50 and a long id stay what they are.
    smaller, again : str
        What to do about one that is too large, and about one that is not whole.
    """

    largest: int
    deepest: int
    containers: int
    commas: int
    exact: bool = False
    smaller: str
    again: str


DIRECTORY: Final = JsonBounds(
    largest=30_000_000,
    deepest=100,
    containers=500_000,
    commas=2_000_000,
    smaller="Ask the directory for fewer records a page, and give the pages one by one",
    again="Download it again from where it came",
)
NETWORK: Final = JsonBounds(
    largest=10_000_000,
    deepest=50,  # no network file needs ten
    containers=10_000_000,
    commas=10_000_000,
    exact=True,
    smaller="Export fewer attributes",
    again="Export the file again",
)


def parse_json(raw: bytes | str, name: str, bounds: JsonBounds = DIRECTORY) -> Any:
    """Parse a JSON document.

    Parameters
    ----------
    raw : bytes or str
        The document; bytes are UTF-8 with or without a mark.
    name : str
        Its file, for the fault.
    bounds : JsonBounds
        How large it may be; those of a directory where left out.

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
    >>> parse_json(b'{"id": "007", "places": 1.50}', "service.json")
    {'id': '007', 'places': 1.5}
    >>> parse_json('{"places": 1.50}', "map.json", NETWORK)
    {'places': '1.50'}
    >>> from dtors_network.errors import InputError
    >>> try:
    ...     parse_json(b'{"id": ', "service.json")
    ... except InputError as error:
    ...     print(error)
    service.json, row 1: this is not whole JSON: Expecting value. Download it again from where it came
    """
    if len(raw) > bounds.largest:
        refuse(name, f"this JSON is larger than {bounds.largest:,} bytes", bounds.smaller)
    text = raw if isinstance(raw, str) else decode(raw, name)
    if text.count("[") + text.count("{") > bounds.containers or text.count(",") > bounds.commas:
        refuse(name, f"this JSON holds more than {bounds.containers:,} records", bounds.smaller)
    try:
        found = json.loads(text, **(_EXACT if bounds.exact else {}))
    except json.JSONDecodeError as error:
        refuse(name, f"this is not whole JSON: {error.msg}", bounds.again, error.lineno)
    except RecursionError:
        _too_deep(name, bounds)
    except ValueError:
        refuse(name, "this JSON holds a number that nobody would write", "Do not use this file")
    if _deeper_than(found, bounds.deepest):
        _too_deep(name, bounds)
    return found


_EXACT: Final[dict[str, Any]] = {"parse_int": str, "parse_float": str, "parse_constant": str}


def _deeper_than(value: Any, most: int) -> bool:
    """Go down level by level, so that nothing is called deeper than the document is."""
    level = [value] if isinstance(value, dict | list) else []
    for _ in range(most):
        level = [part for item in level for part in _parts(item) if isinstance(part, dict | list)]
        if not level:
            return False
    return True


def _parts(item: dict[str, Any] | list[Any]) -> list[Any]:
    return list(item.values()) if isinstance(item, dict) else item


def _too_deep(name: str, bounds: JsonBounds) -> NoReturn:
    refuse(name, f"this JSON is nested more than {bounds.deepest} levels deep", "Do not use this file")

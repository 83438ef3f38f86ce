"""Whether what a client sends is a callback of this dashboard: its form, before anything is done with it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, Final

DEEPEST: Final = 20
"""Lists and objects within one another; the pages send three."""


def read_body(data: bytes) -> object:
    """Read what was sent as JSON; what cannot be read, or is nested beyond reason, is nothing."""
    try:
        body: object = json.loads(data)
    except (ValueError, RecursionError):
        return None
    level = [body]
    for _ in range(DEEPEST):
        level = [one for many in level if isinstance(many, list | dict) for one in _within(many)]
    return None if level else body


def _within(many: list[Any] | dict[str, Any]) -> Iterable[Any]:
    return many.values() if isinstance(many, dict) else many


def is_callback(body: object, callbacks: Mapping[str, Mapping[str, Any]]) -> bool:
    """Tell whether a request names a callback, and gives what that callback is given.

    The body is what was sent, read as JSON; the callbacks are as Dash keeps them, by their outputs.

    >>> known = {"a.b": {"callback": print, "inputs": [{"id": "c", "property": "d"}], "state": []}}
    >>> sent = {"output": "a.b", "outputs": {"id": "a", "property": "b"}, "inputs": [{"id": "c", "property": "d"}]}
    >>> is_callback(sent, known), is_callback({**sent, "inputs": []}, known), is_callback("a.b", known)
    (True, False, False)
    """
    if not isinstance(body, dict) or not isinstance(body.get("output"), str):
        return False
    callback = callbacks.get(body["output"], {})
    return (
        "callback" in callback
        and _is_texts(body.get("changedPropIds", []))
        and all(
            _fits(body.get(name, []), callback[declared])
            for name, declared in (("inputs", "inputs"), ("state", "state"))
        )
        and _is_outputs(body.get("outputs"), body["output"])
    )


def _is_texts(given: object) -> bool:
    return isinstance(given, list) and all(isinstance(one, str) for one in given)


def _fits(given: object, declared: list[dict[str, Any]]) -> bool:
    """Tell whether values are given for what is declared, one for one; of a pattern as many as there are."""
    if not isinstance(given, list) or len(given) != len(declared):
        return False
    return all(_is_one(one, of) for one, of in zip(given, declared, strict=True))


def _is_one(given: object, declared: dict[str, Any]) -> bool:
    pattern = _pattern(declared["id"])
    if any(part in (["ALL"], ["ALLSMALLER"]) for part in pattern.values()):
        return isinstance(given, list) and all(_is_value(one, declared, pattern) for one in given)
    return _is_value(given, declared, pattern)


def _is_value(given: object, declared: dict[str, Any], pattern: dict[str, Any]) -> bool:
    if not isinstance(given, dict) or given.get("property") != declared["property"]:
        return False
    id_ = given.get("id")
    if not pattern:
        return bool(id_ == declared["id"])
    return (
        isinstance(id_, dict)
        and id_.keys() == pattern.keys()
        and all(isinstance(one, str | int) for one in id_.values())
    )


def _pattern(id_: str) -> dict[str, Any]:
    """Read the id of a pattern; the id of a single component has no parts."""
    return dict(json.loads(id_)) if id_.startswith("{") else {}


def _is_outputs(given: object, output: str) -> bool:
    """Tell whether the outputs are components: one, or as many as the name of the callback tells."""
    if not output.startswith(".."):
        return _is_component(given)
    return isinstance(given, list) and len(given) == output.count("...") + 1 and all(map(_is_component, given))


def _is_component(given: object) -> bool:
    if isinstance(given, list):
        return all(isinstance(one, dict) and _is_component(one) for one in given)
    return (
        isinstance(given, dict) and isinstance(given.get("id"), str | dict) and isinstance(given.get("property"), str)
    )

"""Answers that were saved from a form as a web page: a small file of JSON."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

from dtors_network.errors import Fault, InputError, refuse
from dtors_network.rounds.reading import Raw, RawRow
from dtors_network.safe.json_reading import JsonBounds, parse_json

KIND: Final = "dtors-network answers"
_FIELDS: Final = ("answer", "agreement", "barrier", "note")
_ABOUT: Final = ("role", "number", "state", "day")
BOUNDS: Final = JsonBounds(
    largest=2_000_000,
    deepest=5,
    containers=10_000,
    commas=50_000,
    smaller="Save the answers again from the form",
    again="Save the answers again from the form",
)


def raw_of_json(content: bytes, name: str) -> Raw:
    """Read what a file of saved answers holds.

    Parameters
    ----------
    content : bytes
        The file.
    name : str
        Its name, for faults.

    Returns
    -------
    Raw
        One row a question that was answered.

    Raises
    ------
    InputError
        If it is no file of answers.

    Examples
    --------
    >>> text = b'{"kind": "dtors-network answers", "area": "a", "form": "F1", "answers": {"Q1": {"answer": "yes"}}}'
    >>> raw = raw_of_json(text, "a.json")
    >>> raw.form, raw.rows[0].cells["answer"]
    ('F1', 'yes')
    """
    made = parse_json(content, name, BOUNDS)
    if not isinstance(made, Mapping) or made.get("kind") != KIND:
        refuse(name, "this is no file of answers", "Open the form, and press Save my answers")
    about, answers, others = (_mapping(made, key, name) for key in ("about", "answers", "others"))
    faults: list[Fault] = []

    def row(id_: str, cells: Mapping[str, Any]) -> RawRow:
        return RawRow(id_, {key: _word(cells[key], id_, name, faults) for key in _FIELDS if key in cells})

    rows = [row(f"about.{key}", {"answer": about[key]}) for key in _ABOUT if key in about]
    rows += [row(str(id_), one if isinstance(one, Mapping) else {"answer": one}) for id_, one in answers.items()]
    rows += [row(f"spare.{part}", {"answer": one}) for part, names in others.items() for one in _list(names)]
    return Raw(
        file=name, area=str(made.get("area", "")), form=str(made.get("form", "")), rows=tuple(rows),
        moment=_moment(str(made.get("saved", "")), name), faults=tuple(faults),
    )  # fmt: skip


def _mapping(made: Mapping[str, Any], key: str, name: str) -> Mapping[str, Any]:
    found = made.get(key, {})
    if not isinstance(found, Mapping):
        refuse(name, f"{key} is no list of answers", "Save the answers again from the form")
    return found


def _list(names: Any) -> list[Any]:
    return names if isinstance(names, list) else [names]


def _word(value: Any, id_: str, name: str, faults: list[Fault]) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    faults.append(Fault("this answer is no text", "Save the answers again from the form", name, None, id_, str(value)))
    return ""


def _moment(text: str, name: str) -> datetime | None:
    if not text:
        return None
    try:
        when = datetime.fromisoformat(text)
    except ValueError:
        fix = "Save the answers again from the form"
        raise InputError([Fault("this is no time", fix, file=name, column="saved", value=text)]) from None
    return when.astimezone(UTC).replace(tzinfo=None) if when.tzinfo else when

"""Read the published figures that counted gaps are held against: the shipped ones, or a user's own."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

from dtors_network.formats.yaml_fields import Fields
from dtors_network.model.comparator import Comparator
from dtors_network.shipped import data_path

SCOPES: Final = {
    "lost_between": (),
    "long_wait": ("first", "later"),
    "transition_loss": (),
    "overloaded": ("caseload", "places"),
}
"""What a comparator of each rule can be about."""


@cache
def shipped_comparators() -> tuple[Comparator, ...]:
    """Read the published figures that come with the project; once a process.

    Returns
    -------
    tuple of Comparator
        Each with its source and date.

    Examples
    --------
    >>> [one.value for one in shipped_comparators() if one.id == "continuity_2023_24"]
    [0.53]
    """
    return read_comparators(data_path() / "comparators.yaml")


def read_comparators(path: Path) -> tuple[Comparator, ...]:
    """Read a file of figures.

    Parameters
    ----------
    path : Path
        A YAML file with a mapping ``comparators``: by name, each with rule, value, what, source and dated, and where
        it applies scope, period_start and period_end.

    Returns
    -------
    tuple of Comparator
        In the order of the file.

    Raises
    ------
    InputError
        With every fault of the file.

    Examples
    --------
    >>> len(read_comparators(data_path() / "comparators.yaml")) > 5
    True
    """
    fields = Fields.of_file(path)
    found = tuple(_comparator(id_, item) for id_, item in fields.items("comparators"))
    fields.finish()
    fields.settle()
    return found


def _comparator(id_: str, fields: Fields) -> Comparator:
    rule = fields.choice("rule", SCOPES) or ""
    scope = fields.text("scope", "")
    if scope and SCOPES.get(rule):
        fields.check("scope", (scope,), SCOPES[rule])
    read = Comparator(
        id=id_,
        rule=rule,
        scope=scope,
        value=_number(fields, "value"),
        what=fields.text("what"),
        source=fields.text("source"),
        dated=fields.text("dated"),
        period_start=_day(fields, "period_start"),
        period_end=_day(fields, "period_end"),
    )
    fields.finish()
    return read


def _number(fields: Fields, key: str) -> float:
    text = fields.text(key)
    try:
        number = float(text)
    except ValueError:
        number = -1.0
    if text and not 0 <= number <= 1000:
        fields.note(
            key, "this is not a number from 0 to 1000", "Write a share such as 0.43, or a ratio such as 40", text
        )
    return number


def _day(fields: Fields, key: str) -> date | None:
    text = fields.text(key, "")
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        fields.note(key, "this is not a date", "Write it as 2024-03-31", text)
        return None

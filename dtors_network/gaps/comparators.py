"""Read the published figures that counted gaps are held against: the shipped ones, or a user's own."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

from dtors_network.area_files.codebook_yaml import shipped_codebook
from dtors_network.gaps.registry import RULES
from dtors_network.gaps.rule import HeldAgainst
from dtors_network.model.comparator import Comparator
from dtors_network.model.vocabulary import Stage
from dtors_network.safe.yaml_fields import Fields
from dtors_network.shipped import data_path

PERIOD: Final = ("period_start", "period_end")


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

    A YAML file with a mapping ``comparators``: by name, each with rule, value, what, source and dated, and where it
    applies scope, period_start and period_end. For ``lost_between`` a blank scope stands for all stages between which
    no other figure speaks.

    >>> len(read_comparators(data_path() / "comparators.yaml")) > 5
    True
    """
    fields = Fields.of_file(path)
    found = tuple(_comparator(id_, item) for id_, item in fields.items("comparators"))
    fields.finish()
    if not found and not fields.faults:
        fields.note("comparators", "there is no figure", "Write at least one below comparators:")
    fields.settle()
    return found


def _comparator(id_: str, fields: Fields) -> Comparator:
    known = {code: rule.held_against for code, rule in RULES.items() if rule.held_against}
    rule = fields.choice("rule", known) or ""
    held = known.get(rule)
    start, end = _period(fields)
    read = Comparator(
        id=id_,
        rule=rule,
        scope=_scope(fields, rule, held),
        value=_value(fields, held),
        what=fields.text("what"),
        source=fields.text("source"),
        dated=fields.text("dated"),
        period_start=start,
        period_end=end,
    )
    fields.finish()
    return read


def _scope(fields: Fields, rule: str, held: HeldAgainst | None) -> str:
    scope = fields.text("scope", "")
    if held and scope not in held.scopes and not (held.between_places and _joins_places(scope)):
        fields.note("scope", f"this is nothing that {rule} counts", _scopes(held), scope)
    return scope


def _joins_places(scope: str) -> bool:
    ends = scope.split(">")
    return len(ends) == 2 and set(ends) <= set(_places())


def _places() -> tuple[str, ...]:
    """Name what people are lost between: stages, and of ways in their types."""
    ways_in = shipped_codebook().types_of(Stage.ROUTES_IN)
    return (*ways_in, *(stage.value for stage in Stage if stage is not Stage.ROUTES_IN))


def _scopes(held: HeldAgainst) -> str:
    """Say what may stand as a scope."""
    if held.between_places:
        return f"Leave it blank, or join two of these by >: {', '.join(_places())}"
    return f"Known: {', '.join(held.scopes)}" if all(held.scopes) else "Leave it blank"


def _value(fields: Fields, held: HeldAgainst | None) -> float:
    text = fields.text("value")
    try:
        number = float(text)
    except ValueError:
        number = -1.0
    if text and held and held.is_ratio and not 0 <= number <= 1000:
        fields.note("value", "this is not a number from 0 to 1000", "Write a ratio such as 40", text)
    elif text and held and not held.is_ratio and not 0 <= number <= 1:
        fields.note("value", "this is not a share from 0 to 1", "Write 0.43 for 43 %", text)
    return number


def _period(fields: Fields) -> tuple[date | None, date | None]:
    start, end = (_day(fields, key) for key in PERIOD)
    blank = [key for key in PERIOD if not fields.mapping.get(key)]
    if len(blank) == 1:
        fields.note(blank[0], "this may not be blank, since a period has a start and an end", "Give both or neither")
    if start and end and end < start:
        fields.note("period_end", "the period ends before it starts", "Correct one of the two", end.isoformat())
    return start, end


def _day(fields: Fields, key: str) -> date | None:
    text = fields.text(key, "")
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        fields.note(key, "this is not a date", "Write it as 2024-03-31", text)
        return None

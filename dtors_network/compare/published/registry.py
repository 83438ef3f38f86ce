"""Read the registry of published indicators, ``data/published.yaml``."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

from dtors_network.compare.figure import Direction
from dtors_network.compare.indicators.registry import INDICATORS
from dtors_network.compare.published.conditions import CONDITIONS
from dtors_network.compare.published.indicator import Published, PublishedFigure, Read, Unit
from dtors_network.safe.yaml_fields import Fields
from dtors_network.safe.yaml_reading import YamlText
from dtors_network.shipped import data_path

DIRECTIONS: Final = {
    "higher": Direction.HIGHER,
    "lower": Direction.LOWER,
    "neither": Direction.NEITHER,
}


@cache
def published_indicators() -> tuple[Published, ...]:
    """Read the registry that comes with the project; once a process.

    Examples
    --------
    >>> [one.ids for one in published_indicators()][0]
    ('92544',)
    """
    return read_registry(data_path() / "published.yaml")


def read_registry(path: Path | YamlText) -> tuple[Published, ...]:
    """Read a registry of published indicators.

    A YAML file with a mapping ``published``, in its order. Refused too where one is called equal whose definition was
    not read, or two have one id.
    """
    fields = Fields.of_file(path)
    found = [_published(code, item) for code, item in fields.items("published")]
    taken: dict[str, str] = {}
    for one in found:
        for id_ in one.ids:
            if taken.setdefault(id_, one.code) != one.code:
                fields.note("published", f"{taken[id_]} and {one.code} have one id", "Give an id once", id_)
    fields.finish()
    fields.settle()
    return tuple(found)


def _published(code: str, fields: Fields) -> Published:
    read = Read(fields.choice("read", list(Read)) or Read.NONE)
    equal_if = fields.choices("equal_if", CONDITIONS)
    unlike = fields.text("unlike", "")
    if equal_if and read not in (Read.WORDING, Read.FILE):
        fields.note("equal_if", "a definition that was not read is equal to nothing", "Say why it is unlike")
    if bool(equal_if) == bool(unlike):
        fields.note("unlike", "one of equal_if and unlike is needed", "Say when it is equal, or why it never is")
    found = Published(
        code=code,
        title=fields.text("title"),
        ids=fields.texts("ids"),
        also_called=fields.text("also_called", ""),
        numerator=fields.text("numerator"),
        denominator=fields.text("denominator"),
        source=fields.text("source"),
        period=fields.text("period"),
        geography=fields.text("geography"),
        rounding=fields.text("rounding"),
        traps=fields.text("traps", ""),
        unit=Unit(fields.choice("unit", list(Unit)) or Unit.SHARE),
        direction=DIRECTIONS[fields.choice("direction", DIRECTIONS) or "neither"],
        read=read,
        beside=_beside(fields),
        equal_if=equal_if,
        unlike=unlike,
        figures=_figures(code, fields, fields.text("figures_from", "")),
    )
    fields.finish()
    return found


def _beside(fields: Fields) -> tuple[str, str] | None:
    indicator, _, scope = fields.text("beside", "").partition("/")
    if not indicator or not fields.check("beside", (indicator,), INDICATORS):
        return None
    return indicator, scope


def _figures(code: str, fields: Fields, source: str) -> tuple[PublishedFigure, ...]:
    if not fields.has("figures"):
        return ()
    if not source:
        fields.note("figures_from", "figures need a source", "Say who published them")
    found = []
    for _, item in fields.items("figures"):
        start, end = (_day(item, key) for key in ("period_start", "period_end"))
        value, low, high = (_number(item, key) for key in ("value", "low", "high"))
        found.append(
            PublishedFigure(
                published=code,
                place=item.text("place"),
                gss_code=item.text("code", ""),
                period=f"{start.year}/{end:%y}" if start and end else "",
                period_start=start,
                period_end=end,
                value=value,
                low=low,
                high=high,
                source=source,
            )
        )
        item.finish()
    return tuple(found)


def _number(fields: Fields, key: str) -> float | None:
    text = fields.text(key, "")
    try:
        return float(text) if text else None
    except ValueError:
        fields.note(key, "this is not a number", "Write 0.43 for 43 %", text)
        return None


def _day(fields: Fields, key: str) -> date | None:
    text = fields.text(key)
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        fields.note(key, "this is not a date", "Write it as 2024-03-31", text)
        return None

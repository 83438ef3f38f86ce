"""Figures that a user brings: files of their publishers, or ``indicators.csv`` beside an area."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

from dtors_network.compare.published.indicator import Published, PublishedFigure, Unit
from dtors_network.compare.published.registry import published_indicators
from dtors_network.errors import Fault, InputError
from dtors_network.exchange.figures.indicator import Indicator, NotAFigureError, figure
from dtors_network.exchange.side_rows import INDICATOR_COLUMNS
from dtors_network.safe.csv_reading import Record, read_records

EVERYONE_OF: Final = frozenset({"age"})
"""What a figure may be of and still be of everybody: Fingertips names the ages that an indicator is about."""


def figures_beside(place: Path) -> tuple[PublishedFigure, ...]:
    """Read the published figures that imports put beside an area; none where there are none of the registry.

    Parameters
    ----------
    place : Path
        The folder or workbook of the area.
    """
    table = place / "indicators.csv" if place.is_dir() else place.with_name(f"{place.stem}.indicators.csv")
    return figures_of(_kept(table)) if table.is_file() else ()


def read_published(path: Path) -> tuple[PublishedFigure, ...]:
    """Read published figures: a CSV file of Fingertips, an export of ViewIt, or an ``indicators.csv``.

    Parameters
    ----------
    path : Path
        The file, as it was downloaded or as an import wrote it.

    Returns
    -------
    tuple of PublishedFigure
        Those of everybody whose indicator is in the registry.

    Raises
    ------
    InputError
        If the file holds no such figure, or cannot be read.
    """
    found = figures_of(_kept(path) if _is_kept(path) else _read(path))
    if not found:
        known = ", ".join(id_ for one in published_indicators() for id_ in one.ids)
        raise InputError([Fault("no figure of this file is in the registry", f"Known ids: {known}.", file=str(path))])
    return found


def figures_of(rows: Iterable[Indicator]) -> tuple[PublishedFigure, ...]:
    """Give figures that were read as those of the registry: shares from 0 to 1, parts added up.

    >>> rows = [Indicator(indicator=f"waitsfirst_{band}_newtx", area="Kent", period="2018/19", numerator=n,
    ...     denominator=200.0) for band, n in (("3to6weeks", 10.0), ("over6weeks", None))]
    >>> [one.value for one in figures_of(rows)], [one.value for one in figures_of(rows[:1])]
    ([None], [])
    """
    known = {id_: one for one in published_indicators() for id_ in one.ids}
    groups: dict[tuple[str, ...], dict[str, Indicator]] = {}
    for row in rows:
        if row.indicator in known and {name for name, _ in row.group} <= EVERYONE_OF:
            one = known[row.indicator]
            parts = groups.setdefault((one.code, row.gss_code or row.area, row.period, row.source), {})
            parts[row.indicator] = _either(parts.get(row.indicator), row)
    by_code = {one.code: one for one in published_indicators()}
    found = (_figure(by_code[key[0]], list(parts.values())) for key, parts in groups.items())
    return tuple(one for one in found if one is not None)


def _either(before: Indicator | None, row: Indicator) -> Indicator:
    """Choose the figure of more people; one that is given twice, with two values, is none: which holds is not known."""
    if before is None or len(row.group) < len(before.group):
        return row
    values = ((one.value, one.numerator, one.denominator) for one in (before, row))
    if len(row.group) > len(before.group) or next(values) == next(values):
        return before
    twice = f"given twice with unlike values: {before.raw} and {row.raw}"
    return replace(before, value=None, numerator=None, low=None, high=None, note=twice)


def _figure(of: Published, parts: Sequence[Indicator]) -> PublishedFigure | None:
    """Make one figure of its parts; None where a part has no row at all."""
    if len(parts) < len(of.ids):
        return None
    first = parts[0]
    part, whole = _sum(parts), first.denominator
    times = 0.01 if of.unit is Unit.SHARE else 1.0
    value = None if first.value is None else first.value * times
    if value is None and of.unit is Unit.SHARE and part is not None and whole:
        value = part / whole
    return PublishedFigure(
        published=of.code,
        place=first.area,
        gss_code=first.gss_code,
        period=first.period,
        period_start=first.period_start,
        period_end=first.period_end,
        value=value,
        low=None if first.low is None else first.low * times,
        high=None if first.high is None else first.high * times,
        numerator=part,
        denominator=whole,
        rounded_to=first.rounded_to,
        raw="; ".join(one.raw for one in parts),
        note=first.note,
        source=first.source,
    )


def _sum(parts: Sequence[Indicator]) -> float | None:
    counts = [one.numerator for one in parts]
    return None if None in counts else sum(one for one in counts if one is not None)


def _read(path: Path) -> Sequence[Indicator]:
    from dtors_network.exchange.figures.indicator import Indicators
    from dtors_network.exchange.kind import Room, Wish
    from dtors_network.exchange.recognising import kind_of

    kind = kind_of(path)
    if kind.room is not Room.FIGURES or kind.read is None:
        fix = "Give a CSV file of Fingertips, an export of ViewIt, or an indicators.csv"
        raise InputError([Fault("this is no file of published figures", fix, file=str(path), value=kind.title)])
    read = kind.read(path, Wish())
    assert isinstance(read, Indicators)
    return read.indicators


def _is_kept(path: Path) -> bool:
    return path.name.endswith("indicators.csv")


def _kept(path: Path) -> list[Indicator]:
    """Read the table that imports write."""
    faults: list[Fault] = []
    found = [_row(record, faults, path.name) for record in read_records(path, INDICATOR_COLUMNS, faults)]
    if faults:
        raise InputError(faults)
    return found


def _row(record: Record, faults: list[Fault], file: str) -> Indicator:
    numbers = ("value", "low", "high", "numerator", "denominator")
    value, low, high, part, whole = (_number(record, name, faults, file) for name in numbers)
    start, end = (_day(record, name, faults, file) for name in ("period_start", "period_end"))
    return Indicator(
        indicator=record.text("indicator"),
        title=record.text("title"),
        area=record.text("area"),
        gss_code=record.text("gss_code"),
        period=record.text("period"),
        period_start=start,
        period_end=end,
        group=tuple(_pairs(record.text("group"))),
        value=value,
        low=low,
        high=high,
        numerator=part,
        denominator=whole,
        rounded_to=int(_number(record, "rounded_to", faults, file) or 0),
        raw=record.text("raw"),
        note=record.text("note"),
        source=record.text("source"),
    )


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    for part in filter(None, text.split("; ")):
        name, _, value = part.partition(": ")
        yield name, value


def _number(record: Record, name: str, faults: list[Fault], file: str) -> float | None:
    try:
        return figure(record.text(name))
    except NotAFigureError:
        fix = "Write a number, or leave it blank where the figure is missing"
        faults.append(Fault("this is not a figure", fix, file, record.number, name, record.text(name)))
        return None


def _day(record: Record, name: str, faults: list[Fault], file: str) -> date | None:
    text = record.text(name)
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        faults.append(Fault("this is not a date", "Write it as 2024-03-31", file, record.number, name, text))
        return None

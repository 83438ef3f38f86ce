"""Counts that somebody has at hand: of those who came, and of those referred along a known link; all optional."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any, Final

from dtors_network.area_files.cells import CellError, count_value
from dtors_network.beginning.begun import Begun
from dtors_network.errors import Fault, InputError
from dtors_network.model import laws
from dtors_network.model.area import ENDS, Area, Arrival, Referral
from dtors_network.model.vocabulary import EVERYONE, Count

COUNTED: Final = {"arrivals": ("count",), "referrals": ("referred", "started")}
"""What can be counted here, by table."""


def with_count(begun: Begun, table: str, place: tuple[str, ...], column: str, text: str) -> Begun:
    """Take one count of everyone at a service or along a link; a blank takes it back.

    Parameters
    ----------
    begun : Begun
        The area.
    table, column : str
        One of ``COUNTED``.
    place : tuple of str
        The service, or source and target.
    text : str
        A number, a range such as ``11..15``, or ``*`` for 1 to 4.

    Returns
    -------
    Begun
        Not written yet.

    Raises
    ------
    InputError
        If it is no count, or breaks a law, such as more who started than were referred.

    Examples
    --------
    >>> from dtors_network.examples import small_area
    >>> begun = with_count(Begun(area=small_area(), marks={}), "referrals", ("gp", "clinic"), "referred", "40")
    >>> begun.area.referral_at["gp", "clinic", "everyone"].referred
    40
    """
    area = begun.area
    ends = len(ENDS.get(table, ()))
    if column not in COUNTED.get(table, ()) or len(place) != ends or any(one not in area.service for one in place):
        raise InputError([Fault("nothing is counted here", "Load the page again", column=column, value=text)])
    try:
        count = count_value(text) if text.strip() else None
    except CellError as error:
        raise InputError([Fault(error.problem, error.fix, column=column, value=text)]) from None
    after = _put(area, table, place, column, count)
    before = set(map(str, laws.faults(area)))
    faults = [fault for fault in laws.faults(after) if str(fault) not in before]
    if faults:
        raise InputError(faults)
    return replace(begun, area=after)


def with_period(begun: Begun, first: str, last: str) -> Begun:
    """Say of which days counts are; both blank where that is not known.

    Raises
    ------
    InputError
        If one of them is no date, or the last comes before the first.

    Examples
    --------
    >>> from dtors_network.examples import small_area
    >>> with_period(Begun(area=small_area(), marks={}), "2025-04-01", "2026-03-31").area.period_end
    datetime.date(2026, 3, 31)
    """
    days: list[date | None] = []
    faults: list[Fault] = []
    for column, text in (("period_start", first.strip()), ("period_end", last.strip())):
        try:
            days.append(date.fromisoformat(text) if text else None)
        except ValueError:
            fix = "Write year-month-day, as in 2026-03-31"
            faults.append(Fault("this is not a date", fix, column=column, value=text))
    if not faults and (days[0] is None) != (days[1] is None):
        faults.append(Fault("a period has two ends", "Type both days, or neither", column="period_end"))
    if faults:
        raise InputError(faults)
    after = replace(begun.area, period_start=days[0], period_end=days[1])
    if wrong := laws.faults(after):
        raise InputError(wrong)
    return replace(begun, area=after)


def _put(area: Area, table: str, place: tuple[str, ...], column: str, count: Count) -> Area:
    rows: list[Any] = list(getattr(area, table))
    at = next((at for at, row in enumerate(rows) if _place(row) == place and row.client_group == EVERYONE), None)
    changed: dict[str, Any] = {column: count}
    if at is not None:
        rows[at] = replace(rows[at], **changed)
    elif table == "arrivals":
        rows.append(Arrival(service=place[0], client_group=EVERYONE, **changed))
    else:
        rows.append(Referral(source=place[0], target=place[1], client_group=EVERYONE, **changed))
    left = [row for row in rows if not _is_blank(row, table)]
    tables = area.tables | {table} if left else area.tables - {table}
    new: dict[str, Any] = {table: tuple(left)}
    return replace(area, tables=tables, **new)


def _place(row: Any) -> tuple[str, ...]:
    return (row.service,) if isinstance(row, Arrival) else (row.source, row.target)


def _is_blank(row: Any, table: str) -> bool:
    """Say whether a row counts nobody any more, and says nothing else."""
    if row.client_group != EVERYONE or row.extra:
        return False
    bare = type(row)(**{name: getattr(row, name) for name in ("service", "source", "target") if hasattr(row, name)},
                     client_group=EVERYONE)  # fmt: skip
    return bool(row == bare)

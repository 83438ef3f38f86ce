"""The laws of counts: started ≤ accepted ≤ referred, a group within everyone, reasons within the losses.

Every law says that one count is at least as large as something that grows with other counts. So there is a smallest
completion of all that is unknown, found in one pass from the smallest counts upwards; the laws can be kept exactly
where this completion stays within what the cells allow.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from dtors_network.errors import Fault
from dtors_network.model.area import PEOPLE, Area, Arrival, Referral, Refusal, Row
from dtors_network.model.bounds import Bounds, Count, bounds, count_of, least, most
from dtors_network.model.fault_at import fault_at, place_of
from dtors_network.model.vocabulary import EVERYONE

_STEPS: Final = (("waited_over_21_days", "started"), ("started", "accepted"), ("accepted", "referred"))
_COUNTS: Final = tuple(name for name in reversed(PEOPLE["referrals"]) if name != "lost")
"""Of a group at most as many as of everyone; what was lost is held to those who were referred and started."""
_WHY: Final = {
    "started": "Correct one of the two: those who waited over 21 days are counted among those who started",
    "accepted": "Correct one of the two: whoever started was accepted",
    "referred": "Correct one of the two: whoever was accepted or started was referred",
}
_KEPT: Final = "Correct one of them: whoever the sender kept was referred and did not start"
_KEPT_LOST: Final = "Correct one of the two: whoever the sender kept is among those who did not start"
_LOST: Final = "Correct one of them: lost is those who were referred less those who started"
_REACHED: Final = "Correct one of the two: whoever reached aftercare had come"
_PART: Final = "Correct one of the two: a client group is part of everyone"


@dataclass(frozen=True, slots=True)
class _Low:
    """The smallest value of a count, and the cell that asks for it."""

    value: int
    row: Row
    column: str

    @property
    def text(self) -> str:
        """Its value as a fault tells it."""
        exact = self.value == getattr(self.row, self.column)
        return str(self.value) if exact else f"at least {self.value}"


def count_faults(area: Area) -> Iterator[Fault]:
    """Find the counts that no completion of what is unknown can bring together.

    Told at the count that is too large, with the count that limits it.

    >>> from dataclasses import replace
    >>> from dtors_network.examples import small_area
    >>> row = Referral(source="gp", target="clinic", client_group="everyone", referred=5, started=7)
    >>> print(*count_faults(replace(small_area(), referrals=(row,))))
    referrals, column started: started is 7, more than referred, which is 5 (found '7'). \
Correct one of the two: whoever was accepted or started was referred
    """
    for rows in _together(area.arrivals, ("service",)).values():
        yield from _arrival_faults(rows)
    for rows in _together(area.departures, ("service", "outcome", "planned")).values():
        yield from _Block("departures").part_of_everyone(rows, PEOPLE["departures"])
    yield from _total_faults(area)
    for row in area.referrals:
        yield from _starts_only_faults(row)
    refusals = _together(area.refusals, ("source", "target"))
    referrals = _together(area.referrals, ("source", "target"))
    for pair in dict.fromkeys([*referrals, *refusals]):
        yield from _pair_faults(referrals.get(pair, []), refusals.get(pair, []))


def _arrival_faults(rows: Sequence[Arrival]) -> Iterator[Fault]:
    people = _Block("arrivals")
    for row in sorted(rows, key=lambda row: row.client_group == EVERYONE):
        if row.client_group == EVERYONE:
            yield from people.part_of_everyone(rows, PEOPLE["arrivals"])
        yield from people.lift(row, "count", people.low(row, "reached_aftercare"), _REACHED)


def _total_faults(area: Area) -> Iterator[Fault]:
    """Hold the total of a service's departures against those of everyone by outcome, where all were counted."""
    parts = _together((row for row in area.departures if row.client_group == EVERYONE), ("service",))
    for service in area.services:
        counts = [row.count for row in parts.get((service.service,), ())]
        known, total = bounds(service.departures_total), [bounds(count) for count in counts]
        if known is None or not counts or None in total:
            continue
        least_, most_ = sum(map(least, counts)), sum(most(count) or 0 for count in counts)
        if least_ > known.high or most_ < known.low:
            problem = f"departures of everyone come to {count_of(least_, most_)}"
            fix = "Correct the total, or the departures of this service"
            yield fault_at("services", service, "departures_total", f"{problem}, and the total is {known}", fix)


def _starts_only_faults(row: Referral) -> Iterator[Fault]:
    for column in ("referred", "accepted", "kept_by_sender", "lost") if row.starts_only else ():
        if getattr(row, column) is not None:
            problem = f"starts_only is true, and {column} is given"
            yield fault_at("referrals", row, column, problem, f"Leave {column} blank, or set starts_only to false")


def _pair_faults(referrals: Sequence[Referral], refusals: Sequence[Refusal]) -> Iterator[Fault]:
    reasons = _Block("refusals")
    for rows in _together(refusals, ("reason",)).values():
        yield from reasons.part_of_everyone(rows, PEOPLE["refusals"])
    people = _Block("referrals")
    for row in sorted(referrals, key=lambda row: row.client_group == EVERYONE):
        if row.client_group == EVERYONE:
            yield from people.part_of_everyone(referrals, _COUNTS)
        for smaller, larger in _STEPS:
            yield from people.lift(row, larger, people.low(row, smaller), _WHY[larger])
        yield from people.losses(
            row, [refusal for refusal in refusals if refusal.client_group == row.client_group], reasons
        )


class _Block:
    """The smallest completion of one table's counts, built up law by law."""

    def __init__(self, table: str) -> None:
        self.table = table
        self.lows: dict[tuple[int, str], _Low] = {}
        self.told: set[tuple[int, str]] = set()

    def low(self, row: Row, column: str) -> _Low:
        """Give the smallest value of a count so far."""
        return self.lows.get((id(row), column)) or _Low(least(getattr(row, column)), row, column)

    def lift(self, row: Row, column: str, low: _Low, fix: str) -> Iterator[Fault]:
        """Make a count at least as large as another asks for, or tell that it cannot be, once for each that asks."""
        limit: Count = getattr(row, column)
        top = most(limit)
        if top is None or low.value <= top:
            if low.value > self.low(row, column).value:
                self.lows[id(row), column] = low
        elif (id(low.row), low.column) not in self.told:
            self.told.add((id(low.row), low.column))
            whose, which = ("", column) if low.row is row else (_of_group(low.row), f"everyone's {column}")
            where = "" if low.row is row else f" ({place_of(self.table, row)})"
            problem = f"{low.column}{whose} is {low.text}, more than {which}, which is {_limit(limit)}{where}"
            yield fault_at(self.table, low.row, low.column, problem, fix)

    def part_of_everyone(self, rows: Iterable[Any], columns: Sequence[str]) -> Iterator[Fault]:
        """Make everyone's counts at least as large as those of each group at the same place."""
        groups = list(rows)
        for everyone in [row for row in groups if row.client_group == EVERYONE]:
            for row in groups:
                for column in columns if row.client_group != EVERYONE else ():
                    yield from self.lift(everyone, column, self.low(row, column), _PART)

    def losses(self, row: Referral, refusals: Sequence[Refusal], reasons: _Block) -> Iterator[Fault]:
        """Hold what is known of those who did not start against referred minus started."""
        yield from self.lift(row, "lost", self.low(row, "kept_by_sender"), _KEPT_LOST)
        yield from self._rest(row)
        started = self.low(row, "started").value
        kept = max(self.low(row, "kept_by_sender"), self.low(row, "lost"), key=lambda low: low.value)
        total = sum(reasons.low(refusal, "count").value for refusal in refusals)
        top = most(row.referred)
        if top is None or started + max(kept.value, total) <= top:
            self._raise_referred(row, started + max(kept.value, total))
        elif started <= top:
            if started + kept.value > top:
                problem = f"{kept.column} is {kept.text}, and at most {top - started} of those referred did not start"
                yield fault_at("referrals", row, kept.column, problem, _KEPT if kept.column != "lost" else _LOST)
            if started + total > top:
                yield _too_many_reasons(row, refusals[-1], total, top - started)

    def _rest(self, row: Referral) -> Iterator[Fault]:
        """Ask that those who started and those who were lost can come to all who were referred."""
        lost, tops = (
            most(row.lost),
            [top for name in ("started", "accepted") if (top := most(getattr(row, name))) is not None],
        )
        referred = self.low(row, "referred")
        if lost is not None and tops and referred.value > min(tops) + lost:
            problem = f"referred is {referred.text}, and at most {min(tops)} started and {lost} were lost"
            yield fault_at("referrals", row, "lost", problem, _LOST)

    def _raise_referred(self, row: Referral, value: int) -> None:
        if value > self.low(row, "referred").value:
            self.lows[id(row), "referred"] = _Low(value, row, "referred")


def _together(rows: Iterable[Any], columns: tuple[str, ...]) -> dict[tuple[object, ...], list[Any]]:
    found: dict[tuple[object, ...], list[Any]] = {}
    for row in rows:
        found.setdefault(tuple(getattr(row, column) for column in columns), []).append(row)
    return found


def _too_many_reasons(row: Referral, refusal: Refusal, total: int, lost: int) -> Fault:
    where = place_of("referrals", row)
    problem = f"the reasons for {row.client_group} add up to {total}, and at most {lost} did not start ({where})"
    return fault_at("refusals", refusal, "count", problem, "Count each person under one reason only")


def _of_group(row: Any) -> str:
    return f" of {row.client_group}"


def _limit(count: Count) -> str:
    return f"at most {count.high} ({count.cell})" if isinstance(count, Bounds) else str(count)

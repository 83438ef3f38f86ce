"""Merge two services, or two organisations, as a re-tender can."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from dtors_network.errors import Fault
from dtors_network.flow.steps import Row, Steps, row_of
from dtors_network.gaps import wording
from dtors_network.model.area import Area, Service
from dtors_network.model.bounds import NOBODY, Bounds
from dtors_network.model.laws import KEYS
from dtors_network.model.vocabulary import Accepts, Count
from dtors_network.whatif.change import unknown
from dtors_network.whatif.remove import ENDS, TABLES

COUNTS = ("count", "referred", "accepted", "started", "kept_by_sender", "waited_over_21_days")


@dataclass(frozen=True, slots=True, order=True)
class MergeServices:
    """One service takes over another.

    Examples
    --------
    >>> MergeServices("clinic", "drop_in").write()
    'clinic+drop_in'
    """

    kept: str
    merged: str

    option: ClassVar[str] = "merge-services"

    def write(self) -> str:
        """Give it as KEPT+MERGED."""
        return f"{self.kept}+{self.merged}"

    def faults(self, area: Area) -> Iterator[Fault]:
        """Ask for two known services that differ."""
        for end in (self.kept, self.merged):
            if end not in area.service:
                yield unknown("service", end, area.service)
        if self.kept == self.merged:
            yield Fault("a service cannot be merged with itself", "Name two services", value=self.write())

    def to_area(self, area: Area) -> Area:
        """Let every row that names the one name the other; rows that fall together are added up."""
        names = {self.merged: self.kept}
        changed: dict[str, Any] = {
            table: _together(table, (_renamed(row, names) for row in getattr(area, table))) for table in TABLES
        }
        kept, merged = area.service[self.kept], area.service[self.merged]
        services = tuple(
            _joined(row, merged) if row is kept else row for row in area.services if row.service != self.merged
        )
        return replace(area, services=services, **changed)

    def to_steps(self, steps: Steps) -> Steps:
        """Add the people of both up; a hand-over between them is no step any more."""
        if self.kept not in steps.position or self.merged not in steps.position:
            return steps
        left = _added(steps.left.get(self.kept, {}), steps.left.get(self.merged, {}))
        ends = next(iter(term.code for term in steps.network.area.codebook.outcomes))
        return replace(
            steps,
            onward=self._rows(steps.onward),
            coverage=self._rows(steps.coverage),
            arriving=_moved(steps.arriving, self.kept, self.merged),
            left={**steps.left, self.kept: left, self.merged: {ends: Bounds(1, 1)}},
            not_counted=steps.not_counted - {self.merged}
            | ({self.kept} if self.merged in steps.not_counted else frozenset()),
        )

    def _rows(self, rows: Iterable[Row]) -> tuple[Row, ...]:
        found: dict[tuple[str, str], Row] = {}
        for row in rows:
            source = self.kept if row.source == self.merged else row.source
            target = self.kept if row.target == self.merged else row.target
            before = found.get((source, target))
            if source != target:
                moved = replace(row, source=source, target=target)
                found[source, target] = moved if before is None else _sum(before, moved)
        return tuple(found.values())

    def words(self, area: Area) -> str:
        """Say which takes over which."""
        return f"{wording.service(area, self.kept)} takes over {wording.service(area, self.merged)}"

    def assumes(self) -> str:
        """Say what becomes of its people."""
        return "People of both go on as the two together did; a hand-over between them is made in the house."

    def touches(self) -> frozenset[object]:
        """Name both services."""
        return frozenset({("service", self.kept), ("service", self.merged)})


@dataclass(frozen=True, slots=True, order=True)
class MergeOrganisations:
    """One organisation takes over the services of another; who refers to whom stays as it is.

    Examples
    --------
    >>> MergeOrganisations("Riverside", "Onward").write()
    'Riverside+Onward'
    """

    kept: str
    merged: str

    option: ClassVar[str] = "merge-organisations"

    def write(self) -> str:
        """Give it as KEPT+MERGED."""
        return f"{self.kept}+{self.merged}"

    def faults(self, area: Area) -> Iterator[Fault]:
        """Ask for two organisations of the area that differ."""
        runners = {row.organisation for row in area.services if row.organisation}
        for one in (self.kept, self.merged):
            if one not in runners:
                yield unknown("organisation", one, runners)
        if self.kept == self.merged:
            yield Fault("an organisation cannot be merged with itself", "Name two", value=self.write())

    def to_area(self, area: Area) -> Area:
        """Let the services of the one be run by the other."""
        services = tuple(
            replace(row, organisation=self.kept) if row.organisation == self.merged else row for row in area.services
        )
        return replace(area, services=services)

    def to_steps(self, steps: Steps) -> Steps:
        """Change nothing: the counts do not say how hand-overs in the house would differ."""
        return steps

    def words(self, area: Area) -> str:
        """Say who takes over whom."""
        names = (wording.organisation(area, one) for one in (self.kept, self.merged))
        return " takes over the services of ".join(names)

    def assumes(self) -> str:
        """Say what becomes of its people."""
        return "Referrals go on as before; only who depends on whom changes."

    def touches(self) -> frozenset[object]:
        """Name both organisations."""
        return frozenset({("organisation", self.kept), ("organisation", self.merged)})


def _joined(kept: Service, merged: Service) -> Service:
    """Give one service what both offer; a group is accepted if either accepts it, and refused only if both refuse."""
    more = [kind for kind in merged.offers if kind not in kept.offers]
    groups = dict.fromkeys([*dict(kept.accepts), *dict(merged.accepts)])
    said = {group: {dict(row.accepts).get(group) for row in (kept, merged)} for group in groups}
    accepts = tuple((group, _accepts(words)) for group, words in said.items())
    return replace(
        kept,
        also_offers=(*kept.also_offers, *more),
        accepts=accepts,
        places=_plus(kept.places, merged.places),
        caseload=_plus(kept.caseload, merged.caseload),
    )


def _accepts(words: set[Accepts | None]) -> Accepts:
    if Accepts.YES in words:
        return Accepts.YES
    return Accepts.NO if words == {Accepts.NO} else Accepts.UNKNOWN


def _plus(one: Count, other: Count) -> Count:
    """Add two counts of the tables up; what is not known of one is not known of both."""
    return one + other if isinstance(one, int) and isinstance(other, int) else None


def _renamed(row: Any, names: dict[str, str]) -> Any:
    changed = {end: names[getattr(row, end)] for end in ENDS if getattr(row, end, "") in names}
    return replace(row, **changed) if changed else row


def _together(table: str, rows: Iterable[Any]) -> tuple[Any, ...]:
    """Add rows up that now have one key, and leave out links from a service to itself."""
    keys = KEYS.get(table)
    kept: dict[object, Any] = {}
    for at, row in enumerate(rows):
        if getattr(row, "source", "") and row.source == row.target:
            continue
        key = tuple(getattr(row, name) for name in keys) if keys else at
        kept[key] = _sum_rows(kept[key], row) if key in kept else row
    return tuple(kept.values())


def _sum_rows(one: Any, other: Any) -> Any:
    counts = {name: _plus(getattr(one, name), getattr(other, name)) for name in COUNTS if hasattr(one, name)}
    if "started" in counts and counts["started"] is None:
        counts["started"] = one.started if one.started is not None else other.started  # evidence that people start
    waits = dict.fromkeys((name for name in ("wait_median_days", "wait_p90_days") if hasattr(one, name)), None)
    return replace(one, **counts, **waits)


def _sum(one: Row, other: Row) -> Row:
    kept = one.kept + other.kept if one.kept and other.kept else None
    return row_of(one.source, one.target, one.referred + other.referred, one.started + other.started, kept)


def _added(one: dict[str, Bounds], other: dict[str, Bounds]) -> dict[str, Bounds]:
    return {code: one.get(code, NOBODY) + other.get(code, NOBODY) for code in {**one, **other}}


def _moved(arriving: dict[str, Bounds | None], kept: str, merged: str) -> dict[str, Bounds | None]:
    one, other = arriving.get(kept, NOBODY), arriving.get(merged, NOBODY)
    rest = {service: number for service, number in arriving.items() if service not in (kept, merged)}
    return {**rest, kept: None if one is None or other is None else one + other}

"""Merge two services, or two organisations, as a re-tender can."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import ClassVar, Self

from dtors_network.errors import Fault
from dtors_network.flow.steps import Row, Steps, in_chain, row_of
from dtors_network.gaps import wording
from dtors_network.graph import Network
from dtors_network.model.area import Area
from dtors_network.model.bounds import NOBODY, Bounds
from dtors_network.model.near import unknown_name
from dtors_network.whatif.after import plain
from dtors_network.whatif.change import Change, two_names, written
from dtors_network.whatif.remove import emptied
from dtors_network.whatif.shares import Shares
from dtors_network.whatif.together import together


@dataclass(frozen=True, slots=True, order=True)
class _Merge(Change):
    """One takes over another, written as KEPT+MERGED."""

    kept: str
    merged: str

    @classmethod
    def read(cls, text: str) -> Self:
        """Read it as KEPT+MERGED."""
        return cls(*two_names(text, r"\+"))

    def write(self) -> str:
        """Give it as KEPT+MERGED."""
        return f"{written(self.kept)}+{written(self.merged)}"


@dataclass(frozen=True, slots=True, order=True)
class MergeServices(_Merge):
    """One service takes over another.

    Examples
    --------
    >>> MergeServices("clinic", "drop_in").write()
    'clinic+drop_in'
    """

    option: ClassVar[str] = "merge-services"
    same_people: ClassVar[bool] = False
    alone: ClassVar[bool] = True

    def faults(self, area: Area) -> Iterator[Fault]:
        """Ask for two known services that differ."""
        for end in (self.kept, self.merged):
            if end not in area.service:
                yield unknown_name("service", end, area.service)
        if self.kept == self.merged:
            yield Fault("a service cannot be merged with itself", "Name two services", value=self.write())
        both = {self.kept, self.merged} <= area.service.keys()
        if both and _is_on_way(area, self.kept) != _is_on_way(area, self.merged):
            problem = "one of these is on the way through treatment, the other beside it: they cannot be counted as one"
            yield Fault(problem, "Name two services of a kind", value=self.write())

    def to_area(self, area: Area) -> Area:
        """Let every row that names the one name the other; rows that fall together are added up."""
        return together(area, self.kept, self.merged)

    def listed(self, area: Area) -> Area:
        """Keep the service that is taken over on the list; aftercare is not reached there any more."""
        after = self.to_area(area)
        return replace(after, services=(*after.services, emptied(area, area.service[self.merged])))

    def to_steps(self, steps: Steps) -> Steps:
        """Add the people of both up; a hand-over between them is no step any more."""
        left = _added(steps.left.get(self.kept, {}), steps.left.get(self.merged, {}))
        ends = next(iter(term.code for term in steps.network.area.codebook.outcomes))
        merged = replace(steps, onward=self._rows(steps.onward), coverage=self._rows(steps.coverage))
        if self.kept not in steps.position:
            return merged
        return replace(
            merged,
            arriving=_moved(steps.arriving, self.kept, self.merged),
            left={**steps.left, self.kept: left, self.merged: {ends: Bounds(1, 1)}},
            not_counted=steps.not_counted - {self.merged}
            | ({self.kept} if self.merged in steps.not_counted else frozenset()),
        )

    def to_shares(self, shares: Shares, sign: int) -> Shares:
        """Put the people of both together."""
        return shares.together(self.kept, self.merged) if self.kept in shares.position else shares

    def _rows(self, rows: Iterable[Row]) -> tuple[Row, ...]:
        found: dict[tuple[str, str], Row] = {}
        for row in rows:
            source = self.kept if row.source == self.merged else row.source
            target = self.kept if row.target == self.merged else row.target
            before = found.get((source, target))
            if source != target:
                moved = replace(plain(row), source=source, target=target)
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
class MergeOrganisations(_Merge):
    """One organisation takes over the services of another; who refers to whom stays as it is.

    Examples
    --------
    >>> MergeOrganisations("Riverside", "Onward").write()
    'Riverside+Onward'
    """

    option: ClassVar[str] = "merge-organisations"

    def faults(self, area: Area) -> Iterator[Fault]:
        """Ask for two organisations of the area that differ."""
        runners = list(dict.fromkeys(row.organisation for row in area.services if row.organisation))
        for one in (self.kept, self.merged):
            if one not in runners:
                yield unknown_name("organisation", one, runners)
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


def _is_on_way(area: Area, service: str) -> bool:
    network = Network(area)
    return bool(in_chain(network) >> network.position[service] & 1)


def _sum(one: Row, other: Row) -> Row:
    kept = one.kept + other.kept if one.kept and other.kept else None
    return row_of(one.source, one.target, one.referred + other.referred, one.started + other.started, kept)


def _added(one: dict[str, Bounds], other: dict[str, Bounds]) -> dict[str, Bounds]:
    return {code: one.get(code, NOBODY) + other.get(code, NOBODY) for code in {**one, **other}}


def _moved(arriving: dict[str, Bounds | None], kept: str, merged: str) -> dict[str, Bounds | None]:
    one, other = arriving.get(kept, NOBODY), arriving.get(merged, NOBODY)
    rest = {service: number for service, number in arriving.items() if service not in (kept, merged)}
    return {**rest, kept: None if one is None or other is None else one + other}

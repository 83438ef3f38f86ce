"""The rows of the tables and the barrier reports behind a finding."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dtors_network.evidence import Pair
from dtors_network.gaps.case import Case
from dtors_network.gaps.finding import Finding
from dtors_network.model.area import BarrierReport, Row
from dtors_network.model.groups import members
from dtors_network.model.vocabulary import EVERYONE


@dataclass(frozen=True, slots=True, order=True)
class EvidenceRow:
    """A row behind a finding: its table, its row as a spreadsheet counts it, and the file it was read from."""

    table: str
    row: int | None
    file: str


class Basis:
    """Rows of an area by the pair or the service that they are about."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self._by_pair: dict[Pair, list[tuple[str, Row, str]]] = {}
        for table in ("statements", "referrals", "refusals", "answers"):
            for row in getattr(case.area, table):
                if row.source:
                    entry = (table, row, getattr(row, "client_group", ""))
                    self._by_pair.setdefault((row.source, row.target), []).append(entry)

    def rows(self, finding: Finding, pairs: Iterable[Pair]) -> tuple[EvidenceRow, ...]:
        """List the rows about the pairs, and the rows of the services in question, without repeats."""
        found = [*self._service_rows(finding), *self._pair_rows(finding, pairs)]
        return tuple(dict.fromkeys(found))

    def _pair_rows(self, finding: Finding, pairs: Iterable[Pair]) -> Iterator[EvidenceRow]:
        for pair in pairs:
            for table, row, group in self._by_pair.get(pair, ()):
                if group in ("", EVERYONE, *members(finding.group)):
                    yield _row(table, row)

    def _service_rows(self, finding: Finding) -> Iterator[EvidenceRow]:
        for id_ in finding.services:
            yield _row("services", self.case.area.service[id_])
        for answer in self.case.area.answers:
            if answer.service in finding.services and answer.client_group in ("", *members(finding.group)):
                yield _row("answers", answer)

    def reports(self, finding: Finding, pairs: Iterable[Pair]) -> tuple[BarrierReport, ...]:
        """List the barrier reports at the services, the links or the service types in question."""
        about, services = set(pairs), set(finding.services)
        return tuple(row for row in self.case.area.barriers if _is_at(row, about, services, finding))


def _is_at(row: BarrierReport, pairs: set[Pair], services: set[str], finding: Finding) -> bool:
    if row.source and row.target:
        return (row.source, row.target) in pairs
    return row.service in services or bool(row.service_type and row.service_type in finding.types)


def _row(table: str, row: Row) -> EvidenceRow:
    return EvidenceRow(table, row.origin.row, row.origin.file) if row.origin else EvidenceRow(table, None, "")

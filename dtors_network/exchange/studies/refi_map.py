"""The user's own file that says what names of a study stand for; filled in, it is the key to its pseudonyms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from dtors_network.area_files.cells import CellError, parser
from dtors_network.area_files.csv_tables import read_csv
from dtors_network.area_files.schema import TABLE
from dtors_network.area_files.sheets import Sheet
from dtors_network.errors import Fault, InputError
from dtors_network.exchange.studies.key_names import Known, key_names, known_names
from dtors_network.exchange.studies.meanings import NOWHERE, Meaning, Names, labels
from dtors_network.exchange.studies.study import Study
from dtors_network.model.area import Service
from dtors_network.model.codebook import Codebook
from dtors_network.model.near import did_you_mean
from dtors_network.model.same_name import same_name

KINDS: Final = ("code", "case", "document")
NO_BARRIER: Final = "none"
"""Written in the column ``code``: this code of the study is no barrier, whatever its name."""

_FIELDS: Final = (
    "code",
    "side",
    "source",
    "target",
    "service",
    "service_type",
    "reporter_role",
    "reporter",
    "said_on",
    "document",
)
COLUMNS: Final = ("kind", "name", *_FIELDS)

Given = Mapping[tuple[str, str], Meaning]
"""What the user's file says, by kind and guid."""


def read_map(path: Path, study: Study, codebook: Codebook, services: Iterable[Service] = ()) -> Given:
    """Read what names of a study stand for.

    A CSV file with the columns ``kind`` (code, case or document), ``name`` and any columns of the table of barriers;
    ``none`` in the column ``code`` says that a code is no barrier. A name stands for everything that bears it; one with
    its guid behind it, as :func:`key_rows` writes it, for that one alone, and before the other.
    """
    sheet = read_csv(path)
    faults = list(sheet.faults)
    unknown = [name for name in sheet.header if name not in COLUMNS]
    faults += [Fault("unknown column", did_you_mean(name, COLUMNS), sheet.file, 1, name) for name in unknown]
    missing = [name for name in COLUMNS[:2] if sheet.header and name not in sheet.header]
    faults += [Fault("this column is missing", "Add it, with its cells", sheet.file, 1, name) for name in missing]
    if faults:
        raise InputError(faults)
    reading = _Reading(sheet, codebook, {one.service for one in services}, known_names(study))
    rows = list(reading.rows())
    if reading.faults:
        raise InputError(reading.faults)
    widest_first = sorted(rows, key=lambda row: -len(row[1]))
    return {(kind, guid): meaning for kind, guids, meaning in widest_first for guid in guids}


def key_rows(study: Study, names: Names, given: Given) -> list[list[str]]:
    """Write what every name of a study was taken for, to be corrected, completed and given back.

    It holds the names of cases and documents beside their pseudonyms: whoever writes it must say that it is to be kept
    apart from the area.
    """
    label, called = settled_labels(study, given), key_names(study)
    used = {code for passage in study.passages for code in passage.codes}
    rows = [list(COLUMNS)]
    for code in study.codes:
        if code.codable or code.guid in used:
            meaning = given.get(("code", code.guid)) or names.of_code(code)
            rows.append(_record("code", called["code", code.guid], meaning))
    for case in study.cases:
        meaning = given.get(("case", case.guid)) or names.of_case(case)
        voice = voice_of(meaning, label[case.guid])
        rows.append(_record("case", called["case", case.guid], meaning, reporter=voice))
    for document in study.documents:
        meaning = given.get(("document", document.guid), Meaning())
        rows.append(_record("document", called["document", document.guid], meaning, document=label[document.guid]))
    return rows


def voice_of(meaning: Meaning, label: str) -> str:
    """Give the pseudonym of a case; one that stands for a place is no voice."""
    return meaning.reporter or ("" if meaning.place != NOWHERE else label)


def settled_labels(study: Study, given: Given) -> dict[str, str]:
    """Label every document and case, those that the user's file labels as it does."""
    said = {one.guid: given.get(("document", one.guid), Meaning()).document for one in study.documents}
    said |= {one.guid: given.get(("case", one.guid), Meaning()).reporter for one in study.cases}
    return labels(study, {guid: label for guid, label in said.items() if label})


class _Reading:
    """Reads the rows of the file, and notes every fault."""

    def __init__(self, sheet: Sheet, codebook: Codebook, services: set[str], known: Known) -> None:
        columns = {column.name: column for column in TABLE["barriers"].columns}
        blanks = {name: getattr(Meaning(), name) for name in _FIELDS}
        given = [name for name in _FIELDS if name in sheet.header]
        optional = {name: parser(_optional(columns[name]), codebook, blanks[name]) for name in given}
        self.sheet, self.parsers, self.services, self.known = sheet, optional, services, known
        self.faults: list[Fault] = []

    def rows(self) -> Iterator[tuple[str, frozenset[str], Meaning]]:
        """Give the kind of each row, the guids that its name stands for, and what it says."""
        seen: set[tuple[str, frozenset[str]]] = set()
        for number, cells in zip(self.sheet.numbers, self.sheet.rows, strict=True):
            row = dict(zip(self.sheet.header, cells, strict=True))
            kind, name = row["kind"].strip(), row["name"]
            guids = self.known.get(kind, {}).get(same_name(name), frozenset())
            self._check_key(kind, name, number, guids, bool(guids) and (kind, guids) in seen)
            seen.add((kind, guids))
            yield kind, guids, self._meaning(row, number)

    def _check_key(self, kind: str, name: str, number: int, guids: frozenset[str], twice: bool) -> None:
        if kind not in self.known:
            self._note(number, "kind", kind, "this is not a kind of name", did_you_mean(kind, KINDS))
        elif not guids:
            near = _near(name, list(self.known[kind]))
            self._note(number, "name", name, f"the study has no {kind} of this name", near)
        if twice:
            self._note(number, "name", name, "this name is given twice", "Keep one of the rows")

    def _meaning(self, row: Mapping[str, str], number: int) -> Meaning:
        values: dict[str, Any] = {}
        for name, parse in self.parsers.items():
            cell = row[name]
            if name == "code" and cell.strip() == NO_BARRIER:
                values[name] = NO_BARRIER
                continue
            try:
                values[name] = parse(cell)
            except CellError as error:
                self._note(number, name, cell, error.problem, error.fix)
        meaning = Meaning(**values)
        self._check_place(meaning, number)
        return meaning

    def _check_place(self, meaning: Meaning, number: int) -> None:
        for name in ("source", "target", "service"):
            one = getattr(meaning, name)
            if one and one not in self.services:
                self._note(number, name, one, "the area has no such service", did_you_mean(one, sorted(self.services)))
        source, target, service, service_type = meaning.place
        if bool(source) != bool(target):
            self._note(number, "source", source, "a link needs both source and target", "Fill both in, or neither")
        if sum(map(bool, (source or target, service, service_type))) > 1:
            self._note(number, "", "", "this row names more than one place", "Name a link, a service or a type")

    def _note(self, number: int, column: str, value: str, problem: str, fix: str) -> None:
        self.faults.append(Fault(problem, fix, self.sheet.file, number, column, value))


def _optional(column: Any) -> Any:
    from dataclasses import replace

    return replace(column, required=False)


def _near(name: str, known: list[str]) -> str:
    """Name the nearest only: the others may be names of people."""
    from difflib import get_close_matches

    near = get_close_matches(name, known, n=1)
    return f"Did you mean {near[0]!r}?" if near else "Take the names from the key that the import writes"


def _record(kind: str, name: str, meaning: Meaning, **instead: str) -> list[str]:
    values = {field: getattr(meaning, field) for field in _FIELDS} | instead
    return [kind, name, *("" if value is None else str(value) for value in values.values())]

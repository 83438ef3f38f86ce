"""A plain list of services: a table with a column of names, and perhaps who runs them and of which type they are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from dtors_network.area_files.cells import CellError
from dtors_network.area_files.xlsx_sheet import check_cell, value_text
from dtors_network.errors import Fault, InputError
from dtors_network.exchange.imported import digest_of
from dtors_network.exchange.registers.candidates import (
    MOST_SERVICES,
    Candidate,
    Candidates,
    Mark,
    check_number,
    identifier,
    tidy,
    without_person,
)
from dtors_network.exchange.registers.directory_words import Terms
from dtors_network.model.area import Organisation, Origin, Service
from dtors_network.model.codebook import Codebook
from dtors_network.model.same_name import same_name
from dtors_network.rounding import counted
from dtors_network.safe.bounds import bounded_bytes
from dtors_network.safe.csv_reading import HEADER_WITHIN, MOST_COLUMNS, csv_rows
from dtors_network.safe.xlsx_bounds import open_workbook
from dtors_network.safe.xlsx_merged import fill_merged, merged_ranges
from dtors_network.safe.xlsx_reading import sheets_of

HEADS: Final[Mapping[str, frozenset[str]]] = {
    "name": frozenset({"name", "service", "service name", "name of service", "services", "title", "agency", "team"}),
    "type": frozenset({"type", "service type", "kind", "category", "what it does", "type of service"}),
    "organisation": frozenset({"organisation", "organization", "provider", "run by", "provider name", "who runs it"}),
}
"""What columns are called, by what they hold; whatever their capitals, blanks and underscores."""

NOT_ALL: Final = "This list says nothing of who refers to whom: no link was made"
_BETWEEN: Final = re.compile(r"[\W_]+")
_LIMITED: Final = re.compile(r"\blimited\b")
_SUMS: Final = frozenset({"total", "totals", "grand total", "sum", "count"})
_LONGEST_ID: Final = 60
_NO_NAMES: Final = "Put a column called Name into the first rows, with one service a row"

Rows = Sequence[tuple[int, Sequence[str]]]


@dataclass(frozen=True, slots=True)
class _Listed:
    number: int
    name: str
    type: str
    organisation: str


def read_names(path: Path, codebook: Codebook) -> Candidates:
    r"""Read a list of services that somebody keeps: a CSV file, or the first sheet of a workbook.

    One of its first rows names a column of names; a table of one column needs none. Every service comes once, whatever
    its capitals, with its type only where the list gives one that the codebook knows by code or title. Formulas are
    refused.

    >>> import tempfile
    >>> from dtors_network.area_files.codebook_yaml import shipped_codebook
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     place = Path(folder) / "ours.csv"
    ...     _ = place.write_text("Name,Type,Provider\nHill Surgery,GP,Hill\n")
    ...     found = read_names(place, shipped_codebook())
    >>> [(one.service.service, one.service.service_type) for one in found.candidates]
    [('list_hill_surgery', 'gp')]
    """
    left_out: list[str] = []
    rows = _sheet_rows(path, left_out) if path.suffix.lower() == ".xlsx" else list(csv_rows(path))
    listed = list(_listed(rows, path.name, left_out))
    terms, first = Terms(codebook, {}), dict[str, _Listed]()
    for one in listed:
        first.setdefault(_plain(one.name) or one.name, one)
        check_number(len(first), path.name)
    if not first:
        raise InputError([Fault("this list names no service", _NO_NAMES, file=path.name)])
    repeated = len(listed) - len(first)
    stand = counted(repeated, "row repeats a name, and is", "rows repeat a name, and are")
    return Candidates(
        file=path.name,
        candidates=tuple(_candidate(one, terms, path.name) for one in first.values()),
        organisations=tuple(_organisations(first.values())),
        cautions=(NOT_ALL, *([f"{stand} taken once"] if repeated else []), *_told(left_out)),
    )


def _told(left_out: Sequence[str]) -> Iterator[str]:
    """Name rows that are headings or sums, since a list has them and no service is called so."""
    if left_out:
        named = "; ".join(f"“{text[:60]}”" for text in left_out[:5]) + ("; …" if len(left_out) > 5 else "")
        rows = counted(len(left_out), "row is a heading or a sum, and was", "rows are headings or sums, and were")
        yield f"{rows} left out: {named}"


def _listed(rows: Rows, file: str, left_out: list[str]) -> Iterator[_Listed]:
    at, columns = _header(rows, file)
    for number, row in rows[at:]:
        cells = {what: row[column].strip() for what, column in columns.items() if column < len(row)}
        name = tidy(cells.get("name", ""), 200)
        if _plain(name) in _SUMS:
            left_out.append(name)
        elif name:
            yield _Listed(number, name, cells.get("type", ""), tidy(cells.get("organisation", ""), 200))


def _header(rows: Rows, file: str) -> tuple[int, dict[str, int]]:
    """Find the row that names the columns; a table of one column may have none."""
    for at, (_, row) in enumerate(rows[:HEADER_WITHIN], start=1):
        known = [_plain(cell) for cell in row]
        found = {what: known.index(head) for what, heads in HEADS.items() for head in known if head in heads}
        if "name" in found:
            return at, found
    parted = next((mark for _, row in rows[:1] if len(row) == 1 for mark in (";", "\t") if mark in row[0]), "")
    if parted:
        problem = "the columns are separated by semicolons or tabs, and commas are needed"
        raise InputError([Fault(problem, 'Save it again as "CSV UTF-8 (comma delimited)"', file=file, row=1)])
    if rows and all(not any(cell.strip() for cell in row[1:]) for _, row in rows):
        return 0, {"name": 0}
    raise InputError([Fault("no row names a column of names", _NO_NAMES, file=file)])


def _candidate(one: _Listed, terms: Terms, file: str) -> Candidate:
    kind = terms.type_of(one.type) if one.type else ""
    service = Service(
        service=identifier("list", _slug(one.name)),
        organisation=identifier("list", _slug(one.organisation)) if one.organisation else "",
        name=without_person(one.name),
        service_type=kind,
        extra=(("listed_as", tidy(one.type, 200)),) if one.type else (),
        origin=Origin(file, one.number),
    )
    return Candidate(service=service, mark=Mark.LISTED, why=(one.type,) if kind else ())


def _organisations(listed: Iterable[_Listed]) -> Iterator[Organisation]:
    names = dict.fromkeys(one.organisation for one in listed if one.organisation)
    first = {_slug(name): name for name in reversed(names)}
    for slug, name in first.items():
        yield Organisation(organisation=identifier("list", slug), name=without_person(name))


def _sheet_rows(path: Path, left_out: list[str]) -> Rows:
    """Read the first sheet that is shown; formulas and cells that went wrong are told.

    What is merged downwards stands in each of its rows; what is merged across is a heading.
    """
    raw = bounded_bytes(path, smaller=_LESS)
    faults: list[Fault] = []
    with sheets_of(open_workbook(raw, path.name), path.name) as book:
        sheet = next((one for one in book.worksheets if one.sheet_state == "visible"), book.worksheets[0])
        sheet.reset_dimensions()
        rows: list[list[str]] = []
        for number, row in enumerate(sheet.iter_rows(), start=1):
            if number > MOST_SERVICES or len(row) > MOST_COLUMNS:
                problem = f"this sheet has more than {MOST_COLUMNS:,} columns or {MOST_SERVICES:,} rows"
                raise InputError([Fault(problem, _LESS, file=path.name)])
            rows.append([_text(cell, number, path.name, faults) for cell in row])
        merged = merged_ranges(sheet)
    if faults:
        raise InputError(faults)
    fill_merged([one for one in merged if one.left == one.right], rows, path.name)
    across = {one.top for one in merged if one.left < one.right}
    there = [(number, row) for number, row in enumerate(rows, start=1) if any(row)]
    left_out += [next(filter(None, row)) for number, row in there if number in across]
    return [(number, row) for number, row in there if number not in across]


_LESS: Final = "Keep only the rows of your own area, and save it again"


def _text(cell: Any, number: int, file: str, faults: list[Fault]) -> str:
    text = "" if cell.value is None else value_text(cell.value)
    if text:
        try:
            check_cell(cell)
        except CellError as error:
            faults.append(Fault(error.problem, error.fix, file=file, row=number, value=text))
    return text.strip()


def _plain(text: str) -> str:
    """Give a name without marks; Ltd, Ltd. and Limited are one word."""
    return _LIMITED.sub("ltd", _BETWEEN.sub(" ", same_name(text)).strip())


def _slug(text: str) -> str:
    """Make an id of a name that no other name has: what does not fit into one stands in it as a digest."""
    plain = _plain(text)
    fits = plain.isascii() and plain and len(plain) <= _LONGEST_ID
    return plain.replace(" ", "_") if fits else f"{plain[:_LONGEST_ID].replace(' ', '_')}_{digest_of(plain or text)}"

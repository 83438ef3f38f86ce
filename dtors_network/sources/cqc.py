"""The register of the Care Quality Commission, as directory or as the sheet of active locations: candidate services."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Final

from dtors_network.errors import Fault, InputError
from dtors_network.formats.near import did_you_mean
from dtors_network.formats.safe_csv import Record, read_records
from dtors_network.model.area import Organisation, Origin, Service
from dtors_network.model.same_name import same_name
from dtors_network.model.vocabulary import Sector
from dtors_network.sources.candidates import (
    A_PERSON,
    Candidate,
    Candidates,
    Mark,
    check_number,
    identifier,
    tidy,
    without_person,
)
from dtors_network.sources.counted_words import counted, some
from dtors_network.sources.cqc_sheet import sheet_records

NOT_A_MAP: Final = (
    "This register is not a service map: most community services need no registration, so a service that is not in "
    "it is never a gap"
)
DIRECTORY: Final = (
    "CQC Location ID (for office use only)",
    "Name",
    "Service types",
    "Specialisms/services",
    "Provider name",
    "Local authority",
    "CQC Provider ID (for office use only)",
)
HSCA: Final = (
    "Location ID",
    "Location Name",
    "Dormant (Y/N)",
    "Location Local Authority",
    "Provider ID",
    "Provider Name",
)

_REHABILITATION: Final = "residential_rehabilitation"
STRONG: Final = {
    "Community services - Substance abuse": "",
    "Rehabilitation (substance abuse)": _REHABILITATION,
    "Community based services for people who misuse substances": "",
    "Residential substance misuse treatment and/or rehabilitation service": _REHABILITATION,
    "Accommodation for persons who require treatment for substance misuse": _REHABILITATION,
}
"""The register's own words that say so, and the service type where they name one."""

WEAK: Final = frozenset(
    {
        "Substance misuse problems",
        "People who misuse drugs and alcohol",
        "Hospital services for people with mental health needs, learning disabilities and problems with substance "
        "misuse",
    }
)
"""Words of the register that ordinary care homes carry too."""

_KINDS: Final = ("Regulated activity - ", "Service type - ", "Service user band - ")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Location:
    """One registered location, whichever file it comes from."""

    location: str
    name: str
    provider: str
    provider_name: str
    authority: str
    words: tuple[str, ...]
    sector: Sector | None = None
    extra: tuple[tuple[str, str], ...] = ()
    origin: Origin | None = None


def read_cqc_directory(path: Path, authorities: Collection[str] | None = None) -> Candidates:
    """Read the directory of the Care Quality Commission (https://www.cqc.org.uk), a CSV file.

    Its header stands below some lines about the file, and is looked for.

    Parameters
    ----------
    path : Path
        The file.
    authorities : collection of str or None
        Names of the local authorities that are wanted; None for all.

    Returns
    -------
    Candidates
        Locations with a strong or a weak mark; names of people are left out.

    Raises
    ------
    InputError
        With every fault found.
    """
    faults: list[Fault] = []
    locations = (_of_directory(record, path.name) for record in read_records(path, DIRECTORY, faults))
    return _candidates(path.name, locations, authorities, faults)


def read_cqc_hsca(path: Path, authorities: Collection[str] | None = None) -> Candidates:
    """Read the sheet ``HSCA_Active_Locations``, as workbook or saved as CSV.

    Parameters
    ----------
    path : Path
        The file.
    authorities : collection of str or None
        Names of the local authorities that are wanted; None for all.

    Returns
    -------
    Candidates
        Active locations with a strong or a weak mark; registered managers and other people are left out.

    Raises
    ------
    InputError
        With every fault found.
    """
    faults: list[Fault] = []
    workbook = path.suffix.lower() == ".xlsx"
    records = sheet_records(path, HSCA, faults) if workbook else read_records(path, HSCA, faults)
    asleep: list[str] = []
    locations = (one for record in records if (one := _of_hsca(record, path.name, asleep)))
    found = _candidates(path.name, locations, authorities, faults)
    are = counted(len(asleep), "location is dormant or stands", "locations are dormant or stand")
    dormant = f"{are} under another id as well, and left out"
    return replace(found, cautions=(*found.cautions, dormant)) if asleep else found


def _of_directory(record: Record, file: str) -> _Location:
    several = (part.strip() for name in DIRECTORY[2:4] for part in record.text(name).split("|"))
    return _Location(
        location=record.text(DIRECTORY[0]),
        name=record.text("Name"),
        provider=record.text(DIRECTORY[6]),
        provider_name=without_person(record.text("Provider name")),
        authority=record.text("Local authority"),
        words=tuple(part for part in several if part),
        extra=(("last_checked", _day(record.text("Date of latest check"))),),
        origin=Origin(file, record.number),
    )


def _of_hsca(record: Record, file: str, asleep: list[str]) -> _Location | None:
    location, primary = record.text("Location ID"), record.text("Primary ID (Dual registration locations)")
    if record.text("Dormant (Y/N)").upper() == "Y" or (primary not in ("", "-", location)):
        asleep.append(location)
        return None
    ticked = (column for column, cell in record.cells.items() if cell.strip().upper() == "Y")
    words = (column.removeprefix(kind) for column in ticked for kind in _KINDS if column.startswith(kind))
    person = record.text("Provider Ownership Type").casefold() == "individual"
    return _Location(
        location=location,
        name=record.text("Location Name"),
        provider=record.text("Provider ID"),
        provider_name=A_PERSON if person else without_person(record.text("Provider Name")),
        authority=record.text("Location Local Authority"),
        words=tuple(words),
        sector=_sector(record),
        extra=(("beds", record.text("Care homes beds")), ("rating", record.text("Location Latest Overall Rating"))),
        origin=Origin(file, record.number),
    )


def _sector(record: Record) -> Sector | None:
    """Give the sector where the register says it; it does not tell voluntary from private, save by a charity number."""
    if "nhs" in record.text("Provider Type/Sector").casefold():
        return Sector.NHS
    return Sector.VOLUNTARY if record.text("Provider Charity Number") not in ("", "-") else None


def _candidates(
    file: str, locations: Iterable[_Location], authorities: Collection[str] | None, faults: list[Fault]
) -> Candidates:
    wanted = None if authorities is None else {same_name(name): name for name in authorities}
    seen: dict[str, str] = {}
    found: dict[str, _Location] = {}
    unmarked = 0
    repeated: dict[str, None] = {}
    for one in locations:
        authority = same_name(one.authority)
        seen.setdefault(authority, one.authority)
        if wanted is not None and authority not in wanted:
            continue
        if _mark(one) is Mark.NONE:
            unmarked += 1
            continue
        faults.extend(_faults(one))
        if one.location in found and _told(found[one.location]) != _told(one):
            repeated[one.location] = None
        found.setdefault(one.location, one)
        check_number(len(found), file)
    for name, asked in (wanted or {}).items():
        if name not in seen:
            fix = did_you_mean(asked, sorted(seen.values()))
            faults.append(Fault("no location is of this authority", fix, file=file, value=asked))
    if faults:
        raise InputError(faults)
    candidates = tuple(map(_candidate, found.values()))
    return Candidates(
        file=file,
        candidates=candidates,
        organisations=tuple(_organisations(found.values())),
        cautions=(NOT_A_MAP, *_counted(candidates, unmarked, list(repeated))),
    )


def _told(one: _Location) -> tuple[str, str, tuple[str, ...]]:
    """Give what two rows of one location should both say."""
    return same_name(one.name), one.provider, tuple(sorted(one.words))


def _faults(one: _Location) -> Iterator[Fault]:
    origin = one.origin or Origin("", 0)
    for text, column in ((one.location, "location"), (one.name, "name"), (one.provider, "provider")):
        if not text:
            problem = f"the {column} of this row is blank, and it must not be"
            yield Fault(problem, "Download the file again", file=origin.file, row=origin.row)


def _mark(one: _Location) -> Mark:
    if any(word in STRONG for word in one.words):
        return Mark.STRONG
    return Mark.WEAK if any(word in WEAK for word in one.words) else Mark.NONE


def _candidate(one: _Location) -> Candidate:
    why = tuple(word for word in one.words if word in STRONG or word in WEAK)
    types = {STRONG[word] for word in why if word in STRONG}
    extra = (
        ("cqc_location", one.location),
        ("local_authority", one.authority),
        *one.extra,
        ("register", "; ".join(why)),
    )
    service = Service(
        service=identifier("cqc", one.location),
        organisation=identifier("cqc", one.provider),
        name=without_person(one.name),
        service_type=types.pop() if len(types) == 1 else "",
        extra=tuple((name, tidy(text)) for name, text in extra if text),
        origin=one.origin,
    )
    return Candidate(service=service, mark=_mark(one), why=why)


def _organisations(locations: Iterable[_Location]) -> Iterator[Organisation]:
    first = {one.provider: one for one in reversed(list(locations))}
    for one in reversed(first.values()):
        yield Organisation(
            organisation=identifier("cqc", one.provider), name=one.provider_name, sector=one.sector, origin=one.origin
        )


def _counted(candidates: tuple[Candidate, ...], unmarked: int, repeated: list[str]) -> Iterator[str]:
    weak = sum(one.mark is Mark.WEAK for one in candidates)
    untyped = sum(not one.service.service_type for one in candidates)
    if weak:
        has = counted(weak, "candidate has", "candidates have")
        yield f"{has} a weak mark only: ordinary care homes carry it too"
    if untyped:
        needs = counted(untyped, "candidate needs", "candidates need")
        yield f"{needs} a service type: the register does not tell which treatment they give"
    if unmarked:
        has = counted(unmarked, "location has no mark, and makes", "locations have no mark, and make")
        yield f"{has} no row"
    if repeated:
        ids = counted(len(repeated), "location id stands", "location ids stand")
        yield f"{ids} in rows that differ, of which the first is taken: {some(repeated)}"


def _day(text: str) -> str:
    try:
        return datetime.strptime(text.partition(" - ")[0], "%d/%b/%Y").date().isoformat()
    except ValueError:
        return ""

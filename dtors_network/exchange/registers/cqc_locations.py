"""Registered locations of the Care Quality Commission, whichever file they come from, as candidate services."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from dtors_network.errors import Fault, InputError
from dtors_network.exchange.counted_words import some
from dtors_network.exchange.registers.candidates import (
    Candidate,
    Candidates,
    Mark,
    check_number,
    identifier,
    tidy,
    without_person,
)
from dtors_network.model.area import Organisation, Origin, Service
from dtors_network.model.near import did_you_mean
from dtors_network.model.same_name import same_name
from dtors_network.model.vocabulary import Sector
from dtors_network.rounding import counted

NOT_A_MAP: Final = (
    "This register is not a service map: most community services need no registration, so a service that is not in "
    "it is never a gap"
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
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


def candidates_of(
    file: str, locations: Iterable[Location], authorities: Collection[str] | None, faults: list[Fault]
) -> Candidates:
    """Choose the locations of some authorities that have a mark; what is wrong with any row of them is raised at once.

    Each location once, of all authorities where none is named; ``faults`` hold what is wrong with the file already.

    >>> words = ("Rehabilitation (substance abuse)",)
    >>> runner = {"provider": "1-1", "provider_name": "Hill"}
    >>> one = Location(location="1-2", name="Hill House", authority="Kent", words=words, **runner)
    >>> [(found.service.service, found.mark.value) for found in candidates_of("x.csv", [one], None, []).candidates]
    [('cqc_1-2', 'strong')]
    """
    wanted = None if authorities is None else {same_name(name): name for name in authorities}
    seen: dict[str, str] = {}
    found: dict[str, Location] = {}
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


def _told(one: Location) -> tuple[str, str, tuple[str, ...]]:
    """Give what two rows of one location should both say."""
    return same_name(one.name), one.provider, tuple(sorted(one.words))


def _faults(one: Location) -> Iterator[Fault]:
    origin = one.origin or Origin("", 0)
    for text, column in ((one.location, "location"), (one.name, "name"), (one.provider, "provider")):
        if not text:
            problem = f"the {column} of this row is blank, and it must not be"
            yield Fault(problem, "Download the file again", file=origin.file, row=origin.row)


def _mark(one: Location) -> Mark:
    if any(word in STRONG for word in one.words):
        return Mark.STRONG
    return Mark.WEAK if any(word in WEAK for word in one.words) else Mark.NONE


def _candidate(one: Location) -> Candidate:
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


def _organisations(locations: Iterable[Location]) -> Iterator[Organisation]:
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

"""Directories of services in Open Referral UK (versions 1 and 3) and HSDS 3: candidate services, and never links."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from dtors_network.errors import InputError
from dtors_network.exchange.registers.candidates import Candidate, Candidates, Mark, identifier, tidy, without_person
from dtors_network.exchange.registers.contacts import without_contacts
from dtors_network.exchange.registers.directory_entries import PREFIX, Entry, Running, entries_of, runners_of
from dtors_network.exchange.registers.directory_json import read_page
from dtors_network.exchange.registers.directory_marks import words_about_drugs
from dtors_network.exchange.registers.directory_page import Listed, Page, Runner
from dtors_network.exchange.registers.directory_tables import is_tabular, read_tables
from dtors_network.exchange.registers.directory_words import Terms
from dtors_network.model.area import Organisation, Origin, Service
from dtors_network.model.codebook import Codebook
from dtors_network.rounding import counted

NO_LINKS: Final = "A directory lists services and says nothing of who refers to whom: no link was made"
LEFT_OUT: Final = ("inactive", "defunct")
"""States of a service in which nobody can be referred to it."""
TEMPORARILY_CLOSED: Final = "temporarily closed"
PLACES: Final = frozenset({"bed", "beds", "place", "places", "person", "people", "client", "clients", "slot", "slots"})
"""Units of a capacity that are places."""


def read_directory(paths: Sequence[Path], codebook: Codebook, types: Mapping[str, str] | None = None) -> Candidates:
    """Read a directory of services: pages or single records as JSON, or HSDS tables as a folder or an archive.

    The formats are Open Referral UK (https://openreferraluk.org), versions 1 and 3, and HSDS 3
    (https://docs.openreferral.org). A classification term stands for the service type that ``types`` gives it, or for
    that whose code or title it is. The services that are open are given, with way in, eligibility and capacity as the
    directory words them, and who runs them. Contacts are left out; descriptions are looked through for signs of drug
    treatment and never kept.

    >>> import tempfile
    >>> from dtors_network.area_files.codebook_yaml import shipped_codebook
    >>> folder = tempfile.TemporaryDirectory()
    >>> place = Path(folder.name) / "service.json"
    >>> _ = place.write_text('{"id": "7", "name": "Drug and alcohol hub", "status": "active"}')
    >>> [(one.service.service, one.mark.value) for one in read_directory([place], shipped_codebook()).candidates]
    [('oruk_7', 'weak')]
    >>> folder.cleanup()
    """
    pages = [read_tables(path) if is_tabular(path) else read_page(path) for path in paths]
    faults = [fault for page in pages for fault in page.faults]
    if faults:
        raise InputError(faults)
    entries, repeated = entries_of(pages)
    runners, shared = runners_of(pages)
    making = _Making(Terms(codebook, types or {}), Running(pages, runners))
    candidates = tuple(making.candidate(one) for one in entries if one.listed.status not in LEFT_OUT)
    rows = {one.service.service for one in candidates if one.mark is not Mark.NONE}
    unclear = making.running.cautions([one.listed for one in entries if one.identifier in rows])
    return Candidates(
        file=", ".join(path.name for path in paths),
        candidates=candidates,
        organisations=tuple(map(_organisation, runners.values())),
        cautions=(NO_LINKS, *_cautions(pages, entries, candidates), *repeated, *shared, *unclear),
    )


@dataclass(frozen=True, slots=True)
class _Making:
    """What candidates are made by: the types that terms stand for, and who runs what."""

    terms: Terms
    running: Running

    def candidate(self, entry: Entry) -> Candidate:
        """Make a candidate of one service, with its mark."""
        one, runner = entry.listed, self.running.of(entry.listed)
        found = {kind for term in one.terms if (kind := self.terms.type_of(term))}
        about = words_about_drugs(one.name, one.terms, one.description)
        mark = Mark.STRONG if found else Mark.WEAK if about else Mark.NONE
        service = Service(
            service=entry.identifier,
            organisation=identifier(PREFIX, runner.id) if runner else "",
            name=tidy(one.name),
            service_type=next(iter(found)) if len(found) == 1 else "",
            places=one.maximum if one.unit.casefold() in PLACES else None,
            extra=tuple((name, tidy(text)) for name, text in _extra(one) if text.strip()),
            origin=Origin(one.file, one.row),
        )
        return Candidate(service=service, mark=mark, why=tuple(map(tidy, one.terms if found else about)))


def _extra(one: Listed) -> Iterator[tuple[str, str]]:
    yield "directory_id", one.id
    yield "status", one.status
    yield "way_in", without_contacts(one.way_in)
    yield "eligibility", without_contacts(one.eligibility)
    yield "minimum_age", one.minimum_age
    yield "maximum_age", one.maximum_age
    yield "classification", "; ".join(one.terms)
    yield "capacity", _capacity(one)


def _capacity(one: Listed) -> str:
    parts = [("" if one.available is None else f"{one.available} available")]
    parts += ["" if one.maximum is None else f"{one.maximum} at most"]
    said = ", ".join(part for part in parts if part)
    return f"{said} ({one.unit})" if said and one.unit else said


def _organisation(runner: Runner) -> Organisation:
    return Organisation(organisation=identifier(PREFIX, runner.id), name=without_person(runner.name))


def _cautions(pages: Sequence[Page], entries: Sequence[Entry], candidates: Sequence[Candidate]) -> Iterator[str]:
    states = Counter(one.listed.status for one in entries)
    for state in LEFT_OUT:
        if states[state]:
            yield f"{counted(states[state], 'service is', 'services are')} {state}, and left out"
    if states[TEMPORARILY_CLOSED]:
        closed = counted(
            states[TEMPORARILY_CLOSED],
            "service is temporarily closed, and says",
            "services are temporarily closed, and say",
        )
        yield f"{closed} so in the status"
    promised = max((page.promised or 0 for page in pages), default=0)
    if promised > len(entries):
        given = f"{len(entries):,} were given: read its other pages too"
        yield f"The directory speaks of {promised:,} services, and {given}"
    runners = len({runner.id for page in pages for runner in page.runners})
    if runners and not entries:
        yield f"It names {counted(runners, 'organisation', 'organisations')} and no service: a service has a status"
    unmarked = sum(one.mark is Mark.NONE for one in candidates)
    if unmarked:
        says = counted(unmarked, "service says", "services say")
        makes = "makes no row" if unmarked == 1 else "make no rows"
        yield f"{says} nothing of drugs, alcohol or recovery, and {makes}"
    untyped = sum(not one.service.service_type for one in candidates if one.mark is not Mark.NONE)
    if untyped:
        needs = counted(untyped, "candidate needs", "candidates need")
        yield f"{needs} a service type: map the directory's classification, or fill it in"

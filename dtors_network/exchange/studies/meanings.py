"""What a code, a case or a document of a study stands for: a barrier, a place, a voice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import Final

from dtors_network.exchange.studies.refi_codebook import guid_of
from dtors_network.exchange.studies.study import Study, StudyCase, StudyCode, StudyDocument
from dtors_network.model.area import Service
from dtors_network.model.codebook import BarrierCode, Codebook
from dtors_network.model.same_name import same_name
from dtors_network.model.vocabulary import End, ReporterRole

Place = tuple[str, str, str, str]
"""Source, target, service and service type, of which a place fills one kind; all blank is no place."""

NOWHERE: Final[Place] = ("", "", "", "")
ROLE_NAMES: Final = ("reporter role", "role")
"""Names of the variables of a case that may say in which role somebody speaks."""

_ARROW: Final = re.compile(r"\s*(?:->|→|=>)\s*")
_BETWEEN_WORDS: Final = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What one name of a study stands for; blank where it says nothing."""

    code: str = ""
    side: End | None = None
    source: str = ""
    target: str = ""
    service: str = ""
    service_type: str = ""
    reporter_role: ReporterRole | None = None
    reporter: str = ""
    said_on: date | None = None
    document: str = ""

    @property
    def place(self) -> Place:
        """Where it says that something is."""
        return (self.source, self.target, self.service, self.service_type)


class Names:
    """Finds barriers and services by the names that a study gives them."""

    def __init__(self, codebook: Codebook, services: Iterable[Service] = ()) -> None:
        listed = tuple(services)
        self._barriers = _index((barrier.code, _names_of(barrier)) for barrier in codebook.barriers)
        self._services = _index((one.service, [one.service, one.name]) for one in listed)
        self._by_guid = {guid_of("barrier", barrier.code): Meaning(code=barrier.code) for barrier in codebook.barriers}
        self._by_guid |= {guid_of("service", one.service): Meaning(service=one.service) for one in listed}

    def of_code(self, code: StudyCode) -> Meaning:
        """Say what a code stands for: by its identifier, else by its name with or without those above it."""
        if code.guid in self._by_guid:
            return self._by_guid[code.guid]
        tails = [" ".join(code.path[start:]) for start in range(len(code.path))]
        tails += [f"{group} {code.path[-1]}" for group in code.groups if code.path]
        barrier = _the_one(self._barriers, tails)
        return Meaning(code=barrier) if barrier else self.of_place(code.path[-1] if code.path else "")

    def of_case(self, case: StudyCase) -> Meaning:
        """Say which service or link bears a case's name, and which role its variables name."""
        place = self.of_place(case.name)
        roles = [value for name, value in case.values if _plain(name) in ROLE_NAMES]
        known = {role.value.replace("_", " "): role for role in ReporterRole}
        role = known.get(_plain(roles[0])) if roles else None
        return Meaning(service=place.service, source=place.source, target=place.target, reporter_role=role)

    def of_place(self, name: str) -> Meaning:
        """Read a name as a service, or as a link written ``A -> B``."""
        ends = _ARROW.split(name)
        found = [_the_one(self._services, [end]) for end in ends]
        if len(found) == 1:
            return Meaning(service=found[0])
        if len(found) == 2 and all(found) and found[0] != found[1]:
            return Meaning(source=found[0], target=found[1])
        return Meaning()


def labels(study: Study, given: Mapping[str, str] | None = None) -> dict[str, str]:
    """Give every document and case a label in place of its name, which may be a person's.

    Labels follow the order of the names, so that a new export of the same project gives the same ones; with those of
    the key (:func:`~dtors_network.exchange.studies.refi_map.key_rows`) given, they stay when documents are added. By
    guid: ``D01``, ``D02`` … of documents, ``R01``, ``R02`` … of cases.

    >>> from dtors_network.exchange.studies.study import StudyDocument
    >>> named = (StudyDocument(guid="1", name="b.txt"), StudyDocument(guid="2", name="a.txt"))
    >>> labels(Study(file="x.qdpx", documents=named))
    {'2': 'D01', '1': 'D02'}
    """
    found = dict(given or {})
    kinds: tuple[tuple[str, tuple[StudyDocument | StudyCase, ...]], ...] = (("D", study.documents), ("R", study.cases))
    for letter, items in kinds:
        ordered = sorted(items, key=lambda item: (item.name.casefold(), item.name))
        taken = set(found.values())
        free = (label for number in count(1) if (label := f"{letter}{number:02}") not in taken)
        found |= {item.guid: next(free) for item in ordered if item.guid not in found}
    return found


def _names_of(barrier: BarrierCode) -> list[str]:
    return [barrier.code, barrier.title, f"{barrier.theme} {barrier.title}"]


def _index(named: Iterable[tuple[str, list[str]]]) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for identifier, names in named:
        for name in names:
            if _plain(name):
                found.setdefault(_plain(name), set()).add(identifier)
    return {name: frozenset(identifiers) for name, identifiers in found.items()}


def _the_one(index: Mapping[str, frozenset[str]], names: Iterable[str]) -> str:
    """Give what all the names that are known agree on; an empty string where they do not."""
    found = {identifier for name in names for identifier in index.get(_plain(name), ())}
    return found.pop() if len(found) == 1 else ""


def _plain(text: str) -> str:
    return _BETWEEN_WORDS.sub(" ", same_name(text)).strip()

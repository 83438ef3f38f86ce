"""Barrier reports out of a study: one for each passage and each barrier that is coded there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Final, TypeVar

from dtors_network.area_files.cells import LONGEST_CELL
from dtors_network.exchange.counted_words import agreeing
from dtors_network.exchange.reading import Reports
from dtors_network.exchange.studies.meanings import NOWHERE, Meaning, Names, Place
from dtors_network.exchange.studies.refi_map import NO_BARRIER, Given, settled_labels, voice_of
from dtors_network.exchange.studies.refi_words import Excerpts
from dtors_network.exchange.studies.study import WHOLE, Passage, Study
from dtors_network.exchange.studies.surroundings import Around
from dtors_network.model.area import BarrierReport, Service
from dtors_network.model.codebook import Codebook

T = TypeVar("T")

_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_BETWEEN: Final = re.compile(r"[^0-9A-Za-z._]+")


def barrier_reports(
    study: Study,
    codebook: Codebook,
    services: Iterable[Service] = (),
    given: Given | None = None,
    excerpts: Excerpts | None = None,
) -> Reports:
    """Make a barrier report of every passage and every barrier coded there.

    A report's place is the first that is found, and of one kind only: what its own code stands for, other codes of the
    passage, codes of passages around it, cases of the passage, cases of the document, the document itself. Where two
    places stand equally near, the report is about the area, and a caution says how many there are. Services are found
    by id or name; ``given`` is what the user's own file says
    (:func:`~dtors_network.exchange.studies.refi_map.read_map`), ``excerpts`` are the words, where they are wanted
    (:func:`~dtors_network.exchange.studies.refi_words.read_excerpts`). Reporters and documents come under pseudonyms.

    >>> from dtors_network.area_files.codebook_yaml import shipped_codebook
    >>> from dtors_network.exchange.studies.study import StudyCode, StudyDocument
    >>> study = Study(
    ...     file="study.qdpx",
    ...     codes=(StudyCode(guid="c", path=("Delivery", "Service instability")),),
    ...     documents=(StudyDocument(guid="d", name="Ann.docx"),),
    ...     passages=(Passage(document="d", part="d", locator="characters 3-9", start=3, end=9, codes=("c",)),),
    ... )
    >>> made = barrier_reports(study, shipped_codebook()).barriers
    >>> [(row.report, row.code, row.document, row.locator) for row in made]
    [('D01.3-9.delivery.instability', 'delivery.instability', 'D01', 'characters 3-9')]
    """
    making = _Making(study, Names(codebook, services), given or {}, codebook)
    rows = _told_apart(making.rows(excerpts or Excerpts()))
    return Reports(
        file=study.file,
        barriers=tuple(rows),
        unmapped=making.unmapped(),
        cautions=tuple(_cautions(study, making, rows, excerpts)),
    )


class _Making:
    """What every name stands for, and the reports that follow."""

    def __init__(self, study: Study, names: Names, given: Given, codebook: Codebook) -> None:
        self.study, self.codebook = study, codebook
        self.label = settled_labels(study, given)
        self.codes = {one.guid: given.get(("code", one.guid)) or names.of_code(one) for one in study.codes}
        cases = {one.guid: given.get(("case", one.guid)) or names.of_case(one) for one in study.cases}
        self.cases = {guid: replace(found, reporter=voice_of(found, self.label[guid])) for guid, found in cases.items()}
        self.documents = {one.guid: given.get(("document", one.guid), Meaning()) for one in study.documents}
        self.around = Around(study, {guid for guid, found in self.codes.items() if found.place != NOWHERE})
        self.undecided = self.unsure = self.guessed = 0

    def rows(self, excerpts: Excerpts) -> Iterator[BarrierReport]:
        for passage in self.study.passages:
            barriers = {self.codes[code].code: self.codes[code] for code in passage.codes if self._is_barrier(code)}
            self.unsure += len(barriers) * (_place_of(passage) in excerpts.unsure)
            self.guessed += len(barriers) * (_place_of(passage) in excerpts.guessed)
            for meaning in barriers.values():
                yield self._report(passage, meaning, excerpts)

    def unmapped(self) -> tuple[tuple[str, int], ...]:
        seen = Counter(code for passage in self.study.passages for code in passage.codes)
        blank = [code for code in self.study.codes if self.codes[code.guid] == Meaning() and code.guid in seen]
        return tuple((code.name, seen[code.guid]) for code in blank)

    def _is_barrier(self, code: str) -> bool:
        return self.codes[code].code not in ("", NO_BARRIER)

    def _report(self, passage: Passage, own: Meaning, excerpts: Excerpts) -> BarrierReport:
        levels = self._levels(passage, own)
        source, target, service, service_type = self._place(levels)
        document = self.label[passage.document]
        side = _agreed(levels, lambda meaning: meaning.side)
        return BarrierReport(
            report=_identifier(document, passage, own.code),
            code=own.code,
            side=(side or self.codebook.barrier[own.code].side) if source else None,
            source=source,
            target=target,
            service=service,
            service_type=service_type,
            reporter_role=_agreed(levels, lambda meaning: meaning.reporter_role),
            reporter=_agreed(levels, lambda meaning: meaning.reporter) or "",
            said_on=_agreed(levels, lambda meaning: meaning.said_on),
            document=document,
            locator=passage.locator,
            excerpt=_cell(excerpts.texts.get(_place_of(passage), "")),
        )

    def _levels(self, passage: Passage, own: Meaning) -> list[list[Meaning]]:
        """Everything that may say where a passage belongs, the nearest first."""
        beside = [self.codes[code] for code in passage.codes if not self._is_barrier(code)]
        wider = [self.codes[code] for code in self.around.codes(passage) if not self._is_barrier(code)]
        here = [self.cases[case] for case in self.around.cases(passage)]
        there = [self.cases[case] for case in self.around.cases_of_document(passage)]
        return [[own], beside, wider, here, there, [self.documents[passage.document]]]

    def _place(self, levels: list[list[Meaning]]) -> Place:
        for level in levels:
            places = {meaning.place for meaning in level} - {NOWHERE}
            if len(places) > 1:
                self.undecided += 1
                return NOWHERE
            if places:
                return places.pop()
        return NOWHERE


def _place_of(passage: Passage) -> tuple[str, str, str]:
    return passage.document, passage.part, passage.locator


def _agreed(levels: list[list[Meaning]], pick: Callable[[Meaning], T | None]) -> T | None:
    """Give the nearest value; None where two stand equally near, as in a group discussion."""
    for level in levels:
        values = {value for meaning in level if (value := pick(meaning))}
        if values:
            return values.pop() if len(values) == 1 else None
    return None


def _identifier(document: str, passage: Passage, code: str) -> str:
    """Name a report by where it stands: a new export gives its parts new guids, but neither positions nor names."""
    place = passage.locator.removeprefix("characters ")
    return ".".join(_BETWEEN.sub("-", part).strip("-") for part in (document, place, code))


def _told_apart(rows: Iterable[BarrierReport]) -> list[BarrierReport]:
    """Tell apart, by a number, reports at the same positions of different texts of one document."""
    seen: Counter[str] = Counter()
    found = []
    for row in rows:
        seen[row.report] += 1
        number = seen[row.report]
        found.append(row if number == 1 else replace(row, report=f"{row.report}.{number}"))
    return found


def _cell(text: str) -> str:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2029", "\n").replace("\u2028", "\n")
    return _CONTROL.sub("", lines)[:LONGEST_CELL]


def _cautions(study: Study, making: _Making, rows: list[BarrierReport], excerpts: Excerpts | None) -> Iterator[str]:
    nowhere = sum(not (row.source or row.service or row.service_type) for row in rows) - making.undecided
    without = sum(not row.excerpt for row in rows) - making.unsure if excerpts is not None else 0
    whole = sum(row.locator == WHOLE for row in rows)
    told = (
        (nowhere, "reports {name|names} no service or link, and {are|is} about the area as a whole"),
        (making.undecided, "reports {stand|stands} where two places are named, and {are|is} about the area as a whole"),
        (sum(one.missing for one in study.documents), "documents {were|was} not exported with the project"),
        (without, "reports {have|has} no excerpt, since the text at {their|its} place was not exported or is no text"),
        (making.unsure, "reports {have|has} no excerpt, since nothing tells how {their|its} program counted line ends"),
        (
            making.guessed,
            "excerpts {stand|stands} where whole words alone tell how line ends were counted",
        ),
        (whole, "reports {rest|rests} on a coding of a whole document"),
        (study.comments, "selections {have|has} a comment and no code, and {make|makes} no report"),
        (study.notes, "researchers' memos {make|makes} no report"),
        (study.dangling, "codings {point|points} at a code that the project does not hold"),
        (study.unplaced, "selections {have|has} positions that make no sense"),
    )
    yield from (f"{number:,} of the {agreeing(number, words)}" for number, words in told if number)
    if rows:
        yield "Mentions are evidence that something was said, never a rate: they must not be counted against each other"

"""The words of a study's passages, cut where the program that coded them meant."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Final

from dtors_network.area_files.cells import LONGEST_CELL
from dtors_network.errors import Fault, InputError
from dtors_network.exchange.studies.refi_counting import LIKELY, LINE_ENDS_AS_ONE, ONE, WAYS, Counted, Way
from dtors_network.exchange.studies.refi_package import Package, child, children, open_package
from dtors_network.exchange.studies.refi_passages import Part, Spot, parts_of, spots_of
from dtors_network.exchange.studies.study import Study
from dtors_network.model.same_name import same_name

MOST_TEXT: Final = 100_000_000
"""Bytes of all texts that excerpts are taken from."""

_CUT_SHORT: Final = ("\u2026", "...")
_SURE_START: Final = 12
"""Letters of a name from which a passage that begins with it is the one that is meant."""
_LEAST: Final = 3
_COMPARED: Final = 2_000
"""Letters of a passage that are held against its name."""

Place = tuple[str, str, str]
"""Document, part and locator of a passage."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpts:
    """The words of passages, and how sure their places are.

    Attributes
    ----------
    texts : mapping
        Words by document, part and locator; passages whose text was not exported are not there.
    unsure : frozenset of Place
        Passages left out: nothing tells how their program counted, or their words are not those of their name.
    guessed : frozenset of Place
        Passages for which whole words alone tell how their program counted.
    """

    texts: Mapping[Place, str] = field(default_factory=dict)
    unsure: frozenset[Place] = frozenset()
    guessed: frozenset[Place] = frozenset()


def read_excerpts(path: Path, study: Study) -> Excerpts:
    """Read the words of a study's passages of text, for a user who asked for them.

    The standard counts code points; programs differ on what a line end counts. A selection's own name decides, then the
    names of the others in its text and in the project, then the program that wrote it, then positions that would lie
    within a line end, then whole words. Where nothing tells, the words are left out.
    """
    wanted = {(one.document, one.part, one.locator) for one in study.passages if one.start is not None}
    holding = {part for _, part, _ in wanted}
    with open_package(path) as package:
        sources = children(child(package.root, "Sources"))
        parts = [part for source in sources for part in parts_of(source) if part.guid in holding]
        _check_size(parts, package)
        named = _Names()
        for text in _texts(parts, package, wanted):
            named.add(text)
        ones = any(name in package.root.get("origin", "").casefold() for name in LINE_ENDS_AS_ONE)
        cut = [text.cut(named, ones) for text in _texts(parts, package, wanted)]
    return Excerpts(
        texts={place: words for one in cut for place, words in one.texts.items()},
        unsure=frozenset().union(*(one.unsure for one in cut)),
        guessed=frozenset().union(*(one.guessed for one in cut)),
    )


def is_called(words: str, name: str) -> bool:
    r"""Say whether a passage reads as its name says; programs name passages by their words, often cut short.

    True where the name is the whole passage, or its beginning.

    >>> is_called("They fear the cuts,\nall of them.", "They fear the\u2026"), is_called("xylophone", "x")
    (True, False)
    """
    found, called = same_name(words), same_name(name)
    short = next((called.removesuffix(mark).rstrip() for mark in _CUT_SHORT if called.endswith(mark)), "")
    if len(short) >= _LEAST and found.startswith(short):
        return True
    return len(called) >= _LEAST and (found == called or (len(called) >= _SURE_START and found.startswith(called)))


class _Names:
    """What the names of all passages of a project tell of the way in which it counts."""

    def __init__(self) -> None:
        self.votes: Counter[Way] = Counter()
        self.fitting = self.others = 0

    def add(self, text: _Text) -> None:
        self.votes.update(text.votes)
        self.fitting += sum(map(bool, text.fits.values()))
        self.others += sum(not fits for fits in text.fits.values())

    @property
    def are_words(self) -> bool:
        """True where most passages that have a name are named by their words."""
        return self.fitting > self.others


class _Text:
    """One text with its passages."""

    def __init__(self, text: str, spots: Mapping[Place, Sequence[Spot]]) -> None:
        self.text, self.spots = Counted(text), spots

    @cached_property
    def fits(self) -> dict[Place, list[Way]]:
        """For each passage with a name, the ways of counting under which it reads so."""
        return {place: self._ways(spots) for place, spots in self.spots.items() if any(spot.names for spot in spots)}

    @cached_property
    def votes(self) -> Counter[Way]:
        return Counter(way for fits in self.fits.values() for way in fits)

    def cut(self, named: _Names, ones: bool) -> Excerpts:
        """Cut every passage, in the way that is most likely."""
        ways = self._possible(self._candidates(named, ones))
        whole = [way for way in ways if all(self._is_whole(way, spots[0]) for spots in self.spots.values())]
        texts, unsure, guessed = {}, set(), set()
        for place, (spot, *_) in self.spots.items():
            fits = self.fits.get(place)
            found = {self._cut(way, spot) for way in self._own(fits, ways)} - {None}
            if fits == [] and named.are_words and self._has_a_long_name(place):
                found = set()
            elif len(found) > 1 and len(likely := {self._cut(way, spot) for way in whole}) == 1:
                found = likely
                guessed.add(place)
            if len(found) == 1:
                texts[place] = found.pop() or ""
            elif any(self.text.span(way, *_ends(spot)) for way in LIKELY):
                unsure.add(place)
        return Excerpts(texts=texts, unsure=frozenset(unsure), guessed=frozenset(guessed & set(texts)))

    def _ways(self, spots: Sequence[Spot]) -> list[Way]:
        names = [name for spot in spots for name in spot.names]
        marked = [way for way in self.text.ways if way.marked]
        return self._reading_so(names, spots[0], [way for way in self.text.ways if not way.marked]) or (
            self._reading_so(names, spots[0], marked)
        )

    def _reading_so(self, names: Sequence[str], spot: Spot, ways: Sequence[Way]) -> list[Way]:
        spans = {way: self.text.span(way, *_ends(spot)) for way in ways}
        fitting = {
            (start, end): any(is_called(self.text.text[start : min(end, start + _COMPARED)], name) for name in names)
            for start, end in filter(None, dict.fromkeys(spans.values()))
        }
        return [way for way, span in spans.items() if span and fitting[span]]

    def _candidates(self, named: _Names, ones: bool) -> tuple[Way, ...]:
        """Narrow the ways down, by the names of this text and of the project, and by its program."""
        ways = WAYS
        for votes in (self.votes, named.votes):
            most = max((votes[way] for way in ways), default=0)
            ways = tuple(way for way in ways if votes[way] == most) if most else ways
        likely = tuple(way for way in ways if way in LIKELY) or ways[:1]
        return (ONE,) if ones and ONE in likely else likely

    def _possible(self, ways: Sequence[Way]) -> Sequence[Way]:
        """Leave out the ways under which a passage would lie within a line end, or beyond the text."""
        spots = [spots[0] for spots in self.spots.values()]
        return [way for way in ways if all(self.text.span(way, *_ends(spot)) for spot in spots)] or ways

    def _own(self, fits: Sequence[Way] | None, ways: Sequence[Way]) -> Sequence[Way]:
        """Let a passage's own name decide; where it reads so in several ways, those of its text come first."""
        return [way for way in ways if way in fits] or fits[:1] if fits else ways

    def _is_whole(self, way: Way, spot: Spot) -> bool:
        return self.text.is_whole_words(way, *_ends(spot))

    def _has_a_long_name(self, place: Place) -> bool:
        return any(len(same_name(name)) >= _SURE_START for spot in self.spots[place] for name in spot.names)

    def _cut(self, way: Way, spot: Spot) -> str | None:
        return self.text.cut(way, *_ends(spot), 2 * LONGEST_CELL)


def _ends(spot: Spot) -> tuple[int, int]:
    return spot.start or 0, spot.end or 0


def _texts(parts: Sequence[Part], package: Package, wanted: set[Place]) -> Iterator[_Text]:
    """Give one text after the other, so that no two are held."""
    for part in parts:
        text = _text(part, package)
        spots: dict[Place, list[Spot]] = {}
        for spot in spots_of(part) if text is not None else ():
            place = (spot.document, spot.part, spot.locator)
            if place in wanted:
                spots.setdefault(place, []).append(spot)
        if text is not None:
            yield _Text(text, spots)


def _check_size(parts: Sequence[Part], package: Package) -> None:
    if sum(package.size(part.element.get("plainTextPath", "")) or 0 for part in parts) > MOST_TEXT:
        problem = f"the texts of this project are larger than {MOST_TEXT:,} bytes together"
        raise InputError([Fault(problem, "Read it without excerpts", file=package.file)])


def _text(part: Part, package: Package) -> str | None:
    content = child(part.element, "PlainTextContent")
    if content is not None:
        return content.text or ""
    return package.text(part.element.get("plainTextPath", ""))

"""Where the codings of a REFI-QDA project stand: in texts, transcripts, pages, pictures and recordings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from dtors_network.exchange.studies.refi_package import child, children, guid
from dtors_network.exchange.studies.study import WHOLE, Passage
from dtors_network.safe.xml_reading import local

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_HOLDERS: Final = ("Representation", "Transcript", "TextDescription")
"""Texts within a document, which have passages of their own."""


@dataclass(frozen=True, slots=True)
class Part:
    """A document, or a text within one, that passages lie in."""

    document: str
    guid: str
    element: Element


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """One selection, or one whole document, with the targets of its codings."""

    document: str
    part: str
    selection: str
    locator: str
    start: int | None = None
    end: int | None = None
    targets: tuple[str, ...] = ()
    comment: bool = False
    unplaced: bool = False
    names: tuple[str, ...] = ()
    """Its name and description, which may be words of people: to be held against the text, and never kept."""


def parts_of(source: Element) -> Iterator[Part]:
    """List a document and the texts within it, at any depth.

    The source is a child of ``Sources``; the document itself comes first.
    """
    document = guid(source.get("guid"))
    waiting = [source]
    while waiting:
        element = waiting.pop(0)
        yield Part(document, guid(element.get("guid")), element)
        inside = [element, *(one for one in children(element) if local(one).endswith("Selection"))]
        waiting += [text for one in inside for text in children(one, *_HOLDERS)]


def spots_of(part: Part) -> Iterator[Spot]:
    """List the selections of a part, and its own codings as one spot."""
    own = _targets(part.element)
    if own:
        yield Spot(document=part.document, part=part.guid, selection=part.guid, locator=WHOLE, targets=own)
    syncs = {guid(point.get("guid")): point for point in children(part.element, "SyncPoint")}
    for selection in children(part.element):
        if local(selection).endswith("Selection"):
            yield _spot(selection, part, syncs)


def one_each(spots: Iterable[Spot]) -> tuple[Spot, ...]:
    """Put together what one selection says twice: ATLAS.ti marks a passage on a page and in the page's text."""
    found: dict[tuple[str, str], list[Spot]] = {}
    for number, spot in enumerate(spots):
        found.setdefault((spot.document, spot.selection or str(number)), []).append(spot)
    return tuple(
        replace(
            min(alike, key=lambda spot: spot.start is None),
            targets=_once(target for spot in alike for target in spot.targets),
            comment=any(spot.comment for spot in alike),
        )
        for alike in found.values()
    )


def merged(passages: Iterable[Passage]) -> tuple[Passage, ...]:
    """Put passages at one place together: programs write one selection for each coding, or for each coder.

    Every code and case stands there once; places without any are left out.
    """
    found: dict[tuple[str, str, str], list[Passage]] = {}
    for passage in passages:
        found.setdefault((passage.document, passage.part, passage.locator), []).append(passage)
    together = (
        replace(
            alike[0],
            codes=_once(code for one in alike for code in one.codes),
            cases=_once(case for one in alike for case in one.cases),
            selections=_once(selection for one in alike for selection in one.selections),
        )
        for alike in found.values()
    )
    return tuple(passage for passage in together if passage.codes or passage.cases)


def _once(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))


def _targets(element: Element) -> tuple[str, ...]:
    references = [child(coding, "CodeRef") for coding in children(element, "Coding")]
    return tuple(guid(reference.get("targetGUID")) for reference in references if reference is not None)


def _spot(selection: Element, part: Part, syncs: dict[str, Element]) -> Spot:
    kind = local(selection)
    start, end = None, None
    if kind == "PlainTextSelection":
        start, end = _whole(selection.get("startPosition")), _whole(selection.get("endPosition"))
    elif kind == "TranscriptSelection":
        start, end = (_position(selection.get(name), syncs) for name in ("fromSyncPoint", "toSyncPoint"))
    sense = start is not None and end is not None and start <= end
    described = child(selection, "Description")
    comment = (described.text or "").strip() if described is not None else ""
    return Spot(
        document=part.document,
        part=part.guid,
        selection=guid(selection.get("guid")),
        locator=f"characters {start}-{end}" if sense else _elsewhere(selection),
        start=start if sense else None,
        end=end if sense else None,
        targets=_targets(selection),
        comment=bool(comment),
        unplaced=kind == "PlainTextSelection" and not sense,
        names=tuple(name for name in (selection.get("name", ""), comment) if len(name.strip()) > 1),
    )


def _position(point: str | None, syncs: dict[str, Element]) -> int | None:
    found = syncs.get(guid(point))
    return None if found is None else _whole(found.get("position"))


def _whole(text: str | None) -> int | None:
    digits = (text or "").strip()
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 12 else None


def _elsewhere(selection: Element) -> str:
    """Say where a selection stands that is not one of text."""
    begin, stop = _whole(selection.get("begin")), _whole(selection.get("end"))
    if begin is not None and stop is not None:
        return f"time {_clock(begin)}-{_clock(stop)}"
    names = ("firstX", "firstY", "secondX", "secondY")
    corners = [_whole(selection.get(name)) for name in names]
    area = "area {},{} to {},{}".format(*corners) if None not in corners else ""
    page = _whole(selection.get("page"))
    placed = ", ".join(part for part in (f"page {page}" if page is not None else "", area) if part)
    return placed or f"a passage without a position ({guid(selection.get('guid'))})"


def _clock(milliseconds: int) -> str:
    minutes, rest = divmod(milliseconds, 60_000)
    return f"{minutes:02}:{rest // 1000:02}.{rest % 1000:03}"

"""Indicator: places where a barrier of a kind was reported, of places where anybody was asked."""

from __future__ import annotations

from collections.abc import Iterator

from dtors_network.compare.figure import Direction, Figure, Indicator, Kind
from dtors_network.compare.shares import known_of, missing
from dtors_network.compare.side import Side
from dtors_network.evidence import Pair


def find(side: Side) -> Iterator[Figure]:
    """Give, for each theme of the codebook, the share of links that somebody spoke of at which it was reported."""
    book = side.area.codebook
    reports = [row for row in side.area.barriers if book.barrier[row.code].kind == "barrier"]
    spoken: set[Pair] = {(row.source, row.target) for row in side.area.statements}
    spoken |= {(row.source, row.target) for row in side.area.barriers if row.source and row.target}
    for theme in dict.fromkeys(code.theme for code in book.barriers if code.kind == "barrier"):
        mine = [row for row in reports if book.barrier[row.code].theme == theme]
        at_link = {(row.source, row.target) for row in mine if row.source and row.target}
        at_service = {row.service for row in mine if row.service}
        hit = sum(pair in at_link or not at_service.isdisjoint(pair) for pair in spoken)
        figure = Figure(
            indicator=INDICATOR.code,
            scope=theme,
            title=book_title(theme),
            counted=side.completeness.answered,
            of=side.completeness.askable,
        )
        yield known_of(figure, hit, hit, len(spoken)) if spoken else missing(figure, "nobody spoke of a link")


def book_title(theme: str) -> str:
    """Name a theme of the codebook in words."""
    return theme.replace("_", " ")


INDICATOR = Indicator(
    code="barriers",
    title="Barriers by kind",
    numerator="links at which, or at an end of which, a barrier of the kind was reported",
    denominator="links that somebody spoke of",
    source="The codebook: DTORS qualitative study 2009, or a study of one's own",
    kind=Kind.TOLD,
    direction=Direction.NEITHER,
    reads="What nobody asked nobody reports: an area that asked more has more barriers. It is never tested.",
    completeness="services that spoke of their links, of those that could",
    find=find,
)

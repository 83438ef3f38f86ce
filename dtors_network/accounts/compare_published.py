"""The tables of a comparison that hold published figures, their registry, and who is like whom."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from dtors_network.accounts.compare_cells import BARE, DIGITS, Compared, complete_words, interval_words, value_words
from dtors_network.accounts.kinds import CODE, DAY, DECIMAL, NAME, NUMBER, TEXT, YES_NO, Kind, Named
from dtors_network.accounts.sheet import Column, Sheet
from dtors_network.accounts.stamp import stamp_of
from dtors_network.accounts.words import capital
from dtors_network.compare.neighbours import ALIKE, REGION, Neighbour
from dtors_network.compare.published.beside import AUTHORITY, Beside
from dtors_network.compare.published.beside import ENGLAND as ENGLAND_PLACE
from dtors_network.compare.published.indicator import Published, PublishedFigure, Unit
from dtors_network.compare.published.registry import published_indicators
from dtors_network.compare.result import Comparison
from dtors_network.rounding import kept, per_100, span, span_of_100, written

MOST: Final = 20
NO_FIGURE: Final = "no published figure of these areas is at hand: give one with --published, or import it"
NO_NEIGHBOURS: Final = (
    "none of these areas is known to be like another: none shares a region, none is in a list of neighbours by its "
    "code, and nearest ones are sought from ten areas on"
)


def published_words(cell: tuple[Published, PublishedFigure]) -> tuple[str, str]:
    """Say a published figure and its interval.

    >>> of = published_indicators()[0]
    >>> published_words((of, of.figures[0]))
    ('30.0 %', '')
    """
    of, figure = cell
    if figure.value is None:
        return f"missing ({figure.note or figure.raw or 'not given'})", ""
    is_share = of.unit is Unit.SHARE
    counts = ""
    if figure.numerator is not None and figure.denominator:
        counts = f" ({written(figure.numerator)} of {written(figure.denominator)})"
    value = f"{per_100(figure.value, 1)} %" if is_share else written(figure.value, 1)
    if figure.low is None or figure.high is None:
        return value + counts, ""
    ends = figure.low, figure.high
    return value + counts, f"{span_of_100(*ends, 1)} %" if is_share else span(*ends, 1)


def _parts(cell: tuple[Published, PublishedFigure]) -> tuple[str | int | float | None, ...]:
    _, one = cell
    numbers = (one.value, one.low, one.high, one.numerator, one.denominator)
    missing = (one.note or one.raw or "not given") if one.value is None else None
    return *(None if number is None else kept(number, DIGITS) for number in numbers), one.rounded_to or None, missing


PUBLISHED_KIND: Final = Kind(
    "published figure",
    ("_value", "_low", "_high", "_numerator", "_denominator", "_rounded_to", "_missing"),
    _parts,
    ("", "95 % interval"),
    published_words,
    numbers=True,
)


def _own_words(cell: Compared) -> tuple[str, str]:
    interval = interval_words(cell.figure)
    return value_words(cell.figure) + (f", 95 % interval {interval}" if interval else ""), complete_words(cell)


OWN: Final = replace(BARE, heads=("", "Counted, contributing, answered"), say=_own_words, blank="none")
"""The area's own figure, with its interval in the same cell: published ones have theirs."""


@dataclass(frozen=True, slots=True)
class BesideRow:
    """A published figure in a table."""

    found: Comparison
    beside: Beside

    @property
    def own(self) -> Compared | None:
        """The area's own figure with its completeness; None where it has none."""
        own = self.beside.own
        return None if own is None else Compared(own, self.found.found[self.beside.at].completeness)

    @property
    def where(self) -> str:
        """The place and the period in words: its name, why it stands here, and whether it is of the area's period."""
        kind, figure = self.beside.place, self.beside.figure
        period = f"{figure.period or 'no date'}{'' if self.beside.same_period else ', not the period of the area'}"
        if kind == ENGLAND_PLACE:
            return f"{kind}, {period}"
        said = {AUTHORITY: "its authority"}.get(kind, "its region" if kind == REGION else kind)
        caution = f"; {self.beside.caution}" if self.beside.caution else ""
        return f"{figure.place} ({said}{caution}), {period}"

    @property
    def alike(self) -> str:
        """Whether both mean the same, in words."""
        if self.beside.unlike:
            return f"unlike: {self.beside.unlike}"
        return "the same definition" + ("" if self.beside.same_period else ", another period")


def _of(row: BesideRow) -> Published:
    return row.beside.published


def _titled(row: BesideRow) -> str:
    return f"{_of(row).title}. {row.beside.figure.source}"


PUBLISHED: Final = (
    Column[BesideRow]("area", "Area", NAME, lambda r: Named(r.found.areas[r.beside.at].id, r.found.names[r.beside.at])),
    Column[BesideRow]("published", "", CODE, lambda row: _of(row).code),
    Column[BesideRow]("title", "", TEXT, lambda row: _of(row).title),
    Column[BesideRow]("ids", "", TEXT, lambda row: ";".join(_of(row).ids) or None),
    Column[BesideRow]("title", "Published", TEXT, lambda row: _titled(row), in_files=False),
    Column[BesideRow]("where", "Where and when", TEXT, lambda row: row.where, in_files=False),
    Column[BesideRow]("place_kind", "", TEXT, lambda row: row.beside.place),
    Column[BesideRow]("place", "", TEXT, lambda row: row.beside.figure.place),
    Column[BesideRow]("place_code", "", TEXT, lambda row: row.beside.figure.gss_code or None),
    Column[BesideRow]("place_caution", "", TEXT, lambda row: row.beside.caution or None),
    Column[BesideRow]("period", "", TEXT, lambda row: row.beside.figure.period or None),
    Column[BesideRow]("same_period", "", YES_NO, lambda row: row.beside.same_period),
    Column[BesideRow]("published", "Published figure", PUBLISHED_KIND, lambda row: (_of(row), row.beside.figure)),
    Column[BesideRow]("own", "The area's own", OWN, lambda row: row.own),
    Column[BesideRow]("own_indicator", "", CODE, lambda row: row.beside.own.indicator if row.beside.own else None),
    Column[BesideRow]("own_scope", "", TEXT, lambda row: row.beside.own.scope or None if row.beside.own else None),
    Column[BesideRow]("like", "", YES_NO, lambda row: not row.beside.unlike),
    Column[BesideRow]("like_words", "Do they mean the same?", TEXT, lambda row: row.alike),
    Column[BesideRow]("read", "", TEXT, lambda row: _of(row).read.words),
    Column[BesideRow]("source", "", TEXT, lambda row: row.beside.figure.source),
    Column[BesideRow]("profile", "", CODE, lambda row: stamp_of(row.found.areas[row.beside.at]).profile),
)


def _named(one: Published) -> str:
    return "; ".join(filter(None, (one.title, one.also_called, ", ".join(one.ids))))


def _to_know(one: Published) -> str:
    said = (f"{capital(one.period)}", capital(one.geography), f"Rounding: {one.rounding}", capital(one.direction.value))
    return ". ".join((*said, one.traps)).removesuffix(" ")


REGISTRY: Final = (
    Column[Published]("published", "", CODE, lambda one: one.code),
    Column[Published]("title", "", TEXT, lambda one: one.title),
    Column[Published]("named", "Published", TEXT, _named, in_files=False),
    Column[Published]("ids", "", TEXT, lambda one: ";".join(one.ids) or None),
    Column[Published]("also_called", "", TEXT, lambda one: one.also_called or None),
    Column[Published]("numerator", "Counted", TEXT, lambda one: one.numerator),
    Column[Published]("denominator", "Of", TEXT, lambda one: one.denominator),
    Column[Published]("unit", "", CODE, lambda one: one.unit.value),
    Column[Published]("period", "", TEXT, lambda one: one.period),
    Column[Published]("geography", "", TEXT, lambda one: one.geography),
    Column[Published]("rounding", "", TEXT, lambda one: one.rounding),
    Column[Published]("direction", "", TEXT, lambda one: one.direction.value),
    Column[Published]("beside", "", CODE, lambda one: "/".join(filter(None, one.beside)) if one.beside else None),
    Column[Published]("like", "When an area's own means the same", TEXT, lambda one: when_like(one)),
    Column[Published]("to_know", "What to know", TEXT, _to_know, in_files=False),
    Column[Published]("traps", "", TEXT, lambda one: one.traps or None),
    Column[Published]("source", "", TEXT, lambda one: one.source),
    Column[Published]("read", "", TEXT, lambda one: one.read.words),
    Column[Published]("from", "Source", TEXT, lambda one: f"{one.source}; {one.read.words}", in_files=False),
)


def when_like(one: Published) -> str:
    """Say when an area's own figure means the same.

    >>> [when_like(one) for one in published_indicators() if one.code == "waits_first"]
    ['every link counted, records complete, services complete, structured treatment only']
    """
    return ", ".join(name.replace("_", " ") for name in one.equal_if) or f"never: {one.unlike}"


def published_sheet(found: Comparison, at: int | None = None) -> Sheet[BesideRow]:
    """Give published figures beside the areas' own as a table; of one area where it is named."""
    rows = [BesideRow(found, one) for one in found.published if at is None or one.at == at]
    return Sheet("published", "Published figures beside the areas' own", PUBLISHED, rows, none=NO_FIGURE, most=MOST)


def registry_sheet() -> Sheet[Published]:
    """Give the registry of published indicators as a table."""
    return Sheet("registry", "What is published by authority", REGISTRY, published_indicators(), most=0)


@dataclass(frozen=True, slots=True)
class NeighbourRow:
    """A neighbour in a table."""

    found: Comparison
    near: Neighbour


def _name(row: NeighbourRow, at: int) -> Named:
    return Named(row.found.areas[at].id, row.found.names[at])


def family_words(near: Neighbour) -> str:
    """Say why two areas are called neighbours.

    >>> family_words(Neighbour(at=0, other=1, family=REGION))
    'The same region'
    """
    if near.family == REGION:
        return "The same region"
    if near.family == ALIKE:
        return "Near in the project's own indicators, standardised"
    said = f"{capital(near.family)}, {near.year}"
    return f"{said} ({near.caution})" if near.caution else said


def _sure(near: Neighbour) -> str | None:
    if near.sure is None:
        return None
    return f"near over {near.shared:,} figures; among the five nearest in {per_100(near.sure)} of 100 draws"


NEIGHBOURS: Final = (
    Column[NeighbourRow]("area", "Area", NAME, lambda row: _name(row, row.near.at)),
    Column[NeighbourRow]("neighbour", "Neighbour", NAME, lambda row: _name(row, row.near.other)),
    Column[NeighbourRow]("family", "", TEXT, lambda row: row.near.family),
    Column[NeighbourRow]("year", "", TEXT, lambda row: row.near.year or None),
    Column[NeighbourRow]("caution", "", TEXT, lambda row: row.near.caution or None),
    Column[NeighbourRow]("why", "Why", TEXT, lambda row: family_words(row.near)),
    Column[NeighbourRow]("order", "", NUMBER, lambda row: row.near.rank),
    Column[NeighbourRow]("distance", "", DECIMAL, lambda row: row.near.distance),
    Column[NeighbourRow]("figures_shared", "", NUMBER, lambda row: row.near.shared or None),
    Column[NeighbourRow]("stays_near", "", DECIMAL, lambda row: row.near.sure),
    Column[NeighbourRow]("sure", "How sure", TEXT, lambda row: _sure(row.near)),
    Column[NeighbourRow]("period_end", "", DAY, lambda row: row.found.areas[row.near.at].period_end),
    Column[NeighbourRow]("profile", "", CODE, lambda row: stamp_of(row.found.areas[row.near.at]).profile),
)


def neighbours_sheet(found: Comparison, at: int | None = None) -> Sheet[NeighbourRow]:
    """Give who is like whom as a table; of one area where it is named."""
    rows = [NeighbourRow(found, one) for one in found.neighbours if at is None or one.at == at]
    return Sheet("neighbours", "Which areas are alike, and by what", NEIGHBOURS, rows, none=NO_NEIGHBOURS, most=MOST)

"""An area's own figures beside published ones: of its authority, its region, England and its neighbours."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from dtors_network.compare.figure import Figure
from dtors_network.compare.neighbours import Model, authority_of, codes_of, region_of, shipped_model
from dtors_network.compare.published.conditions import why_unlike
from dtors_network.compare.published.indicator import Published, PublishedFigure
from dtors_network.compare.published.registry import published_indicators
from dtors_network.exchange.registers.authorities import Authority, authorities
from dtors_network.model.area import Area
from dtors_network.model.same_name import same_name

if TYPE_CHECKING:
    from dtors_network.compare.result import Comparison

AUTHORITY: Final = "authority"
REGION: Final = "region"
ENGLAND: Final = "England"
ENGLAND_CODE: Final = "E92000001"
REGION_CODES: Final = "E12"
NOTHING_OF_OURS: Final = "the area has no figure of its own of this"


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """A published figure beside an area's own.

    Attributes
    ----------
    at : int
        Position of the area.
    published : Published
        What it is.
    figure : PublishedFigure
        The published figure; missing ones are shown as such.
    own : Figure or None
        The area's own, where there is one to stand beside it.
    place : str
        ``authority``, ``region``, ``England``, or the model by which another authority is its neighbour, with year.
    caution : str
        What that model is of, where it is not treatment.
    unlike : str
        Why the two do not mean the same; blank where they do.
    same_period : bool
        Whether the published figure is of the larger part of the area's period.
    """

    at: int
    published: Published
    figure: PublishedFigure
    own: Figure | None
    place: str
    caution: str = ""
    unlike: str = ""
    same_period: bool = True


def beside_of(
    found: Comparison, given: Sequence[PublishedFigure] = (), models: Sequence[Model] = ()
) -> tuple[Beside, ...]:
    """Put published figures beside each area's own.

    Area by area, in the order of the registry: figures that the user brings, beside those that come with the project.
    Of each indicator and place one figure: that of the area's own period, else the latest before it, else the next
    after it.
    """
    shipped = [figure for one in published_indicators() for figure in one.figures]
    mine = {(one.published, one.gss_code or same_name(one.place), one.period_start, one.period_end) for one in given}
    rest = [one for one in shipped if _key(one) not in mine]
    by_code: dict[str, list[PublishedFigure]] = {}
    for one in (*given, *rest):
        by_code.setdefault(one.published, []).append(one)
    every = (shipped_model(), *models)
    return tuple(row for at in range(len(found.areas)) for row in _of_area(found, at, by_code, every))


def _key(one: PublishedFigure) -> tuple[object, ...]:
    return one.published, one.gss_code or same_name(one.place), one.period_start, one.period_end


def _of_area(
    found: Comparison, at: int, by_code: Mapping[str, Sequence[PublishedFigure]], models: Sequence[Model]
) -> Iterator[Beside]:
    area = found.areas[at]
    places = list(_places(area, models))
    for published in published_indicators():
        figures = by_code.get(published.code, ())
        for place, caution, is_of in places:
            of_place = [one for one in figures if is_of(one)]
            if not of_place:
                continue
            best = min(of_place, key=lambda one: _distance(area, one))
            own = _own(found, at, published)
            yield Beside(
                at=at,
                published=published,
                figure=best,
                own=own,
                place=place,
                caution=caution,
                unlike=_unlike(area, published, own),
                same_period=_is_of_period(area, best),
            )


def _own(found: Comparison, at: int, published: Published) -> Figure | None:
    return None if published.beside is None else found.found[at].by_key.get(published.beside)


def _unlike(area: Area, published: Published, own: Figure | None) -> str:
    if published.unlike or own is None:
        return published.unlike or NOTHING_OF_OURS
    return why_unlike(published.equal_if, area, own)


class _Is:
    """Whether a figure is of a place, by its code, else by one of its names."""

    def __init__(self, codes: Sequence[str], names: Sequence[str]) -> None:
        self.codes, self.names = frozenset(codes), frozenset(map(same_name, names))

    def __call__(self, one: PublishedFigure) -> bool:
        return one.gss_code in self.codes if one.gss_code else same_name(one.place) in self.names


class _IsRegion:
    """Whether a figure is of a region: publishers add words to its name."""

    def __init__(self, region: str) -> None:
        self.region = same_name(region)

    def __call__(self, one: PublishedFigure) -> bool:
        name = same_name(one.place).removesuffix("(statistical)").strip().removesuffix(" region").strip()
        return name == self.region and (not one.gss_code or one.gss_code.startswith(REGION_CODES))


Is = _Is | _IsRegion


def _places(area: Area, models: Sequence[Model]) -> Iterator[tuple[str, str, Is]]:
    authority = authority_of(area)
    if authority:
        yield AUTHORITY, "", _of(authority)
    else:
        yield AUTHORITY, "", _Is([area.gss_code] if area.gss_code else [], [area.name])
    if region := region_of(area):
        yield REGION, "", _IsRegion(region)
    yield ENGLAND, "", _Is([ENGLAND_CODE], ["England"])
    known = {one.code: one for one in authorities()}
    for model in models:
        for code in model.nearest.get(authority.code, ()) if authority else ():
            near = known.get(code)
            is_of = _of(near) if near else _Is([code], [])
            yield f"neighbour ({model.name}, {model.year})", model.caution, is_of


def _of(one: Authority) -> _Is:
    return _Is(codes_of(one), [one.name, *one.also_known_as])


def _is_of_period(area: Area, one: PublishedFigure) -> bool:
    if None in (area.period_start, area.period_end, one.period_start, one.period_end):
        return False
    assert area.period_start and area.period_end and one.period_start and one.period_end
    start, end = max(area.period_start, one.period_start), min(area.period_end, one.period_end)
    return 2 * ((end - start).days + 1) > (area.period_end - area.period_start).days + 1


def _distance(area: Area, one: PublishedFigure) -> tuple[int, float]:
    """Order figures: of the area's own period, then the latest before it, then the next after it, then undated ones."""
    if _is_of_period(area, one):
        days = abs((one.period_end - area.period_end).days) if one.period_end and area.period_end else 0
        return 0, days
    if one.period_end is None:
        return 3, 0
    if area.period_end is None:
        return 1, -one.period_end.toordinal()
    after = (one.period_end - area.period_end).days
    return (2, after) if after > 0 else (1, -after)

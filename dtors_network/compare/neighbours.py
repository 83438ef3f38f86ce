"""Which areas are alike: by region, by a published model, and by the project's own indicators."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from dtors_network.exchange.registers.authorities import Authority, authorities
from dtors_network.model.area import Area
from dtors_network.model.same_name import same_name

if TYPE_CHECKING:
    from dtors_network.compare.result import Comparison

REGION, ALIKE = "region", "own indicators"
SHIPPED: Final = "children's services"


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """A published model of neighbours.

    Attributes
    ----------
    name, year : str
        What it is called and of when it is: both are said wherever it is used.
    caution : str
        What it is a model of, where that is not treatment.
    nearest : mapping of str to tuple of str
        By the code of an authority, those of its neighbours, nearest first.
    """

    name: str
    year: str
    caution: str = ""
    nearest: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """One area beside another.

    Attributes
    ----------
    at, other : int
        Positions of the two.
    family, year, caution : str
        Why they are called neighbours: the region, a model with its year, or the project's own indicators.
    rank : int or None
        In the published list.
    distance : float or None
        By own indicators: root mean square of the differences, in standard deviations between areas.
    shared : int
        Figures that both have, on which it rests.
    sure : float or None
        In which share of draws it stays among the nearest when figures move as chance lets them.
    """

    at: int
    other: int
    family: str
    year: str = ""
    caution: str = ""
    rank: int | None = None
    distance: float | None = None
    shared: int = 0
    sure: float | None = None


def shipped_model() -> Model:
    """Give the neighbours of the Department for Education, a model of children's services.

    >>> len(shipped_model().nearest["E06000001"])
    10
    """
    return Model(
        name=f"{SHIPPED}, Department for Education",
        year="2025",
        caution="made for children's services: it says nothing of drug treatment",
        nearest={one.code: one.neighbours for one in authorities()},
    )


def authority_of(area: Area) -> Authority | None:
    """Give the authority of an area, by its code, or by the one former code that it alone took over; else None.

    An authority that came from several, or one of several that came from another, is not what was before.

    >>> from dataclasses import replace
    >>> from dtors_network.examples import small_area
    >>> authority_of(replace(small_area(), gss_code="E08000019")).name, authority_of(small_area())
    ('Sheffield', None)
    """
    if not area.gss_code:
        return None
    found = [one for one in authorities() if area.gss_code in codes_of(one)]
    return found[0] if len(found) == 1 else None


def codes_of(one: Authority) -> tuple[str, ...]:
    """Give the codes under which figures of the same authority are published: its own, and one that it took over.

    >>> [codes_of(one) for one in authorities() if one.name in ("Sheffield", "Bournemouth, Christchurch and Poole")]
    [('E06000058',), ('E08000039', 'E08000019')]
    """
    took_over = [code for other in authorities() for code in other.former_codes]
    alone = len(one.former_codes) == 1 and took_over.count(one.former_codes[0]) == 1
    return (one.code, *one.former_codes) if alone else (one.code,)


def region_of(area: Area) -> str:
    """Give the region of an area: its own word, else that of its authority."""
    authority = authority_of(area)
    return area.region or (authority.region if authority else "")


def neighbours_of(found: Comparison, models: Sequence[Model] = ()) -> tuple[Neighbour, ...]:
    """Name the neighbours of every area among those that stand side by side.

    By published lists beside the shipped one, in the order of the areas, family by family; families are never mixed.
    """
    return (*_by_region(found.areas), *_by_models(found.areas, (shipped_model(), *models)), *alike(found))


def _by_region(areas: Sequence[Area]) -> Iterator[Neighbour]:
    regions = [same_name(region_of(area)) for area in areas]
    for at, region in enumerate(regions):
        for other, theirs in enumerate(regions):
            if region and other != at and theirs == region:
                yield Neighbour(at=at, other=other, family=REGION)


def _by_models(areas: Sequence[Area], models: Sequence[Model]) -> Iterator[Neighbour]:
    codes = [one.code if (one := authority_of(area)) else area.gss_code for area in areas]
    place = {code: at for at, code in enumerate(codes) if code}
    for model in models:
        for at, code in enumerate(codes):
            for rank, near in enumerate(model.nearest.get(code, ()) if code else (), 1):
                if near in place and place[near] != at:
                    yield Neighbour(
                        at=at, other=place[near], family=model.name, year=model.year, caution=model.caution, rank=rank
                    )


def alike(found: Comparison, but: tuple[str, str] | None = None) -> tuple[Neighbour, ...]:
    """Name the nearest areas by the project's own standardised indicators; from ten areas on.

    The five nearest of each area, with how often each stays among them when figures move as chance lets them. ``but``
    is a figure that is left out, because areas are to be held against one another by it: neighbours chosen by a figure
    cannot be told apart by it.
    """
    from dtors_network.compare.alike import nearest

    return tuple(
        Neighbour(at=at, other=other, family=ALIKE, rank=rank, distance=distance, shared=shared, sure=sure)
        for at, other, rank, distance, shared, sure in nearest(_scaled(found, but))
    )


def _scaled(found: Comparison, but: tuple[str, str] | None) -> Any:
    from dtors_network.compare.alike import scaled

    kept = [key for key in found.keys if key != but]
    return scaled([(found.indicator(key).kind, found.figures(key)) for key in kept])

"""What changed between two periods of one area: figures, required routes, services and questions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from dtors_network.compare.apart import FALSE, adjusted_for_many, held_apart
from dtors_network.compare.figure import Figure, Kind
from dtors_network.compare.indicators.registry import INDICATORS
from dtors_network.compare.pairs import Verdict
from dtors_network.gaps import wording

if TYPE_CHECKING:
    from dtors_network.compare.work import AreaFigures
    from dtors_network.model.area import Area

MOVED: Final = "moved by more than chance"
STAYED: Final = "no more than chance"
FEWER_COUNTED: Final = "fewer services contributed than before; not read as a change"
FEWER_SPOKE: Final = "fewer services answered than before; not read as a change"
SAID: Final = {Verdict.APART: MOVED, Verdict.NOT_APART: STAYED, Verdict.MISSING: "not counted in one of the periods"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """One thing that is, or may be, otherwise than in the period before.

    Attributes
    ----------
    at : int
        Position of the area.
    what : str
        ``figure``, ``route``, ``service`` or ``question``.
    indicator, scope : str
        Of a figure.
    which : str
        In words.
    before, now : str or float or None
        As it was and as it is: a number of a figure, words of the rest; None where it was missing.
    p, adjusted : float or None
        Of a figure: chance of such a difference, and the same adjusted over the figures of the area.
    verdict : str
        What is said of it.
    """

    at: int
    what: str
    which: str
    verdict: str
    indicator: str = ""
    scope: str = ""
    before: str | float | None = None
    now: str | float | None = None
    p: float | None = None
    adjusted: float | None = None


def changes_of(at: int, areas: tuple[Area, Area], found: tuple[AreaFigures, AreaFigures]) -> tuple[Move, ...]:
    """Give what changed in one area, figures first."""
    return (
        *_figures(at, areas, found),
        *_services(at, areas),
        *_routes(at, areas, found),
        *_questions(at, areas, found),
    )


def _figures(at: int, areas: tuple[Area, Area], found: tuple[AreaFigures, AreaFigures]) -> list[Move]:
    then, now = (one.by_key for one in found)
    references = [area.pathway.id for area in areas]
    moves, chances = list[Move](), list[float]()
    for key in sorted({*then, *now}, key=lambda key: (list(INDICATORS).index(key[0]), key[1])):
        indicator = INDICATORS[key[0]]
        pair = next(iter(held_apart(indicator, (then.get(key), now.get(key)), references)))
        figure = now.get(key) or then[key]
        moves.append(
            Move(
                at=at,
                what="figure",
                which=f"{indicator.title}: {figure.title}",
                indicator=key[0],
                scope=key[1],
                before=_value(then.get(key)),
                now=_value(now.get(key)),
                p=pair.p,
                verdict=_fewer(indicator.kind, found, pair.verdict) or SAID.get(pair.verdict, pair.verdict.value),
            )
        )
        chances += [pair.p] if pair.p is not None else []
    return _adjusted(moves, chances)


def _adjusted(moves: list[Move], chances: list[float]) -> list[Move]:
    import numpy as np

    each = iter(adjusted_for_many(np.array(chances)).tolist())
    adjusted = [move if move.p is None else replace(move, adjusted=next(each)) for move in moves]
    return [
        replace(move, verdict=MOVED if move.adjusted is not None and move.adjusted <= FALSE else STAYED)
        if move.verdict in (MOVED, STAYED)
        else move
        for move in adjusted
    ]


def _fewer(kind: Kind, found: tuple[AreaFigures, AreaFigures], verdict: Verdict) -> str:
    """Flag an area of which fewer contributed than before: what they would have told is not known."""
    if verdict not in (Verdict.APART, Verdict.NOT_APART):
        return ""
    then, now = (one.completeness for one in found)
    if kind in (Kind.SHARE, Kind.RATE):
        return FEWER_COUNTED if now.contributing < then.contributing else ""
    return FEWER_SPOKE if now.answered < then.answered else ""


def _value(figure: Figure | None) -> float | None:
    return None if figure is None else figure.value


def _services(at: int, areas: tuple[Area, Area]) -> Iterator[Move]:
    then, now = areas
    for id_ in sorted({*then.service} ^ {*now.service}):
        came = id_ in now.service
        yield Move(
            at=at,
            what="service",
            which=wording.service(now if came else then, id_),
            before=None if came else "listed",
            now="listed" if came else None,
            verdict="newly listed" if came else "no longer listed",
        )


def _routes(at: int, areas: tuple[Area, Area], found: tuple[AreaFigures, AreaFigures]) -> Iterator[Move]:
    if areas[0].pathway.id != areas[1].pathway.id:
        return
    then, now = (dict(one.routes) for one in found)
    titles = {route.code: route.title for route in areas[1].pathway.routes}
    for key in sorted({*then} & {*now}):
        if then[key] != now[key]:
            which = f"{wording.service(areas[1], key[2])} {titles[key[0]]}"
            yield Move(
                at=at, what="route", which=which, before=then[key], now=now[key], verdict=turned(then[key], now[key])
            )


def turned(then: str, now: str) -> str:
    """Say what became of a route.

    >>> turned("missing", "confirmed"), turned("confirmed", "missing"), turned("open", "missing")
    ('opened', 'closed', 'answered: it is missing')
    """
    if now == "open":
        return "no longer known"
    if then == "open":
        return f"answered: it is {now}"
    return "opened" if now == "confirmed" else "closed"


def _questions(at: int, areas: tuple[Area, Area], found: tuple[AreaFigures, AreaFigures]) -> Iterator[Move]:
    if areas[0].pathway.id != areas[1].pathway.id:
        return
    then, now = (one.questions for one in found)
    for asked in sorted(then - now):
        text = wording.question(areas[0], asked)
        yield Move(at=at, what="question", which=text, before="open", verdict="answered, or no longer asked")
    for asked in sorted(now - then):
        yield Move(at=at, what="question", which=wording.question(areas[1], asked), now="open", verdict="newly open")

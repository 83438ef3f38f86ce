"""The journey graph (decision 0001): who may follow whom on the way to aftercare."""

from __future__ import annotations

from collections.abc import Iterable

from dtors_network.model.area import Area

from .facts import Pair, is_route_in, offered


def routes_in(area: Area) -> set[str]:
    return {s.service for s in area.services if is_route_in(s, area.codebook)}


def treating(area: Area) -> set[str]:
    kinds = set(area.codebook.treatment_types)
    return {s.service for s in area.services if offered(s, area.codebook) & kinds}


def recovering(area: Area) -> set[str]:
    kinds = set(area.codebook.recovery_types)
    return {s.service for s in area.services if offered(s, area.codebook) & kinds}


def entries(area: Area, group: str) -> list[str]:
    """Routes in at which a group starts, by id."""
    kinds = area.codebook.group[group].starts_at
    return sorted(s for s in routes_in(area) if not kinds or area.service[s].service_type in kinds)


def goals(area: Area) -> set[str]:
    """Services at which aftercare is reached."""
    return {s for s in recovering(area) if s in treating(area) or s not in routes_in(area)}


def steps(area: Area, pairs: Iterable[Pair]) -> set[Pair]:
    """Those pairs that are on the way."""
    first, treats, recovers = routes_in(area), treating(area), recovering(area)
    return {
        (u, v)
        for u, v in pairs
        if (u in first and v in first)
        or (u in first and v in treats)
        or (u in treats and v not in first and (v in treats or v in recovers))
    }


def reached(start: str, pairs: Iterable[Pair]) -> set[str]:
    """Services that can be reached, the start included."""
    pairs = list(pairs)
    seen = {start}
    grew = True
    while grew:
        grew = False
        for u, v in pairs:
            if u in seen and v not in seen:
                seen.add(v)
                grew = True
    return seen


def arrives(area: Area, start: str, pairs: Iterable[Pair], without: Iterable[str] = ()) -> bool:
    """Whether aftercare is reached from a start, going through none of some services."""
    gone = set(without)
    usable = {(u, v) for u, v in steps(area, pairs) if u not in gone and v not in gone}
    return bool(reached(start, usable) & (goals(area) - gone))

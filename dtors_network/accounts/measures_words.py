"""What is said of how services are linked: who holds it together, what hangs on one, and on whose word."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from dtors_network.accounts.kinds import Named
from dtors_network.accounts.map_links import there
from dtors_network.accounts.words import number_or_none
from dtors_network.gaps import wording
from dtors_network.measures.result import NetworkMeasures, Position
from dtors_network.measures.view import ANSWERED, ORGANISATIONS, SERVICES, SPOKEN
from dtors_network.model.area import Area
from dtors_network.model.ranged import Ranged
from dtors_network.rounding import counted, per_100, rounded, span_of_100

CERTAIN: Final = "certain"
MOST_NAMED: Final = 3
"""Services or organisations that are named where several stand alike."""
NAMES_OF_KINDS: Final = {"nhs": "NHS"}

COMMON: Final = (
    "Links have a direction and no weight; links from a service to itself are none; services without links count.",
    "These figures describe how links lie. None of them is better for being higher or lower, and areas are not "
    "compared by them without how many answered.",
)
AS_DRAWN: Final = "As drawn: one word on a link is enough here. Leave it out to see what is certain and what is open."
OPEN: Final = (
    "Certain: confirmed links into services that accept the group. Possible: all that nothing rules out.",
    "Ranges take open links as free of each other; where it is open whether a service accepts somebody, all links into "
    "it are open at once, so that answers can allow less than the range.",
    "A sampled range holds what was seen on networks drawn between the two, and is no bound.",
)


def headline(found: NetworkMeasures, unit: str = SERVICES, end: str = CERTAIN) -> str:
    """Say which service, or organisation, the shortest ways between most others lead through."""
    first, share, ranged = _first(found, unit, "betweenness", end)
    one = unit.removesuffix("s")
    if not _linked(found, end):
        none = "No two services are linked" if found.as_drawn else f"No link between two services is {end}"
        return f"{none}, so that no {one} stands between others there."
    if not share or ranged is None:
        return f"No {one} stands on a shortest way between two others{_on(found, end)}."
    stands, each = ("stands", "") if len(first) == 1 else ("stand", "each ")
    return (
        f"{_named(found.area, first)} {stands} between more others than any other {one}: {each}on the shortest way of "
        f"{_of_100(share)} in 100 pairs{_on(found, end)}{_range(ranged)}."
    )


def sentences(found: NetworkMeasures, end: str = CERTAIN) -> list[str]:
    """Say what hangs on one organisation, how much rests on one side's word, how many pairs are linked, who spoke."""
    return [*_hanging(found, end), *_word(found), _pairs(found), *_answers(found)]


def kind_words(code: str) -> str:
    """Name a sector or a stage.

    >>> kind_words("nhs"), kind_words("local_authority"), kind_words("not_given")
    ('NHS', 'local authority', 'not given')
    """
    return NAMES_OF_KINDS.get(code, code.replace("_", " "))


def named(area: Area, unit: str, id_: str) -> Named:
    """Name a service, or an organisation."""
    return Named(id_, area.service[id_].title if unit == SERVICES else wording.organisation(area, id_))


def _linked(found: NetworkMeasures, end: str) -> bool:
    """Tell whether there is any link between services: without one, nothing hangs on anybody, and nothing is joined."""
    return bool(getattr(found.figure("density").value, end))


def _hanging(found: NetworkMeasures, end: str) -> Iterator[str]:
    first, share, ranged = _first(found, ORGANISATIONS, "joined_only_through", end)
    if ranged is None or not _linked(found, end):
        return
    if not share:
        yield f"Without any one organisation the others would stay joined as they are{_on(found, end)}."
        return
    each = "either" if len(first) == 2 else "any one"
    who = _named(found.area, first) if len(first) == 1 else f"{each} of {_named(found.area, first)}"
    yield (
        f"Without {who}, {_of_100(share)} in 100 pairs of other organisations would no longer be joined"
        f"{_on(found, end)}{_range(ranged)}."
    )


def _word(found: NetworkMeasures) -> Iterator[str]:
    count = {row.state: row.pairs for row in found.states if row.scope != ANSWERED}
    spoken = sum(count[state] for state in SPOKEN)
    if found.as_drawn or not spoken:
        return
    one = count["one_sided"]
    parts = [
        f"{number_or_none(count['confirmed'])} {'is' if count['confirmed'] < 2 else 'are'} confirmed",
        f"{number_or_none(one)} {'rests' if one < 2 else 'rest'} on one side's word alone",
        *(
            f"{count[state]:,} {'is' if count[state] == 1 else 'are'} {state}"
            for state in ("weak", "disputed")
            if count[state]
        ),
    ]
    yield f"Of {there(spoken)}, {wording.listed(parts, 'and')}."


def _pairs(found: NetworkMeasures) -> str:
    figure = found.figure("density")
    sure, most = (
        int(rounded((share or 0.0) * figure.pairs)) for share in (figure.value.certain, figure.value.possible)
    )
    are = "is" if sure == 1 else "are"
    services = counted(figure.size, "service")
    if found.as_drawn:
        return f"Of {figure.pairs:,} ordered pairs of {services} {sure:,} {are} linked, as drawn."
    group = found.area.codebook.group[found.group].title.lower()
    return (
        f"Of {figure.pairs:,} ordered pairs of {services} {sure:,} {are} linked for certain, and {most:,} at the most, "
        f"by links that are open to {group}."
    )


def _answers(found: NetworkMeasures) -> Iterator[str]:
    size = found.figure("density").size
    if found.as_drawn:
        yield "Every link that somebody spoke of, or that is on record, is taken as there, and no other."
    elif found.silent:
        yield (
            f"{len(found.silent):,} of {size:,} services could have spoken of their links and did not: figures stand "
            f"with and without them ({ANSWERED})."
        )
    else:
        yield "Every service that could be asked spoke of its links."
    if found.without_organisation:
        count = len(found.without_organisation)
        services = counted(count, "service is", "services are")
        yield f"{services} run by no organisation, and part of the network of services alone."


def _first(
    found: NetworkMeasures, unit: str, measure: str, end: str
) -> tuple[list[Position], float | None, Ranged | None]:
    """Give those with the greatest value, that value, and its range; nobody where it has no value."""
    there = [
        (value, row)
        for row in found.positions
        if row.unit == unit and (value := getattr(row.values[measure], end)) is not None
    ]
    if not there:
        return [], None, None
    most = max(value for value, _ in there)
    first = [row for value, row in there if value > most - 1e-9]
    return first, most if most > 1e-9 else None, first[0].values[measure]


def _named(area: Area, first: list[Position]) -> str:
    names = [named(area, row.unit, row.id).words for row in first]
    if len(names) > MOST_NAMED:
        names = [*names[: MOST_NAMED - 1], f"{len(names) - MOST_NAMED + 1:,} more"]
    return wording.listed(names, "and")


def _on(found: NetworkMeasures, end: str) -> str:
    return "" if found.as_drawn else " on certain links" if end == CERTAIN else " if every possible link were there"


def _of_100(share: float) -> str:
    return "fewer than 1" if share < 0.005 else per_100(share)


def _range(ranged: Ranged) -> str:
    """Say the range where there is more than one value."""
    if ranged.low is None or ranged.high is None or ranged.low == ranged.high:
        return ""
    return f" ({span_of_100(ranged.low, ranged.high)} as open links turn out{'' if ranged.exact else '; sampled'})"

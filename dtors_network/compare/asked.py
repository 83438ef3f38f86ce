"""What may be compared, and what must be said of it first."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from dtors_network.compare.side import Completeness
from dtors_network.errors import Fault, InputError
from dtors_network.model.area import Area
from dtors_network.model.sharing import profile_of_shown


def check_areas(areas: Sequence[Area], before: Sequence[Area]) -> None:
    """Refuse what cannot be compared, all at once.

    What never passed ``protect`` is refused too; so are no area, one alone without an earlier period, one twice, and
    one profile beside another.
    """
    faults = _given(areas, before)
    profiles = {profile_of_shown(area).value for area in (*areas, *before)}
    if len(profiles) > 1:
        fix = "Protect every area with one profile: blocks of different width cannot be held against each other"
        faults.append(Fault("areas passed the door with different profiles", fix, value=", ".join(sorted(profiles))))
    if faults:
        raise InputError(faults)


def check_given(areas: Sequence[Area], before: Sequence[Area]) -> None:
    """Refuse what cannot be compared whatever is counted, before time is spent on the door.

    Raises
    ------
    InputError
        If there is no area, one alone without an earlier period, or one twice.
    """
    if faults := _given(areas, before):
        raise InputError(faults)


def _given(areas: Sequence[Area], before: Sequence[Area]) -> list[Fault]:
    return [*_too_few(areas, before), *_twice(areas, "area"), *_twice(before, "earlier area")]


def _too_few(areas: Sequence[Area], before: Sequence[Area]) -> Iterator[Fault]:
    if not areas:
        yield Fault("no area is given", "Give two areas or more, or one with an earlier period of it")
    elif len(areas) == 1 and not before:
        fix = "Give another area, or an earlier period of this one (--before)"
        yield Fault("one area alone has nothing to be compared with", fix, value=areas[0].id)


def _twice(areas: Sequence[Area], what: str) -> Iterator[Fault]:
    ids = [area.id for area in areas]
    for id_ in dict.fromkeys(ids):
        if ids.count(id_) > 1:
            fix = "Name each area once; an earlier period of it goes after --before"
            yield Fault(f"an {what} is given {ids.count(id_)} times", fix, value=id_)


def matched(areas: Sequence[Area], before: Sequence[Area]) -> tuple[Area | None, ...]:
    """Give the earlier period of each area: by authority code, else by name, else by id.

    Refused where an earlier area belongs to none of them, or two to one, or one is not earlier.
    """
    before_of: list[Area | None] = [None] * len(areas)
    faults = []
    for earlier in before:
        at = next((at for at, area in enumerate(areas) if _is_same(area, earlier)), None)
        if at is None:
            fix = f"Give it the code or the name of one of these: {', '.join(area.name for area in areas)}"
            faults.append(Fault("an earlier area belongs to none of those compared", fix, value=earlier.id))
        elif before_of[at] is not None:
            fix = "Give one earlier period of each area"
            faults.append(Fault(f"two earlier periods are given of {areas[at].name}", fix, value=earlier.id))
        elif (begins := areas[at].period_start) and earlier.period_start and earlier.period_start >= begins:
            fix = "Give the earlier period after --before and the later one as the area"
            faults.append(
                Fault(f"the earlier period of {areas[at].name} does not begin before it", fix, value=earlier.id)
            )
        else:
            before_of[at] = earlier
    if faults:
        raise InputError(faults)
    return tuple(before_of)


def periods_of(areas: Sequence[Area]) -> tuple[tuple[Area, ...], tuple[Area, ...]]:
    """Part areas into those to compare and earlier periods of them: the latest of each, and the one before it.

    Parameters
    ----------
    areas : sequence of Area
        Areas in any order; some may be one authority (by code, else by name) in several periods.

    Returns
    -------
    tuple of Area, tuple of Area
        The latest period of each in the order given, and the period before of those that have one. An area without
        dates stands for itself.

    Examples
    --------
    >>> from dataclasses import replace
    >>> from datetime import date
    >>> from dtors_network.examples import small_area
    >>> then = replace(small_area(), id="then", period_start=date(2022, 4, 1))
    >>> now = replace(then, id="now", period_start=date(2023, 4, 1))
    >>> [[area.id for area in part] for part in periods_of([then, now])]
    [['now'], ['then']]
    """
    groups: list[list[Area]] = []
    for area in areas:
        same = (one for one in groups if _is_same(one[0], area) and area.period_start and one[0].period_start)
        mine = next(same, None)
        if mine is None or any(one.period_start == area.period_start for one in mine):
            groups.append([area])
        else:
            mine.append(area)
    dated = [sorted(group, key=lambda one: (one.period_start is not None, one.period_start)) for group in groups]
    latest = {id(group[-1]) for group in dated}
    return tuple(area for area in areas if id(area) in latest), tuple(group[-2] for group in dated if len(group) > 1)


def _is_same(area: Area, other: Area) -> bool:
    if area.gss_code and other.gss_code:
        return area.gss_code == other.gss_code
    return area.name == other.name or area.id == other.id


def names_of(areas: Sequence[Area]) -> tuple[str, ...]:
    """Name each area; with its id where two have one name."""
    names = [area.name for area in areas]
    return tuple(
        f"{name} ({area.id})" if names.count(name) > 1 else name for name, area in zip(names, areas, strict=True)
    )


def unlike(areas: Sequence[Area], before: Sequence[Area | None]) -> tuple[str, ...]:
    """Say in what the areas are unlike before any of their figures are read.

    A sentence for each difference of reference, period or codebook.

    >>> from dataclasses import replace
    >>> from datetime import date
    >>> from dtors_network.examples import small_area
    >>> one = replace(small_area(), period_start=date(2024, 4, 1), period_end=date(2025, 3, 31))
    >>> unlike([one, replace(one, id="other", name="Other", period_start=date(2022, 4, 1))], [None, None])
    ('Periods differ: 1 April 2024 to 31 March 2025 (Small example); 1 April 2022 to 31 March 2025 (Other).',)
    """
    said = (
        _differ(areas, _reference, "References differ", "; required routes and open questions are not tested across"),
        _differ(areas, _period, "Periods differ", ""),
        _differ(areas, _codes, "Codebooks differ", "; what has another code is another thing"),
        _differ(areas, _made, "Invented areas stand beside others", "; nothing follows from holding them together"),
    )
    earlier = (
        f"{now.name} is held against another reference than before: its routes and questions are not compared."
        for now, then in zip(areas, before, strict=True)
        if then is not None and now.pathway.id != then.pathway.id
    )
    return (*(text for text in said if text), *earlier)


def _differ(areas: Sequence[Area], of: Callable[[Area], str], what: str, so: str) -> str:
    by: dict[str, list[str]] = {}
    for area, name in zip(areas, names_of(areas), strict=True):
        by.setdefault(of(area), []).append(name)
    if len(by) < 2:
        return ""
    return f"{what}: {'; '.join(f'{said} ({_few(names)})' for said, names in by.items())}{so}."


def _few(names: list[str]) -> str:
    return ", ".join(names) if len(names) <= 3 else f"{len(names):,} areas"


def _reference(area: Area) -> str:
    return f"{area.pathway.title} ({area.pathway.dated})"


def _period(area: Area) -> str:
    if area.period_start is None or area.period_end is None:
        return "period not given"
    first, last = (f"{day.day} {day:%B %Y}" for day in (area.period_start, area.period_end))
    return f"{first} to {last}"


def _made(area: Area) -> str:
    return "invented" if area.synthetic else "not invented"


def _codes(area: Area) -> str:
    """Name the codebook: with how many codes it has, since one's own codes come under the shipped name."""
    book = area.codebook
    parts = (book.service_types, book.client_groups, book.barriers, book.outcomes, book.refusal_reasons)
    return f"{book.title}, {sum(map(len, parts)):,} codes"


def uncounted(areas: Sequence[Area], known: Sequence[Completeness]) -> tuple[str, ...]:
    """Say of which areas nobody was counted."""
    names = [name for name, one in zip(names_of(areas), known, strict=True) if not one.contributing]
    if not names:
        return ()
    whose = "its" if len(names) == 1 else "their"
    return (f"Nobody was counted in {_few(names)}: only what was said of {whose} links can be compared.",)

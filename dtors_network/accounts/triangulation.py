"""The account of words and records: what was reported, and whether records agree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from dtors_network.accounts.account import Account
from dtors_network.accounts.barriers import barriers_sheet
from dtors_network.accounts.kinds import CODE, FIGURE, NUMBER, TEXT, YES_NO
from dtors_network.accounts.sheet import Column, Sheet
from dtors_network.accounts.stamp import stamp_of
from dtors_network.accounts.triangulation_words import (
    ORDER,
    about,
    because,
    figure_words,
    lead,
    people,
    place_with_code,
    published,
    replies,
    said_by,
    verdict_by_place,
    verdict_words,
    what,
    where,
)
from dtors_network.accounts.words import number_or_none
from dtors_network.gaps import Gap, find_gaps
from dtors_network.model.area import Area
from dtors_network.rounding import counted, kept
from dtors_network.triangulation.places import Place
from dtors_network.triangulation.registry import TESTS
from dtors_network.triangulation.result import Held, Triangulation
from dtors_network.triangulation.under_referral import CODE as UNDER_REFERRAL
from dtors_network.triangulation.verdict import Verdict

NOTES: Final = (
    "Places are counted, never how often something was said, and no motive is read from a number.",
    "Records agree: the test of the codebook passes among all places of the area (Holm, 2.5 % one-sided). Records "
    "point the other way: the opposite test passes beyond a margin. Neither proves what anybody meant.",
    "Records cannot tell: more people would not help, something else has to be collected. Open: with more people it "
    "might be settled.",
    "Intervals are 95 %; where counts are blocks they are averaged over tables drawn from the blocks.",
)
OPEN: Final = (Verdict.INCONCLUSIVE, Verdict.CANNOT_TELL)


@dataclass(frozen=True, slots=True)
class Of:
    """A place with its area."""

    area: Area
    held: Held


def _figure(of: Of) -> dict[str, Any] | None:
    figure = of.held.tested.figure if of.held.tested else None
    if figure is None:
        return None
    known = {name: getattr(figure, name) for name in ("least", "most", "low", "high")} | {"middle": figure.value}
    ends = {"people_low": figure.people.low, "people_high": figure.people.high}
    return {name: None if value is None else kept(value, 4) for name, value in known.items()} | ends


def _title(of: Of) -> str | None:
    return TESTS[of.held.test].title if of.held.test in TESTS else None


def _marks(of: Of) -> str | None:
    figure = of.held.tested.figure if of.held.tested else None
    return figure.marks or None if figure else None


FIGURES: Final = (
    Column[Of]("test", "", CODE, lambda of: of.held.test or None),
    Column[Of]("part", "", CODE, lambda of: (of.held.tested and of.held.tested.part) or None),
    Column[Of]("test_title", "Test", TEXT, _title),
    Column[Of]("figure", "What records show", TEXT, lambda of: _records(of)),
    Column[Of]("figure_", "", FIGURE, _figure),
    Column[Of]("held_against", "Held against", TEXT, _marks),
)
WHERE: Final = (
    Column[Of]("code", "", CODE, lambda of: of.held.place.code),
    Column[Of]("source", "", TEXT, lambda of: of.held.place.source or None),
    Column[Of]("target", "", TEXT, lambda of: of.held.place.target or None),
    Column[Of]("service", "", TEXT, lambda of: of.held.place.service or None),
)
PLACES: Final = (
    Column[Of]("what", "Reported", TEXT, lambda of: what(of.area, of.held)),
    *WHERE,
    Column[Of]("service_type", "", TEXT, lambda of: of.held.place.service_type or None),
    Column[Of](
        "where", "Where", TEXT, lambda of: where(of.area, of.held.place), lambda of: lead(of.area, of.held.place)
    ),
    Column[Of]("about", "About", TEXT, lambda of: about(of.area, of.held.reports)),
    Column[Of]("said_by", "Said by", TEXT, lambda of: said_by(of.held.reports)),
    Column[Of]("reporters", "", NUMBER, lambda of: people(of.held.reports)),
    Column[Of]("reply", "Reply", TEXT, lambda of: replies(of.area, of.held.reports)),
    Column[Of]("verdict", "", CODE, lambda of: of.held.verdict.value),
    Column[Of](
        "verdict_words",
        "Do records agree?",
        TEXT,
        lambda of: verdict_words(of.held),
        term="corroborated",
        says="verdict",
    ),
    Column[Of]("strict", "", YES_NO, lambda of: of.held.strict if of.held.tested else None),
    *FIGURES,
    Column[Of]("because", "Why", TEXT, lambda of: _because(of) or None),
    Column[Of]("settle", "What would settle it", TEXT, lambda of: of.held.settle or None),
)
SILENT: Final = (
    Column[Of]("what", "What records show", TEXT, lambda of: _screened(of)),
    *WHERE,
    Column[Of]("client_group", "", CODE, lambda of: of.held.place.service_type or None),
    Column[Of](
        "where", "Where", TEXT, lambda of: where(of.area, of.held.place), lambda of: lead(of.area, of.held.place)
    ),
    Column[Of]("verdict_words", "Do words agree?", TEXT, lambda of: verdict_words(of.held), says="verdict"),
    *FIGURES,
    Column[Of]("because", "Why", TEXT, lambda of: because(of.held) or None),
)


def _because(of: Of) -> str:
    return " ".join(filter(None, (because(of.held), published(of.area, of.held))))


def _records(of: Of) -> str | None:
    return figure_words(of.held.tested.figure) or None if of.held.tested else None


def _screened(of: Of) -> str:
    place = of.held.place
    if place.code == UNDER_REFERRAL:
        group = of.area.codebook.group[place.service_type].title
        return f"{group} are sent here less often than others who are sent to the type"
    return what(of.area, of.held)


def evidence_account(found: Triangulation, gaps: Iterable[Gap] | None = None) -> Account:
    """Tell what was reported in an area, and whether records agree.

    Parameters
    ----------
    found : Triangulation
        The result of ``triangulate``.
    gaps : iterable of Gap, optional
        The gaps of the area, of which those at the same places are named; they are looked for where left out.

    Returns
    -------
    Account
        Sheets ``places`` (a row for each code and place), ``barriers`` (a row for each code) and ``silent``.

    Raises
    ------
    UnprotectedError
        If the area never passed ``protect``.

    Examples
    --------
    >>> from dtors_network.disclosure import protect
    >>> from dtors_network.examples import small_area
    >>> from dtors_network.triangulation import triangulate
    >>> evidence_account(triangulate(protect(small_area()))).headline
    'Nobody reported a barrier, so there is nothing to hold records against.'
    """
    area = found.area
    stamp = stamp_of(area)
    held = [one for one in found.reported if area.codebook.barrier[one.place.code].kind == "barrier"]
    gaps = find_gaps(area) if gaps is None else gaps
    rows = sorted(held, key=lambda one: ORDER.index(one.verdict))
    barriers = barriers_sheet(area, held, gaps)
    return Account(
        name="evidence",
        stamp=stamp,
        headline=_headline(held, len(barriers)),
        sentences=tuple(_sentences(area, rows, found)),
        sheets=(
            Sheet(
                "places", "What was reported, place by place, and what records show", PLACES,
                [Of(area, one) for one in rows], none="nobody reported a barrier",
            ),
            barriers,
            Sheet(
                "silent", "What records show and nobody said", SILENT, [Of(area, one) for one in found.silent],
                none="nothing of what records show went unsaid, as far as the tests can tell",
            ),
        ),
        notes=tuple(_notes(found)),
    )  # fmt: skip


def _headline(held: list[Held], kinds: int) -> str:
    """Say how many barriers were reported, of how many kinds and where, and for how many of them records agree.

    A barrier is a kind at a place; it counts once, by its first part.
    """
    if not held:
        return "Nobody reported a barrier, so there is nothing to hold records against."
    places = verdict_by_place(held)
    tally = Counter(places.values())
    agree, differ = tally[Verdict.CORROBORATED], tally[Verdict.CONTRADICTED]
    open_ = sum(tally[one] for one in OPEN)
    said = f"{counted(len(places), 'barrier was', 'barriers were')} reported, of {counted(kinds, 'kind', 'kinds')}"
    nowhere, at = sum(not (one.target or one.service) for one in places), len(_somewhere(places))
    if at:
        said += f": {len(places) - nowhere:,} at {counted(at, 'place', 'places')}" if nowhere else ""
        said += f", {nowhere:,} of no single place" if nowhere else f", at {counted(at, 'place', 'places')}"
    if not agree + differ + open_:
        return f"{said}; records can be held against none of them."
    return (
        f"{said}; records can be held against {agree + differ + open_:,}. They agree with {number_or_none(agree)}, "
        f"point the other way for {number_or_none(differ)}, and leave {number_or_none(open_)} open."
    )


def _somewhere(places: Iterable[Place]) -> set[tuple[str, str, str]]:
    """Give the links and services that barriers were reported at, as the map counts them."""
    return {(one.source, one.target, one.service) for one in places if one.target or one.service}


def _sentences(area: Area, rows: list[Held], found: Triangulation) -> Iterator[str]:
    for verdict, head in (
        (Verdict.CONTRADICTED, "Records point the other way"),
        (Verdict.CORROBORATED, "Records agree"),
    ):
        named = _by_code(area, [one for one in rows if one.verdict is verdict])
        if named:
            yield f"{head}: {'; '.join(named)}."
    if found.silent:
        yield f"Records show what nobody said at {counted(len(found.silent), 'place', 'places')}: see below."
    if rows:
        yield "A barrier is a kind at a place, and counts once however often it was spoken of."


def _by_code(area: Area, rows: list[Held]) -> list[str]:
    """Name what was reported: with its place where it is one, else with how many there are."""
    found: dict[str, list[Held]] = {}
    for one in rows:
        found.setdefault(one.place.code, []).append(one)
    return [
        place_with_code(area, mine[0])
        if len(mine) == 1
        else f"{area.codebook.barrier[code].title}, at {len({one.place for one in mine}):,} places"
        for code, mine in found.items()
    ]


def _notes(found: Triangulation) -> Iterator[str]:
    yield from NOTES
    if found.others:
        yield f"Held against other areas where a test needs them: {', '.join(found.others)}."
    else:
        yield "Fear of losing funding can be held against records only beside other areas: name some with --against."
    yield (
        f"{counted(found.screened, 'place', 'places')} that somebody spoke of and nobody reported were looked at with "
        "the same tests, and held to the same error among themselves."
    )

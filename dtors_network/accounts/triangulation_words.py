"""What was said and what records show, in words: places, voices, figures and verdicts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from dtors_network.accounts.reports import report_line
from dtors_network.accounts.sheet import Lead, to_link, to_service
from dtors_network.accounts.voices import SEVERAL
from dtors_network.accounts.words import ENDS, ROLES, capital, link
from dtors_network.disclosure.voices import ENOUGH
from dtors_network.gaps import wording
from dtors_network.gaps.comparators import shipped_comparators
from dtors_network.model.area import Area, BarrierReport
from dtors_network.model.comparator import for_area
from dtors_network.model.vocabulary import ReporterRole
from dtors_network.rounding import per_100
from dtors_network.triangulation import transition
from dtors_network.triangulation.figure_words import figure_words as figure_words
from dtors_network.triangulation.places import Place
from dtors_network.triangulation.result import Held
from dtors_network.triangulation.verdict import Verdict

VERDICTS: Final = {
    Verdict.CORROBORATED: "Records agree",
    Verdict.CONTRADICTED: "Records point the other way",
    Verdict.INCONCLUSIVE: "Open",
    Verdict.CANNOT_TELL: "Records cannot tell",
    Verdict.NO_RECORDS: "No records",
    Verdict.SILENT: "Records show it, nobody said it",
    Verdict.NOT_TESTED: "No test",
}
ORDER: Final = (
    Verdict.CONTRADICTED,
    Verdict.CORROBORATED,
    Verdict.INCONCLUSIVE,
    Verdict.CANNOT_TELL,
    Verdict.NO_RECORDS,
    Verdict.NOT_TESTED,
)
"""What is read first: where words and records differ, then where they agree."""


def verdict_by_place(held: Iterable[Held]) -> dict[Place, Verdict]:
    """Give one verdict a place, whatever its parts: what is read first. This is what every count of verdicts counts."""
    places: dict[Place, Verdict] = {}
    for one in sorted(held, key=lambda one: ORDER.index(one.verdict)):
        places.setdefault(one.place, one.verdict)
    return places


PARTS: Final = {"first": "first waits", "later": "later waits"}


def where(area: Area, place: Place) -> str:
    """Name a place."""
    if place.target:
        return link(area, place.source, place.target)
    if place.service:
        return wording.service(area, place.service)
    return f"services that offer {wording.types(area, (place.service_type,))}" if place.service_type else "the area"


def lead(area: Area, place: Place) -> Lead | None:
    """Lead to a place on the map."""
    if place.target:
        return to_link(area.id, place.source, place.target)
    return to_service(area.id, place.service) if place.service else None


def what(area: Area, held: Held) -> str:
    """Name what was reported, and which part of it was tested."""
    title = area.codebook.barrier[held.place.code].title
    part = PARTS.get(held.tested.part, "") if held.tested else ""
    return f"{title}: {part}" if part else title


def said_by(reports: Sequence[BarrierReport]) -> str:
    """Say who reported something: people, never mentions; roles only where the door lets them through.

    >>> from dtors_network.model.vocabulary import ReporterRole
    >>> one = BarrierReport(report="a", code="x", reporter_role=ReporterRole.PROVIDER, reporter="P1")
    >>> said_by([one, one]), said_by([BarrierReport(report="b", code="x")])
    ('one provider', 'one or two people')
    """
    roles = {row.reporter_role for row in reports}
    if None in roles:
        return "one or two people" if len(reports) < ENOUGH else "people whose roles are not shown"
    people = Counter({(row.reporter, row.reporter_role): 1 for row in reports})
    if all(row.reporter for row in reports):
        by_role = Counter(role for _, role in people)
        return wording.listed((_in_role(role, number) for role, number in by_role.items()), "and")
    return wording.listed(dict.fromkeys(ROLES[role] for role in roles), "and")


def _in_role(role: ReporterRole | None, number: int) -> str:
    if number > 1 and role is not None:
        return f"{number:,} {SEVERAL[role]}"
    words = ROLES[role]
    return f"one {words.removeprefix('a ')}" if words.startswith("a ") else words


def people(reports: Sequence[BarrierReport]) -> int | None:
    """Give how many different people reported it; None where the door does not tell."""
    return len({row.reporter for row in reports}) if reports and all(row.reporter for row in reports) else None


def about(area: Area, reports: Sequence[BarrierReport]) -> str:
    """Say which end was reported about."""
    return "; ".join(dict.fromkeys(report_line(area, row).about for row in reports)) or ENDS[None]


def replies(area: Area, reports: Sequence[BarrierReport]) -> str:
    """Say what the other end replied, or that nobody asked it."""
    return "; ".join(dict.fromkeys(report_line(area, row).reply for row in reports))


def verdict_words(held: Held) -> str:
    """Say the verdict, and whether it holds whatever the hidden counts are."""
    word = VERDICTS[held.verdict]
    tested = held.tested and (held.tested.towards or held.tested.against)
    if not tested or held.verdict not in (Verdict.CORROBORATED, Verdict.CONTRADICTED, Verdict.SILENT):
        return word
    return word if held.strict else f"{word}, likely: not for every count that the blocks leave possible"


def because(held: Held) -> str:
    """Say on what a verdict rests and what must stand beside it."""
    beside = held.tested.beside if held.tested else ()
    return " ".join(filter(None, (held.why, *beside)))


def place_with_code(area: Area, held: Held) -> str:
    """Say in a sentence what was reported where."""
    return f"{capital(wording.lower_first(what(area, held)))}, at {where(area, held.place)}"


def published(area: Area, held: Held) -> str:
    """Say the figure that was published for the period, beside a test of leaving prison; blank where there is none."""
    if held.test != transition.TEST.code or not held.tested or held.tested.figure is None:
        return ""
    if held.tested.figure.marks != transition.AMBITION.words:
        return ""
    found = [one for one in for_area(shipped_comparators(), area) if one.rule == "transition_loss"]
    return f"Published: {per_100(found[0].value)} of 100 {found[0].what}." if found else ""

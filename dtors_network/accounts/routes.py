"""The account of the ways on from a service."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from dtors_network.accounts.account import Account
from dtors_network.accounts.flow_names import TARGET_WORDS
from dtors_network.accounts.kinds import CODE, DAYS, NAME, NAMES, NUMBER, SHARE, SHARES, TEXT, YES_NO, Named
from dtors_network.accounts.reports import report_line
from dtors_network.accounts.sheet import Column, Sheet, to_link
from dtors_network.accounts.sources import list_words
from dtors_network.accounts.stamp import stamp_of
from dtors_network.accounts.words import ENDS, REPLIES, capital, link, service_named
from dtors_network.flow.targets import AFTERCARE
from dtors_network.gaps import wording
from dtors_network.model.area import Area, BarrierReport
from dtors_network.model.groups import BOTH
from dtors_network.model.vocabulary import EVERYONE
from dtors_network.rounding import span_of_100
from dtors_network.whatif.way import Routes, Way, WayStep, through_all

NOTES: Final = (
    "Ways over links that nobody spoke of and no record shows are not listed: there may be some all the same.",
    "Certain ways come first, then those on which more surely get through; a hand-over less is better where they are "
    "alike.",
    "Get through: of those who were referred and did not stay with the sender, the share that started.",
    "Waits are those of each step alone, for those who started; medians of steps do not add up.",
)

OF_BOTH: Final = (
    "People who belong to both groups are not counted apart: a share is given where the counts of each leave no doubt "
    "that some were referred, and waits are not known. A service accepts them if it accepts each, and refuses if it "
    "refuses either."
)


@dataclass(frozen=True, slots=True)
class Numbered:
    """One way, and where it stands in the order."""

    area: Area
    number: int
    way: Way

    @property
    def title(self) -> str:
        """Where it leads, service by service."""
        return " → ".join(self.area.service[service].title for service in self.way.services)

    @property
    def facts(self) -> str:
        """How sure it is, and how many get through all of it."""
        sure = "Every step is certain" if self.way.certain else "Not every step is certain"
        through = through_all(self.way)
        if through is None:
            return f"{sure}. How many get through all of it is not known: a count is blank, hidden or 0."
        return f"{sure}. Of 100 referred at each step in turn, {span_of_100(*through)} get through."


@dataclass(frozen=True, slots=True)
class Stepped:
    """One step of one way."""

    area: Area
    way: int
    number: int
    step: WayStep


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody reported on one way: what, where, in which role, about which end, and the reply."""

    area: Area
    way: int
    code: str
    place: tuple[str, str, str, str]
    role: Named
    about: Named
    reply: Named


def _barrier(area: Area, code: str) -> str:
    known = area.codebook.barrier.get(code)
    return known.title if known else code


def _barriers(row: Stepped) -> list[Named]:
    lines = ((one.code, one.side or "no side named", report_line(row.area, one).said) for one in row.step.barriers)
    return [Named(code, f"{_barrier(row.area, code)} ({side}; {said})") for code, side, said in dict.fromkeys(lines)]


WAYS: Final = (
    Column[Numbered]("way", "Way", NUMBER, lambda row: row.number),
    Column[Numbered]("services", "Over", NAMES, lambda row: [service_named(row.area, id_) for id_ in row.way.services]),
    Column[Numbered]("certain", "Every step certain", YES_NO, lambda row: row.way.certain, term="certain graph"),
    Column[Numbered]("through", "Get through all of it", SHARES, lambda row: through_all(row.way)),
)
STEPS: Final = (
    Column[Stepped]("way", "", NUMBER, lambda row: row.way),
    Column[Stepped]("step", "", NUMBER, lambda row: row.number),
    Column[Stepped]("source", "", NAME, lambda row: service_named(row.area, row.step.source)),
    Column[Stepped](
        "target",
        "Next step",
        NAME,
        lambda row: service_named(row.area, row.step.target),
        lambda row: to_link(row.area.id, row.step.source, row.step.target),
    ),
    Column[Stepped]("state", "Link", CODE, lambda row: row.step.state.value),
    Column[Stepped]("certain", "Certain for them", YES_NO, lambda row: row.step.certain),
    Column[Stepped]("accepts", "Accepts them", CODE, lambda row: row.step.acceptance.value, term="acceptance"),
    Column[Stepped]("through", "Get through", SHARE, lambda row: row.step.through),
    Column[Stepped]("wait_median_days", "Median wait", DAYS, lambda row: row.step.wait_median_days),
    Column[Stepped]("wait_p90_days", "Nine in ten within", DAYS, lambda row: row.step.wait_p90_days),
    Column[Stepped]("barriers", "", NAMES, _barriers),
)
REPORTED: Final = (
    Column[Told]("way", "", NUMBER, lambda row: row.way),
    Column[Told]("barrier", "Reported", NAME, lambda row: Named(row.code, _barrier(row.area, row.code))),
    Column[Told]("source", "", TEXT, lambda row: row.place[0]),
    Column[Told]("target", "", TEXT, lambda row: row.place[1]),
    Column[Told]("service", "", TEXT, lambda row: row.place[2]),
    Column[Told]("service_type", "", TEXT, lambda row: row.place[3]),
    Column[Told]("place", "At", TEXT, lambda row: _place(row.area, row.place)),
    Column[Told]("reporter_role", "By", NAME, lambda row: row.role),
    Column[Told]("about", "About", NAME, lambda row: row.about),
    Column[Told]("reply", "The other end", NAME, lambda row: row.reply),
)


def _told(area: Area, way: int, row: BarrierReport) -> Told:
    place = (row.source or "", row.target or "", row.service or "", row.service_type or "")
    about = Named(row.side or "", ENDS[row.side] if row.source else "the service itself")
    role, reply = (
        Named(row.reporter_role or "", report_line(area, row).reporter),
        Named(row.reply or "", REPLIES[row.reply]),
    )
    return Told(area, way, row.code, place, role, about, reply)


def _place(area: Area, place: tuple[str, str, str, str]) -> str:
    source, target, service, kind = place
    if source and target:
        return link(area, source, target)
    if service:
        return wording.service(area, service)
    return f"services that offer {wording.types(area, (kind,))}" if kind else "the area"


def routes_account(found: Routes) -> Account:
    """Tell the ways on from a service.

    Parameters
    ----------
    found : Routes
        What ``routes`` gave.

    Returns
    -------
    Account
        Sheets ``steps`` (one row a step of a way), ``ways`` and ``reported`` (one row a different report on a way).

    Examples
    --------
    >>> from dtors_network.examples import counted_area
    >>> from dtors_network.whatif import routes
    >>> from dtors_network.disclosure import protect
    >>> told = routes_account(routes(protect(counted_area()), "gp"))
    >>> told.headline
    'The best way on from gp (Hill Surgery) is to clinic (Riverside) and then aftercare (Onward).'
    >>> [row[3] for row in told.sheet().rows()]
    ['clinic', 'aftercare']
    """
    area = found.area
    ways = tuple(Numbered(area, at, way) for at, way in enumerate(found.ways, 1))
    steps = tuple(Stepped(area, one.number, at, step) for one in ways for at, step in enumerate(one.way.steps, 1))
    reports = (_told(area, one.number, row) for one in ways for step in one.way.steps for row in step.barriers)
    none = "none that anybody spoke of, which does not say that there is none"
    return Account(
        name="routes",
        stamp=stamp_of(area),
        headline=headline(found),
        sentences=tuple(f"{one.number}. {one.title}. {one.facts}" for one in ways),
        sheets=(
            Sheet("steps", "The ways, step by step", STEPS, steps, none, part=_part),
            Sheet("ways", "The ways, one row each", WAYS, ways, none, most=0),
            Sheet(
                "reported",
                "What was reported on these ways",
                REPORTED,
                tuple(dict.fromkeys(reports)),
                "nothing",
                part=_part,
            ),
        ),
        notes=(*NOTES, *((OF_BOTH,) if BOTH in found.group else ())),
    )


def _part(row: Stepped | Told) -> str:
    return f"Way {row.way}"


def goal_options(area: Area, goals: Iterable[str]) -> list[tuple[str, str]]:
    """Offer where somebody can want to go, as codes with their words; aftercare first, which a blank code stands for.

    Examples
    --------
    >>> from dtors_network.examples import small_area
    >>> goal_options(small_area(), ["treatment", "aftercare_and_recovery", "clinic"])
    [('', 'Aftercare or recovery support'), ('treatment', 'Treatment of any kind'), ('clinic', 'Clinic (Riverside)')]
    """
    named = [(goal, capital(goal_words(area, goal))) for goal in goals if goal != AFTERCARE]
    return [("", capital(goal_words(area, AFTERCARE))), *named]


def headline(found: Routes) -> str:
    """Say the best way on in one sentence, or that there is none that anybody spoke of."""
    area = found.area
    start, goal, whom = (
        wording.service(area, found.service),
        goal_words(area, found.target),
        for_whom(area, found.group),
    )
    if found.here_already:
        return f"{start} offers this itself: {goal}."
    if not found.is_offered:
        return f"{nobody_offers(area, found.target)} No way on from {start} to it is known{whom}."
    if not found.ways:
        return f"Nobody spoke of a way on from {start} to {goal}{whom}, and none is on record."
    first = found.ways[0]
    steps = wording.listed((wording.service(area, service) for service in first.services[1:]), "and then")
    sure = "The best way on" if first.certain else "No way on is certain; the best that is open"
    return f"{sure} from {start}{whom} is to {steps}."


def nobody_offers(area: Area, goal: str) -> str:
    """Say that no service on the list offers a goal, and whether the list is complete.

    >>> from dtors_network.examples import small_area
    >>> nobody_offers(small_area(), "housing")
    'Nobody on the list offers housing; the list is said to be complete.'
    """
    return f"Nobody on the list offers {goal_words(area, goal)}; the list is {list_words(area)}."


def goal_words(area: Area, goal: str) -> str:
    """Name a stage, a type of service or a service that somebody wants to reach.

    >>> from dtors_network.examples import small_area
    >>> [goal_words(small_area(), goal) for goal in ("treatment", "gp_prescribing", "clinic")]
    ['treatment of any kind', 'GP prescribing', 'clinic (Riverside)']
    """
    if goal in TARGET_WORDS:
        return TARGET_WORDS[goal]
    return wording.types(area, (goal,)) if goal in area.codebook.service_type else wording.service(area, goal)


def for_whom(area: Area, group: str) -> str:
    """Name a client group after what is there for it; blank for everyone.

    Examples
    --------
    >>> from dtors_network.examples import small_area
    >>> for_whom(small_area(), "everyone"), for_whom(small_area(), "leaving_prison")
    ('', ' for people leaving prison')
    """
    return "" if group == EVERYONE else f" for {wording.people(area, group)}"

"""The account of the ways on from a service."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from dtors_network.accounts.account import Account
from dtors_network.accounts.kinds import CODE, DAYS, NAME, NUMBER, SHARE, TEXT, YES_NO, Named
from dtors_network.accounts.sheet import Column, Lead, Sheet
from dtors_network.accounts.stamp import stamp_of
from dtors_network.gaps import wording
from dtors_network.model.area import Area
from dtors_network.report.whatif_text import for_whom, goal_words
from dtors_network.rounding import span_of_100
from dtors_network.whatif.routes import Routes, Way, WayStep, through_all

NOTES: Final = (
    "Ways over links that nobody spoke of and no record shows are not listed: there may be some all the same.",
    "Certain ways come first, then those on which more surely get through; a hand-over less is better where they are "
    "alike.",
    "Get through: of those who were referred and did not stay with the sender, the share that started.",
    "Waits are those of each step alone, for those who started; medians of steps do not add up.",
)


@dataclass(frozen=True, slots=True)
class Stepped:
    """One step of one way."""

    area: Area
    way: int
    number: int
    step: WayStep


def _lead(row: Stepped) -> Lead:
    link = f"{row.step.source}>{row.step.target}"
    return Lead("network", (("area", row.area.id), ("link", link)))


def _named(area: Area, id_: str) -> Named:
    return Named(id_, wording.service(area, id_))


def _barriers(row: Stepped) -> str:
    titles = row.area.codebook.barrier
    told = (f"{titles[one.code].title} ({one.side or 'no side named'})" for one in row.step.barriers)
    return "; ".join(dict.fromkeys(told)) or "nothing"


STEPS: Final = (
    Column[Stepped]("way", "Way", NUMBER, lambda row: row.way),
    Column[Stepped]("step", "", NUMBER, lambda row: row.number),
    Column[Stepped]("source", "", NAME, lambda row: _named(row.area, row.step.source)),
    Column[Stepped]("target", "Next step", NAME, lambda row: _named(row.area, row.step.target), _lead),
    Column[Stepped]("state", "Link", CODE, lambda row: row.step.state.value),
    Column[Stepped]("certain", "Certain for them", YES_NO, lambda row: row.step.certain),
    Column[Stepped]("accepts", "Accepts them", CODE, lambda row: row.step.acceptance.value),
    Column[Stepped]("through", "Get through", SHARE, lambda row: row.step.through),
    Column[Stepped]("wait_median_days", "Median wait", DAYS, lambda row: row.step.wait_median_days),
    Column[Stepped]("wait_p90_days", "Nine in ten within", DAYS, lambda row: row.step.wait_p90_days),
    Column[Stepped]("barriers", "Reported", TEXT, _barriers),
)


def routes_account(found: Routes) -> Account:
    """Tell the ways on from a service.

    Parameters
    ----------
    found : Routes
        What ``routes`` gave.

    Returns
    -------
    Account
        Sheet ``steps``: one row a step of a way.

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
    rows = tuple(
        Stepped(found.area, at, number, step)
        for at, way in enumerate(found.ways, 1)
        for number, step in enumerate(way.steps, 1)
    )
    return Account(
        name="routes",
        stamp=stamp_of(found.area),
        headline=headline(found),
        sentences=tuple(f"{at}. {way_facts(way)}" for at, way in enumerate(found.ways, 1)),
        sheets=(Sheet("steps", "The ways, step by step", STEPS, rows, none="no way that anybody spoke of"),),
        notes=NOTES,
    )


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
    if not found.ways:
        return f"Nobody spoke of a way on from {start} to {goal}{whom}, and none is on record."
    first = found.ways[0]
    steps = wording.listed((wording.service(area, service) for service in first.services[1:]), "and then")
    sure = "The best way on" if first.certain else "No way on is certain; the best that is open"
    return f"{sure} from {start}{whom} is to {steps}."


def way_facts(way: Way) -> str:
    """Say how sure a way is and how many get through all of it."""
    sure = "Every step is certain" if way.certain else "Not every step is certain"
    through = through_all(way)
    if through is None:
        return f"{sure}. How many get through all of it is not known."
    return f"{sure}. Of 100 referred at each step in turn, {span_of_100(*through)} get through."

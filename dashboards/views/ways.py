"""What the page on ways on shows: where somebody can want to go, and each way step by step."""

from __future__ import annotations

from typing import Final

from dashboards.state import goals
from dashboards.views.evidence import told_once
from dashboards.views.tables import Rows
from dashboards.views.words import capital
from dtors_network.flow.targets import AFTERCARE
from dtors_network.gaps import wording
from dtors_network.model.area import Area
from dtors_network.report.flow_text import TARGET_WORDS, days_words, interval, percent
from dtors_network.report.whatif_text import for_whom, goal_words
from dtors_network.rounding import span_of_100
from dtors_network.whatif.routes import Routes, Way, WayStep, through_all

HEADS: Final = (
    "Next step", "Link", "Accepts them", "Get through", "95 % interval", "Median wait", "Nine in ten within",
)  # fmt: skip


def goal_options(area: Area) -> list[tuple[str, str]]:
    """Offer where somebody can want to go; aftercare where nothing is chosen."""
    named = [(code, capital(goal_words(area, code))) for code in goals(area) if code != AFTERCARE]
    return [("", capital(TARGET_WORDS[AFTERCARE])), *named]


def headline(found: Routes) -> str:
    """Say the best way on in one sentence, or that there is none that anybody spoke of."""
    area = found.area
    start, goal = wording.service(area, found.service), goal_words(area, found.target)
    if found.here_already:
        return f"{start} offers this itself: {goal}."
    if not found.ways:
        return f"Nobody spoke of a way on from {start} to {goal}{for_whom(area, found.group)}, and none is on record."
    first = found.ways[0]
    steps = wording.listed((wording.service(area, service) for service in first.services[1:]), "and then")
    sure = "The best way on" if first.certain else "No way on is certain; the best that is open"
    return f"{sure} from {start} is to {steps}."


def way_title(found: Routes, way: Way) -> str:
    """Name a way by where it leads."""
    return " → ".join(found.area.service[service].title for service in way.services)


def way_facts(way: Way) -> str:
    """Say how sure a way is and how many get through all of it."""
    sure = "Every step is certain" if way.certain else "Not every step is certain"
    through = through_all(way)
    if through is None:
        return f"{sure}. How many get through all of it is not known: a count is blank, hidden or 0."
    return f"{sure}. Of 100 referred at each step in turn, {span_of_100(*through)} get through."


def way_rows(found: Routes, way: Way) -> Rows:
    """Give a way step by step."""
    cells = tuple(_step(found.area, step) for step in way.steps)
    return Rows(f"Steps of the way {way_title(found, way)}", HEADS, cells, frozenset({3, 4, 5, 6}))


def _step(area: Area, step: WayStep) -> tuple[str, ...]:
    state = step.state.value.replace("_", "-") + ("" if step.certain else " (not certain for them)")
    return (
        wording.service(area, step.target),
        state,
        step.acceptance.value,
        "not known" if step.through is None else percent(step.through),
        interval(step.through),
        days_words(step.wait_median_days),
        days_words(step.wait_p90_days),
    )


def reported(found: Routes, way: Way) -> tuple[str, ...]:
    """Say what was reported at the links of a way, by whom, about which end, with the other end's reply."""
    lines = told_once(found.area, (report for step in way.steps for report in step.barriers))
    return tuple(f"{line.what}. {line.sentence}" for line in lines)

"""Best changes, ways on and what hangs on each organisation, as flat rows and as JSON documents."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from dtors_network.gaps import Gap, wording
from dtors_network.model.area import Area, Days
from dtors_network.model.bounds import Bounds
from dtors_network.report.best_text import ranked_words
from dtors_network.report.export import Table
from dtors_network.report.flow_rows import share_cells
from dtors_network.report.stress_text import stress_headline
from dtors_network.report.whatif_rows import rise_cells
from dtors_network.rounding import kept
from dtors_network.whatif.best import BestChanges, Ranked
from dtors_network.whatif.routes import Routes, Way, WayStep, through_all
from dtors_network.whatif.stress import Stress

BEST: Final = (
    "rank",
    "overloads",
    "may_overload",
    "changes",
    "text",
    "lower_end",
    "least",
    "most",
    "low",
    "high",
    "best_in",
)
WAYS: Final = (
    "way", "step", "source", "target", "state", "certain", "accepts", "through_least", "through_most", "through_low",
    "through_high", "wait_median_days", "wait_p90_days", "barriers",
)  # fmt: skip
STRESS: Final = ("organisation", "services", "what", "client_group", "entry", "certain", "on_whom")


def best_table(found: BestChanges) -> Table:
    """Give one row a set, those that overload nobody first."""
    rows = [_set(found, one, rank) for sets in (found.sets, found.apart) for rank, one in enumerate(sets, 1)]
    return Table(BEST, tuple({name: row.get(name, "") for name in BEST} for row in rows), found.area.profile)


def _set(found: BestChanges, one: Ranked, rank: int) -> dict[str, Any]:
    return {
        "rank": rank,
        "overloads": ";".join(one.overloads),
        "may_overload": ";".join(one.may_overload),
        "changes": " ".join(f"--{change.option} {change.write()}" for change in one.changes),
        "text": ranked_words(found.area, one),
        "lower_end": kept(one.lower_end, 5),
        **rise_cells(one.rise),
        "best_in": kept(one.best_in, 3),
    }


def best_document(found: BestChanges) -> dict[str, Any]:
    """Give the ranking as a JSON document, with how far the search went."""
    return {
        "area": found.area.id,
        "synthetic": found.area.synthetic,
        "client_group": found.group,
        "not_counted": found.reason or None,
        "most_changes": found.most,
        "candidates": found.candidates,
        "sets_valued": found.valued,
        "gap_to_bound": found.gap,
        "sets": [_set(found, one, rank) for rank, one in enumerate(found.sets, 1)],
        "overload_somebody": [_set(found, one, rank) for rank, one in enumerate(found.apart, 1)],
        "structural": [_fix(found, gap) for gap in found.structural],
    }


def _fix(found: BestChanges, gap: Gap) -> dict[str, Any]:
    return {
        "gap": gap.id,
        "title": gap.title,
        "steps": [wording.step(found.area, step) for step in gap.remedy],
        "questions": [wording.question(found.area, asked) for asked in gap.ask.yes or ()],
    }


def routes_table(found: Routes) -> Table:
    """Give one row a step of a way."""
    rows = [
        _step(found, at, number, step)
        for at, way in enumerate(found.ways, 1)
        for number, step in enumerate(way.steps, 1)
    ]
    return Table(WAYS, tuple(rows), found.area.profile)


def _step(found: Routes, way: int, number: int, step: WayStep) -> dict[str, Any]:
    through = {f"through_{name}": value for name, value in share_cells(step.through).items()}
    row = {
        "way": way,
        "step": number,
        "source": step.source,
        "target": step.target,
        "state": step.state.value,
        "certain": step.certain,
        "accepts": step.acceptance.value,
        "wait_median_days": _days(step.wait_median_days),
        "wait_p90_days": _days(step.wait_p90_days),
        "barriers": ";".join(f"{one.code} ({one.side or 'no side named'})" for one in step.barriers),
    }
    return {name: (row | through).get(name, "") for name in WAYS}


def routes_document(found: Routes) -> dict[str, Any]:
    """Give the ways as a JSON document."""
    return {
        "area": found.area.id,
        "synthetic": found.area.synthetic,
        "service": found.service,
        "target": found.target,
        "client_group": found.group,
        "here_already": found.here_already,
        "ways": [_way(found, at, way) for at, way in enumerate(found.ways, 1)],
    }


def _way(found: Routes, at: int, way: Way) -> dict[str, Any]:
    through = through_all(way)
    return {
        "services": list(way.services),
        "certain": way.certain,
        "through": {"least": through[0], "most": through[1]} if through else None,
        "steps": [_step(found, at, number, step) for number, step in enumerate(way.steps, 1)],
    }


def stress_table(area: Area, found: Sequence[Stress]) -> Table:
    """Give one row for each thing that would follow."""
    rows = ({name: row.get(name, "") for name in STRESS} for one in found for row in _follows(one))
    return Table(STRESS, tuple(rows), area.profile)


def _follows(one: Stress) -> list[dict[str, Any]]:
    place = {"organisation": one.organisation, "services": ";".join(one.services)}
    rows: list[dict[str, Any]] = [
        {**place, "what": "cut_off", "client_group": cut.group, "entry": cut.entry, "certain": cut.certain}
        for cut in one.cuts
    ]
    rows += [{**place, "what": "only_gateway", "entry": entry, "on_whom": gateway} for entry, gateway in one.gateways]
    rows += [{**place, "what": "may_be_overloaded", "on_whom": load.service} for load in one.overloads]
    return rows or [{**place, "what": "nothing"}]


def stress_document(area: Area, found: Sequence[Stress]) -> dict[str, Any]:
    """Give what hangs on each organisation as a JSON document."""
    return {
        "area": area.id,
        "headline": stress_headline(area, found),
        "organisations": [
            {
                "organisation": one.organisation,
                "services": list(one.services),
                "follows": [_bare(row) for row in _follows(one)],
            }
            for one in found
        ],
    }


def _bare(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in ("organisation", "services")}


def _days(days: Days) -> float | str | None:
    """Give a wait as a cell: a number, or the band in which it lies."""
    return days.cell if isinstance(days, Bounds) else days

"""Counts of records against somebody who walks through every happening, on Polars and on DuckDB.

``LONG=10 make test ARGS=tests/generative`` tries ten times as many sets of records, each of them another one.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

from dtors_network.examples import small_area
from dtors_network.model.area import Area, Service
from dtors_network.records.counting import Counted, count_records
from dtors_network.records.engines.registry import open_engine
from dtors_network.records.places import Places
from dtors_network.records.reading import open_records
from dtors_network.records.record_map import RecordMap
from dtors_network.records.rules import Spans
from tests.oracle.records import GROUPS, Row, Stages, count, day, flat, moves

TIMES = int(os.environ.get("LONG", "1"))
SEEDS = range(12 * TIMES)
KINDS = {
    "gp": "gp",
    "prison": "prison",
    "clinic": "specialist_prescribing",
    "rehab": "residential_rehabilitation",
    "care": "aftercare",
    "minds": "mental_health",
    "roof": "housing",
}
SERVICES = list(KINDS)
STAGES = Stages(
    order=tuple(SERVICES),
    routes_in=frozenset({"gp", "prison"}),
    treatment=frozenset({"clinic", "rehab"}),
    recovery=frozenset({"care"}),
)
REASONS = ("", "no_capacity", "other", "referral.funding_fear")
FIRST = date(2025, 1, 1)
SPANS = Spans(seen_again=30, goes_on=14)


def area() -> Area:
    services = tuple(Service(service=name, service_type=kind) for name, kind in KINDS.items())
    return replace(small_area(), services=services, statements=(), period_start=None, period_end=None)


def some_referrals(random: Random, people: int, length: int) -> list[dict[str, str]]:
    """Rows that are lawful, but for repeats; days lie close, so that much happens at once."""
    rows = []
    for _ in range(length):
        source, target = random.sample(["", *SERVICES], 2)
        target = target or "gp"
        source = "" if source == target else source
        referred = FIRST + timedelta(random.randrange(80))
        started = referred + timedelta(random.randrange(40)) if not source or random.random() < 0.6 else None
        left = started + timedelta(random.randrange(60)) if started and random.random() < 0.7 else None
        rows.append(
            {
                "person": f"P{random.randrange(people)}",
                "source": source,
                "target": target,
                "referred_on": "" if not source and random.random() < 0.5 else str(referred),
                "accepted": random.choice(("", "yes", "no")),
                "accepted_on": "",
                "started_on": str(started or ""),
                "refusal_reason": "" if started else random.choice(REASONS),
                **ending(random, left),
            }
        )
    return rows


def some_episodes(random: Random, people: int, length: int) -> list[dict[str, str]]:
    rows = []
    for _ in range(length):
        started = FIRST + timedelta(random.randrange(80))
        left = started + timedelta(random.randrange(60)) if random.random() < 0.8 else None
        rows.append(
            {
                "person": f"P{random.randrange(people)}",
                "service": random.choice(SERVICES),
                "source": random.choice(("", "", *SERVICES)),
                "referred_on": str(started - timedelta(random.randrange(9))) if random.random() < 0.5 else "",
                "started_on": str(started),
                **ending(random, left),
            }
        )
    return rows


def ending(random: Random, left: date | None) -> dict[str, str]:
    return {
        "left_on": str(left or ""),
        "outcome": random.choice(("", "recovering", "relapsed")) if left else "",
        "planned": random.choice(("", "yes", "no")) if left else "",
        "currently_using": random.choice(("yes", "no", "")),
        "housing_need": random.choice(("1", "0")),
    }


def row_of(cells: dict[str, str], columns: Sequence[str]) -> Row:
    """A record as the oracle takes it; ``columns`` are those that the files have."""
    told = {name: cells.get(name, "") if name in columns else "" for name in cells}
    days = {name: day(told[name]) if told.get(name) else None for name in ("referred_on", "started_on", "left_on")}
    accepted = {"yes": True, "no": False}.get(told.get("accepted", ""))
    return Row(
        person=cells["person"],
        source=told.get("source", ""),
        target=cells.get("target") or cells["service"],
        referred=days["referred_on"],
        started=days["started_on"],
        left=days["left_on"],
        accepted=accepted,
        reason=told.get("refusal_reason") or "not_recorded",
        outcome=told.get("outcome") or "unknown",
        planned=told.get("planned") or "unknown",
        groups=frozenset(group for group in GROUPS if told.get(group) in ("yes", "1")),
    )


def kept(rows: list[dict[str, str]], episodes: bool) -> list[dict[str, str]]:
    """Leave repeats out: the one that says more is kept, else the first."""
    found: dict[tuple[str, ...], tuple[bool, int]] = {}
    for at, cells in enumerate(rows):
        end = cells["left_on" if episodes else "started_on"]
        if episodes:
            key = (cells["person"], cells["service"], cells["started_on"])
        else:
            key = (cells["person"], cells["source"], cells["target"], cells["referred_on"] or cells["started_on"])
        place = (not end, at)
        found[key] = min(found.get(key, place), place)
    return [rows[at] for _, at in sorted(found.values(), key=lambda one: one[1])]


def written(path: Path, rows: list[dict[str, str]], without: Sequence[str] = ()) -> Path:
    columns = [name for name in rows[0] if name not in without]
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, columns, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
    return path


def counted(engine: str, paths: Sequence[Path], scratch: Path) -> Counted:
    with open_engine(engine, scratch) as opened:
        records = open_records(opened, paths, Places((area(),)), RecordMap())
        return count_records(records, SPANS)


def tables(found: Counted) -> dict[str, Any]:
    """The tables of the library, by the keys of the oracle."""
    every = found.by_area.get(0)
    if every is None:
        return {"arrivals": {}, "referrals": {}, "refusals": {}, "departures": {}}
    return {
        "arrivals": {(row.service, row.client_group): (row.count, row.reached_aftercare) for row in every.arrivals},
        "referrals": {
            (row.source, row.target, row.client_group): (
                row.referred, row.accepted, row.started, row.kept_by_sender, row.wait_median_days, row.wait_p90_days,
                row.waited_over_21_days,
            )
            for row in every.referrals
        },
        "refusals": {(row.source, row.target, row.reason, row.client_group): row.count for row in every.refusals},
        "departures": {
            (row.service, row.outcome, row.planned, row.client_group): row.count for row in every.departures
        },
    }  # fmt: skip


def expected(rows: list[dict[str, str]], episodes: bool, columns: Sequence[str]) -> dict[str, Any]:
    lawful = [row_of(cells, columns) for cells in kept(rows, episodes)]
    found = count(
        moves(lawful, SPANS.goes_on, SERVICES) if episodes else lawful,
        STAGES,
        "left_on" in columns,
        SPANS.seen_again,
        SPANS.goes_on,
    )
    return dict(
        flat(
            found,
            "left_on" in columns,
            "refusal_reason" in columns,
            not episodes,
            bool({"accepted", "accepted_on"} & {*columns}),
        )
    )


def cases() -> Iterator[Any]:
    for seed in SEEDS:
        for shape in ("referrals", "episodes"):
            yield pytest.param(seed, shape, id=f"{shape}-{seed}")


@pytest.mark.parametrize("engine", ["polars"])
@pytest.mark.parametrize(("seed", "shape"), [*cases()])
def test_counts_are_those_of_somebody_who_walks_through_every_record(
    seed: int, shape: str, engine: str, tmp_path: Path
) -> None:
    random, episodes = Random(f"{shape} {seed}"), shape == "episodes"
    rows = (some_episodes if episodes else some_referrals)(random, random.choice((3, 15, 60)), random.choice((9, 150)))
    without = () if episodes else random.choice(((), ("left_on", "outcome"), ("accepted", "refusal_reason")))
    columns = [name for name in rows[0] if name not in without]
    file = written(tmp_path / "records.csv", rows, without)
    found = counted(engine, [file], tmp_path)
    assert len(found.set_aside) == len(rows) - len(kept(rows, episodes))
    assert found.rows == len(rows)
    assert tables(found) == expected(rows, episodes, columns)

"""Counts of records against somebody who walks through every happening, whatever the shape of the records.

``LONG=10 make test ARGS=tests/generative`` tries ten times as many sets of records, each of them another one.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
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
from tests.oracle.records import GROUPS, Row, Stages, count, day, episodes_of, flat, moment, moves, told_once

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
    routes_in=frozenset({"gp", "prison"}),
    treatment=frozenset({"clinic", "rehab"}),
    recovery=frozenset({"care"}),
)
REASONS = ("", "no_capacity", "other", "referral.funding_fear")
FIRST = date(2025, 1, 1)
SPANS = Spans(seen_again=30, goes_on=14)


def area(random: Random | None = None) -> Area:
    """The same services, in whatever order their table has them."""
    services = [Service(service=name, service_type=kind) for name, kind in KINDS.items()]
    if random:
        random.shuffle(services)
    return replace(small_area(), services=tuple(services), statements=(), period_start=None, period_end=None)


def some_referrals(random: Random, people: int, length: int, timed: bool) -> list[dict[str, str]]:
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
                "referred_on": "" if not source and random.random() < 0.5 else told(random, referred, timed),
                "accepted": random.choice(("", "yes", "no")),
                "accepted_on": "",
                "started_on": told(random, started, timed),
                "refusal_reason": "" if started else random.choice(REASONS),
                **ending(random, told(random, left, timed)),
            }
        )
    return rows


def some_episodes(random: Random, people: int, length: int, timed: bool) -> list[dict[str, str]]:
    rows = []
    for _ in range(length):
        started = FIRST + timedelta(random.randrange(80))
        left = started + timedelta(random.randrange(60)) if random.random() < 0.8 else None
        begun = told(random, started, timed)
        rows.append(
            {
                "person": f"P{random.randrange(people)}",
                "service": random.choice(SERVICES),
                "source": random.choice(("", "", *SERVICES)),
                "referred_on": str(started - timedelta(random.randrange(9))) if random.random() < 0.5 else "",
                "started_on": begun,
                **ending(random, max(begun, told(random, left, timed)) if left else ""),
            }
        )
    return rows + random.sample(rows, length // 20)


def some_intervals(random: Random, people: int, length: int, timed: bool) -> list[dict[str, str]]:
    rows = some_episodes(random, people, length, timed)
    return [
        {"happened_on" if name == "left_on" else name: cell for name, cell in row.items() if name not in UNTOLD}
        for row in rows
    ]


def some_events(random: Random, people: int, length: int, timed: bool) -> list[dict[str, str]]:
    """Events of a log, many a day, some of them twice."""
    rows = [
        {
            "person": f"P{random.randrange(people)}",
            "service": random.choice(SERVICES),
            "happened_on": told(random, FIRST + timedelta(random.randrange(30)), timed),
            "transition": random.choice(("start", "complete")),
            **{name: cell for name, cell in ending(random, "x").items() if name != "left_on"},
        }
        for _ in range(length)
    ]
    return rows + random.sample(rows, length // 20)


UNTOLD = ("source", "referred_on")
MAKERS = {
    "referrals": some_referrals,
    "episodes": some_episodes,
    "intervals": some_intervals,
    "events": some_events,
}


def told(random: Random, when: date | None, timed: bool) -> str:
    """A day as files have it; with one of a few times of it, so that some fall together."""
    if when is None or not timed:
        return str(when or "")
    return datetime(when.year, when.month, when.day, random.choice((9, 12, 15)), random.choice((0, 30))).isoformat()


def ending(random: Random, left: str) -> dict[str, str]:
    return {
        "left_on": left,
        "outcome": random.choice(("", "recovering", "relapsed")) if left else "",
        "planned": random.choice(("", "yes", "no")) if left else "",
        "currently_using": random.choice(("yes", "no", "")),
        "housing_need": random.choice(("1", "0")),
    }


def row_of(cells: dict[str, str], columns: Sequence[str], place: int = 0, file: int = 0) -> Row:
    """A record as the oracle takes it; ``columns`` are those that the files have."""
    told = {name: cells.get(name, "") if name in columns else "" for name in cells}
    begun = told.get("started_on") or told.get("happened_on", "")
    ended = told.get("left_on", told.get("happened_on", "") if "transition" not in cells else "")
    days = [day(text) if text else None for text in (told.get("referred_on", ""), begun, ended)]
    accepted = {"yes": True, "no": False}.get(told.get("accepted", ""))
    row = Row(
        person=cells["person"],
        source=told.get("source", ""),
        target=cells.get("target") or cells["service"],
        referred=days[0],
        started=days[1],
        left=days[2],
        accepted=accepted,
        reason=told.get("refusal_reason") or "not_recorded",
        outcome=told.get("outcome") or "unknown",
        planned=told.get("planned") or "unknown",
        groups=frozenset(group for group in GROUPS if told.get(group) in ("yes", "1")),
        sent=moment(told["referred_on"]) if told.get("referred_on") else 0,
        came=moment(begun) if begun else 0,
        place=place,
        file=file,
        wait=None if days[0] is None or days[1] is None else days[1] - days[0],
    )
    return replace(row, until=moment(ended)) if ended else row


def kept(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """Leave repeated referrals out: one that started is kept, else the first."""
    found: dict[tuple[str, ...], tuple[bool, int]] = {}
    for at, cells in enumerate(rows):
        day_of = (cells["referred_on"] or cells["started_on"])[:10]
        key = (cells["person"], cells["source"], cells["target"], day_of)
        place = (not cells["started_on"], at)
        found[key] = min(found.get(key, place), place)
    return [rows[at] for at in sorted(at for _, at in found.values())]


def written(path: Path, rows: list[dict[str, str]], without: Sequence[str] = ()) -> Path:
    columns = [name for name in rows[0] if name not in without]
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, columns, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
    return path


def counted(paths: Sequence[Path], scratch: Path, of: Area) -> Counted:
    with open_engine("polars", scratch) as opened:
        records = open_records(opened, paths, Places((of,)), RecordMap())
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


def expected(files: Sequence[list[dict[str, str]]], shape: str, columns: Sequence[str]) -> tuple[dict[str, Any], int]:
    """The tables, and how many rows are told again."""
    rows = [row for file in files for row in file]
    leaving = bool({"left_on", "transition"} & {*columns}) or shape == "intervals"
    if shape == "referrals":
        lawful = [row_of(cells, columns) for cells in kept(rows)]
        again = len(rows) - len(lawful)
    else:
        numbers = [number for number, file in enumerate(files) for _ in file]
        every = [
            row_of(cells, columns, at, number) for at, (cells, number) in enumerate(zip(rows, numbers, strict=True))
        ]
        if "transition" in columns:
            every = episodes_of((row, cells["transition"]) for row, cells in zip(every, rows, strict=True))
        lawful, again = moves(every, SPANS.goes_on), len(every) - len(told_once(every))
    found = count(lawful, STAGES, leaving, SPANS.seen_again, SPANS.goes_on)
    accepted = bool({"accepted", "accepted_on"} & {*columns})
    return dict(flat(found, leaving, "refusal_reason" in columns, shape == "referrals", accepted)), again


WITHOUT = {
    "referrals": ((), ("left_on", "outcome"), ("accepted", "refusal_reason")),
    "events": ((), ("transition",)),
}


def cases() -> Iterator[Any]:
    for seed in SEEDS:
        for shape in MAKERS:
            yield pytest.param(seed, shape, id=f"{shape}-{seed}")


@pytest.mark.parametrize(("seed", "shape"), [*cases()])
def test_counts_are_those_of_somebody_who_walks_through_every_record(seed: int, shape: str, tmp_path: Path) -> None:
    random = Random(f"{shape} {seed}")
    people, length, timed = random.choice((3, 15, 60)), random.choice((9, 150)), random.random() < 0.5
    rows = MAKERS[shape](random, people, length, timed)
    without = random.choice(WITHOUT.get(shape, ((),)))
    columns = [name for name in rows[0] if name not in without]
    cut = random.choice((0, len(rows) // 3))
    files = [rows[:cut], rows[cut:]] if cut else [rows]
    paths = [written(tmp_path / f"records{at}.csv", file, without) for at, file in enumerate(files)]
    found = counted(paths, tmp_path, area(random))
    right, again = expected(files, shape, columns)
    assert tables(found) == right
    assert found.rows == len(rows)
    assert len(found.set_aside) == again

"""Logs as messy as real ones: their links are those of a plain count of what directly follows what, by time."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from random import Random
from typing import NamedTuple

import pytest

from dtors_network.examples import small_area
from dtors_network.model.area import Area, Service
from dtors_network.records.columns import known_columns
from dtors_network.records.counting import Counted, count_records
from dtors_network.records.engines.registry import open_engine
from dtors_network.records.places import Places
from dtors_network.records.reading import open_records
from dtors_network.records.record_map import RecordMap, read_maps
from tests.oracle.follows import Event, directly_follows

KNOWN = known_columns(())
PEOPLE = 60


class Log(NamedTuple):
    """Events in the order of the file, and how their moments are written there."""

    events: list[Event]
    write: Callable[[datetime], str]


def emergency(random: Random) -> Log:
    """Registration, triage and laboratory within minutes; results of one blood sample at one second; long returns."""
    events = []
    for person in range(PEOPLE):
        now = datetime(2014, 10, 22, random.randrange(24), tzinfo=UTC) + timedelta(days=random.randrange(200))
        for place in ("registration", "triage", "sepsis triage", "liquid", "antibiotics")[: random.randrange(1, 6)]:
            events.append(Event(f"P{person}", place, now))
            now += timedelta(seconds=random.choice((0, 15, 41, 900)))
        for _ in range(random.randrange(12)):
            now += timedelta(seconds=random.choice((0, 0, 3600, 86_400)))
            events += [Event(f"P{person}", name, now) for name in random.sample(("crp", "leucocytes", "lactate"), 2)]
        if random.random() < 0.5:
            events += [Event(f"P{person}", "release", now), Event(f"P{person}", "return", now + timedelta(days=40))]
    zone = timezone(timedelta(hours=1))
    return Log(events, lambda moment: moment.astimezone(zone).isoformat())


def billing(random: Random) -> Log:
    """A few steps of one invoice, often within the same second, the newest row first in the file."""
    names = ("new", "change", "fin", "release", "code ok", "billed", "delete", "reopen")
    events = []
    for person in range(PEOPLE):
        now = datetime(2012, 12, 16, 19, 33, 10, tzinfo=UTC) + timedelta(days=random.randrange(300))
        for name in ("new", *random.choices(names, k=random.randrange(9))):
            events.append(Event(f"P{person}", name, now))
            now += timedelta(microseconds=random.choice((0, 1_000, 999_000, 7 * 86_400_000_000)))
    return Log(events[::-1], lambda moment: moment.strftime("%Y/%m/%d %H:%M:%S.%f"))


def hospital(random: Random) -> Log:
    """Days only, a dozen of the same few activities on one of them, in turns and again and again."""
    names = ("laboratory", "ward", "radiology", "pathology", "clinic")
    events = []
    for person in range(PEOPLE):
        day = datetime(2005, 1, 3, tzinfo=UTC)
        for _ in range(random.randrange(1, 5)):
            day += timedelta(days=random.choice((1, 1, 30, 400)))
            events += [Event(f"P{person}", random.choice(names), day) for _ in range(random.randrange(1, 12))]
    return Log(events, lambda moment: f"{moment:%d/%m/%Y}")


def shuffled(random: Random) -> Log:
    """The rows of an emergency log in no order at all, each moment another one, in several zones."""
    events, _ = emergency(random)
    moved = [one._replace(when=one.when + timedelta(microseconds=at)) for at, one in enumerate(events)]
    random.shuffle(moved)
    zones = [timezone(timedelta(hours=hours)) for hours in (-5, 0, 1, 2)]
    return Log(moved, lambda moment: moment.astimezone(random.choice(zones)).isoformat())


LOGS = {"emergency": emergency, "billing": billing, "hospital": hospital, "shuffled": shuffled}


def area(events: Sequence[Event], random: Random) -> Area:
    names = sorted({event.service for event in events})
    random.shuffle(names)
    services = tuple(Service(service=name.replace(" ", "_"), name=name, service_type="gp") for name in names)
    return replace(small_area(), services=services, statements=(), period_start=None, period_end=None)


def written(path: Path, log: Log, again: Sequence[Event] = ()) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(("case:concept:name", "concept:name", "time:timestamp", "org:resource"))
        rows.writerows((one.person, one.service, log.write(one.when), "nurse") for one in (*log.events, *again))
    return path


def counted(paths: Sequence[Path], scratch: Path, of: Area, names: RecordMap | None = None) -> Counted:
    with open_engine("polars", scratch) as engine:
        names = names or read_maps(["event_log"], KNOWN)
        return count_records(open_records(engine, paths, Places((of,)), names))


def links(found: Counted) -> Counter[tuple[str, str]]:
    return Counter({(row.source, row.target): row.started for row in found.by_area[0].referrals})


def arrivals(found: Counted) -> int:
    return sum(row.count for row in found.by_area[0].arrivals)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("kind", LOGS)
def test_links_are_what_directly_follows_what(kind: str, seed: int, tmp_path: Path) -> None:
    random = Random(f"{kind} {seed}")
    log = LOGS[kind](random)
    right, firsts, by_file = directly_follows(log.events)
    found = counted([written(tmp_path / "log.csv", log)], tmp_path, area(log.events, random))
    assert links(found) == right
    assert arrivals(found) == sum(firsts.values()) == len({event.person for event in log.events})
    assert {row.service: row.count for row in found.by_area[0].arrivals} == firsts
    assert found.steps.by_file == by_file
    assert arrivals(found) + sum(links(found).values()) <= len(log.events)
    assert all(row.wait_median_days is None for row in found.by_area[0].referrals)


@pytest.mark.parametrize("kind", LOGS)
def test_rows_told_twice_change_nothing(kind: str, tmp_path: Path) -> None:
    """Beside themselves, or in another export that overlaps."""
    random = Random(kind)
    log = LOGS[kind](random)
    of, once = area(log.events, random), written(tmp_path / "once.csv", log)
    twice = written(tmp_path / "twice.csv", Log([one for one in log.events for _ in range(2)], log.write))
    alone = counted([once], tmp_path, of)
    assert links(counted([twice], tmp_path, of)) == links(alone)
    if kind != "hospital":  # where only days are known, an activity of one day may be another one in another file
        assert links(counted([once, once], tmp_path, of)) == links(alone)


@pytest.mark.parametrize("steps", ["start and complete", "complete"])
def test_the_same_facts_as_log_intervals_or_episodes_give_the_same_tables(steps: str, tmp_path: Path) -> None:
    random = Random(steps)
    log = emergency(random)
    of = area(log.events, random)
    ends = [one.when + timedelta(minutes=random.randrange(90) if "start" in steps else 0) for one in log.events]
    spans = [*dict.fromkeys((one, end) for one, end in zip(log.events, ends, strict=True))]
    spans = [(one, end) for one, end in spans if _is_apart(one, end, spans)]
    rows = {
        "log.csv": [
            (one.person, one.service, when, step) for one, end in spans for when, step in _told(one, end, steps)
        ],
        "intervals.csv": [(one.person, one.service, one.when, end) for one, end in spans],
        "episodes.csv": [(one.person, one.service, one.when, end) for one, end in spans],
    }
    heads = {
        "log.csv": "person,service,happened_on,transition",
        "intervals.csv": "person,service,started_on,happened_on",
        "episodes.csv": "person,service,started_on,left_on",
    }
    found = []
    for name, head in heads.items():
        cells = [",".join(str(cell) for cell in row) for row in rows[name]]
        (tmp_path / name).write_text("\n".join([head, *cells, ""]), encoding="utf-8")
        found.append(counted([tmp_path / name], tmp_path, of, RecordMap()))
    assert found[0].by_area == found[1].by_area == found[2].by_area
    assert found[0].by_area[0].departures


def _is_apart(one: Event, end: datetime, spans: Sequence[tuple[Event, datetime]]) -> bool:
    """Whether nobody is twice at one service at a time there; ends could not be told apart in a log."""
    same = [(other, until) for other, until in spans if (other.person, other.service) == (one.person, one.service)]
    return sum(other.when <= end and one.when <= until for other, until in same) == 1


def _told(one: Event, end: datetime, steps: str) -> list[tuple[datetime, str]]:
    return [(one.when, "start"), (end, "complete")] if "start" in steps else [(end, "complete")]

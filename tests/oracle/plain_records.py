"""Referral records read row by row, in plain Python: which cannot be counted, and what became of everybody."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

Row = dict[str, str]
Step = tuple[str, str]
"""What somebody did next, and at which service: started, lost, or left."""


def read_rows(folder: Path) -> list[Row]:
    """Read every CSV file of a folder."""
    found: list[Row] = []
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            found += csv.DictReader(file)
    return found


def services_of(folder: Path) -> dict[str, set[str]]:
    """Name the services of each area in a folder of areas."""
    found = {}
    for path in folder.iterdir():
        with (path / "services.csv").open(encoding="utf-8-sig", newline="") as file:
            found[path.name] = {row["service"] for row in csv.DictReader(file)}
    return found


def day(text: str) -> date | None:
    """Read a day; years that programs write where there is none are none."""
    found = date.fromisoformat(text) if text else None
    return None if found is None or not 1900 < found.year < 2999 else found


def good_rows(rows: Iterable[Row], services: dict[str, set[str]]) -> tuple[list[Row], Counter[str]]:
    """Leave out the rows that cannot be counted, and count them by the reason."""
    good: list[Row] = []
    why: Counter[str] = Counter()
    seen = set()
    for row in rows:
        problem = problem_of(row, services)
        same = tuple(row.items())
        if problem:
            why[problem] += 1
        elif same in seen:
            why["repeated"] += 1
        else:
            seen.add(same)
            good.append(row)
    return good, why


def problem_of(row: Row, services: dict[str, set[str]]) -> str:
    """Say why a row cannot be counted."""
    referred, started = day(row["referred_on"]), day(row["started_on"])
    if not row["person"]:
        return "blank_person"
    if not {row["target"], row["source"] or row["target"]} <= services[row["area"]]:
        return "unknown_service"
    if row["source"] and referred is None:
        return "placeholder_day"
    if referred and started and started < referred:
        return "start_before_referral"
    return ""


@dataclass
class Journey:
    """One way through services, from coming in until somebody came in again or the records end."""

    entry: str
    services: list[str] = field(default_factory=list)
    steps: list[tuple[str, str, Step]] = field(default_factory=list)
    """The service before (blank for none), the service, and the next step from there."""
    lost_before: list[bool] = field(default_factory=list)
    """At each step, whether somebody had been referred without a start before, on any journey."""


@dataclass
class Followed:
    """Everybody, followed: counts by link as (referred, accepted, started, kept, late), and journeys by area."""

    links: dict[tuple[str, str, str], list[int]]
    journeys: dict[str, list[Journey]]
    departures: Counter[tuple[str, str, str, str]]


def follow(rows: Iterable[Row], beside: frozenset[tuple[str, str]] = frozenset()) -> Followed:
    """Follow each person through their rows in order of days; ``beside`` are areas and services of wider support."""
    lives: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        lives[row["person"]].append(row)
    found = Followed(defaultdict(lambda: [0] * 5), defaultdict(list), Counter())
    for life in lives.values():
        ordered = sorted(life, key=lambda row: row["referred_on"] or row["started_on"])
        follow_one([row for row in ordered if (row["area"], row["target"]) not in beside], found)
        follow_beside([row for row in ordered if (row["area"], row["target"]) in beside], ordered, found)
    return found


def follow_one(life: list[Row], found: Followed) -> None:
    stay: Row = {}
    before, lost, journey = "", False, Journey("")
    for row in life:
        if not row["source"]:
            leave(stay, before, lost, journey, found)
            journey, before = Journey(row["target"], [row["target"]]), ""
            found.journeys[row["area"]].append(journey)
            stay = row
            continue
        assert row["source"] == stay["target"], "referred by a service where nobody had started"
        kept = count(row, stay, found)
        if row["started_on"]:
            note(journey, before, lost, row["source"], ("started", row["target"]))
            before, stay = row["source"], row
            journey.services.append(row["target"])
        else:
            if not kept:
                note(journey, before, lost, row["source"], ("lost", row["target"]))
                stay = {}
            lost = True
    leave(stay, before, lost, journey, found)


def follow_beside(rows: list[Row], life: list[Row], found: Followed) -> None:
    """Count referrals to wider support, each from the stay that had begun last at its sender."""
    for row in rows:
        begun = [one for one in life if one["target"] == row["source"] and one["started_on"]]
        stay = [one for one in begun if one["started_on"] <= row["referred_on"]][-1]
        assert not stay["left_on"] or row["referred_on"] < stay["left_on"]
        count(row, stay, found)


def count(row: Row, stay: Row, found: Followed) -> bool:
    """Count a referral along its link; tell whether the sender kept somebody who did not start."""
    started = bool(row["started_on"])
    kept = not started and (not stay["left_on"] or stay["left_on"] > row["referred_on"])
    wait = (date.fromisoformat(row["started_on"]) - date.fromisoformat(row["referred_on"])).days if started else 0
    facts = (True, row["accepted"] == "yes", started, kept, wait > 21)
    numbers = found.links[row["area"], row["source"], row["target"]]
    for at, fact in enumerate(facts):
        numbers[at] += fact
    return kept


def leave(stay: Row, before: str, lost: bool, journey: Journey, found: Followed) -> None:
    """Note that somebody left a service without a referral on, if they did."""
    if stay and stay["left_on"]:
        note(journey, before, lost, stay["target"], ("left", ""))
        found.departures[stay["area"], stay["target"], stay["outcome"], stay["planned"]] += 1


def note(journey: Journey, before: str, lost: bool, service: str, step: Step) -> None:
    journey.steps.append((before, service, step))
    journey.lost_before.append(lost)

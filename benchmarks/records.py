"""Time the counting of records beside plain ways to count the same files, with the same number of threads.

    python -m benchmarks.records FOLDER [--scale 0.1] [--threads 2] [--runs 3]
        [referrals] [command] [times] [episodes] [csv]
    python -m benchmarks.records FOLDER --growth

Makes the records in the folder, or uses those that are there: 50 million referrals and 10 million episodes in Parquet
files, and 5 million referrals in CSV files, times the scale. Every measurement is a process of its own. Prints medians,
targets, ratios of seconds and of seconds of processors, peaks of memory, and whether as many people were counted; on a
machine with other work, go by the processors. With --growth: seconds and memory from ten thousand referrals to all.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from dtors_network.synthetic.record_files import Wanted, synthetic_records

SEED = 20_260
REFERRALS, EPISODES, CSV = 50_000_000, 10_000_000, 5_000_000
HOURS = {"referred_on": 8, "accepted_on": 11, "started_on": 14, "left_on": 17}
"""From which hour on, and for three more, what a column tells happens."""
EPISODE_COLUMNS = ["person", "area", "target", "started_on", "left_on", "outcome", "planned"]


class Part(NamedTuple):
    """What is measured beside what."""

    title: str
    name: str
    target: str
    peers: dict[str, str]


PARTS = {
    "referrals": Part(
        "{rows:,} referrals in Parquet files: waits, reasons, groups, stays, reach",
        "count_records, all tables",
        "30 s and 2.5 GB; 0.3 times the processors of DuckDB for all tables",
        {
            "all tables by DuckDB": "DuckDB: all the same tables in SQL",
            "referrals by DuckDB": "DuckDB: plain group-by of links, four counts",
            "cells by DuckDB": "DuckDB: plain group-by of links, groups, reasons and waits",
        },
    ),
    "command": Part(
        "{rows:,} referrals into all areas, as the command does",
        "records_into: counted, and all areas written",
        "1.5 times the counting",
        {"referrals": "count_records alone"},
    ),
    "times": Part(
        "{rows:,} referrals in Parquet files that tell times of day",
        "count_records, all tables",
        "1.4 times the same with days only",
        {"referrals": "count_records, days only"},
    ),
    "episodes": Part(
        "{rows:,} episodes in Parquet files: links from the order of starts",
        "count_records, all tables",
        "2 times DuckDB's window",
        {"episodes by DuckDB": "DuckDB: lag over each person's episodes, grouped by link"},
    ),
    "csv": Part(
        "{rows:,} referrals in CSV files",
        "count_records, all tables",
        "1.3 times pandas' group-by",
        {
            "csv by DuckDB": "DuckDB: plain group-by of links, four counts",
            "csv by pandas": "pandas: the same group-by, one thread",
        },
    ),
}


class Measured(NamedTuple):
    seconds: float
    processor: float
    peak: float
    people: int


def measured(what: str, folder: Path, threads: int, runs: int) -> Measured:
    """Give the median of some processes, after one that fills the cache of the disk; the highest peak."""
    found = [once(what, folder, threads) for _ in range(runs + 1)]
    seconds, processor = (statistics.median(one[at] for one in found[1:]) for at in (0, 1))
    return Measured(seconds, processor, max(one.peak for one in found), found[0].people)


def once(what: str, folder: Path, threads: int) -> Measured:
    environment = {**os.environ, "POLARS_MAX_THREADS": str(threads)}
    words = [sys.executable, "-m", "benchmarks.records_work", what, str(folder)]
    printed = subprocess.run(words, env=environment, capture_output=True, text=True, check=False)
    if printed.returncode:
        raise SystemExit(printed.stderr)
    return Measured(**json.loads(printed.stdout))


def made(folder: Path, scale: float) -> dict[str, int]:
    """Make what is not there yet, and give the rows of each part."""
    rows = {"referrals": int(REFERRALS * scale), "episodes": int(EPISODES * scale), "csv": int(CSV * scale)}
    note = folder / "sizes.json"
    if note.exists():
        there: dict[str, int] = json.loads(note.read_text(encoding="utf-8"))
        print(f"{folder} holds records already; they are used, whatever the scale")
        return there
    folder.mkdir(parents=True, exist_ok=True)
    for name, form in (("referrals", "parquet"), ("csv", "csv")):
        synthetic_records(folder / name, Wanted(SEED, rows[name], memory=True, form=form))
    rows["episodes"] = episodes(folder, rows["episodes"])
    note.write_text(json.dumps(rows), encoding="utf-8")
    return rows


def episodes(folder: Path, wanted: int) -> int:
    """Write the referrals that started as episodes, file by file, until there are enough or no more."""
    import polars as pl

    (folder / "episodes").mkdir()
    number = 0
    for path in sorted((folder / "referrals" / "records").iterdir()):
        started = pl.read_parquet(path, columns=EPISODE_COLUMNS).filter(pl.col("started_on").is_not_null())
        some = started.rename({"target": "service"}).head(wanted - number)
        some.write_parquet(folder / "episodes" / path.name)
        number += len(some)
        if number == wanted:
            break
    return number


def times(folder: Path) -> None:
    """Write the referrals with times of day: on any day referrals stand before starts, and these before leaving."""
    import polars as pl

    if (folder / "times").exists():
        return
    (folder / "times").mkdir()
    for path in sorted((folder / "referrals" / "records").iterdir()):
        whole = pl.scan_parquet(path).with_row_index("seconds")
        told = [
            (
                pl.col(column).cast(pl.Datetime("us"))
                + pl.duration(seconds=pl.col("seconds") * 7919 % 10_800 + hour * 3600)
            )
            for column, hour in HOURS.items()
        ]
        whole.with_columns(told).drop("seconds").sink_parquet(folder / "times" / path.name)


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.records")
    parser.add_argument("folder", type=Path)
    parser.add_argument("parts", nargs="*", default=[*PARTS])
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--threads", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--growth", action="store_true")
    asked = parser.parse_intermixed_args(arguments)
    if unknown := [part for part in asked.parts if part not in PARTS]:
        parser.error(f"there is no part {unknown[0]}; known: {', '.join(PARTS)}")
    rows = made(asked.folder, asked.scale)
    rows["command"] = rows["times"] = rows["referrals"]
    if asked.growth:
        growth(asked, rows["referrals"])
        return
    print(f"{asked.threads} threads each; medians of {asked.runs} processes, files in the cache of the disk")
    for name in asked.parts:
        if name == "times":
            times(asked.folder)
        shown(name, rows[name], asked)


def shown(name: str, rows: int, asked: argparse.Namespace) -> None:
    part = PARTS[name]
    print(f"\n{part.title.format(rows=rows)}")
    ours = measured(name, asked.folder, asked.threads, asked.runs)
    others = {what: measured(what, asked.folder, asked.threads, asked.runs) for what in part.peers}
    speed = f"{rows / ours.seconds / 1e6:.2f} million rows a second"
    print(f"{part.name:<62}{_told(ours)}  (target {part.target}); {speed}")
    for what, title in part.peers.items():
        other = others[what]
        ratio = (
            f"ours is {ours.seconds / other.seconds:.2f} times, processors {ours.processor / other.processor:.2f} times"
        )
        print(f"    {title:<58}{_told(other)}; {ratio}")
        same = "as many people" if other.people == ours.people else f"{other.people:,} people, and we {ours.people:,}"
        print(f"        {same}")


def _told(one: Measured) -> str:
    return f"{one.seconds:9.2f} s, {one.processor:8.2f} s of processors, peak {one.peak:.2f} GB"


def growth(asked: argparse.Namespace, rows: int) -> None:
    """Count the first referrals, ten times as many each time."""
    import polars as pl

    print(f"{'referrals':>12} {'seconds':>9} {'processors':>11} {'peak GB':>8}")
    sizes = [size for size in (10**4, 10**5, 10**6, 10**7, 5 * 10**7) if size < rows] + [rows]
    for size in sizes:
        small = asked.folder / f"growth{size}" / "referrals"
        if not small.exists():
            small.mkdir(parents=True)
            (small / "areas").symlink_to((asked.folder / "referrals" / "areas").resolve())
            (small / "records").mkdir()
            whole = pl.scan_parquet(asked.folder / "referrals" / "records" / "*.parquet")
            whole.head(size).sink_parquet(small / "records" / "part.parquet")
        found = measured("referrals", small.parent, asked.threads, asked.runs)
        print(f"{size:12,} {found.seconds:9.2f} {found.processor:11.2f} {found.peak:8.2f}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])

"""Time the counting of records beside plain ways to count the same files, with the same number of threads.

    python -m benchmarks.records FOLDER [--scale 0.1] [--threads 2] [--runs 3] [referrals] [episodes] [csv]

Makes the records in the folder, or uses those that are there: 50 million referrals and 10 million episodes in Parquet
files, and 5 million referrals in CSV files, times the scale. Every measurement is a process of its own. Prints medians,
targets, ratios, peaks of memory, and whether as many people were counted.
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
        "10 s, 8 GB, 1.5 times DuckDB's group-by",
        {
            "referrals by DuckDB": "DuckDB: plain group-by of links, four counts",
            "cells by DuckDB": "DuckDB: plain group-by of links, groups, reasons and waits",
        },
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
        "none",
        {
            "csv by DuckDB": "DuckDB: plain group-by of links, four counts",
            "csv by pandas": "pandas: the same group-by, one thread",
        },
    ),
}


class Measured(NamedTuple):
    seconds: float
    peak: float
    people: int


def measured(what: str, folder: Path, threads: int, runs: int) -> Measured:
    """Give the median of some processes, after one that fills the cache of the disk; the highest peak."""
    found = [once(what, folder, threads) for _ in range(runs + 1)]
    seconds = statistics.median(one.seconds for one in found[1:])
    return Measured(seconds, max(one.peak for one in found), found[0].people)


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


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.records")
    parser.add_argument("folder", type=Path)
    parser.add_argument("parts", nargs="*", default=[*PARTS])
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--threads", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--runs", type=int, default=3)
    asked = parser.parse_args(arguments)
    rows = made(asked.folder, asked.scale)
    print(f"{asked.threads} threads each; medians of {asked.runs} processes, files in the cache of the disk")
    for name in asked.parts:
        shown(name, rows[name], asked)


def shown(name: str, rows: int, asked: argparse.Namespace) -> None:
    part = PARTS[name]
    print(f"\n{part.title.format(rows=rows)}")
    ours = measured(name, asked.folder, asked.threads, asked.runs)
    others = {what: measured(what, asked.folder, asked.threads, asked.runs) for what in part.peers}
    speed = f"{rows / ours.seconds / 1e6:.2f} million rows a second"
    print(f"{part.name:<62}{ours.seconds:9.2f} s  (target {part.target}); {speed}; peak {ours.peak:.2f} GB")
    for what, title in part.peers.items():
        other = others[what]
        ratio = f"{other.seconds / ours.seconds:6.2f} times ours"
        print(f"    {title:<58}{other.seconds:9.2f} s = {ratio}; peak {other.peak:.2f} GB")
        same = "as many people" if other.people == ours.people else f"{other.people:,} people, and we {ours.people:,}"
        print(f"        {same}")


if __name__ == "__main__":
    main(sys.argv[1:])

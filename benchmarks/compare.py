"""What 153 uneven areas take, and how much quicker all pairs are than a loop of scipy; writes its part of comparing.md.

    python -m benchmarks.compare FOLDER [--areas N]

The areas are made in the folder where they are not there yet. What is kept of them lies in the folder too, and is taken
away first: the door is passed once, then the command runs with the areas kept, and once more as if the tables drawn
from their blocks had been lost. With --kept the door is not passed again: what it took stands as it was measured.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before numpy is loaded: one thread for each process

from scipy.stats import norm

from benchmarks.compare_areas import invent
from benchmarks.compare_page import SPEED, write_part
from dtors_network.area_files.area_io import read_area
from dtors_network.compare import compare
from dtors_network.compare.apart import held_apart
from dtors_network.compare.figure import Figure, Kind
from dtors_network.compare.result import Comparison
from dtors_network.disclosure.many import protect_all
from dtors_network.disclosure.store import cache_folder

SAMPLE: Final = 4
"""Figures whose pairs the loop tests."""
COMMAND: Final = ("compare", "--sheet", "summary", "--format", "csv")


@dataclass(frozen=True)
class Spent:
    """What a command took: seconds by the clock, of processor time, and the most memory of all its processes."""

    clock: float
    processor: float
    gigabytes: float

    def __str__(self) -> str:
        return f"{self.clock:.0f} s | {self.processor:.0f} s | {self.gigabytes:.2f} GB"


def run(words: list[str]) -> Spent:
    """Run the command as a user does, and watch the memory of it and of the processes that it starts."""
    start, before = time.monotonic(), os.times()
    started = subprocess.Popen([sys.executable, "-m", "dtors_network", *words], stdout=subprocess.DEVNULL)
    most = [0.0]
    watching = threading.Thread(target=_watch, args=(started, most), daemon=True)
    watching.start()
    if started.wait():
        raise SystemExit("the command failed")
    watching.join()
    after = os.times()
    processor = after.children_user + after.children_system - before.children_user - before.children_system
    return Spent(time.monotonic() - start, processor, most[0])


def _watch(started: subprocess.Popen[bytes], most: list[float]) -> None:
    while started.poll() is None:
        most[0] = max(most[0], sum(map(_held, _family(started.pid))) / 2**20)
        time.sleep(0.2)


def _family(pid: int) -> list[int]:
    """Name a process and all that it started."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        children = []
    return [pid, *(one for child in children for one in _family(int(child)))]


def _held(pid: int) -> int:
    """Give the kilobytes of a process, those that it shares counted in part."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


def by_loop(figures: list[Figure]) -> int:
    """Test every pair of one figure by itself, in plain Python with scipy's normal distribution."""
    apart = 0
    for at, one in enumerate(figures):
        for other in figures[at + 1 :]:
            if one.value is None or other.value is None:
                continue
            together = (one.value * one.size + other.value * other.size) / (one.size + other.size)
            variance = together * (1 - together) * (1 / one.size + 1 / other.size) + one.hidden + other.hidden
            if variance > 0:
                apart += 2 * norm.sf(abs(one.value - other.value) / variance**0.5) <= 0.05
    return apart


def pairs_against_a_loop(found: Comparison) -> str:
    """Say how many times faster all pairs are tested at once."""
    keys = [key for key in found.keys if found.indicator(key).kind is Kind.SHARE]
    keys.sort(key=lambda key: -sum(figure.value is not None for figure in found.figures(key)))
    references = [area.pathway.id for area in found.areas]
    ours = _seconds(lambda: [held_apart(found.indicator(key), found.figures(key), references) for key in keys[:SAMPLE]])
    peer = _seconds(lambda: [by_loop(list(found.figures(key))) for key in keys[:SAMPLE]])
    return (
        f"All {len(found.areas) * (len(found.areas) - 1) // 2:,} pairs of one figure: {ours / SAMPLE * 1e3:.1f} ms, "
        f"a loop with `scipy.stats.norm` {peer / SAMPLE:.2f} s: {peer / ours:.0f} times."
    )


def _seconds(work: Callable[[], Any]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def main() -> None:
    """Make the areas where they are not there yet, compare them, and write what it took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--areas", type=int, default=153)
    parser.add_argument("--kept", action="store_true")
    asked = parser.parse_args()
    if not asked.folder.exists():
        invent(asked.folder, asked.areas)
    places = sorted(map(str, (asked.folder / "uneven").iterdir()))[: asked.areas]
    os.environ["XDG_CACHE_HOME"] = str(asked.folder / "cache")
    words, first = [*COMMAND[:1], *places, *COMMAND[1:]], asked.folder / "first.txt"
    if not asked.kept:
        shutil.rmtree(asked.folder / "cache", ignore_errors=True)
        first.write_text(f"| all of it, the door passed for the first time ({date.today()}) | {run(words)} |")
    rows = [first.read_text()]
    rows.append(f"| once the areas have passed the door | {run(words)} |")
    for tables in cache_folder().glob("*.npz"):
        tables.unlink()
    rows.append(f"| the same, if the drawn tables were lost | {run(words)} |")
    found = compare(protect_all([read_area(place) for place in places], processes=1))
    write_part(SPEED, _told(found, rows, asked.folder))


def _told(found: Comparison, rows: list[str], folder: Path) -> str:
    counted = sum(figure.value is not None for one in found.found for figure in one.figures)
    each = [len(area.services) for area in found.areas], [len(area.referrals) for area in found.areas]
    services, links = (f"{min(some):,} to {max(some):,}" for some in each)
    drawn = sum(path.stat().st_size for path in (folder / "cache").rglob("*") if path.is_file())
    lines = chr(10).join(rows)
    return f"""
Run on {date.today().isoformat()} with `python -m benchmarks.compare FOLDER` on two processes: {len(found.areas):,}
areas of {services} services and {links} rows of referrals; {len(found.keys):,} figures, {counted:,} of them with a
value, each behind 500 tables drawn from its blocks and 1,000 replicates. A third each are of other years, one in
fifteen is held against the older reference, one in fifty counts nobody; many are small, services are silent, waits and
whole services uncounted. The command is `dtors-network compare AREA… --sheet summary --format csv`; memory is that of
all its processes together. The machine, of two cores, was shared with others: processor time is the honest figure.

| | by the clock | processor time | memory |
|---|---|---|---|
{lines}

What is kept of the areas takes {drawn / 1e6:,.0f} MB of the user's cache folder, which holds 400 areas.

{pairs_against_a_loop(found)}
"""


if __name__ == "__main__":
    main()

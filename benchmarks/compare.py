"""153 invented areas side by side, 1,000 replicates each: time, memory, and all pairs against a loop of scipy.

Run by hand: ``python -m benchmarks.compare FOLDER [--areas N]``. The folder keeps the areas and what was kept of them,
so that a second run shows what is left once they passed the door and their tables were drawn.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from scipy.stats import norm

from dtors_network.area_files.area_io import read_area
from dtors_network.compare import compare
from dtors_network.compare.figure import Figure
from dtors_network.compare.pairs import held_apart
from dtors_network.compare.result import Comparison
from dtors_network.disclosure.many import protect_all
from dtors_network.records.into import Asked, records_into
from dtors_network.synthetic.record_files import Wanted, synthetic_records

ROWS = 2_500
"""Rows of referrals of an area: some forty services, 250 rows of counts."""
PROCESSES = 2
SAMPLE = 4
"""Figures whose pairs the loop tests; its time is scaled."""


def spent() -> float:
    """Processor time of this process and of those that it started and that ended."""
    mine, theirs = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in (mine, theirs))


def timed(what: str, work: Callable[[], Any]) -> Any:
    """Do some work and print what it took."""
    wall, cpu = time.perf_counter(), spent()
    made = work()
    print(
        f"{what}: {spent() - cpu:.1f} s of processor time, {time.perf_counter() - wall:.1f} s by the clock", flush=True
    )
    return made


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


def pairs_against_a_loop(found: Comparison) -> None:
    """Print how many times faster all pairs are tested at once."""
    keys = [key for key in found.keys if found.indicator(key).kind.value == "share"]
    references = [area.pathway.id for area in found.areas]
    start = time.process_time()
    for key in keys:
        held_apart(found.indicator(key), found.figures(key), references)
    ours = (time.process_time() - start) / len(keys)
    start = time.process_time()
    for key in keys[:SAMPLE]:
        by_loop(list(found.figures(key)))
    peer = (time.process_time() - start) / min(SAMPLE, len(keys))
    print(
        f"all pairs of one figure: {ours * 1e3:.1f} ms, a loop with scipy {peer * 1e3:.0f} ms: {peer / ours:.0f} times"
    )


def main() -> None:
    """Make the areas where they are not there yet, protect and compare them, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--areas", type=int, default=153)
    asked = parser.parse_args()
    if not asked.folder.exists():
        timed("inventing and counting", lambda: invent(asked.folder, asked.areas))
    places = sorted(place for place in (asked.folder / "areas").iterdir() if place.is_dir())[: asked.areas]
    areas = timed(f"reading {len(places)} areas", lambda: [read_area(place) for place in places])
    shown = timed("the door", lambda: protect_all(areas, processes=PROCESSES))
    found = timed("every indicator, pair and funnel", lambda: whole(compare(shown, processes=PROCESSES)))
    again = timed("the same again, with drawn tables kept", lambda: whole(compare(shown, processes=PROCESSES)))
    print(f"equal: {found.found == again.found}; {found.line}")
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(f"most memory of one process: {peak / 2**20:.2f} GB")
    pairs_against_a_loop(found)


def invent(folder: Path, areas: int) -> None:
    """Make records of so many areas, and count them into the areas."""
    synthetic_records(folder, Wanted(seed=20261128, rows=areas * ROWS, areas=areas))
    records_into(Asked((folder / "records",), folder / "areas"))


def whole(found: Comparison) -> Comparison:
    """Work out what is worked out when it is asked for."""
    assert found.tests and found.funnels is not None and found.neighbours is not None
    return found


if __name__ == "__main__":
    sys.exit(main())

"""Time the gap rules beside a plain networkx implementation of the same rules, in the same run.

    python -m benchmarks.gaps

Prints medians of several runs and ratios: the whole process with its peak memory, a warm 60-service area with six
client groups (rules and certainty, then all questions), and 5,000 services with 30,000 links for one group.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

from benchmarks.peer_networkx import find_gaps_networkx
from dtors_network.area_files.area_io import write_area
from dtors_network.gaps import find_gaps
from dtors_network.model.area import Area
from dtors_network.synthetic import five_thousand_services, sixty_services, synthetic_area

RUNS = 7
COLD_RUNS = 15
SEED = 20261123


def median(work: Callable[[], object], runs: int = RUNS) -> float:
    """Median seconds of some runs, after one that is not counted."""
    work()
    seconds = []
    for _ in range(runs):
        start = perf_counter()
        work()
        seconds.append(perf_counter() - start)
    return statistics.median(seconds)


def cold(area: Area) -> tuple[float, float, float]:
    """Processor seconds of the whole ``gaps`` process on a folder, of importing networkx, and the peak megabytes."""
    code = (
        "import resource, runpy, sys; sys.argv[0] = 'dtors-network'\n"
        "try: runpy.run_module('dtors_network', run_name='__main__')\n"
        "finally: print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)"
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "area"
        write_area(area, path)
        gaps = [process([sys.executable, "-c", code, "gaps", str(path)]) for _ in range(COLD_RUNS + 1)][1:]
        peer = [process([sys.executable, "-c", "import networkx"]) for _ in range(COLD_RUNS + 1)][1:]
        peaks = [int(told.split()[-1]) / 1024 for _, told in gaps]
        return statistics.median(one for one, _ in gaps), statistics.median(one for one, _ in peer), max(peaks)


def process(command: list[str]) -> tuple[float, str]:
    """Run a process with the bytecode that any second run has, and give its processor seconds and its last words."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=kept)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, done.stderr


def row(name: str, ours: float, peer: float | None = None, target: float | None = None) -> None:
    ratio = f"  peer {peer * 1e3:9.1f} ms = {peer / ours:6.1f} times ours" if peer else ""
    aim = f"  (target {target * 1e3:.0f} ms)" if target else ""
    print(f"{name:<58}{ours * 1e3:9.1f} ms{aim}{ratio}")


def main() -> None:
    area = sixty_services(SEED).area
    groups = find_gaps(area).case.assessed
    print(f"60 services, {len(area.statements)} statements, {len(area.referrals)} referral rows, {len(groups)} groups")
    seconds, peer, peak = cold(area)
    row("whole process, cold, processor time (peer: import networkx)", seconds, peer, target=0.3)
    print(f"{'peak memory of that process':<58}{peak:9.1f} MB  (target 120 MB)")
    row("rules and certainty", median(lambda: find_gaps(area)), median(lambda: find_gaps_networkx(area)), 0.02)
    with_questions = median(lambda: find_gaps(area).gaps)
    row("with all questions", with_questions, median(lambda: find_gaps_networkx(area, questions=True), 3), 0.1)
    medium = synthetic_area(SEED, services=500, links=3_000).area
    print(f"500 services, {len(find_gaps(medium).case.network.evidence.links):,} links named, one group")
    ours = median(lambda: find_gaps(medium, ["everyone"]), 3)
    row("rules and certainty", ours, median(lambda: find_gaps_networkx(medium, ["everyone"]), 1))
    large = five_thousand_services(SEED).area
    pairs = len(find_gaps(large, ["everyone"]).case.network.evidence.links)
    print(f"5,000 services, {pairs:,} links named, every listed pair answered, one group")
    print("(the peer is not run here: it lists all 25 million pairs)")
    row("rules and certainty", median(lambda: find_gaps(large, ["everyone"]), 3), target=2.0)
    row("with all questions", median(lambda: find_gaps(large, ["everyone"]).gaps, 1))


if __name__ == "__main__":
    main()

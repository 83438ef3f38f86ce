"""Measure a change in the editor: `python -m benchmarks.editing [services …]`. Run by hand.

Processor time of one typed cell, of the check of the whole area after it, and of a save, beside that of reading the
area anew from its files, which is what the check would cost without what the editor remembers.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from benchmarks.dashboard import drawn
from dashboards.edit_desk import EditDesk
from dtors_network.area_files.area_io import read_area, write_area
from dtors_network.editing.opening import open_draft
from dtors_network.editing.saving import save

REPEATS = 15


def main(sizes: list[int]) -> None:
    for services in sizes:
        with tempfile.TemporaryDirectory() as folder:
            measure(Path(folder), services)


def measure(folder: Path, services: int) -> None:
    place = folder / "area"
    write_area(drawn(services), place)
    desk = EditDesk(lambda: {"area": place}, lambda area, at, name: None, folder / "drafts")
    loaded = desk.answer({"area": "area", "do": "load"})
    rows = sum(len(table["rows"]) for table in loaded["tables"].values())
    state = {"step": loaded["step"], "row": 0}

    def typed() -> None:
        state["row"] = (state["row"] + 1) % services
        edit = {"do": "put", "table": "services", "row": state["row"], "column": 2, "block": [[f"Name {state}"]]}
        state["step"] = desk.answer({"area": "area", "step": state["step"], **edit})["step"]

    def checked() -> None:
        typed()
        desk.answer({"area": "area", "do": "check"})

    cell, whole, anew = taken(typed), taken(checked), taken(lambda: read_area(place))
    print(f"\n{services} services, {rows:,} rows; processor time, median of {REPEATS}")
    print(f"  a typed cell {cell:6.1f} ms   {cell / anew:.2f} of reading the area anew ({anew:.1f} ms)")
    print(f"  and the check {whole - cell:5.1f} ms   {(whole - cell) / anew:.2f}")
    started = time.process_time()
    save(desk.opened["area"].draft, place, datetime.now())
    saved = (time.process_time() - started) * 1000
    print(f"  a save {saved:12.1f} ms; opened again {taken(lambda: open_draft(place)):.1f} ms")


def taken(do: Callable[[], Any]) -> float:
    times = []
    for _ in range(REPEATS):
        started = time.process_time()
        do()
        times.append((time.process_time() - started) * 1000)
    return statistics.median(times)


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [40, 300])

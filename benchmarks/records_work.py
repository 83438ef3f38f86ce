"""One measurement of counting records, in a process of its own: `python -m benchmarks.records_work WHAT FOLDER`.

Prints seconds, seconds of processors, peak memory in gigabytes and what was counted, as JSON. The number of threads
comes from POLARS_MAX_THREADS, so that all have the same.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Thread
from time import perf_counter, sleep
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dtors_network.records.counting import Counted
    from dtors_network.records.places import Places

THREADS = int(os.environ.get("POLARS_MAX_THREADS", "2"))
DUCKDB_MEMORY = "6GB"
DUCKDB_DISK = "30GB"
LATE, GOES_ON = 21, 21
"""Days: a long wait, and how soon after leaving a start elsewhere is the way on."""

FITS = 5_000_000
"""Rows that pandas is given."""

LINK = ["area", "source", "target"]
PLAIN = f"""
    select area, source, target, count(*) as referred, count(*) filter (accepted) as accepted,
           count(started_on) as started, count(*) filter (started_on - referred_on > {LATE}) as late
    from {{files}} where source is not null group by all
"""
CELLS = """
    select area, source, target, currently_using, leaving_prison, criminal_justice, mental_health_need, housing_need,
           accepted, refusal_reason, started_on - referred_on as wait, count(*) as people
    from {files} where source is not null group by all
"""
LINKS = f"""
    select area, before, service, count(*) as started
    from (select area, service, started_on, lag(service) over one as before, lag(left_on) over one as until
          from {{files}} window one as (partition by person order by started_on, left_on, service))
    where before <> service and started_on - until <= {GOES_ON} group by all
"""


def ours(records: str, table: str) -> Callable[[Path], int]:
    """Count everything into the tables of all areas, and give the people in one column of them."""

    def work(folder: Path) -> int:
        import polars as pl

        from dtors_network.records.into import find_areas

        places = find_areas(folder / "referrals" / "areas").places
        start = begin()
        counted = all_tables([folder / records], places)
        done(start)
        links = counted.tables.referrals
        return int(links.filter(pl.col("client_group") == "everyone")[table].sum())

    return work


def all_tables(paths: Sequence[Path], places: Places) -> Counted:
    from dtors_network.records.counting import count_records
    from dtors_network.records.engines.registry import open_engine
    from dtors_network.records.reading import open_records
    from dtors_network.records.record_map import RecordMap

    with tempfile.TemporaryDirectory() as scratch, open_engine("polars", Path(scratch)) as engine:
        return count_records(open_records(engine, paths, places, RecordMap()))


def command(folder: Path) -> int:
    """Count into all areas, as the command does, on a copy of them; give the people that their files tell of then."""
    import polars as pl

    from dtors_network.records.into import Asked, records_into

    with tempfile.TemporaryDirectory(dir=folder) as place:
        shutil.copytree(folder / "referrals" / "areas", Path(place) / "areas")
        start = begin()
        records_into(Asked((folder / "referrals" / "records",), Path(place) / "areas"))
        done(start)
        links = pl.scan_csv(f"{place}/areas/*/referrals.csv").filter(pl.col("client_group") == "everyone")
        return int(links.select(pl.col("referred").sum()).collect().item())


def peer(folder: Path) -> int:
    """Make all the same tables in DuckDB."""
    import duckdb as engine

    from benchmarks.records_peer import FILES, tables_by_duckdb
    from dtors_network.records.into import find_areas

    places = find_areas(folder / "referrals" / "areas").places
    with tempfile.TemporaryDirectory(dir=folder) as scratch, engine.connect() as connection:
        connection.execute(f"set threads = {THREADS}; set memory_limit = '{DUCKDB_MEMORY}'")
        connection.execute(f"set temp_directory = '{scratch}'; set max_temp_directory_size = '{DUCKDB_DISK}'")
        connection.execute("set preserve_insertion_order = false")
        start = begin()
        links = tables_by_duckdb(connection, f"'{folder / FILES}'", places)["referrals"]
        done(start)
    return int(links.filter(links["group"] == 0)["referred"].sum())


def equal(folder: Path) -> int:
    """Hold our tables against those of DuckDB, row for row; give the number of tables that differ."""
    import duckdb as engine

    from benchmarks.records_peer import differences, tables_by_duckdb
    from dtors_network.records.into import find_areas

    some = sorted((folder / "referrals" / "records").iterdir())[:1]
    places = find_areas(folder / "referrals" / "areas").places
    counted = all_tables(some, places)
    start = begin()
    with engine.connect() as connection:
        found = differences(counted.tables, tables_by_duckdb(connection, f"'{some[0]}'", places), places)
    done(start)
    return len(found)


def duckdb(records: str, query: str, column: str) -> Callable[[Path], int]:
    """Ask DuckDB, which may use a bounded part of memory and of the disk."""

    def work(folder: Path) -> int:
        import duckdb as engine

        with tempfile.TemporaryDirectory(dir=folder) as scratch, engine.connect() as connection:
            connection.execute(f"set threads = {THREADS}; set memory_limit = '{DUCKDB_MEMORY}'")
            connection.execute(f"set temp_directory = '{scratch}'; set max_temp_directory_size = '{DUCKDB_DISK}'")
            start = begin()
            found = connection.sql(query.format(files=f"'{folder / records}'")).fetchnumpy()
            done(start)
        return int(found[column].sum())

    return work


def pandas(folder: Path) -> int:
    """Group the rows of the CSV files by link."""
    import pandas as pd

    wanted = [*LINK, "referred_on", "accepted", "started_on"]
    start = begin()
    parts = [pd.read_csv(path, usecols=wanted, dtype=str) for path in sorted((folder / "csv" / "records").iterdir())]
    rows = pd.concat(parts).head(FITS).dropna(subset="source")
    wait = (pd.to_datetime(rows["started_on"]) - pd.to_datetime(rows["referred_on"])).dt.days
    facts = rows[LINK].assign(started=wait.notna(), accepted=rows["accepted"] == "yes", late=wait > LATE)
    links = facts.groupby(LINK)
    found = links.sum().assign(referred=links.size())
    done(start)
    return int(found["referred"].sum())


WORK: dict[str, Callable[[Path], int]] = {
    "referrals": ours("referrals/records", "referred"),
    "command": command,
    "all tables by DuckDB": peer,
    "tables that differ from DuckDB's": equal,
    "referrals by DuckDB": duckdb("referrals/records/*.parquet", PLAIN, "referred"),
    "cells by DuckDB": duckdb("referrals/records/*.parquet", CELLS, "people"),
    "times": ours("times", "referred"),
    "episodes": ours("episodes", "started"),
    "episodes by DuckDB": duckdb("episodes/*.parquet", LINKS, "started"),
    "csv": ours("csv/records", "referred"),
    "csv by DuckDB": duckdb("csv/records/*.csv", PLAIN.replace("(accepted)", "(accepted = 'yes')"), "referred"),
    "csv by pandas": pandas,
}
_seconds: list[tuple[float, float]] = []


def begin() -> tuple[float, float]:
    return perf_counter(), _processors()


def done(start: tuple[float, float]) -> None:
    _seconds.append((perf_counter() - start[0], _processors() - start[1]))


def _processors() -> float:
    """Give the seconds of processors so far, those of processes that this one began and that ended among them."""
    return sum(os.times()[:4])


def watch(most: list[float]) -> None:
    """Keep the most memory in gigabytes that this process and those that it began had at one time.

    The more there is, the longer a look takes: where others run too, it is given a twentieth of the time.
    """
    while True:
        start = perf_counter()
        if others := _begun():
            most[0] = max(most[0], sum(map(_memory, [os.getpid(), *others])))
        sleep(max(0.5, 20 * (perf_counter() - start)))


def _begun() -> list[int]:
    """Give the numbers of the processes that this one began, on Linux."""
    found = Path(f"/proc/{os.getpid()}/task").glob("*/children")
    return [int(number) for path in found for number in path.read_text(encoding="ascii").split()]


def _memory(process: int) -> float:
    """Give the memory of a process on Linux, with its part of what it shares with others."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0.0
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024**2


def main(what: str, folder: str) -> None:
    most = [0.0]
    Thread(target=watch, args=(most,), daemon=True).start()
    people = WORK[what](Path(folder))
    peak = max(most[0], resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2)
    seconds, processor = _seconds[0]
    print(json.dumps({"seconds": seconds, "processor": processor, "peak": peak, "people": people}))


if __name__ == "__main__":
    main(*sys.argv[1:])

"""Polars: reads files in batches here, and counts everybody on the cores of this machine."""

from __future__ import annotations

import os
import secrets
from collections import deque
from collections.abc import Callable, Collection, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from math import gcd
from pathlib import Path
from typing import Any, Final

import numpy as np
import polars as pl
from polars.exceptions import ComputeError, InvalidOperationError, NoDataError

from dtors_network.errors import InputError
from dtors_network.records.cells import narrow
from dtors_network.records.clock import Clock, Told
from dtors_network.records.days import DAY
from dtors_network.records.engines.engine import Gathered, Progress, Total
from dtors_network.records.engines.side_by_side import can_be_copied, side_by_side
from dtors_network.records.faults import told
from dtors_network.records.headers import Headed, Holds
from dtors_network.records.narrow import Kind, narrowed
from dtors_network.records.one_pass import Part, counted
from dtors_network.records.packing import Packed, Packer, Rows
from dtors_network.records.parts import Parts
from dtors_network.records.reading import Records
from dtors_network.records.rules import Rules
from dtors_network.records.shapes import DATES
from dtors_network.records.tight import SECOND, moments_of
from dtors_network.records.words import Words

BATCH: Final = 125_000
"""Rows that are read at a time: few, so that memory is used again and not asked for anew."""

MANY: Final = 2_000_000
"""Rows from which on parts are counted in processes."""

_SHARES: Final = 6
"""Shares of each process, so that progress is told between them."""

_UNITS: Final = (DAY, 1_000_000, 1_000, 1)
"""Microseconds of a day, a second and less."""

_NO_FRACTION: Final = r"^NaN$|\.0+$"
"""What a number with decimals has too much where it is a whole one, or none."""

_FEWEST_BYTES: Final = 2
"""Of a row in a file of text, to bound the number of rows by the size."""

_BYTES_A_ROW: Final = 60
"""Of a file of text, to guess its rows from its size."""


class PolarsEngine:
    """Reads with Polars, and counts in threads.

    Parameters
    ----------
    scratch : Path
        Where it writes packed rows that do not fit into memory.
    """

    name = "polars"

    def __init__(self, scratch: Path) -> None:
        self.scratch = scratch
        self.threads = max(1, int(os.environ.get("POLARS_MAX_THREADS") or os.cpu_count() or 1))

    def gathered(self, records: Records, rules: Rules, say: Progress) -> Gathered:
        """Read all files, and count everybody in one pass."""
        run = _Run(records, rules, self, say)
        rows = run.read()
        if faults := [*records.codes.faults()]:
            raise InputError(faults)
        clock = run.clock()
        if faults := [*records.codes.faults()]:
            raise InputError(faults)
        run.count(clock)
        return Gathered(run.total.whole(), rows, run.firsts)

    def close(self) -> None:
        """Nothing is held."""


class _Run:
    """One reading of all files, and the pass over what was read."""

    def __init__(self, records: Records, rules: Rules, engine: PolarsEngine, say: Progress) -> None:
        self.records, self.rules, self.threads, self.say = records, rules, engine.threads, say
        self.words, self.salt, self.total = records.words(), secrets.randbits(63), Total()
        self.expected = max(1, sum(map(_guessed_rows, records.files)))
        most, meanings = sum(map(_most_rows, records.files)), records.meanings(self.words)
        self.packer = Packer(rules, records.kinds, meanings, records.bits, most)
        self.parts = Parts(self.packer.type, self.expected, engine.scratch)
        self.firsts = np.zeros(len(records.files), np.int64)
        self.finest: dict[str, int] = {}

    def read(self) -> int:
        """Pack all files into parts, and give the number of rows."""
        rows = 0
        waiting: deque[Future[tuple[Packed, Any]]] = deque()
        with _working(self.threads) as pool:
            for number, file in enumerate(self.records.files):
                self.firsts[number] = rows
                for batch in _batches(file, self.records, self.words, self.salt):
                    waiting.append(pool.submit(self._packed, batch, rows))
                    rows += batch.height
                    self.say("reading", min(rows, self.expected), self.expected)
                    if len(waiting) > self.threads:
                        self._keep(waiting.popleft())
            while waiting:
                self._keep(waiting.popleft())
        self.say("reading", self.expected, self.expected)
        return rows

    def _packed(self, batch: pl.DataFrame, first: int) -> tuple[Packed, Any]:
        packed = self.packer.packed(batch, np.arange(first, first + batch.height))
        return packed, self.parts.split(packed.rows)

    def _keep(self, done: Future[tuple[Packed, Any]]) -> None:
        packed, split = done.result()
        self.total.set_aside(packed.aside, packed.why)
        for column, kind in self.records.kinds.items():
            if kind is Kind.MOMENTS:
                self.finest[column] = _divisor(packed.rows, column, self.finest.get(column, 0))
        self.parts.add(*split)

    def clock(self) -> Clock:
        """Understand all days, now that all of their texts are known."""
        found: dict[str, Told] = {}
        for column, kind in self.records.kinds.items():
            if column in DATES and kind is Kind.TEXT:
                understood = self.records.codes.understood(column, self.words[column].texts())
                found |= {column: Told.of_texts(understood)} if understood else {}
            elif column in DATES:
                timed = self.finest.get(column, 0) % DAY != 0
                found[column] = Told(None, None, timed=timed)
        return Clock.of(self.rules.shape, found, gcd(*self.finest.values()) if self.finest else 0)

    def count(self, clock: Clock) -> None:
        """Pass over all parts, in processes where there is much to do, since short calls of numpy in threads wait."""
        number, rows = self.parts.number, max(self.parts.held_rows, 1)
        several = self.threads > 1 and rows >= MANY and can_be_copied()
        shares = min(number, self.threads * _SHARES) if several else number

        def share(at: int) -> Part:
            total = Total()
            for part in range(at, number, shares):
                total.add(counted(self.parts.part(part), clock, self.firsts, self.rules))
            whole = total.whole()
            return replace(whole, harvest=narrow(whole.harvest))  # less to send to the process that adds them up

        with side_by_side(share, shares, self.threads) if several else self._in_threads(share, shares) as found:
            for done, some in enumerate(found, start=1):
                self.total.add(some)
                self.say("counting", rows * done // shares, rows)

    @contextmanager
    def _in_threads(self, share: Callable[[int], Part], shares: int) -> Iterator[Iterator[Part]]:
        with _working(self.threads) as pool:
            yield pool.map(share, range(shares))


@contextmanager
def _working(threads: int) -> Iterator[ThreadPoolExecutor]:
    """Give threads that start nothing more once the work is broken off, as by Ctrl+C."""
    pool = ThreadPoolExecutor(threads)
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


def _divisor(rows: Rows, column: str, so_far: int) -> int:
    """Give the coarsest of some units that moments, and those so far, are whole numbers of; a blank is one of days."""
    if 0 < so_far <= SECOND and rows.dtype[column] != np.int64:
        return so_far
    moments = moments_of(rows, column, 1)
    units = [unit for unit in _UNITS if not so_far or unit <= so_far]
    return next(unit for unit in units if (moments // unit * unit == moments).all())


def _batches(file: Headed, records: Records, words: dict[str, Words], salt: int) -> Iterator[pl.DataFrame]:
    """Read a file in batches of narrow columns, in the order of its rows."""
    there = {column: records.theirs(file, column) for column in records.columns}
    coded = _coded(file, records, there, words)
    cells = [_cell(column, name, file, records, coded).alias(column) for column, name in there.items()]
    with _named(file):
        lazy = narrowed(_scanned(file, coded).select(cells), records.kinds, words, records.names.blank, salt)
        if _guessed_rows(file) <= BATCH:
            yield lazy.collect(engine="streaming")
        else:
            yield from lazy.collect_batches(chunk_size=BATCH, maintain_order=True, engine="streaming")


def _coded(
    file: Headed, records: Records, there: dict[str, str | None], words: dict[str, Words]
) -> dict[str, pl.Categorical]:
    """Give the columns of a file of text that are coded while it is read, by their names there."""
    if file.source.is_parquet:
        return {}
    names = [*there.values()]
    text = {column: name for column, name in there.items() if records.kinds.get(column) is Kind.TEXT}
    return {name: words[column].type for column, name in text.items() if name in file.own and names.count(name) == 1}


def _cell(column: str, name: str | None, file: Headed, records: Records, coded: Collection[str]) -> pl.Expr:
    if name is None or name in file.folders:
        return pl.lit(file.folders.get(name or "", ""))
    cell = pl.col(name)
    if records.kinds.get(column) is Kind.TEXT and name not in coded:
        text = cell.cast(pl.String)
        return text.str.replace(_NO_FRACTION, "") if file.columns[name] is Holds.DECIMAL else text
    zoned = name in file.zones and column in DATES
    return cell.dt.replace_time_zone(None) if zoned else cell  # the day as it is written there


def _scanned(file: Headed, coded: Mapping[str, pl.Categorical]) -> pl.LazyFrame:
    source = file.source
    if source.is_parquet:
        return pl.scan_parquet(source.path)
    form: dict[str, Any] = {
        "separator": source.separator,
        "eol_char": source.line_end,
        "empty_string_is_null": False,
        "skip_lines": source.above,
    }
    names = pl.scan_csv(source.path, infer_schema=False, **form).collect_schema().names()
    if len(names) != len(file.own):
        raise OSError("its header can be read in two ways")
    ours = dict(zip(names, file.own, strict=True))  # without blanks around them, and with a name for each
    schema = {name: coded.get(ours[name], pl.String()) for name in names}
    return pl.scan_csv(source.path, schema=schema, **form).rename(ours)


@contextmanager
def _named(file: Headed) -> Iterator[None]:
    """Turn what Polars says of a file that it cannot read into a fault with the name of the file."""
    try:
        yield
    except (ComputeError, InvalidOperationError, NoDataError, OSError) as error:
        raise InputError([told(error, file.source.name)]) from error


def _most_rows(file: Headed) -> int:
    """Give a number of rows that a file cannot have more of."""
    if file.source.is_parquet:
        return _guessed_rows(file)
    return file.source.path.stat().st_size * (1_000 if _is_packed(file) else 1) // _FEWEST_BYTES


def _guessed_rows(file: Headed) -> int:
    if file.source.is_parquet:
        return int(pl.scan_parquet(file.source.path).select(pl.len()).collect().item())
    return file.source.path.stat().st_size * (6 if _is_packed(file) else 1) // _BYTES_A_ROW


def _is_packed(file: Headed) -> bool:
    return file.source.path.suffix.lower() in (".gz", ".zst")


def start(scratch: Path, master: str) -> PolarsEngine:
    """Start it; it needs no address."""
    return PolarsEngine(scratch)

"""The files of a synthetic England: its areas, its referral records, and what they must show."""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Final

from dtors_network.area_files.csv_tables import csv_text
from dtors_network.area_files.staging import write_folder
from dtors_network.synthetic.columns import Rows, joined
from dtors_network.synthetic.country import Country
from dtors_network.synthetic.england import AREAS, England, Progress, synthetic_england, write_england
from dtors_network.synthetic.next_steps import next_steps
from dtors_network.synthetic.record_frame import records_frame
from dtors_network.synthetic.record_rows import Tally, record_rows
from dtors_network.synthetic.record_truth import EntryTruth, LinkTruth, RecordTruth, record_truth

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl

FORMS: Final = ("parquet", "csv")
ROWS_A_FILE: Final = 1_000_000
"""So many rows are held in memory at once, three times over."""


@dataclass(frozen=True)
class Wanted:
    """What is to be made.

    Attributes
    ----------
    seed : int
        The same seed makes the same files.
    rows : int
        Rows of all files together.
    areas : int
        How many areas.
    memory : bool
        Whether next steps depend on more than the service where somebody is.
    wider_support : float
        How often somebody is referred to wider support beside their way through treatment, for each next step at a
        service with such links; from 0 to 1.
    dirty : float
        Share of rows that cannot be counted, from 0 to 0.5.
    form : str
        One of ``FORMS``.
    rows_a_file : int
        How many rows each file has but for the last; they are the same rows whatever their files.
    """

    seed: int
    rows: int = 20_000_000
    areas: int = AREAS
    memory: bool = False
    wider_support: float = 0.0
    dirty: float = 0.0
    form: str = FORMS[0]
    rows_a_file: int = ROWS_A_FILE

    def __post_init__(self) -> None:
        if self.rows < 1 or self.areas < 1 or self.rows_a_file < 1:
            raise ValueError("there is at least one row, one area, and one row a file")
        if not 0 <= self.dirty <= 0.5:
            raise ValueError(f"dirty is a share from 0 to 0.5, not {self.dirty}")
        if not 0 <= self.wider_support <= 1:
            raise ValueError(f"wider_support is a share from 0 to 1, not {self.wider_support}")
        if self.form not in FORMS:
            raise ValueError(f"form is one of {', '.join(FORMS)}, not {self.form!r}")


@dataclass(frozen=True)
class Made:
    """What was made.

    Attributes
    ----------
    england : England
        The areas.
    files : int
        How many files of records there are.
    rows, people : int
        How many rows they have, and of how many people.
    spoilt : dict of str to int
        Rows that cannot be counted, by the way in which they are spoilt.
    truth : RecordTruth
        What the others must show.
    """

    england: England
    files: int
    rows: int
    people: int
    spoilt: dict[str, int]
    truth: RecordTruth


def synthetic_records(folder: Path, wanted: Wanted, progress: Progress | None = None) -> Made:
    """Make a synthetic England with referral records: all of it or nothing.

    Parameters
    ----------
    folder : Path
        A new or empty folder: it gets ``areas`` (a folder each), ``records``, ``truth_links.csv``,
        ``truth_entries.csv`` and ``made.json``, which records the seed.
    wanted : Wanted
        What is to be made.
    progress : callable or None
        Told how much is done.

    Returns
    -------
    Made
        The areas, numbers of rows, and what they must show.

    Raises
    ------
    InputError
        If the folder is not empty, or cannot be written.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as place:
    ...     made = synthetic_records(Path(place) / "england", Wanted(seed=1, rows=500, areas=2, dirty=0.1, form="csv"))
    ...     sorted(path.name for path in (Path(place) / "england").iterdir())
    ['areas', 'made.json', 'records', 'truth_entries.csv', 'truth_links.csv']
    >>> made.rows, made.spoilt["blank_person"]
    (500, 10)
    """
    found: list[Made] = []
    write_folder(folder, lambda place: found.append(_fill(place, wanted, progress or _say_nothing)))
    return found[0]


def _say_nothing(what: str, done: int, of: int) -> None:
    """Take what is told of progress, where nobody asked."""


def _fill(place: Path, wanted: Wanted, say: Progress) -> Made:
    england = synthetic_england(wanted.seed, wanted.areas, say)
    write_england(england, place / "areas", say)
    country = Country(next_steps(england, wanted.memory), wanted.seed, wanted.wider_support)
    (place / "records").mkdir()
    tally, files, written = Tally(), 0, 0
    for files, rows in enumerate(_one_ahead(_in_files(country, wanted, tally)), start=1):
        _write(records_frame(rows, country), place / "records" / f"referrals_{files:04d}.{wanted.form}")
        written += len(rows)
        say("writing records", written, wanted.rows)
    made = Made(england, files, tally.rows, tally.people, tally.spoilt, record_truth(country, tally.people))
    _write_truth(made, wanted, place)
    return made


def _in_files(country: Country, wanted: Wanted, tally: Tally) -> Iterator[Rows]:
    """Cut the rows into files."""
    waiting: list[Rows] = []
    held = 0
    for rows in record_rows(country, wanted.rows, wanted.dirty, tally):
        waiting.append(rows)
        held += len(rows)
        if held >= wanted.rows_a_file:
            every = joined(waiting)
            whole = held - held % wanted.rows_a_file
            for first in range(0, whole, wanted.rows_a_file):
                yield every.at(slice(first, first + wanted.rows_a_file))
            waiting, held = [every.at(slice(whole, None))], held - whole
    if held:
        yield joined(waiting)


def _one_ahead(items: Iterator[Rows]) -> Iterator[Rows]:
    """Draw the next item in a thread of its own while the last one is used."""
    with ThreadPoolExecutor(1) as pool:
        coming = pool.submit(next, items, None)
        while (item := coming.result()) is not None:
            coming = pool.submit(next, items, None)
            yield item


def _write(frame: pl.DataFrame, path: Path) -> None:
    import polars as pl

    if path.suffix == ".csv":
        truths = [name for name, kind in frame.schema.items() if kind == pl.Boolean]
        yes, no = pl.lit("yes"), pl.lit("no")
        words = [pl.when(pl.col(name)).then(yes).when(~pl.col(name)).then(no).alias(name) for name in truths]
        frame.with_columns(words).write_csv(path)
    else:
        frame.write_parquet(path)


def _write_truth(made: Made, wanted: Wanted, place: Path) -> None:
    for name, kind, rows in (("links", LinkTruth, made.truth.links), ("entries", EntryTruth, made.truth.entries)):
        text = csv_text(_table(kind, rows))
        (place / f"truth_{name}.csv").write_text(text, encoding="utf-8", newline="")
    told = {
        "seed": wanted.seed,
        "areas": wanted.areas,
        "memory": wanted.memory,
        "wider_support": wanted.wider_support,
        "rows": made.rows,
        "people": made.people,
        "spoilt": made.spoilt,
        "synthetic": "Invented; these records describe nobody.",
    }
    (place / "made.json").write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")


def _table(kind: type, rows: Sequence[LinkTruth] | Sequence[EntryTruth]) -> Iterator[Sequence[str]]:
    yield [field.name for field in fields(kind)]
    for row in rows:
        yield [str(cell) for cell in astuple(row)]

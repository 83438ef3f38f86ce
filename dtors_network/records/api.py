"""Counting records from Python: paths and options in, a result that is told like any other out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from os import PathLike, fspath
from pathlib import Path
from typing import TYPE_CHECKING

from dtors_network.model.area import Area
from dtors_network.model.given import checked
from dtors_network.model.told import Told
from dtors_network.records.counting import Counted
from dtors_network.records.into import Asked, Into, records_into
from dtors_network.records.rules import SPANS, Spans
from dtors_network.rounding import counted

if TYPE_CHECKING:
    from dtors_network.records.counting import Progress

Where = str | PathLike[str]


@dataclass(frozen=True, repr=False)
class CountedRecords(Told):
    """What came of counting records into areas; exact counts, for the holder of the data.

    Attributes
    ----------
    into : Into
        The areas as they were before.
    counted : Counted
        The tables, what was read, and what was set aside.
    """

    into: Into
    counted: Counted

    @property
    def area(self) -> Area:
        """The first of the areas as they were before."""
        return self.areas[0]

    @property
    def areas(self) -> tuple[Area, ...]:
        """The areas as they were before."""
        return self.into.places.areas

    def __len__(self) -> int:
        return self.counted.used

    def __repr__(self) -> str:
        aside = counted(len(self.counted.set_aside), "row")
        rows = counted(self.counted.rows, "row")
        where = counted(len(self.areas), "area")
        return f"<CountedRecords: {len(self):,} of {rows} counted into {where}, {aside} set aside; for the holder>"


@checked
def count_records(
    records: Where | Iterable[Where],
    into: Where,
    *,
    maps: Iterable[str] = (),
    spans: Spans = SPANS,
    replace: bool = False,
    engine: str = "polars",
    master: str = "",
    progress: Progress | None = None,
) -> CountedRecords:
    r"""Count referral or episode records into the tables of an area, as the command ``count`` does.

    Parameters
    ----------
    records : path or iterable of path
        CSV or Parquet files, or folders of them.
    into : path
        An area, or a folder of areas. It is changed: the counts are put into its tables.
    maps : iterable of str
        What columns and codes are called there: YAML files, ``ndtms`` or ``event_log``.
    spans : Spans
        Days within which things belong together.
    replace : bool
        Whether counts that the area holds already may be replaced.
    engine, master : str
        ``polars`` or ``spark``, and the address of a Spark cluster.
    progress : callable, optional
        Told what is being done: a word, how many parts are done, and of how many.

    Returns
    -------
    CountedRecords
        How many rows were counted and set aside; no record is kept.

    Raises
    ------
    InputError
        With every fault of the areas, the maps or the files, and if no row can be counted; then the areas are as they
        were.

    Notes
    -----
    Decisions 0010 and 0012.

    Examples
    --------
    >>> import tempfile
    >>> from dataclasses import replace
    >>> from dtors_network.area_files.area_io import read_area, write_area
    >>> from dtors_network.examples import small_area
    >>> with tempfile.TemporaryDirectory() as place:
    ...     write_area(replace(small_area(), arrivals=(), tables=frozenset()), Path(place) / "area")
    ...     file = Path(place) / "referrals.csv"
    ...     _ = file.write_text("person,source,target,referred_on,started_on\n007,,gp,,2026-02-03\n")
    ...     counted = count_records(file, Path(place) / "area")
    ...     read_area(Path(place) / "area").arrivals[0].count
    1
    >>> counted.to_frame("tables")[["area", "arrivals", "profile"]].values.tolist()
    [['small', 1, 'none']]
    >>> counted
    <CountedRecords: 1 of 1 row counted into 1 area, 0 rows set aside; for the holder>
    """
    paths = (records,) if isinstance(records, str | PathLike) else tuple(records)
    asked = Asked(tuple(Path(fspath(one)) for one in paths), Path(into), tuple(maps), engine, master, spans, replace)
    return CountedRecords(*records_into(asked, progress))

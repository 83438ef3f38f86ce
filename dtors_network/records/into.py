"""Records into areas: which areas, what they hold already, and the counts in their places; all of it or nothing."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from dtors_network.area_files.area_io import read_area
from dtors_network.area_files.csv_tables import csv_text
from dtors_network.area_files.protected import refuse_protected
from dtors_network.area_files.staging import change
from dtors_network.area_files.updating import put_keys, put_tables
from dtors_network.errors import Fault, InputError
from dtors_network.model.area import Area
from dtors_network.records.columns import known_columns
from dtors_network.records.counting import SPANS, Counted, Progress, count_records, told_by
from dtors_network.records.engines.registry import open_engine
from dtors_network.records.faults import as_faults
from dtors_network.records.laws import broken
from dtors_network.records.nothing import refuse_nothing
from dtors_network.records.places import Places
from dtors_network.records.reading import Records, open_records
from dtors_network.records.record_map import RecordMap, read_maps
from dtors_network.records.rules import Spans, Told
from dtors_network.records.tables import Counts
from dtors_network.records.unknown import write_unknown
from dtors_network.records.writing import TABLES, texts_of

SET_ASIDE: Final = "set_aside.csv"
AREA_FILE: Final = "area.yaml"


@dataclass(frozen=True)
class Into:
    """Areas into which records are counted.

    Attributes
    ----------
    path : Path
        The folder or workbook of one area, or a folder with those of several.
    places : Places
        The areas.
    inside : tuple of str
        Where each area is below the path; blank for the path itself.
    """

    path: Path
    places: Places
    inside: tuple[str, ...]

    @property
    def aside(self) -> str:
        """What the file of rows set aside is called."""
        return SET_ASIDE if self.path.is_dir() else f"{self.path.stem}_{SET_ASIDE}"


@dataclass(frozen=True)
class Asked:
    """What is to be counted, and how.

    Attributes
    ----------
    paths : tuple of Path
        Files of records, and folders with such.
    into : Path
        Where the areas are.
    maps : tuple of str
        Maps of the words of the records: files, or names of shipped ones.
    engine, master : str
        What counts, and the address of a Spark cluster.
    spans : Spans
        Times that decide what belongs together.
    may_replace : bool
        Whether counts that are there already may be replaced.
    write_unknown : Path or None
        Where names that are no service are written as rows of services.
    """

    paths: tuple[Path, ...]
    into: Path
    maps: tuple[str, ...] = ()
    engine: str = "polars"
    master: str = ""
    spans: Spans = SPANS
    may_replace: bool = False
    write_unknown: Path | None = None


def records_into(asked: Asked, progress: Progress | None = None) -> tuple[Into, Counted]:
    r"""Count records, and put the counts into their areas.

    Parameters
    ----------
    asked : Asked
        What is to be counted.
    progress : callable or None
        Told what is being done.

    Returns
    -------
    tuple of Into and Counted
        The areas as they were, and what was counted.

    Raises
    ------
    InputError
        With every fault of the areas, the map or the files, and if no row can be counted; then the areas are as they
        were.

    Examples
    --------
    >>> from dtors_network.examples import small_area
    >>> from dtors_network.area_files.area_io import write_area
    >>> with tempfile.TemporaryDirectory() as place:
    ...     write_area(replace(small_area(), arrivals=(), referrals=(), tables=frozenset()), Path(place) / "area")
    ...     file = Path(place) / "referrals.csv"
    ...     _ = file.write_text("person,source,target,referred_on,started_on\n007,,gp,,2026-02-03\n")
    ...     _, counted = records_into(Asked((file,), Path(place) / "area"))
    ...     read_area(Path(place) / "area").arrivals[0].count
    1
    """
    into = find_areas(asked.into)
    for area, name in zip(into.places.areas, into.inside, strict=True):
        refuse_protected(area, str(into.path / name))
    scratch = Path(tempfile.mkdtemp(prefix="dtors-network-"))
    try:
        with open_engine(asked.engine, scratch, asked.master) as engine, as_faults():
            records = open_records(engine, asked.paths, into.places, _names(asked.maps, into.places))
            _check(records, into, asked.may_replace)
            counted = count_records(records, asked.spans, progress)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    unknown = asked.write_unknown
    if unknown and not write_unknown(unknown, into.places.areas, counted.readings.strangers):
        unknown = None
    refuse_nothing(counted, unknown)
    put(into, counted, progress)
    return into, counted


def find_areas(path: Path) -> Into:
    """Read the area at a path, or every area in the folder there.

    Raises
    ------
    InputError
        With every fault of every area, if there is none, or if they do not use the same codes.
    """
    if not path.is_dir() or (path / AREA_FILE).exists():
        return Into(path, Places((read_area(path),)), ("",))
    inside = sorted(each.name for each in path.iterdir() if _is_area(each))
    if not inside:
        read_area(path)  # tells what is missing there
    areas, faults = [], []
    for name in inside:
        try:
            areas.append(read_area(path / name))
        except InputError as error:
            faults += _inside(name, error)
    faults += [*_strange(inside, areas)]
    if faults:
        raise InputError(faults)
    return Into(path, Places(tuple(areas)), tuple(inside))


def _inside(name: str, error: InputError) -> list[Fault]:
    """Tell faults of an area in a folder of several by its name there."""
    return [replace(fault, file="/".join(filter(None, (name, fault.file)))) for fault in error.faults]


def _is_area(path: Path) -> bool:
    return (path / AREA_FILE).exists() or (path.suffix.lower() == ".xlsx" and not path.name.startswith("~$"))


def _strange(names: Sequence[str], areas: Sequence[Area]) -> Iterator[Fault]:
    for name, area in zip(names, areas, strict=False):
        if area.codebook != areas[0].codebook:
            fix = "Give all of them the same codebook.yaml, or count into one area at a time"
            yield Fault(f"this area does not use the same codes as {names[0]}", fix, file=name)


def _names(maps: tuple[str, ...], places: Places) -> RecordMap:
    return read_maps(maps, known_columns(places.groups))


def _check(records: Records, into: Into, may_replace: bool) -> None:
    """Refuse records that do not say of which area they are, and areas that hold counts already."""
    faults = []
    if len(into.inside) > 1 and "area" not in records.columns:
        fix = "Add a column area with the id of an area, name it in a map, or count into one area"
        faults.append(Fault("there are several areas, and the records do not say to which they belong", fix))
    for name, area in zip(into.inside, into.places.areas, strict=True):
        for table in written(told_by(records)):
            if not may_replace and (rows := len(getattr(area, table))):
                problem = f"this table holds {rows:,} {'row' if rows == 1 else 'rows'} already"
                fix = "Say --replace to put what is counted in its place, or count into a copy"
                faults.append(Fault(problem, fix, file=f"{name}/{table}" if name else table))
    if faults:
        raise InputError(faults)


def written(told: Told) -> tuple[str, ...]:
    """Name the tables that records can fill; the others stay as they are."""
    refusals = ("refusals",) if told.reasons and told.losses else ()
    departures = ("departures",) if told.leaving else ()
    return ("arrivals", "referrals", *refusals, *departures)


def put(into: Into, counted: Counted, progress: Progress | None = None) -> None:
    """Put counts in the place of the tables of areas, and the list of rows set aside beside them.

    Raises
    ------
    InputError
        If a count contradicts what an area holds beside it.
    """
    say = progress or (lambda what, part, parts: None)
    assert not [*broken(counted.tables)], [*broken(counted.tables)]
    names = written(counted.told)
    texts = texts_of(counted.tables, into.places, names) if into.path.is_dir() else {}

    def make(copy: Path) -> None:
        beside = copy if copy.is_dir() else copy.parent
        (beside / into.aside).write_bytes(csv_text(_rows_aside(counted)).encode("utf-8-sig"))
        faults = []
        for number, name in enumerate(into.inside):
            say("writing", number, len(into.inside))
            if len(into.inside) > 1 and number not in counted.areas:
                continue  # no row is of this area: the records say nothing of it
            try:
                _put_area(copy / name if name else copy, into, number, counted, texts)
            except InputError as error:
                faults += _inside(name, error)
        if faults:
            raise InputError(faults)
        say("writing", len(into.inside), len(into.inside))

    change(into.path, make)


def _put_area(path: Path, into: Into, number: int, counted: Counted, texts: Mapping[str, Mapping[int, bytes]]) -> None:
    """Put the counts of one area into its copy; laws were kept over all of them, those of what stays are here."""
    area, names = into.places.areas[number], written(counted.told)
    if path.is_dir():
        _put_texts(path, {table: texts[table][number] for table in names})
    else:
        _put_sheets(path, area, counted.by_area.get(number, Counts()), names)
    _put_caution(path, area, counted)
    _check_beside(path, area, names)


def _put_texts(folder: Path, texts: Mapping[str, bytes]) -> None:
    """Write the tables of one area that are not there as they are."""
    for table, text in texts.items():
        path = folder / f"{table}.csv"
        if not path.exists() or path.read_bytes() != text:
            path.write_bytes(text)


def _put_sheets(path: Path, area: Area, counts: Counts, names: Sequence[str]) -> None:
    """Write the tables of an area that is a workbook."""
    after = replace(area, tables=area.tables | {*names}, **{name: getattr(counts, name) for name in names})
    put_tables(path, after, names)


def _put_caution(path: Path, area: Area, counted: Counted) -> None:
    """Note in the area what the records leave open, in place of what earlier ones did."""
    if area.counts_note != counted.told_by_file:
        put_keys(path, {"counts_note": counted.told_by_file})


def _check_beside(path: Path, area: Area, names: Sequence[str]) -> None:
    """Read an area again where counts that stay may contradict new ones; new ones were held against all laws."""
    if not path.is_dir() or any(getattr(area, table) for table in TABLES if table not in names):
        read_area(path)


def _rows_aside(counted: Counted) -> Iterable[Sequence[str]]:
    """List the rows set aside, and below them what was counted in an order that only the files tell."""
    yield ["file", "row", "reason"]
    for file, row, reason in counted.set_aside.iter_rows():
        yield [file, str(row), reason]
    if told := counted.told_by_file:
        yield ["", "", told]

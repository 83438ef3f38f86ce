"""Records into areas: which areas, what they hold already, and the counts in their places; all of it or nothing."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from dtors_network.area_files.area_io import read_area
from dtors_network.area_files.csv_tables import csv_text
from dtors_network.area_files.files import SET_ASIDE, contents, digests
from dtors_network.area_files.naming import AREA_FILE, home_of, own_file
from dtors_network.area_files.protected import refuse_protected
from dtors_network.area_files.rewriting import rewritten
from dtors_network.area_files.saving import Save, Written, is_lawful, save_together
from dtors_network.area_files.table_text import table_records
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
    was : tuple of mapping
        The digests of the files of each, when it was read.
    written : tuple of Written
        What was written of each; none before.
    """

    path: Path
    places: Places
    inside: tuple[str, ...]
    was: tuple[Mapping[str, str], ...]
    written: tuple[Written, ...] = ()


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
    return replace(into, written=put(into, counted, progress)), counted


def find_areas(path: Path) -> Into:
    """Read the area at a path, or every area in the folder there.

    Raises
    ------
    InputError
        With every fault of every area, if there is none, or if they do not use the same codes.
    """
    if not path.is_dir() or (path / AREA_FILE).exists():
        was = digests(contents(path))
        return Into(path, Places((read_area(path),)), ("",), (was,))
    inside = sorted(each.name for each in path.iterdir() if _is_area(each))
    if not inside:
        read_area(path)  # tells what is missing there
    areas, faults, found = [], [], list[Mapping[str, str]]()
    for name in inside:
        found.append(digests(contents(path / name)))
        try:
            areas.append(read_area(path / name))
        except InputError as error:
            faults += _inside(name, error)
    faults += [*_strange(inside, areas)]
    if faults:
        raise InputError(faults)
    return Into(path, Places(tuple(areas)), tuple(inside), tuple(found))


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


def put(into: Into, counted: Counted, progress: Progress | None = None) -> tuple[Written, ...]:
    """Put counts in the place of the tables of areas, and the list of rows set aside beside them: all of it or nothing.

    Raises
    ------
    ChangedMeanwhileError
        If somebody else changed an area since it was read; nothing is overwritten.
    InputError
        If a count contradicts what an area holds beside it.
    """
    say = progress or (lambda what, part, parts: None)
    assert not [*broken(counted.tables)], [*broken(counted.tables)]
    texts = texts_of(counted.tables, into.places, written(counted.told))
    say("writing", 0, len(into.inside))
    told = range(len(into.inside)) if len(into.inside) == 1 else sorted(counted.areas)  # of others nothing is said
    saves = [_save(into, number, counted, texts) for number in told]
    home, aside = home_of(into.path), csv_text(_rows_aside(counted)).encode("utf-8-sig")
    done = save_together(saves, home, "count", beside={own_file(into.path, SET_ASIDE).name: aside})
    say("writing", len(into.inside), len(into.inside))
    return done


def _save(into: Into, number: int, counted: Counted, texts: Mapping[str, Mapping[int, bytes]]) -> Save:
    """Say what is written of one area; laws were kept over all of the counts, and those of what stays are held here."""
    area, name, names = into.places.areas[number], into.inside[number], written(counted.told)
    path, note = into.path / name if name else into.path, counted.told_by_file
    made: dict[str, bytes | None] = {f"{table}.csv": texts[table][number] for table in names} if path.is_dir() else {}
    counts = counted.by_area.get(number, Counts()) if not made else Counts()
    after = replace(area, tables=area.tables | {*names}, **{table: getattr(counts, table) for table in names})
    keys = {} if area.counts_note == note else {"counts_note": note}
    records = {} if made else {table: table_records(after)[table] for table in names}
    made |= rewritten(path, contents(path), records, area.codebook, keys)
    stay = not path.is_dir() or any(getattr(area, table) for table in TABLES if table not in names)
    return Save(path, into.was[number], made, partial(_check_beside, path, name) if stay else None)


def _check_beside(path: Path, name: str, files: Mapping[str, bytes]) -> None:
    """Hold counts against those that stay; new ones were held against all laws."""
    try:
        is_lawful(path)(files)
    except InputError as error:
        raise InputError(_inside(name, error)) from None


def _rows_aside(counted: Counted) -> Iterable[Sequence[str]]:
    """List the rows set aside, and below them what was counted in an order that only the files tell."""
    yield ["file", "row", "reason"]
    for file, row, reason in counted.set_aside.iter_rows():
        yield [file, str(row), reason]
    if told := counted.told_by_file:
        yield ["", "", told]

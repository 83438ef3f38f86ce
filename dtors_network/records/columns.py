"""Which columns of files are ours, what shape of records they make, and what is said where one is missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from dtors_network.errors import Fault, InputError
from dtors_network.model.near import nearest
from dtors_network.model.same_name import same_name
from dtors_network.records.headers import Headed
from dtors_network.records.record_map import RecordMap, read_map, shipped_maps
from dtors_network.records.shapes import SHAPES, Shape, nearest_shape

MOST_NAMES: Final = 40
"""Columns of a file that are named."""


def theirs(file: Headed, names: RecordMap, column: str) -> str | None:
    """Find what a column of ours is called in a file: as a map says, else as it is; None where it is not there."""
    for wanted in names.called(column):
        if wanted in file.columns:
            return wanted
        if found := next((name for name in file.columns if _plain(name) == _plain(wanted)), None):
            return found
    return None


def shape_of(files: Sequence[Headed], names: RecordMap, groups: Sequence[str]) -> Shape:
    """Tell the shape of some files from their columns.

    Parameters
    ----------
    files : sequence of Headed
        The files; one column of theirs may stand for several of ours.
    names : RecordMap
        What is called otherwise in them.
    groups : sequence of str
        Client groups, each of which may have a column.

    Returns
    -------
    Shape
        The shape of all files.

    Raises
    ------
    InputError
        With every column that is missing, and if some files hold one shape and some another.
    """
    known = known_columns(groups)
    shapes = [nearest_shape([column for column in known if theirs(file, names, column)]) for file in files]
    faults = [fault for file, shape in zip(files, shapes, strict=True) for fault in _missing(file, shape, names, known)]
    found = dict.fromkeys(shape.name for shape in shapes)
    if len(found) > 1:
        fix = "Read them one after the other, each into its own area"
        faults.append(Fault(f"some of these files hold {' and some '.join(found)}", fix))
    if faults:
        raise InputError(faults)
    return shapes[0]


def known_columns(groups: Sequence[str]) -> tuple[str, ...]:
    """List every column that records of any shape may have."""
    return tuple(dict.fromkeys((*(column for shape in SHAPES for column in shape.columns), *groups)))


def _missing(file: Headed, shape: Shape, names: RecordMap, known: tuple[str, ...]) -> Iterator[Fault]:
    """Tell the columns that a file lacks; the first time with those that it has."""
    missing = [column for column in shape.needed if not theirs(file, names, column)]
    for column in missing:
        fix = _fix(file, column, names)
        if column is missing[0]:
            fix += _its_columns(file) + _shipped(file, names, known)
        yield Fault("this column is missing", fix, file=file.source.name, row=1, column=column)


def _fix(file: Headed, column: str, names: RecordMap) -> str:
    if named := names.columns.get(column):
        meant = next((near for name in named if (near := nearest(name, file.columns))), "")
        guess = f"Is {meant!r} it? " if meant else ""
        return f"{guess}The map calls it {' or '.join(map(repr, named))}, and no column is called so: mend the map"
    meant = next((name for name in file.columns if nearest(name, (column,))), "")
    how = "name it in a map" if meant else "name the column that is it in a map"
    return f"Is {meant!r} it? Rename it, or {how}" if meant else f"Add it, or {how}"


def _its_columns(file: Headed) -> str:
    columns = [*file.columns]
    more = f" and {len(columns) - MOST_NAMES:,} more" if len(columns) > MOST_NAMES else ""
    return f". The columns of the file: {', '.join(' '.join(name.split()) for name in columns[:MOST_NAMES])}{more}"


def _shipped(file: Headed, names: RecordMap, known: tuple[str, ...]) -> str:
    """Name the shipped map with which no column would be missing."""
    for name, shipped in _shipped_maps(known).items():
        both = names.over(shipped)
        columns = [column for column in known if theirs(file, both, column)]
        if {*nearest_shape(columns).needed} <= {*columns}:
            return f". These are columns that --map {name} knows"
    return ""


@cache
def _shipped_maps(known: tuple[str, ...]) -> dict[str, RecordMap]:
    return {name: read_map(path, known) for name, path in shipped_maps().items()}


def _plain(name: str) -> str:
    return same_name(name).replace(" ", "_")

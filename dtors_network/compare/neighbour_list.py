"""A published list of neighbours that a user brings: one model and one year, or every fault."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from dtors_network.compare.neighbours import Model
from dtors_network.errors import Fault, InputError
from dtors_network.safe.csv_reading import read_records

COLUMNS: Final = ("code", "neighbour", "rank", "model", "year")
CODE: Final = re.compile(r"[A-Z]\d{8}", re.ASCII)
"""A code of the Office for National Statistics."""
RANK: Final = re.compile(r"[1-9]\d{0,3}", re.ASCII)


def read_model(path: Path) -> Model:
    """Read a published list of neighbours that a user brings.

    Parameters
    ----------
    path : Path
        A CSV file with the columns code, neighbour, rank, model and year; one model and one year.

    Returns
    -------
    Model
        The list, under its own name and year.

    Raises
    ------
    InputError
        With every fault: a code that is none, a rank that is no number or twice, two models or two years in one file.
    """
    faults: list[Fault] = []
    rows = list(read_records(path, COLUMNS, faults))
    if faults:
        raise InputError(faults)
    found: dict[str, dict[int, str]] = {}
    for row in rows:
        rank, code, other = (row.text(name) for name in ("rank", "code", "neighbour"))
        wrong = [*_wrong_codes(code, other), *_wrong_rank(rank, found.get(code, {}))]
        faults += [Fault(problem, fix, path.name, row.number, column, value) for column, value, problem, fix in wrong]
        if not wrong:
            found.setdefault(code, {})[int(rank)] = other
    named = {column: {row.text(column) for row in rows} for column in ("model", "year")}
    for column, values in named.items():
        if len(values) != 1 or "" in values:
            fix = f"Give one {column} in every row: lists of two models are never mixed"
            problem = f"a list of neighbours has one {column}"
            faults.append(Fault(problem, fix, path.name, None, column, ", ".join(sorted(values))))
    if faults:
        raise InputError(faults)
    nearest = {code: tuple(other for _, other in sorted(near.items())) for code, near in found.items()}
    return Model(name=named["model"].pop(), year=named["year"].pop(), nearest=nearest)


def _wrong_codes(code: str, other: str) -> Iterator[tuple[str, str, str, str]]:
    """Name codes that are none: column, value, what is wrong and what to do."""
    for column, value in (("code", code), ("neighbour", other)):
        if not CODE.fullmatch(value):
            yield column, value, "this is no code of an authority", "Give the ONS code, such as E06000001"
    if code == other:
        yield "neighbour", other, "an authority is its own neighbour", "Leave this row out"


def _wrong_rank(rank: str, there: Mapping[int, str]) -> Iterator[tuple[str, str, str, str]]:
    if not RANK.fullmatch(rank):
        yield "rank", rank, "this is not a rank", "Write 1, 2, 3 …"
    elif int(rank) in there:
        yield (
            "rank",
            rank,
            f"{there[int(rank)]} has this rank already",
            "Give each neighbour of an authority its own rank",
        )

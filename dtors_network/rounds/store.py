"""Where rounds are kept: a folder ``rounds`` in an area's folder, or beside a workbook; nothing of it ever leaves.

Of each round: ``asked.json`` (what it asked, frozen), ``forms/`` as they went out, ``replies/`` as they were read.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from dtors_network.area_files.files import ROUNDS
from dtors_network.area_files.naming import own_folder
from dtors_network.errors import Fault, InputError
from dtors_network.model.area import Area
from dtors_network.rounds.form import AskedRound, Form, of_json, to_json
from dtors_network.rounds.reply import Reply, reply_json, reply_of_json
from dtors_network.safe.json_reading import JsonBounds, parse_json

ASKED: Final = "asked.json"
FORMS: Final = "forms"
REPLIES: Final = "replies"
BOUNDS: Final = JsonBounds(
    largest=30_000_000,
    deepest=10,
    containers=1_000_000,
    commas=5_000_000,
    smaller="Put the folder of rounds back as it was",
    again="Put the folder of rounds back as it was",
)
_ODD: Final = re.compile(r"[^A-Za-z0-9_-]+")


def file_name(form: Form) -> str:
    """Give the name of a form's files, without an ending: the service, as far as any disk can hold it, and its code.

    Examples
    --------
    >>> file_name(Form(form="F2", service="Café / 7", name="", questions=()))
    'Cafe-7-F2'
    """
    plain = unicodedata.normalize("NFKD", form.service).encode("ascii", "ignore").decode()
    return "-".join(filter(None, (_ODD.sub("-", plain).strip("-")[:60], form.form)))


def round_folder(path: Path, round_: str) -> Path:
    """Give the folder of one round: its id as far as any disk can hold it."""
    return own_folder(path, ROUNDS) / (_ODD.sub("-", round_) or "round")


def read_rounds(path: Path, area: Area) -> tuple[AskedRound, ...]:
    """Read what each round of an area asked, in the order in which they were opened.

    Parameters
    ----------
    path : Path
        The area: its folder or workbook.
    area : Area
        As it was read.

    Returns
    -------
    tuple of AskedRound
        One for each row of its table ``rounds``.

    Raises
    ------
    InputError
        If what a round asked is gone, damaged, or of another area.

    Examples
    --------
    >>> from dtors_network.examples import small_area
    >>> read_rounds(Path("nowhere"), small_area())
    ()
    """
    faults: list[Fault] = []
    found: list[AskedRound] = []
    for row in area.rounds:
        try:
            asked = read_round(path, row.round, area.id)
            found.append(replace(asked, closes=row.closes))  # the last day may be put off, in the table
        except InputError as error:
            faults += error.faults
    if faults:
        raise InputError(faults)
    return tuple(found)


def read_round(path: Path, round_: str, area: str) -> AskedRound:
    """Read what one round asked; see :func:`read_rounds`."""
    file = round_folder(path, round_) / ASKED
    fix = "Put the folder of the round back as it was, or delete its row of the table rounds"
    if not file.is_file():
        raise InputError([Fault("what this round asked is gone", fix, file=str(file), value=round_)])
    try:
        asked = of_json(parse_json(file.read_bytes(), str(file), BOUNDS))
    except (KeyError, TypeError, ValueError, AttributeError):
        raise InputError([Fault("this is not what a round asked", fix, file=str(file))]) from None
    if (asked.area, asked.round) != (area, round_):
        problem = f"this is what round {asked.round} of the area {asked.area} asked, not round {round_} of {area}"
        raise InputError([Fault(problem, fix, file=str(file))])
    return asked


def round_files(path: Path, asked: AskedRound, forms: Mapping[str, bytes]) -> dict[Path, bytes]:
    """Give the files that keep what a round asks, and its forms, by where they are to be."""
    folder = round_folder(path, asked.round)
    return {folder / ASKED: to_json(asked).encode(), **{folder / FORMS / name: text for name, text in forms.items()}}


def reply_files(path: Path, replies: Iterable[Reply]) -> dict[Path, bytes]:
    """Give the files that keep replies, by where they are to be."""
    return {round_folder(path, one.round) / REPLIES / f"{one.code}.json": reply_json(one).encode() for one in replies}


def kept_forms(path: Path, round_: str) -> dict[str, bytes]:
    """Give the forms of a round as they went out, by the names of their files."""
    folder = round_folder(path, round_) / FORMS
    return {file.name: file.read_bytes() for file in sorted(folder.iterdir())} if folder.is_dir() else {}


def read_replies(path: Path, rounds: tuple[AskedRound, ...]) -> tuple[Reply, ...]:
    """Read the replies that were taken in, in the order in which they came.

    Raises
    ------
    InputError
        If one is damaged.
    """
    found: list[Reply] = []
    for asked in rounds:
        folder = round_folder(path, asked.round) / REPLIES
        names = sorted(os.listdir(folder)) if folder.is_dir() else []
        found += [_read_reply(folder / name) for name in names if name.endswith(".json")]
    return tuple(sorted(found, key=lambda one: (one.taken, one.code)))


def _read_reply(file: Path) -> Reply:
    fix = "Put the file back as it was, or delete it and take the reply in again"
    try:
        made: Any = parse_json(file.read_bytes(), str(file), BOUNDS)
        return reply_of_json(made)
    except (KeyError, TypeError, ValueError, AttributeError):
        raise InputError([Fault("this is not a reply that was taken in", fix, file=str(file))]) from None

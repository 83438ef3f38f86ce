"""The files that are given as replies: a mixed lot, each read by its kind."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from dtors_network.errors import Fault, InputError
from dtors_network.rounds.form import AskedRound
from dtors_network.rounds.json_reply import raw_of_json
from dtors_network.rounds.reading import Raw
from dtors_network.rounds.xlsx_reply import raw_of_xlsx

ENDINGS: Final = (".xlsx", ".json")


@dataclass(frozen=True, slots=True)
class File:
    """A file that was given: its name, and what it holds."""

    name: str
    content: bytes


def files_of(given: Iterable[Path]) -> tuple[list[Path], list[Path]]:
    """List the files that are given, those of a folder by their names; and those of a folder that are no reply.

    Raises
    ------
    InputError
        If a folder holds none that can be a reply.
    """
    found, unread = list[Path](), list[Path]()
    for path in given:
        if not path.is_dir():
            found.append(path)
            continue
        inside = sorted(one for one in path.rglob("*") if one.is_file() and not one.name.startswith((".", "~$")))
        some = [one for one in inside if one.suffix.lower() in ENDINGS]
        if not some:
            fix = "Put the workbooks, or the files of saved answers, into it"
            raise InputError([Fault("this folder holds no reply", fix, file=str(path))])
        found += some
        unread += [one for one in inside if one not in some]
    return found, unread


def raw_of(file: File, rounds: tuple[AskedRound, ...]) -> Raw:
    """Read what a file holds by its ending; the form itself, and any other file, is told as what it is.

    Raises
    ------
    InputError
        If it is no reply.
    """
    ending = Path(file.name).suffix.lower()
    if ending == ".json":
        return raw_of_json(file.content, file.name)
    if ending == ".xlsx":
        return raw_of_xlsx(file.content, file.name, [asked.words["heads"] for asked in rounds])
    if ending in (".html", ".htm"):
        fix = "Open it in a browser, press Save my answers, and give the file that this saves"
        raise InputError([Fault("this is the form itself, which holds no answers", fix, file=file.name)])
    fix = "Give the workbook (.xlsx), or the file of saved answers (.json)"
    raise InputError([Fault("a reply is no such file", fix, file=file.name, value=ending)])

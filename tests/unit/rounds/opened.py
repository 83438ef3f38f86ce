"""A small area with a round of questions, and replies filled in as a spreadsheet program or a browser leaves them."""

import json
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory
from typing import Any
from zipfile import ZipFile

from openpyxl import load_workbook

from dtors_network.area_files.area_io import read_area, write_area
from dtors_network.disclosure import protected
from dtors_network.examples import small_area
from dtors_network.gaps import Gaps, find_gaps
from dtors_network.model.area import Area
from dtors_network.rounds.form import AskedRound, Form
from dtors_network.rounds.opening import frozen, open_round
from dtors_network.rounds.standing import closed
from dtors_network.rounds.store import file_name, read_replies, read_rounds
from dtors_network.rounds.taking import Taken, keep, take

OPENED = date(2026, 2, 2)
Filled = Mapping[str, Mapping[str, str]]


def gaps_of(area: Area) -> Gaps:
    return find_gaps(protected(area))


@cache
def small_gaps() -> Gaps:
    return gaps_of(small_area())


@cache
def small_round() -> AskedRound:
    return frozen(small_gaps(), "r1", OPENED, date(2026, 2, 27))


def opened(folder: Path, round_: str = "", on: date = OPENED, area: str = "small") -> AskedRound:
    """Open the next round of an area in a folder; the first of the small area is made once, and copied."""
    place = folder / area
    if not place.exists() and (round_, on, area) == ("", OPENED, "small"):
        copytree(_first(), folder, dirs_exist_ok=True)
        return read_rounds(place, read_area(place))[0]
    return _opened(folder, round_, on, place)


@cache
def _first() -> Path:
    folder = Path(_KEPT.name)
    write_area(small_area(), folder / "small")
    _opened(folder, "", OPENED, folder / "small")
    return folder


_KEPT = TemporaryDirectory()


def _opened(folder: Path, round_: str, on: date, place: Path) -> AskedRound:
    exact = read_area(place)
    rounds = read_rounds(place, exact)
    gone = closed(exact, rounds, read_replies(place, rounds))

    def make(id_: str) -> AskedRound:
        return frozen(gaps_of(exact), id_, on, None, gone=gone)

    return open_round(place, exact, make, folder / f"forms-{len(rounds) + 1}", round_)[0]


def form(asked: AskedRound, service: str) -> Form:
    return asked.by_service[service]


def question(asked: AskedRound, service: str, **wanted: str) -> str:
    """Give the id of the one question of a form that asks something."""
    fits = [
        one.id
        for one in form(asked, service).questions
        if all(getattr(one, name) == value for name, value in wanted.items())
    ]
    (id_,) = fits
    return id_


def answers(
    folder: Path,
    asked: AskedRound,
    service: str,
    filled: Filled,
    name: str = "",
    saved: str = "2026-02-03T10:00:00",
    **more: Any,
) -> Path:
    """Write a file of answers as the page of a form saves it."""
    of = form(asked, service)
    about = {key: more.pop(key) for key in ("role", "number", "state", "day") if key in more}
    made = {"kind": "dtors-network answers", "area": asked.area, "round": asked.round, "form": of.form, "saved": saved}
    file = folder / (name or f"{service}-{about.get('role', 'none')}-{saved[:10]}.json")
    file.write_text(json.dumps({**made, "about": about, "answers": filled, "others": {}, **more}), encoding="utf-8")
    return file


def workbook(
    folder: Path, asked: AskedRound, service: str, filled: Filled, change: Callable[[Any], None] = lambda sheet: None,
    name: str = "", at: datetime = datetime(2026, 2, 4, 9, 0), forms: str = "forms-1",
) -> Path:  # fmt: skip
    """Fill in a workbook that went out, and save it as a spreadsheet program does."""
    book = load_workbook(folder / forms / f"{file_name(form(asked, service))}.xlsx")
    sheet = book["questions"]
    heads = {"answer": 3, "agreement": 4, "barrier": 5, "note": 6}
    for row in sheet.iter_rows():
        for column, value in filled.get(str(row[0].value), {}).items():
            row[heads[column]].value = value
    change(sheet)
    file = folder / (name or f"{service}.xlsx")
    book.save(file)
    return saved_at(file, at)


def saved_at(file: Path, at: datetime) -> Path:
    """Let a workbook say when it was saved, as the program does that saves it."""
    with ZipFile(file) as packed:
        parts = {one.filename: packed.read(one) for one in packed.infolist()}
    core = parts["docProps/core.xml"]
    parts["docProps/core.xml"] = re.sub(
        rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>%sZ" % at.isoformat().encode(), core
    )
    with ZipFile(file, "w") as packed:
        for part, content in parts.items():
            packed.writestr(part, content)
    return file


def took(folder: Path, *files: Path, now: datetime = datetime(2026, 2, 10, 12, 0), area: str = "small") -> Taken:
    """Take replies in, and keep them."""
    place = folder / area
    taken = take(place, read_area(place), list(files), now)
    keep(place, taken)
    return taken

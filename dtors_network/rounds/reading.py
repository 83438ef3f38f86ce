"""From the cells of a form that came back to a reply: held against what the round asked, every fault at its cell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from dtors_network.area_files.cells import CellError, free_text
from dtors_network.errors import Fault, InputError
from dtors_network.model.near import did_you_mean
from dtors_network.rounds.days import day_within, readings
from dtors_network.rounds.form import DETAILED, AskedRound, Form
from dtors_network.rounds.reply import Given, Reply, moment_of

LONGEST: Final = 2_000
"""Letters of a note."""
_CHOSEN: Final = ("answer", "agreement", "barrier")


@dataclass(frozen=True, slots=True)
class RawRow:
    """One question with what stands beside it: words or codes, by the name of the column."""

    id: str
    cells: Mapping[str, str]
    row: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Raw:
    """What a file holds, before anybody asked whether it may.

    Attributes
    ----------
    file : str
        Its name.
    area, form : str
        As the file says; blank where it does not.
    rows : tuple of RawRow
        In their order.
    moment : datetime or None
        When it was saved.
    heads : mapping of str to str
        What its columns are called, for faults.
    faults : tuple of Fault
        What is wrong with it already.
    """

    file: str
    area: str
    form: str
    rows: tuple[RawRow, ...]
    moment: datetime | None
    heads: Mapping[str, str] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()


def form_of(raw: Raw, rounds: Iterable[AskedRound], area: str) -> tuple[AskedRound, Form]:
    """Find the form that a file is.

    Raises
    ------
    InputError
        If it is of another area, or of a round that this area never opened.
    """
    known = tuple(rounds)
    for asked in known:
        if raw.form in asked.by_form:
            return asked, asked.by_form[raw.form]
    if raw.area and raw.area != area:
        problem = f"this form is of another area, {raw.area}"
        raise InputError([Fault(problem, "Take it in where it was asked", file=raw.file, value=raw.form)])
    opened = ", ".join(asked.round for asked in known) or "none"
    problem = "no round of this area sent out such a form"
    fix = f"Check that it is a form of ours; rounds that were opened: {opened}"
    raise InputError([Fault(problem, fix, file=raw.file, value=raw.form)])


def reply_of(raw: Raw, asked: AskedRound, form: Form, today: date) -> Reply:
    """Read a reply.

    Parameters
    ----------
    raw : Raw
        What the file holds.
    asked, form : AskedRound, Form
        What it answers.
    today : date
        The day on which it is read.

    Returns
    -------
    Reply
        Empty where nothing was filled in.

    Raises
    ------
    InputError
        With a fault for each cell that cannot be read.
    """
    reader = _Reader(raw, asked, form, today)
    reply = reader.read()
    if reader.faults:
        raise InputError(reader.faults)
    return reply


class _Reader:
    def __init__(self, raw: Raw, asked: AskedRound, form: Form, today: date) -> None:
        self.raw, self.asked, self.form, self.today = raw, asked, form, today
        self.faults: list[Fault] = list(raw.faults)
        self.questions = {one.id: one for one in form.questions}
        self.about: dict[str, str] = {}
        self.answers: dict[str, Given] = {}
        self.others: dict[str, list[str]] = {}

    def read(self) -> Reply:
        seen: set[str] = set()
        for row in self.raw.rows:
            if row.id in seen and not row.id.startswith("spare."):
                self._fault(row, "", "this question stands here twice", "Delete one of the two rows", row.id)
            seen.add(row.id)
            self._row(row)
        day = self.about.get("about.day", "")
        saved = self.raw.moment.date() if self.raw.moment else self.today
        said_on = date.fromisoformat(day) if day else min(saved, self.today)
        moment = moment_of(self.raw.moment) if self.raw.moment else day
        return Reply(
            area=self.asked.area, round=self.asked.round, form=self.form.form, service=self.form.service,
            role=self.about.get("about.role", ""), number=self.about.get("about.number", ""),
            state=self.about.get("about.state", ""), said_on=said_on, moment=moment, answers=self.answers,
            others={part: tuple(names) for part, names in self.others.items()},
        )  # fmt: skip

    def _row(self, row: RawRow) -> None:
        filled = {name: cell.strip() for name, cell in row.cells.items() if cell.strip()}
        if not filled:
            return
        if row.id == "about.day":
            self._day(row, filled.get("answer", ""))
        elif row.id.startswith("about."):
            self.about[row.id] = self._chosen(row, "answer", filled.get("answer", ""), self.asked.words.get(row.id, {}))
        elif row.id.startswith("spare."):
            name = self._text(row, "answer", filled.get("answer", ""))
            self.others.setdefault(row.id.removeprefix("spare."), []).append(name)
        elif row.id in self.questions:
            self.answers[row.id] = self._given(row, filled)
        else:
            problem = "this form has no question of this id"
            self._fault(row, "", problem, "Use the form as it went out, and leave its ids alone", row.id)

    def _given(self, row: RawRow, filled: Mapping[str, str]) -> Given:
        question = self.questions[row.id]
        lists = {"answer": self.asked.answers(question)}
        if question.kind == DETAILED:
            lists |= {name: self.asked.words[name] for name in ("agreement", "barrier")}
        found = {name: self._chosen(row, name, filled[name], lists.get(name, {})) for name in _CHOSEN if name in filled}
        return Given(**found, note=self._text(row, "note", filled.get("note", "")))

    def _chosen(self, row: RawRow, column: str, value: str, choices: Mapping[str, str]) -> str:
        """Read a value of a list, by its words or its code; any other is told with the nearest, and never guessed."""
        by_words = {_plain(words): code for code, words in choices.items()} | {_plain(code): code for code in choices}
        code = by_words.get(_plain(value), "")
        if value and not code:
            fix = did_you_mean(value, choices.values()) if choices else "Leave this cell blank"
            self._fault(row, column, "this is not on the list", fix, value)
        return code

    def _text(self, row: RawRow, column: str, text: str) -> str:
        try:
            free_text(text)
        except CellError as error:
            self._fault(row, column, error.problem, error.fix, text)
        if len(text) > LONGEST:
            self._fault(row, column, f"this is longer than {LONGEST:,} letters", "Shorten it", text)
        return text

    def _day(self, row: RawRow, text: str) -> None:
        """Read a day that can only be one between the opening of the round and today."""
        day = day_within(text, self.asked.opened, self.today)
        if day:
            self.about[row.id] = day.isoformat()
            return
        meant, fix = readings(text), "Put it as 2026-03-31, or leave it blank"
        if not meant:
            self._fault(row, "answer", "this is no date", fix, text)
        elif all(one > self.today for one in meant):
            self._fault(row, "answer", "this day has not come yet", "Put the day on which it was filled in", text)
        elif len(meant) > 1 and min(meant) >= self.asked.opened:
            self._fault(row, "answer", f"this can be read as {' and as '.join(map(str, meant))}", fix, text)
        else:
            problem = f"this is before the round was opened, on {self.asked.opened}"
            self._fault(row, "answer", problem, "Put the day on which it was filled in, or leave it blank", text)

    def _fault(self, row: RawRow, column: str, problem: str, fix: str, value: str) -> None:
        where = self.raw.heads.get(column, column) if column else ""
        place = where if row.row is not None or not where else f"{row.id}, {where}"
        self.faults.append(Fault(problem, fix, file=self.raw.file, row=row.row, column=place, value=value))


_SPACES: Final = re.compile(r"\s+")


def _plain(text: str) -> str:
    """Give a text without regard to case, spaces and the form of its apostrophes."""
    return _SPACES.sub(" ", text).strip().casefold().replace("’", "'").replace("‘", "'")

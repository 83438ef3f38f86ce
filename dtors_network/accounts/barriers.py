"""The barriers that were reported, one row a code: the study on one page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from dtors_network.accounts.kinds import CODE, NAMES, NUMBER, TEXT, Named
from dtors_network.accounts.lever_words import lever_title
from dtors_network.accounts.sheet import Column, Sheet
from dtors_network.accounts.triangulation_words import VERDICTS, about, replies, said_by, verdict_by_place, where
from dtors_network.accounts.words import capital
from dtors_network.gaps import Gap
from dtors_network.gaps.wording import listed
from dtors_network.model.area import Area
from dtors_network.model.codebook import BarrierCode
from dtors_network.triangulation.result import Held
from dtors_network.triangulation.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Barrier:
    """A barrier code with all that was said of it."""

    area: Area
    code: BarrierCode
    held: tuple[Held, ...]
    gaps: tuple[Gap, ...]

    @property
    def places(self) -> tuple[Held, ...]:
        """One for each place, whatever its parts."""
        return tuple({one.place: one for one in self.held}.values())

    @property
    def where(self) -> str:
        """The places, each with the end that was reported about, who said it and what was replied."""
        return "; ".join(_at(self.area, one) for one in self.places)

    @property
    def verdicts(self) -> str:
        """At how many of the places records say what."""
        if all(one.verdict is Verdict.NOT_TESTED for one in self.held):
            return self.held[0].why
        found = Counter(VERDICTS[one] for one in verdict_by_place(self.held).values())
        return listed((f"{word.lower()}: {number}" for word, number in found.items()), "and")

    @property
    def stand_here(self) -> list[Named]:
        """The causes of gaps at the same places, each once."""
        return [Named(id_, title) for id_, title in {gap.root: gap.root_title for gap in self.gaps}.items()]


def _at(area: Area, held: Held) -> str:
    if not held.place.is_somewhere:
        return where(area, held.place)
    return f"{where(area, held.place)} (about {about(area, held.reports)})"


def _replies(barrier: Barrier) -> str:
    return "; ".join(dict.fromkeys(replies(barrier.area, one.reports) for one in barrier.places))


def _said_by(barrier: Barrier) -> str:
    rows = [row for one in barrier.places for row in one.reports]
    if all(row.reporter and row.reporter_role for row in rows):
        return said_by(rows)
    return "; ".join(dict.fromkeys(said_by(one.reports) for one in barrier.places))


COLUMNS: Final = (
    Column[Barrier]("code", "", CODE, lambda one: one.code.code),
    Column[Barrier]("title", "Barrier", TEXT, lambda one: one.code.title, says="code"),
    Column[Barrier]("meaning", "What it means in the study", TEXT, lambda one: one.code.definition),
    Column[Barrier]("note", "To use it fairly", TEXT, lambda one: one.code.note or None),
    Column[Barrier]("places", "Places", NUMBER, lambda one: len(one.places)),
    Column[Barrier]("where", "Where, and about which end", TEXT, lambda one: one.where),
    Column[Barrier]("said_by", "Said by", TEXT, _said_by),
    Column[Barrier]("replies", "Replies", TEXT, _replies),
    Column[Barrier]("verdicts", "What records say", TEXT, lambda one: capital(one.verdicts)),
    Column[Barrier]("gaps", "Gaps at the same places", NAMES, lambda one: one.stand_here or None),
    Column[Barrier](
        "lever", "What partnerships do about it", TEXT,
        lambda one: capital(lever_title(one.area.codebook, one.code.code)) or None,
    ),
)  # fmt: skip


def barriers_sheet(area: Area, held: Sequence[Held], gaps: Iterable[Gap]) -> Sheet[Barrier]:
    """Give one row for each barrier that anybody reported: those that records speak to first, then by places."""
    gaps = tuple(gaps)
    codes = dict.fromkeys(one.place.code for one in held)
    rows = [
        Barrier(
            area,
            area.codebook.barrier[code],
            tuple(one for one in held if one.place.code == code),
            tuple(gap for gap in gaps if any(row.code == code for row in gap.reports)),
        )
        for code in codes
    ]
    rows.sort(key=lambda one: (all(each.verdict is Verdict.NOT_TESTED for each in one.held), -len(one.places)))
    none = "nobody reported a barrier: that says nothing of whether there is one"
    return Sheet("barriers", "The barriers that were reported", COLUMNS, rows, none=none)

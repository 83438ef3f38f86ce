"""One area against its neighbours: figure by figure, with what can be told apart; and the way to aftercare of each."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import islice, zip_longest
from typing import Any, Final

from dtors_network.accounts.compare_cells import Compared, complete_words
from dtors_network.accounts.compare_columns import ROWS, Row
from dtors_network.accounts.compare_published import family_words
from dtors_network.accounts.compare_words import CODES, keys_of
from dtors_network.accounts.flow_pictures import cascades
from dtors_network.accounts.flow_report import FlowReport
from dtors_network.accounts.kinds import NAME, SHARE, TEXT, Blank, Named
from dtors_network.accounts.sheet import Column, Sheet
from dtors_network.compare.figure import Figure
from dtors_network.compare.result import Comparison, Key
from dtors_network.figures.cascade import Cascade
from dtors_network.model.estimate import Estimate
from dtors_network.rounding import counted

MOST: Final = 8
"""Areas that stand beside one on a page that is printed."""
FIRST: Final = 3
"""Figures of one indicator that are on it."""


def place_of(found: Comparison, area: str) -> int:
    """Give the position of an area by its id, or by that of its earlier period; the first where it is not there."""
    for at, (now, then) in enumerate(zip(found.areas, found.before, strict=True)):
        if area in (now.id, then.id if then is not None else now.id):
            return at
    return 0


def beside_one(found: Comparison, at: int) -> tuple[tuple[int, ...], str]:
    """Choose the areas that stand beside one, and say why these.

    Returns
    -------
    tuple of int, str
        Its neighbours, of each family in turn, in the order in which areas were given; where none is known, all
        others. A sentence for a reader.
    """
    families: dict[str, list[int]] = {}
    for neighbour in found.neighbours:
        if neighbour.at == at:
            families.setdefault(family_words(neighbour), []).append(neighbour.other)
    name = found.names[at]
    if not families:
        others = [other for other in range(len(found.areas)) if other != at][:MOST]
        why = f"{counted(len(others), 'other stands', 'others stand')} beside it"
        return tuple(others), f"No area that is open is known to be like {name}; {why}."
    in_turn = (other for each in zip_longest(*families.values()) for other in each if other is not None)
    chosen = set(islice(dict.fromkeys(in_turn), MOST))
    why = "; ".join(_family(found, family, near, chosen) for family, near in families.items())
    return tuple(sorted(chosen)), f"Beside {name}: {why}."


def _family(found: Comparison, family: str, near: Sequence[int], chosen: Collection[int]) -> str:
    """Name those of a family that stand on the page, and say where there are more."""
    here = [found.names[other] for other in near if other in chosen]
    more = f"; {len(near) - len(here):,} more are not shown" if len(here) < len(near) else ""
    return f"{family[:1].lower()}{family[1:]} ({', '.join(here)}{more})"


@dataclass(frozen=True, slots=True)
class AgainstRow(Row):
    """An area in the table of one against others."""

    one: int = 0

    @property
    def verdict(self) -> str:
        """Whether it can be told apart from the one that the page is about."""
        if self.at == self.one:
            return "this area"
        return self.found.verdict(self.figure.key, self.one, self.at).value


AGAINST: Final[tuple[Column[Any], ...]] = (
    *ROWS[:5],
    Column[AgainstRow]("verdict", "Against it", TEXT, lambda row: row.verdict),
    *ROWS[5:],
)


def against_sheet(found: Comparison, at: int, others: Sequence[int]) -> Sheet[AgainstRow]:
    """Give the figures that an area has, beside those of others, as a table: three of each indicator at the most."""
    keys = [key for code in CODES for key in _of_indicator(found, code, at)]
    rows = [AgainstRow(found, place, found.figures(key)[place], one=at) for key in keys for place in (at, *others)]
    return Sheet("against", "One area against others", AGAINST, rows, "nothing of this area was counted")


def _of_indicator(found: Comparison, code: str, at: int) -> list[Key]:
    """Give the figures of an indicator that an area has: those that most areas have first."""
    return [key for key in keys_of(found, code) if found.figures(key)[at].value is not None][:FIRST]


@dataclass(frozen=True, slots=True)
class Small:
    """The way to aftercare in one area: one of several pictures of one kind."""

    at: int
    name: str
    known: str
    cascade: Cascade | None
    missing: str = ""


def small_cascades(found: Comparison, reports: Sequence[FlowReport | str]) -> tuple[Small, ...]:
    """Give the cascade of each area for a picture, or say why there is none.

    Parameters
    ----------
    found : Comparison
        The areas.
    reports : sequence of FlowReport or str
        Of everyone in each, or why their counts cannot be followed.
    """
    made = []
    for at, report in enumerate(reports):
        known = complete_words_of(found, at)
        why = report if isinstance(report, str) else report.reason
        drawn = () if isinstance(report, str) else cascades((report,))
        made.append(Small(at, found.names[at], known, drawn[0] if drawn else None, why))
    return tuple(made)


def complete_words_of(found: Comparison, at: int) -> str:
    """Say how complete an area is, beside a picture of it."""
    figure = found.found[at].by_key.get(("reach_of_aftercare", ""), Figure(indicator="reach_of_aftercare"))
    return complete_words(Compared(figure, found.found[at].completeness))


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step of a cascade in a table."""

    found: Comparison
    small: Small
    title: str
    share: Estimate | Blank


STEPS: Final = (
    Column[StepRow]("area", "Area", NAME, lambda row: Named(row.found.areas[row.small.at].id, row.small.name)),
    Column[StepRow]("step", "Of 100 who come in, ever start", TEXT, lambda row: row.title),
    Column[StepRow]("share", "Share", SHARE, lambda row: row.share),
    Column[StepRow]("known", "Counted, contributing, answered", TEXT, lambda row: row.small.known),
)


def steps_sheet(found: Comparison, small: Sequence[Small]) -> Sheet[StepRow]:
    """Give the steps of every cascade as a table."""
    rows = [
        StepRow(found, one, step.title, step.share or Blank("not counted"))
        for one in small
        for step in (one.cascade.steps if one.cascade else ())
    ]
    rows += [StepRow(found, one, "any step", Blank(f"not counted: {one.missing}")) for one in small if not one.cascade]
    return Sheet("cascades", "From those who come in to aftercare, area by area", STEPS, rows, none="there is no area")

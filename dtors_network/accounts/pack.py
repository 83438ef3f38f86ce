"""The pack for a meeting: two sheets to read before, and the report behind them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from dtors_network.accounts.account import Account
from dtors_network.accounts.kinds import SHARE, TEXT
from dtors_network.accounts.minutes import minutes_account
from dtors_network.accounts.overview import ASKED, WORST, overview_account
from dtors_network.accounts.paper import Paper, Section
from dtors_network.accounts.report import accounts_of, paper_of
from dtors_network.accounts.report_parts import DATA, DROP_OUT, GOVERNANCE, PATHWAYS, Accounts, Results
from dtors_network.accounts.report_sheets import SETTLE, picked
from dtors_network.accounts.sheet import Column, Sheet
from dtors_network.flow.targets import AFTERCARE
from dtors_network.gaps import wording
from dtors_network.gaps.moved import Movement
from dtors_network.model.estimate import Estimate
from dtors_network.rounding import per_100
from dtors_network.whatif.ambitions import AMBITIONS, NONE_PUBLISHED, Ambition

TITLE: Final = "Pack for the meeting"
MOVED, DUE = 6, 6
"""Rows of what moved, and of actions, on the two sheets; the pages and the workbook have every one."""

NO_EARLIER: Final = "No earlier pack and no earlier period is at hand, so nothing is said of what moved."
OF_NATION: Final = ("ambition", "reference")
"""Published figures that are national: what was wished for, and what was so in England."""


def _doubted(one: Ambition) -> str:
    return f"{one.source}; {one.doubt}" if one.doubt else one.source


LINES: Final = (
    Column[Ambition]("what", "National line, dated", TEXT, lambda one: one.what),
    Column[Ambition]("of_100", "Of 100", TEXT, lambda one: per_100(one.share)),
    Column[Ambition]("source", "Source", TEXT, _doubted),
)
OWN: Final = (
    Column[tuple[str, Estimate | None]]("what", "This area", TEXT, lambda row: row[0]),
    Column[tuple[str, Estimate | None]]("share", "Share", SHARE, lambda row: row[1]),
)


def pack_of(results: Results, movement: Movement | None = None, since: str = "", *, headings: bool = False) -> Paper:
    """Put the pack for a meeting together.

    Parameters
    ----------
    results : Results
        Of one protected area.
    movement : Movement, optional
        What moved since the last pack, or since an earlier period; None where neither is at hand.
    since : str
        The day of the last pack, ISO 8601; blank where ``movement`` is of an earlier period.
    headings : bool
        Whether the two sheets say under which heading of OHID's self-assessment each part belongs.

    Returns
    -------
    Paper
        Two sheets, then the parts of the report; the workbook has a sheet of minutes to fill in.

    Raises
    ------
    UnprotectedError
        If the area never passed ``protect``.

    Examples
    --------
    >>> from dtors_network.accounts.report import results_of
    >>> from dtors_network.disclosure import protect
    >>> from dtors_network.examples import counted_area
    >>> from dtors_network.gaps.comparators import shipped_comparators
    >>> paper = pack_of(results_of(protect(counted_area()), shipped_comparators()))
    >>> [part.title for part in paper.parts][:2]
    ['What moved, and the worst certain gaps', 'What to ask, what is due, and the national lines']
    """
    report, told = paper_of(results), accounts_of(results)
    own = pack_account(results, movement, since)
    fronts = tuple(_fronts(own, told, headings))
    return replace(
        report,
        title=TITLE,
        headline=own.headline,
        parts=(*fronts, *report.parts),
        accounts=(own, minutes_account(results.gaps, results.actions), *report.accounts),
    )


def pack_account(results: Results, movement: Movement | None = None, since: str = "") -> Account:
    """Tell what the two sheets say: all of it stands on the screen of the area and on the page of actions too."""
    is_pack = movement is not None and since
    looks = (None, (movement, since)) if is_pack else (movement, None)
    screen = overview_account(results.gaps, results.actions, *looks)
    told = results.actions
    changed = next((words for against, words in screen.compared if against), NO_EARLIER)
    late = {id(one) for one in told.overdue}
    actions = screen.sheet("actions")
    overdue = replace(
        actions.only(lambda row: id(row.one) in late), name="overdue", title="Overdue", none="none is overdue"
    )
    return Account(
        name="pack",
        stamp=screen.stamp,
        headline=screen.headline,
        sentences=(changed,),
        sheets=(
            replace(screen.sheet("changed"), none=changed.rstrip("."), most=MOVED),
            picked(screen.sheet("worst"), "title", "weight", "next_step", most=WORST),
            replace(screen.sheet("questions"), columns=_with_room(screen.sheet("questions")), most=ASKED),
            replace(overdue, most=DUE),
            Sheet("own", "How many of those who come in", OWN, _own(results), none="not counted"),
            Sheet("national", "National lines, each with its date", LINES, tuple(_national())),
        ),
        notes=(NONE_PUBLISHED,),
    )


def _with_room(sheet: Sheet[Any]) -> tuple[Column[Any], ...]:
    """Leave room for an owner beside each question."""
    kept = {column.key: column for column in sheet.columns}
    room = {column.key: column for column in SETTLE}
    return (*sheet.columns, *(room[key] for key in ("owner", "by") if key not in kept))


def _own(results: Results) -> tuple[tuple[str, Estimate | None], ...]:
    share = next((one.share for one in results.flow.reached if one.target == AFTERCARE), None)
    return ((f"reach {wording.recovery(results.gaps.area)}", share),)


def _national() -> Iterator[Ambition]:
    return (one for one in AMBITIONS if one.use in OF_NATION)


def _fronts(own: Account, told: Accounts, headings: bool) -> Iterator[Section]:
    heads = (PATHWAYS, GOVERNANCE) if headings else ("", "")
    yield Section(
        "What moved, and the worst certain gaps",
        heading=heads[0],
        lead=own.sentences[0],
        sheets=(
            *_given(picked(own.sheet("changed"), "title", "turn", "before", "now", most=MOVED)),
            own.sheet("worst"),
        ),
        notes=(told.hidden.headline,),
        alone=True,
    )
    late = own.sheet("overdue")
    who = [column.key for column in late.columns if column.key == "owner"]
    yield Section(
        "What to ask, what is due, and the national lines",
        heading=f"{heads[1]} · {DATA} · {DROP_OUT}" if headings else "",
        lead=told.actions.headline,
        sheets=(
            picked(own.sheet("questions"), "text", "whom", "owner", "by", most=ASKED),
            *_given(picked(late, "action", *who, "due_words", "since_words", most=DUE)),
            own.sheet("own"),
            own.sheet("national"),
        ),
        notes=own.notes,
        alone=True,
    )


def _given(sheet: Sheet[Any]) -> tuple[Sheet[Any], ...]:
    return (sheet,) if sheet.items else ()

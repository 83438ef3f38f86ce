"""The account of an area on one screen: what to look at first, and where each of it is told whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from dtors_network.accounts.account import Account
from dtors_network.accounts.actions import actions_account
from dtors_network.accounts.ask import COLUMNS as QUESTIONS
from dtors_network.accounts.ask import NOTHING
from dtors_network.accounts.gap_sheets import Root
from dtors_network.accounts.gaps import GapsAccount, gaps_account
from dtors_network.accounts.kinds import CODE, NAMES, NUMBER, TEXT, Named
from dtors_network.accounts.map import MapAccount, map_account
from dtors_network.accounts.overview_words import (
    NO_EARLIER,
    changed_words,
    headline_of,
    since_asked,
    since_of,
    unsaid,
)
from dtors_network.accounts.sheet import Column, Lead, Sheet, to_gap
from dtors_network.accounts.stamp import stamp_of
from dtors_network.actions import FollowedActions
from dtors_network.figures.barrier_map.lenses import BARRIER
from dtors_network.figures.barrier_map.view import BarrierView, Kind
from dtors_network.gaps import RULES, Gaps
from dtors_network.gaps.moved import Movement, Turn, turn
from dtors_network.gaps.questions import questions_of
from dtors_network.gaps.review import Gap
from dtors_network.model.area import Area
from dtors_network.model.mark import OTHER_MARK
from dtors_network.model.vocabulary import Certainty
from dtors_network.rounds.since import SinceRound

WORST, ASKED, LOST, NEXT = 3, 3, 6, 6
"""Rows on the screen: certain gaps, questions, links where people are lost, actions; the pages have every one."""


@dataclass(frozen=True)
class OverviewAccount(Account):
    """What an area tells on one screen.

    Attributes
    ----------
    gaps : GapsAccount
        Every finding.
    map : MapAccount
        What the pictures are drawn from.
    certain : int
        How many causes are certain.
    questions : int
        How many questions would settle what is open.
    compared : tuple
        What the findings of now are held against, and what is said of that.
    """

    gaps: GapsAccount = None  # type: ignore[assignment]
    map: MapAccount = None  # type: ignore[assignment]
    certain: int = 0
    questions: int = 0
    compared: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Barrier:
    """A kind of barrier, and the places at which it was reported; how often it was said is never counted."""

    area: Area
    kind: Kind
    places: tuple[Named, ...]

    @property
    def lead(self) -> Lead:
        """The map under the lens of this kind."""
        return Lead("network", (("area", self.area.id), ("lens", f"{BARRIER}{self.kind.letter}")))


@dataclass(frozen=True, slots=True)
class Turned:
    """A finding that moved since an earlier look; ``before`` or ``now`` is None where it was not, or is not, found."""

    area: Area
    since: str
    id: str
    title: str
    before: Certainty | None
    now: Certainty | None

    @property
    def turn(self) -> Turn:
        """How it moved."""
        turned = turn(self.before, self.now)
        assert turned is not None
        return turned

    @property
    def lead(self) -> Lead | None:
        """The finding on its page, where it is still found."""
        return to_gap(self.area.id, self.id) if self.now else None


BARRIERS: Final = (
    Column[Barrier]("letter", "Letter", TEXT, lambda row: row.kind.letter),
    Column[Barrier]("kind", "Barrier", TEXT, lambda row: row.kind.title, lambda row: row.lead),
    Column[Barrier]("number", "Places", NUMBER, lambda row: len(row.places)),
    Column[Barrier]("places", "Where", NAMES, lambda row: row.places),
)
CHANGED: Final = (
    Column[Turned]("turn", "What happened", CODE, lambda row: row.turn.value),
    Column[Turned]("finding", "", TEXT, lambda row: row.id),
    Column[Turned]("title", "Finding", TEXT, lambda row: row.title, lambda row: row.lead),
    Column[Turned]("before", "Before", CODE, lambda row: row.before and row.before.value),
    Column[Turned]("now", "Now", CODE, lambda row: row.now and row.now.value),
    Column[Turned]("since", "Since", TEXT, lambda row: row.since),
)
UNSAID: Final = (Column[str]("sentence", "What the tables cannot say", TEXT, lambda row: row),)


def overview_account(
    gaps: Gaps,
    followed: FollowedActions,
    movement: Movement | None = None,
    pack: tuple[Movement, str] | None = None,
    asked: SinceRound | None = None,
) -> OverviewAccount:
    """Tell an area on one screen.

    Parameters
    ----------
    gaps : Gaps
        Every finding of the area, for every group.
    followed : FollowedActions
        Its actions.
    movement : Movement, optional
        What moved since an earlier period; None where none is at hand.
    pack : tuple of Movement and str, optional
        What moved since the last pack, and the day on which it was given out, ISO 8601.
    asked : SinceRound, optional
        What moved since the last round of questions, for the holder of the data.

    Returns
    -------
    OverviewAccount
        Sheets ``worst`` (certain causes), ``questions``, ``barriers`` (kinds with the places where they were
        reported), ``lost``, ``actions``, ``changed`` and ``unsaid``.

    Raises
    ------
    UnprotectedError
        If the area never passed ``protect``.

    Examples
    --------
    >>> from dtors_network.actions import follow_actions
    >>> from dtors_network.disclosure import protect
    >>> from dtors_network.examples import small_area
    >>> from dtors_network.gaps import find_gaps
    >>> found = find_gaps(protect(small_area()))
    >>> told = overview_account(found, follow_actions(found))
    >>> [sheet.name for sheet in told.sheets], told.certain
    (['worst', 'questions', 'barriers', 'lost', 'actions', 'changed', 'unsaid'], 5)
    """
    listed, drawn, questions = gaps_account(gaps), map_account(gaps), questions_of(gaps)
    turned, compared = _turned(gaps.area, movement, pack, asked)
    certain = listed.sheet("roots").only(_is_certain)
    return OverviewAccount(
        name="overview",
        stamp=stamp_of(gaps.area),
        headline=headline_of(listed),
        sentences=tuple(words for _, words in compared),
        sheets=(
            _worst(certain),
            Sheet("questions", "Questions most worth asking", QUESTIONS, questions, none=NOTHING, most=ASKED),
            Sheet(
                "barriers", "Barriers that were reported, and where", BARRIERS, barriers(gaps.area, drawn.view), NONE
            ),
            replace(drawn.sheet("lost"), most=LOST),
            replace(actions_account(followed).sheet("actions"), most=NEXT),
            Sheet("changed", "What changed", CHANGED, turned, none=" ".join(words for _, words in compared)),
            Sheet("unsaid", "What the tables cannot say", UNSAID, tuple(unsaid(gaps))),
        ),
        notes=(PLACES,),
        gaps=listed,
        map=drawn,
        certain=len(certain),
        questions=len(questions),
        compared=compared,
    )


NONE: Final = "nobody reported a barrier, which is not to say that there is none"
PLACES: Final = (
    "Places are counted, never how often something was said; what nobody reported is not known to be absent."
)


def _is_certain(of: Root) -> bool:
    return of.found.gap.finding.certainty is Certainty.CERTAIN


def _worst(certain: Sheet[Root]) -> Sheet[Root]:
    """Give the certain causes: what leads where first, then what is counted, most people first within each."""
    rows = sorted(certain.items, key=lambda of: RULES[of.found.gap.finding.rule].counts)
    none = "no gap is certain: each depends on questions, or on tables that are not there"
    return replace(certain, name="worst", title="The worst certain gaps", items=tuple(rows), none=none, most=WORST)


def barriers(area: Area, view: BarrierView) -> tuple[Barrier, ...]:
    """Gather the places at which each kind of barrier was reported, links before services, most places first."""
    found: dict[str, list[Named]] = {kind.letter: [] for kind in view.kinds}
    for letter, named in _places(area, view):
        found[letter].append(named)
    rows = [Barrier(area, kind, tuple(found[kind.letter])) for kind in view.kinds if found[kind.letter]]
    return tuple(sorted(rows, key=lambda row: (row.kind.letter == OTHER_MARK.letter, -len(row.places))))


def _places(area: Area, view: BarrierView) -> Iterator[tuple[str, Named]]:
    title = {box.id: area.service[box.id].title for box in view.boxes}
    for link in view.links:
        for letter in sorted({badge.letter for badge in link.badges}):
            yield letter, Named(f"{link.source}>{link.target}", f"{title[link.source]} → {title[link.target]}")
    for box in view.boxes:
        for letter in sorted({badge.letter for badge in box.badges}):
            yield letter, Named(box.id, title[box.id])


def _turned(
    area: Area, movement: Movement | None, pack: tuple[Movement, str] | None, asked: SinceRound | None
) -> tuple[tuple[Turned, ...], tuple[tuple[str, str], ...]]:
    """Give the findings that moved, and what is said of each look that they are held against."""
    looks = [(since_of(movement), movement)] if movement else []
    looks += [(since_of(*pack), pack[0])] if pack else []
    rows, compared = list[Turned](), [] if movement else [("", NO_EARLIER)]
    for since, moves in looks:
        turned = [Turned(area, since, of.gap.id, of.gap.title, _sure(of.before), _sure(of.now)) for of in moves.moved]
        rows += turned
        compared.append((since, changed_words(since, (row.turn for row in turned), moves.stayed)))
    if asked is not None:
        since = since_asked(asked)
        since_round = [
            Turned(area, since, one.id, one.title, _certainty(one.before), _certainty(one.after)) for one in asked.moved
        ]
        rows += since_round
        compared.append((since, changed_words(since, (row.turn for row in since_round), asked.stayed)))
    return tuple(rows), tuple(compared)


def _sure(gap: Gap | None) -> Certainty | None:
    return gap.finding.certainty if gap else None


def _certainty(text: str) -> Certainty | None:
    return Certainty(text) if text else None

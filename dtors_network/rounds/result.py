"""The tracker of a round: how each service stands, what hangs on the silent ones, and what moved since."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from dtors_network.errors import Fault, InputError
from dtors_network.gaps import Gaps
from dtors_network.model.area import Area
from dtors_network.model.bounds import Bounds, least, most
from dtors_network.model.near import did_you_mean
from dtors_network.model.told import Told
from dtors_network.model.vocabulary import EVERYONE, ReplyState
from dtors_network.rounding import counted
from dtors_network.rounds.coverage import coverage
from dtors_network.rounds.form import AskedRound
from dtors_network.rounds.moved import Moved, known, moved
from dtors_network.rounds.reply import Reply
from dtors_network.rounds.standing import Standing, standings
from dtors_network.rounds.store import read_replies, read_rounds

SILENT = (ReplyState.NO_REPLY, ReplyState.DONT_KNOW, ReplyState.DECLINED, ReplyState.NO_SUCH_SERVICE)
"""States of a service that told nothing."""


@dataclass(frozen=True, eq=False, repr=False)
class Rounds(Told):
    """How a round stands.

    Attributes
    ----------
    gaps : Gaps
        The findings of now, of the area as it passed the door.
    rounds : tuple of AskedRound
        Every round, in the order in which they were opened.
    chosen : AskedRound
        The one that is told.
    standings : tuple of Standing
        One a service, those on which most findings hang first.
    today : date
        The day of the tracker.
    """

    gaps: Gaps
    rounds: tuple[AskedRound, ...]
    chosen: AskedRound
    standings: tuple[Standing, ...]
    today: date

    @property
    def area(self) -> Area:
        """The area as it may be seen."""
        return self.gaps.area

    @property
    def line(self) -> str:
        """The round, and how many of its services replied."""
        replied = sum(one.voices > 0 for one in self.asked)
        return f"round {self.chosen.round}: {replied:,} of {counted(len(self.asked), 'service')} replied"

    def __len__(self) -> int:
        return len(self.asked)

    @cached_property
    def asked(self) -> tuple[Standing, ...]:
        """The services that were asked: by a form, or as the holder noted by hand."""
        return tuple(one for one in self.standings if one.state is not ReplyState.NOT_ASKED)

    @cached_property
    def states(self) -> dict[ReplyState, int]:
        """How many services are in each state; without those that were not asked they add up to those asked."""
        found = Counter(one.state for one in self.standings)
        return {state: found[state] for state in ReplyState}

    @property
    def is_last(self) -> bool:
        """Whether no later round was opened."""
        return self.chosen is self.rounds[-1]

    @cached_property
    def moved(self) -> tuple[Moved, ...]:
        """The findings that moved from its opening to the opening of the next round, or to now."""
        at = self.rounds.index(self.chosen)
        after = known(self.gaps) if self.is_last else self.rounds[at + 1].findings
        return moved(self.chosen.findings, after)

    @property
    def coverage(self) -> Mapping[str, int]:
        """By whom links are spoken of: now, or of a round that is over when the next was opened."""
        at = self.rounds.index(self.chosen)
        return coverage(self.gaps.case.network) if self.is_last else self.rounds[at + 1].coverage

    def behind(self, services: Iterable[str]) -> Bounds | None:
        """Give how many people are on record as referred to some services, or as coming there; None: not counted."""
        wanted = {*services}
        counts = [row.count for row in self.area.arrivals if row.service in wanted and row.client_group == EVERYONE]
        counts += [row.referred for row in self.area.referrals if row.target in wanted and row.client_group == EVERYONE]
        counted = [one for one in counts if one is not None]
        if not counted:
            return None
        return Bounds(sum(map(least, counted)), sum(most(one) or 0 for one in counted))


def rounds_of(path: Path, exact: Area, gaps: Gaps, today: date, round_: str = "") -> Rounds:
    """Read how a round of an area stands.

    Parameters
    ----------
    path : Path
        The area: its folder or workbook.
    exact : Area
        As it was read.
    gaps : Gaps
        Of the same area as it passed the door.
    today : date
        The day of the tracker.
    round_ : str
        Which round; the last where blank.

    Returns
    -------
    Rounds
        How each service stands.

    Raises
    ------
    InputError
        If no round was opened, or none of this id; or what was kept of one is damaged.
    """
    rounds = read_rounds(path, exact)
    chosen = chosen_of(rounds, round_, str(path))
    replies: tuple[Reply, ...] = read_replies(path, rounds)
    return Rounds(gaps, rounds, chosen, standings(exact, chosen, rounds, replies, today), today)


def chosen_of(rounds: tuple[AskedRound, ...], round_: str, file: str) -> AskedRound:
    """Choose a round by its id, or the last.

    Raises
    ------
    InputError
        If there is none.
    """
    if not rounds:
        fix = "Open one: dtors-network ask AREA --write FOLDER"
        raise InputError([Fault("this area has not opened a round", fix, file=file)])
    if not round_:
        return rounds[-1]
    ids = [one.round for one in rounds]
    if round_ not in ids:
        raise InputError([Fault("there is no round of this id", did_you_mean(round_, ids), value=round_)])
    return rounds[ids.index(round_)]

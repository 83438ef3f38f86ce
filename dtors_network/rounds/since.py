"""What moved since the last round of questions was opened, and how many services have replied to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dtors_network.rounds.moved import Moved, known
from dtors_network.rounds.result import Rounds


@dataclass(frozen=True, slots=True, kw_only=True)
class SinceRound:
    """What moved since a round was opened.

    Attributes
    ----------
    round : str
        Its id.
    opened : date
        When it was opened.
    asked, replied : int
        Services that were asked, and those of them that replied.
    moved : tuple of Moved
        Findings that are not as they were.
    stayed : int
        Findings that are as they were.
    """

    round: str
    opened: date
    asked: int
    replied: int
    moved: tuple[Moved, ...]
    stayed: int


def since_round(found: Rounds) -> SinceRound:
    """Tell what moved since the last round was opened."""
    had = {one.id: one.certainty for one in found.chosen.findings}
    stayed = sum(had.get(one.id) == one.certainty for one in known(found.gaps))
    return SinceRound(
        round=found.chosen.round,
        opened=found.chosen.opened,
        asked=len(found.asked),
        replied=sum(one.voices > 0 for one in found.asked),
        moved=found.moved,
        stayed=stayed,
    )

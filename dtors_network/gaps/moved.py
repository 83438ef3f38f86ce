"""Findings that moved between two looks at one area: new, gone, surer or less sure; by id, which follows the place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from dtors_network.gaps.review import Gap, Gaps
from dtors_network.model.area import Area
from dtors_network.model.vocabulary import Certainty


class Turn(StrEnum):
    """How a finding moved."""

    NEW = "new"
    SURER = "surer"
    LESS_SURE = "less_sure"
    GONE = "gone"


SURENESS: Final = {Certainty.CERTAIN: 2, Certainty.SENSITIVE: 1, Certainty.UNKNOWABLE: 0}
"""How much is known of a finding."""


@dataclass(frozen=True, slots=True)
class Moved:
    """One finding that moved: as it was, and as it is; None where it is new, or gone."""

    turn: Turn
    before: Gap | None
    now: Gap | None

    @property
    def gap(self) -> Gap:
        """The finding as it is, or was."""
        found = self.now or self.before
        assert found is not None
        return found


@dataclass(frozen=True, slots=True)
class Movement:
    """What moved between two looks at one area, and how many findings stayed as they were."""

    since: Area
    moved: tuple[Moved, ...]
    stayed: int

    def of(self, turn: Turn) -> tuple[Moved, ...]:
        """Give those that moved in one way."""
        return tuple(one for one in self.moved if one.turn is turn)


def findings_moved(before: Gaps, now: Gaps) -> Movement:
    """Set the findings of two looks at one area side by side.

    Parameters
    ----------
    before, now : Gaps
        Of the same rules and client groups.

    Returns
    -------
    Movement
        In the order of now, then what is gone in the order of before. That a finding is gone says nothing of why: a
        service or a table may be gone too.

    Examples
    --------
    >>> from dtors_network.examples import small_area
    >>> from dtors_network.gaps import find_gaps
    >>> one = find_gaps(small_area(), groups=["everyone"], rules=["dead_end"])
    >>> none = find_gaps(small_area(), groups=["everyone"], rules=["overloaded"])
    >>> [row.turn.value for row in findings_moved(one, none).moved], findings_moved(one, one).stayed
    (['gone'], 1)
    """
    had, has = ({gap.id: gap for gap in gaps.gaps} for gaps in (before, now))
    moved = [one for gap in has.values() if (one := _moved(had.get(gap.id), gap))]
    gone = [Moved(Turn.GONE, gap, None) for id_, gap in had.items() if id_ not in has]
    return Movement(before.area, (*moved, *gone), len(has) - len(moved))


def _moved(before: Gap | None, now: Gap) -> Moved | None:
    turned = turn(before.finding.certainty if before else None, now.finding.certainty)
    return Moved(turned, before, now) if turned else None


def turn(before: Certainty | None, now: Certainty | None) -> Turn | None:
    """Say how a finding moved, by how sure it was and is; None: it was not there, or is not, or it did not move.

    Examples
    --------
    >>> turn(None, Certainty.CERTAIN).value, turn(Certainty.SENSITIVE, Certainty.CERTAIN).value
    ('new', 'surer')
    """
    if before is None or now is None:
        return Turn.GONE if before else Turn.NEW if now else None
    more = SURENESS[now] - SURENESS[before]
    return (Turn.SURER if more > 0 else Turn.LESS_SURE) if more else None


def earlier_of(area: Area, others: Iterable[Area]) -> Area | None:
    """Give the latest earlier period of an area among others: by authority code, else by name.

    Examples
    --------
    >>> from dataclasses import replace
    >>> from datetime import date
    >>> from dtors_network.examples import small_area
    >>> now = replace(small_area(), period_end=date(2025, 3, 31))
    >>> then = replace(now, id="then", period_end=date(2024, 3, 31))
    >>> earlier_of(now, [now, then]).id, earlier_of(then, [now, then])
    ('then', None)
    """
    alike = [one for one in others if one.id != area.id and _is_of_one_place(one, area)]
    dated = [one for one in alike if one.period_end and area.period_end and one.period_end < area.period_end]
    return max(dated, key=lambda one: (str(one.period_end), one.id), default=None)


def _is_of_one_place(one: Area, other: Area) -> bool:
    if one.gss_code or other.gss_code:
        return one.gss_code == other.gss_code
    return one.name.strip().casefold() == other.name.strip().casefold()

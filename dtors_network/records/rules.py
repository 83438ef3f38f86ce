"""What the one pass over records must know of areas, codes and columns, in numbers and small enough to be sent away."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import numpy.typing as npt

from dtors_network.records.codes import PLANNED, reasons_of
from dtors_network.records.days import EPOCH
from dtors_network.records.places import Places
from dtors_network.records.shapes import REFERRALS, Shape
from dtors_network.records.sorting import Flags, Numbers

if TYPE_CHECKING:
    from dtors_network.records.reading import Records

EARLIEST, LATEST = -1_000_000, 1_000_000
"""Days before and after every other, where a period has no end."""


@dataclass(frozen=True, slots=True)
class Spans:
    """Times that decide what belongs together.

    Attributes
    ----------
    seen_again : int
        Days after a referral that came to nothing within which another referral by the same service shows that it
        still saw the person.
    goes_on : int
        Days after leaving within which a referral, or the next start, still belongs to the stay.
    """

    seen_again: int = 90
    goes_on: int = 21


SPANS: Final = Spans()


@dataclass(frozen=True, slots=True)
class Told:
    """What records can tell at all, by the columns that they have.

    Attributes
    ----------
    groups : tuple of str
        Client groups that have a column.
    accepted, reasons, leaving : bool
        Whether they say who was accepted, why people did not start, and when people left.
    losses : bool
        Whether they hold people who were referred and did not start.
    """

    groups: tuple[str, ...]
    accepted: bool
    reasons: bool
    leaving: bool
    losses: bool


@dataclass(frozen=True, slots=True)
class Stages:
    """What each service is, by its number; one more stands at the end for nobody, which is nothing.

    Attributes
    ----------
    routes_in, treatment, recovery, aftercare, wider_support : array of bool
        Whether it is one of them.
    """

    routes_in: Flags
    treatment: Flags
    recovery: Flags
    aftercare: Flags
    wider_support: Flags


@dataclass(frozen=True)
class Rules:
    """What the one pass must know.

    Attributes
    ----------
    shape : Shape
        What the rows are.
    columns : tuple of str
        Columns that at least one file has.
    spans : Spans
        Times that decide what belongs together.
    told : Told
        What the records can tell.
    services, groups, outcomes, reasons : int
        How many there are.
    not_recorded, outcome_unknown, planned_unknown : int
        The codes that stand for a blank.
    area_of : array of int64
        The area of each service.
    first, last : array of int64
        The first and last day of the period of each area.
    stages : Stages
        What each service is.
    """

    shape: Shape
    columns: tuple[str, ...]
    spans: Spans
    told: Told
    services: int
    groups: int
    outcomes: int
    reasons: int
    not_recorded: int
    outcome_unknown: int
    planned_unknown: int
    area_of: Numbers
    first: Numbers
    last: Numbers
    stages: Stages

    @property
    def ways(self) -> int:
        """How many ways to leave there are: outcomes times planned or not."""
        return self.outcomes * len(PLANNED)


def rules_of(records: Records, spans: Spans = SPANS) -> Rules:
    """Put together what the one pass must know of some records and their areas."""
    places = records.places
    outcomes, reasons = [term.code for term in places.codebook.outcomes], reasons_of(places)
    return Rules(
        shape=records.shape,
        columns=records.columns,
        spans=spans,
        told=told_by(records),
        services=len(places.services),
        groups=len(places.groups),
        outcomes=len(outcomes),
        reasons=len(reasons),
        not_recorded=reasons.index("not_recorded"),
        outcome_unknown=outcomes.index("unknown"),
        planned_unknown=[*PLANNED].index(next(one for one in PLANNED if one.value == "unknown")),
        area_of=np.array([area for area, _ in places.services], np.int64),
        first=_days((area.period_start for area in places.areas), EARLIEST),
        last=_days((area.period_end for area in places.areas), LATEST),
        stages=_stages(places),
    )


def told_by(records: Records) -> Told:
    """Say what records can tell, from their columns."""
    columns = {*records.columns}
    return Told(
        groups=tuple(group for group in records.places.groups if group in columns),
        accepted=bool(columns & {"accepted", "accepted_on"}),
        reasons="refusal_reason" in columns,
        leaving=bool(columns & {"left_on", "transition"}) or records.shape.until == "happened_on",
        losses=records.shape == REFERRALS,
    )


def _days(ends: Iterable[Any], otherwise: int) -> Numbers:
    return np.array([(end - EPOCH).days if end else otherwise for end in ends], np.int64)


def _stages(places: Places) -> Stages:
    size = len(places.services) + 1

    def marked(numbers: tuple[int, ...]) -> npt.NDArray[np.bool_]:
        found = np.zeros(size, bool)
        found[[*numbers]] = True
        return found

    return Stages(
        routes_in=marked(places.routes_in),
        treatment=marked(places.treatment),
        recovery=marked(places.recovery),
        aftercare=marked(places.aftercare),
        wider_support=marked(places.wider_support),
    )

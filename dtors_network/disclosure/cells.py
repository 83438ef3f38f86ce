"""Disclosure control: the one door through which results pass on their way to a screen, a file or a figure.

Whatever is meant for others takes only ``Controlled`` values, and ``control`` is the only function that makes them.
Numbers of people are told from other numbers by their type (``People``, ``Headcount``), never by their column.
This is primary suppression; that no suppressed value can be worked out from others is a later step.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, Final, Generic, TypeVar

from dtors_network.gaps.finding import Measure, People
from dtors_network.gaps.review import Gaps
from dtors_network.model.area import PEOPLE, Area
from dtors_network.model.bounds import Bounds
from dtors_network.model.estimate import Estimate
from dtors_network.model.vocabulary import SUPPRESSED, Count

COUNTS: Final = PEOPLE
"""The columns of an area that count people, by table."""

T = TypeVar("T")
S = TypeVar("S")


@dataclass(frozen=True, slots=True)
class Profile:
    """A rule of suppression: counts of people from ``lowest`` to ``highest`` are not shown."""

    code: str
    title: str
    lowest: int
    highest: int

    def hides(self, count: Count) -> bool:
        """Tell whether a count may not be shown; a count that its owner suppressed never is."""
        return count == SUPPRESSED or (isinstance(count, int) and self.lowest <= count <= self.highest)


PROFILES: Final = {
    "ndtms": Profile("ndtms", "Counts of 1 to 4 people are shown as *", 1, 4),
    "none": Profile("none", "NOT FOR SHARING: counts are not suppressed", 1, 0),
}
SHARED: Final = PROFILES["ndtms"]


@dataclass(frozen=True, slots=True)
class Headcount:
    """A number of people in a table or a figure."""

    count: Count

    def __str__(self) -> str:
        if self.count is None:
            return "not counted"
        return str(self.count) if isinstance(self.count, Bounds) else f"{self.count:,}"


@dataclass(frozen=True, slots=True)
class Controlled(Generic[T]):
    """A value in which every number of people has passed disclosure control; made by ``control`` alone."""

    value: T
    profile: Profile

    def map(self, shape: Callable[[T], S]) -> Controlled[S]:
        """Give the value another shape: what was hidden stays hidden."""
        return Controlled(shape(self.value), self.profile)


def control(value: T, profile: Profile = SHARED) -> Controlled[T]:
    """Hide every number of people that a profile does not show.

    Parameters
    ----------
    value : Gaps, People, Headcount, or dataclasses, tuples, lists and dicts of these
        A result.
    profile : Profile
        The rule; counts of 1 to 4 are hidden where left out.

    Returns
    -------
    Controlled
        The same value with the hidden counts replaced by ``SUPPRESSED``, and the profile.

    Notes
    -----
    The default is the rule of the National Drug Treatment Monitoring System's publications (domain.md §5).

    Examples
    --------
    >>> [str(count) for count in control((Headcount(3), Headcount(0), Headcount(1200))).value]
    ['*', '0', '1,200']
    """
    return Controlled(_hide(value, profile), profile)


def hidden_area(area: Area, profile: Profile = SHARED) -> Area:
    """Hide the small counts of an area itself, so that what is worked out from it can be shared (design §8).

    Parameters
    ----------
    area : Area
        A lawful area.
    profile : Profile
        The rule; counts of 1 to 4 are hidden where left out.

    Returns
    -------
    Area
        The same area, every hidden count replaced by ``SUPPRESSED``: whatever follows from it holds for each number
        that may stand there.

    Examples
    --------
    >>> from dtors_network.examples import counted_area
    >>> area = counted_area()
    >>> few = replace(area, arrivals=tuple(replace(row, count=3) for row in area.arrivals))
    >>> hidden_area(few).arrivals[0].count is SUPPRESSED
    True
    """
    hidden: dict[str, Any] = {
        table: tuple(_hide_row(row, names, profile) for row in getattr(area, table)) for table, names in COUNTS.items()
    }
    return replace(area, **hidden)


def _hide_row(row: Any, names: tuple[str, ...], profile: Profile) -> Any:
    found = {name: SUPPRESSED for name in names if profile.hides(getattr(row, name))}
    return replace(row, **found) if found else row


def _hide(value: Any, profile: Profile) -> Any:
    if isinstance(value, Area):
        return value  # what a result was worked out from: never shown itself
    if isinstance(value, Headcount):
        return Headcount(SUPPRESSED) if profile.hides(value.count) else value
    if isinstance(value, Bounds):
        return _hide_bounds(value, profile)
    if isinstance(value, Estimate):
        return (
            SUPPRESSED if _tells_of_few(value, profile) else replace(value, people=_hide_bounds(value.people, profile))
        )
    if isinstance(value, People):
        return replace(value, count=SUPPRESSED, low=1, high=4) if profile.hides(value.count) else value
    if isinstance(value, Gaps):
        return value.with_counts(lambda people, measure: _hide_counts(people, measure, profile))
    if isinstance(value, tuple | list):
        return type(value)(_hide(item, profile) for item in value)
    if isinstance(value, dict):
        return {key: _hide(item, profile) for key, item in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{field.name: _hide(getattr(value, field.name), profile) for field in fields(value)})
    return value


def _hide_bounds(number: Bounds, profile: Profile) -> Bounds:
    """Widen bounds to the whole of what is hidden, where an end of them lies in it."""
    low = profile.lowest if profile.hides(number.low) else number.low
    return Bounds(low, profile.highest if profile.hides(number.high) else number.high)


def _tells_of_few(share: Estimate, profile: Profile) -> bool:
    """Tell whether a share, of its people, comes to a number that is hidden, or leaves such a number."""
    ends = (share.least, share.most, 1 - share.least, 1 - share.most)
    return any(profile.hides(round(end * number)) for end in ends for number in (share.people.low, share.people.high))


def _hide_counts(people: People, measure: Measure | None, profile: Profile) -> tuple[People, Measure | None]:
    """Hide few people and what a counted gap rests on; together they give nothing away that either hides."""
    shown: People = _hide(people, profile)
    if measure is None:
        return shown, None
    if shown is people and measure.whole is not None:
        shown = _beside_few(people, measure.whole, profile)
    return shown, _hide_measure(measure, profile)


def _beside_few(people: People, whole: Bounds, profile: Profile) -> People:
    """Widen a number of people where those of the whole who are not among them are few."""
    if people.low is None or people.high is None:
        return people
    ends = (people.count, people.count) if isinstance(people.count, int) else (int(people.low), int(people.high))
    rest = whole.less(Bounds(*ends))
    hidden = _hide_bounds(rest, profile)
    return (
        people
        if hidden == rest
        else replace(people, count=None, low=whole.low - hidden.high, high=whole.high - hidden.low)
    )


def _hide_measure(measure: Measure, profile: Profile) -> Measure:
    """Hide a share or a ratio with its numbers where one of them, or those who are left, are few."""
    part, whole = measure.part, measure.whole
    if part is None:
        return measure
    numbers = (part,) if whole is None else (part, whole, whole.less(part))
    if not any(profile.hides(end) for number in numbers for end in (number.low, number.high)):
        return measure
    return replace(measure, part=None, whole=None, least=None, most=None, low=None, high=None)

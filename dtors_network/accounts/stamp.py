"""What stands on everything that is shown or leaves: the area, its period, its reference, and what was hidden."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from dtors_network.model.area import Area
from dtors_network.model.sharing import HOLDERS, TITLES, profile_of_shown
from dtors_network.model.vocabulary import Profile

OLD: Final = 5
"""Years from which a reference is said to be older than the period."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """Whose figures these are, of when, held against what, and how they were protected.

    Attributes
    ----------
    area, name : str
        Id and name of the area.
    period_start, period_end : date or None
        The first and the last day of its period.
    reference, reference_id : str
        The reference pathway with its date; its id.
    profile, profile_title : str
        Code of the disclosure profile, and what it means in words.
    synthetic : bool
        Whether the area is invented.
    periods : str
        In place of a period, where several areas have more than one.
    """

    area: str
    name: str
    period_start: date | None
    period_end: date | None
    reference: str
    reference_id: str
    profile: str
    profile_title: str
    synthetic: bool
    periods: str = ""

    @property
    def period(self) -> str:
        """The period in words.

        Examples
        --------
        >>> from dtors_network.examples import small_area
        >>> from dtors_network.disclosure import protect
        >>> stamp_of(protect(small_area())).period
        'period not given'
        """
        if self.period_start is None or self.period_end is None:
            return self.periods or "period not given"
        first, last = (f"{day.day} {day:%B %Y}" for day in (self.period_start, self.period_end))
        return f"{first} to {last}"

    @property
    def columns(self) -> dict[str, str]:
        """What stands in every row of a file: area, period and profile; nothing where it is of no area."""
        if not self.area:
            return {}
        days = (self.period_start, self.period_end)
        first, last = ("" if day is None else day.isoformat() for day in days)
        return {"area": self.area, "period_start": first, "period_end": last, "profile": self.profile}


def stamp_of(area: Area) -> Stamp:
    """Make the stamp of an area.

    Refused (:class:`UnprotectedError`) where the area never passed ``protect``.

    >>> from dtors_network.examples import small_area
    >>> from dtors_network.disclosure import protect
    >>> stamp_of(protect(small_area())).columns["profile"]
    'ndtms'
    """
    profile = profile_of_shown(area)
    return Stamp(
        area=area.id,
        name=area.name,
        period_start=area.period_start,
        period_end=area.period_end,
        reference=f"{area.pathway.title} ({area.pathway.dated})",
        reference_id=area.pathway.id,
        profile=profile.value,
        profile_title=TITLES[profile],
        synthetic=area.synthetic,
    )


def holders_stamp(area: Area) -> Stamp:
    """Make the stamp of what is told from exact tables, to their holder alone.

    >>> from dtors_network.examples import small_area
    >>> holders_stamp(small_area()).profile
    'none'
    """
    exact = stamp_of(replace(area, profile=Profile.NONE))
    return replace(exact, profile_title=HOLDERS.removesuffix("."))


def stamp_of_none(name: str, reference: str, id_: str = "") -> Stamp:
    """Make the stamp of what is told of no area and counts nobody: lists of codes and of published figures.

    >>> stamp_of_none("Codebook", "a study").columns
    {}
    """
    return Stamp("", name, None, None, reference, id_, "", "It counts nobody", synthetic=False)


def reference_age(area: Area) -> str:
    """Warn where the reference is years older than the period that it is held against; blank where it is not.

    Examples
    --------
    >>> from dtors_network.examples import small_area
    >>> reference_age(small_area())
    ''
    """
    year = re.search(r"\d{4}", area.pathway.dated)
    if not year or area.period_start is None or area.period_start.year - int(year[0]) < OLD:
        return ""
    years = area.period_start.year - int(year[0])
    return f"The reference is {years} years older than the period: what it asks for may have changed since."

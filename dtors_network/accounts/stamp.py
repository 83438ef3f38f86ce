"""What stands on everything that is shown or leaves: the area, its period, its reference, and what was hidden."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dtors_network.model.area import Area
from dtors_network.model.sharing import TITLES, profile_of_shown


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
            return "period not given"
        first, last = (f"{day.day} {day:%B %Y}" for day in (self.period_start, self.period_end))
        return f"{first} to {last}"

    @property
    def columns(self) -> dict[str, str]:
        """What stands in every row of a file: area, period and profile."""
        days = (self.period_start, self.period_end)
        first, last = ("" if day is None else day.isoformat() for day in days)
        return {"area": self.area, "period_start": first, "period_end": last, "profile": self.profile}


def stamp_of(area: Area) -> Stamp:
    """Make the stamp of an area.

    Raises
    ------
    UnprotectedError
        If the area never passed ``protect``.

    Examples
    --------
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

"""Client groups, and two of them at once: somebody leaving prison who is still using belongs to both."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from dtors_network.errors import Fault, InputError
from dtors_network.model.area import Area, Referral
from dtors_network.model.bounds import Bounds, Count, bounds
from dtors_network.model.codebook import Codebook
from dtors_network.model.near import unknown_name
from dtors_network.model.vocabulary import EVERYONE

BOTH: Final = "+"
"""What stands between two groups: ``leaving_prison+currently_using`` are the people who belong to both."""

MOST: Final = 2
PEOPLE: Final = "people "
TOGETHER: Final = ("referred", "accepted", "started", "kept_by_sender", "lost")
"""Counts of a referral row of which the margins of two groups tell something."""


def members(group: str) -> tuple[str, ...]:
    """Give the groups to which people belong: one, or two at once.

    Examples
    --------
    >>> members("currently_using+leaving_prison"), members("everyone")
    (('currently_using', 'leaving_prison'), ('everyone',))
    """
    return tuple(group.split(BOTH))


def read_group(codebook: Codebook, given: str | Iterable[str]) -> str:
    """Read a client group, or two at once, in any order.

    Parameters
    ----------
    codebook : Codebook
        The codebook of an area.
    given : str or iterable of str
        One group, ``a+b``, or a list of groups that people belong to at once.

    Returns
    -------
    str
        The group; of two the codes in the order of the codebook with ``+`` between. Everyone beside another group, or
        the same group twice, adds nothing.

    Raises
    ------
    InputError
        If a group is unknown, or if there are more than two.

    Examples
    --------
    >>> from dtors_network.examples import small_area
    >>> book = small_area().codebook
    >>> read_group(book, "leaving_prison+currently_using"), read_group(book, ["everyone", "housing_need"])
    ('currently_using+leaving_prison', 'housing_need')
    >>> read_group(book, "leaving_prison+using")
    Traceback (most recent call last):
    dtors_network.errors.InputError: unknown client group (found 'using'). Known: everyone, currently_using, \
leaving_prison, criminal_justice, mental_health_need, housing_need
    """
    written = [given] if isinstance(given, str) else list(given)
    parts = [part.strip() for text in written for part in members(str(text))]
    groups = tuple(codebook.group)
    faults = [unknown_name("client group", part, groups) for part in dict.fromkeys(parts) if part not in groups]
    if faults:
        raise InputError(faults)
    chosen = [group for group in groups if group in parts and group != EVERYONE]
    if len(chosen) > MOST:
        raise InputError([Fault("more than two client groups at once", "Name at most two", value=BOTH.join(parts))])
    return BOTH.join(chosen) or EVERYONE


def group_title(codebook: Codebook, group: str) -> str:
    """Name a client group, or the people who belong to two at once.

    Examples
    --------
    >>> from dtors_network.examples import small_area
    >>> group_title(small_area().codebook, "leaving_prison+currently_using")
    'People leaving prison and also currently using'
    """
    first, *others = (codebook.group[one].title for one in members(group))
    return " and also ".join([first, *(_after(first, other) for other in others)])


def _after(first: str, other: str) -> str:
    """Leave out of the second title what the first begins with too; abbreviations keep their capitals."""
    if first.lower().startswith(PEOPLE) and other.lower().startswith(PEOPLE):
        return other[len(PEOPLE) :]
    return other if other[1:2].isupper() else other[:1].lower() + other[1:]


def starts_at(codebook: Codebook, group: str) -> tuple[str, ...]:
    """Give the routes in at which people of a group start; empty: every one.

    Of two groups at once those of both; where they have none in common, those of either.

    Examples
    --------
    >>> from dtors_network.examples import small_area
    >>> book = small_area().codebook
    >>> starts_at(book, "leaving_prison+currently_using"), starts_at(book, "leaving_prison+criminal_justice")
    (('prison',), ('prison', 'arrest', 'court_or_probation'))
    """
    limited = [codebook.group[one].starts_at for one in members(group) if codebook.group[one].starts_at]
    if not limited:
        return ()
    common = tuple(kind for kind in limited[0] if all(kind in others for others in limited))
    return common or tuple(dict.fromkeys(kind for kinds in limited for kind in kinds))


def at_once(one: Count, other: Count, everyone: Count) -> Count:
    """Give what two counts and everyone's tell of the people in both; None where either is not counted.

    At least what the two have beyond everyone, at most the smaller (Fréchet bounds).

    >>> at_once(30, 25, 40), at_once(30, 25, None), at_once(3, 0, 9), at_once(None, 4, 9)
    (Bounds(low=15, high=25), Bounds(low=0, high=25), 0, None)
    """
    first, second, whole = bounds(one), bounds(other), bounds(everyone)
    if first is None or second is None:
        return None
    high = min(first.high, second.high)
    low = max(0, first.low + second.low - whole.high) if whole else 0
    return high if low >= high else Bounds(low, high)


def referrals_of(area: Area, group: str) -> tuple[Referral, ...]:
    """Give the referral rows of a group; of two at once what the rows of both allow, and no waits.

    Examples
    --------
    >>> from dtors_network.examples import counted_area
    >>> [row.target for row in referrals_of(counted_area(), "everyone")][:1]
    ['clinic']
    >>> referrals_of(counted_area(), "leaving_prison+currently_using")
    ()
    """
    if BOTH not in group:
        return tuple(row for row in area.referrals if row.client_group == group)
    first, second = members(group)
    rows = {(row.source, row.target, row.client_group): row for row in area.referrals}
    pairs = ((row, rows.get((row.source, row.target, second))) for row in area.referrals if row.client_group == first)
    return tuple(
        _together(row, other, rows.get((row.source, row.target, EVERYONE)), group) for row, other in pairs if other
    )


def _together(row: Referral, other: Referral, everyone: Referral | None, group: str) -> Referral:
    counts = {
        name: at_once(getattr(row, name), getattr(other, name), getattr(everyone, name, None)) for name in TOGETHER
    }
    nothing = {"wait_median_days": None, "wait_p90_days": None, "waited_over_21_days": None}
    return replace(row, client_group=group, **counts, **nothing)  # type: ignore[arg-type]


def arrivals_at_once(area: Area, group: str) -> Iterator[tuple[str, Count]]:
    """Give the services to which people of both groups may have come from outside, with what the counts allow."""
    counts = {(row.service, row.client_group): row.count for row in area.arrivals}
    first, second = members(group)
    for service, of in counts:
        if of == first and (service, second) in counts:
            everyone = counts.get((service, EVERYONE))
            yield service, at_once(counts[service, first], counts[service, second], everyone)

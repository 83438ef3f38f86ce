"""Two areas to measure speed on: one that a partnership may have, and one far beyond."""

from __future__ import annotations

from dtors_network.model.vocabulary import EVERYONE
from dtors_network.synthetic.drawn import synthetic_area
from dtors_network.synthetic.truth import SyntheticArea

SIX_GROUPS = (
    EVERYONE,
    "currently_using",
    "leaving_prison",
    "criminal_justice",
    "mental_health_need",
    "housing_need",
)
PARTNERSHIP: tuple[str, ...] = (
    "missing_route_certain",
    "missing_route_sensitive",
    "missing_route_sensitive",
    "missing_route_undecided",
    "no_aftercare_route_sensitive",
    "no_aftercare_route_undecided",
    "dead_end_certain",
    "dead_end_sensitive",
    "dead_end_undecided",
    "refused_group_doubted",
    "refused_group_reported",
    "disputed_link",
    "single_point_certain",
    "single_point_sensitive",
    "single_point_of_both_kinds",
)
"""What is planted among sixty services: most of it rests on something unknown."""

ANSWERED_EVERYWHERE = ("no_provider", "refused_group_said")
ANSWERED: tuple[str, ...] = (
    "missing_route_certain",
    "missing_route_refused",
    "no_aftercare_route_certain",
    "no_aftercare_route_refused",
    "dead_end_certain",
    "dead_end_refused",
    "single_point_certain",
    "single_point_organisation_certain",
)
"""What is planted among five thousand services, once for each 250: all certain, since every pair is answered."""


def sixty_services(seed: int = 1) -> SyntheticArea:
    """Invent a partnership of sixty services of which much is unknown, with all six groups assessed.

    Of the services that nobody relies on, four in ten do not say to whom they refer and who refers to them, so
    that all pairs between them are silent; four in ten of their words on a group, and of the links between
    services that need none, are unknown, weak, one-sided, disputed or silent.

    Parameters
    ----------
    seed : int
        The same seed gives the same area.

    Returns
    -------
    SyntheticArea
        Sixty services, about 300 links that somebody speaks of, and what was planted (``PARTNERSHIP``).

    Examples
    --------
    >>> len(sixty_services().area.services)
    60
    """
    return synthetic_area(seed, 60, PARTNERSHIP, 0.4, groups=SIX_GROUPS, links=300)


def five_thousand_services(seed: int = 1, services: int = 5_000, links: int = 30_000) -> SyntheticArea:
    """Invent an area of five thousand services and thirty thousand links in which every listed pair is answered.

    Every service names all its partners, or a meeting settled that it has no others, so each of the 25 million
    pairs is confirmed or absent. All six groups are assessed.

    Parameters
    ----------
    seed : int
        The same seed gives the same area.
    services, links : int
        Its size, for a series of measurements; at least 40 services, and about six links for each.

    Returns
    -------
    SyntheticArea
        The area, and what was planted (``ANSWERED_EVERYWHERE``, ``ANSWERED``).

    Examples
    --------
    >>> drawn = five_thousand_services(services=50, links=200)
    >>> {gap.certainty.value for gap in drawn.truth if gap.planted}
    {'certain'}
    """
    plant = (*ANSWERED_EVERYWHERE, *ANSWERED * max(1, services // 250))
    return synthetic_area(seed, services, plant, groups=SIX_GROUPS, links=links, closed_by="list")

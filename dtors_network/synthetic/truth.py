"""What was planted: the gaps that a synthetic area must show, and in which order they are listed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from dtors_network.model.area import Area
from dtors_network.model.vocabulary import EVERYONE, Certainty

Place = tuple[str, tuple[str, ...], tuple[str, str] | None, tuple[str, ...]]
Key = tuple[str, Certainty, str, str, tuple[str, ...], tuple[str, ...], tuple[str, ...], tuple[str, str] | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlantedGap:
    """One finding that an analysis of a synthetic area must list.

    Attributes
    ----------
    rule : str
        Code of the rule, such as ``missing_route``.
    certainty : Certainty
        How sure the finding is on these tables.
    client_group : str
        Whom it concerns.
    route : str
        Code of the reference route; empty where the rule has none.
    types : tuple of str
        Service types that are needed or refused, sorted.
    services : tuple of str
        The subject first (sender, entry or dead end); for ``single_point`` the entry, then the service.
    organisations : tuple of str
        The organisation that every way needs, for ``single_point``.
    link : tuple of str or None
        Source and target of a disputed link.
    planted : bool
        False where another plant necessarily brought it along.

    Examples
    --------
    >>> gap = PlantedGap(rule="dead_end", certainty=Certainty.CERTAIN, services=("s07",))
    >>> gap.client_group, gap.planted
    ('everyone', True)
    """

    rule: str
    certainty: Certainty
    client_group: str = EVERYONE
    route: str = ""
    types: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    link: tuple[str, str] | None = None
    planted: bool = True

    @property
    def place(self) -> Place:
        """Where it is: route, services, link and organisations."""
        return (self.route, self.services, self.link, self.organisations)

    @property
    def key(self) -> Key:
        """Everything that a finding of an analysis must agree with."""
        return (
            self.rule,
            self.certainty,
            self.client_group,
            self.route,
            self.types,
            self.services,
            self.organisations,
            self.link,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SyntheticArea:
    """An invented area with the gaps that were planted in it.

    Attributes
    ----------
    area : Area
        The area, marked synthetic.
    truth : tuple of PlantedGap
        Every finding of a structural rule that it holds, sorted by rule and place.
    seed : int
        The seed that it was drawn with.
    """

    area: Area
    truth: tuple[PlantedGap, ...]
    seed: int


def soften(gap: PlantedGap) -> PlantedGap:
    """Say what becomes of a finding of absence when a service may be missing from the list.

    >>> soften(PlantedGap(rule="dead_end", certainty=Certainty.CERTAIN)).certainty
    <Certainty.SENSITIVE: 'sensitive'>
    """
    if gap.certainty is not Certainty.CERTAIN:
        return gap
    return replace(gap, certainty=Certainty.UNKNOWABLE if gap.rule == "no_provider" else Certainty.SENSITIVE)


def listed(expected: Iterable[PlantedGap], run_by: dict[str, str]) -> tuple[PlantedGap, ...]:
    """List each finding once, leave out what the design leaves out, and sort the rest."""
    once: dict[Key, PlantedGap] = {}
    for gap in expected:
        known = once.get(gap.key)
        once[gap.key] = replace(gap, planted=gap.planted or (known is not None and known.planted))
    gaps = _without_echoed_organisations(list(once.values()), run_by)
    return tuple(sorted(_without_echoed_groups(gaps), key=_order))


def _without_echoed_organisations(gaps: list[PlantedGap], run_by: dict[str, str]) -> list[PlantedGap]:
    """Leave out an organisation one of whose services is a single point of the same entry and certainty."""
    echoed = {
        (gap.client_group, gap.services[0], run_by[gap.services[1]], gap.certainty)
        for gap in gaps
        if gap.rule == "single_point" and not gap.organisations
    }
    return [
        gap
        for gap in gaps
        if not gap.organisations
        or (gap.client_group, gap.services[0], gap.organisations[0], gap.certainty) not in echoed
    ]


def _without_echoed_groups(gaps: list[PlantedGap]) -> list[PlantedGap]:
    """Leave out what everyone's findings say already, at the same place and as surely."""
    said = {(gap.rule, gap.place, gap.certainty) for gap in gaps if gap.client_group == EVERYONE}
    return [gap for gap in gaps if gap.client_group == EVERYONE or (gap.rule, gap.place, gap.certainty) not in said]


def _order(gap: PlantedGap) -> tuple[str, ...]:
    return (gap.rule, gap.route, *gap.services, *gap.organisations, *gap.types, gap.client_group, gap.certainty)

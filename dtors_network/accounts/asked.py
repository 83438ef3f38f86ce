"""What somebody may ask for, by name: rules, goals, changes and targets, as an address or a command writes them."""

from __future__ import annotations

from dtors_network.errors import Fault, faults_of
from dtors_network.flow.targets import TARGETS
from dtors_network.gaps import RULES
from dtors_network.model.area import Area
from dtors_network.whatif.add_link import AddLink
from dtors_network.whatif.making import settled
from dtors_network.whatif.needed import read_target
from dtors_network.whatif.places import AddPlaces
from dtors_network.whatif.registry import read_changes

Written = tuple[str, str]
"""A change as its option and what stands behind it."""


def rules() -> tuple[str, ...]:
    """Give the codes of the gap rules."""
    return tuple(RULES)


def goals(area: Area) -> tuple[str, ...]:
    """Name where somebody can want to go in an area: stages, types that somebody offers, and services.

    Examples
    --------
    >>> from dtors_network.examples import small_area
    >>> goals(small_area())[-2:]
    ('clinic', 'minds')
    """
    offered = {kind for row in area.services for kind in row.offers}
    kinds = [code for code in area.codebook.service_type if code in offered]
    return tuple(dict.fromkeys([*TARGETS, *kinds, *area.service]))


def faults_of_changes(area: Area, written: tuple[Written, ...]) -> list[Fault]:
    """Hold changes against an area and each other.

    Parameters
    ----------
    area : Area
        The area.
    written : tuple of (str, str)
        Changes of known kinds.

    Returns
    -------
    list of Fault
        Everything that is wrong with them; none where they can be tried.

    Examples
    --------
    >>> from dtors_network.examples import small_area
    >>> [fault.problem for fault in faults_of_changes(small_area(), (("remove-service", "nowhere"),))]
    ['unknown service']
    """
    return faults_of(lambda: settled(area, read_changes(written)))


def faults_of_target(text: str) -> list[Fault]:
    """Give what is wrong with a target such as ``reach:45``."""
    return faults_of(lambda: read_target(text))


def more_places(service: str, number: int) -> Written:
    """Write the change that gives a service more places."""
    return _written(AddPlaces(service, number))


def agreed_link(source: str, target: str, share: float | None) -> Written:
    """Write the change that has two services agree a link; ``share`` of the sender's people start there.

    Examples
    --------
    >>> agreed_link("gp", "clinic", 0.5)
    ('add', 'gp>clinic=0.5')
    """
    return _written(AddLink(source, target, share))


def _written(change: AddPlaces | AddLink) -> Written:
    return change.option, change.write()

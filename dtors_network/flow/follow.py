"""Follow the people of an area: those of a client group, and everyone else beside them."""

from __future__ import annotations

from dtors_network.flow.rest import steps_of_rest
from dtors_network.flow.result import ClientFlow
from dtors_network.flow.steps import steps_of
from dtors_network.graph import Network
from dtors_network.model.area import Area
from dtors_network.model.given import checked
from dtors_network.model.near import check_known
from dtors_network.model.vocabulary import EVERYONE


@checked
def client_flow(area: Area, group: str = EVERYONE, *, draws: int | None = None, seed: int = 0) -> ClientFlow:
    """Follow the people of a client group through an area.

    Parameters
    ----------
    area : Area
        A lawful area, as ``read_area`` gives it.
    group : str
        A client group of its codebook.
    draws : int, optional
        Replicates behind each interval; a thousand where left out, and 400 in a large area.
    seed : int
        Of the random numbers; the same seed gives the same intervals.

    Returns
    -------
    ClientFlow
        Reach of any stage from any service, ends of journeys, losses of every link, coverage and load.

    Raises
    ------
    InputError
        If there is no such group, or if the counts hold services that nobody can leave.

    Notes
    -----
    Design §6 and decision 0006.

    Examples
    --------
    >>> from dtors_network.examples import counted_area
    >>> flow = client_flow(counted_area())
    >>> reached = flow.reach("aftercare_and_recovery")
    >>> round(reached.value, 3), str(reached.people)
    (0.242, '120')
    """
    _known(area, group)
    return ClientFlow(steps_of(Network(area), group), draws, seed)


def rest_flow(area: Area, group: str, *, draws: int | None = None, seed: int = 0) -> ClientFlow:
    """Follow everyone who is not of a client group, to set beside it; what it takes and gives is as ``client_flow``.

    Examples
    --------
    >>> from dtors_network.examples import counted_area
    >>> rest_flow(counted_area(), "housing_need").reason
    'nobody counted how many people left with no onward referral'
    """
    _known(area, group)
    return ClientFlow(steps_of_rest(Network(area), group), draws, seed)


def _known(area: Area, group: str) -> None:
    check_known("client group", group, area.codebook.group)

"""The tasks of a first map: how far each is, and what can be concluded when it is done, and what cannot."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from dtors_network.beginning.begun import Begun
from dtors_network.beginning.bringing import UNREGISTERED
from dtors_network.beginning.opening import CAME_FROM, USUAL
from dtors_network.beginning.partners import ticked
from dtors_network.model.vocabulary import Stage
from dtors_network.rounding import counted


class Done(StrEnum):
    """How far a task is."""

    NOT_BEGUN = "not begun"
    PART = "under way"
    DONE = "done"
    OPTIONAL = "optional"
    READY = "ready"
    LATER = "needs services first"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One task.

    Attributes
    ----------
    code, title : str
        Its name in addresses, and in words.
    done : Done
        How far it is.
    so_far : str
        What is there.
    can, cannot : str
        What can be concluded from it already, and what cannot.
    """

    code: str
    title: str
    done: Done
    so_far: str
    can: str
    cannot: str


TITLES: Final = {
    "area": "Choose the authority and the reference",
    "services": "List the services",
    "partners": "Tick known partners",
    "counts": "Type counts that you have",
    "findings": "See the first findings",
    "ask": "See whom to ask first",
}
"""The tasks in their order, by code."""


def steps(begun: Begun | None) -> tuple[Step, ...]:
    """Say how far a first map is.

    Parameters
    ----------
    begun : Begun or None
        The area; None where none is chosen yet.

    Returns
    -------
    tuple of Step
        In their order.

    Examples
    --------
    >>> [one.done.value for one in steps(None)][:2]
    ['not begun', 'needs services first']
    """
    return (_area(begun), _services(begun), _partners(begun), _counts(begun), _findings(begun), _ask(begun))


def own_services(begun: Begun) -> int:
    """Count the services beside the usual routes in: ways in of an area that was not begun here are none of them."""
    stage = begun.area.codebook.stage_of
    return sum(
        dict(one.extra).get(CAME_FROM) != USUAL and stage[one.service_type] is not Stage.ROUTES_IN
        for one in begun.area.services
    )


def open_candidates(begun: Begun) -> int:
    """Count the candidates of whom nobody said yet whether they belong."""
    return sum(not row.get("belongs") and not row.get("same_as") for row in begun.candidates)


def untyped(begun: Begun) -> int:
    """Count the candidates that belong and have no type, so that they are no services yet."""
    return sum(
        row.get("belongs") == "yes" and not row.get("service_type") and not row.get("same_as")
        for row in begun.candidates
    )


def _area(begun: Begun | None) -> Step:
    told = "nothing is chosen"
    if begun is not None:
        area = begun.area
        told = f"{area.name} ({area.gss_code or 'no code'}), held against {area.pathway.title} ({area.pathway.dated})"
    return Step(
        code="area",
        title=TITLES["area"],
        done=Done.NOT_BEGUN if begun is None else Done.DONE,
        so_far=told,
        can="which routes between types of service should be there, according to the reference",
        cannot="anything about this area: no service of it is known yet",
    )


def _services(begun: Begun | None) -> Step:
    services, open_ones, wanting = (0, 0, 0)
    if begun is not None:
        services, open_ones, wanting = own_services(begun), open_candidates(begun), untyped(begun)
    told = [f"{counted(services, 'service')} beside the usual routes in"]
    told += [f"{counted(open_ones, 'candidate')} not decided"] if open_ones else []
    told += [f"{counted(wanting, 'candidate')} without a type"] if wanting else []
    done = Done.DONE if services and not open_ones and not wanting else Done.PART if services or open_ones else None
    return Step(
        code="services",
        title=TITLES["services"],
        done=done or (Done.NOT_BEGUN if begun is not None else Done.LATER),
        so_far="; ".join(told),
        can="which kinds of service that the reference needs are not on the list",
        cannot=f"that such a service is not there, until the list is said to be complete. {UNREGISTERED}",
    )


def _partners(begun: Begun | None) -> Step:
    links = len(ticked(begun.area)) if begun is not None else 0
    return Step(
        code="partners",
        title=TITLES["partners"],
        done=Done.LATER if begun is None or not own_services(begun) else Done.PART if links else Done.NOT_BEGUN,
        so_far=f"{counted(links, 'link')} ticked",
        can="which services have a way on that somebody knows of",
        cannot="that a link works: a tick is one voice, and the other end was not asked. A blank is no evidence that "
        "there is no link",
    )


def _counts(begun: Begun | None) -> Step:
    places = len(begun.area.arrivals) + len(begun.area.referrals) if begun is not None else 0
    return Step(
        code="counts",
        title=TITLES["counts"],
        done=Done.PART if places else Done.OPTIONAL,
        so_far=f"{counted(places, 'place')} counted",
        can="where a start is on record: that link is confirmed, whatever anybody says of it",
        cannot="how many people a gap concerns where nobody counted, or where people are lost while the records are "
        "not said to be complete",
    )


def _findings(begun: Begun | None) -> Step:
    there = begun is not None and bool(own_services(begun))
    return Step(
        code="findings",
        title=TITLES["findings"],
        done=Done.READY if there else Done.LATER,
        so_far="worked out from what is there now" if there else "no service yet",
        can="what is certain on these tables, and what depends on named questions",
        cannot="how good any service is: this is a view of links between services",
    )


def _ask(begun: Begun | None) -> Step:
    there = begun is not None and bool(own_services(begun))
    return Step(
        code="ask",
        title=TITLES["ask"],
        done=Done.READY if there else Done.LATER,
        so_far="those of what is there now" if there else "no service yet",
        can="which few answers would settle most",
        cannot="anything from a service that was not asked: silence is not a no",
    )

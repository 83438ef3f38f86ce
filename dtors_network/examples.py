"""A four-service area, small enough to check by eye, for examples in the documentation."""

from __future__ import annotations

from dataclasses import replace

from dtors_network.area_files.codebook_yaml import shipped_codebook
from dtors_network.area_files.pathway_yaml import shipped_pathway
from dtors_network.model.area import Area, Arrival, Departure, Referral, Service, Statement
from dtors_network.model.vocabulary import Accepts, End, Says


def small_area() -> Area:
    """Draw an area in which the GP reaches the clinic, and aftercare has not confirmed that the clinic reaches it.

    Returns
    -------
    Area
        Four services; the list of services is complete; both ends confirm GP → clinic, one end clinic → aftercare.

    Examples
    --------
    >>> [service.service for service in small_area().services]
    ['gp', 'clinic', 'aftercare', 'minds']
    """
    return Area(
        id="small",
        name="Small example",
        reference_pathway="partnership_2022",
        synthetic=True,
        services_complete=True,
        services=(
            _service("gp", "gp", "Hill Surgery"),
            _service("clinic", "specialist_prescribing", "Riverside"),
            _service("aftercare", "aftercare", "Onward"),
            _service("minds", "mental_health", "County Trust", Accepts.NO),
        ),
        statements=(
            _says("gp", "clinic", End.SENDER, Says.PRESENT),
            _says("gp", "clinic", End.RECEIVER, Says.PRESENT),
            _says("clinic", "aftercare", End.SENDER, Says.PRESENT),
            _says("clinic", "minds", End.SENDER, Says.PRESENT),
            _says("clinic", "minds", End.RECEIVER, Says.ABSENT),
        ),
        arrivals=(Arrival(service="gp", client_group="everyone", count=120),),
        tables=frozenset({"arrivals"}),
        codebook=shipped_codebook(),
        pathway=shipped_pathway("partnership_2022"),
    )


def counted_area() -> Area:
    """Count the people of the small area: 120 come to the GP, 100 are referred, and some are lost on the way.

    Returns
    -------
    Area
        The small area with referrals and complete departures of everyone.

    Examples
    --------
    >>> [(row.source, row.target, row.started) for row in counted_area().referrals]
    [('gp', 'clinic', 80), ('clinic', 'aftercare', 29), ('clinic', 'minds', 0)]
    """
    rows = (("gp", "clinic", 100, 80), ("clinic", "aftercare", 40, 29), ("clinic", "minds", 12, 0))
    left = (
        ("gp", "unknown", 20),
        ("clinic", "recovering", 21),
        ("clinic", "relapsed", 19),
        ("aftercare", "recovering", 20),
    )
    return replace(
        small_area(),
        departures_complete=True,
        referrals=tuple(
            Referral(
                source=source, target=target, client_group="everyone", referred=sent, started=started, kept_by_sender=0
            )
            for source, target, sent, started in rows
        ),
        departures=tuple(
            Departure(service=service, client_group="everyone", outcome=outcome, count=count)
            for service, outcome, count in left
        ),
        tables=frozenset({"arrivals", "referrals", "departures"}),
    )


def _service(id_: str, kind: str, organisation: str, accepts: Accepts = Accepts.YES) -> Service:
    return Service(
        service=id_,
        service_type=kind,
        organisation=organisation,
        accepts=(("currently_using", accepts),),
        lists_all_sent_to=True,
    )


def _says(source: str, target: str, end: End, says: Says) -> Statement:
    return Statement(source=source, target=target, end=end, says=says, reporter=f"{source}-{target}-{end}")

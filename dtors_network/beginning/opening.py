"""The first step: an authority and a reference make an area, in which the usual routes in stand already."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from dtors_network.area_files.area_io import write_area
from dtors_network.area_files.codebook_yaml import shipped_codebook
from dtors_network.area_files.pathway_yaml import shipped_pathway, shipped_pathways
from dtors_network.area_files.place import NEW_PATHWAY, is_there
from dtors_network.beginning.begun import Begun, read_begun, refuse_file
from dtors_network.errors import Fault, InputError
from dtors_network.exchange.registers.authorities import find_authority
from dtors_network.model.area import Area, Service
from dtors_network.model.codebook import Codebook
from dtors_network.model.near import check_known
from dtors_network.model.pathway import Pathway
from dtors_network.model.vocabulary import Stage

USUAL: Final = "usual route in"
"""Where a route in comes from that stands in a new area already; no file and nobody said that it is there."""

CAME_FROM: Final = "came_from"


def begin_area(folder: Path, authority: str, reference: str = NEW_PATHWAY) -> Begun:
    """Make the folder of a new area for an authority; where it was begun before, go on with it.

    Parameters
    ----------
    folder : Path
        A new or empty folder, or one that was begun for the same authority.
    authority : str
        The name or the code of an upper-tier or unitary authority of England.
    reference : str
        The id of a reference pathway.

    Returns
    -------
    Begun
        With one service for each route in that the reference speaks of.

    Raises
    ------
    InputError
        If there is no such authority or reference, or something else is in the way.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as place:
    ...     begun = begin_area(Path(place) / "kent", "Kent")
    >>> begun.area.gss_code, begun.area.region, len(begun.area.services)
    ('E10000016', 'South East', 8)
    """
    refuse_file(folder)
    chosen = find_authority(authority)
    if is_there(folder):
        begun = read_begun(folder)
        if begun.area.gss_code != chosen.code:
            problem = f"this folder holds {begun.area.name} ({begun.area.gss_code or 'no code'}), not {chosen.name}"
            raise InputError([Fault(problem, "Name a new folder", file=str(folder), value=authority)])
        return begun
    check_known("reference", reference, shipped_pathways())
    codebook, pathway = shipped_codebook(), shipped_pathway(reference)
    area = Area(
        id=slug(chosen.name),
        name=chosen.name,
        gss_code=chosen.code,
        region=chosen.region,
        reference_pathway=reference,
        services=usual_routes_in(pathway, codebook),
        codebook=codebook,
        pathway=pathway,
    )
    write_area(area, folder)
    return read_begun(folder)


def usual_routes_in(pathway: Pathway, codebook: Codebook) -> tuple[Service, ...]:
    """Give a service for each type of route in from which a reference asks for a way on.

    Nobody runs them yet, so that nobody is asked about them: their organisation is filled in where there is one.

    Examples
    --------
    >>> [row.service for row in usual_routes_in(shipped_pathway("partnership_2022"), shipped_codebook())][:3]
    ['self_or_family', 'gp', 'hospital']
    """
    senders = {kind for route in pathway.routes for kind in route.senders}
    types = [one for one in codebook.service_types if one.stage is Stage.ROUTES_IN and one.code in senders]
    return tuple(
        Service(service=one.code, name=one.title, service_type=one.code, extra=((CAME_FROM, USUAL),)) for one in types
    )


def slug(name: str) -> str:
    """Make an id of a name.

    Examples
    --------
    >>> slug("Bristol, City of")
    'bristol_city_of'
    """
    return re.sub(r"[^0-9a-z]+", "_", name.casefold()).strip("_") or "area"

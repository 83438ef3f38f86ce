"""The kinds of change that can be asked for: a new one is a file in ``whatif`` and one line here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

FALLS: Final = (
    "A reason falls away: everywhere, or at PLACE, a service or a link SENDER>RECEIVER; STRENGTH from 0 to 1."
)
OPENS: Final = "A service accepts a client group; STRENGTH, from 0 to 1, of those refused for it."


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of change: how it is written behind its option, what it is, and where it is made.

    Attributes
    ----------
    option, form, words : str
        Its name, how it is written behind it, and what it says on the command line.
    home : str
        The module of ``whatif`` and the class in it: the command line names kinds without loading them.
    """

    option: str
    form: str
    words: str
    home: str


_EVERY: Final = (
    Kind("relieve", "CODE[@PLACE][=STRENGTH]", FALLS, "relieve:Relieve"),
    Kind("open", "SERVICE:GROUP[=STRENGTH]", OPENS, "open_service:Open"),
    Kind("add", "SENDER>RECEIVER[=SHARE]", "Add or confirm a link; SHARE from 0 to 1.", "add_link:AddLink"),
    Kind("remove-service", "SERVICE", "A service closes.", "remove:RemoveService"),
    Kind(
        "remove-organisation", "ORGANISATION", "An organisation leaves, with its services.", "remove:RemoveOrganisation"
    ),
    Kind("merge-services", "KEPT+MERGED", "One service takes over another.", "merge:MergeServices"),
    Kind("merge-organisations", "KEPT+MERGED", "One organisation takes over another.", "merge:MergeOrganisations"),
    Kind("places", "SERVICE=PLACES", "Add places to a service.", "places:AddPlaces"),
)
KINDS: Final[dict[str, Kind]] = {kind.option: kind for kind in _EVERY}
"""Every kind, by its option, in the order of the help."""

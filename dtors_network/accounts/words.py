"""Short wordings that accounts and pages use: roles, ends, replies, links, counts of things."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from dtors_network.accounts.kinds import Named
from dtors_network.gaps import wording
from dtors_network.model.area import Area
from dtors_network.model.groups import group_title
from dtors_network.model.vocabulary import EVERYONE, End, Reply, ReporterRole, Says

ROLES: Final[dict[ReporterRole | None, str]] = {
    ReporterRole.PROVIDER: "a provider",
    ReporterRole.TREATMENT_SEEKER: "a person who sought treatment",
    ReporterRole.COMMISSIONER: "a commissioner",
    ReporterRole.AUTHOR: "the authors of the study",
    ReporterRole.OTHER: "somebody in another role",
    None: "somebody whose role is not shown",
}
ENDS: Final[dict[End | None, str]] = {
    End.SENDER: "the end that refers people on",
    End.RECEIVER: "the end that people are referred to",
    None: "neither end in particular",
}
REPLIES: Final[dict[Reply | None, str]] = {
    Reply.AGREES: "agrees",
    Reply.DISAGREES: "disagrees",
    Reply.NOT_ASKED: "was not asked",
    None: "was not asked, as far as the tables say",
}
SAID: Final[dict[Says, str]] = {
    Says.PRESENT: "people are referred",
    Says.WEAK: "people are referred, but weakly",
    Says.ABSENT: "people are not referred",
    Says.NOT_APPLICABLE: "the question does not arise",
}


def group_name(area: Area, group: str) -> str:
    """Name a client group in a chooser; blank stands for all of them.

    Examples
    --------
    >>> from dtors_network.examples import small_area
    >>> group_name(small_area(), ""), group_name(small_area(), "everyone")
    ('All client groups', 'Everyone, taken together')
    """
    if not group:
        return "All client groups"
    return "Everyone, taken together" if group == EVERYONE else group_title(area.codebook, group)


def service_options(area: Area, services: Iterable[str]) -> list[tuple[str, str]]:
    """Offer services in a chooser, as ids with their names.

    Examples
    --------
    >>> from dtors_network.examples import small_area
    >>> service_options(small_area(), ["clinic"])
    [('clinic', 'clinic (Riverside)')]
    """
    return [(service, wording.service(area, service)) for service in services]


def service_named(area: Area, service: str) -> Named:
    """Give a service as a cell: its id, and its title with who runs it."""
    return Named(service, wording.service(area, service))


def link(area: Area, source: str, target: str) -> str:
    """Name a referral link by its two ends."""
    return f"{wording.service(area, source)} → {wording.service(area, target)}"


def number_or_none(number: int) -> str:
    """Write a number, and nought as ``none``."""
    return f"{number:,}" if number else "none"


def sentence(words: str) -> str:
    """Make a sentence of words: a capital and a full stop; blank stays blank.

    >>> sentence("agree who provides it"), sentence("")
    ('Agree who provides it.', '')
    """
    return f"{capital(words)}." if words else ""


def capital(text: str) -> str:
    """Begin a sentence with a capital.

    Examples
    --------
    >>> capital("nobody counted")
    'Nobody counted'
    """
    return text[:1].upper() + text[1:]

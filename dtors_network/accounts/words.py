"""Short wordings that every account and page uses: counts of things, capitals, groups and links by their names."""

from __future__ import annotations

from dtors_network.gaps import wording
from dtors_network.model.area import Area
from dtors_network.model.vocabulary import EVERYONE


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
    return "Everyone, taken together" if group == EVERYONE else area.codebook.group[group].title


def link(area: Area, source: str, target: str) -> str:
    """Name a referral link by its two ends."""
    return f"{wording.service(area, source)} → {wording.service(area, target)}"


def counted(number: int, one: str, many: str) -> str:
    """Count things in words that agree with the number.

    Examples
    --------
    >>> counted(1, "finding", "findings"), counted(1200, "finding", "findings")
    ('1 finding', '1,200 findings')
    """
    return f"{number:,} {one if number == 1 else many}"


def capital(text: str) -> str:
    """Begin a sentence with a capital.

    Examples
    --------
    >>> capital("nobody counted")
    'Nobody counted'
    """
    return text[:1].upper() + text[1:]

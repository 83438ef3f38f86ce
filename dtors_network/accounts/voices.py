"""Who spoke, in words: by role where that is shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from dtors_network.accounts.words import ROLES
from dtors_network.disclosure.voices import ENOUGH
from dtors_network.gaps import wording
from dtors_network.model.area import Statement
from dtors_network.model.vocabulary import ReporterRole

SEVERAL: Final = {
    ReporterRole.PROVIDER: "providers",
    ReporterRole.TREATMENT_SEEKER: "people who sought treatment",
    ReporterRole.COMMISSIONER: "commissioners",
    ReporterRole.AUTHOR: "authors of the study",
    ReporterRole.OTHER: "people in other roles",
}


def speakers(voices: Sequence[Statement]) -> str:
    """Say who spoke, by role; where roles are withheld because few people spoke, only that.

    >>> from dtors_network.model.area import Statement
    >>> from dtors_network.model.vocabulary import End, Says
    >>> voice = Statement(source="gp", target="clinic", end=End.SENDER, says=Says.PRESENT)
    >>> speakers([voice]), speakers([voice] * 4)
    ('one or two people', '4 people')
    """
    roles = Counter(row.reporter_role for row in voices)
    if None in roles:
        return "one or two people" if len(voices) < ENOUGH else f"{len(voices):,} people"
    return wording.listed((_in_role(role, roles[role]) for role in ReporterRole if roles[role]), "and")


def _in_role(role: ReporterRole, number: int) -> str:
    if number > 1:
        return f"{number:,} {SEVERAL[role]}"
    words = ROLES[role]
    return f"one {words.removeprefix('a ')}" if words.startswith("a ") else words

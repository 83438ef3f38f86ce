"""Who said what, in words: roles, ends of a link, and replies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from dtors_network.disclosure.voices import ENOUGH
from dtors_network.gaps import wording
from dtors_network.model.area import Statement
from dtors_network.model.vocabulary import End, Reply, ReporterRole, Says

ROLES: Final[dict[ReporterRole | None, str]] = {
    ReporterRole.PROVIDER: "a provider",
    ReporterRole.TREATMENT_SEEKER: "a person who sought treatment",
    ReporterRole.COMMISSIONER: "a commissioner",
    ReporterRole.AUTHOR: "the authors of the study",
    ReporterRole.OTHER: "somebody in another role",
    None: "somebody whose role is not shown",
}
SEVERAL: Final = {
    ReporterRole.PROVIDER: "providers",
    ReporterRole.TREATMENT_SEEKER: "people who sought treatment",
    ReporterRole.COMMISSIONER: "commissioners",
    ReporterRole.AUTHOR: "authors of the study",
    ReporterRole.OTHER: "people in other roles",
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


def speakers(voices: Sequence[Statement]) -> str:
    """Say who spoke, by role; where roles are withheld because few people spoke, only that.

    Examples
    --------
    >>> from dtors_network.model.area import Statement
    >>> voice = Statement(source="gp", target="clinic", end=End.SENDER, says=Says.PRESENT)
    >>> speakers([voice]), speakers([voice] * 4)
    ('one or two people', '4 people')
    """
    roles = Counter(row.reporter_role for row in voices)
    if None in roles:
        return "one or two people" if len(voices) < ENOUGH else f"{len(voices):,} people"
    return wording.listed((_in_role(role, number) for role, number in roles.items() if role), "and")


def _in_role(role: ReporterRole, number: int) -> str:
    if number > 1:
        return f"{number:,} {SEVERAL[role]}"
    words = ROLES[role]
    return f"one {words.removeprefix('a ')}" if words.startswith("a ") else words

"""Levers: what partnerships do about a barrier or a reason for a refusal, and what is known of it from elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

NOT_READ: Final = "[?]"
"""Stands where something was not read at its source and is to be confirmed."""

MEASURES: Final = {
    "places": "Places at a service",
    "open_group": "A service opened to a client group",
    "agree_link": "A referral link agreed",
}
"""Levers that belong to no one barrier."""

RELIEVE: Final = "relieve"
MEASURE_CHANGES: Final = {"places": "places", "open_group": "open", "agree_link": "add"}
"""The kinds of change by which a what-if tries a lever: of each of ``MEASURES``; of every other code, ``RELIEVE``."""

LEVER_PLACES: Final = ("link", "service", "organisation", "area")
"""Where a lever can be pulled."""

NEEDS: Final = ("money", "places", "staff", "agreement")
"""What a lever can need."""


class EvidenceGrade(StrEnum):
    """What stands behind an action."""

    RANDOMISED = "R"
    COMPARED = "Q"
    BEFORE_AND_AFTER = "O"
    GUIDANCE = "G"
    ACCOUNT = "P"
    NOT_GRADED = NOT_READ

    @property
    def meaning(self) -> str:
        """The grade in words."""
        return _MEANINGS[self]


_MEANINGS: Final = {
    EvidenceGrade.RANDOMISED: "a randomised trial",
    EvidenceGrade.COMPARED: "a comparison group",
    EvidenceGrade.BEFORE_AND_AFTER: "before and after, or a trend",
    EvidenceGrade.GUIDANCE: "guidance",
    EvidenceGrade.ACCOUNT: "an account by those concerned",
    EvidenceGrade.NOT_GRADED: "not graded: a review of mixed designs, or its design was not read",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What was seen elsewhere; it belongs to its own population and is never the strength of a change here.

    Attributes
    ----------
    code : str
        Its name below the action.
    found : str
        What was found, with its figures.
    country, design, n : str
        Where, how and among how many; ``NOT_READ`` where that was not read.
    sources : tuple of str
        Codes of ``Codebook.lever_sources``; empty: those of the action.
    """

    code: str
    found: str
    country: str
    design: str
    n: str
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One thing that partnerships do, or that was tried and did not help.

    Attributes
    ----------
    code, does : str
        Its name below the lever, and what is done.
    grade : EvidenceGrade
        The best that stands behind it.
    sources : tuple of str
        Codes of ``Codebook.lever_sources``.
    at : str
        Which situation it is for, where not for all.
    needs : tuple of str
        Among ``NEEDS``.
    seen : tuple of Seen
        What was seen elsewhere.
    confirmed : bool
        False where something that it says was not read at its source.
    note : str
        What a reader must know to use it fairly.
    """

    code: str
    does: str
    grade: EvidenceGrade
    sources: tuple[str, ...]
    at: str = ""
    needs: tuple[str, ...] = ()
    seen: tuple[Seen, ...] = ()
    confirmed: bool = True
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lever:
    """What partnerships do about one barrier or reason for a refusal.

    Attributes
    ----------
    code : str
        A barrier, a reason for a refusal, or one of ``MEASURES``.
    title : str
        What is done, in one line that can follow "What partnerships do about it".
    places : tuple of str
        Among ``LEVER_PLACES``.
    change : str
        The kind of change by which a what-if tries it (see ``MEASURE_CHANGES``); blank: it is never ranked.
    also : tuple of str
        Further levers that bear on it.
    actions, did_not_help : tuple of Action
        What is done; and what was tried without the effect, or whose effect is in doubt.
    not_a_lever : str
        Why nothing can be done about it by a partnership; blank: something can.
    note : str
        What a reader must know to use it fairly.
    """

    code: str
    title: str = ""
    places: tuple[str, ...] = ()
    change: str = ""
    also: tuple[str, ...] = ()
    actions: tuple[Action, ...] = ()
    did_not_help: tuple[Action, ...] = ()
    not_a_lever: str = ""
    note: str = ""

    @property
    def is_lever(self) -> bool:
        """Whether a partnership can do something about it."""
        return not self.not_a_lever

    @property
    def needs(self) -> tuple[str, ...]:
        """What any of its actions needs, in the order of ``NEEDS``."""
        wanted = {need for action in self.actions for need in action.needs}
        return tuple(need for need in NEEDS if need in wanted)

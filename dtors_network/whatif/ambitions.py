"""Dated ambitions and published figures that a target can be taken from, each with its source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Ambition:
    """A share that somebody published.

    Attributes
    ----------
    code, share : str, float
        Its name, and the share of 1.
    what : str
        Of what it is a share, where and when.
    source : str
        Where it was read.
    use : str
        ``ambition``, ``reached elsewhere``, ``reference`` or ``context``.
    doubt : str
        What was not read, with its mark; blank where nothing is in doubt.
    """

    code: str
    share: float
    what: str
    source: str
    use: str
    doubt: str = ""


CONTINUITY: Final = "of adults leaving prison with a treatment need who started community treatment within three weeks"
SECURE: Final = "OHID, alcohol and drug treatment in secure settings statistics"
AMBITIONS: Final = (
    Ambition(
        "strategy_2021", 0.75, f"{CONTINUITY}: ambition of the drug strategy, December 2021",
        "told by a provider's account of Halton (changegrowlive.org)", "ambition",
        "not read: by when, and whether it is still in force",
    ),
    Ambition("north_west_2023_24", 0.66, f"{CONTINUITY}: North West, 2023–24", SECURE, "reached elsewhere"),
    Ambition("north_east_2022_23", 0.62, f"{CONTINUITY}: North East, 2022–23", SECURE, "reached elsewhere"),
    Ambition("england_2025", 0.54, f"{CONTINUITY}: England, June 2025", "written answer of 2025", "reference"),
    Ambition("england_2023_24", 0.53, f"{CONTINUITY}: England, 2023–24", SECURE, "reference"),
    Ambition("london_2023_24", 0.41, f"{CONTINUITY}: London, 2023–24, the lowest region", SECURE, "context"),
)  # fmt: skip
"""Of continuity from prison only: for aftercare nothing is published, so that its target is the user's own."""

DEFAULT: Final = AMBITIONS[0]
NONE_PUBLISHED: Final = "No share of people who should reach aftercare is published: this target is your own."


def ambition_of(share: float) -> Ambition | None:
    """Give the published figure that a continuity is, if it is one.

    >>> ambition_of(0.75).code, ambition_of(0.7)
    ('strategy_2021', None)
    """
    return next((one for one in AMBITIONS if abs(one.share - share) < 5e-4), None)

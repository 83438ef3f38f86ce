"""Families of random areas: how often each thing that makes counting hard is in them."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Family:
    """How often each thing is in an area; 0 switches it off."""

    stars: float = 0.3
    """Counts of 1 to 4 that are hidden."""
    kept_blank: float = 0.3
    """Referral rows whose ``kept_by_sender`` is blank."""
    blanks: float = 0.04
    """Other cells that are blank."""
    cycles: float = 0.5
    """Pairs of treatment services that refer both ways, and steps back and off the way."""
    silent: float = 0.15
    """Services of the chain with no departures and nobody onward."""
    denied: float = 0.25
    """Areas in which a meeting settled that a pair with referrals has no link."""
    incomplete: float = 0.15
    """Areas whose departures are not complete."""
    groups: float = 0.6
    """Client groups within everyone that have rows."""
    also: float = 0.25
    """Services with a further type."""
    beside: float = 0.6
    """Links to and from wider support, and off the way, against those on it."""
    people: int = 12
    """The most people with one next step."""
    most: int = 400
    """The most completions of an area, of any group."""


EXACT = Family(stars=0, kept_blank=0, blanks=0, silent=0, denied=0, incomplete=0, people=30)
"""Nothing is left open but services with nobody."""
NO_CYCLES = replace(EXACT, cycles=0)
KEPT_BLANK = replace(EXACT, kept_blank=0.7, people=5)
STARRED = replace(EXACT, stars=0.2, people=8)
MIXED = Family()
FAMILIES = {"exact": EXACT, "no_cycles": NO_CYCLES, "kept_blank": KEPT_BLANK, "starred": STARRED, "mixed": MIXED}

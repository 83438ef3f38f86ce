"""The door: what leaves an area for others (design §8)."""

from dtors_network.disclosure.cells import (
    COUNTS,
    PROFILES,
    SHARED,
    Controlled,
    Headcount,
    Profile,
    control,
    hidden_area,
)
from dtors_network.disclosure.door import protect

__all__ = ["COUNTS", "PROFILES", "SHARED", "Controlled", "Headcount", "Profile", "control", "hidden_area", "protect"]

"""Find, bound, explain and help to close the gaps between drug-treatment services.

The names below are loaded when they are first used, so that the command line answers at once.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from dtors_network.area_files.area_io import read_area
    from dtors_network.disclosure import protect
    from dtors_network.flow import client_flow
    from dtors_network.gaps import find_gaps
    from dtors_network.measures import network_measures

__all__ = ["client_flow", "find_gaps", "network_measures", "protect", "read_area"]

_HOMES: Final = {
    "client_flow": "dtors_network.flow",
    "find_gaps": "dtors_network.gaps",
    "network_measures": "dtors_network.measures",
    "protect": "dtors_network.disclosure",
    "read_area": "dtors_network.area_files.area_io",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *_HOMES])

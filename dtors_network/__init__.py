"""Find, bound, explain and help to close the gaps between drug-treatment services.

The names below are loaded when they are first used, so that the command line answers at once.

>>> from dtors_network import example_area, find_gaps, protect
>>> find_gaps(protect(example_area("well_joined")), rules=["no_aftercare_route"])
<Gaps of well_joined: 0 gaps>
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any, Final

from dtors_network.shipped import VERSION

if TYPE_CHECKING:
    from dtors_network.area_files.area_io import read_area
    from dtors_network.area_files.illustrative import example_area, example_names
    from dtors_network.compare import compare
    from dtors_network.disclosure import protect
    from dtors_network.errors import Fault, InputError
    from dtors_network.flow import client_flow
    from dtors_network.gaps import find_gaps
    from dtors_network.measures import network_measures
    from dtors_network.model.sharing import UnprotectedError
    from dtors_network.out.report import write_report
    from dtors_network.records.api import count_records
    from dtors_network.triangulation import triangulate
    from dtors_network.whatif import best_changes, routes, stress, what_if
    from dtors_network.whatif.add_link import AddLink
    from dtors_network.whatif.merge import MergeOrganisations, MergeServices
    from dtors_network.whatif.open_service import Open
    from dtors_network.whatif.places import AddPlaces
    from dtors_network.whatif.relieve import Relieve
    from dtors_network.whatif.remove import RemoveOrganisation, RemoveService
    from dtors_network.whatif.target import what_would_it_take

__version__ = VERSION

__all__ = [
    "AddLink",
    "AddPlaces",
    "Fault",
    "InputError",
    "MergeOrganisations",
    "MergeServices",
    "Open",
    "Relieve",
    "RemoveOrganisation",
    "RemoveService",
    "UnprotectedError",
    "best_changes",
    "client_flow",
    "compare",
    "count_records",
    "example_area",
    "example_names",
    "find_gaps",
    "network_measures",
    "protect",
    "read_area",
    "routes",
    "stress",
    "triangulate",
    "what_if",
    "what_would_it_take",
    "write_report",
]

_HOMES: Final = {
    "AddLink": "dtors_network.whatif.add_link",
    "AddPlaces": "dtors_network.whatif.places",
    "Fault": "dtors_network.errors",
    "InputError": "dtors_network.errors",
    "MergeOrganisations": "dtors_network.whatif.merge",
    "MergeServices": "dtors_network.whatif.merge",
    "Open": "dtors_network.whatif.open_service",
    "Relieve": "dtors_network.whatif.relieve",
    "RemoveOrganisation": "dtors_network.whatif.remove",
    "RemoveService": "dtors_network.whatif.remove",
    "UnprotectedError": "dtors_network.model.sharing",
    "best_changes": "dtors_network.whatif",
    "client_flow": "dtors_network.flow",
    "compare": "dtors_network.compare.result",
    "count_records": "dtors_network.records.api",
    "example_area": "dtors_network.area_files.illustrative",
    "example_names": "dtors_network.area_files.illustrative",
    "find_gaps": "dtors_network.gaps",
    "network_measures": "dtors_network.measures",
    "protect": "dtors_network.disclosure",
    "read_area": "dtors_network.area_files.area_io",
    "routes": "dtors_network.whatif",
    "stress": "dtors_network.whatif",
    "triangulate": "dtors_network.triangulation",
    "what_if": "dtors_network.whatif",
    "what_would_it_take": "dtors_network.whatif.target",
    "write_report": "dtors_network.out.report",
}
"""The module of every public name. A new name: one line here, one in ``__all__``, one for the type checker above.

A name without a function is not offered.
"""


def teller() -> Any:
    """Give what tells results in Python: the names of their sheets, and frames (see ``model.told``)."""
    return import_module("dtors_network.out.told")


class _Package(ModuleType):
    """Keeps a public name for its function where a room has the same one: ``compare``."""

    def __setattr__(self, name: str, value: Any) -> None:
        if not (name in _HOMES and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}", name=name, obj=sys.modules[__name__])
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted([*(name for name in globals() if name.startswith("__")), *__all__])

"""Whether what was reported and what was recorded agree (design §7)."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from dtors_network.triangulation.result import Held, Triangulation
    from dtors_network.triangulation.review import triangulate
    from dtors_network.triangulation.verdict import Verdict

__all__ = ["Held", "Triangulation", "Verdict", "triangulate"]

_HOMES: Final = {"Held": "result", "Triangulation": "result", "Verdict": "verdict", "triangulate": "review"}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"dtors_network.triangulation.{_HOMES[name]}"), name)

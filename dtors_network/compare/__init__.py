"""Areas held against one another: side by side, and taken together to hold another one against.

The room and its chief function have one name, and Python gives whoever says ``dtors_network.compare`` the room as soon
as anybody has imported it: so the room can be called too, and does what the function does.
"""

import sys
from types import ModuleType
from typing import Any

from dtors_network.compare.pooled import pooled_losses
from dtors_network.compare.result import Comparison, compare

__all__ = ["Comparison", "compare", "pooled_losses"]


class _Room(ModuleType):
    """A room that is called as its chief function is."""

    def __call__(self, *areas: Any, **options: Any) -> Comparison:
        return compare(*areas, **options)


sys.modules[__name__].__class__ = _Room

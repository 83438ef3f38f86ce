"""Where something stands in a file of another program."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in a file: the row of a sheet, or words such as ``map.gexf, node 'gp'``."""

    file: str
    row: int | None = None

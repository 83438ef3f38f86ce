"""Everything that an area holds, as text to search in and to compare: printed, an area is one line."""

from __future__ import annotations

from dataclasses import fields

from dtors_network.model.area import Area


def whole(area: Area) -> str:
    """Give its settings and every table; codes and routes of a published reference hold nothing of its own."""
    return repr(
        [(one.name, getattr(area, one.name)) for one in fields(area) if one.name not in ("codebook", "pathway")]
    )

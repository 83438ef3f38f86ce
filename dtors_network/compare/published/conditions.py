"""What has to hold of an area for its own figure to mean what a published one means."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from dtors_network.compare.figure import Figure
from dtors_network.evidence import Evidence
from dtors_network.model.area import Area
from dtors_network.model.vocabulary import Stage

Condition = Callable[[Area, Figure], str]
"""Says in words why it does not hold; blank where it does."""


def _every_link_counted(area: Area, figure: Figure) -> str:
    missing = figure.of - figure.counted
    if not missing:
        return ""
    return f"{missing:,} of {figure.of:,} links {'was' if missing == 1 else 'were'} not counted"


def _records_complete(area: Area, figure: Figure) -> str:
    return "" if area.records_complete else "its counts are not said to be complete"


def _services_complete(area: Area, figure: Figure) -> str:
    return "" if Evidence(area).list_complete else "its list of services is not said to be complete"


def _structured_treatment_only(area: Area, figure: Figure) -> str:
    stage = area.codebook.stage_of
    inside = [
        row
        for row in area.referrals
        if stage[area.service[row.target].service_type] is Stage.OPEN_ACCESS and row.started is not None
    ]
    return "starts at open access are among them, and the published one is of structured treatment" if inside else ""


CONDITIONS: Final[dict[str, Condition]] = {
    "every_link_counted": _every_link_counted,
    "records_complete": _records_complete,
    "services_complete": _services_complete,
    "structured_treatment_only": _structured_treatment_only,
}
"""Every condition by its name in ``data/published.yaml``. One condition: one function and one line here."""


def why_unlike(names: tuple[str, ...], area: Area, figure: Figure) -> str:
    """Say which conditions do not hold; blank where all do.

    >>> from dtors_network.examples import counted_area
    >>> why_unlike(("every_link_counted", "services_complete"), counted_area(), Figure(indicator="x", counted=2, of=3))
    '1 of 3 links was not counted'
    """
    return "; ".join(filter(None, (CONDITIONS[name](area, figure) for name in names)))

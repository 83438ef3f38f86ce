"""What stands over pages that are not accounts yet."""

from __future__ import annotations

from collections.abc import Iterator

from dtors_network.model.area import Area
from dtors_network.report.dates import period
from dtors_network.report.plain import Text


def area_heading(area: Area) -> Iterator[Text]:
    """Name the area, its period and its reference, and say what this is not."""
    made_up = "  [synthetic: invented for illustration]" if area.synthetic else ""
    yield Text.assemble((area.name, "bold"), made_up)
    when = period(area)
    yield Text(f"{when[:1].upper()}{when[1:]}. Against: {area.pathway.title} ({area.pathway.dated}).", style="dim")
    yield Text("A view of links between services, not of anybody's performance.", style="dim")
    yield Text()

"""What-if and best changes, laid out for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from dtors_network.gaps import wording
from dtors_network.model.sharing import profile_line
from dtors_network.report.flow_text import ASSUMPTION
from dtors_network.report.terminal import area_heading
from dtors_network.report.whatif_text import (
    closing_words,
    gaps_sentence,
    interval_of_100,
    of_100,
    overload_sentence,
    reach_place,
    share_words,
    whatif_headline,
)
from dtors_network.rounding import span
from dtors_network.whatif.result import WhatIf

SHOWN = 5
"""Sets of changes that are listed; the CSV holds ten of each kind."""


def _table(title: str, *columns: str) -> Table:
    return Table(*columns, title=title, title_justify="left", expand=False)


def whatif_page(found: WhatIf) -> RenderableType:
    """Lay out what changes would do."""
    area = found.area
    parts: list[RenderableType] = [*area_heading(area), *(Text(f"If: {one.words(area)}.") for one in found.changes)]
    parts += [Text(), Text(whatif_headline(found), style="bold"), Text(overload_sentence(area, found.loads))]
    if found.reach:
        table = _table("Reach of aftercare, of 100", "who", "before", "after", "rise", "95 % interval")
        for one in found.reach:
            cells = share_words(one.before), share_words(one.after), of_100(one.rise), interval_of_100(one.rise)
            table.add_row(reach_place(area, one), *cells)
        parts += [Text(), table]
    parts += [Text(), Text(gaps_sentence(found))]
    parts += [Text(f"  closes{closing_words(gap)}: {gap.title}.") for gap in found.closed]
    parts += [Text(f"  opens: {gap.title}.") for gap in found.opened]
    parts += [*_coverage(found), *_loads(found), Text()]
    parts += [Text(f"Assumed: {text}", style="dim") for text in (*found.assumptions, ASSUMPTION)]
    return Group(*parts, Text(profile_line(found.area), style="dim"))


def _coverage(found: WhatIf) -> Iterator[RenderableType]:
    changed = [(one, other) for one, other in found.coverage if one.started != other.started]
    if changed:
        table = _table("Wider support", "type", "started before", "started after")
        for one, other in changed:
            table.add_row(wording.types(found.area, (one.service_type,)), str(one.started), str(other.started))
        yield Text()
        yield table


def _loads(found: WhatIf) -> Iterator[RenderableType]:
    changed = [load for load in found.loads if load.before.load != load.after.load]
    if changed:
        table = _table("Places in use", "service", "before", "after", "places", "")
        for load in changed:
            places = "not given" if load.after.places is None else span(*load.after.places)
            told = (
                "more people than places" if load.over else "may be more people than places" if load.newly_over else ""
            )
            cells = _in_use(load.before.load), _in_use(load.after.load), places, told
            table.add_row(wording.service(found.area, load.service), *cells)
        yield Text()
        yield table


def _in_use(load: tuple[float, float, float, float] | None) -> str:
    if load is None:
        return "not known"
    return span(load[0], load[1])

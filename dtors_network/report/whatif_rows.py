"""What changes would do, as flat rows and as the nested JSON output."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from dtors_network.gaps import Gap
from dtors_network.model.estimate import Rise
from dtors_network.report.export import Table
from dtors_network.report.shares import people_cells, share_cells
from dtors_network.rounding import kept
from dtors_network.whatif.change import Change
from dtors_network.whatif.result import LoadChange, WhatIf

COLUMNS: Final = (
    "what", "client_group", "start", "service", "service_type", "gap", "text", "when", "least", "most", "low", "high",
    "people_low", "people_high",
)  # fmt: skip
LOAD: Final = ("least", "most", "low", "high")


def whatif_table(found: WhatIf) -> Table:
    """Give every figure as one flat row: changes, reach before, after and rise, gaps, wider support, load."""
    return Table(COLUMNS, tuple(dict.fromkeys(COLUMNS, "") | row for row in _rows(found)), found.area.profile)


def _rows(found: WhatIf) -> Iterator[dict[str, Any]]:
    for change in found.changes:
        yield {"what": "change", "text": change.words(found.area), "when": f"--{change.option} {change.write()}"}
    for one in found.reach:
        place = {"what": "reach", "client_group": one.group, "start": one.start}
        yield {**place, "when": "before", **share_cells(one.before)}
        yield {**place, "when": "after", **share_cells(one.after)}
        yield {**place, "when": "rise", **rise_cells(one.rise)}
    for when, gaps in (("closed", found.closed), ("opened", found.opened)):
        yield from ({"what": "gap", "when": when, "gap": gap.id, "text": gap.title} for gap in gaps)
    for before, after in found.coverage:
        for when, kind in (("before", before), ("after", after)):
            yield {
                "what": "coverage",
                "when": when,
                "service_type": kind.service_type,
                **share_cells(kind.share_started),
                **people_cells(kind.started),
            }
    for load in found.loads:
        for when, row in (("before", load.before), ("after", load.after)):
            yield {"what": "places_in_use", "when": when, "service": load.service, **_load(row.load)}
    for text in found.assumptions:
        yield {"what": "assumption", "text": text}


def rise_cells(rise: Rise | None) -> dict[str, Any]:
    """Give a rise as columns."""
    found = zip(LOAD, rise[:4], strict=True) if rise else ()
    return {name: kept(value, 5) for name, value in found if value is not None}


def _load(load: tuple[float, float, float, float] | None) -> dict[str, Any]:
    return {name: kept(value, 2) for name, value in zip(LOAD, load, strict=True)} if load else {}


def change_document(change: Change, found: WhatIf) -> dict[str, Any]:
    """Give a change as it is written, and in words."""
    return {"option": change.option, "value": change.write(), "text": change.words(found.area)}


def whatif_document(found: WhatIf) -> dict[str, Any]:
    """Give the whole result as a JSON document.

    Parameters
    ----------
    found : WhatIf
        What changes would do.

    Returns
    -------
    dict
        Only text, numbers, lists, dicts and None.

    Examples
    --------
    >>> from dtors_network.examples import counted_area
    >>> from dtors_network.whatif import read_change, what_if
    >>> document = whatif_document(what_if(counted_area(), [read_change("remove-service", "minds")]))
    >>> document["changes"][0]["text"]
    'minds (County Trust) closes'
    """
    return {
        "area": found.area.id,
        "synthetic": found.area.synthetic,
        "client_group": found.group,
        "not_counted": found.reason or None,
        "changes": [change_document(change, found) for change in found.changes],
        "reach": [
            {
                "client_group": one.group,
                "start": one.start or None,
                "before": share_cells(one.before) or None,
                "after": share_cells(one.after) or None,
                "rise": rise_cells(one.rise) or None,
            }
            for one in found.reach
        ],
        "closed": [_gap(gap) for gap in found.closed],
        "opened": [_gap(gap) for gap in found.opened],
        "certainty_changed": [
            {**_gap(before), "before": before.finding.certainty.value, "after": after.finding.certainty.value}
            for before, after in found.firmer
        ],
        "coverage": [
            {
                "service_type": before.service_type,
                "before": people_cells(before.started),
                "after": people_cells(after.started),
            }
            for before, after in found.coverage
        ],
        "load": [_load_document(load) for load in found.loads],
        "assumptions": list(found.assumptions),
    }


def _gap(gap: Gap) -> dict[str, Any]:
    return {"gap": gap.id, "title": gap.title}


def _load_document(load: LoadChange) -> dict[str, Any]:
    return {
        "service": load.service,
        "before": _load(load.before.load),
        "after": _load(load.after.load),
        "places": list(load.after.places) if load.after.places else None,
        "over": load.over,
        "may_be_over_because_of_it": load.newly_over,
    }

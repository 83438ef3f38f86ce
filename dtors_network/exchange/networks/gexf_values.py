"""The values of a node or an edge of GEXF: of values over time the latest, whatever their order in the file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from xml.etree.ElementTree import Element

from dtors_network.errors import Fault
from dtors_network.exchange.networks.xml_tree import children
from dtors_network.exchange.place import Place

_STARTS: Final = ("start", "startopen", "timestamp")
_ENDS: Final = ("end", "endopen", "timestamp")
_FOREVER: Final = float("inf")

Titles = dict[str, tuple[str, str]]
"""The title and the default of each attribute, by its id."""
_Time = tuple[float, float]
"""Until when a value holds, and since when: the latest is the greatest."""


@dataclass(slots=True)
class Values:
    """Reads values, and gathers what is to be told of them.

    >>> from xml.etree.ElementTree import fromstring
    >>> early = "<attvalue for='0' value='10' start='2024-01-01' end='2024-06-30'/>"
    >>> late = "<attvalue for='0' value='20' start='2024-07-01'/>"
    >>> node = fromstring(f"<node><attvalues>{late}{early}</attvalues></node>")
    >>> Values().of(node, {"0": ("caseload", "")}, Place("map.gexf"))
    {'caseload': '20'}
    """

    faults: list[Fault] = field(default_factory=list)
    over_time: dict[str, int] = field(default_factory=dict)

    def of(self, element: Element, titles: Titles, place: Place) -> dict[str, str]:
        """Give the attributes of a node or an edge by their titles, defaults included."""
        found = {title: default for title, default in titles.values() if default}
        several: dict[str, list[tuple[_Time, str]]] = {}
        for value in (one for block in children(element, "attvalues") for one in children(block, "attvalue")):
            id_ = value.get("for", value.get("id", ""))
            title = titles.get(id_, (id_, ""))[0]
            several.setdefault(title, []).append((_time(value), value.get("value", "")))
        found |= {title: self._latest(title, values, place) for title, values in several.items()}
        return {name: text for name, text in found.items() if name and text}

    def notes(self) -> list[str]:
        """Say of which attributes only the latest value was taken."""
        if not self.over_time:
            return []
        names = ", ".join(f"{name} ({number:,})" for name, number in self.over_time.items())
        return [f"Of values over time the latest was taken: {names}."]

    def _latest(self, title: str, values: Iterable[tuple[_Time, str]], place: Place) -> str:
        by_time: dict[_Time, set[str]] = {}
        for time, text in values:
            by_time.setdefault(time, set()).add(text)
        latest = sorted(by_time[max(by_time)])
        if len(latest) > 1:
            problem = "this attribute has several values for one time"
            shown = "; ".join(latest)
            self.faults.append(Fault(problem, "Keep one of them", place.file, place.row, title, shown))
        elif len(by_time) > 1:
            self.over_time[title] = self.over_time.get(title, 0) + 1
        return latest[0]


def _time(value: Element) -> _Time:
    """Give the time of a value; one without an end holds on, and one without a start always did."""
    return _moment(value, _ENDS, _FOREVER), _moment(value, _STARTS, -_FOREVER)


def _moment(value: Element, names: Iterable[str], otherwise: float) -> float:
    text = next((value.get(name, "") for name in names if value.get(name)), "").strip()
    if not text:
        return otherwise
    try:
        return float(text)
    except ValueError:
        pass
    try:
        day = datetime.fromisoformat(text)
    except ValueError:
        return otherwise
    return (day.replace(tzinfo=None) - (day.utcoffset() or day.resolution * 0) - datetime(1970, 1, 1)).total_seconds()

"""What would follow if an organisation left, in sentences; every route in and every service counts once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from dtors_network.gaps import wording
from dtors_network.model.area import Area
from dtors_network.model.vocabulary import EVERYONE
from dtors_network.rounding import counted
from dtors_network.whatif.stress import Stress

NO_ORGANISATION: Final = "No organisation is named: fill the column organisation of services to try what hangs on each."
ONE_ORGANISATION: Final = "One organisation runs every service: nothing would be left to look at without it."


def stress_headline(area: Area, found: Sequence[Stress]) -> str:
    """Say on which organisation most hangs, or why none can be tried.

    >>> from dtors_network.examples import counted_area
    >>> from dtors_network.whatif import stress
    >>> stress_headline(counted_area(), stress(counted_area()))
    'If Onward left, 1 way in would lose every certain way to aftercare.'
    """
    if not found:
        return ONE_ORGANISATION if any(row.organisation for row in area.services) else NO_ORGANISATION
    worst = next((one for one in found if one.cuts), None)
    if worst is None:
        return "No single organisation's leaving would cut a way in off from aftercare, as far as these tables show."
    return f"If {wording.organisation(area, worst.organisation)} left, {_cut_off(worst)}."


def _cut_off(one: Stress) -> str:
    of_everyone = {cut.entry for cut in one.cuts if cut.group == EVERYONE}
    some = sum(entry not in of_everyone for entry in one.cut_off)
    whom = (
        "" if not some else " for some client group" if not of_everyone else f", {some:,} of them for some client group"
    )
    return f"{_ways_in(len(one.cut_off))} would lose every certain way to aftercare{whom}"


def _ways_in(number: int) -> str:
    return counted(number, "way in", "ways in")


def cut_words(area: Area, one: Stress) -> list[str]:
    """Name the ways in that are cut off, each once, with the groups where it is not everyone."""
    return [_entry(area, one, entry) for entry in one.cut_off]


def _entry(area: Area, one: Stress, entry: str) -> str:
    mine = [cut for cut in one.cuts if cut.entry == entry]
    everyone = [cut for cut in mine if cut.group == EVERYONE]
    told = everyone or mine
    groups = "" if everyone else f", {wording.listed((wording.people(area, cut.group) for cut in mine), 'and')}"
    sure = "" if all(cut.certain for cut in told) else " (as far as is certain)"
    return f"{wording.service(area, entry)}{groups}{sure}"

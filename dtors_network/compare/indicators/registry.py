"""Every indicator, in the order in which it is shown. One indicator: one file and one line here."""

from __future__ import annotations

from typing import Final

from dtors_network.compare.figure import Indicator
from dtors_network.compare.indicators import (
    acceptance,
    barriers,
    load,
    lost_between,
    prison,
    questions,
    reach,
    route_in,
    routes,
    waits,
)

INDICATORS: Final[dict[str, Indicator]] = {
    one.INDICATOR.code: one.INDICATOR
    for one in (
        reach,
        lost_between,
        waits,
        prison,
        acceptance,
        routes,
        questions,
        load,
        barriers,
        route_in,
    )
}

"""Who of those who came in was seen to start aftercare later: the observed share beside the model's reach."""

from __future__ import annotations

import narwhals as nw

from dtors_network.records.engines.engine import Engine, Frame
from dtors_network.records.places import Places
from dtors_network.records.spells import STARTED

CAME_IN, STARTS_AFTERCARE = 0, 1


def reached(engine: Engine, found: Frame, places: Places) -> Frame:
    """Follow everybody who came in until they come in again, or the records end.

    Parameters
    ----------
    engine : Engine
        What looks at rows beside each other.
    found : LazyFrame
        What ``stays`` gives.
    places : Places
        The areas and services; ways of one id in two areas are not one.

    Returns
    -------
    LazyFrame
        One row for each who came in: ``service``, ``groups`` and ``reached``, 1 where aftercare started, else 0.
    """
    at_aftercare = nw.col("service").is_in(places.aftercare) if places.aftercare else nw.lit(False)
    what = ("person", "service", "day", "groups")
    came = found.filter(nw.col("comes_in") == 1).select(*what, nw.lit(CAME_IN, dtype=nw.Int32).alias("step"))
    starts = found.filter((nw.col("kind") == STARTED) & at_aftercare).select(
        *what, nw.lit(STARTS_AFTERCARE, dtype=nw.Int32).alias("step")
    )
    order = ["day", "step", "service", "groups"]
    both = nw.concat([came, starts], how="vertical")
    if len(places.areas) > 1:
        both = both.join(engine.table(places.area_of_service), on="service", how="left")
    within = ["area", "person"] if len(places.areas) > 1 else ["person"]
    looked = engine.beside(both, within, order, {"step_after": ("step", -1)}, {})
    there = nw.when((nw.col("step_after") == STARTS_AFTERCARE).fill_null(False) | at_aftercare)
    return looked.filter(nw.col("step") == CAME_IN).select(
        "service", "groups", there.then(nw.lit(1)).otherwise(nw.lit(0)).cast(nw.Int32).alias("reached")
    )

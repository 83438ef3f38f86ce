"""Who of those who came in was seen to start aftercare later: the observed share beside the model's reach.

People are followed as the model does: along the way through treatment, until they come in again (unreferred, or from
wider support) or go another way, such as back to a route in.
"""

from __future__ import annotations

import narwhals as nw

from dtors_network.records.engines.engine import Engine, Frame, Look, Looked
from dtors_network.records.places import Places
from dtors_network.records.spells import MOVED, STARTED

CAME_IN, STARTS_AFTERCARE, STOPS = range(3)
_WHAT = ("person", "service", "day", "groups")


def reached(engine: Engine, found: Frame, places: Places) -> Frame:
    """Follow everybody who came in until they come in again or go another way, or the records end.

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
    steps = nw.concat([_step(found, *each) for each in _steps(places)], how="vertical")
    if len(places.areas) > 1:
        steps = steps.join(engine.table(places.area_of_service), on="service", how="left")
    within = ["area", "person"] if len(places.areas) > 1 else ["person"]
    order = ["day", "step", "service", "groups"]
    looked = engine.beside(steps, within, order, {"step_after": Look("step", Looked.AFTER)})
    there = (nw.col("step_after") == STARTS_AFTERCARE).fill_null(False) | _is(places.aftercare, "service")
    return looked.filter(nw.col("step") == CAME_IN).select(
        "service", "groups", nw.when(there).then(nw.lit(1)).otherwise(nw.lit(0)).cast(nw.Int32).alias("reached")
    )


def _steps(places: Places) -> tuple[tuple[int, nw.Expr], ...]:
    """Say which happenings are which steps."""
    starts, moves = nw.col("kind") == STARTED, nw.col("kind") == MOVED
    onward = (_is(places.treatment, "other") | _is(places.recovery, "other")) & ~_is(places.routes_in, "other")
    first = _is(places.routes_in, "service") & (_is(places.routes_in, "other") | _is(places.treatment, "other"))
    on_way = first | (_is(places.treatment, "service") & onward)
    chain = ~_is(places.wider_support, "service")
    return (
        (CAME_IN, nw.col("comes_in") == 1),
        (STARTS_AFTERCARE, starts & _is(places.aftercare, "service") & _is(places.treatment, "other")),
        (STOPS, (moves & chain & ~on_way) | (starts & chain & _is(places.wider_support, "other"))),
    )


def _step(found: Frame, number: int, holds: nw.Expr) -> Frame:
    return found.filter(holds).select(*_WHAT, nw.lit(number, dtype=nw.Int32).alias("step"))


def _is(services: tuple[int, ...], column: str) -> nw.Expr:
    return nw.col(column).is_in(services) if services else nw.lit(False)

"""Test: of those who start, the share that waited more than 21 days; first waits and later ones apart."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np

from dtors_network.model.area import Referral
from dtors_network.triangulation.by_share import Marks, against, figure_of, towards
from dtors_network.triangulation.places import Place
from dtors_network.triangulation.setting import Setting
from dtors_network.triangulation.tested import Test, Tested

FEWEST: Final = 20
NEVER_STARTED: Final = 0.25
MARKS: Final = {
    "first": Marks(
        said=0.02, opposite=0.05, above=True, point=0.05,
        words="more than 2 of 100 and at least 5 here; contradicted where fewer than 5 of 100",
    ),
    "later": Marks(
        said=0.25, opposite=0.10, above=True,
        words="more than 25 of 100; contradicted where fewer than 10 of 100 (the project's own marks)",
    ),
}  # fmt: skip
WHAT: Final = "waited more than 21 days, of those who started"


def judge(setting: Setting, place: Place) -> Iterator[Tested]:
    """Look at first waits and at later ones into a place."""
    rows = setting.at(place)
    parts = {"first": [row for row in rows if setting.is_route_in(row.source)]}
    parts["later"] = [row for row in rows if not setting.is_route_in(row.source)]
    found = [_tested(setting, part, some) for part, some in parts.items() if some]
    yield from found or [Tested(missing="no referral into the place is counted")]


def _tested(setting: Setting, part: str, rows: list[Referral]) -> Tested:
    counted = [row for row in rows if row.waited_over_21_days is not None and row.started is not None]
    late = setting.counts.sum("referrals", "waited_over_21_days", counted)
    started = setting.counts.sum("referrals", "started", counted)
    if late is None or started is None:
        return Tested(part=part, missing="nobody counted how long people waited")
    rest, marks = started - late, MARKS[part]
    beside = (f"Of {len(rows)} links into the place {len(rows) - len(counted)} count no waits and are left out.",)
    told = {"part": part, "beside": beside if len(counted) < len(rows) else ()}
    few = max(FEWEST, setting.least)
    if not started.high:
        return Tested(**told, missing="nobody started")  # type: ignore[arg-type]
    figure = figure_of(late, rest, WHAT, marks.words)
    if started.low < few:
        return Tested(**told, figure=figure, few=f"at least {few} people must have started")  # type: ignore[arg-type]
    enough = started.low >= max(few, setting.least_to_contradict)
    return Tested(
        **told,  # type: ignore[arg-type]
        figure=figure,
        towards=towards(late, rest, marks),
        against=against(late, rest, marks) if enough else None,
        barred=_barred(setting, counted),
    )


def _barred(setting: Setting, rows: list[Referral]) -> str:
    """Say why waits could not be contradicted: those who gave up while they waited are not counted."""
    if any(row.starts_only for row in rows):
        return "the records tell starts only: who gave up while waiting is not counted"
    referred = setting.counts.sum("referrals", "referred", rows)
    started = setting.counts.sum("referrals", "started", rows)
    if referred is None or started is None:
        return "nobody counted who was referred and never started"
    never = float(np.mean((referred - started).drawn / np.maximum(referred.drawn, 1.0)))
    if never <= NEVER_STARTED:
        return ""
    return "more than a quarter of those referred never started, and who gave up while waiting is not counted"


def unheard(setting: Setting) -> Iterator[Place]:
    """Look at every treatment service that somebody spoke of."""
    for code, barrier in setting.area.codebook.barrier.items():
        if barrier.test == TEST.code:
            said = {one.receiver for one in setting.places_of(code)}
            for id_ in sorted(setting.spoken_of - said):
                if setting.is_treatment(id_) and not setting.is_route_in(id_):
                    yield Place(code, service=id_)


TEST = Test(
    code="share_over_threshold",
    title="Share that waited more than 21 days",
    definition=(
        "Of those who started in the place, the share that waited more than 21 days (Wilson, score test), at least "
        "20 people. First waits (from routes in): above 2 of 100, and at least 5 here; contradicted below 5. Later "
        "waits: above 25 of 100; contradicted below 10. Never contradicted where more than a quarter of those "
        "referred did not start: who gave up while waiting is not counted."
    ),
    source="First waits: OHID, National Drug Treatment Monitoring System; later waits: the project's own marks",
    judge=judge,
    unheard=unheard,
    collect="the waits of everybody referred, not only of those who start",
)

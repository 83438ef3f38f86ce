"""Test: of those who finish as planned, the share that starts aftercare or recovery support."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from dtors_network.model.area import Departure, Referral
from dtors_network.model.bounds import least, most
from dtors_network.model.vocabulary import EVERYONE, Planned, Stage
from dtors_network.triangulation.by_share import Marks, against, figure_of, towards
from dtors_network.triangulation.numbers import Number, total
from dtors_network.triangulation.places import Place
from dtors_network.triangulation.setting import Setting
from dtors_network.triangulation.tested import Test, Tested

FEWEST: Final = 10
MARKS: Final = Marks(
    said=0.5, opposite=0.6, above=False,
    words="fewer than 50 of 100; contradicted where more than 60 of 100 (the project's own marks)",
)  # fmt: skip
WHAT: Final = "started aftercare or recovery support, of those who finished as planned"
ENDS: Final = (Stage.STRUCTURED_TREATMENT, Stage.RESIDENTIAL_AND_INPATIENT)
NO_LONGER: Final = "no_longer_interested"


def judge(setting: Setting, place: Place) -> Iterator[Tested]:
    """Look at what becomes of those who finish at the service."""
    service = place.sender
    if not setting.is_treatment(service):
        yield Tested(missing="it is no treatment service, so nobody is counted on from it to aftercare")
        return
    sure = _dead_end(setting, service)
    if not setting.area.departures_complete:
        missing = "departures are not complete, so nobody knows of how many"
        yield Tested(sure=sure) if sure else Tested(missing=missing)
        return
    rows = [row for row in setting.rows.get(EVERYONE, ()) if row.source == service and setting.is_recovery(row.target)]
    if place.target:
        rows = [row for row in rows if row.target == place.target]
    yield _tested(setting, service, rows, sure)


def _tested(setting: Setting, service: str, rows: list[Referral], sure: str) -> Tested:
    counts = setting.counts
    started, referred = (counts.sum("referrals", name, rows) for name in ("started", "referred"))
    left = [row for row in setting.area.departures if (row.service, row.client_group) == (service, EVERYONE)]
    if rows and (started is None or referred is None):
        return Tested(sure=sure) if sure else Tested(missing="referrals to aftercare are not counted")
    met, sent = started or _nobody(), referred or _nobody()
    lost = counts.sum("referrals", "lost", rows) if rows else None
    not_met = lost if lost is not None else sent - met
    planned = _left(setting, left, (Planned.YES,))
    unknown = _left(setting, left, (Planned.UNKNOWN, None))
    figure = figure_of(met, not_met + planned, WHAT, MARKS.words)
    few = max(FEWEST, setting.least)
    if (sent + planned).low < few:
        return Tested(figure=figure, sure=sure, few=f"at least {few} people must surely have finished as planned")
    ways = [not_met + planned, not_met + planned + unknown]
    said = max((towards(met, way, MARKS) for way in ways), key=lambda one: one.p)
    opposite = max((against(met, way, MARKS) for way in ways), key=lambda one: one.p)
    enough = (sent + planned).low >= max(few, setting.least_to_contradict)
    wish = _wish(setting, rows, not_met)
    return Tested(
        figure=figure,
        sure=sure,
        towards=said if not wish else None,
        against=opposite if enough and not sure else None,
        cannot=wish,
        beside=("People who leave early, and help that nobody records, are not in these figures.",),
    )


def _nobody() -> Number:
    return Number(np.zeros(1), 0.0, 0.0)


def _left(setting: Setting, rows: Sequence[Departure], planned: tuple[Planned | None, ...]) -> Number:
    found = (setting.counts.of("departures", "count", row) for row in rows if row.planned in planned)
    return total(one for one in found if one is not None)


def _wish(setting: Setting, rows: Sequence[Referral], not_met: Number) -> str:
    """Say that lack cannot be told from choice, where over half of the losses were by people's own wish."""
    reasons = [
        one
        for row in rows
        for one in setting.area.refusals_at.get((row.source, row.target, EVERYONE), ())
        if one.reason == NO_LONGER
    ]
    wished = sum((least(one.count) + (most(one.count) or 0)) / 2 for one in reasons)  # reasons are not drawn
    if not wished or wished <= float(not_met.drawn.mean()) / 2:
        return ""
    return (
        "over half of those who did not start no longer wished to come: records cannot tell a lack from a choice. Ask "
        "people what they were offered."
    )


def _dead_end(setting: Setting, service: str) -> str:
    """Say that nobody can get on from here, where that is certain."""
    network = setting.network
    graph, at = network.group(EVERYONE), network.position[service]
    if graph.possible_reach >> at & 1 or not network.evidence.list_complete:
        return ""
    return "No way leads on from here to aftercare or recovery support, on certain or open links."


def unheard(setting: Setting) -> Iterator[Place]:
    """Look at every service at which treatment ends, structured or residential, that somebody spoke of."""
    for code, barrier in setting.area.codebook.barrier.items():
        if barrier.test == TEST.code:
            said = {one.sender for one in setting.places_of(code)}
            for id_ in sorted(setting.spoken_of - said):
                if setting.stage(id_) in ENDS:
                    yield Place(code, service=id_)


TEST = Test(
    code="reach_of_aftercare",
    title="Aftercare after a planned end",
    definition=(
        "Of those who finish as planned (referred to aftercare or recovery support, or left as planned), the share "
        "that starts there is below 50 of 100 (Wilson, score test), whether or not those whose end is not known were "
        "planned; or nobody can get on from here for certain. Contradicted above 60 of 100. At least ten people, and "
        "complete departures."
    ),
    source="Nothing is published: the marks are the project's own",
    judge=judge,
    unheard=unheard,
    collect="what people were offered when treatment ended",
)

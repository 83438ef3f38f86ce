"""The flow of people as one value, as flat rows, and as the nested JSON output."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from dtors_network.flow import ClientFlow
from dtors_network.flow.coverage import Coverage
from dtors_network.flow.load import Load
from dtors_network.flow.observed import Observed
from dtors_network.flow.targets import AFTERCARE, TARGETS
from dtors_network.flow.transitions import Transition
from dtors_network.model.area import Area, Referral
from dtors_network.model.bounds import NOBODY, Bounds, bounds
from dtors_network.model.estimate import Estimate
from dtors_network.report.export import Table
from dtors_network.rounding import kept

COLUMNS: Final = (
    "what", "client_group", "start", "target", "source", "service_type", "least", "most", "low", "high", "middle",
    "people_low", "people_high",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reached:
    """The chance of ever starting at a stage."""

    target: str
    share: Estimate | None


@dataclass(frozen=True, slots=True)
class Ended:
    """The chance that a way ends so."""

    end: str
    share: Estimate | None


@dataclass(frozen=True, slots=True)
class NotCounted:
    """A link on record of which nobody counted who was referred, or who started: what is known of it; None is blank."""

    source: str
    target: str
    referred: Bounds | None
    accepted: Bounds | None
    started: Bounds | None
    lost: Bounds | None


@dataclass(frozen=True, slots=True)
class FlowReport:
    """What is said of the flow of one client group.

    Attributes
    ----------
    area : Area
        The area.
    who : str
        The client group, or ``not`` and the group that is left out.
    start : str
        The service that people set out from; blank for all who come in.
    reason : str
        Why reach is not counted from there; blank where it is.
    coming : Bounds or None
        People who come in.
    reached : tuple of Reached
        Every stage that can be reached.
    journeys, mix : tuple of Ended
        How journeys to aftercare end, and how spells end over the whole chain.
    transitions : tuple of Transition
        Every link on record.
    coverage : tuple of Coverage
        Wider support.
    loads : tuple of Load
        How full services are.
    left_out : tuple of pair
        Links with people on record that a meeting settled as absent.
    starts_only : int
        Links of which records tell starts only.
    not_counted : tuple of NotCounted
        Links on record of which a count is blank, most people referred first.
    observed : Observed or None
        Reach of aftercare as records saw it; None where nobody was followed.
    draws, seed : int
        Replicates behind each interval, and the seed of the random numbers.
    """

    area: Area
    who: str
    start: str
    reason: str
    coming: Bounds | None
    reached: tuple[Reached, ...]
    journeys: tuple[Ended, ...]
    mix: tuple[Ended, ...]
    transitions: tuple[Transition, ...]
    coverage: tuple[Coverage, ...]
    loads: tuple[Load, ...]
    left_out: tuple[tuple[str, str], ...]
    starts_only: int
    not_counted: tuple[NotCounted, ...]
    observed: Observed | None
    draws: int
    seed: int


def flow_report(flow: ClientFlow, start: str = "") -> FlowReport:
    """Work everything out that is said of a flow.

    Parameters
    ----------
    flow : ClientFlow
        The flow of a client group.
    start : str
        A service of the chain; all who come in where left out.

    Returns
    -------
    FlowReport
        One value for terminal, CSV, JSON and page.

    Examples
    --------
    >>> from dtors_network.examples import counted_area
    >>> from dtors_network.flow import client_flow
    >>> report = flow_report(client_flow(counted_area()))
    >>> [(one.target, round(one.share.value, 2)) for one in report.reached if one.target == "treatment"]
    [('treatment', 0.67)]
    """
    return FlowReport(
        area=flow.area,
        who=flow.who,
        start=start,
        reason=flow.reason if start else flow.reason_of_all,
        coming=flow.coming,
        reached=tuple(Reached(target, flow.reach(target, start)) for target in TARGETS),
        journeys=tuple(Ended(end, share) for end, share in flow.journey_ends(start).items()),
        mix=tuple(Ended(end, share) for end, share in flow.outcome_mix(start).items()),
        transitions=flow.transitions,
        coverage=flow.coverage,
        loads=flow.loads,
        left_out=flow.steps.left_out,
        starts_only=len(flow.steps.starts_only),
        not_counted=_not_counted(flow),
        observed=flow.observed(start),
        draws=flow.draws,
        seed=flow.seed,
    )


def _not_counted(flow: ClientFlow) -> tuple[NotCounted, ...]:
    """List what the flow cannot count, for a client group; those of everybody else are told with everyone."""
    steps = flow.steps
    if steps.who != steps.group:
        return ()
    rows = [row for row in flow.area.referrals if row.client_group == steps.group]
    found = (_what_is_known(row) for row in rows if (row.source, row.target) in steps.blank)
    return tuple(sorted(found, key=lambda one: (-one.referred.high if one.referred else 1, one.source, one.target)))


def _what_is_known(row: Referral) -> NotCounted:
    referred, started, kept_back = bounds(row.referred), bounds(row.started), bounds(row.kept_by_sender)
    gone = (started or NOBODY).low + (kept_back or NOBODY).low
    lost = Bounds(0, max(0, referred.high - gone)) if referred else None
    return NotCounted(row.source, row.target, referred, bounds(row.accepted), started, lost)


def flow_table(report: FlowReport) -> Table:
    """Give every figure as one flat row: what it is, between which services, range, interval and people."""
    rows = (dict.fromkeys(COLUMNS, "") | {"client_group": report.who} | row for row in _rows(report))
    return Table(COLUMNS, tuple(rows), report.area.profile)


def _rows(report: FlowReport) -> Iterator[dict[str, Any]]:
    for one in report.reached:
        yield {"what": "reach", "start": report.start, "target": one.target, **share_cells(one.share)}
    if report.observed:
        seen, modelled = report.observed.share, report.observed.modelled
        for what, share in (("observed_reach", seen), ("modelled_reach_of_the_observed", modelled)):
            yield {"what": what, "start": report.start, "target": AFTERCARE, **share_cells(share)}
    for what, ends in (("journey_end", report.journeys), ("outcome", report.mix)):
        for end in ends:
            yield {"what": what, "start": report.start, "target": end.end, **share_cells(end.share)}
    for step in report.transitions:
        yield from _transition(step)
    for link in report.not_counted:
        yield from _known(link)
    for kind in report.coverage:
        yield from _coverage(kind)
    for load in report.loads:
        yield from _load(load)


def _transition(step: Transition) -> Iterator[dict[str, Any]]:
    ends = {"source": step.source, "target": step.target}
    for what, number in (("referred", step.referred), ("started", step.started), ("lost", step.lost)):
        yield {"what": what, **ends, **people_cells(number)}
    yield {"what": "share_lost", **ends, **share_cells(step.share_lost)}
    if not step.beside:
        yield {"what": "share_going_on", **ends, **share_cells(step.onward)}
        for what, pair in (("effect_of_repair", step.effect), ("sensitivity", step.sensitivity)):
            yield {"what": what, **ends, **_pair(pair)}


def _known(link: NotCounted) -> Iterator[dict[str, Any]]:
    ends = {"source": link.source, "target": link.target}
    for what in ("referred", "accepted", "started", "lost"):
        number = getattr(link, what)
        if number is not None:
            yield {"what": f"{what}_where_a_count_is_blank", **ends, **people_cells(number)}


def _coverage(kind: Coverage) -> Iterator[dict[str, Any]]:
    place = {"service_type": kind.service_type}
    for what, number in (("referred", kind.referred), ("started", kind.started), ("came_to_senders", kind.came)):
        yield {"what": f"coverage_{what}", **place, **people_cells(number)}
    yield {"what": "coverage_share_started", **place, **share_cells(kind.share_started)}


def _load(load: Load) -> Iterator[dict[str, Any]]:
    yield {"what": "came_on_record", "target": load.service, **people_cells(load.recorded)}
    yield {"what": "inflow_of_model", "target": load.service, **_pair(load.inflow)}
    if load.shown:
        names = ("least", "most", "low", "high")
        values = {name: kept(value, 2) for name, value in zip(names, load.shown, strict=True)}
        yield {"what": "places_in_use", "target": load.service, **values}
    if load.places:
        yield {"what": "places", "target": load.service, **_pair(load.places)}


def share_cells(share: Estimate | None) -> dict[str, Any]:
    """Give a share as columns: range, interval and people."""
    if share is None:
        return {}
    values = {name: kept(getattr(share, name), 4) for name in ("least", "most", "low", "high")}
    if share.leading is not None:
        values["middle"] = kept(share.leading, 4)
    return values | people_cells(share.people)


def people_cells(number: Bounds | None) -> dict[str, Any]:
    """Give a number of people as columns."""
    if number is None:
        return {}
    return {"people_low": number.low, "people_high": number.high}


def _pair(pair: tuple[float, float] | None) -> dict[str, Any]:
    return {"least": kept(pair[0], 5), "most": kept(pair[1], 5)} if pair else {}


def flow_document(report: FlowReport) -> dict[str, Any]:
    """Give the whole report as a JSON document.

    Parameters
    ----------
    report : FlowReport
        What is said of a flow.

    Returns
    -------
    dict
        Only text, numbers, lists, dicts and None.

    Examples
    --------
    >>> from dtors_network.examples import counted_area
    >>> from dtors_network.flow import client_flow
    >>> flow_document(flow_report(client_flow(counted_area())))["assumption"].split(":")[0]
    'First order'
    """
    return {
        "area": report.area.id,
        "synthetic": report.area.synthetic,
        "client_group": report.who,
        "start": report.start or None,
        "not_counted": report.reason or None,
        "assumption": ASSUMPTION,
        "replicates": report.draws,
        "seed": report.seed,
        "coming_in": people_cells(report.coming),
        "observed": _observed(report.observed),
        "starts_only": report.starts_only,
        "reach": {one.target: share_cells(one.share) or None for one in report.reached},
        "journeys_end": {one.end: share_cells(one.share) or None for one in report.journeys},
        "outcome_mix": {one.end: share_cells(one.share) or None for one in report.mix},
        "transitions": [_step(step) for step in report.transitions],
        "links_not_counted": [
            {"source": one.source, "target": one.target, **_named(_known(one))} for one in report.not_counted
        ],
        "coverage": [{"service_type": one.service_type, **_named(_coverage(one))} for one in report.coverage],
        "load": [{"service": one.service, **_named(_load(one))} for one in report.loads],
        "left_out": [list(pair) for pair in report.left_out],
    }


def _observed(found: Observed | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {"share": share_cells(found.share) or None, "modelled": share_cells(found.modelled) or None}


def _step(step: Transition) -> dict[str, Any]:
    return {"source": step.source, "target": step.target, "beside": step.beside, **_named(_transition(step))}


def _named(rows: Iterator[dict[str, Any]]) -> dict[str, Any]:
    """Gather rows by what they are, without their places."""
    places = ("what", "source", "target", "service_type")
    return {row["what"]: {name: value for name, value in row.items() if name not in places} or None for row in rows}


STARTS_ONLY: Final = (
    "Links on which records tell starts only, so that nobody can say how many were lost there: {number:,}. Whoever was "
    "lost is counted among those who left."
)
ASSUMPTION: Final = (
    "First order: the next step is taken to depend on where somebody is, and not on how they came there. "
    "People are those counted in the period."
)
"""Said wherever a figure of the flow is shown (design §6)."""

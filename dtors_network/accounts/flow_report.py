"""Everything that is said of the flow of a client group, as one value."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dtors_network.flow import ClientFlow
from dtors_network.flow.coverage import Coverage
from dtors_network.flow.load import Load
from dtors_network.flow.observed import Observed
from dtors_network.flow.targets import TARGETS
from dtors_network.flow.transitions import Transition
from dtors_network.model.area import Area, Referral
from dtors_network.model.bounds import NOBODY, Bounds, bounds
from dtors_network.model.estimate import Estimate


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
    in_the_dark : tuple of str
        Services on the way to aftercare that people may come to, and of whose next steps nothing is known.
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
    in_the_dark: tuple[str, ...]
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
        One value, which an account tells.

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
        reached=tuple(Reached(target, flow.reach_if_counted(target, start)) for target in TARGETS),
        journeys=tuple(Ended(end, share) for end, share in flow.journey_ends(start).items()),
        mix=tuple(Ended(end, share) for end, share in flow.outcome_mix(start).items()),
        transitions=flow.transitions,
        coverage=flow.coverage,
        loads=flow.loads,
        left_out=flow.steps.left_out,
        starts_only=len(flow.steps.starts_only),
        not_counted=_not_counted(flow),
        in_the_dark=tuple(_in_the_dark(flow)),
        observed=flow.observed(start),
        draws=flow.draws,
        seed=flow.seed,
    )


def _in_the_dark(flow: ClientFlow) -> Iterator[str]:
    for service, unknown in zip(flow.steps.services, flow.boxes.unknown, strict=True):
        came, network = flow.steps.came(service), flow.steps.network
        ends_there = network.recovery >> network.position[service] & 1
        if unknown and not ends_there and (came is None or came.high):
            yield service


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

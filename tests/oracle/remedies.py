"""The fewest changes that would remove a certain finding, found by trying every set of them (design §4)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import combinations

from dtors_network.model.area import Area, Service, Statement
from dtors_network.model.vocabulary import EVERYONE, Accepts, End, Says

from .facts import Facts, Pair, facts
from .journeys import goals, steps, treating
from .questions import Question, answered, link
from .rules import Finding, asked_for, certainty_of, of_types, organisations

Change = Question | str
"""A link or an acceptance that is opened, or the type of a service that is commissioned."""

JOURNEYS = ("no_aftercare_route", "dead_end", "single_point")


def reference_pairs(area: Area, group: str) -> set[Pair]:
    """Pairs that some route of the reference, for the group or for everyone, asks for."""
    return {
        (sender, receiver)
        for route in asked_for(area, ("required", "expected", "optional"))
        if route.client_group in (group, EVERYONE)
        for sender in of_types(area, route.senders)
        for receiver in of_types(area, route.receivers)
        if sender != receiver
    }


def provided(area: Area, kind: str, group: str) -> Area:
    """The area with one more service, of which nobody has said yet who refers to it or from it."""
    new = Service(service=f"new {kind}", organisation="new", service_type=kind, accepts=((group, Accepts.YES),))
    voices = [
        Statement(source=source, target=target, end=end, says=Says.WEAK, reporter="oracle")
        for other in area.service
        for source, target, end in (
            (other, new.service, End.RECEIVER),
            (new.service, other, End.SENDER),
        )
    ]
    return replace(area, services=(*area.services, new), statements=(*area.statements, *voices))


def changed(area: Area, changes: Iterable[Change], group: str) -> Area:
    """The area after some changes."""
    changes = list(changes)
    for kind in (change for change in changes if isinstance(change, str)):
        area = provided(area, kind, group)
    return answered(area, {change: "yes" for change in changes if isinstance(change, Question)})


def gone(area: Area, finding: Finding) -> set[str]:
    """The services that a single point leaves out of account."""
    if finding.organisations:
        return organisations(area)[finding.organisations[0]] - {finding.services[0]}
    return set(finding.services[1:])


def lacking(area: Area, without: set[str]) -> list[str]:
    """One type for each stage of a journey that nobody else in the list offers."""
    return [
        kinds[0]
        for kinds, there in (
            (area.codebook.treatment_types, treating(area)),
            (area.codebook.recovery_types, goals(area)),
        )
        if not there - without
    ]


def changes_for(area: Area, known: Facts, finding: Finding) -> list[Change]:
    """Absent links along the reference, refusals and missing types that stand in the way."""
    absent = {pair for pair in reference_pairs(area, finding.group) if known.link[pair] == "absent"}
    refusing = {s for s in area.service if known.acceptance[s, finding.group] == "no"}
    if finding.rule in JOURNEYS:
        pairs = steps(area, absent)
        return [*map(link, sorted(pairs)), *accept(refusing, finding.group), *lacking(area, gone(area, finding))]
    receivers = set(of_types(area, finding.types))
    pairs = {(s, t) for s, t in absent if s == finding.services[0] and t in receivers}
    return [*map(link, sorted(pairs)), *accept(refusing & receivers, finding.group)]


def accept(services: set[str], group: str) -> list[Question]:
    return [Question("acceptance", service=service, group=group) for service in sorted(services)]


def smallest_remedy(area: Area, finding: Finding) -> int | None:
    """How many changes it takes at least; None where no change removes the finding.

    Steps that are unknown cost nothing: it is enough that the finding is no longer certain.
    """
    known = facts(area)
    if finding.certainty != "certain" or finding.rule == "disputed_link":
        return None
    if finding.rule == "no_provider":
        return 1
    if finding.rule == "refused_group":
        every = all(known.acceptance[s, finding.group] == "no" for s in finding.services)
        return 1 if every else None
    changes = changes_for(area, known, finding)

    def works(some: Iterable[Change]) -> bool:
        return certainty_of(changed(area, some, finding.group), finding) != "certain"

    if not works(changes):
        return None
    return next(size for size in range(1, len(changes) + 1) if any(map(works, combinations(changes, size))))

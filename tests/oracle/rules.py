"""The structural rules of design §5 as decision 0001 reads them, one function each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from dtors_network.model.area import Area
from dtors_network.model.pathway import Route
from dtors_network.model.vocabulary import EVERYONE, least

from .facts import Facts, Pair, certain, facts, offered, possible
from .journeys import arrives, entries, recovering, routes_in, treating

CERTAIN, SENSITIVE, UNKNOWABLE = "certain", "sensitive", "unknowable"


class Finding(NamedTuple):
    """One finding; ``place`` leaves out how sure it is."""

    rule: str
    certainty: str
    group: str
    route: str = ""
    types: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    link: Pair | None = None

    @property
    def place(self) -> Finding:
        return self._replace(certainty="")


def of_types(area: Area, kinds: tuple[str, ...]) -> list[str]:
    """Services that offer one of some types, by id (a route in only by its own type)."""
    return sorted(s.service for s in area.services if offered(s, area.codebook) & set(kinds))


def asked_for(area: Area, grades: tuple[str, ...] = ("required", "expected")) -> list[Route]:
    """Routes of some grades without a condition."""
    return [route for route in area.pathway.routes if route.grade in grades and not route.condition]


def absence(known: Facts, *, in_certain: bool, in_possible: bool) -> str:
    """How sure an absence is; an empty string where there is none."""
    if not in_certain:
        return ""
    return CERTAIN if in_possible and known.complete == "yes" else SENSITIVE


def no_provider(area: Area, known: Facts, group: str) -> Iterator[Finding]:
    for route in asked_for(area):
        if route.client_group != group or not of_types(area, route.senders):
            continue
        for needed in route.needs:
            if not of_types(area, needed):
                sure = CERTAIN if known.complete == "yes" else UNKNOWABLE
                yield Finding("no_provider", sure, group, route.code, tuple(sorted(needed)))


def conditioned(area: Area, group: str) -> Iterator[Finding]:
    """One line for each route with a condition that no client group expresses."""
    for route in area.pathway.routes:
        judged = route.condition and route.grade != "optional" and route.client_group == group
        if judged and of_types(area, route.senders):
            rule = "missing_route" if of_types(area, route.receivers) else "no_provider"
            yield Finding(rule, UNKNOWABLE, group, route.code, tuple(sorted(route.receivers)))


def missing_route(area: Area, known: Facts, group: str) -> Iterator[Finding]:
    if group not in known.assessed:
        return
    sure, maybe = certain(known, group), possible(known, group)
    for route in asked_for(area):
        if route.client_group != group:
            continue
        for needed in route.needs:
            providers = of_types(area, needed)
            if not providers:
                continue
            for sender in of_types(area, route.senders):
                if sender in providers:
                    continue
                pairs = {(sender, receiver) for receiver in providers}
                certainty = absence(known, in_certain=not pairs & sure, in_possible=not pairs & maybe)
                if certainty:
                    yield Finding("missing_route", certainty, group, route.code, tuple(sorted(needed)), (sender,))


def nobody_after_treatment(area: Area, known: Facts) -> bool:
    """Whether an incomplete list has nobody after treatment."""
    return known.complete != "yes" and not recovering(area)


def cannot_be_judged(area: Area, known: Facts, group: str) -> bool:
    """Whether the tables lack an entry for the group or, in an incomplete list, anybody after treatment."""
    return not entries(area, group) or nobody_after_treatment(area, known)


def no_aftercare_route(area: Area, known: Facts, group: str) -> Iterator[Finding]:
    if group not in known.assessed:
        return
    if cannot_be_judged(area, known, group):
        yield Finding("no_aftercare_route", UNKNOWABLE, group)
        return
    sure, maybe = certain(known, group), possible(known, group)
    for entry in entries(area, group):
        certainty = absence(
            known, in_certain=not arrives(area, entry, sure), in_possible=not arrives(area, entry, maybe)
        )
        if certainty:
            yield Finding("no_aftercare_route", certainty, group, services=(entry,))


def dead_end(area: Area, known: Facts, group: str) -> Iterator[Finding]:
    if group not in known.assessed:
        return
    if nobody_after_treatment(area, known):
        yield Finding("dead_end", UNKNOWABLE, group)
        return
    sure, maybe = certain(known, group), possible(known, group)
    for service in sorted(treating(area)):
        if known.acceptance[service, group] == "no":
            continue
        certainty = absence(
            known, in_certain=not arrives(area, service, sure), in_possible=not arrives(area, service, maybe)
        )
        if certainty:
            yield Finding("dead_end", certainty, group, services=(service,))


def none_started(area: Area, pairs: set[Pair], group: str) -> bool:
    """At least ten of the group were referred over some pairs, and none started."""
    rows = [r for r in area.referrals if r.client_group == group and (r.source, r.target) in pairs]
    with_referral = [r for r in rows if max(map(least, (r.referred, r.accepted, r.started))) >= 1]
    return sum(least(r.referred) for r in rows) >= 10 and all(r.started == 0 for r in with_referral)


def refused(area: Area, known: Facts, group: str, senders: list[str], receivers: list[str]) -> str:
    """How sure a refusal of a group along a route is; an empty string where there is none."""
    pairs = {(s, r) for s in senders for r in receivers if s != r}
    accepting = {r for r in receivers if known.acceptance[r, group] == "yes"}
    accepting |= {r for s, r in pairs if (s, r, group) in known.started}
    refusing = {r for r in receivers if known.acceptance[r, group] == "no"}
    says_no = {r for r in receivers if dict(area.service[r].accepts).get(group) == "no"}
    doubted = {r for r in receivers if (r, group) in known.reported} | says_no
    if none_started(area, pairs, group):
        return CERTAIN
    if accepting or not (refusing or doubted):
        return ""
    return CERTAIN if refusing == set(receivers) and known.complete == "yes" else SENSITIVE


def stays_until_a_start(area: Area, finding: Finding) -> bool:
    """Whether records show a refusal, which no agreement takes back."""
    if finding.rule != "refused_group":
        return False
    route = next(route for route in area.pathway.routes if route.code == finding.route)
    pairs = {(s, r) for s in of_types(area, route.senders) for r in finding.services if s != r}
    return none_started(area, pairs, finding.group)


def refused_group(area: Area, known: Facts, group: str) -> Iterator[Finding]:
    if group not in known.assessed:
        return
    for route in asked_for(area, ("required",)):
        senders = of_types(area, route.senders)
        for needed in route.needs:
            receivers = [s for s in of_types(area, needed) if s not in routes_in(area)]
            certainty = refused(area, known, group, senders, receivers) if senders and receivers else ""
            if certainty:
                yield Finding("refused_group", certainty, group, route.code, tuple(sorted(needed)), tuple(receivers))


def groups_asking(area: Area, pair: Pair) -> list[str]:
    """Groups of the required routes that ask for a pair, assessed or not, in the order of the reference."""
    sender, receiver = pair
    return [
        route.client_group
        for route in asked_for(area, ("required",))
        for needed in route.needs
        if sender in of_types(area, route.senders)
        and sender not in of_types(area, needed)
        and receiver in of_types(area, needed)
    ]


def disputed_link(area: Area, known: Facts, group: str) -> Iterator[Finding]:
    for pair, state in sorted(known.link.items()):
        asking = groups_asking(area, pair) if state == "disputed" else []
        if asking and group == (EVERYONE if EVERYONE in asking else asking[0]):
            yield Finding("disputed_link", CERTAIN, group, services=pair, link=pair)


def organisations(area: Area) -> dict[str, set[str]]:
    """Services by organisation."""
    found: dict[str, set[str]] = {}
    for service in area.services:
        if service.organisation:
            found.setdefault(service.organisation, set()).add(service.service)
    return dict(sorted(found.items()))


def all_single_points(area: Area, known: Facts, group: str) -> Iterator[Finding]:
    """Every service and organisation that all paths need, before organisations are left out."""
    if group not in known.assessed:
        return
    sure, maybe = certain(known, group), possible(known, group)
    for entry in entries(area, group):
        if not arrives(area, entry, sure):
            continue
        removals = {("service", s): {s} for s in sorted(area.service) if s != entry}
        removals |= {("organisation", o): runs - {entry} for o, runs in organisations(area).items()}
        for (kind, name), gone in removals.items():
            certainty = absence(
                known,
                in_certain=not arrives(area, entry, sure, gone),
                in_possible=not arrives(area, entry, maybe, gone),
            )
            if certainty and kind == "service":
                yield Finding("single_point", certainty, group, services=(entry, name))
            elif certainty:
                yield Finding("single_point", certainty, group, services=(entry,), organisations=(name,))


def single_point(area: Area, known: Facts, group: str) -> Iterator[Finding]:
    found = list(all_single_points(area, known, group))
    points = {(f.services[0], f.services[1], f.certainty) for f in found if not f.organisations}
    for finding in found:
        runs = organisations(area)[finding.organisations[0]] if finding.organisations else set()
        if not any((finding.services[0], service, finding.certainty) in points for service in runs):
            yield finding


RULES = {
    "no_provider": no_provider,
    "missing_route": missing_route,
    "no_aftercare_route": no_aftercare_route,
    "dead_end": dead_end,
    "refused_group": refused_group,
    "disputed_link": disputed_link,
    "single_point": single_point,
}


def certainty_of(area: Area, finding: Finding) -> str:
    """How sure a place of a rule is for its group, whatever else is found; "" where there is no gap."""
    rule = all_single_points if finding.rule == "single_point" else RULES[finding.rule]
    known = facts(area)
    found = [*rule(area, known, finding.group), *conditioned(area, finding.group)]
    return next((f.certainty for f in found if f.place == finding.place), "")


def all_findings(area: Area) -> set[Finding]:
    """Every finding, those that everyone's findings make superfluous included."""
    known = facts(area)
    found = {f for rule in RULES.values() for group in area.codebook.group for f in rule(area, known, group)}
    return found | {f for group in area.codebook.group for f in conditioned(area, group)}


def findings(area: Area) -> set[Finding]:
    """The findings of an area."""
    found = all_findings(area)
    everyone = {
        (f.rule, f.certainty, f.route, f.services, f.organisations, f.link) for f in found if f.group == EVERYONE
    }
    return {
        f
        for f in found
        if f.group == EVERYONE
        or f.rule == "refused_group"
        or (f.rule, f.certainty, f.route, f.services, f.organisations, f.link) not in everyone
    }

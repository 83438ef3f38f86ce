"""What the tables say, pair by pair (design §4, decision 0001), in plain dicts and sets.

Slow and obvious on purpose: nothing here is shared with the library but the frozen values of the model.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from itertools import permutations
from typing import Any, NamedTuple

from dtors_network.model.area import Area, Service
from dtors_network.model.codebook import Codebook
from dtors_network.model.vocabulary import EVERYONE, Stage, least

Pair = tuple[str, str]


class Facts(NamedTuple):
    """Everything that the rules ask of the evidence."""

    link: dict[Pair, str]
    """State of every ordered pair of services."""
    contested: set[Pair]
    """Pairs confirmed by a start that an end denies."""
    acceptance: dict[tuple[str, str], str]
    """``yes``, ``no`` or ``unknown`` by (service, group)."""
    started: set[tuple[str, str, str]]
    """(source, target, group) with a start on record."""
    opened: set[tuple[str, str, str]]
    """Those of them that no answer declares absent: they open the link for the group."""
    reported: set[tuple[str, str]]
    """(service, group) with a report that closes the group."""
    assessed: set[str]
    """Client groups that some row names, a report of a code that closes the group among them."""
    complete: str
    """``yes`` (every service is listed), ``no`` (a meeting said that one is missing) or ``unknown``."""


def is_route_in(service: Service, codebook: Codebook) -> bool:
    return codebook.stage_of[service.service_type] is Stage.ROUTES_IN


def offered(service: Service, codebook: Codebook) -> set[str]:
    """Types that a service offers; one of the first stage in ``also_offers`` is ignored."""
    further = {kind for kind in service.also_offers if codebook.stage_of[kind] is not Stage.ROUTES_IN}
    return {service.service_type} | further


def nobody_to_ask(service: Service, codebook: Codebook) -> bool:
    if service.service_type == "mutual_aid":
        return True
    return is_route_in(service, codebook) and not service.organisation


def latest(rows: list[tuple[date | None, Any]]) -> Any:
    """Return the value of the last row of the last day; an undated row is older than any other."""
    newest = max((day or date.min) for day, _ in rows)
    return [value for day, value in rows if (day or date.min) == newest][-1]


def voices(area: Area) -> dict[tuple[str, str, str], set[str]]:
    """What is said by (source, target, end), one value a voice."""
    rows: dict[Any, list[tuple[date | None, str]]] = defaultdict(list)
    for row in area.statements:
        who = ("named", row.reporter) if row.reporter else ("role", row.reporter_role)
        rows[row.source, row.target, row.end, who].append((row.said_on, row.says))
    said: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for (source, target, end, _), values in rows.items():
        said[source, target, end].add(latest(values))
    return said


def word(said: set[str]) -> str:
    """Put the voices of one end together; an empty string where it did not speak."""
    positive = said & {"present", "weak"}
    negative = said & {"absent", "not_applicable"}
    if positive and negative:
        return "disputed"
    for value in ("present", "weak", "absent", "not_applicable"):
        if value in said:
            return value
    return ""


def words(area: Area, source: str, target: str, said: dict[tuple[str, str, str], set[str]]) -> tuple[str, str]:
    """What the two ends of a pair say, complete lists and ends with nobody to ask included."""
    sender, receiver = area.service[source], area.service[target]
    sends = word(said.get((source, target, "sender"), set()))
    receives = word(said.get((source, target, "receiver"), set()))
    mute_sender, mute_receiver = nobody_to_ask(sender, area.codebook), nobody_to_ask(receiver, area.codebook)
    if not mute_sender and not mute_receiver:
        if not sends and sender.lists_all_sent_to:
            sends = "absent"
        if not receives and receiver.lists_all_received_from:
            receives = "absent"
    if mute_sender and not sends:
        sends = receives
    elif mute_receiver and not receives:
        receives = sends
    return sends, receives


def spoken_state(ends: tuple[str, str], *, start: bool, referral: bool, shown_none: bool) -> str:
    """State of a pair before any answer: the first line of the table of design §4 that fits."""
    spoken = [end for end in ends if end]
    positive = [end for end in spoken if end in ("present", "weak")]
    negative = [end for end in spoken if end in ("absent", "not_applicable")]
    if start:
        return "confirmed"
    if ends == ("present", "present") and not shown_none:
        return "confirmed"
    if spoken and all(end == "not_applicable" for end in spoken):
        return "not_applicable"
    if "disputed" in spoken or (positive and negative) or ends == ("present", "present"):
        return "disputed"
    if referral or "weak" in spoken:
        return "weak"
    if "present" in spoken:
        return "one_sided"
    if "absent" in spoken or shown_none:
        return "absent"
    return "silent"


def records(area: Area) -> tuple[set[Pair], set[Pair], set[Pair]]:
    """Pairs with a start, pairs with any referral, and pairs whose rows are not all plain zeros."""
    starts, referrals, not_none = set(), set(), set()
    for row in area.referrals:
        counts = (row.referred, row.accepted, row.started)
        pair = (row.source, row.target)
        if least(row.started) >= 1:
            starts.add(pair)
        if any(least(count) >= 1 for count in counts):
            referrals.add(pair)
        if any(count != 0 for count in counts):
            not_none.add(pair)
    return starts, referrals, not_none


def answers(area: Area) -> dict[tuple[str, ...], str]:
    """The answer that counts, by question: its kind, then what it is about."""
    rows: dict[tuple[str, ...], list[tuple[date | None, str]]] = defaultdict(list)
    for row in area.answers:
        key = {
            "link": (row.source, row.target),
            "acceptance": (row.service, row.client_group),
            "sends_to_nobody_else": (row.service,),
            "receives_from_nobody_else": (row.service,),
            "list_complete": (),
        }[row.question.value]
        rows[row.question.value, *key].append((row.on, row.answer.value))
    return {key: latest(values) for key, values in rows.items()}


def link_states(area: Area, settled: dict[tuple[str, ...], str]) -> tuple[dict[Pair, str], set[Pair]]:
    said = voices(area)
    starts, referrals, not_none = records(area)
    states: dict[Pair, str] = {}
    contested: set[Pair] = set()
    for pair in permutations(area.service, 2):
        source, target = pair
        answer = settled.get(("link", *pair))
        if answer:
            states[pair] = "confirmed" if answer == "yes" else "absent"
            continue
        ends = words(area, source, target, said)
        counted = area.records_complete and area.service[target].records_referrals_in
        state = spoken_state(
            ends, start=pair in starts, referral=pair in referrals, shown_none=counted and pair not in not_none
        )
        if pair in starts and ("absent" in ends or "disputed" in ends):
            contested.add(pair)
        no_more_sent = settled.get(("sends_to_nobody_else", source)) == "yes"
        no_more_received = settled.get(("receives_from_nobody_else", target)) == "yes"
        if state == "silent" and (no_more_sent or no_more_received):
            state = "absent"
        states[pair] = state
    return states, contested


def closing_reports(area: Area) -> set[tuple[str, str]]:
    """(service, group) where a barrier that closes the group is reported at the service or a link into it."""
    found = set()
    for report in area.barriers:
        group = area.codebook.barrier[report.code].closes
        if group:
            found |= {(place, group) for place in (report.service, report.target) if place}
    return found


def accepted(service: Service, group: str, answer: str | None, *, started: bool, reported: bool) -> str:
    """Whether a service takes a client group: ``yes``, ``no`` or ``unknown``."""
    own = dict(service.accepts).get(group, "yes" if group == EVERYONE else "")
    if answer:
        return answer
    if own == "no":
        return "unknown" if started else "no"
    if reported:
        return "unknown"
    return "yes" if own == "yes" else "unknown"


def assessed_groups(area: Area) -> set[str]:
    groups = {EVERYONE}
    for service in area.services:
        groups |= {group for group, _ in service.accepts}
    for table in (area.arrivals, area.referrals, area.refusals, area.departures):
        groups |= {row.client_group for row in table}
    groups |= {row.client_group for row in area.answers if row.question == "acceptance"}
    closed = {area.codebook.barrier[report.code].closes for report in area.barriers}
    return groups | {group for group in closed if group}


def facts(area: Area) -> Facts:
    """Read the evidence of an area."""
    settled = answers(area)
    link, contested = link_states(area, settled)
    started = {(row.source, row.target, row.client_group) for row in area.referrals if least(row.started) >= 1}
    opened = {start for start in started if settled.get(("link", start[0], start[1])) != "no"}
    into = {(target, group) for _, target, group in started}
    reported = closing_reports(area)
    acceptance = {
        (service.service, group): accepted(
            service,
            group,
            settled.get(("acceptance", service.service, group)),
            started=(service.service, group) in into,
            reported=(service.service, group) in reported,
        )
        for service in area.services
        for group in area.codebook.group
    }
    complete = settled.get(("list_complete",), "yes" if area.services_complete else "unknown")
    return Facts(link, contested, acceptance, started, opened, reported, assessed_groups(area), complete)


def certain(known: Facts, group: str) -> set[Pair]:
    usable = {pair for pair, state in known.link.items() if state == "confirmed"}
    accepting = {pair for pair in usable if known.acceptance[pair[1], group] == "yes"}
    return accepting | {pair for pair in usable if (*pair, group) in known.opened}


def possible(known: Facts, group: str) -> set[Pair]:
    usable = {pair for pair, state in known.link.items() if state not in ("absent", "not_applicable")}
    accepting = {pair for pair in usable if known.acceptance[pair[1], group] != "no"}
    return accepting | {pair for pair in usable if (*pair, group) in known.opened}


def certain_pairs(area: Area, group: str) -> set[Pair]:
    """Confirmed links into services that accept the group."""
    return certain(facts(area), group)


def possible_pairs(area: Area, group: str) -> set[Pair]:
    """Pairs that are not absent, not applicable or closed by the receiver's own word."""
    return possible(facts(area), group)

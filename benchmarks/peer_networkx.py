"""The gap rules written with networkx: the peer against which ``benchmarks/gaps.py`` times the library.

It is what a competent analyst would write, and it is held to the same findings by ``tests/oracle/test_peer.py``:
the evidence in dicts, two ``DiGraph`` objects a client group, ``ancestors`` for reach, ``immediate_dominators`` for
single points, ``dijkstra_path`` for the questions that remove a finding and ``minimum_cut`` on a node-split graph
for those that make it certain. Questions are tuples (question, source, target, service, group).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from benchmarks.peer_evidence import Evidence, Pair
from benchmarks.peer_graphs import GroupGraphs, Question, cheapest, cut_off, dominators, smallest_cut
from dtors_network.model.area import Area
from dtors_network.model.pathway import Route
from dtors_network.model.vocabulary import EVERYONE, least

LIST_COMPLETE: Question = ("list_complete", "", "", "", "")


@dataclass(frozen=True)
class PeerGap:
    """One finding; ``yes`` and ``no`` are filled in only where questions were asked for."""

    rule: str
    certainty: str
    group: str
    route: str = ""
    types: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    link: Pair | None = None
    yes: tuple[Question, ...] = ()
    no: tuple[Question, ...] = ()

    @property
    def place(self) -> tuple[Any, ...]:
        """What everyone's findings are compared by."""
        return self.rule, self.certainty, self.route, self.services, self.organisations, self.link


def find_gaps_networkx(area: Area, groups: Iterable[str] | None = None, questions: bool = False) -> list[PeerGap]:
    """List the structural gaps of an area, for some client groups or for all, with their questions if wanted."""
    evidence = Evidence(area)
    found = [
        gap
        for group in (area.codebook.group if groups is None else groups)
        for gap in GroupView(evidence, group, questions).gaps()
    ]
    everyone = {gap.place for gap in found if gap.group == EVERYONE}
    return [gap for gap in found if gap.group == EVERYONE or gap.rule == "refused_group" or gap.place not in everyone]


class GroupView(GroupGraphs):
    """The rules over the two graphs of one client group."""

    def __init__(self, evidence: Evidence, group: str, questions: bool) -> None:
        super().__init__(evidence, group)
        self.questions = questions

    def gaps(self) -> Iterator[PeerGap]:
        yield from self.no_provider()
        yield from self.conditioned()
        yield from self.disputed_link()  # a fact about a link, whether or not the group was assessed
        if self.group in self.evidence.assessed:
            yield from self.missing_route()
            yield from self.refused_group()
            yield from self.no_aftercare_route()
            yield from self.dead_end()
            yield from self.single_point()

    def no_provider(self) -> Iterator[PeerGap]:
        listed = self.evidence.complete == "yes"
        for route in self.evidence.routes("required", "expected"):
            if route.client_group != self.group or not self.evidence.offering(route.senders):
                continue
            for needed in route.needs:
                if not self.evidence.offering(needed):
                    yield self._gap("no_provider", "certain" if listed else "unknowable", route, needed)

    def conditioned(self) -> Iterator[PeerGap]:
        for route in self.evidence.area.pathway.routes:
            if not route.condition or route.grade == "optional" or route.client_group != self.group:
                continue
            if self.evidence.offering(route.senders):
                rule = "missing_route" if self.evidence.offering(route.receivers) else "no_provider"
                yield self._gap(rule, "unknowable", route, route.receivers)

    def _gap(self, rule: str, certainty: str, route: Route, needed: tuple[str, ...], *services: str) -> PeerGap:
        return PeerGap(rule, certainty, self.group, route.code, tuple(sorted(needed)), services)

    def missing_route(self) -> Iterator[PeerGap]:
        for route in self.evidence.routes("required", "expected"):
            if route.client_group != self.group:
                continue
            for needed in route.needs:
                receivers = self.evidence.offering(needed)
                for sender in self.evidence.offering(route.senders) if receivers else ():
                    if sender in receivers or any(self.certain.has_edge(sender, r) for r in receivers):
                        continue
                    closed = not any(self.possible.has_edge(sender, r) for r in receivers)
                    gap = self._gap("missing_route", self._certainty(closed), route, needed, sender)
                    pairs = [(sender, receiver) for receiver in receivers]
                    yield self._ask(gap, closed, pairs, sender, receivers)

    def refused_group(self) -> Iterator[PeerGap]:
        evidence = self.evidence
        for route in evidence.routes("required"):
            senders = evidence.offering(route.senders)
            for needed in route.needs:
                receivers = [r for r in evidence.offering(needed) if r not in evidence.first]
                if senders and receivers:
                    yield from self._refusal(route, needed, senders, receivers)

    def _refusal(
        self, route: Route, needed: tuple[str, ...], senders: list[str], receivers: list[str]
    ) -> Iterator[PeerGap]:
        evidence, group = self.evidence, self.group
        if self._none_started(senders, receivers):
            yield self._gap("refused_group", "certain", route, needed, *receivers)
            return
        if any(self.acceptance[r] == "yes" for r in receivers):
            return
        if any((s, r, group) in evidence.started for s in senders for r in receivers):
            return
        refusing = [r for r in receivers if self.acceptance[r] == "no"]
        own_no = [r for r in receivers if dict(evidence.area.service[r].accepts).get(group) == "no"]
        if not refusing and not own_no and not any((r, group) in evidence.reported for r in receivers):
            return
        closed = refusing == receivers
        gap = self._gap("refused_group", self._certainty(closed), route, needed, *receivers)
        asked = [self._acceptance(r) for r in receivers if self.acceptance[r] == "unknown"]
        yield self._with_questions(gap, closed, asked[:1], asked)

    def _none_started(self, senders: list[str], receivers: list[str]) -> bool:
        rows = [
            row
            for row in self.evidence.area.referrals
            if row.client_group == self.group and row.source in senders and row.target in receivers
        ]
        with_referral = [r for r in rows if least(r.referred) or least(r.accepted) or least(r.started)]
        return sum(least(r.referred) for r in rows) >= 10 and all(r.started == 0 for r in with_referral)

    @cached_property
    def _required_pairs(self) -> dict[Pair, list[str]]:
        """Client groups of the required routes that ask for a pair, in the order of the reference."""
        asking = defaultdict(list)
        for route in self.evidence.routes("required"):
            for needed in route.needs:
                receivers = self.evidence.offering(needed)
                for sender in set(self.evidence.offering(route.senders)).difference(receivers):
                    for receiver in receivers:
                        asking[sender, receiver].append(route.client_group)
        return asking

    def disputed_link(self) -> Iterator[PeerGap]:
        for pair, groups in self._required_pairs.items():
            group = EVERYONE if EVERYONE in groups else groups[0]
            if group == self.group and self.evidence.states[pair] == "disputed":
                yes = (self._link(pair),) if self.questions else ()
                yield PeerGap("disputed_link", "certain", group, services=pair, link=pair, yes=yes)

    @cached_property
    def _nobody_after_treatment(self) -> bool:
        return self.evidence.complete != "yes" and not self.evidence.recovers

    def no_aftercare_route(self) -> Iterator[PeerGap]:
        if self._nobody_after_treatment or not self.entries:
            yield PeerGap("no_aftercare_route", "unknowable", self.group)
        else:
            yield from self._not_arriving("no_aftercare_route", self.entries)

    def dead_end(self) -> Iterator[PeerGap]:
        if self._nobody_after_treatment:
            yield PeerGap("dead_end", "unknowable", self.group)
        else:
            open_to = [s for s in sorted(self.evidence.treats) if self.acceptance[s] != "no"]
            yield from self._not_arriving("dead_end", open_to)

    def _not_arriving(self, rule: str, starts: list[str]) -> Iterator[PeerGap]:
        sure, maybe = self.arriving
        for start in starts:
            if start not in sure:
                closed = start not in maybe
                gap = PeerGap(rule, self._certainty(closed), self.group, services=(start,))
                yield self._ask(gap, closed, self.journeys[1].edges, start, self.evidence.goals)

    def single_point(self) -> Iterator[PeerGap]:
        if self._nobody_after_treatment:
            return
        for entry in self.entries:
            if entry in self.arriving[0]:
                yield from self._single_points(entry)

    def _single_points(self, entry: str) -> Iterator[PeerGap]:
        sure, maybe = self.journeys
        needed = dominators(maybe, entry)
        found: set[tuple[str, str]] = set()
        for service in dominators(sure, entry):
            gap = PeerGap("single_point", self._certainty(service in needed), self.group, services=(entry, service))
            found.add((service, gap.certainty))
            yield self._ask_without(gap, service in needed, entry, {service})
        for organisation, runs in self._organisations().items():
            gone = runs - {entry}
            if len(gone) < 2 or not cut_off(sure, entry, gone):
                continue
            closed = cut_off(maybe, entry, gone)
            certainty = self._certainty(closed)
            if not any((service, certainty) in found for service in gone):
                gap = PeerGap("single_point", certainty, self.group, "", (), (entry,), (organisation,))
                yield self._ask_without(gap, closed, entry, gone)

    def _organisations(self) -> dict[str, set[str]]:
        runs = defaultdict(set)
        for service in self.evidence.area.services:
            if service.organisation:
                runs[service.organisation].add(service.service)
        return runs

    def _certainty(self, closed: bool) -> str:
        return "certain" if closed and self.evidence.complete == "yes" else "sensitive"

    def _with_questions(self, gap: PeerGap, closed: bool, yes: Iterable[Question], no: Iterable[Question]) -> PeerGap:
        """Add the questions to a sensitive finding, and the one about the list where it is open."""
        if not self.questions or gap.certainty == "certain":
            return gap
        if self.evidence.complete == "no":
            return replace(gap, yes=() if closed else tuple(yes))
        listed = (LIST_COMPLETE,) if self.evidence.complete == "unknown" else ()
        return replace(gap, yes=(), no=listed) if closed else replace(gap, yes=tuple(yes), no=(*no, *listed))

    def _ask(self, gap: PeerGap, closed: bool, pairs: Iterable[Pair], start: str, goals: Iterable[str]) -> PeerGap:
        if not self.questions or gap.certainty == "certain":
            return gap
        if closed:
            return self._with_questions(gap, closed, (), ())
        graph = self.split_graph(pairs, goals)
        return self._with_questions(gap, closed, cheapest(graph, start), smallest_cut(graph, start))

    def _ask_without(self, gap: PeerGap, closed: bool, entry: str, gone: set[str]) -> PeerGap:
        pairs = ((u, v) for u, v in self.journeys[1].edges if u not in gone and v not in gone)
        return self._ask(gap, closed, pairs, entry, self.evidence.goals - gone)

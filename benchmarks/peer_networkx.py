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
from datetime import date
from functools import cached_property
from itertools import permutations
from typing import Any

import networkx as nx

from dtors_network.model.area import Area
from dtors_network.model.pathway import Route
from dtors_network.model.vocabulary import EVERYONE, Stage, least

Pair = tuple[str, str]
Question = tuple[str, str, str, str, str]

GOAL = ("goal", "")
LIST_COMPLETE: Question = ("list_complete", "", "", "", "")
UNCLEAR = {"weak", "one_sided", "disputed"}
NOT_POSSIBLE = {"absent", "not_applicable"}


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


def latest(rows: list[tuple[date | None, Any]]) -> Any:
    """Value of the last row of the last day (an undated row is the oldest)."""
    return max(enumerate(rows), key=lambda item: (item[1][0] or date.min, item[0]))[1][1]


class Evidence:
    """What the tables say, for all client groups."""

    def __init__(self, area: Area) -> None:
        self.area = area
        self.offers = {s.service: self._offers(s.service_type, s.also_offers) for s in area.services}
        stage_of = area.codebook.stage_of
        self.first = {s.service for s in area.services if stage_of[s.service_type] is Stage.ROUTES_IN}
        self.treats = {s for s, kinds in self.offers.items() if kinds & set(area.codebook.treatment_types)}
        self.recovers = {s for s, kinds in self.offers.items() if kinds & set(area.codebook.recovery_types)}
        self.goals = {s for s in self.recovers if s in self.treats or s not in self.first}
        self.mute = {
            s.service
            for s in area.services
            if s.service_type == "mutual_aid" or (s.service in self.first and not s.organisation)
        }
        self.answers = self._answers()
        self.started = {(r.source, r.target, r.client_group) for r in area.referrals if least(r.started)}
        self.started_pairs = {(source, target) for source, target, _ in self.started}
        self.started_into = {(target, group) for _, target, group in self.started}
        self.opened = {row for row in self.started if self.answers.get(("link", *row[:2])) != "no"}
        self.reported = self._reported()
        self.states = self._states()
        self.assessed = self._assessed()
        self.complete = self.answers.get(("list_complete",), "yes" if area.services_complete else "unknown")

    def _offers(self, own: str, further: tuple[str, ...]) -> set[str]:
        stage_of = self.area.codebook.stage_of
        return {own, *(kind for kind in further if stage_of[kind] is not Stage.ROUTES_IN)}

    def offering(self, kinds: Iterable[str]) -> list[str]:
        wanted = set(kinds)
        return sorted(s for s, offers in self.offers.items() if offers & wanted)

    def _answers(self) -> dict[tuple[str, ...], str]:
        rows = defaultdict(list)
        for row in self.area.answers:
            about = {
                "link": (row.source, row.target),
                "acceptance": (row.service, row.client_group),
                "list_complete": (),
            }.get(row.question.value, (row.service,))
            rows[row.question.value, *about].append((row.on, row.answer.value))
        return {key: latest(values) for key, values in rows.items()}

    def _reported(self) -> set[tuple[str, str]]:
        closes = ((self.area.codebook.barrier[b.code].closes, b) for b in self.area.barriers)
        return {(place, group) for group, b in closes if group for place in (b.service, b.target) if place}

    def _assessed(self) -> set[str]:
        area = self.area
        named = {group for s in area.services for group, _ in s.accepts}
        for table in (area.arrivals, area.referrals, area.refusals, area.departures):
            named |= {row.client_group for row in table}
        closed = {closes for b in area.barriers if (closes := area.codebook.barrier[b.code].closes)}
        return named | closed | {key[2] for key in self.answers if key[0] == "acceptance"} | {EVERYONE}

    def _words(self) -> dict[tuple[str, str, str], str]:
        """What each end says that spoke, by (source, target, end)."""
        rows = defaultdict(list)
        for row in self.area.statements:
            voice = row.reporter or (None, row.reporter_role)
            rows[row.source, row.target, row.end.value, voice].append((row.said_on, row.says.value))
        said = defaultdict(set)
        for (source, target, end, _), values in rows.items():
            said[source, target, end].add(latest(values))
        return {key: self._word(values) for key, values in said.items()}

    @staticmethod
    def _word(says: set[str]) -> str:
        if says & {"present", "weak"} and says & {"absent", "not_applicable"}:
            return "disputed"
        return next(word for word in ("present", "weak", "absent", "not_applicable") if word in says)

    def _states(self) -> dict[Pair, str]:
        area, words = self.area, self._words()
        referred, not_none = set(), set()
        for row in area.referrals:
            counts = (row.referred, row.accepted, row.started)
            if any(least(count) for count in counts):
                referred.add((row.source, row.target))
            if any(count != 0 for count in counts):
                not_none.add((row.source, row.target))
        states = {}
        for pair in permutations(area.service, 2):
            if answer := self.answers.get(("link", *pair)):
                states[pair] = "confirmed" if answer == "yes" else "absent"
                continue
            ends = self._ends(pair, words)
            recorded = area.records_complete and area.service[pair[1]].records_referrals_in
            states[pair] = self._state(pair, ends, pair in referred, recorded and pair not in not_none)
        return states

    def _ends(self, pair: Pair, words: dict[tuple[str, str, str], str]) -> tuple[str, str]:
        sender, receiver = (self.area.service[s] for s in pair)
        sends, receives = words.get((*pair, "sender"), ""), words.get((*pair, "receiver"), "")
        if self.mute.isdisjoint(pair):
            sends = sends or ("absent" if sender.lists_all_sent_to else "")
            receives = receives or ("absent" if receiver.lists_all_received_from else "")
        if pair[0] in self.mute:
            sends = sends or receives
        if pair[1] in self.mute:
            receives = receives or sends
        return sends, receives

    def _state(self, pair: Pair, ends: tuple[str, str], referred: bool, none_on_record: bool) -> str:
        spoken = {end for end in ends if end}
        for_it, against = spoken & {"present", "weak"}, spoken & {"absent", "not_applicable"}
        both = ends == ("present", "present")
        if pair in self.started_pairs or (both and not none_on_record):
            return "confirmed"
        if spoken == {"not_applicable"}:
            return "not_applicable"
        if "disputed" in spoken or (for_it and against) or both:
            return "disputed"
        if referred or "weak" in spoken:
            return "weak"
        if for_it:
            return "one_sided"
        if "absent" in spoken or none_on_record or self._closed(pair):
            return "absent"
        return "silent"

    def _closed(self, pair: Pair) -> bool:
        return (
            self.answers.get(("sends_to_nobody_else", pair[0])) == "yes"
            or self.answers.get(("receives_from_nobody_else", pair[1])) == "yes"
        )

    def accepts(self, service: str, group: str) -> str:
        own = dict(self.area.service[service].accepts).get(group, "yes" if group == EVERYONE else "unknown")
        if answer := self.answers.get(("acceptance", service, group)):
            return answer
        if own == "no":
            return "unknown" if (service, group) in self.started_into else "no"
        return "yes" if own == "yes" and (service, group) not in self.reported else "unknown"

    def on_the_way(self, pair: Pair) -> bool:
        u, v = pair
        if u in self.first and (v in self.first or v in self.treats):
            return True
        return u in self.treats and v not in self.first and (v in self.treats or v in self.recovers)

    def routes(self, *grades: str) -> list[Route]:
        return [route for route in self.area.pathway.routes if route.grade in grades and not route.condition]


class GroupView:
    """The two graphs of one client group, and the rules over them."""

    def __init__(self, evidence: Evidence, group: str, questions: bool) -> None:
        self.evidence, self.group, self.questions = evidence, group, questions
        self.acceptance = {s: evidence.accepts(s, group) for s in evidence.offers}
        self.certain, self.possible = self._graph(sure=True), self._graph(sure=False)
        self.entries = self._entries()

    def _graph(self, sure: bool) -> nx.DiGraph:
        graph = nx.DiGraph()
        graph.add_nodes_from(self.evidence.offers)
        for (u, v), state in self.evidence.states.items():
            linked = state == "confirmed" if sure else state not in NOT_POSSIBLE
            taken = self.acceptance[v] == "yes" if sure else self.acceptance[v] != "no"
            if linked and (taken or (u, v, self.group) in self.evidence.opened):
                graph.add_edge(u, v)
        return graph

    def _entries(self) -> list[str]:
        area = self.evidence.area
        kinds = area.codebook.group[self.group].starts_at
        return sorted(s for s in self.evidence.first if not kinds or area.service[s].service_type in kinds)

    def _journey(self, graph: nx.DiGraph) -> nx.DiGraph:
        """Keep the edges on the way, and lead every service that reaches aftercare to one goal."""
        journey = nx.DiGraph()
        journey.add_nodes_from([*graph, GOAL])
        journey.add_edges_from(pair for pair in graph.edges if self.evidence.on_the_way(pair))
        journey.add_edges_from((goal, GOAL) for goal in self.evidence.goals)
        return journey

    @cached_property
    def journeys(self) -> tuple[nx.DiGraph, nx.DiGraph]:
        return self._journey(self.certain), self._journey(self.possible)

    @cached_property
    def arriving(self) -> tuple[set[str], set[str]]:
        """Services from which aftercare is reached, in the certain and in the possible graph."""
        sure, maybe = self.journeys
        return nx.ancestors(sure, GOAL), nx.ancestors(maybe, GOAL)

    # -- the rules ---------------------------------------------------------------------------------------------

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

    # -- certainty and questions -------------------------------------------------------------------------------

    def _certainty(self, closed: bool) -> str:
        return "certain" if closed and self.evidence.complete == "yes" else "sensitive"

    def _link(self, pair: Pair) -> Question:
        return ("link", *pair, "", "")

    def _acceptance(self, service: str) -> Question:
        return ("acceptance", "", "", service, self.group)

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

    def split_graph(self, pairs: Iterable[Pair], goals: Iterable[str]) -> nx.DiGraph:
        """Possible steps with every service split in two; unknown edges weigh 1, can be cut and bear a question.

        Silent links run through the sender's and the receiver's lists of partners, so that one answer cuts them all.
        """
        graph = nx.DiGraph()
        pairs = [pair for pair in pairs if self.possible.has_edge(*pair)]
        for service in {service for pair in pairs for service in pair}:
            taken = self.acceptance[service]
            if taken != "no":
                question = self._acceptance(service) if taken == "unknown" else None
                add_edge(graph, ("in", service), ("out", service), question, question)
        for u, v in pairs:
            self._add_pair(graph, u, v)
        for goal in goals:
            add_edge(graph, ("out", goal), GOAL)
        return graph

    def _add_pair(self, graph: nx.DiGraph, u: str, v: str) -> None:
        state, mute = self.evidence.states[u, v], self.evidence.mute
        link = self._link((u, v))
        if (u, v, self.group) in self.evidence.opened:
            add_edge(graph, ("out", u), ("out", v))
        elif state == "confirmed":
            add_edge(graph, ("out", u), ("in", v))
        elif state in UNCLEAR or mute.issuperset((u, v)):
            add_edge(graph, ("out", u), ("in", v), link, link)
        else:
            sends = None if u in mute else ("sends_to_nobody_else", "", "", u, "")
            receives = None if v in mute else ("receives_from_nobody_else", "", "", v, "")
            add_edge(graph, ("out", u), ("sends", u), None, sends)
            add_edge(graph, ("sends", u), ("receives", v), link, None)
            add_edge(graph, ("receives", v), ("in", v), None, receives)


def add_edge(graph: nx.DiGraph, u: Any, v: Any, yes: Question | None = None, no: Question | None = None) -> None:
    """Add an edge: a question that opens it gives it a weight, one that closes it a capacity (none: unbounded)."""
    capacity = {} if no is None else {"capacity": 1}
    graph.add_edge(u, v, weight=0 if yes is None else 1, yes=yes, no=no, **capacity)


def cheapest(graph: nx.DiGraph, start: str) -> list[Question]:
    """Fewest questions which, answered yes, make a way."""
    path = nx.dijkstra_path(graph, ("out", start), GOAL, weight="weight")
    return [graph.edges[edge]["yes"] for edge in nx.utils.pairwise(path) if graph.edges[edge]["yes"]]


def smallest_cut(graph: nx.DiGraph, start: str) -> list[Question]:
    """Fewest questions which, answered no, leave no way."""
    _, (near, far) = nx.minimum_cut(graph, ("out", start), GOAL)
    return [graph.edges[u, v]["no"] for u in near for v in graph[u] if v in far]


def dominators(graph: nx.DiGraph, entry: str) -> list[str]:
    """Services that every path from the entry to the goal needs."""
    above = nx.immediate_dominators(graph, entry)
    chain, node = [], above.get(GOAL)
    while node is not None and node != entry:
        chain.append(node)
        node = above[node]
    return chain


def cut_off(graph: nx.DiGraph, entry: str, gone: set[str]) -> bool:
    """Whether the goal is out of reach without some services."""
    return not nx.has_path(graph.subgraph(set(graph) - gone), entry, GOAL)

"""What the tables say, in dicts: the evidence of the peer that is written with networkx."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from itertools import permutations
from typing import Any

from dtors_network.model.area import Area
from dtors_network.model.pathway import Route
from dtors_network.model.vocabulary import EVERYONE, Stage, least

Pair = tuple[str, str]
UNCLEAR = {"weak", "one_sided", "disputed"}
NOT_POSSIBLE = {"absent", "not_applicable"}


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

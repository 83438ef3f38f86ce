"""What every gap rule works on: the network, the groups to judge, and searches that several findings share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, MutableMapping
from dataclasses import replace
from functools import cached_property
from itertools import chain

from dtors_network.bits import mask_of, positions
from dtors_network.evidence import Pair
from dtors_network.gaps.cut import Doubts, doubts
from dtors_network.gaps.finding import Ask, Question, Step
from dtors_network.gaps.search import Ways, cheapest_ways, question_layers, remedy_layers
from dtors_network.graph import GroupGraph, Network
from dtors_network.model.area import Area, Referral
from dtors_network.model.comparator import Comparator, for_area
from dtors_network.model.groups import BOTH, arrivals_at_once, members, read_group, referrals_of
from dtors_network.model.pathway import Route
from dtors_network.model.vocabulary import Certainty, Count, Grade, LinkState, QuestionKind

LIST_COMPLETE = Question(QuestionKind.LIST_COMPLETE)


class Case:
    """An area under review.

    Parameters
    ----------
    area : Area
        A lawful area.
    groups : iterable of str, optional
        Client groups to judge, or ``a+b`` for people who belong to two at once; all of the codebook's where left out.
    comparators : iterable of Comparator
        Figures that counted gaps are held against; without one a rule that counts is silent.
    limits : mapping of str to pair of float, optional
        Likely intervals that are known already, by measure and place; those worked out anew are added.
    likely : bool
        Whether counts that are blocks are judged by their likely interval; by the strict range where not.
    network : Network, optional
        That of the area, where it was made already, with all that is weighed on it.
    """

    def __init__(
        self,
        area: Area,
        groups: Iterable[str] | None = None,
        comparators: Iterable[Comparator] = (),
        limits: MutableMapping[str, tuple[float, float]] | None = None,
        *,
        likely: bool = True,
        network: Network | None = None,
    ) -> None:
        self.area = area
        self.limits = {} if limits is None else limits
        self.likely = likely
        self.comparators = for_area(comparators, area)
        self.network = network or Network(area)
        known = tuple(area.codebook.group)
        asked = known if groups is None else {read_group(area.codebook, group) for group in groups}
        self.groups = (*(group for group in known if group in asked), *sorted(set(asked) - set(known)))
        book = self.network.acceptance
        self.assessed = tuple(group for group in self.groups if book.is_assessed(group))
        self.not_assessed = tuple(group for group in self.groups if not book.is_assessed(group))
        self._at_once = tuple(group for group in self.groups if BOTH in group)
        self.list_complete = self.network.evidence.list_complete
        self._ways: dict[tuple[str, str, int], Ways] = {}
        self._doubts: dict[str, Doubts] = {}

    def routes(self) -> Iterator[Route]:
        """List the routes of the reference whose absence is a gap and whose sending type is present.

        People who belong to two groups at once need the routes of each; they are judged for both.
        """
        for route in self.area.pathway.routes:
            if route.grade is not Grade.OPTIONAL and self.network.senders(route):
                for group in self.groups:
                    if route.client_group in members(group):
                        yield route if route.client_group == group else replace(route, client_group=group)

    def absence(self, *, holds_in_possible: bool) -> Certainty:
        """Grade a finding of absence: certain only if nothing possible, listed or not, could contradict it."""
        return Certainty.CERTAIN if holds_in_possible and self.list_complete else Certainty.SENSITIVE

    def ask_by_list(self, no: tuple[Question, ...] | None) -> tuple[Question, ...] | None:
        """Add to a no-set the question whether the list is complete, where it is open."""
        if self.list_complete or no is None:
            return no
        return None if self.network.evidence.list_known_incomplete else (*no, LIST_COMPLETE)

    def questions_to_aftercare(self, group: str, start: int, without: int = 0) -> Ask:
        """Work out both question sets of a finding that a service has no way to aftercare."""
        graph = self.network.group(group)
        ways = self._shared("yes", group, without, self.network.ends)
        if ways.steps(start) is None:
            return Ask((), self.ask_by_list(()))
        yes = tuple(sorted(self._unknowns(graph, ways.path(start))))
        if group not in self._doubts:
            self._doubts[group] = doubts(graph)
        return Ask(yes, self.ask_by_list(self._doubts[group].fewest_no(start, without)))

    def remedy_to_aftercare(self, group: str, start: int, without: int = 0) -> tuple[Step, ...]:
        """Work out the fewest services provided, links and refusals opened that give a service a way to aftercare.

        Nothing is known of a service that is yet to be provided, so the links to and from it cost nothing.
        """
        network, book = self.network, self.area.codebook
        provide: list[Step] = []
        ends = network.ends
        if not ends & ~without:
            provide.append(Step("provide", types=tuple(sorted(book.recovery_types))))
            ends = network.treatment
        if not network.treatment & ~without:
            provide.append(Step("provide", types=tuple(sorted(book.treatment_types))))
            return tuple(provide)
        ways = self._shared("remedy", group, without, ends)
        if ways.steps(start) is None:
            return ()
        graph = network.group(group)
        return tuple(sorted([*provide, *(step for pair in ways.path(start) for step in self.openings(graph, *pair))]))

    def _shared(self, what: str, group: str, without: int, ends: int) -> Ways:
        key = (what, group, without)
        if key not in self._ways:
            graph = self.network.group(group)
            layers = question_layers if what == "yes" else remedy_layers
            self._ways[key] = cheapest_ways(ends, lambda at: layers(graph, at), without)
        return self._ways[key]

    def _unknowns(self, graph: GroupGraph, pairs: list[tuple[int, int]]) -> Iterator[Question]:
        for sender, receiver in pairs:
            yield from self.link_unknowns(graph, sender, receiver)

    def link_unknowns(self, graph: GroupGraph, sender: int, receiver: int) -> Iterator[Question]:
        """Name what is unknown about one possible link: whether it works, and whether the group is accepted."""
        ids = self.network.ids
        if not self.network.out.confirmed[sender] >> receiver & 1:
            yield Question(QuestionKind.LINK, source=ids[sender], target=ids[receiver])
        if graph.doubtful >> receiver & 1 and not graph.open_out[sender] >> receiver & 1:
            yield Question(QuestionKind.ACCEPTANCE, service=ids[receiver], group=graph.group)

    def openings(self, graph: GroupGraph, sender: int, receiver: int) -> Iterator[Step]:
        """Name what is closed about one link: that it is absent, and that the group is refused."""
        ids, state = self.network.ids, self.state(sender, receiver)
        if state is LinkState.ABSENT:
            yield Step("open_link", source=ids[sender], target=ids[receiver])
        if graph.refuses >> receiver & 1 and not graph.may_out[sender] >> receiver & 1:
            yield Step("open_acceptance", service=ids[receiver], group=graph.group)

    def state(self, sender: int, receiver: int) -> LinkState:
        """Give the state of the link between two positions."""
        return self.network.evidence.state(self.network.ids[sender], self.network.ids[receiver])

    def names(self, mask: int) -> tuple[str, ...]:
        """Give the ids of a set of services."""
        return tuple(self.network.ids[at] for at in positions(mask))

    def named(self, senders: int, receivers: int) -> Iterator[Pair]:
        """List the pairs between two sets of services that some row names, in order of id."""
        position = self.network.position
        for source, target in sorted(self.network.evidence.links):
            if senders >> position[source] & 1 and receivers >> position[target] & 1:
                yield source, target

    def frontier(self, group: str, start: int, without: int = 0) -> Iterator[Pair]:
        """List the named pairs that lead out of what is reached on certain links towards aftercare."""
        graph, network = self.network.group(group), self.network
        inside, fresh = start, start
        while fresh:
            found = 0
            for at in positions(fresh):
                found |= graph.certain_out(at) & network.steps_from[at]
            fresh = found & ~inside & ~without
            inside |= fresh
        for source, target in self.named(inside, ~inside):
            if network.steps_from[network.position[source]] >> network.position[target] & 1:
                yield source, target

    def reported(self, group: str) -> int:
        """Services that say no to a group, or are reported to refuse it, whatever else is known."""
        return mask_of(self.network.position[service] for service in self.network.acceptance.reported(group))

    @cached_property
    def referrals_of(self) -> dict[str, list[Referral]]:
        """Referral rows by client group."""
        found: dict[str, list[Referral]] = {}
        for row in self.area.referrals:
            found.setdefault(row.client_group, []).append(row)
        return found | {group: list(referrals_of(self.area, group)) for group in self._at_once}

    @cached_property
    def arrivals(self) -> dict[tuple[str, str], list[Count]]:
        """Counts of arrivals by service and client group."""
        found: dict[tuple[str, str], list[Count]] = {}
        for row in self.area.arrivals:
            found.setdefault((row.service, row.client_group), []).append(row.count)
        for group in self._at_once:
            found |= {(place, group): [count] for place, count in arrivals_at_once(self.area, group)}
        return found

    @cached_property
    def starts_into(self) -> dict[tuple[str, str], list[Count]]:
        """Counts of starts on referral by receiving service and client group."""
        found: dict[tuple[str, str], list[Count]] = {}
        for row in chain(self.area.referrals, *(self.referrals_of[group] for group in self._at_once)):
            found.setdefault((row.target, row.client_group), []).append(row.started)
        return found

    @cached_property
    def grade_to_recovery(self) -> dict[int, Grade]:
        """The firmest grade with which the reference asks each service for a route to aftercare and recovery."""
        grades: dict[int, Grade] = {}
        recovery = set(self.area.codebook.recovery_types)
        for route in self.area.pathway.routes:
            if recovery.intersection(route.receivers) and not route.condition and route.grade is not Grade.OPTIONAL:
                for at in range(len(self.network.ids)):
                    if self.network.senders(route) >> at & 1 and grades.get(at) is not Grade.REQUIRED:
                        grades[at] = route.grade
        return grades

    @property
    def firmest_grade_to_recovery(self) -> Grade | None:
        """The firmest grade with which the reference asks anybody for a route to aftercare and recovery."""
        grades = set(self.grade_to_recovery.values())
        return next((grade for grade in (Grade.REQUIRED, Grade.EXPECTED) if grade in grades), None)

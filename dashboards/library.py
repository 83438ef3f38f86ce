"""The areas that the dashboard shows, and their results: worked out once, when first asked for."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from functools import cached_property, partial
from pathlib import Path
from typing import Final

from dashboards.edit_desk import EditDesk
from dashboards.jobs import every
from dashboards.neighbour_lists import NeighbourLists
from dashboards.rounds_desk import RoundsDesk
from dashboards.tried import Changes as Changes
from dashboards.tried import Tried
from dashboards.uploads import Uploads
from dtors_network.accounts.flow_report import FlowReport, flow_report
from dtors_network.accounts.hidden_cells import Hidden, what_was_hidden
from dtors_network.accounts.pack import pack_of
from dtors_network.accounts.paper import Paper
from dtors_network.accounts.report import TOGETHER, paper_of
from dtors_network.accounts.report_parts import Results
from dtors_network.actions import FollowedActions, follow_actions
from dtors_network.actions.followed import day_of
from dtors_network.area_files.area_io import read_area
from dtors_network.area_files.digest import digest_of
from dtors_network.area_files.releases import is_own_place, last_given
from dtors_network.compare import Comparison, compare
from dtors_network.compare.asked import periods_of
from dtors_network.compare.neighbour_list import read_model
from dtors_network.compare.neighbours import Model
from dtors_network.compare.published.given import figures_beside
from dtors_network.compare.work import AreaFigures, figures_of
from dtors_network.disclosure.kept import protected
from dtors_network.errors import Fault, InputError
from dtors_network.flow import ClientFlow, client_flow, rest_flow
from dtors_network.gaps import Gaps, find_gaps
from dtors_network.gaps.moved import Movement, earlier_of, findings_moved
from dtors_network.graph import Network
from dtors_network.measures import NetworkMeasures, network_measures
from dtors_network.model.area import Area
from dtors_network.model.vocabulary import EVERYONE
from dtors_network.rounds.since import SinceRound, since_round
from dtors_network.triangulation import Triangulation, triangulate

ALL_GROUPS = ""
STEPS: Final = {
    "area": "putting counts into blocks",
    "other": "putting counts into blocks",
    "gaps": "finding gaps",
    "comparison": "setting areas side by side",
    "figures": "working out indicators",
    "flow": "reading counts",
    "rest": "following everybody else",
    "flows": "following people",
    "hidden": "looking at what is hidden",
    "evidence": "holding words and records together",
    "measures": "measuring how services are linked",
}
"""What is said of each result while it is being made."""


class Library(Tried):
    """The results of areas, each worked out once, when first asked for.

    Examples
    --------
    >>> from dtors_network.examples import small_area
    >>> library = Library([small_area()])
    >>> library.gaps("small").area.profile.value, library.gaps("small") is library.gaps("small")
    ('ndtms', True)
    """

    steps = {**Tried.steps, **STEPS}

    @cached_property
    def edit_desk(self) -> EditDesk:
        """The user's own areas on disk, to be edited by their holder; what is saved is shown from then on."""
        return EditDesk(
            lambda: {name: place for name, place in self.places.items() if is_own_place(place)},
            lambda area, place, name: self.put(area, place, name),
        )

    @cached_property
    def rounds_desk(self) -> RoundsDesk:
        """Rounds of questions about the user's own areas."""

        def gaps_of(id_: str, exact: Area) -> Gaps:
            return find_gaps(protected(exact, self.view), None, None, self.comparators(id_))

        return RoundsDesk(self.own, self.gaps, gaps_of)

    @cached_property
    def uploads(self) -> Uploads:
        """Areas that were uploaded, for some hours."""
        return Uploads(self)

    @cached_property
    def neighbour_lists(self) -> NeighbourLists[Model]:
        """Lists of neighbours that were uploaded, for some hours."""
        return NeighbourLists(read_model)

    def gaps(self, area: str, group: str = ALL_GROUPS) -> Gaps:
        """Give the gaps of an area for one client group, or for all of them."""

        def make() -> Gaps:
            return find_gaps(self.area(area), [group] if group else None, None, self.comparators(area))

        gaps: Gaps = self.apart(("gaps", area, group), make)
        return gaps

    def actions(self, area: str) -> FollowedActions:
        """Give what was agreed in an area, held against its findings of now."""

        def make() -> FollowedActions:
            found, weighed = self.gaps(area), any(row.reach_expected is not None for row in self.area(area).actions)
            return follow_actions(found, day_of(found.area), self.hidden(area).reach if weighed else None)

        followed: FollowedActions = self.once(("actions", area), make)
        return followed

    def movement(self, area: str) -> Movement | None:
        """Give what moved since an earlier period of an area, where one is open beside it."""
        before = earlier_of(self.areas[area], self.areas.values())
        if before is None:
            return None

        def make() -> Movement:
            return findings_moved(self.gaps(before.id), self.gaps(area))

        found: Movement = self.once(("movement", area), make)
        return found

    def since_pack(self, area: str) -> tuple[Movement, str] | None:
        """Give what moved since the last pack that was given out, with its day; None where none was, or none fits.

        Both looks are as others see them, in the holder's view too: exact counts now against blocks then would move
        findings that did not move.
        """
        try:
            last = last_given(self.places[area], self._exact[area], "pack") if area in self.places else None
        except InputError:  # the register says what is wrong when something is given out
            return None
        if last is None:
            return None
        before, day = last

        def make() -> Movement:
            return findings_moved(find_gaps(before, None, None, self.comparators(area)), self.gaps(area))

        with self.seen_as(self.profile):
            return self.once(("since_pack", area, digest_of(before)), make), day

    def since_round(self, area: str) -> SinceRound | None:
        """Give what moved since the last round of an area of the holder's own; None where none can be told."""
        if not self.holder or area not in self.edit_desk.places():
            return None
        try:
            with self.seen_as(self.profile):
                return since_round(self.rounds_desk.standing(area))
        except InputError:  # no round was opened, or the page Rounds says what is wrong
            return None

    def own(self, area: str) -> tuple[Path, Area]:
        """Read an area of the user's own as its files are now, and show it so from now on."""
        if area not in self.edit_desk.places():
            fix = "Start the dashboard with an area of your own; illustrative ones stay as they are"
            raise InputError([Fault("this area has no place of its own, where that could be kept", fix)])
        place = self.edit_desk.places()[area]
        exact = read_area(place)
        if exact != self._exact[area] and exact.id == area:
            self.put(exact, place)
        return place, exact

    def comparison(self) -> Comparison:
        """Give all areas side by side in the order in which they were opened, earlier periods of one behind it."""
        now, before = periods_of(every([partial(self.area, id_) for id_ in self.areas], self.steps["area"]))
        lists = self.neighbour_lists

        def mapped(work: object, areas: Sequence[Area]) -> list[AreaFigures]:
            return every([partial(self.figures, area.id) for area in areas], self.steps["figures"])

        def make() -> Comparison:
            given = [one for place in self.places.values() for one in figures_beside(place)]
            return compare(now, before, published=given, models=lists.models, mapped=mapped)

        found: Comparison = self.once(("comparison", lists.changed), make)
        return found

    def figures(self, area: str) -> AreaFigures:
        """Give every figure of an area by which it is compared."""
        found: AreaFigures = self.apart(("figures", area), lambda: figures_of(self.area(area)))
        return found

    def flow_of_each(self) -> tuple[FlowReport | str, ...]:
        """Give the flow of everyone through each area that stands side by side, or why it cannot be followed."""
        flows = [partial(self._flow_or_why, area.id) for area in self.comparison().areas]
        return tuple(every(flows, self.steps["flows"]))

    def _flow_or_why(self, area: str) -> FlowReport | str:
        try:
            return self.flows(area, "", "")[0]
        except InputError as error:
            return error.faults[0].problem

    def flow(self, area: str, group: str = ALL_GROUPS) -> ClientFlow:
        """Give the flow of a client group through an area; raises what is wrong with its counts."""
        group = group or EVERYONE
        flow: ClientFlow = self.once(("flow", area, group), lambda: client_flow(self.area(area), group))
        return flow

    def flows(self, area: str, group: str, start: str) -> tuple[FlowReport, ...]:
        """Give what is said of the flow of a group from a service, and of everyone else's beside it."""

        def make() -> tuple[FlowReport, ...]:
            reports = [flow_report(self.flow(area, group), start)]
            if group not in ("", EVERYONE):
                rest = self.once(("rest", area, group), lambda: rest_flow(self.area(area), group))
                reports.append(flow_report(rest, start))
            return tuple(reports)

        reports: tuple[FlowReport, ...] = self.apart(("flows", area, group, start), make)
        return reports

    def report(self, area: str) -> Paper:
        """Put the report of an area together from the results that its pages show."""
        return paper_of(self._results(area))

    def pack(self, area: str) -> Paper:
        """Put the pack for a meeting together from the results that its pages show."""
        movement, last = self.movement(area), self.since_pack(area)
        return pack_of(self._results(area), movement) if movement or not last else pack_of(self._results(area), *last)

    def _results(self, area: str) -> Results:
        flow, *_ = self.flows(area, "", "")
        best = self.best_changes(area, "", TOGETHER)
        return Results(self.gaps(area), flow, best, self.hidden(area), self.actions(area))

    def evidence(self, area: str) -> Triangulation:
        """Give what was reported in an area, held against what was recorded."""

        def make() -> Triangulation:
            others = [self.other(at) for at, one in enumerate(self.against) if one.id != area]
            return triangulate(self.area(area), others)

        found: Triangulation = self.apart(("evidence", area), make)
        return found

    def hidden(self, area: str) -> Hidden:
        """Give what was hidden of an area, and what that costs."""
        found: Hidden = self.apart(("hidden", area), lambda: what_was_hidden(self.area(area)))
        return found

    def measures(self, area: str, group: str) -> NetworkMeasures:
        """Give how the services and organisations of an area are linked."""
        group = group or EVERYONE
        found: NetworkMeasures = self.apart(("measures", area, group), lambda: network_measures(self.area(area), group))
        return found

    def network(self, area: str) -> Network:
        """Give the network of an area, with the evidence on every link."""
        return self.gaps(area).case.network

    def gap_ids(self, area: str, group: str) -> frozenset[str]:
        """Name the gaps of an area for one client group, or for all of them."""
        return frozenset(gap.id for gap in self.gaps(area, group).gaps)

    def warm(self) -> None:
        """Protect every area, then work it out for all groups and for each, so that nobody waits; large ones later."""
        for at in range(len(self.against)):
            self._wait_for(partial(self.other, at))
        for area in self.areas:
            self._wait_for(partial(self.area, area))
        small = {id_: area for id_, area in self.areas.items() if self.pool is None or not self.is_large(id_)}
        for area in small:
            self.gaps(area)
        for area, row in small.items():
            for group in ("", *row.codebook.group):
                self.gaps(area, group)
                with suppress(InputError):  # the page says what is wrong with the counts
                    self.flows(area, group, "")

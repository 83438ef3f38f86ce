"""The areas that the dashboard shows, and their results: worked out once, when first asked for."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from contextlib import suppress
from contextvars import ContextVar
from threading import RLock
from typing import Any, Final

from dashboards.kept import Kept, size_of
from dashboards.workers import Pool
from dtors_network.area_files.comparators_yaml import shipped_comparators
from dtors_network.compare import pooled_losses
from dtors_network.disclosure import SHARED, Controlled, Profile, control, hidden_area
from dtors_network.errors import Fault, InputError
from dtors_network.flow import ClientFlow, client_flow, rest_flow
from dtors_network.flow.targets import AFTERCARE
from dtors_network.gaps import Gaps, find_gaps
from dtors_network.graph import Network
from dtors_network.model.area import Area
from dtors_network.model.comparator import Comparator
from dtors_network.model.vocabulary import EVERYONE
from dtors_network.report.flow_rows import FlowReport, flow_report
from dtors_network.whatif import (
    Baseline,
    BestChanges,
    Routes,
    Stress,
    WhatIf,
    best_changes,
    read_changes,
    routes,
    stress,
    what_if,
)
from dtors_network.whatif.candidates import candidates
from dtors_network.whatif.change import Change

ALL_GROUPS = ""
Changes = tuple[tuple[str, str], ...]
"""Changes of a what-if as they are written: option and text."""

LARGE: Final = 40
"""Services from which on results are worked out apart: below it each takes less than a second."""

STEPS: Final = {
    "gaps": "finding gaps",
    "comparators": "taking areas together",
    "flow": "reading counts",
    "rest": "following everybody else",
    "flows": "following people",
    "baseline": "reading the area as it is",
    "what_if": "making the changes",
    "candidates": "looking for changes that could help",
    "best_changes": "trying sets of changes",
    "stress": "taking out each organisation in turn",
    "routes": "looking for ways on",
}
"""What is said of each result while it is being made."""


_doing: ContextVar[str] = ContextVar("doing", default="")


def _to_nobody(step: str) -> None:
    """Say nothing of how far it is."""


class Library:
    """Areas by id, with their results behind disclosure control.

    Parameters
    ----------
    areas : sequence of Area
        The areas to show, in the order of the chooser; their ids differ.
    profile : Profile
        The disclosure profile of every number of people on a screen.
    against : sequence of Area
        Areas whose losses, taken together, those of any other area are held against; none unless they are named.
    told : callable
        Is told what is being done.

    Raises
    ------
    InputError
        If two areas have one id: an address could not tell them apart.

    Examples
    --------
    >>> from dtors_network.examples import small_area
    >>> library = Library([small_area()])
    >>> library.gaps("small").profile.code, library.gaps("small") is library.gaps("small")
    ('ndtms', True)
    """

    def __init__(
        self,
        areas: Sequence[Area],
        profile: Profile = SHARED,
        against: Sequence[Area] = (),
        told: Callable[[str], None] = _to_nobody,
    ) -> None:
        self.against = tuple(against)
        self.areas = {area.id: area for area in areas}
        self.profile = profile
        self.pool: Pool | None = None
        self._told = told
        self._kept = Kept()
        self._making: dict[Hashable, RLock] = {}
        self._changing = RLock()
        if len(self.areas) < len(areas):
            ids = [area.id for area in areas]
            twice = sorted({id_ for id_ in ids if ids.count(id_) > 1})
            raise InputError([Fault("two areas have the same id", "Give each its own.", value=id_) for id_ in twice])

    def gaps(self, area: str, group: str = ALL_GROUPS) -> Controlled[Gaps]:
        """Give the gaps of an area for one client group, or for all of them."""

        def make() -> Controlled[Gaps]:
            found = find_gaps(self.areas[area], [group] if group else None, None, self.comparators(area))
            return control(found, self.profile)

        gaps: Controlled[Gaps] = self.apart(("gaps", area, group), make)
        return gaps

    def comparators(self, area: str) -> tuple[Comparator, ...]:
        """Give what the counts of an area are held against: published figures, and areas that were named for it.

        By default that is what Python and the command line hold it against.
        """

        def make() -> tuple[Comparator, ...]:
            others = [one for one in self.against if one.id != area]
            return (*shipped_comparators(), *(pooled_losses(others) if others else ()))

        comparators: tuple[Comparator, ...] = self.once(("comparators", area), make)
        return comparators

    def flow(self, area: str, group: str = ALL_GROUPS) -> ClientFlow:
        """Give the flow of a client group through an area, not yet controlled; raises what is wrong with its counts."""
        group = group or EVERYONE
        flow: ClientFlow = self.once(("flow", area, group), lambda: client_flow(self.areas[area], group))
        return flow

    def flows(self, area: str, group: str, start: str) -> Controlled[tuple[FlowReport, ...]]:
        """Give what is said of the flow of a group from a service, and of everyone else's beside it."""

        def make() -> Controlled[tuple[FlowReport, ...]]:
            reports = [flow_report(self.flow(area, group), start)]
            if group not in ("", EVERYONE):
                rest = self.once(("rest", area, group), lambda: rest_flow(self.areas[area], group))
                reports.append(flow_report(rest, start))
            return control(tuple(reports), self.profile)

        reports: Controlled[tuple[FlowReport, ...]] = self.apart(("flows", area, group, start), make)
        return reports

    def baseline(self, area: str) -> Baseline:
        """Give an area to hold changes against; its small counts are hidden before anything is worked out."""
        baseline: Baseline = self.once(
            ("baseline", area), lambda: Baseline(hidden_area(self.areas[area], self.profile), self.comparators(area))
        )
        return baseline

    def what_if(self, area: str, changes: Changes, group: str) -> Controlled[WhatIf]:
        """Give what changes would do to an area."""

        def make() -> Controlled[WhatIf]:
            return control(what_if(self.baseline(area), read_changes(changes), group or EVERYONE), self.profile)

        found: Controlled[WhatIf] = self.apart(("what_if", area, changes, group), make)
        return found

    def candidates(self, area: str, group: str) -> tuple[Change, ...]:
        """Give the changes that could help a group; none where its people cannot be followed."""

        def make() -> tuple[Change, ...]:
            try:
                return candidates(self.baseline(area), group or EVERYONE)
            except InputError:
                return ()

        found: tuple[Change, ...] = self.apart(("candidates", area, group), make)
        return found

    def best_changes(self, area: str, group: str) -> Controlled[BestChanges]:
        """Give the sets of changes that would help most."""
        found: Controlled[BestChanges] = self.apart(
            ("best_changes", area, group),
            lambda: control(best_changes(self.baseline(area), group or EVERYONE), self.profile),
        )
        return found

    def stress(self, area: str) -> Controlled[tuple[Stress, ...]]:
        """Give what hangs on each organisation."""
        found: Controlled[tuple[Stress, ...]] = self.apart(
            ("stress", area), lambda: control(stress(self.baseline(area)), self.profile)
        )
        return found

    def routes(self, area: str, service: str, to: str, group: str) -> Controlled[Routes]:
        """Give the ways on from a service."""

        def make() -> Controlled[Routes]:
            ways = routes(self.baseline(area).network, service, to or AFTERCARE, group or EVERYONE)
            return control(ways, self.profile)

        found: Controlled[Routes] = self.apart(("routes", area, service, to, group), make)
        return found

    def network(self, area: str) -> Network:
        """Give the network of an area, with the evidence on every link."""
        return self.gaps(area).value.case.network

    def work_apart(self) -> None:
        """Have the results of large areas worked out in processes of their own from now on."""
        self.pool = Pool(self.areas, self.profile, self._kept.put, self.against)

    def is_large(self, area: str) -> bool:
        """Tell whether the results of an area take long enough to be worked out apart."""
        return len(self.areas[area].services) >= LARGE

    def apart(self, key: tuple[Any, ...], make: Callable[[], Any]) -> Any:
        """Make something that may take long: in a process of its own where the area is large and there are any.

        Parameters
        ----------
        key : tuple
            The name of a method of the library, the id of the area, and whatever else the method is given.
        make : callable
            Makes it here.

        Raises
        ------
        Pending
            If it is still being worked out.
        """
        if self.pool is None or not self.is_large(key[1]):
            return self.once(key, make)
        kept = self._kept.get(key)
        return kept[0] if kept else self.pool.ask(key)

    def once(self, key: tuple[Any, ...], make: Callable[[], Any]) -> Any:
        """Make something when first asked for, and keep it while it is used; it is made from the areas alone.

        Whoever asks for the same thing meanwhile waits for it; whoever asks for another does not.
        """
        kept = self._kept.get(key)
        if kept:
            return kept[0]
        with self._changing:
            making = self._making.setdefault(key, RLock())
        with making:
            kept = self._kept.get(key)
            if kept:
                return kept[0]
            made = self._made(STEPS.get(key[0], ""), make)
            self._kept.put(key, made, size_of(made, self.areas.values()))
            with self._changing:
                self._making.pop(key, None)
            return made

    def _made(self, step: str, make: Callable[[], Any]) -> Any:
        """Make something, and say so; afterwards say again what it is made for."""
        of = _doing.set(step)
        self._told(step)
        try:
            return make()
        finally:
            _doing.reset(of)
            self._told(_doing.get())

    def gap_ids(self, area: str, group: str) -> frozenset[str]:
        """Name the gaps of an area for one client group, or for all of them."""
        return frozenset(gap.id for gap in self.gaps(area, group).value.gaps)

    def warm(self) -> None:
        """Work out every area for all groups and then for each, so that nobody waits; large ones when asked for."""
        small = {id_: area for id_, area in self.areas.items() if self.pool is None or not self.is_large(id_)}
        for area in small:
            self.gaps(area)
        for area, row in small.items():
            for group in ("", *row.codebook.group):
                self.gaps(area, group)
                with suppress(InputError):  # the page says what is wrong with the counts
                    self.flows(area, group, "")

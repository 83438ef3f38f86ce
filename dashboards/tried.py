"""What changes would do to the areas that the dashboard shows: each worked out once, when first asked for."""

from __future__ import annotations

from typing import Final

from dashboards.holding import Holding
from dtors_network.compare import pooled_losses
from dtors_network.errors import InputError
from dtors_network.flow.targets import AFTERCARE
from dtors_network.gaps.comparators import shipped_comparators
from dtors_network.model.comparator import Comparator
from dtors_network.model.vocabulary import EVERYONE
from dtors_network.whatif import (
    Baseline,
    BestChanges,
    Routes,
    Stresses,
    WhatIf,
    best_changes,
    read_changes,
    routes,
    stress,
    what_if,
)
from dtors_network.whatif.candidates import candidates, links_to_agree
from dtors_network.whatif.change import Change
from dtors_network.whatif.curve import CurvePoint, strength_curve
from dtors_network.whatif.needed import Target, read_target
from dtors_network.whatif.target import what_would_it_take

Changes = tuple[tuple[str, str], ...]
"""Changes of a what-if as they are written: option and text."""

STEPS: Final = {
    "comparators": "taking areas together",
    "baseline": "reading the area as it is",
    "what_if": "making the changes",
    "strength_curve": "making parts of the changes",
    "candidates": "looking for changes that could help",
    "best_changes": "trying sets of changes",
    "target": "looking for what it would take",
    "stress": "taking out each organisation in turn",
    "routes": "looking for ways on",
}
"""What is said of each result while it is being made."""


class Tried(Holding):
    """Areas as they are, with changes, and with what would help."""

    steps = STEPS

    def comparators(self, area: str) -> tuple[Comparator, ...]:
        """Give what the counts of an area are held against: published figures, and areas that were named for it.

        By default that is what Python and the command line hold it against.
        """

        def make() -> tuple[Comparator, ...]:
            others = [self.other(at) for at, one in enumerate(self.against) if one.id != area]
            return (*shipped_comparators(), *(pooled_losses(others) if others else ()))

        comparators: tuple[Comparator, ...] = self.once(("comparators", area), make)
        return comparators

    def baseline(self, area: str) -> Baseline:
        """Give an area to hold changes against."""
        baseline: Baseline = self.once(("baseline", area), lambda: Baseline(self.area(area), self.comparators(area)))
        return baseline

    def what_if(self, area: str, changes: Changes, group: str) -> WhatIf:
        """Give what changes would do to an area."""

        def make() -> WhatIf:
            return what_if(self.baseline(area), read_changes(changes), group or EVERYONE)

        found: WhatIf = self.apart(("what_if", area, changes, group), make)
        return found

    def strength_curve(self, area: str, changes: Changes, group: str) -> tuple[CurvePoint, ...]:
        """Give reach over the strength of changes."""

        def make() -> tuple[CurvePoint, ...]:
            return strength_curve(self.baseline(area), read_changes(changes), group or EVERYONE)

        found: tuple[CurvePoint, ...] = self.apart(("strength_curve", area, changes, group), make)
        return found

    def candidates(self, area: str, group: str) -> tuple[Change, ...]:
        """Give the changes that could help a group; none where its people cannot be followed."""

        def make() -> tuple[Change, ...]:
            try:
                baseline = self.baseline(area)
                levers = candidates(baseline, group or EVERYONE)
                tried = (change for one in levers for change in one.changes)
                return tuple(dict.fromkeys([*tried, *links_to_agree(baseline)]))
            except InputError:
                return ()

        found: tuple[Change, ...] = self.apart(("candidates", area, group), make)
        return found

    def best_changes(self, area: str, group: str, most: int = 1) -> BestChanges:
        """Give what comes first, and the sets of levers that would help most."""
        found: BestChanges = self.apart(
            ("best_changes", area, group, most),
            lambda: best_changes(self.baseline(area), group or EVERYONE, most),
        )
        return found

    def target(self, area: str, group: str, target: str) -> Target:
        """Give what it would take to meet a target, such as ``reach:45``."""

        def make() -> Target:
            kind, share = read_target(target)
            return what_would_it_take(self.baseline(area), **{kind: share}, group=group)

        found: Target = self.apart(("target", area, group, target), make)
        return found

    def stress(self, area: str) -> Stresses:
        """Give what hangs on each organisation."""
        found: Stresses = self.apart(("stress", area), lambda: stress(self.baseline(area)))
        return found

    def routes(self, area: str, service: str, to: str, group: str) -> Routes:
        """Give the ways on from a service."""

        def make() -> Routes:
            return routes(self.baseline(area).network, service, to or AFTERCARE, group or EVERYONE)

        found: Routes = self.apart(("routes", area, service, to, group), make)
        return found

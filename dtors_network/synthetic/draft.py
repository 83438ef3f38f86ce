"""An area while it is being drawn: services and links are added, and so is what they must show."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import TypeVar

from dtors_network.model.vocabulary import EVERYONE, Certainty
from dtors_network.synthetic.setting import Setting
from dtors_network.synthetic.sketch import Closing, Link, Manner, Part, Refusal, Side, Sketch, Way
from dtors_network.synthetic.truth import PlantedGap

T = TypeVar("T")
NONE: frozenset[str] = frozenset()


class CannotPlantError(ValueError):
    """Raised when plants do not go together, or need a service type or group that is not there."""


@dataclass
class Draft:
    """The services and links drawn so far, and the findings that they bring about.

    Two rules keep every plant local. (1) Each service of the core and each spare one has a confirmed link to
    the core for all that the reference asks of it, and nothing that is added later takes a link away: findings
    of absence cannot come about there. (2) A planted service is closed at both ends: of its pairs that the
    tables do not speak about, all are absent, unless the plant opens that end on purpose.
    """

    rng: Random
    setting: Setting
    closed_by: Closing
    unknown_share: float
    complete: bool
    numbers: list[int]
    services: dict[str, Sketch] = field(default_factory=dict)
    links: dict[tuple[str, str], Link] = field(default_factory=dict)
    core: dict[int, dict[str, list[str]]] = field(default_factory=dict)
    trunks: dict[tuple[int, Side], list[Sketch]] = field(default_factory=dict)
    pools: dict[Side, list[str]] = field(default_factory=lambda: {side: [] for side in Side})
    organisations: dict[str, Side] = field(default_factory=dict)
    omitted: set[str] = field(default_factory=set)
    claimed: set[str] = field(default_factory=set)
    extra_core: list[str] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    started: set[str] = field(default_factory=set)
    expected: list[PlantedGap] = field(default_factory=list)
    observed: list[PlantedGap] = field(default_factory=list)
    later: list[Callable[[Draft], None]] = field(default_factory=list)
    mixed: bool = True

    # -- services ------------------------------------------------------------------------------------------

    def add(
        self,
        kind: str,
        part: Part = Part.PLANT,
        side: Side = Side.BESIDE,
        organisation: str | None = None,
        also: tuple[str, ...] = (),
        home: int = 0,
    ) -> Sketch:
        """Add a service that accepts every assessed group, but for the refusals that its types bring."""
        if kind in self.omitted:
            raise CannotPlantError(f"no {kind} may be added: a plant leaves out every service of that type")
        run_by = self.organisation_for(kind, side, part) if organisation is None else organisation
        sketch = Sketch(
            id=self._next_id(),
            kind=kind,
            organisation=run_by,
            side=side,
            home=home,
            part=part,
            also=also,
            roles=self.setting.roles(kind, also),
            askable=kind != "mutual_aid" and not (kind in self.setting.routes_in and not run_by),
            accepts={},
        )
        sketch.accepts = {group: self._acceptance(sketch, group) for group in self.setting.groups if group != EVERYONE}
        self._close(sketch)
        self.services[sketch.id] = sketch
        if part is Part.CORE:
            for role in sorted(sketch.roles):
                self.core.setdefault(home, {}).setdefault(role, []).append(sketch.id)
        return sketch

    def _next_id(self) -> str:
        return f"s{self.numbers.pop() if self.numbers else len(self.services) + 1:04d}"

    def organisation_for(self, kind: str, side: Side, part: Part) -> str:
        """Choose who runs a service: nobody, a new organisation, or one that stands in the same trunk."""
        if kind in ("self_or_family", "other_route") or (kind == "mutual_aid" and self.rng.random() < 0.5):
            return ""
        pool = self.pools[side]
        if part is Part.PLANT or not pool or self.rng.random() < 0.45:
            pool = pool if part is not Part.PLANT else []
            pool.append(self.new_organisation(side))
            return pool[-1]
        return self.rng.choice(pool[-8:])

    def new_organisation(self, side: Side) -> str:
        """Found an organisation."""
        name = f"o{len(self.organisations) + 1:03d}"
        self.organisations[name] = side
        return name

    def _acceptance(self, sketch: Sketch, group: str) -> str:
        for refusal in self.refusals:
            if refusal.group == group and not refusal.types.isdisjoint(sketch.roles):
                return self._refused(refusal)
        return "yes"

    def _refused(self, refusal: Refusal) -> str:
        if refusal.manner is Manner.SAID:
            return "no"
        if refusal.manner is Manner.DOUBTED:
            first = not any(not refusal.types.isdisjoint(other.roles) for other in self.services.values())
            return "no" if first else "unknown"
        if refusal.manner is Manner.REPORTED:
            return "unknown"
        return self.rng.choice(("yes", "unknown"))

    def _close(self, sketch: Sketch) -> None:
        """Decide at which ends the pairs that nobody speaks about are absent."""
        if sketch.part is Part.PLANT or not sketch.askable:
            return
        if sketch.part is Part.SPARE and self.rng.random() < self.unknown_share:
            sketch.closed_out = sketch.closed_in = False
        elif self.closed_by is Closing.RECORD:
            sketch.closed_out = self.rng.random() < 0.3
        else:
            sketch.closed_in = self.rng.random() < 0.5

    # -- links ---------------------------------------------------------------------------------------------

    def connect(self, source: Sketch, target: Sketch) -> None:
        """Confirm a link. The first along a required route has a start on record, so that the route has one."""
        if (source.id, target.id) in self.links or source is target:
            return
        routes = {route.code for route in self.setting.asked(source.roles, target.roles)}
        must_start = bool(routes - self.started)
        self.started |= routes
        self.links[source.id, target.id] = Link(source.id, target.id, Way.CONFIRMED, must_start)

    def has_starts(self, source: Sketch, target: Sketch) -> bool:
        """Tell whether every required route that asks for this pair has a start on record somewhere."""
        return all(route.code in self.started for route in self.setting.asked(source.roles, target.roles))

    def satisfy(self, sketch: Sketch, cut: frozenset[str] = NONE) -> None:
        """Give a service a confirmed link for all that the reference asks of it, but for the types it is cut off."""
        for _, need in self.setting.rows(sketch.roles):
            choices = [self.services[s] for kind in sorted(need - cut) for s in self.core_of(kind, sketch.home)]
            if not choices or any(self.confirmed(sketch, other) for other in choices):
                continue
            near = [other for other in choices if other.side is sketch.side]
            self.connect(sketch, self.rng.choice(near or choices))

    def confirmed(self, source: Sketch, target: Sketch) -> bool:
        """Tell whether a link was confirmed."""
        link = self.links.get((source.id, target.id))
        return link is not None and link.way is Way.CONFIRMED

    def one_of(self, choices: Sequence[T], problem: str) -> T:
        """Draw one of some choices.

        Where there is none, the problem is told (CannotPlantError).
        """
        if not choices:
            raise CannotPlantError(problem)
        return self.rng.choice(choices)

    def core_of(self, kind: str, home: int = 0) -> list[str]:
        """List the core services of a type in a district, or else in the first one."""
        return self.core.get(home, {}).get(kind) or self.core.get(0, {}).get(kind, [])

    def core_service(self, kinds: Iterable[str]) -> Sketch:
        """Draw a core service of some types."""
        found = [self.services[s] for kind in sorted(kinds) for s in self.core_of(kind)]
        return self.one_of(found, f"no service of the core offers any of {', '.join(sorted(kinds))}")

    def supplied(self, kind: str) -> bool:
        """Tell whether all that the reference asks of a service of this type is there (or left out everywhere)."""
        if kind in self.omitted:
            return False
        return all(
            need <= self.omitted or any(self.core_of(other) for other in sorted(need))
            for _, need in self.setting.rows(frozenset({kind}))
        )

    # -- what it must show ---------------------------------------------------------------------------------

    def expect(
        self,
        rule: str,
        certainty: Certainty = Certainty.CERTAIN,
        client_group: str = EVERYONE,
        route: str = "",
        types: Iterable[str] = (),
        services: Iterable[Sketch] = (),
        organisations: tuple[str, ...] = (),
        planted: bool = False,
    ) -> None:
        """Note a finding of absence: it is softened where the list of services is not complete."""
        self.expected.append(
            PlantedGap(
                rule=rule,
                certainty=certainty,
                client_group=client_group,
                route=route,
                types=tuple(sorted(types)),
                services=tuple(sketch.id for sketch in services),
                organisations=organisations,
                planted=planted,
            )
        )

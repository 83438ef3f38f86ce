"""What hangs on each organisation: who would lose every way to aftercare, and who would have to carry the rest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import overload

from dtors_network.bits import positions
from dtors_network.flow import ClientFlow
from dtors_network.gaps import find_gaps
from dtors_network.graph import Network
from dtors_network.model.area import Area
from dtors_network.model.given import checked
from dtors_network.model.told import Told
from dtors_network.model.vocabulary import EVERYONE
from dtors_network.rounding import counted
from dtors_network.whatif.baseline import Baseline
from dtors_network.whatif.load_change import LoadChange, load_changes
from dtors_network.whatif.making import flow_after
from dtors_network.whatif.remove import RemoveOrganisation, without


@dataclass(frozen=True, slots=True)
class Cut:
    """A group that loses its way to aftercare from a route in.

    ``certain`` says that no possible way is left either; otherwise only none that is certain.
    """

    group: str
    entry: str
    certain: bool


@dataclass(frozen=True, slots=True)
class Stress:
    """What would follow if one organisation left.

    Attributes
    ----------
    organisation : str
        Its id.
    services : tuple of str
        What it runs.
    cuts : tuple of Cut
        Groups that would lose every way to aftercare, from routes in that have one now.
    gateways : tuple of pair of str
        Routes in, and the service or organisation on which all their ways would then depend, and do not now.
    overloads : tuple of LoadChange
        Services that may then have more people than places: the people who came to the organisation go on as the
        others do, at the worst for them.
    """

    organisation: str
    services: tuple[str, ...]
    cuts: tuple[Cut, ...]
    gateways: tuple[tuple[str, str], ...]
    overloads: tuple[LoadChange, ...]

    @property
    def cut_off(self) -> tuple[str, ...]:
        """Routes in that lose every certain way for everyone or for some group, each once."""
        return tuple(dict.fromkeys(cut.entry for cut in self.cuts))

    @property
    def cut_off_for_certain(self) -> tuple[str, ...]:
        """Those of them that lose every possible way, for everyone or for some group."""
        return tuple(dict.fromkeys(cut.entry for cut in self.cuts if cut.certain))

    @property
    def hanging(self) -> tuple[str, ...]:
        """Routes in whose ways would all hang on one other, each once."""
        return tuple(dict.fromkeys(entry for entry, _ in self.gateways))


@dataclass(frozen=True, repr=False)
class Stresses(Told, Sequence[Stress]):
    """What would follow if each organisation of an area left, those on which most hangs first."""

    area: Area
    organisations: tuple[Stress, ...]

    def __len__(self) -> int:
        return len(self.organisations)

    @overload
    def __getitem__(self, at: int) -> Stress: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Stress, ...]: ...
    def __getitem__(self, at: int | slice) -> Stress | tuple[Stress, ...]:
        return self.organisations[at]

    @property
    def line(self) -> str:
        """How many organisations were taken out, and how many of them would cut a way in off."""
        cutting = sum(bool(one.cuts) for one in self)
        return f"{counted(len(self), 'organisation')} taken out in turn, {cutting:,} would cut a way in off"


@checked
def stress(area: Area | Baseline) -> Stresses:
    """Take each organisation out in turn.

    Parameters
    ----------
    area : Area or Baseline
        A lawful area.

    Returns
    -------
    Stresses
        A list of ``Stress``, those on which most hangs first: routes in cut off for certain, then others cut off, new
        gateways, overloads.

    Examples
    --------
    >>> from dtors_network.examples import counted_area
    >>> [(one.organisation, len(one.cuts)) for one in stress(counted_area())][0]
    ('Onward', 2)
    """
    baseline = area if isinstance(area, Baseline) else Baseline(area)
    runners = dict.fromkeys(row.organisation for row in baseline.area.services if row.organisation)
    everything = {row.organisation for row in baseline.area.services}
    found = [_of(baseline, one) for one in runners] if len(everything) > 1 else []
    return Stresses(baseline.area, tuple(sorted(found, key=_weight)))


def _weight(one: Stress) -> tuple[object, ...]:
    cut, certain = len(one.cut_off), len(one.cut_off_for_certain)
    return (-certain, -cut, -len(one.hanging), -len(one.overloads), one.organisation)


def _of(baseline: Baseline, organisation: str) -> Stress:
    change = RemoveOrganisation(organisation).of(baseline.area)
    after = without(baseline.area, frozenset(change.services))
    return Stress(
        organisation=organisation,
        services=change.services,
        cuts=tuple(_cuts(baseline.network, Network(after))),
        gateways=tuple(_gateways(baseline, after)),
        overloads=tuple(_overloads(baseline, change)),
    )


def _cuts(before: Network, after: Network) -> Iterator[Cut]:
    for group in before.area.codebook.group:
        if group not in before.acceptance.assessed:
            continue
        now, then = before.group(group), after.group(group)
        for entry in _reaching(before, group, now.certain_reach):
            if entry not in after.position:
                continue
            if not _reaches(after, entry, then.possible_reach):
                yield Cut(group, entry, certain=before.evidence.list_complete)
            elif not _reaches(after, entry, then.certain_reach):
                yield Cut(group, entry, certain=False)


def _reaching(network: Network, group: str, reach: int) -> Iterator[str]:
    return (network.ids[at] for at in positions(network.entries(group) & reach))


def _reaches(network: Network, entry: str, reach: int) -> bool:
    return bool(reach >> network.position[entry] & 1)


def _gateways(baseline: Baseline, after: Area) -> Iterator[tuple[str, str]]:
    now = set(_single_points(baseline.area))
    yield from (point for point in _single_points(after) if point not in now)


def _single_points(area: Area) -> Iterator[tuple[str, str]]:
    for finding in find_gaps(area, [EVERYONE], ["single_point"]).findings:
        entry, *services = finding.services
        yield entry, (services or list(finding.organisations))[0]


def _overloads(baseline: Baseline, change: RemoveOrganisation) -> Iterator[LoadChange]:
    if EVERYONE in baseline.followed:
        before: ClientFlow = baseline.flow(EVERYONE)
        after = flow_after(baseline, (change,), EVERYONE)
        yield from (load for load in load_changes(before, after, change.of(baseline.area).gone) if load.newly_over)

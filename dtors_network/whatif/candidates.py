"""What a partnership could do: levers of the codebook, each at a place of the area (design §6)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from dtors_network.gaps import Gap, wording
from dtors_network.gaps.roots import as_one
from dtors_network.model.area import Area
from dtors_network.model.bounds import bounds
from dtors_network.model.codebook import Codebook
from dtors_network.model.lever import RELIEVE, Lever
from dtors_network.model.vocabulary import Accepts, Count
from dtors_network.whatif.add_link import AddLink
from dtors_network.whatif.baseline import Baseline
from dtors_network.whatif.change import WHOLE, Change
from dtors_network.whatif.open_service import Open
from dtors_network.whatif.places import AddPlaces
from dtors_network.whatif.relieve import Relieve

Pair = tuple[str, str]
LINK, SERVICE, ORGANISATION = "link", "service", "organisation"


@dataclass(frozen=True, slots=True)
class Candidate:
    """One lever at one place.

    Attributes
    ----------
    lever : str
        Its code in the codebook.
    kind : str
        ``link``, ``service`` or ``organisation``.
    place : tuple of str
        The two ends of a link, or the id of the service or the organisation.
    links : tuple of pair of str
        The links at which it lets people start, as far as anything is counted there.
    changes : tuple of Change
        The same as a what-if is asked for it.
    """

    lever: str
    kind: str
    place: tuple[str, ...]
    links: tuple[Pair, ...]
    changes: tuple[Change, ...]

    @property
    def written(self) -> str:
        """Its name in files: the lever and the place."""
        return f"{self.lever}@{'>'.join(self.place)}"

    def at_strength(self, strength: float) -> Candidate:
        """Give the same with a part of the reason falling away; places have no strength."""
        if strength == WHOLE:
            return self
        changes = tuple(
            replace(change, strength=strength) if isinstance(change, Relieve | Open) else change
            for change in self.changes
        )
        return replace(self, changes=changes)

    def at(self, area: Area) -> str:
        """Say where it is."""
        if self.kind == LINK:
            return f"between {wording.service(area, self.place[0])} and {wording.service(area, self.place[1])}"
        if self.kind == ORGANISATION:
            return f"by {wording.organisation(area, self.place[0])}"
        return f"at {wording.service(area, self.place[0])}"


def lever_for(codebook: Codebook, code: str) -> Lever | None:
    """Give the lever of a code that is tried by letting its reason fall away; None where it is none."""
    lever = codebook.lever.get(code)
    return lever if lever and lever.is_lever and lever.change == RELIEVE else None


def candidates(baseline: Baseline, group: str) -> tuple[Candidate, ...]:
    """List what could be done so that more of a group reach aftercare.

    Parameters
    ----------
    baseline : Baseline
        The area as it is.
    group : str
        The client group that is counted.

    Returns
    -------
    tuple of Candidate
        Each lever at each place that the codebook names for it and where its reason is on record or was reported;
        a place more where people are refused for want of one; services opened to groups that they refuse. Each once;
        a service that one link leads to has its link's place.

    Examples
    --------
    >>> from dataclasses import replace
    >>> from dtors_network.examples import counted_area
    >>> from dtors_network.model.area import Refusal
    >>> refusals = (Refusal(source="gp", target="clinic", client_group="everyone", reason="no_capacity", count=10),)
    >>> [one.written for one in candidates(Baseline(replace(counted_area(), refusals=refusals)), "everyone")]
    ['no_capacity@clinic', 'places@clinic', 'open_group@minds']
    """
    area = baseline.area
    at = _where(baseline, group)
    found = [one for code, links in at.items() for one in _of_lever(area, code, links)]
    full = dict.fromkeys(target for _, target in at.get("no_capacity", ()))
    found += [_places(service, at["no_capacity"]) for service in full]
    return tuple([*found, *_openings(baseline, group)])


def _where(baseline: Baseline, group: str) -> dict[str, tuple[Pair, ...]]:
    """Give the links at which the reason of each lever is on record, or was reported."""
    area, onward = baseline.area, [(row.source, row.target) for row in baseline.flow(group).steps.onward]
    there, found = set(onward), dict[str, dict[Pair, None]]()
    for row in area.refusals:
        is_here = row.client_group == group and (row.source, row.target) in there and may_be_met(row.count)
        if is_here and lever_for(area.codebook, row.reason):
            found.setdefault(row.reason, {})[row.source, row.target] = None
    for report in area.barriers:
        if (report.source, report.target) in there and lever_for(area.codebook, report.code):
            found.setdefault(report.code, {})[report.source, report.target] = None
    order = {pair: at for at, pair in enumerate(onward)}
    return {code: tuple(sorted(links, key=lambda pair: order[pair])) for code, links in sorted(found.items())}


def may_be_met(count: Count) -> bool:
    """Tell whether somebody was refused for a reason: surely, or nobody counted how many.

    Behind the door a reason that nobody met stands beside those that up to five met (0–5): it is no ground to act on.

    >>> from dtors_network.model.bounds import Bounds
    >>> may_be_met(Bounds(6, 10)), may_be_met(Bounds(0, 5)), may_be_met(None)
    (True, False, True)
    """
    found = bounds(count)
    return found is None or found.low > 0


def _of_lever(area: Area, code: str, links: tuple[Pair, ...]) -> Iterator[Candidate]:
    """Give one lever at its links, at the services into which they lead, and at organisations that they leave."""
    places = area.codebook.lever[code].places
    if LINK in places:
        yield from (_relief(code, LINK, pair, (pair,)) for pair in links)
    if SERVICE in places:
        for service in dict.fromkeys(target for _, target in links):
            into = tuple(pair for pair in links if pair[1] == service)
            if len(into) > 1 or LINK not in places:
                yield _relief(code, SERVICE, (service,), into)
    if ORGANISATION in places:
        runs = {row.service: row.organisation for row in area.services if row.organisation}
        for organisation in dict.fromkeys(runs[source] for source, _ in links if source in runs):
            out = tuple(pair for pair in links if runs.get(pair[0]) == organisation)
            if len(out) > 1 or LINK not in places:
                yield _relief(code, ORGANISATION, (organisation,), out)


def _relief(code: str, kind: str, place: tuple[str, ...], links: tuple[Pair, ...]) -> Candidate:
    changes = tuple(Relieve(code, source=source, target=target) for source, target in links)
    return Candidate(code, kind, place, links, changes)


def _places(service: str, full: Iterable[Pair]) -> Candidate:
    links = tuple(pair for pair in full if pair[1] == service)
    return Candidate("places", SERVICE, (service,), links, (AddPlaces(service, 1),))


def _openings(baseline: Baseline, group: str) -> Iterator[Candidate]:
    onward = baseline.flow(group).steps.onward
    for service in baseline.area.services:
        links = tuple((row.source, row.target) for row in onward if row.target == service.service)
        for refused, word in service.accepts:
            if word is Accepts.NO:
                yield Candidate("open_group", SERVICE, (service.service,), links, (Open(service.service, refused),))


def links_to_agree(baseline: Baseline) -> tuple[AddLink, ...]:
    """List the links that remedies of gaps name: nobody can say how many would take them, so that they never rank."""
    steps = (step for gap in baseline.gaps.gaps for step in gap.remedy if step.kind == "open_link")
    return tuple(dict.fromkeys(AddLink(step.source, step.target) for step in steps))


def structural(baseline: Baseline) -> tuple[Gap, ...]:
    """List the leading gap of each cause that a link, an acceptance or an answer would settle."""
    found = (as_one(root) for root in baseline.gaps.roots)
    return tuple(gap for gap in found if any(step.to_take for step in gap.remedy) or gap.ask.yes)

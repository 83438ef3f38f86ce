"""From the gaps of an area to what its map holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

from dtors_network.figures.barrier_map.kinds import kinds_of, letter_of
from dtors_network.figures.barrier_map.view import NUMBERED, Badge, BarrierView, Box, Ghost, MapLink, Numbered
from dtors_network.gaps import RULES, Gap, Gaps, wording
from dtors_network.gaps.roots import ways_in
from dtors_network.graph import Network
from dtors_network.model.area import Area
from dtors_network.model.groups import members
from dtors_network.model.vocabulary import EVERYONE, Certainty, LinkState, Stage

ROUTE_RULES: Final = ("missing_route", "no_aftercare_route", "dead_end")
"""Rules whose findings say that something required is not there: drawn as a ghost."""

REFUSED, DEPENDS, DISPUTED = "refused_group", "single_point", "disputed_link"
NOT_THERE: Final = (LinkState.ABSENT, LinkState.SILENT, LinkState.NOT_APPLICABLE)
FEW: Final = 12
"""Refused links up to which each is drawn; of more the bar at the receiver tells it."""

AFTERCARE: Final = list(Stage).index(Stage.AFTERCARE_AND_RECOVERY)

SHORT: Final = {
    "currently_using": "still using",
    "leaving_prison": "from prison",
    "criminal_justice": "from court or arrest",
    "mental_health_need": "mental health need",
    "housing_need": "housing need",
}
"""Groups in the few letters that a box has room for."""

Pair = tuple[str, str]
Badges = dict[Badge, None]


def barrier_view(gaps: Gaps, group: str = "") -> BarrierView:
    """Read what the map of an area holds.

    Parameters
    ----------
    gaps : Gaps
        The gaps of the area, for one client group or all.
    group : str
        The group for whom ways on to aftercare are told; everyone where left out.

    Returns
    -------
    BarrierView
        Every service is a box of its own. An absent pair is there only if a barrier is reported at it.

    Examples
    --------
    >>> from dtors_network.examples import small_area
    >>> from dtors_network.gaps import find_gaps
    >>> view = barrier_view(find_gaps(small_area()))
    >>> [(link.pair, link.state.value) for link in view.links][0], len(view.boxes)
    ((('clinic', 'aftercare'), 'one_sided'), 4)
    """
    network, area = gaps.case.network, gaps.area
    at_link, at_service, elsewhere = _reported(area)
    shut = _shut(gaps, network)
    found = {gap.finding.link for gap in gaps.gaps if gap.finding.rule == DISPUTED}
    links = tuple(
        MapLink(*pair, state, pair in shut, pair in found, tuple(at_link.get(pair, ())))
        for pair in sorted({*network.evidence.links, *at_link})
        for state in [network.evidence.state(*pair)]
        if state not in NOT_THERE or pair in at_link
    )
    findings = tuple(_numbered(gaps))
    titles = {term.code: term.title for term in area.codebook.stages}
    return BarrierView(
        columns=tuple(titles.get(stage.value, stage.value.replace("_", " ")) for stage in Stage),
        kinds=kinds_of(area.codebook),
        boxes=tuple(_boxes(gaps, network, at_service, findings, group or EVERYONE)),
        links=links,
        ghosts=tuple(_ghosts(gaps, network)),
        findings=findings,
        elsewhere=tuple(elsewhere),
        profile=area.profile,
    )


def _reported(area: Area) -> tuple[dict[Pair, Badges], dict[str, Badges], dict[str, None]]:
    """Gather the barriers by place, each kind and side once: at links, at services, and elsewhere in words."""
    at_link: dict[Pair, Badges] = defaultdict(dict)
    at_service: dict[str, Badges] = defaultdict(dict)
    elsewhere: dict[str, None] = {}
    for row in area.barriers:
        letter = letter_of(area.codebook, row.code)
        if not letter:
            continue
        if row.source and row.target:
            at_link[row.source, row.target][Badge(letter, row.side.value if row.side else "")] = None
        elif row.service:
            at_service[row.service][Badge(letter, "")] = None
        else:
            of = area.codebook.service_type[row.service_type].title if row.service_type else "the whole area"
            elsewhere[f"{area.codebook.barrier[row.code].title} ({of})"] = None
    return at_link, at_service, elsewhere


def _certain(gap: Gap) -> bool:
    return gap.finding.certainty is Certainty.CERTAIN


def _told(gaps: Gaps) -> Iterator[Gap]:
    """Give the gaps that somebody can see on a map, certain ones last."""
    some = (gap for gap in gaps.gaps if gap.finding.certainty is not Certainty.UNKNOWABLE and gap.finding.services)
    return iter(sorted(some, key=_certain))


def _shut(gaps: Gaps, network: Network) -> set[Pair]:
    """Give the links into services that surely refuse a group, where they are few."""
    shut: set[Pair] = set()
    for gap in _told(gaps):
        finding = gap.finding
        if finding.rule == REFUSED and _certain(gap):
            senders = network.senders(finding.route) if finding.route else 0
            from_ = [one for at, one in enumerate(network.ids) if senders >> at & 1]
            shut |= {(one, to) for one in from_ for to in finding.services}
    there = shut & set(network.evidence.links)
    return there if len(there) <= FEW else set()


def _ghosts(gaps: Gaps, network: Network) -> Iterator[Ghost]:
    for gap in _told(gaps):
        finding = gap.finding
        if finding.rule in ROUTE_RULES:
            goal = network.offering(finding.types) if finding.types else network.recovery
            would_do = (one for at, one in enumerate(network.ids) if goal >> at & 1)
            targets = tuple(one for one in would_do if one not in finding.services)
            whom = _short(gaps.area, finding.group) if len(gaps.case.groups) > 1 else ""
            yield Ghost(finding.services[0], targets, _certain(gap), gap.id, (whom,))


def _numbered(gaps: Gaps) -> Iterator[Numbered]:
    """Give what leads each cause its number, certain causes first."""
    leads = [root[0] for root in gaps.roots if root[0].finding.certainty is not Certainty.UNKNOWABLE]
    for number, gap in enumerate(sorted(leads, key=lambda one: not _certain(one)), 1):
        yield Numbered(number, gap.id, gap.root_title or gap.title, _certain(gap))


def _boxes(
    gaps: Gaps, network: Network, at_service: dict[str, Badges], findings: Iterable[Numbered], group: str
) -> Iterator[Box]:
    area, graph = network.area, network.group(group)
    stages = list(Stage)
    worst = {
        one: gap.finding.certainty for gap in _told(gaps) for one in RULES[gap.finding.rule].marks(gap.finding)
    }  # certain ones come last, and stay
    refused = {one: gap for gap in _told(gaps) if gap.finding.rule == REFUSED for one in gap.finding.services}
    depended = {
        one for gap in _told(gaps) if gap.finding.rule == DEPENDS and _certain(gap) for one in gap.finding.organisations
    }
    numbers = _numbers(gaps, findings)
    for at, one in enumerate(network.ids):
        row = area.service[one]
        column = stages.index(area.codebook.stage_of[row.service_type])
        refusal = refused.get(one)
        yield Box(
            id=one,
            title=row.title,
            below=_runner(area, row.organisation),
            kind=area.codebook.service_type[row.service_type].title,
            column=column,
            gap=worst.get(one),
            badges=tuple(at_service.get(one, ())),
            refuses=_refusal(area, refusal) if refusal else "",
            refuses_group=refusal.finding.group if refusal else "",
            refuses_surely=_certain(refusal) if refusal else False,
            depends=row.organisation in depended,
            numbers=numbers.get(one, ()),
            onward=_onward(graph.certain_reach >> at & 1, graph.possible_reach >> at & 1) if column < AFTERCARE else "",
        )


def _runner(area: Area, organisation: str | None) -> str:
    known = area.organisation.get(organisation or "")
    return (known.name if known else "") or organisation or ""


def _refusal(area: Area, gap: Gap) -> str:
    verb = "refuses" if _certain(gap) else "may refuse"
    return f"{verb}: {_short(area, gap.finding.group)}"


def _short(area: Area, group: str) -> str:
    """Name a group in few letters; blank for everyone."""
    if group == EVERYONE:
        return ""
    return " and ".join(SHORT.get(one, "") or wording.people(area, one) for one in members(group))


def _onward(certain: int, possible: int) -> str:
    return "" if certain else "open" if possible else "none"


def _numbers(gaps: Gaps, findings: Iterable[Numbered]) -> dict[str, tuple[int, ...]]:
    """Give each service the numbers of the findings of which it is the subject; the first nine have one."""
    by_lead = {root[0].id: root for root in gaps.roots}
    found: dict[str, list[int]] = defaultdict(list)
    for one in findings:
        if one.number <= NUMBERED:
            root = by_lead[one.gap]
            finding = root[0].finding
            if finding.rule == DEPENDS and len(ways_in(root)) > 1:
                continue  # it is about many ways in; the stripe of who they depend on tells it
            subjects = finding.services if finding.rule == REFUSED else finding.link or finding.services[:1]
            for service in subjects:
                found[service].append(one.number)
    return {service: tuple(numbers) for service, numbers in found.items()}

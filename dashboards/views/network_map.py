"""What the network map shows: services, organisations or service types, and the links that somebody spoke of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass
from enum import Enum
from typing import Final

from dashboards.state import State
from dashboards.views.words import capital, counted, link
from dtors_network.acceptance import Acceptance
from dtors_network.figures.network_map import LOOKS, MapLink, MapNode, NetworkMap
from dtors_network.gaps import RULES, Gaps, wording
from dtors_network.graph import Network
from dtors_network.model.area import Area
from dtors_network.model.bounds import Count, bounds, count_of, count_words, total
from dtors_network.model.vocabulary import EVERYONE, Certainty, LinkState, QuestionKind, Stage
from dtors_network.report.export import Table

MOST_SERVICES: Final = 80
"""Services that one map can show; of more it shows the service types, or the neighbours of the chosen service."""

VIEWS: Final = {
    "": "Possible links: certain and open",
    "certain": "Certain links only",
    "organisations": "Organisations, possible links",
}
COLUMNS: Final = ("source", "target", "state", "sender_says", "receiver_says", "accepts", "started", "barriers")
BEST_FIRST: Final = (LinkState.CONFIRMED, LinkState.DISPUTED, LinkState.ONE_SIDED, LinkState.WEAK)


@dataclass(frozen=True, slots=True)
class LinkLine:
    """One link in words: ends, state, what each end says, acceptance of the group, starts and barriers."""

    source: str
    target: str
    state: LinkState
    sender_says: str
    receiver_says: str
    accepts: str
    started: Count
    barriers: tuple[tuple[str, str], ...]


def link_lines(network: Network, state: State) -> tuple[LinkLine, ...]:
    """List the links that the map may draw, in order of id.

    Parameters
    ----------
    network : Network
        The network of an area.
    state : State
        Client group and view.

    Returns
    -------
    tuple of LinkLine
        Confirmed and open links that the receiver's own word does not close; in the view of certain links only those.

    Examples
    --------
    >>> from dtors_network.examples import small_area
    >>> lines = link_lines(Network(small_area()), State(area="small"))
    >>> [(line.source, line.target, line.state.value) for line in lines]
    [('clinic', 'aftercare', 'one_sided'), ('clinic', 'minds', 'disputed'), ('gp', 'clinic', 'confirmed')]
    """
    group = state.group or EVERYONE
    graph = network.group(group)
    barriers = _barriers(network.area)
    lines = []
    for (source, target), known in sorted(network.evidence.links.items()):
        sender, receiver = network.position[source], network.position[target]
        certain = graph.certain_out(sender) >> receiver & 1
        if known.state in LOOKS and (certain or state.view != "certain"):
            lines.append(
                LinkLine(
                    source=source,
                    target=target,
                    state=known.state,
                    sender_says=known.sender.value,
                    receiver_says=known.receiver.value,
                    accepts=_accepts(network, group, source, target),
                    started=_started(network, group, source, target),
                    barriers=barriers.get((source, target), ()),
                )
            )
    return tuple(lines)


def _accepts(network: Network, group: str, source: str, target: str) -> str:
    acceptance = network.acceptance.group(group)
    return "yes" if (source, target) in acceptance.open_links else acceptance.of[target].value


def _started(network: Network, group: str, source: str, target: str) -> Count:
    rows = [row for row in network.evidence.referrals(source, target) if row.client_group == group]
    return rows[0].started if rows else None


def _barriers(area: Area) -> dict[tuple[str, str], tuple[tuple[str, str], ...]]:
    """Give what is reported at each link, with its side; what is reported twice stands once."""
    found: dict[tuple[str, str], dict[tuple[str, str], None]] = {}
    for row in area.barriers:
        what = (area.codebook.barrier[row.code].title, row.side.value if row.side else "")
        found.setdefault((row.source, row.target), {})[what] = None
    return {pair: tuple(those) for pair, those in found.items()}


def map_of(gaps: Gaps, state: State) -> NetworkMap:
    """Choose what the map shows: services; organisations; or, of many services, types or neighbours.

    Parameters
    ----------
    gaps : Gaps
        The gaps of an area for the client group; services at which one starts are marked.
    state : State
        Client group, view, and the chosen service or link.

    Returns
    -------
    NetworkMap
        Nodes in columns by stage, and links.

    Examples
    --------
    >>> from dtors_network.examples import small_area
    >>> from dtors_network.gaps import find_gaps
    >>> drawn = map_of(find_gaps(small_area()), State(area="small", view="organisations"))
    >>> [node.id for node in drawn.nodes]
    ['County Trust', 'Hill Surgery', 'Onward', 'Riverside']
    """
    network = gaps.case.network
    lines = link_lines(network, state)
    if state.view == "organisations":
        return _merged(network, lines, {s.service: s.organisation or s.service for s in network.services})
    if len(network.services) <= MOST_SERVICES:
        return _of_services(gaps, lines, network.ids)
    near = _neighbours(lines, state)
    if near:
        return _of_services(gaps, [line for line in lines if {line.source, line.target} & near[1]], sorted(near[0]))
    return _merged(network, lines, {s.service: s.service_type for s in network.services})


class Drawn(Enum):
    """What a circle of the map stands for."""

    SERVICES = "service"
    NEIGHBOURS = "neighbour"
    TYPES = "type"
    ORGANISATIONS = "organisation"


def drawn(network: Network, state: State) -> Drawn:
    """Tell what the circles of the map stand for; of many services they are types, or those linked to a chosen one.

    Examples
    --------
    >>> from dtors_network.examples import small_area
    >>> drawn(Network(small_area()), State(area="small")).name
    'SERVICES'
    """
    if state.view == "organisations":
        return Drawn.ORGANISATIONS
    if len(network.services) <= MOST_SERVICES:
        return Drawn.SERVICES
    return Drawn.NEIGHBOURS if state.link or state.service else Drawn.TYPES


CIRCLES: Final = {
    Drawn.SERVICES: "Each circle is a service; services of one organisation stand together.",
    Drawn.NEIGHBOURS: "Each circle is a service: the chosen one, and those linked to it.",
    Drawn.TYPES: (
        "Each circle is a type of service, since there are too many services for one map; an arrow is as good as the "
        "best link between services of the two types, and links within a type are not drawn."
    ),
    Drawn.ORGANISATIONS: (
        "Each circle is an organisation, or a service that names none; an arrow is as good as the best link between "
        "their services, and links within an organisation are not drawn."
    ),
}


def caption(network: Network, state: State) -> str:
    """Say what the circles and arrows of the map stand for."""
    circles = CIRCLES[drawn(network, state)]
    return (
        f"Each column is a stage on the way through services. {circles} An arrow points to where people are referred. "
        "Silent pairs, of which nobody spoke, are not drawn: what is not drawn is not known to be absent."
    )


def how_to_choose(network: Network, state: State) -> str:
    """Say where something can be chosen."""
    if drawn(network, state) in (Drawn.SERVICES, Drawn.NEIGHBOURS):
        return "Choose a service or a link on the map, or in the lists below."
    return "Choose a service or a link in the lists below: the map then shows it with those linked to it."


def show_it(network: Network, state: State) -> str:
    """Word the link to what the headline speaks of."""
    few = drawn(network, state) is Drawn.SERVICES
    return "Show it on the map" if few else "Show it with the services linked to it"


def drawn_apart(network: Network, state: State) -> State:
    """Give what the map is drawn from: a choice on a map that shows every service only brings something out on it.

    Examples
    --------
    >>> from dtors_network.examples import small_area
    >>> drawn_apart(Network(small_area()), State(area="small", group="everyone", service="gp")).service
    ''
    """
    if state.view == "organisations" or len(network.services) <= MOST_SERVICES:
        return state.but(service="", link=None, gap="", rule="", certainty="")
    return state


@dataclass(frozen=True, slots=True)
class LookFirst:
    """Where to look first: a sentence, and the service or link that it is about."""

    sentence: str
    service: str = ""
    link: tuple[str, str] | None = None


def look_first(gaps: Gaps) -> LookFirst | None:
    """Point at the link, or else the service, of the leading gap that has a place on the map.

    Examples
    --------
    >>> from dtors_network.examples import small_area
    >>> from dtors_network.gaps import find_gaps
    >>> look_first(find_gaps(small_area(), groups=["everyone"])).link
    ('clinic', 'aftercare')
    """
    structural = (gap for gap in gaps.gaps if not RULES[gap.finding.rule].counts)
    for gap in structural:
        finding = gap.finding
        asked = next((one for one in gap.ask.yes or () if one.kind is QuestionKind.LINK), None)
        pair = finding.link or ((asked.source, asked.target) if asked else None)
        if pair:
            state = gaps.case.network.evidence.state(*pair)
            meaning = LOOKS[state][3] if state in LOOKS else "nobody spoke of it"
            return LookFirst(f"{link(gaps.area, *pair)}: {meaning}", link=pair)
        if finding.services and finding.certainty is not Certainty.UNKNOWABLE:
            return LookFirst(gap.title, service=finding.services[0])
    return None


def _neighbours(lines: Iterable[LinkLine], state: State) -> tuple[set[str], set[str]] | None:
    """Give the chosen services with those linked to them, and the chosen ones."""
    chosen = set(state.link or ()) | ({state.service} if state.service else set())
    if not chosen:
        return None
    near = {end for line in lines if {line.source, line.target} & chosen for end in (line.source, line.target)}
    return near | chosen, chosen


def _stages(area: Area) -> tuple[tuple[Stage, ...], tuple[str, ...]]:
    titles = {term.code: term.title for term in area.codebook.stages}
    return tuple(Stage), tuple(titles.get(stage.value, capital(stage.value.replace("_", " "))) for stage in Stage)


def _column(network: Network, service: str) -> int:
    stage = network.area.codebook.stage_of[network.area.service[service].service_type]
    return list(Stage).index(stage)


def _marks(gaps: Gaps) -> dict[str, Certainty]:
    """Give the most certain gap found at each service."""
    worst: dict[str, Certainty] = {}
    for certainty in (Certainty.SENSITIVE, Certainty.CERTAIN):
        for finding in gaps.findings:
            if finding.certainty is certainty:
                worst.update(dict.fromkeys(RULES[finding.rule].marks(finding), certainty))
    return worst


def _of_services(gaps: Gaps, lines: Iterable[LinkLine], ids: Iterable[str]) -> NetworkMap:
    network, marks = gaps.case.network, _marks(gaps)
    area = network.area
    nodes = []
    for id_ in ids:
        row = area.service[id_]
        runner = wording.organisation(area, row.organisation) if row.organisation else "no organisation"
        away = "; outside the area" if row.out_of_area else ""
        note = f"{wording.types(area, row.offers, 'and')}; {runner}{away}"
        nodes.append(MapNode(id_, row.title, _column(network, id_), row.organisation, note, marks.get(id_)))
    links = (
        MapLink(line.source, line.target, line.state, line.barriers, line.accepts == Acceptance.NO, line.started)
        for line in lines
    )
    return NetworkMap(_stages(area)[1], tuple(nodes), tuple(links), profile=area.profile)


def _merged(network: Network, lines: Iterable[LinkLine], into: dict[str, str]) -> NetworkMap:
    """Draw services as one where they belong together; a link is as good as the best between them."""
    area = network.area
    columns: dict[str, list[int]] = {}
    for service, name in into.items():
        columns.setdefault(name, []).append(_column(network, service))
    nodes = [
        MapNode(name, _name(area, name), max(set(at), key=at.count), "", counted(len(at), "service", "services"))
        for name, at in sorted(columns.items())
    ]
    best: dict[tuple[str, str], list[LinkLine]] = {}
    for line in lines:
        ends = into[line.source], into[line.target]
        if ends[0] != ends[1]:
            best.setdefault(ends, []).append(line)
    links = (MapLink(*ends, _best(some), _all_barriers(some), False, _sum(some)) for ends, some in sorted(best.items()))
    return NetworkMap(_stages(area)[1], tuple(nodes), tuple(links), of_services=False, profile=area.profile)


def _name(area: Area, name: str) -> str:
    if name in area.organisation:
        return wording.organisation(area, name)
    if name in area.service:
        return area.service[name].title
    return area.codebook.service_type[name].title if name in area.codebook.service_type else name


def _best(lines: Iterable[LinkLine]) -> LinkState:
    return min((line.state for line in lines), key=BEST_FIRST.index)


def _all_barriers(lines: Iterable[LinkLine]) -> tuple[tuple[str, str], ...]:
    return tuple(dict.fromkeys(barrier for line in lines for barrier in line.barriers))


def _sum(lines: Iterable[LinkLine]) -> Count:
    """Add the starts up where every one of them was counted."""
    counts = [bounds(line.started) for line in lines]
    known = [count for count in counts if count is not None]
    return count_of(*astuple(total(known))) if len(known) == len(counts) else None


def summary(network: Network, state: State) -> str:
    """Say in one sentence how many of the links are confirmed and how many are open.

    Examples
    --------
    >>> from dtors_network.examples import small_area
    >>> summary(Network(small_area()), State(area="small"))
    '1 of 3 links that somebody spoke of or recorded is confirmed. On 1 the ends disagree, and 1 is an open question.'
    """
    states = [line.state for line in link_lines(network, state.but(view=""))]
    confirmed, disputed = states.count(LinkState.CONFIRMED), states.count(LinkState.DISPUTED)
    open_ones = len(states) - confirmed - disputed
    if not states:
        return "Nobody spoke of a referral link that works, and none is on record."
    links = counted(len(states), "link", "links")
    first = f"{confirmed:,} of {links} that somebody spoke of or recorded {_is(confirmed)} confirmed."
    if not disputed and not open_ones:
        return first
    parts = [f"on {disputed:,} the ends disagree"] if disputed else []
    parts += [f"{open_ones:,} {'is an open question' if open_ones == 1 else 'are open questions'}"] if open_ones else []
    return f"{first} {capital(', and '.join(parts))}."


def _is(number: int) -> str:
    return "is" if number == 1 else "are"


def links_table(area: Area, lines: Iterable[LinkLine]) -> Table:
    """Give the links as a table for a CSV file."""
    return Table(COLUMNS, tuple(_rows(area, lines)), area.profile)


def _rows(area: Area, lines: Iterable[LinkLine]) -> Iterator[dict[str, object]]:
    for line in lines:
        yield {
            "source": line.source,
            "target": line.target,
            "state": line.state.value,
            "sender_says": line.sender_says,
            "receiver_says": line.receiver_says,
            "accepts": line.accepts,
            "started": count_words(line.started),
            "barriers": ";".join(f"{title} ({side})" if side else title for title, side in line.barriers),
        }

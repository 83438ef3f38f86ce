"""The links of an area in words: what each end says, whether the receiver takes the group, and what is reported."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from dtors_network.accounts.kinds import CODE, NAME, PEOPLE, TEXT
from dtors_network.accounts.reports import report_line
from dtors_network.accounts.sheet import Column, Lead, Sheet, to_link
from dtors_network.accounts.words import capital, service_named
from dtors_network.graph import Network
from dtors_network.model.area import Area
from dtors_network.model.bounds import Bounds, bounds
from dtors_network.model.vocabulary import EVERYONE, LinkState

SPOKEN: Final = (LinkState.CONFIRMED, LinkState.ONE_SIDED, LinkState.WEAK, LinkState.DISPUTED)
"""States of links that somebody spoke of or recorded and that may work."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of one link.

    Attributes
    ----------
    area : Area
        The area.
    source, target : str
        Sender and receiver.
    state : LinkState
        What the evidence says.
    sender_says, receiver_says : str
        What each end says.
    accepts : str
        Whether the receiver takes the group.
    started : Bounds or None
        How many of the group started there; None where it is not counted.
    barriers : tuple of (str, str)
        What is reported, with the side that it names, who said it and whether the other end was asked.
    certain : bool
        Whether it is sure for the group.
    """

    area: Area
    source: str
    target: str
    state: LinkState
    sender_says: str
    receiver_says: str
    accepts: str
    started: Bounds | None
    barriers: tuple[tuple[str, str], ...]
    certain: bool

    @property
    def lead(self) -> Lead:
        """The link on the map."""
        return to_link(self.area.id, self.source, self.target)


def known_links(network: Network, group: str = "") -> Iterator[Known]:
    """Give the links that somebody spoke of or recorded, in order of their ids.

    >>> from dtors_network.examples import small_area
    >>> [(one.source, one.target, one.state.value) for one in known_links(Network(small_area()))]
    [('clinic', 'aftercare', 'one_sided'), ('clinic', 'minds', 'disputed'), ('gp', 'clinic', 'confirmed')]
    """
    area, graph, group = network.area, network.group(group or EVERYONE), group or EVERYONE
    acceptance, reported = network.acceptance.group(group), _reported(area)
    for pair, known in sorted(network.evidence.links.items()):
        if known.state not in SPOKEN:
            continue
        source, target = pair
        counted = [row for row in network.evidence.referrals(*pair) if row.client_group == group]
        yield Known(
            area=area,
            source=source,
            target=target,
            state=known.state,
            sender_says=known.sender.value,
            receiver_says=known.receiver.value,
            accepts="yes" if pair in acceptance.open_links else acceptance.of[target].value,
            started=bounds(counted[0].started) if counted else None,
            barriers=tuple(reported.get(pair, ())),
            certain=bool(graph.certain_out(network.position[source]) >> network.position[target] & 1),
        )


def _reported(area: Area) -> dict[tuple[str, str], dict[tuple[str, str], None]]:
    """Give what is reported at each link, with its side; what is reported twice stands once."""
    found: dict[tuple[str, str], dict[tuple[str, str], None]] = {}
    for row in area.barriers:
        if row.source and row.target:
            line = report_line(area, row)
            side = f"{row.side.value}; " if row.side else ""
            what = line.what, f"{side}{line.said}"
            found.setdefault((row.source, row.target), {})[what] = None
    return found


def _barriers(one: Known) -> str | None:
    return "; ".join(f"{title} ({side})" if side else title for title, side in one.barriers) or None


LINKS: Final = (
    Column[Known]("source", "From", NAME, lambda one: service_named(one.area, one.source), lambda one: one.lead),
    Column[Known]("target", "To", NAME, lambda one: service_named(one.area, one.target)),
    Column[Known]("state", "State", CODE, lambda one: one.state.value, says="state of a link"),
    Column[Known]("sender_says", "Sender says", CODE, lambda one: one.sender_says),
    Column[Known]("receiver_says", "Receiver says", CODE, lambda one: one.receiver_says),
    Column[Known]("accepts", "Accepts them", CODE, lambda one: one.accepts, term="acceptance"),
    Column[Known]("started", "Started", PEOPLE, lambda one: one.started),
    Column[Known]("barriers", "Barriers reported", TEXT, _barriers),
)


def links_sheet(network: Network, group: str = "") -> Sheet[Known]:
    """Give the links as a table."""
    none = "Nobody spoke of a referral link that works, and none is on record"
    return Sheet("links", "Links and what each end says", LINKS, tuple(known_links(network, group)), none=none)


def spoken_states(network: Network) -> list[LinkState]:
    """Give the state of each link that is said to be there or recorded: what every count of links is a count of."""
    return [known.state for known in network.evidence.links.values() if known.state in SPOKEN]


def summary(network: Network) -> str:
    """Say in one sentence how many of the links are confirmed and how many are open.

    >>> from dtors_network.examples import small_area
    >>> summary(Network(small_area())).partition(". ")
    ('1 of 3 links that are said to be there or recorded is confirmed', '. ', \
'On 1 the ends disagree, and 1 is an open question.')
    """
    states = spoken_states(network)
    confirmed, disputed = states.count(LinkState.CONFIRMED), states.count(LinkState.DISPUTED)
    left = len(states) - confirmed - disputed
    if not states:
        return "Nobody spoke of a referral link that works, and none is on record."
    verb = "is" if confirmed == 1 else "are"
    first = f"{confirmed:,} of {there(len(states))} {verb} confirmed."
    parts = [f"on {disputed:,} the ends disagree"] if disputed else []
    parts += [f"{left:,} {'is an open question' if left == 1 else 'are open questions'}"] if left else []
    told = [first, f"{capital(', and '.join(parts))}." if parts else "", _absent(network)]
    return " ".join(filter(None, told))


def there(number: int) -> str:
    """Say of how many links a count of links is.

    >>> there(1), there(58)
    ('1 link that is said to be there or recorded', '58 links that are said to be there or recorded')
    """
    return f"{number:,} {'link that is' if number == 1 else 'links that are'} said to be there or recorded"


def _absent(network: Network) -> str:
    """Say how many more were spoken of, and are not there; blank where there are none."""
    number = sum(known.state is LinkState.ABSENT for known in network.evidence.links.values())
    return (
        f"{number:,} more {'is' if number == 1 else 'are'} absent, as somebody said or records show." if number else ""
    )

"""What an area says of itself on one screen: how things stand, what changed, and what its tables cannot say."""

from __future__ import annotations

from collections.abc import Iterator

from dtors_network.accounts.dates import period
from dtors_network.accounts.gaps import GapsAccount
from dtors_network.accounts.map_links import spoken_states
from dtors_network.accounts.words import counted
from dtors_network.gaps import Gaps, wording
from dtors_network.gaps.moved import Movement, Turn
from dtors_network.model.area import Area
from dtors_network.model.vocabulary import Certainty, LinkState


def headline_of(gaps: GapsAccount) -> str:
    """Say what leads."""
    return gaps.headline


def changed_words(movement: Movement | None) -> str:
    """Say what moved since an earlier period, or that none is at hand."""
    if movement is None:
        return "No earlier period of this area is at hand, so nothing is said of what changed."
    since = f"since {period(movement.since)}"
    numbers = [(len(movement.of(turn)), words) for turn, words in TURNS.items()]
    told = [f"{number:,} {words}" for number, words in numbers if number]
    if not told:
        return f"No finding moved {since}; {counted(movement.stayed, 'is', 'are')} as before."
    return f"Of the findings {since}: {wording.listed(told, 'and')}; {movement.stayed:,} as before."


TURNS = {
    Turn.NEW: "new",
    Turn.SURER: "surer",
    Turn.LESS_SURE: "less sure",
    Turn.GONE: "not found any more",
}


def unsaid(gaps: Gaps) -> Iterator[str]:
    """Say what the tables cannot say: who has not spoken, who is not assessed, what is not counted or complete.

    Examples
    --------
    >>> from dtors_network.examples import small_area
    >>> from dtors_network.gaps import find_gaps
    >>> next(unsaid(find_gaps(small_area())))
    '1 of 3 links that somebody spoke of or recorded rests on one end alone.'
    """
    area, evidence = gaps.area, gaps.case.network.evidence
    states = spoken_states(gaps.case.network)
    alone = states.count(LinkState.ONE_SIDED)
    if alone:
        rests = "rests" if alone == 1 else "rest"
        links = counted(len(states), "link", "links")
        yield f"{alone:,} of {links} that somebody spoke of or recorded {rests} on one end alone."
    spoken = {pair for pair, link in evidence.links.items() if link.state is not LinkState.SILENT}
    pairs = len(area.services) * (len(area.services) - 1)
    silent = pairs - len(spoken)
    yield f"Of {silent:,} of the {pairs:,} ordered pairs of services nobody spoke, and nothing is on record."
    unknowable = sum(gap.finding.certainty is Certainty.UNKNOWABLE for gap in gaps.gaps)
    if unknowable:
        yield f"{counted(unknowable, 'finding', 'findings')} cannot be judged on these tables."
    if gaps.not_assessed:
        names = wording.listed((wording.people(area, group) for group in gaps.not_assessed), "and")
        yield f"Not assessed, since no row names them: {names}."
    yield from gaps.not_judged
    yield from _not_complete(area, gaps.case.list_complete)


def _not_complete(area: Area, listed: bool) -> Iterator[str]:
    if not listed:
        yield "Nobody says that every service is listed, so no absence is certain."
    if not area.records_complete:
        yield "Referral counts are not said to be complete: what is not on record may have happened."
    if not area.departures_complete:
        yield "Departures are not said to be complete: how many reach aftercare is then not counted."

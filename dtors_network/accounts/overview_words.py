"""What an area says of itself on one screen: how things stand, what changed, and what its tables cannot say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from dtors_network.accounts.dates import british, period
from dtors_network.accounts.gaps import GapsAccount
from dtors_network.accounts.map_links import spoken_states, there
from dtors_network.gaps import Gaps, wording
from dtors_network.gaps.moved import Movement, Turn
from dtors_network.model.area import Area
from dtors_network.model.vocabulary import Certainty, LinkState
from dtors_network.rounding import counted
from dtors_network.rounds.since import SinceRound


def headline_of(gaps: GapsAccount) -> str:
    """Say what leads."""
    return gaps.headline


NO_EARLIER: Final = "No earlier period of this area is at hand to hold it against."


def since_of(movement: Movement, pack: str = "") -> str:
    """Say what the findings of now are held against: an earlier period, or the last pack by its day."""
    of = f"the period {period(movement.since)}"
    return f"the last pack ({british(date.fromisoformat(pack))}; of {of})" if pack else of


def since_asked(asked: SinceRound) -> str:
    """Say which round the findings of now are held against.

    >>> from datetime import date
    >>> since_asked(SinceRound(round="r1", opened=date(2026, 2, 2), asked=9, replied=4, moved=(), stayed=7))
    'round r1 was opened on 2 February 2026, to which 4 of 9 services replied'
    """
    services = counted(asked.asked, "service", "services")
    return (
        f"round {asked.round} was opened on {british(asked.opened)}, to which {asked.replied:,} of {services} replied"
    )


def changed_words(since: str, turns: Iterable[Turn], stayed: int) -> str:
    """Say how many findings moved, and since when.

    >>> changed_words("the period 2024", [Turn.NEW, Turn.NEW, Turn.GONE], 1_200)
    'Since the period 2024, 2 findings are new and 1 is not found any more; 1,200 are as before.'
    >>> changed_words("the period 2024", [], 1)
    'No finding moved since the period 2024; 1 is as before.'
    """
    numbers = Counter(turns)
    told = [
        f"{numbers[turn]:,} {'is' if numbers[turn] == 1 else 'are'} {words}"
        for turn, words in TURNS.items()
        if numbers[turn]
    ]
    kept = f"{counted(stayed, 'is', 'are')} as before"
    if not told:
        return f"No finding moved since {since}; {kept}."
    number, _, rest = told[0].partition(" ")
    told[0] = f"{number} {'finding' if number == '1' else 'findings'} {rest}"
    return f"Since {since}, {wording.listed(told, 'and')}; {kept}."


TURNS = {
    Turn.NEW: "new",
    Turn.SURER: "surer",
    Turn.LESS_SURE: "less sure",
    Turn.GONE: "not found any more",
}


def unsaid(gaps: Gaps) -> Iterator[str]:
    """Say what the tables cannot say: who has not spoken, who is not assessed, what is not counted or complete.

    >>> from dtors_network.examples import small_area
    >>> from dtors_network.gaps import find_gaps
    >>> next(unsaid(find_gaps(small_area())))
    '1 of 3 links that are said to be there or recorded rests on the word of one end alone.'
    """
    area = gaps.area
    states = spoken_states(gaps.case.network)
    alone = states.count(LinkState.ONE_SIDED)
    if alone:
        rests = "rests" if alone == 1 else "rest"
        yield f"{alone:,} of {there(len(states))} {rests} on the word of one end alone."
    pairs = len(area.services) * (len(area.services) - 1)
    out = gaps.case.network.out
    masks = zip(out.confirmed, out.unsettled, out.silent, strict=True)
    silent = sum((sure | open_ | silent).bit_count() for sure, open_, silent in masks) - len(states)
    yield f"Of {silent:,} of the {pairs:,} ordered pairs of services nobody spoke, and nothing is on record."
    unknowable = sum(gap.finding.certainty is Certainty.UNKNOWABLE for gap in gaps.gaps)
    if unknowable:
        yield f"{counted(unknowable, 'finding', 'findings')} cannot be judged on these tables."
    if gaps.not_assessed:
        names = wording.listed((wording.people(area, group) for group in gaps.not_assessed), "and")
        yield f"Not assessed, since nothing was said or counted of them: {names}."
    yield from gaps.not_judged
    yield from _not_complete(area, gaps.case.list_complete)


def _not_complete(area: Area, listed: bool) -> Iterator[str]:
    if not listed:
        yield "Nobody says that every service is listed, so no absence is certain."
    if not area.records_complete:
        yield "Referral counts are not said to be complete: what is not on record may have happened."
    if not area.departures_complete:
        yield "Departures are not said to be complete: how many reach aftercare is then not counted."

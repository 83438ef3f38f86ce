"""What comes first, in sentences: the answer that most hangs on, for whom, and what it needs."""

from __future__ import annotations

from typing import Final

from dtors_network.gaps import Gap, wording
from dtors_network.model.area import Area
from dtors_network.rounding import per_100, rounded, span
from dtors_network.whatif.first_answers import FirstAnswer


def first_words(area: Area, answer: FirstAnswer) -> str:
    """Say who should agree what with whom, for whom, before anything is ranked."""
    finding = answer.gap.finding
    whom = wording.people(area, finding.group)
    if finding.rule == "no_provider":
        there = wording.besides(area, finding.types)
        kept = f", besides {wording.types(area, there)}" if there else ""
        return f"agree who is to provide {wording.types(area, finding.types)}{kept}: nobody on the list does"
    names = wording.listed(area.service[one].title for one in answer.receivers)
    if finding.rule == "refused_group":
        return f"agree with {names} that {whom} are accepted there: {_all_say(answer)} no"
    if finding.rule == "disputed_link":
        sender = area.service[answer.sender].title
        disagree = f"they disagree whether {whom} are referred from the one to the other"
        return f"bring {sender} and {names} together: {disagree}"
    kinds = wording.types(area, area_types(area, answer))
    return f"agree a way for {whom} from {area.service[answer.sender].title} to {kinds or 'treatment'}: there is none"


def area_types(area: Area, answer: FirstAnswer) -> tuple[str, ...]:
    """Name the types of service to which a way is missing; none where there are more than two: then it is treatment."""
    types = answer.gap.finding.types
    kinds = [kind for kind in types if any(kind in area.service[one].offers for one in answer.receivers)]
    return tuple(kinds) if len(kinds) <= 2 else ()


def _all_say(answer: FirstAnswer) -> str:
    return {1: "it says", 2: "both say"}.get(len(answer.receivers), "all of them say")


def first_facts(area: Area, answer: FirstAnswer, reason: str) -> str:
    """Say how many came, what it could give at the most, and what it needs."""
    came = came_words(answer.gap)
    about = f"In the period {came}" if came else "Nobody counted how many people it is about."
    return f"{about} {gains_words(area, answer, reason)}"


def gains_words(area: Area, answer: FirstAnswer, reason: str) -> str:
    """Say what it could give at the most, and what it needs."""
    return " ".join(filter(None, (most_words(answer, reason), needs_words(area, answer))))


def came_words(gap: Gap) -> str:
    """Say how many people it is about; nothing where nobody counted them."""
    number = gap.people.number
    return "" if number is None else f"{number} {'person' if number.high == 1 else 'people'} {gap.people.what}."


def most_words(answer: FirstAnswer, reason: str) -> str:
    """Say what it could give at the most; reach of aftercare may show nothing of it."""
    number = answer.turned_away
    refused = f"At the most the {number} people refused for it would start there." if number else ""
    if answer.at_most is None:
        why = "" if reason else ": a service that is not there has no counts"
        return refused or f"What it could give cannot be counted{why}."
    if answer.at_most <= 0:
        beside = "Reach of aftercare shows nothing of it, since these services stand beside treatment."
        return f"{refused} {beside}".strip()
    more = f"{per_100(answer.at_most, 1)} more of every 100 who come in would reach aftercare"
    return f"{refused} At the most {more}; at the least none.".strip()


NAMED: Final = 3
"""Services that could take people of which the places are named, where there are many."""


def needs_words(area: Area, answer: FirstAnswer) -> str:
    """Say what it needs, and how many places where that can be told."""
    needs = f"It needs {wording.listed(answer.needs, 'and')}."
    if not answer.places:
        return needs
    told = [f"{places_words(number)} at {wording.service(area, one)}" for one, number in answer.places]
    others = len(told) - NAMED
    if others > 1:
        told = [*told[:NAMED], f"what is needed at one of {others:,} others"]
    return f"{needs} If everybody took it, up to {wording.listed(told)}."


def settling(area: Area, gap: Gap) -> list[str]:
    """Say what would settle a gap that cannot be counted."""
    steps = list(wording.would_remove(area, gap.remedy))
    return [*steps, *(f"Ask: {wording.question(area, asked)}" for asked in gap.ask.yes or ())]


def places_words(*ends: float) -> str:
    """Say how many places are short: a whole one for every part of one."""
    whole = [max(1, int(rounded(end + 0.499999))) for end in ends]
    return f"{span(whole[0], whole[-1])} {'place' if whole[-1] == 1 else 'places'}"

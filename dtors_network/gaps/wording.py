"""Sentences about services, types, groups, questions and steps, in the words of the design and of domain.md §6."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from dtors_network.evidence import Word
from dtors_network.gaps.finding import FIRST_START, Question, Step
from dtors_network.model.area import Area
from dtors_network.model.groups import group_title
from dtors_network.model.vocabulary import EVERYONE, LinkState, QuestionKind

SAYS: Final = {
    Word.PRESENT: "says yes",
    Word.WEAK: "says weakly",
    Word.ABSENT: "says no",
    Word.NOT_APPLICABLE: "says that it does not apply",
    Word.DISPUTED: "does not agree within itself",
    Word.NOTHING: "has not spoken",
}
"""What one end of a link says, as the end of a sentence about it."""

STATES: Final = {
    LinkState.CONFIRMED: "confirmed by both ends, records or a meeting",
    LinkState.ONE_SIDED: "said by one end only",
    LinkState.WEAK: "said to be weak, or referred and no start is sure",
    LinkState.DISPUTED: "the ends, or the records, disagree",
    LinkState.ABSENT: "said to be absent",
    LinkState.SILENT: "nobody said whether it is there",
    LinkState.NOT_APPLICABLE: "said not to apply",
}
"""What each state of a link means (design §4), on the map, beside it and wherever a link is told of."""


def listed(words: Iterable[str], last: str = "or") -> str:
    """Join words as a sentence does.

    Examples
    --------
    >>> listed(["aftercare", "mutual aid", "recovery support"])
    'aftercare, mutual aid or recovery support'
    """
    items = list(words)
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} {last} {items[-1]}" if items else ""


def service(area: Area, id_: str) -> str:
    """Name a service; its organisation follows where the name does not say it."""
    row = area.service[id_]
    organisation = area.organisation.get(row.organisation)
    runner = organisation.name or organisation.organisation if organisation else row.organisation
    return f"{row.title} ({runner})" if runner and runner.lower() not in row.title.lower() else row.title


def services(area: Area, ids: Iterable[str], last: str = "and", most: int = 4) -> str:
    """Name a few services, and count the rest."""
    names = [service(area, id_) for id_ in ids]
    if len(names) > most:
        names = [*names[: most - 1], f"{len(names) - most + 1:,} more"]
    return listed(names, last)


def organisation(area: Area, id_: str) -> str:
    """Name an organisation."""
    row = area.organisation.get(id_)
    return row.name or id_ if row else id_


def types(area: Area, codes: Iterable[str], last: str = "or") -> str:
    """Name service types inside a sentence."""
    kinds = area.codebook.service_type
    return listed((lower_first(kinds[code].title) for code in codes), last)


_NAMED: Final = ("aftercare", "recovery_support")
"""The types that give the stage of aftercare and recovery its name in sentences; mutual aid is the third."""


def besides(area: Area, codes: Iterable[str]) -> tuple[str, ...]:
    """Give the types of aftercare and recovery that are offered, where those that name the stage are not.

    In the codebook's order; none where the codes are none of aftercare and recovery support, for then nothing sounds as
    if the whole stage were not there.

    >>> from dtors_network.examples import small_area
    >>> besides(small_area(), ["recovery_support"]), besides(small_area(), ["mutual_aid"])
    (('aftercare',), ())
    """
    stage, lacking = area.codebook.recovery_types, set(codes)
    offered = {kind for row in area.services for kind in row.offers}
    return tuple(kind for kind in stage if kind in offered - lacking) if lacking & {*_NAMED} else ()


def recovery(area: Area) -> str:
    """Name the stage of aftercare and recovery, and what it is where nothing on the list bears that name.

    >>> from dtors_network.examples import small_area
    >>> recovery(small_area())
    'aftercare or recovery support'
    """
    there = besides(area, _NAMED)
    alone = there and not any(kind in row.offers for row in area.services for kind in _NAMED)
    return (
        f"aftercare or recovery support (here {types(area, there)} alone)" if alone else "aftercare or recovery support"
    )


def lower_first(text: str) -> str:
    """Put a title inside a sentence; abbreviations keep their capitals.

    Examples
    --------
    >>> lower_first("Mutual aid"), lower_first("GP prescribing")
    ('mutual aid', 'GP prescribing')
    """
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def people(area: Area, group: str) -> str:
    """Name a client group as people, inside a sentence."""
    return "people" if group == EVERYONE else lower_first(group_title(area.codebook, group))


def question(area: Area, asked: Question) -> str:
    """Put a question into words.

    >>> from dtors_network.examples import small_area
    >>> question(small_area(), Question(QuestionKind.SENDS_TO_NOBODY_ELSE, service="gp"))
    'Are all services to which gp (Hill Surgery) refers people named already?'
    """
    match asked.kind:
        case QuestionKind.LINK:
            ends = service(area, asked.source), service(area, asked.target)
            return f"Does {ends[0]} refer people to {ends[1]}, and are they taken?"
        case QuestionKind.ACCEPTANCE:
            return f"Does {service(area, asked.service)} accept {people(area, asked.group)}?"
        case QuestionKind.SENDS_TO_NOBODY_ELSE:
            return f"Are all services to which {service(area, asked.service)} refers people named already?"
        case QuestionKind.RECEIVES_FROM_NOBODY_ELSE:
            return f"Are all services that refer people to {service(area, asked.service)} named already?"
        case _:
            return "Is every service of the area on the list?"


def closing_answer(asked: Question) -> str:
    """Give the answer that closes a way: yes to "named already" and to a complete list, otherwise no."""
    return "no" if asked.kind in (QuestionKind.LINK, QuestionKind.ACCEPTANCE) else "yes"


def whom(area: Area, asked: Question, nobody_to_ask: frozenset[str]) -> str:
    """Say whom to ask: the ends that can answer, otherwise the partnership's commissioner."""
    if asked.kind is QuestionKind.LINK:
        ends = [end for end in (asked.target, asked.source) if end not in nobody_to_ask]
        return listed((service(area, end) for end in ends), "and") or "the partnership's commissioner"
    if asked.kind is QuestionKind.LIST_COMPLETE or asked.service in nobody_to_ask:
        return "the partnership's commissioner"
    return service(area, asked.service)


def step(area: Area, taken: Step) -> str:
    """Put a step of a remedy into words."""
    if taken.kind == "open_link":
        return f"Agree a referral link from {service(area, taken.source)} to {service(area, taken.target)}"
    if taken.kind == "open_acceptance":
        return f"Agree that {service(area, taken.service)} accepts {people(area, taken.group)}"
    if taken.kind == FIRST_START:
        whom = people(area, taken.group)
        somebody = f"somebody{whom.removeprefix('people')}" if whom.startswith("people") else f"somebody ({whom})"
        return f"Records show that none started: it stays until {somebody} has started with {types(area, taken.types)}"
    return f"Provide a service that offers {types(area, taken.types)}"


def would_remove(area: Area, steps: Iterable[Step]) -> list[str]:
    """Say what would remove a finding, a sentence a step, and what keeps it whatever is agreed."""
    return [f"{'Would remove it: ' if taken.to_take else ''}{step(area, taken)}." for taken in steps]

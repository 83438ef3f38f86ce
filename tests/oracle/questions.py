"""The questions that would settle a finding, found by trying every set of them (design §4)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from itertools import combinations, product
from typing import NamedTuple

from dtors_network.model.area import Answer, Area
from dtors_network.model.vocabulary import QuestionKind, YesNo

from .facts import Facts, Pair, facts, nobody_to_ask, possible
from .journeys import goals, reached, steps
from .rules import Finding, certainty_of, of_types

UNCLEAR = ("weak", "one_sided", "disputed")
CLOSES_BY_YES = ("sends_to_nobody_else", "receives_from_nobody_else", "list_complete")


class Question(NamedTuple):
    """A yes/no question that a meeting could settle."""

    kind: str
    source: str = ""
    target: str = ""
    service: str = ""
    group: str = ""


class Unknowns(NamedTuple):
    """Questions that may open something (yes), and those that may close something (no)."""

    yes: set[Question]
    no: set[Question]


class Smallest(NamedTuple):
    """The smallest number of questions that does it, and every set of that size that does."""

    size: int
    sets: set[frozenset[Question]]


def link(pair: Pair) -> Question:
    return Question("link", *pair)


def unknowns(area: Area, group: str) -> Unknowns:
    """Every question that is open for a client group."""
    known = facts(area)
    mute = {s.service for s in area.services if nobody_to_ask(s, area.codebook)}
    unclear = {link(pair) for pair, state in known.link.items() if state in UNCLEAR}
    silent = {pair for pair, state in known.link.items() if state == "silent"}
    takes = {
        Question("acceptance", service=s, group=group) for s in area.service if known.acceptance[s, group] == "unknown"
    }
    nobody_else = {Question("sends_to_nobody_else", service=s) for s, _ in silent if s not in mute}
    nobody_else |= {Question("receives_from_nobody_else", service=t) for _, t in silent if t not in mute}
    one_by_one = {link(pair) for pair in silent if mute.issuperset(pair)}
    listed = {Question("list_complete")} if known.complete == "unknown" else set()
    return Unknowns(
        unclear | {link(pair) for pair in silent} | takes, unclear | one_by_one | takes | nobody_else | listed
    )


def answer(question: Question, says: str) -> Answer:
    return Answer(
        source=question.source,
        target=question.target,
        service=question.service,
        client_group=question.group,
        question=QuestionKind(question.kind),
        answer=YesNo(says),
        by="oracle",
        on=date.max,
    )


def answered(area: Area, answers: dict[Question, str]) -> Area:
    """The area after a meeting that gave some answers (``yes`` or ``no``)."""
    return replace(area, answers=area.answers + tuple(answer(q, says) for q, says in answers.items()))


def opening(area: Area, questions: frozenset[Question]) -> Area:
    """Every question answered so that it opens something."""
    return answered(area, dict.fromkeys(questions, "yes"))


def closing(area: Area, questions: frozenset[Question]) -> Area:
    """Every question answered so that it closes something."""
    return answered(area, {q: "yes" if q.kind in CLOSES_BY_YES else "no" for q in questions})


def pairs_that_matter(area: Area, known: Facts, finding: Finding) -> set[Pair]:
    """Pairs on which a finding can depend: no answer about another pair changes it.

    A journey uses only pairs that lie on some possible way from its start to aftercare.
    """
    if finding.rule == "missing_route":
        return {(finding.services[0], receiver) for receiver in of_types(area, finding.types)}
    if finding.rule == "disputed_link":
        return {finding.services}
    if finding.rule in ("no_aftercare_route", "dead_end", "single_point"):
        on_the_way = steps(area, possible(known, finding.group))
        ahead = reached(finding.services[0], on_the_way)
        backwards = {(v, u) for u, v in on_the_way}
        behind = {s for goal in goals(area) for s in reached(goal, backwards)}
        return {(u, v) for u, v in on_the_way if u in ahead and v in behind}
    return set()


def receivers_that_matter(area: Area, pairs: set[Pair], finding: Finding) -> set[str]:
    """Services whose acceptance of the group a finding can depend on (never that of a journey's start)."""
    if finding.rule == "refused_group":
        return set(finding.services)
    return {target for _, target in pairs} - set(finding.services[:1])


def that_matter(area: Area, questions: set[Question], finding: Finding) -> set[Question]:
    """Those questions on which a finding can depend."""
    known = facts(area)
    pairs = pairs_that_matter(area, known, finding)
    receivers = receivers_that_matter(area, pairs, finding)
    silent = {pair for pair in pairs if known.link[pair] == "silent"}
    return {
        q
        for q in questions
        if (q.source, q.target) in pairs
        or (q.kind == "acceptance" and q.service in receivers)
        or (q.kind == "sends_to_nobody_else" and any(s == q.service for s, _ in silent))
        or (q.kind == "receives_from_nobody_else" and any(t == q.service for _, t in silent))
        or q.kind == "list_complete"
    }


def smallest(questions: set[Question], works: Callable[[frozenset[Question]], bool]) -> Smallest | None:
    """Try every set, smallest first; None where even all of them together do nothing."""
    if not works(frozenset(questions)):
        return None
    for size in range(len(questions) + 1):
        sets = {frozenset(some) for some in combinations(sorted(questions), size) if works(frozenset(some))}
        if sets:
            return Smallest(size, sets)
    raise AssertionError("the set of all questions works")


def smallest_yes(area: Area, finding: Finding) -> Smallest | None:
    """The fewest questions which, all answered yes, remove a finding; None where none can."""
    if finding.certainty == "unknowable":
        return None
    asked = that_matter(area, unknowns(area, finding.group).yes, finding)
    return smallest(asked, lambda some: not certainty_of(opening(area, some), finding))


def smallest_no(area: Area, finding: Finding) -> Smallest | None:
    """The fewest questions which, all answered no, make a finding certain; None where none can.

    No absence is certain in an incomplete list, so that question is in every set.
    """
    if finding.certainty == "unknowable":
        return None
    if finding.certainty == "certain":
        return Smallest(0, {frozenset()})
    asked = that_matter(area, unknowns(area, finding.group).no, finding)
    always = frozenset(q for q in asked if q.kind == "list_complete")
    found = smallest(asked - always, lambda some: certainty_of(closing(area, some | always), finding) == "certain")
    return found and Smallest(found.size + len(always), {some | always for some in found.sets})


def open_questions(area: Area, finding: Finding) -> list[Question]:
    """Single links and acceptances that nobody settled and on which a finding can depend."""
    return sorted(that_matter(area, unknowns(area, finding.group).yes, finding))


def completions(area: Area, finding: Finding) -> Iterator[Area]:
    """Every way in which the open questions behind a finding could turn out, one area each."""
    asked = open_questions(area, finding)
    for says in product(("no", "yes"), repeat=len(asked)):
        yield answered(area, dict(zip(asked, says, strict=True)))


def certainty_by_definition(area: Area, finding: Finding) -> str:
    """Certain if it holds in every completion, sensitive if in the one that opens nothing, else "".

    A list that may lack a service has completions that no table shows: only what was observed is certain in it.
    A disagreement is an observation that answers end, so nothing is tried there.
    """
    if finding.rule == "disputed_link":
        return certainty_of(area, finding)
    if not certainty_of(answered(area, dict.fromkeys(open_questions(area, finding), "no")), finding):
        return ""
    listed = facts(area).complete == "yes"
    enough = {"certain", "sensitive"} if listed else {"certain"}
    return "certain" if all(certainty_of(one, finding) in enough for one in completions(area, finding)) else "sensitive"

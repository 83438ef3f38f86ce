"""What a reader can do about a gap: steps that would remove it, and questions with whom to ask and what it does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from dtors_network.accounts.parts import Doing, Todo
from dtors_network.accounts.words import capital
from dtors_network.gaps import RULES, Gap, Gaps, wording
from dtors_network.gaps.finding import Question
from dtors_network.gaps.roots import settled_alike
from dtors_network.model.vocabulary import Certainty

BOTH_WAYS: Final = "yes would remove this finding; no would make it certain"


def doings(gaps: Gaps, gap: Gap) -> tuple[Doing, ...]:
    """Say all that a reader can do about a gap, the nearest first.

    >>> from dtors_network.examples import small_area
    >>> from dtors_network.gaps import find_gaps
    >>> found = find_gaps(small_area(), groups=["everyone"], rules=["dead_end"])
    >>> print(doings(found, found.gaps[0])[0].lines[0])
    One question settles it: Does clinic (Riverside) refer people to aftercare (Onward), and are they taken? \
Ask aftercare (Onward) and clinic (Riverside). Yes would remove this finding; no would make it certain.
    """
    found = (*_steps(gaps, gap), *_questions(gaps, gap))
    return found or (_otherwise(gap),)


def root_doings(gaps: Gaps, root: Sequence[Gap]) -> tuple[Doing, ...]:
    """Say what a reader can do about a root: as about its leading gap, where the same steps settle all of it."""
    return doings(gaps, root[0]) if settled_alike(root) else (_at_the_meeting(root[0]),)


def _steps(gaps: Gaps, gap: Gap) -> Iterator[Doing]:
    if gap.remedy:
        taken = sum(step.to_take for step in gap.remedy)
        removing = "What would remove it" if taken == 1 else "These steps together would remove it"
        steps = tuple(Todo(f"{wording.step(gaps.area, step)}.") for step in gap.remedy)
        yield Doing(removing if taken else "What keeps it", steps)


def _questions(gaps: Gaps, gap: Gap) -> Iterator[Doing]:
    yes, no = gap.ask.yes or (), gap.ask.no or ()
    if gap.finding.certainty is Certainty.SENSITIVE and not yes:
        missing = "It holds on every listed service; only one that is missing from the list could change that."
        yield Doing("What could change it", (Todo(missing),))
    if gap.finding.link and (yes or no):
        yield Doing("The question that settles it", tuple(_asked(gaps, question) for question in yes or no))
    elif len(yes) == 1 and yes == no and wording.closing_answer(yes[0]) == "no":
        yield Doing("One question settles it", (_asked(gaps, yes[0], BOTH_WAYS),))
    else:
        yield from _sets(gaps, yes, no)


def _sets(gaps: Gaps, yes: Sequence[Question], no: Sequence[Question]) -> Iterator[Doing]:
    if yes:
        heading = "This answer would remove it" if len(yes) == 1 else "All of these answers together would remove it"
        yield Doing(heading, tuple(_asked(gaps, question, "the answer that counts is yes") for question in yes))
    if no:
        one, all_of = "This answer would make it certain", "All of these answers together would make it certain"
        closing = (_asked(gaps, q, f"the answer that counts is {wording.closing_answer(q)}") for q in no)
        yield Doing(one if len(no) == 1 else all_of, tuple(closing))


def _asked(gaps: Gaps, question: Question, answer: str = "") -> Todo:
    said = f" {capital(answer)}." if answer else ""
    return Todo(wording.question(gaps.area, question), f"Ask {gaps.whom(question)}.{said}")


def _otherwise(gap: Gap) -> Doing:
    if gap.finding.certainty is Certainty.UNKNOWABLE:
        return Doing("To know it", (Todo("Collect what is named, then look again."),))
    return _at_the_meeting(gap)


def _at_the_meeting(gap: Gap) -> Doing:
    return Doing("What to ask at the meeting", (Todo(RULES[gap.finding.rule].asks),))

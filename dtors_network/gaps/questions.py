"""The questions of all sensitive findings gathered: whom to ask what, and which findings each answer would move."""

from __future__ import annotations

from dataclasses import dataclass

from dtors_network.gaps import wording
from dtors_network.gaps.finding import Question
from dtors_network.gaps.review import Gap, Gaps
from dtors_network.model.near import check_known


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with the gaps in whose smallest sets it stands.

    ``removes`` would be removed by yes and ``makes_certain`` made certain by no: alone if the set has one question,
    otherwise together with the rest of the set.
    """

    question: Question
    whom: str
    text: str
    removes: tuple[Gap, ...]
    makes_certain: tuple[Gap, ...]

    @property
    def settles(self) -> tuple[Gap, ...]:
        """Disagreements about this link, which either answer ends."""
        return tuple(gap for gap in self.removes if gap.finding.link and gap in self.makes_certain)


def questions_of(gaps: Gaps, service: str | None = None) -> tuple[Asked, ...]:
    """Gather the questions, those that move most findings first.

    Parameters
    ----------
    gaps : Gaps
        The result of ``find_gaps``.
    service : str, optional
        Keep only questions about this service or a link of it.

    Returns
    -------
    tuple of Asked
        Each question once.

    Raises
    ------
    InputError
        If there is no such service.

    Examples
    --------
    >>> from dtors_network.examples import small_area
    >>> from dtors_network.gaps import find_gaps
    >>> found = find_gaps(small_area(), groups=["everyone"], rules=["no_aftercare_route"])
    >>> [asked.text for asked in questions_of(found)]
    ['Does clinic (Riverside) refer people to aftercare (Onward), and are they taken?']
    """
    if service is not None:
        check_known("service", service, gaps.area.service)
    removes: dict[Question, list[Gap]] = {}
    confirms: dict[Question, list[Gap]] = {}
    for gap in gaps.gaps:
        for question in gap.ask.yes or ():
            removes.setdefault(question, []).append(gap)
        for question in gap.ask.no or ():
            confirms.setdefault(question, []).append(gap)
    every = dict.fromkeys([*removes, *confirms])
    kept = [one for one in every if service in (None, one.source, one.target, one.service)]
    kept.sort(key=lambda one: (-len(removes.get(one, ())) - len(confirms.get(one, ())), one))
    return tuple(
        Asked(
            question=one,
            whom=gaps.whom(one),
            text=wording.question(gaps.area, one),
            removes=tuple(removes.get(one, ())),
            makes_certain=tuple(confirms.get(one, ())),
        )
        for one in kept
    )

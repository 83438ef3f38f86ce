"""Which questions go to which service: first those that move most findings, then what else it alone can tell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Final

from dtors_network.acceptance import Acceptance
from dtors_network.evidence import Word
from dtors_network.gaps import Gaps, wording
from dtors_network.gaps.finding import Question
from dtors_network.gaps.questions import Asked, questions_of
from dtors_network.model.codebook import BarrierCode
from dtors_network.model.vocabulary import EVERYONE, LinkState, QuestionKind, Stage
from dtors_network.rounds import words
from dtors_network.rounds.coverage import pairs_asked_for
from dtors_network.rounds.form import DETAILED, HINDERS, Form, FormQuestion, short_id
from dtors_network.rounds.hanging import hangs

MOST: Final = 10
"""Questions that matter, of one service."""
LISTED: Final = 40
"""Services that a tick list shows; of more, those that the reference asks for and those that somebody spoke of."""
NOBODY: Final = "there is nobody to ask"
NOTHING_OPEN: Final = "nothing is open that it could tell"

_CLOSED: Final = {
    QuestionKind.SENDS_TO_NOBODY_ELSE: "sends",
    QuestionKind.RECEIVES_FROM_NOBODY_ELSE: "receives",
}
"""Whether a tick list names everyone is asked below it."""
_TOLD: Final = (Word.PRESENT, Word.ABSENT, Word.NOT_APPLICABLE)


@dataclass(frozen=True, slots=True)
class Chosen:
    """The forms of a round, and the services that get none with the reason."""

    forms: tuple[Form, ...]
    not_asked: dict[str, str]


def choose(
    gaps: Gaps, round_: str, most: int = MOST, everyone: bool = False, gone: Mapping[str, str] = MappingProxyType({})
) -> Chosen:
    """Choose what to ask each service.

    Parameters
    ----------
    gaps : Gaps
        Of a protected area: forms leave, and tell nothing of counts.
    round_ : str
        Id of the round.
    most : int
        Questions that matter, at most, of one service.
    everyone : bool
        Give a form to services too that told everything that matters.
    gone : mapping of str to str
        Services that are not asked again, and why: they said in an earlier round that they have closed.

    Returns
    -------
    Chosen
        A form for each service that can settle something, or has told nothing yet.

    Examples
    --------
    >>> from dtors_network.examples import small_area
    >>> from dtors_network.gaps import find_gaps
    >>> chosen = choose(find_gaps(small_area()), "r1")
    >>> [(form.service, len(form.first)) for form in chosen.forms]
    [('aftercare', 1), ('clinic', 1), ('minds', 1)]
    """
    choosing = _Choosing(gaps, most)
    forms, not_asked = [], {}
    for service in gaps.area.services:
        id_ = service.service
        if id_ in gone or id_ in choosing.evidence.nobody_to_ask:
            not_asked[id_] = gone.get(id_, NOBODY)
            continue
        questions = tuple(choosing.questions(id_))
        matters = any(one.matters for one in questions) or id_ not in choosing.spoken
        if questions and (matters or everyone):
            code = short_id("F", gaps.area.id, round_, id_)
            forms.append(Form(form=code, service=id_, name=wording.service(gaps.area, id_), questions=questions))
        else:
            not_asked[id_] = NOTHING_OPEN
    forms.sort(key=lambda form: -len({id_ for one in form.first for id_ in one.findings}))
    return Chosen(tuple(forms), not_asked)


class _Choosing:
    def __init__(self, gaps: Gaps, most: int) -> None:
        self.gaps, self.area, self.most = gaps, gaps.area, most
        self.network = gaps.case.network
        self.evidence = self.network.evidence
        self.order = {gap.id: at for at, gap in enumerate(gaps.gaps)}
        self.ids = list(self.area.service)
        stages = self.area.codebook.stage_of
        self.routes_in = {one.service for one in self.area.services if stages[one.service_type] is Stage.ROUTES_IN}
        self.asked_for = pairs_asked_for(self.network)

    @cached_property
    def by_service(self) -> dict[str, list[Asked]]:
        found: dict[str, list[Asked]] = {}
        for asked in questions_of(self.gaps):
            one = asked.question
            for service in dict.fromkeys(filter(None, (one.source, one.target, one.service))):
                found.setdefault(service, []).append(asked)
        return found

    @cached_property
    def spoken(self) -> set[str]:
        """Services of whose end some voice spoke."""
        return {target if end == "receiver" else source for source, target, end in self.evidence.voices}

    def word(self, service: str, source: str, target: str) -> Word:
        link = self.evidence.link(source, target)
        return link.sender if service == source else link.receiver

    def questions(self, service: str) -> Iterator[FormQuestion]:
        about = [asked for asked in self.by_service.get(service, ()) if self._open(service, asked)]
        first = [self._first(service, asked) for asked in about[: self.most]]
        yield from first
        there, closed = {one.id for one in first}, {one.part for one in first}
        for question in (*self._partners(service, closed), *self._accepts(service), *self._hinders(service)):
            if question.id not in there:
                yield question

    def _open(self, service: str, asked: Asked) -> bool:
        """Tell whether a service can say something new: it has not, it says yes and no, or what it says is disputed."""
        one = asked.question
        if one.kind is QuestionKind.LIST_COMPLETE:
            return False
        if one.kind is not QuestionKind.LINK:
            return True
        told = self.word(service, one.source, one.target) in _TOLD
        return not told or self.evidence.state(one.source, one.target) is LinkState.DISPUTED

    def _first(self, service: str, asked: Asked) -> FormQuestion:
        one = asked.question
        gaps = dict.fromkeys([*asked.removes, *asked.makes_certain])
        moved = sorted(gaps, key=lambda gap: self.order[gap.id])
        return FormQuestion(
            kind=one.kind.value, source=one.source, target=one.target, service=one.service, group=one.group,
            part=_CLOSED.get(one.kind, "first"), text=self._text(service, one), hangs=hangs(self.area, moved),
            findings=tuple(gap.id for gap in moved),
        )  # fmt: skip

    def _text(self, service: str, one: Question) -> str:
        sends = one.source == service
        other = (one.target if sends else one.source) if one.source else ""
        name = wording.service(self.area, other) if other else ""
        people = wording.people(self.area, one.group) if one.group else ""
        text = words.asked(one.kind.value, sends, name, people)
        if one.kind is not QuestionKind.LINK:
            return text
        disputed = self.evidence.state(one.source, one.target) is LinkState.DISPUTED
        badly = self.word(service, one.source, one.target) is Word.WEAK
        return words.again(text, disputed) if disputed or badly else text

    def _partners(self, service: str, closed: set[str]) -> Iterator[FormQuestion]:
        """Ask of each service that it has not spoken of, then whether that is everyone."""
        for kind, part in _CLOSED.items():
            sends = part == "sends"
            pairs = list(self._pairs(service, sends, part in closed))
            for source, target in pairs:
                name = wording.service(self.area, target if sends else source)
                yield FormQuestion(kind=DETAILED, source=source, target=target, part=part, text=name)
            if pairs:
                yield FormQuestion(kind=kind.value, service=service, part=part, text=words.ALL[kind.value])

    def _pairs(self, service: str, sends: bool, whole: bool) -> Iterator[tuple[str, str]]:
        """Give the links of a tick list: of a service that has spoken what others raised, unless it has to be whole."""
        if not sends and service in self.routes_in:
            return
        others = [one for one in self.ids if one != service and not (sends and one in self.routes_in)]
        pairs = [(service, other) if sends else (other, service) for other in others]
        pairs = [pair for pair in pairs if self.word(service, *pair) is Word.NOTHING]
        likely = [pair for pair in pairs if pair in self.asked_for or pair in self.evidence.links]
        raised = [pair for pair in pairs if pair in self.evidence.links]
        if service in self.spoken and not whole:
            yield from raised
        elif len(pairs) <= LISTED:
            yield from pairs
        else:
            yield from likely[:LISTED]

    def _accepts(self, service: str) -> Iterator[FormQuestion]:
        if service in self.routes_in:
            return
        said = dict(self.area.service[service].accepts)
        for group in self.area.codebook.group:
            unknown = self.network.acceptance.group(group).of[service] is Acceptance.UNKNOWN
            if group != EVERYONE and unknown and group not in said:
                text = words.asked("acceptance", False, "", wording.people(self.area, group))
                yield FormQuestion(kind="acceptance", service=service, group=group, part="accepts", text=text)

    def _hinders(self, service: str) -> Iterator[FormQuestion]:
        told = {row.code for row in self.area.barriers if row.service == service}
        for code in barriers_at("service", self.area.codebook.barriers):
            if code.code not in told:
                yield FormQuestion(kind=HINDERS, service=service, code=code.code, part="hinders", text=plain(code))


def barriers_at(place: str, codes: tuple[BarrierCode, ...]) -> tuple[BarrierCode, ...]:
    """Give the barriers of a codebook that can be reported at a ``service`` or a ``link``."""
    return tuple(code for code in codes if code.kind == "barrier" and place in code.attaches_to)


def plain(code: BarrierCode) -> str:
    """Give a barrier as a form puts it."""
    return code.asked or code.title

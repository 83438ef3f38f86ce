"""From replies to rows: what each person of a service said becomes statements, barriers and voices on acceptance."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from dtors_network.evidence import Evidence
from dtors_network.model.area import AcceptanceVoice, Area, BarrierReport, Row, Statement
from dtors_network.model.same_name import same_name
from dtors_network.model.vocabulary import Accepts, Agreement, End, Says
from dtors_network.rounds import words
from dtors_network.rounds.form import DETAILED, HINDERS, AskedRound, Form, FormQuestion, short_id
from dtors_network.rounds.reply import Given, Reply

SAYS: Final = {
    words.YES: Says.PRESENT,
    words.WEAK: Says.WEAK,
    words.NO: Says.ABSENT,
    words.NOT_US: Says.NOT_APPLICABLE,
}
"""What an answer about a link says; "don't know" and "never asked" say nothing of it."""
ACCEPTS: Final = {words.YES: Accepts.YES, words.AFTER: Accepts.AFTER_ASSESSMENT, words.NO: Accepts.NO}
TABLES: Final = ("statements", "acceptance_voices", "barriers")
"""What a reply can become: never an answer, which only a meeting gives."""


@dataclass(slots=True)
class Voices:
    """Rows by table, and what could not become one."""

    rows: dict[str, list[Row]] = field(default_factory=lambda: {table: [] for table in TABLES})
    nobody: frozenset[str] = frozenset()
    unlisted: dict[tuple[str, str, str], None] = field(default_factory=dict)
    gone: dict[tuple[str, str], None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Told:
    """What one person said on one form, over all files in which they said it."""

    reply: Reply
    answers: Mapping[str, tuple[Given, Reply]]
    others: Mapping[str, tuple[str, ...]]


def together(replies: Iterable[Reply]) -> tuple[Told, ...]:
    """Put the replies of each person to each form together: question by question, of each cell the latest not blank.

    Parameters
    ----------
    replies : iterable of Reply
        In any order.

    Returns
    -------
    tuple of Told
        One for each person and form, in the order of their first files.

    Examples
    --------
    >>> from datetime import date
    >>> of = dict(area="a", round="r1", form="F", service="gp", role="worker", said_on=date(2026, 2, 3), others={})
    >>> late = Reply(moment="2026-02-05", answers={"Q1": Given(answer="no")}, **of)
    >>> first = {"Q1": Given(answer="yes", note="n"), "Q2": Given(answer="yes")}
    >>> early = Reply(moment="2026-02-03", answers=first, **of)
    >>> [(id_, given.answer, given.note) for id_, (given, _) in together([late, early])[0].answers.items()]
    [('Q1', 'no', 'n'), ('Q2', 'yes', '')]
    """
    people: dict[tuple[str, str], list[Reply]] = {}
    for reply in sorted(replies, key=lambda one: (one.moment or one.taken, one.taken, one.code)):
        people.setdefault((reply.form, reply.reporter), []).append(reply)
    return tuple(map(_together, people.values()))


def _together(files: list[Reply]) -> Told:
    answers: dict[str, tuple[Given, Reply]] = {}
    others: dict[str, dict[str, None]] = {}
    for reply in files:
        for id_, given in reply.answers.items():
            earlier = answers.get(id_, (Given(), reply))[0]
            answers[id_] = (given.over(earlier), reply)
        for part, names in reply.others.items():
            others.setdefault(part, {}).update(dict.fromkeys(filter(None, names)))
    return Told(files[-1], answers, {part: tuple(names) for part, names in others.items()})


def voices_of(area: Area, rounds: Iterable[AskedRound], replies: Iterable[Reply]) -> Voices:
    """Turn replies into rows of an area.

    Parameters
    ----------
    area : Area
        The area; what names a service that it does not list any more has nothing to be said of.
    rounds : iterable of AskedRound
        What was asked.
    replies : iterable of Reply
        What came back.

    Returns
    -------
    Voices
        Rows, each with the pseudonym of whoever said it and the day.
    """
    found = Voices(nobody=Evidence(area).nobody_to_ask)  # of those a list of partners says nothing (design §4)
    forms = {form.form: (asked, form) for asked in rounds for form in asked.forms}
    titles = {same_name(text): id_ for id_, row in area.service.items() for text in (id_, row.name) if text}
    for told in together(replies):
        if told.reply.form in forms and told.reply.state != "no_such_service":
            _Turning(area, *forms[told.reply.form], told, titles, found).turn()
    return found


class _Turning:
    """Turns what one person said on one form into rows."""

    def __init__(
        self, area: Area, asked: AskedRound, form: Form, told: Told, titles: Mapping[str, str], found: Voices
    ) -> None:
        self.area, self.asked, self.form, self.told = area, asked, form, told
        self.titles, self.found = titles, found

    def turn(self) -> None:
        for question in self.form.questions:
            if question.id in self.told.answers:
                given, reply = self.told.answers[question.id]
                if self._is_listed(question):
                    for table, row in self._rows(question, given, reply):
                        self.found.rows[table].append(row)
        for part, names in self.told.others.items():
            for name in names:
                self._other(part, name)

    def _is_listed(self, question: FormQuestion) -> bool:
        """Tell whether all that a question names is still there; what is not is noted."""
        gone = [one for one in (question.source, question.target, question.service) if one]
        gone = [one for one in gone if one not in self.area.service]
        self.found.gone.update(dict.fromkeys((self.form.service, one) for one in gone))
        known = self.area.codebook
        return not gone and (not question.group or question.group in known.group) and (
            not question.code or question.code in known.barrier
        )  # fmt: skip

    def _rows(self, question: FormQuestion, given: Given, reply: Reply) -> Iterator[tuple[str, Row]]:
        if question.kind == DETAILED:
            if given.answer in SAYS:
                yield "statements", self._statement(question.source, question.target, SAYS[given.answer], given, reply)
            if given.barrier in self.area.codebook.barrier:
                yield "barriers", self._barrier(question, given.barrier, given.note, reply)
        elif question.kind == "acceptance" and given.answer in ACCEPTS:
            yield "acceptance_voices", self._acceptance(question, given, reply)
        elif question.kind == HINDERS and given.answer == words.YES:
            yield "barriers", self._barrier(question, question.code, given.note, reply)
        elif question.kind in words.ALL and given.answer == words.YES:
            yield from self._nobody_else(question, reply)

    def _nobody_else(self, question: FormQuestion, reply: Reply) -> Iterator[tuple[str, Row]]:
        """Say no of every service that the tick list named and that was left out: "that is all" was said of it."""
        part = "sends" if question.kind.startswith("sends") else "receives"
        for one in self.form.part(part):
            silent = one.id not in self.told.answers or not self.told.answers[one.id][0].answer
            silent = silent and one.other(self.form.service) not in self.found.nobody
            if one.kind == DETAILED and silent and self._is_listed(one):
                yield "statements", self._statement(one.source, one.target, Says.ABSENT, Given(), reply)

    def _other(self, part: str, name: str) -> None:
        """Take a service that was written in by hand where it is one of the list; any other is noted."""
        other = self.titles.get(same_name(name), "")
        if not other or other == self.form.service:
            self.found.unlisted[self.form.service, part, name] = None
            return
        pair = (self.form.service, other) if part == "sends" else (other, self.form.service)
        self.found.rows["statements"].append(self._statement(*pair, Says.PRESENT, Given(), self.told.reply))

    def _statement(self, source: str, target: str, says: Says, given: Given, reply: Reply) -> Statement:
        end = End.SENDER if source == self.form.service else End.RECEIVER
        agreement = Agreement(given.agreement) if given.agreement and says is not Says.ABSENT else None
        return Statement(
            source=source, target=target, end=end, says=says, agreement=agreement,
            reporter_role=reply.reporter_role, reporter=reply.reporter, said_on=reply.said_on, note=given.note,
        )  # fmt: skip

    def _acceptance(self, question: FormQuestion, given: Given, reply: Reply) -> AcceptanceVoice:
        return AcceptanceVoice(
            service=question.service, client_group=question.group, says=ACCEPTS[given.answer],
            reporter_role=reply.reporter_role, reporter=reply.reporter, said_on=reply.said_on, note=given.note,
        )  # fmt: skip

    def _barrier(self, question: FormQuestion, code: str, words_: str, reply: Reply) -> BarrierReport:
        id_ = short_id("B", reply.form, reply.reporter, question.id, code)
        return BarrierReport(
            report=id_, code=code, side=self.area.codebook.barrier[code].side if question.source else None,
            source=question.source, target=question.target, service=question.service,
            reporter_role=reply.reporter_role, reporter=reply.reporter, said_on=reply.said_on,
            document=f"round {self.asked.round}", locator=question.id, excerpt=words_,
        )  # fmt: skip

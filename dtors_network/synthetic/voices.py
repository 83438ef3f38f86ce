"""From sketches to rows: services, statements and answers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from dtors_network.model.area import Answer, Organisation, Statement
from dtors_network.model.vocabulary import (
    EVERYONE,
    Accepts,
    Agreement,
    End,
    QuestionKind,
    ReporterRole,
    Says,
    Sector,
    YesNo,
)
from dtors_network.synthetic.draft import Draft
from dtors_network.synthetic.sketch import Closing, Link, Sketch, Voice, Way

PERIOD = (date(2023, 4, 1), date(2024, 3, 31))
"""The year of the latest published figures that the counts follow."""
MEETING = "partnership meeting"
OPEN_WORDS = (Accepts.UNKNOWN, Accepts.AFTER_ASSESSMENT, None)
"""What a service may say of a group that it neither takes nor refuses; None is a blank cell."""


def day(draft: Draft, first: int = 0) -> date:
    """Draw a day of the period, not before its first days."""
    return PERIOD[0] + timedelta(days=draft.rng.randint(first, (PERIOD[1] - PERIOD[0]).days))


def decide(draft: Draft) -> None:
    """Decide how services close their ends, how links are confirmed and acceptance is settled, and who speaks."""
    for sketch in draft.services.values():
        sketch.out_by = _out_by(draft, sketch)
        sketch.in_by = _in_by(draft, sketch)
        settled = [group for group, accepts in sketch.accepts.items() if accepts != "unknown"]
        sketch.answered = {group for group in settled if draft.rng.random() < 0.05}
    for link in draft.links.values():
        if link.way is Way.CONFIRMED:
            _confirm(draft, link)


def _out_by(draft: Draft, sketch: Sketch) -> Closing:
    """Choose what closes a service as a sender; a list says absent of each partner without a word, an answer not."""
    if not sketch.closed_out:
        return Closing.OPEN
    if not (sketch.askable and sketch.may_list_out) or draft.closed_by is Closing.ANSWER:
        return Closing.ANSWER
    return Closing.LIST if draft.closed_by is Closing.LIST else draft.rng.choice((Closing.LIST, Closing.ANSWER))


def _in_by(draft: Draft, sketch: Sketch) -> Closing:
    if sketch.must_record or (sketch.closed_in and sketch.askable and draft.closed_by is Closing.RECORD):
        return Closing.RECORD
    if not sketch.closed_in:
        return Closing.OPEN
    listed = draft.closed_by is Closing.LIST and sketch.askable and sketch.may_list_in
    return Closing.LIST if listed else Closing.ANSWER


def _confirm(draft: Draft, link: Link) -> None:
    """Confirm a link by a start on record, by the word of both ends, or by an answer; then let the ends speak.

    A start stands whatever the ends say: now and then one of them denies it.
    """
    source, target = draft.services[link.source], draft.services[link.target]
    link.way = _confirmed_by(draft, link, source, target)
    said = link.way in (Way.SAID, Way.SAID_UNCOUNTED)
    word = Says.ABSENT if link.way is Way.START and draft.rng.random() < 0.03 else Says.PRESENT
    if source.askable and (said or source.out_by is Closing.LIST or draft.rng.random() < 0.4):
        link.sender.append(("", word))
    if target.askable and (said or target.in_by is Closing.LIST or draft.rng.random() < 0.4):
        link.receiver.append(("", Says.PRESENT))


def _confirmed_by(draft: Draft, link: Link, source: Sketch, target: Sketch) -> Way:
    drawn = draft.rng.random()
    if link.must_start or drawn < 0.75:
        return Way.START
    if drawn > 0.93 or not (source.askable or target.askable):
        return Way.ANSWERED
    return Way.SAID_UNCOUNTED if target.in_by is Closing.RECORD else Way.SAID


# -- rows --------------------------------------------------------------------------------------------------------


def organisations(draft: Draft) -> tuple[Organisation, ...]:
    """Write a row for each organisation that runs a service."""
    used = {sketch.organisation for sketch in draft.services.values()}
    return tuple(
        Organisation(organisation=name, name=f"Organisation {int(name[1:])}", sector=draft.rng.choice(list(Sector)))
        for name in sorted(draft.organisations)
        if name in used
    )


def statements(draft: Draft) -> tuple[Statement, ...]:
    """Write a row for each voice; now and then an earlier word of the same reporter, which no longer counts."""
    rows: list[Statement] = []
    for link in draft.links.values():
        for end, voices in ((End.SENDER, link.sender), (End.RECEIVER, link.receiver)):
            for voice in voices:
                rows += _spoken(draft, link, end, voice)
    return tuple(rows)


def _spoken(draft: Draft, link: Link, end: End, voice: Voice) -> Iterator[Statement]:
    name, says = voice
    at = link.source if end is End.SENDER else link.target
    reporter = f"{at}-{name or 'a'}" if name or draft.rng.random() < 0.3 else ""
    said_on = day(draft, 30)
    if draft.rng.random() < 0.04:
        before = said_on - timedelta(days=draft.rng.randint(1, 30))
        yield _statement(draft, link, end, draft.rng.choice(list(Says)), reporter, before)
    yield _statement(draft, link, end, says, reporter, said_on)


def _statement(draft: Draft, link: Link, end: End, says: Says, reporter: str, said_on: date) -> Statement:
    return Statement(
        source=link.source,
        target=link.target,
        end=end,
        says=says,
        agreement=draft.rng.choice(list(Agreement)) if says is Says.PRESENT else None,
        reporter_role=ReporterRole.PROVIDER,
        reporter=reporter,
        said_on=said_on,
    )


def answers(draft: Draft) -> tuple[Answer, ...]:
    """Write what meetings settled: links, acceptance, and that services name all their partners."""
    rows = [row for link in draft.links.values() for row in _answered_link(draft, link)]
    for sketch in draft.services.values():
        rows += _answered_service(draft, sketch)
    return tuple(rows)


def _answered_link(draft: Draft, link: Link) -> Iterator[Answer]:
    if link.way is Way.ANSWERED or link.denied_by_answer:
        yield Answer(
            question=QuestionKind.LINK,
            answer=YesNo.NO if link.denied_by_answer else YesNo.YES,
            source=link.source,
            target=link.target,
            by=MEETING,
            on=day(draft),
        )


def _answered_service(draft: Draft, sketch: Sketch) -> Iterator[Answer]:
    for question, closing in (
        (QuestionKind.SENDS_TO_NOBODY_ELSE, sketch.out_by),
        (QuestionKind.RECEIVES_FROM_NOBODY_ELSE, sketch.in_by),
    ):
        if closing is Closing.ANSWER:
            yield Answer(question=question, answer=YesNo.YES, service=sketch.id, by=MEETING, on=day(draft))
    for group in sorted(sketch.answered):
        yield Answer(
            question=QuestionKind.ACCEPTANCE,
            answer=YesNo(sketch.accepts[group]),
            service=sketch.id,
            client_group=group,
            by=MEETING,
            on=day(draft),
        )


def accepts(draft: Draft, sketch: Sketch) -> tuple[tuple[str, Accepts], ...]:
    """Write what a service says of the groups; a barrier report or an answer stands beside some of the cells."""
    said = [(EVERYONE, Accepts.YES)] if draft.rng.random() < 0.5 else []
    for group, accepted in sketch.accepts.items():
        word = _word(draft, sketch, group, accepted)
        if word is not None:
            said.append((group, word))
    return tuple(said)


def _word(draft: Draft, sketch: Sketch, group: str, accepted: str) -> Accepts | None:
    if group in sketch.contradicted:
        return Accepts.NO
    if accepted != "unknown" and group not in sketch.answered:
        return Accepts(accepted)
    return draft.rng.choice((Accepts.YES, *OPEN_WORDS) if group in sketch.reported else OPEN_WORDS)

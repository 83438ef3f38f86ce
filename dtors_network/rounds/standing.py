"""How each service stands in a round: from its replies and from what the holder noted by hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from dtors_network.model.area import Area, AskedService
from dtors_network.model.vocabulary import ReplyState
from dtors_network.rounds import words
from dtors_network.rounds.form import AskedRound, FormQuestion
from dtors_network.rounds.reply import Given, Reply
from dtors_network.rounds.voices import together


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How one service stands in one round.

    Attributes
    ----------
    service : str
        Its id.
    state : ReplyState
        Typed by the holder, else worked out.
    by_hand : bool
        Whether it was typed.
    why : str
        Of a service that was not asked, why.
    roles : tuple of str
        In which roles people of it answered, a word each.
    voices : int
        How many people answered.
    channel : str
        How its form went out.
    sent_on, reminded_on, replied_on : date or None
        When it went out, when it was last reminded of it, and when the first reply was filled in.
    days : int or None
        From sending to the first reply, or until today (or the end of the round) where there is none.
    questions, left : int
        Questions that matter, and those of them without an answer.
    open : tuple of FormQuestion
        Those without an answer.
    findings : tuple of str
        Ids of the findings that hang on these.
    late : int
        Replies that came after the next round was opened; they change nothing of this.
    """

    service: str
    state: ReplyState
    by_hand: bool = False
    why: str = ""
    roles: tuple[str, ...] = ()
    voices: int = 0
    channel: str = ""
    sent_on: date | None = None
    reminded_on: date | None = None
    replied_on: date | None = None
    days: int | None = None
    questions: int = 0
    left: int = 0
    open: tuple[FormQuestion, ...] = ()
    findings: tuple[str, ...] = ()
    late: int = 0

    @property
    def is_waited_for(self) -> bool:
        """Whether a reminder makes sense: it was asked, something is left, and it has not said that it will not."""
        waiting = self.state in (ReplyState.NO_REPLY, ReplyState.DONT_KNOW, ReplyState.ANSWERED_IN_PART)
        return waiting and (self.left > 0 or (self.questions == 0 and self.state is ReplyState.NO_REPLY))


def standings(
    area: Area, asked: AskedRound, rounds: tuple[AskedRound, ...], replies: Iterable[Reply], today: date
) -> tuple[Standing, ...]:
    """Say how every service of an area stands in a round.

    Parameters
    ----------
    area : Area
        The area as its holder has it, with the notes of its table ``asked``.
    asked : AskedRound
        The round.
    rounds : tuple of AskedRound
        Every round, in the order in which they were opened.
    replies : iterable of Reply
        What came back, to whichever round.
    today : date
        Until when days are counted, while the round is the last.

    Returns
    -------
    tuple of Standing
        One for each service that is listed or was asked; those on whose answers most hangs first.
    """
    at = next(place for place, one in enumerate(rounds) if one.round == asked.round)
    end = rounds[at + 1].opened if at + 1 < len(rounds) else today
    order = {one.round: place for place, one in enumerate(rounds)}
    mine: dict[str, list[Reply]] = {}
    late: dict[str, int] = {}
    for reply in replies:
        if reply.round == asked.round and not reply.late:
            mine.setdefault(reply.service, []).append(reply)
        elif reply.round == asked.round:
            late[reply.service] = late.get(reply.service, 0) + 1
        elif reply.late and order.get(reply.round, at) < at and _came_in(reply, asked, end, at + 1 == len(rounds)):
            mine.setdefault(reply.service, []).append(reply)
    notes = {row.service: row for row in area.asked if row.round == asked.round}
    services = dict.fromkeys([*area.service, *(form.service for form in asked.forms)])
    found = [
        _standing(one, asked, mine.get(one, []), notes.get(one), end, late.get(one, 0), gone=one not in area.service)
        for one in services
    ]
    return tuple(sorted(found, key=lambda one: (-len(one.findings), one.state is ReplyState.NOT_ASKED)))


def closed(area: Area, rounds: Iterable[AskedRound], replies: Iterable[Reply]) -> dict[str, str]:
    """Name the services that are no more, as they said or as the holder noted, and in which round."""
    known = [asked.round for asked in rounds]
    said = {one.service: one.round for one in replies if one.state == "no_such_service"}
    noted = {row.service: row for row in sorted(area.asked, key=lambda row: known.index(row.round))}
    for service, row in noted.items():
        if row.state is ReplyState.NO_SUCH_SERVICE:
            said[service] = row.round
        elif row.state is not None:
            said.pop(service, None)
    return {service: f"it has closed, as was said in round {round_}" for service, round_ in said.items()}


def _came_in(reply: Reply, asked: AskedRound, end: date, is_last: bool) -> bool:
    """Tell whether a late reply to an earlier round was taken in while this one was open."""
    day = reply.taken[:10]
    return asked.opened.isoformat() <= day and (is_last or day < end.isoformat())


def _standing(
    service: str, asked: AskedRound, replies: list[Reply], note: AskedService | None, end: date, late: int, gone: bool
) -> Standing:
    form = asked.by_service.get(service)
    if form is None:
        state = note.state if note and note.state else ReplyState.NOT_ASKED
        why = asked.not_asked.get(service, "it was not listed when the round was opened")
        return Standing(service=service, state=state, by_hand=bool(note and note.state), why=why, late=late)
    given = _given(replies)
    first = form.first
    open_ = tuple(one for one in first if not given.get(one.id, Given()).answer)
    state = _state(replies, given, [one.id for one in first], len(open_))
    if gone and state is ReplyState.NO_REPLY:
        state = ReplyState.NO_SUCH_SERVICE
    by_hand = bool(note and note.state)
    state = note.state if note and note.state else state
    sent = note.sent_on if note and note.sent_on else asked.opened
    replied = min((reply.said_on for reply in replies), default=None)
    open_ = () if state is ReplyState.ANSWERED else open_
    return Standing(
        service=service, state=state, by_hand=by_hand,
        roles=tuple(dict.fromkeys(reply.role or "other" for reply in replies)),
        voices=len({reply.reporter for reply in replies}), channel=note.channel if note else "", sent_on=sent,
        reminded_on=note.reminded_on if note else None, replied_on=replied, days=max(0, ((replied or end) - sent).days),
        questions=len(first), left=len(open_), open=open_,
        findings=tuple(dict.fromkeys(id_ for one in open_ for id_ in one.findings)), late=late,
    )  # fmt: skip


def _given(replies: list[Reply]) -> dict[str, Given]:
    """Give what was answered by anybody of a service: of several people's, one that is not blank."""
    found: dict[str, Given] = {}
    for told in together(replies):
        for id_, (given, _) in told.answers.items():
            if given.answer and found.get(id_, Given()).answer in ("", words.DONT_KNOW):
                found[id_] = given
    return found


def _state(replies: list[Reply], given: Mapping[str, Given], first: list[str], left: int) -> ReplyState:
    states = {reply.state for reply in replies}
    told = {one.answer for one in given.values()} - {""}
    if "no_such_service" in states:
        return ReplyState.NO_SUCH_SERVICE
    if not any(replies):
        return ReplyState.NO_REPLY
    if not told and "declined" in states:
        return ReplyState.DECLINED
    if told and told <= {words.DONT_KNOW}:
        return ReplyState.DONT_KNOW
    if first and left:
        return ReplyState.ANSWERED_IN_PART
    return ReplyState.ANSWERED

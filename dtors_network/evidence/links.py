"""What the tables say about each referral link: the word of each end, and the state of the link (design §4)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from dtors_network.evidence.voices import Word, end_says, latest_answers, latest_voices
from dtors_network.model.area import Answer, Area, Referral, Service
from dtors_network.model.bounds import perhaps
from dtors_network.model.vocabulary import End, LinkState, QuestionKind, Stage, YesNo, least

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class LinkEvidence:
    """The state of one referral link and what it rests on.

    Attributes
    ----------
    state : LinkState
        What the evidence makes of the link.
    sender, receiver : Word
        What each end says; a complete list that leaves the other out says absent.
    started, on_record : bool
        Whether a start, or any referral, is on record.
    settled : bool
        Whether a meeting's answer decides the state.
    perhaps : bool
        Whether no start is sure, but somebody may have started: a range that begins at 0.
    contested : bool
        Whether a start is on record although an end denies the link, and no answer settles it.
    """

    state: LinkState
    sender: Word = Word.NOTHING
    receiver: Word = Word.NOTHING
    started: bool = False
    on_record: bool = False
    perhaps: bool = False
    settled: bool = False
    contested: bool = False


def shows_none(row: Referral) -> bool:
    """Tell whether a referral row says that nobody was referred."""
    return row.referred == 0 or (row.referred, row.accepted, row.started) == (0, 0, 0)


class Evidence:
    """The evidence of an area on every ordered pair of its services.

    Parameters
    ----------
    area : Area
        A lawful area.

    Examples
    --------
    >>> from dtors_network.examples import small_area
    >>> evidence = Evidence(small_area())
    >>> evidence.state("gp", "clinic").value, evidence.state("clinic", "aftercare").value
    ('confirmed', 'one_sided')
    """

    def __init__(self, area: Area) -> None:
        self.area = area
        self.voices = latest_voices(area.statements)
        self.answers = latest_answers(area.answers)
        self.list_complete = self._list_complete()
        self.list_known_incomplete = not self.list_complete and self._answered_list() is YesNo.NO
        self._records: dict[Pair, list[Referral]] = {}
        for row in area.referrals:
            self._records.setdefault((row.source, row.target), []).append(row)

    def _answered_list(self) -> YesNo | None:
        row = self.answers.get((QuestionKind.LIST_COMPLETE, "", "", "", ""))
        return row.answer if row else None

    def _list_complete(self) -> bool:
        answered = self._answered_list()
        return self.area.services_complete if answered is None else answered is YesNo.YES

    @cached_property
    def nobody_to_ask(self) -> frozenset[str]:
        """Services of which nobody can be asked: mutual aid, and routes in without an organisation."""
        return frozenset(s.service for s in self.area.services if self._has_nobody_to_ask(s))

    def _has_nobody_to_ask(self, service: Service) -> bool:
        stage = self.area.codebook.stage_of[service.service_type]
        return service.service_type == "mutual_aid" or (stage is Stage.ROUTES_IN and not service.organisation)

    @cached_property
    def sends_to_nobody_else(self) -> frozenset[str]:
        """Services that a meeting found to refer to nobody but those already spoken of."""
        return self._closed(QuestionKind.SENDS_TO_NOBODY_ELSE)

    @cached_property
    def receives_from_nobody_else(self) -> frozenset[str]:
        """Services that a meeting found to receive from nobody but those already spoken of."""
        return self._closed(QuestionKind.RECEIVES_FROM_NOBODY_ELSE)

    def _closed(self, question: QuestionKind) -> frozenset[str]:
        return frozenset(
            row.service for row in self.answers.values() if row.question is question and row.answer is YesNo.YES
        )

    @cached_property
    def records_all_in(self) -> frozenset[str]:
        """Services for which complete records would show any referral in."""
        if not self.area.records_complete:
            return frozenset()
        return frozenset(s.service for s in self.area.services if s.records_referrals_in)

    @cached_property
    def links(self) -> dict[Pair, LinkEvidence]:
        """Evidence of every pair that a row names; any other pair is silent or absent as ``state`` tells."""
        named = dict.fromkeys((source, target) for source, target, _ in self.voices)
        named.update(dict.fromkeys(self._records))
        named.update(dict.fromkeys((row.source, row.target) for row in self._link_answers()))
        return {pair: self._weigh(pair) for pair in named}

    def _link_answers(self) -> Iterator[Answer]:
        return (row for row in self.answers.values() if row.question is QuestionKind.LINK)

    def link(self, source: str, target: str) -> LinkEvidence:
        """Give the evidence on one pair, whether a row names it or not."""
        return self.links.get((source, target)) or self._weigh((source, target))

    def state(self, source: str, target: str) -> LinkState:
        """Give the state of one pair."""
        return self.link(source, target).state

    def referrals(self, source: str, target: str) -> tuple[Referral, ...]:
        """List the referral rows of one pair."""
        return tuple(self._records.get((source, target), ()))

    def _word(self, pair: Pair, end: End) -> Word:
        spoken = self.voices.get((*pair, end))
        if spoken:
            return end_says(row.says for row in spoken)
        if self.nobody_to_ask.intersection(pair):
            return Word.NOTHING
        service = self.area.service[pair[0] if end is End.SENDER else pair[1]]
        lists_all = service.lists_all_sent_to if end is End.SENDER else service.lists_all_received_from
        return Word.ABSENT if lists_all else Word.NOTHING

    def _weigh(self, pair: Pair) -> LinkEvidence:
        """Apply the states of design §4 in their order; the first that fits is the state."""
        sender, receiver = self._word(pair, End.SENDER), self._word(pair, End.RECEIVER)
        rows = self._records.get(pair, ())
        started = any(least(row.started) for row in rows)
        on_record = started or any(least(row.referred) or least(row.accepted) for row in rows)
        may_start = not started and any(perhaps(row.started) for row in rows)
        answer = self.answers.get((QuestionKind.LINK, *pair, "", ""))
        words = {sender, receiver}
        if answer is not None:
            state = LinkState.CONFIRMED if answer.answer is YesNo.YES else LinkState.ABSENT
        elif started:
            state = LinkState.CONFIRMED
        else:
            state = self._state_of(pair, sender, receiver, on_record, may_start)
        contested = answer is None and started and bool(words & {Word.ABSENT, Word.DISPUTED})
        return LinkEvidence(state, sender, receiver, started, on_record, may_start, answer is not None, contested)

    def _state_of(self, pair: Pair, sender: Word, receiver: Word, on_record: bool, may_start: bool) -> LinkState:
        """Give the state where no start is sure; one that there may be leaves the link in question, never absent."""
        words = {sender, receiver} - {Word.NOTHING}
        none_on_record = self._records_show_none(pair)
        agreed = words == {Word.PRESENT} and self._both_speak(pair, sender, receiver)
        if agreed and not none_on_record:
            return LinkState.CONFIRMED
        if words == {Word.NOT_APPLICABLE} and not may_start:
            return LinkState.NOT_APPLICABLE
        says_yes = bool(words & {Word.PRESENT, Word.WEAK})
        if Word.DISPUTED in words or agreed or (says_yes and words & {Word.ABSENT, Word.NOT_APPLICABLE}):
            return LinkState.DISPUTED
        if Word.WEAK in words or on_record or may_start:
            return LinkState.WEAK
        if Word.PRESENT in words:
            return LinkState.ONE_SIDED
        if Word.ABSENT in words or none_on_record or self._closed_by_answer(pair, words):
            return LinkState.ABSENT
        return LinkState.SILENT

    def _both_speak(self, pair: Pair, sender: Word, receiver: Word) -> bool:
        """Tell whether each end has spoken, or has nobody to ask."""
        source, target = pair
        return (sender is not Word.NOTHING or source in self.nobody_to_ask) and (
            receiver is not Word.NOTHING or target in self.nobody_to_ask
        )

    def _records_show_none(self, pair: Pair) -> bool:
        return pair[1] in self.records_all_in and all(shows_none(row) for row in self._records.get(pair, ()))

    def _closed_by_answer(self, pair: Pair, words: set[Word]) -> bool:
        return not words and (pair[0] in self.sends_to_nobody_else or pair[1] in self.receives_from_nobody_else)


KINDS: Final = (
    ("settled", "settled at a meeting"),
    ("both", "told by both ends"),
    ("one", "told by one end alone"),
    ("records", "on record alone"),
    ("nobody", "told by nobody"),
)
"""By whom a link was spoken of."""


def spoken_by(evidence: Evidence, pair: Pair) -> str:
    """Say by whom a link was spoken of: a code of ``KINDS``."""
    link = evidence.link(*pair)
    if link.settled:
        return "settled"
    spoke = sum(word is not Word.NOTHING for word in (link.sender, link.receiver))
    return "both" if spoke == 2 else "one" if spoke else "records" if evidence.referrals(*pair) else "nobody"

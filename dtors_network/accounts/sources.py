"""On whose word, or on which records, a gap rests: one sentence with its source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from dtors_network.accounts.voices import speakers
from dtors_network.accounts.words import capital
from dtors_network.evidence import KINDS, Evidence, LinkEvidence, Pair, Word, spoken_by
from dtors_network.gaps import RULES, Gap, Gaps, wording
from dtors_network.model.area import Answer, Area
from dtors_network.model.vocabulary import Accepts, End, QuestionKind, YesNo

ANSWERS: Final = {
    Word.PRESENT: "yes",
    Word.WEAK: "yes, but weakly",
    Word.ABSENT: "no",
    Word.NOT_APPLICABLE: "it does not apply",
    Word.DISPUTED: "yes and no",
}
"""What an end says of a link."""


def rests_on(gaps: Gaps, gap: Gap) -> str:
    """Say who said or recorded what stands behind a gap.

    >>> from dtors_network.examples import small_area
    >>> from dtors_network.gaps import find_gaps
    >>> found = find_gaps(small_area(), groups=["everyone"], rules=["dead_end"])
    >>> rests_on(found, found.gaps[0])
    'Said by one or two people at clinic (Riverside): yes. aftercare (Onward) was not asked.'
    """
    finding, rule = gap.finding, RULES[gap.finding.rule]
    if rule.counts:
        return "It rests on what was counted, not on anybody's word."
    own = _own_word(gaps.area, finding.services, finding.group) if rule.own_word else ""
    evidence = gaps.case.network.evidence
    pairs = [pair for pair in dict.fromkeys(rule.pairs(gaps.case, finding)) if pair in evidence.links]
    if not pairs:
        return own or _not_there(gaps, gap)
    if len(pairs) > 1:
        return f"{own} {_many(evidence, pairs)}".strip()
    link = _one(gaps.area, evidence, pairs[0])
    return f"{own} Of the link: {link}" if own else link


def _not_there(gaps: Gaps, gap: Gap) -> str:
    """Say on what rests what is not there: on the list of services, or on nobody having spoken of it."""
    if gap.finding.services:
        return "Nobody spoke of such a link, and none is on record."
    return f"It rests on the list of services, which is {list_words(gaps.area)}."


def list_words(area: Area) -> str:
    """Say whether the list of services is complete, and who said so.

    Examples
    --------
    >>> from dtors_network.examples import small_area
    >>> list_words(small_area())
    'said to be complete'
    """
    evidence = Evidence(area)
    if evidence.list_complete:
        return "said to be complete" if area.services_complete else "complete, as a meeting found"
    return "incomplete, as a meeting found" if evidence.list_known_incomplete else "not said to be complete"


def _own_word(area: Area, services: tuple[str, ...], group: str) -> str:
    refuse = [id_ for id_ in services if dict(area.service[id_].accepts).get(group) is Accepts.NO]
    if not refuse:
        return ""
    settled = {row.service for row in area.answers if _says_yes(row, group)}
    otherwise = [id_ for id_ in refuse if id_ in settled]
    told = f"; a meeting found that they are at {wording.services(area, otherwise)}" if otherwise else ""
    return f"{capital(wording.services(area, refuse))} said that {wording.people(area, group)} are not accepted{told}."


def _says_yes(row: Answer, group: str) -> bool:
    return row.question is QuestionKind.ACCEPTANCE and row.client_group == group and row.answer is YesNo.YES


def _one(area: Area, evidence: Evidence, pair: Pair) -> str:
    link = evidence.link(*pair)
    if link.settled:
        return "Settled at a meeting."
    ends = zip((End.SENDER, End.RECEIVER), pair, (link.sender, link.receiver), strict=True)
    told = [_end(area, evidence, pair, end, id_, word) for end, id_, word in ends]
    return " ".join([*told, *_on_record(link)])


def _end(area: Area, evidence: Evidence, pair: Pair, end: End, id_: str, word: Word) -> str:
    name, voices = wording.service(area, id_), evidence.voices.get((*pair, end))
    if voices:
        return f"Said by {speakers(voices)} at {name}: {ANSWERS[word]}."
    if word is Word.ABSENT:
        return f"{name} named everyone it works with, and not this one."
    return f"At {name} there is nobody to ask." if id_ in evidence.nobody_to_ask else f"{name} was not asked."


def _on_record(link: LinkEvidence) -> Iterator[str]:
    if link.started:
        yield "Starts are on record."
    elif link.perhaps:
        yield "On record is a range that leaves open whether anybody started."
    elif link.on_record:
        yield "Referrals are on record, and no start."


def _many(evidence: Evidence, pairs: list[Pair]) -> str:
    by = Counter(spoken_by(evidence, pair) for pair in pairs)
    told = [(by[kind], words) for kind, words in KINDS if by[kind]]
    behind = f"{len(pairs):,} links behind it"
    many = f"{behind}: {wording.listed((f'{number:,} {words}' for number, words in told), 'and')}."
    return " ".join([f"{behind}, each {told[0][1]}." if len(told) == 1 else many, *_starts(evidence, pairs)])


def _starts(evidence: Evidence, pairs: list[Pair]) -> Iterator[str]:
    started = sum(evidence.link(*pair).started for pair in pairs)
    if started:
        yield f"Starts are on record at {'each' if started == len(pairs) else f'{started:,} of them'}."

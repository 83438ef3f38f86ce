"""The latest word of each voice, and what all voices of one end say together (design §4)."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from datetime import date
from enum import StrEnum
from typing import Final, TypeVar

from dtors_network.model.area import AcceptanceVoice, Answer, Statement
from dtors_network.model.vocabulary import End, QuestionKind, Says

Asked = tuple[QuestionKind, str, str, str, str]
"""A question by (question, source, target, service, client group)."""

EARLIEST: Final = date.min
Dated = TypeVar("Dated")
Voiced = TypeVar("Voiced", Statement, AcceptanceVoice)
Key = TypeVar("Key", bound=Hashable)


class Word(StrEnum):
    """What one end of a link says, all its voices together."""

    PRESENT = "present"
    WEAK = "weak"
    ABSENT = "absent"
    NOT_APPLICABLE = "not_applicable"
    DISPUTED = "disputed"
    NOTHING = "nothing"


def end_says(voices: Iterable[Says]) -> Word:
    """Put the voices of one end together.

    Parameters
    ----------
    voices : iterable of Says
        The latest statement of each of its reporters.

    Returns
    -------
    Word
        Present or weak beside absent or not applicable is disputed; otherwise the best that is said.

    Notes
    -----
    The rule is the project's own (design §4 and decision 0001).

    Examples
    --------
    >>> end_says([Says.PRESENT, Says.WEAK]).value, end_says([Says.WEAK, Says.ABSENT]).value, end_says([]).value
    ('present', 'disputed', 'nothing')
    """
    said = set(voices)
    if not said:
        return Word.NOTHING
    if said & {Says.PRESENT, Says.WEAK}:
        if said & {Says.ABSENT, Says.NOT_APPLICABLE}:
            return Word.DISPUTED
        return Word.PRESENT if Says.PRESENT in said else Word.WEAK
    return Word.ABSENT if Says.ABSENT in said else Word.NOT_APPLICABLE


def _latest(rows: Iterable[Dated], key: Callable[[Dated], Key], on: Callable[[Dated], date | None]) -> dict[Key, Dated]:
    """Keep the latest of the rows that share a key; no day is the oldest, and on the same day the later row counts."""
    kept: dict[Key, Dated] = {}
    for row in rows:
        earlier = kept.setdefault(key(row), row)
        if (on(row) or EARLIEST) >= (on(earlier) or EARLIEST):
            kept[key(row)] = row
    return kept


def _voices(rows: Iterable[Voiced], place: Callable[[Voiced], Key]) -> dict[Key, list[Voiced]]:
    """Keep the latest word of each reporter about each place; a blank reporter is one voice per place and role."""
    found: dict[Key, list[Voiced]] = {}
    for row in _latest(
        rows,
        lambda row: (place(row), row.reporter, None if row.reporter else row.reporter_role),
        lambda row: row.said_on,
    ).values():
        found.setdefault(place(row), []).append(row)
    return found


def latest_voices(statements: Iterable[Statement]) -> dict[tuple[str, str, End], list[Statement]]:
    """Keep the latest statement of each reporter about each end of each link."""
    return _voices(statements, lambda row: (row.source, row.target, row.end))


def latest_acceptance(rows: Iterable[AcceptanceVoice]) -> dict[tuple[str, str], list[AcceptanceVoice]]:
    """Keep the latest word of each reporter about each service and client group."""
    return _voices(rows, lambda row: (row.service, row.client_group))


def latest_answers(answers: Iterable[Answer]) -> dict[Asked, Answer]:
    """Keep the latest answer to each question."""
    return _latest(answers, _asked, lambda row: row.on)


def _asked(row: Answer) -> Asked:
    """Name the question of an answer by what it is about: further cells do not make it another question."""
    about_link, about_group = row.question is QuestionKind.LINK, row.question is QuestionKind.ACCEPTANCE
    ends = (row.source, row.target) if about_link else ("", "")
    return (row.question, *ends, "" if about_link else row.service, row.client_group if about_group else "")

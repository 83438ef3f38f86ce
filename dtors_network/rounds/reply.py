"""A reply: what one person of a service answered on a form, whatever kind of file it came in."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from hashlib import blake2s
from typing import Any

from dtors_network.model.vocabulary import ReporterRole


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What stands beside one question; blank where nothing does.

    Attributes
    ----------
    answer, agreement, barrier : str
        Codes.
    note : str
        In their own words.
    """

    answer: str = ""
    agreement: str = ""
    barrier: str = ""
    note: str = ""

    def __bool__(self) -> bool:
        return any((self.answer, self.agreement, self.barrier, self.note.strip()))

    def over(self, earlier: Given) -> Given:
        """Lay it over an earlier one: of each cell the latest that is not blank.

        Examples
        --------
        >>> Given(answer="no").over(Given(answer="yes", note="By phone"))
        Given(answer='no', agreement='', barrier='', note='By phone')
        """
        return Given(
            answer=self.answer or earlier.answer,
            agreement=self.agreement or earlier.agreement,
            barrier=self.barrier or earlier.barrier,
            note=self.note or earlier.note,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """One file that came back.

    Attributes
    ----------
    area, round, form, service : str
        Which form it is.
    role, number : str
        In which role somebody speaks, and which of those in this role.
    state : str
        ``open``, ``declined`` or ``no_such_service``; blank: open.
    said_on : date
        The day on which it was filled in.
    moment : str
        When its file was saved, ISO 8601; by it the latest of one person is known. Blank where the file does not say.
    answers : mapping of str to Given
        By the ids of questions; what was left blank is not there.
    others : mapping of str to tuple of str
        Services that were written in by hand, by part of the form: ``sends`` and ``receives``.
    taken : str
        When it was taken in, ISO 8601; blank before.
    late : bool
        Whether a later round had been opened before it was taken in.
    """

    area: str
    round: str
    form: str
    service: str
    role: str = ""
    number: str = ""
    state: str = ""
    said_on: date
    moment: str
    answers: Mapping[str, Given]
    others: Mapping[str, tuple[str, ...]]
    taken: str = ""
    late: bool = False

    @property
    def code(self) -> str:
        """Its name, made from what it says: the same file twice is one reply."""
        bare = replace(self, taken="", late=False, said_on=date.min)  # a day that nobody typed is that of its taking
        return "R" + blake2s(_text(bare).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()

    @property
    def reporter(self) -> str:
        """The pseudonym of whoever answered: their service, role and number, so that it stays the same."""
        return f"{self.service}:{self.role or 'other'}:{self.number or '1'}"

    @property
    def reporter_role(self) -> ReporterRole:
        """Their role, as the tables have it."""
        return ReporterRole.OTHER if self.role == "other" else ReporterRole.PROVIDER

    def __bool__(self) -> bool:
        return bool(self.answers) or any(self.others.values()) or self.state not in ("", "open")


def moment_of(when: datetime) -> str:
    """Write a moment so that later ones sort behind earlier ones."""
    return when.replace(microsecond=0, tzinfo=None).isoformat()


def reply_json(reply: Reply) -> str:
    """Write a reply as it is kept."""
    return _text(reply)


def _text(reply: Reply) -> str:
    made = {**asdict(reply), "said_on": reply.said_on.isoformat()}
    return json.dumps(made, ensure_ascii=False, indent=1, sort_keys=True)


def reply_of_json(made: Mapping[str, Any]) -> Reply:
    """Read a reply as it was kept; a document of another form raises what reading it raises.

    Examples
    --------
    >>> reply = Reply(area="a", round="r1", form="F", service="gp", said_on=date(2026, 2, 3),
    ...     moment="2026-02-03T09:00:00", answers={"Q1": Given(answer="yes")}, others={"sends": ("Onward",)})
    >>> reply_of_json(json.loads(reply_json(reply))) == reply
    True
    """
    answers = {id_: Given(**one) for id_, one in made["answers"].items()}
    others = {part: tuple(names) for part, names in made["others"].items()}
    rest = {name: value for name, value in made.items() if name not in ("answers", "others", "said_on")}
    return Reply(**rest, answers=answers, others=others, said_on=date.fromisoformat(made["said_on"]))

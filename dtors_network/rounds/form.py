"""A form as it is asked: questions whose ids are made from what they ask, and the round that froze them."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from functools import cached_property
from hashlib import blake2s
from typing import Any, Final

from dtors_network.model.vocabulary import QuestionKind

HINDERS: Final = "hinders"
DETAILED: Final = QuestionKind.LINK.value
"""The kind of question that asks for an agreement, and for what gets in the way, too."""


def short_id(letter: str, *what: str) -> str:
    """Name something by what it is: a letter, and seven letters or digits that are read aloud and typed without slips.

    Examples
    --------
    >>> short_id("Q", "link", "gp", "clinic") == short_id("Q", "link", "gp", "clinic")
    True
    >>> len({short_id("Q", "link", "gp", f"clinic {at}") for at in range(1_000)})
    1000
    """
    digest = blake2s(json.dumps(what).encode("utf-8", "surrogatepass"), digest_size=5).digest()
    return letter + base64.b32encode(digest).decode().rstrip("=")[:8].translate(_PLAIN)


_PLAIN: Final = str.maketrans("ILO", "189")


@dataclass(frozen=True, slots=True, kw_only=True)
class FormQuestion:
    """One question to one service.

    Attributes
    ----------
    kind : str
        A :class:`QuestionKind`, or ``hinders``: does this barrier stand in the way at the service?
    source, target, service, group, code : str
        What it asks: a link, or a service with a client group or a barrier of the codebook.
    part : str
        One of ``words.PARTS``; what matters is in the first, but for what only makes sense below a tick list.
    text, hangs : str
        The question, and in one line what hangs on it; as they went out.
    findings : tuple of str
        Ids of the findings that its answer moves.
    """

    kind: str
    source: str = ""
    target: str = ""
    service: str = ""
    group: str = ""
    code: str = ""
    part: str
    text: str
    hangs: str = ""
    findings: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """Its name, made from what it asks and never from where it stands."""
        return short_id("Q", self.kind, self.source, self.target, self.service, self.group, self.code)

    @property
    def matters(self) -> bool:
        """Whether a finding hangs on it."""
        return bool(self.findings)

    def other(self, service: str) -> str:
        """Give the other end of its link."""
        return self.target if self.source == service else self.source


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """The questions to one service in one round."""

    form: str
    service: str
    name: str
    questions: tuple[FormQuestion, ...]

    @property
    def first(self) -> tuple[FormQuestion, ...]:
        """The questions that matter: those of the first part, and "is that everyone" below a tick list."""
        return tuple(one for one in self.questions if one.matters)

    def part(self, name: str) -> tuple[FormQuestion, ...]:
        """Give the questions of one part."""
        return tuple(one for one in self.questions if one.part == name)


@dataclass(frozen=True, slots=True)
class Known:
    """A finding as it was when a round was opened."""

    id: str
    title: str
    certainty: str
    group: str


@dataclass(frozen=True, kw_only=True)
class AskedRound:
    """What a round asked, frozen when its first form was written.

    Attributes
    ----------
    area, area_name, round, reference, digest : str
        Of which area, which round, held against what, and the name of the tables that it asked about.
    opened : date
        When its forms were written.
    closes : date or None
        Until when replies are asked for.
    words : mapping
        The answers of each kind of question, and the lists of agreements and barriers, as they went out.
    forms : tuple of Form
        One a service.
    not_asked : mapping of str to str
        The services without a form, and why.
    findings : tuple of Known
        What was found when it was opened.
    coverage : mapping of str to int
        By whom links were spoken of then.
    """

    area: str
    area_name: str
    round: str
    reference: str
    digest: str
    opened: date
    closes: date | None
    words: Mapping[str, Mapping[str, str]] = field(repr=False)
    forms: tuple[Form, ...] = field(repr=False)
    not_asked: Mapping[str, str] = field(repr=False)
    findings: tuple[Known, ...] = field(repr=False)
    coverage: Mapping[str, int] = field(repr=False)

    @cached_property
    def by_form(self) -> dict[str, Form]:
        """Form by its code."""
        return {form.form: form for form in self.forms}

    @cached_property
    def by_service(self) -> dict[str, Form]:
        """Form by service."""
        return {form.service: form for form in self.forms}

    def answers(self, question: FormQuestion) -> Mapping[str, str]:
        """Give the answers that a question offers, by their codes."""
        return self.words[question.kind]


def to_json(asked: AskedRound) -> str:
    """Write a round as it is kept."""
    made = {**asked.__dict__, "opened": asked.opened.isoformat(), "closes": None}
    made = {name: value for name, value in made.items() if name in AskedRound.__dataclass_fields__}
    made["closes"] = asked.closes.isoformat() if asked.closes else None
    made |= {name: [asdict(one) for one in getattr(asked, name)] for name in ("forms", "findings")}
    return json.dumps({"version": 1, **made}, ensure_ascii=False, indent=1)


def of_json(made: Mapping[str, Any]) -> AskedRound:
    """Read a round as it was kept; a document of another form raises what reading it raises.

    Examples
    --------
    >>> asked = AskedRound(area="a", area_name="A", round="r1", reference="p", digest="", opened=date(2026, 2, 2),
    ...     closes=None, words={}, forms=(), not_asked={}, findings=(), coverage={})
    >>> of_json(json.loads(to_json(asked))) == asked
    True
    """
    rest = {name: value for name, value in made.items() if name not in ("version", "forms", "findings")}
    rest["opened"] = date.fromisoformat(made["opened"])
    rest["closes"] = date.fromisoformat(made["closes"]) if made["closes"] else None
    return AskedRound(
        **rest,
        forms=tuple(map(_form, made["forms"])),
        findings=tuple(Known(**one) for one in made["findings"]),
    )


def _form(made: Mapping[str, Any]) -> Form:
    questions = tuple(FormQuestion(**{**one, "findings": tuple(one["findings"])}) for one in made["questions"])
    return Form(form=made["form"], service=made["service"], name=made["name"], questions=questions)

"""The account of the method: every rule, every code with its meaning and source, and every term, as files have them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from dtors_network.accounts.account import Account
from dtors_network.accounts.certainty import DEFINED
from dtors_network.accounts.kinds import CODE, TEXT
from dtors_network.accounts.sheet import Column, Sheet
from dtors_network.accounts.stamp import stamp_of_none
from dtors_network.gaps.registry import RULES
from dtors_network.gaps.rule import Rule
from dtors_network.model.codebook import BarrierCode, ClientGroup, Codebook, ServiceType
from dtors_network.safe.text import read_text
from dtors_network.shipped import glossary_path

_TERM: Final = re.compile(r"\*\*(?P<term>.+?)\*\*(?P<of>[^:]*): (?P<meaning>.+)", re.DOTALL)
_BEGINS: Final = re.compile(r"\n\s*(?=\*\*)")
_LINK: Final = re.compile(r"\[([^\]]+)\]\([^)]*\)")
_MARKS: Final = re.compile(r"\*\*(.+?)\*\*|(?<!\w)\*(.+?)\*(?!\w)|`(.+?)`")
_NO_ANCHOR: Final = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the glossary: of what it is said (blank: of anything), and its meaning."""

    term: str
    of: str
    meaning: str

    @property
    def anchor(self) -> str:
        """The place of it on a page."""
        return anchor("term", f"{self.term} {self.of}" if self.of else self.term)


Sure = tuple[str, str]
RULE: Final = (
    Column[Rule]("rule", "", CODE, lambda row: row.code),
    Column[Rule]("title", "Rule", TEXT, lambda row: row.title),
    Column[Rule]("definition", "A gap when", TEXT, lambda row: row.definition),
    Column[Rule]("asks", "What to ask", TEXT, lambda row: row.asks),
    Column[Rule]("source", "Source", TEXT, lambda row: row.source),
)
SURE: Final = (
    Column[Sure]("certainty", "How sure", TEXT, lambda row: row[0]),
    Column[Sure]("meaning", "It is so if", TEXT, lambda row: row[1]),
)
BARRIER: Final = (
    Column[BarrierCode]("code", "", CODE, lambda row: row.code),
    Column[BarrierCode]("title", "Code", TEXT, lambda row: row.title),
    Column[BarrierCode]("theme", "Theme", TEXT, lambda row: row.theme),
    Column[BarrierCode]("definition", "What it means", TEXT, lambda row: row.definition),
    Column[BarrierCode]("note", "To use it fairly", TEXT, lambda row: row.note or None),
    Column[BarrierCode]("source", "Source", TEXT, lambda row: row.source),
)
TYPE: Final = (
    Column[ServiceType]("code", "", CODE, lambda row: row.code),
    Column[ServiceType]("title", "Type of service", TEXT, lambda row: row.title),
    Column[ServiceType]("stage", "Stage", CODE, lambda row: row.stage.value),
)
GROUP: Final = (
    Column[ClientGroup]("code", "", CODE, lambda row: row.code),
    Column[ClientGroup]("title", "Client group", TEXT, lambda row: row.title),
)
TERM: Final = (
    Column[Term]("term", "Term", TEXT, lambda row: row.term),
    Column[Term]("of", "Said of", TEXT, lambda row: row.of or None),
    Column[Term]("meaning", "Meaning", TEXT, lambda row: row.meaning),
)


def method_account(codebook: Codebook) -> Account:
    """Tell how gaps are found, and what each code means.

    Parameters
    ----------
    codebook : Codebook
        The codes in use, shipped or with a user's own.

    Returns
    -------
    Account
        Sheets ``rules``, ``certainty``, ``barriers``, ``service_types``, ``client_groups`` and ``terms``.

    Examples
    --------
    >>> from dtors_network.area_files.codebook_yaml import shipped_codebook
    >>> len(method_account(shipped_codebook()).sheet("rules")) == len(RULES)
    True
    """
    return Account(
        name="method",
        stamp=stamp_of_none("Method", codebook.source, codebook.id),
        headline="A gap is something that a rule finds wanting in referral or aftercare, on the tables of an area.",
        sentences=(
            "It is a view of links between services, and never says that a provider fails.",
            f"Codes are those of: {codebook.title}.",
        ),
        sheets=(
            Sheet("rules", "What counts as a gap", RULE, tuple(RULES.values())),
            Sheet("certainty", "How sure a finding is", SURE, DEFINED),
            Sheet("barriers", "Codes of what was reported", BARRIER, codebook.barriers),
            Sheet("service_types", "Types of service", TYPE, codebook.service_types),
            Sheet("client_groups", "Client groups", GROUP, codebook.client_groups),
            Sheet("terms", "Terms", TERM, glossary()),
        ),
    )


@cache
def glossary() -> tuple[Term, ...]:
    """Read the shipped glossary, in its order; once a process.

    Examples
    --------
    >>> next(one.meaning for one in glossary() if one.term == "voice")
    'the latest statement of one reporter about one end of one link.'
    """
    parts = _BEGINS.split(read_text(glossary_path()))
    found = (_TERM.fullmatch(" ".join(part.split())) for part in parts)
    return tuple(Term(*(_plain(one[name]) for name in ("term", "of", "meaning"))) for one in found if one)


def anchor(kind: str, name: str) -> str:
    """Name the place of a rule, a code or a term on a page.

    Examples
    --------
    >>> anchor("rule", "dead_end"), anchor("code", "referral.refuses_current_use")
    ('rule-dead-end', 'code-referral-refuses-current-use')
    """
    return f"{kind}-{_NO_ANCHOR.sub('-', name.casefold()).strip('-')}"


def _plain(text: str) -> str:
    """Take the marks of Markdown away; brackets around of what a term is said go too."""
    bare = _MARKS.sub(lambda found: next(filter(None, found.groups())), _LINK.sub(r"\1", text)).strip()
    inner = bare[1:-1]
    return inner if bare.startswith("(") and bare.endswith(")") and "(" not in inner else bare

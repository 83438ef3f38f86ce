"""A study as a program for qualitative analysis exports it: its codes, cases, documents and coded passages."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final

WHOLE: Final = "whole document"
"""Where a coding stands that belongs to a document and not to a passage of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyCode:
    """A code; ``path`` holds the names of the codes above it and its own, ``groups`` the sets that it is in."""

    guid: str
    path: tuple[str, ...]
    codable: bool = True
    description: str = ""
    groups: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Its names joined as a group and its code are written: ``Group::code``."""
        return "::".join(self.path)


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyCase:
    """A case: often a person, so its name is for matching only and never kept."""

    guid: str
    name: str
    values: tuple[tuple[str, str], ...] = ()
    documents: frozenset[str] = frozenset()
    selections: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyDocument:
    """A document; its name may be a person's, so it is for matching only. ``missing``: its text was not exported."""

    guid: str
    name: str
    missing: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A place in a document, with the codes and cases that stand there.

    Attributes
    ----------
    document : str
        The guid of its document.
    part : str
        The guid of the text, transcript or picture within the document that positions count in.
    locator : str
        Where it stands, in words.
    start, end : int or None
        Positions in Unicode characters from 0, the end not included; None where it is no passage of text.
    codes, cases, selections : tuple of str
        Guids of what is coded there, and of the selections themselves.
    """

    document: str
    part: str
    locator: str
    start: int | None = None
    end: int | None = None
    codes: tuple[str, ...] = ()
    cases: tuple[str, ...] = ()
    selections: tuple[str, ...] = ()

    def holds(self, other: Passage) -> bool:
        """Say whether another passage lies in this one."""
        if self.document != other.document:
            return False
        if self.locator == WHOLE:
            return True
        if self.part != other.part:
            return False
        if self.start is None or self.end is None or other.start is None or other.end is None:
            return self.locator == other.locator
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, kw_only=True)
class Study:
    """Everything that reports can be made of.

    Attributes
    ----------
    file : str
        The file that it was read from.
    codes, cases, documents, passages : tuple
        In the order of the file; passages at one place are one.
    comments : int
        Selections with a comment and no code, as MAXQDA writes them.
    notes : int
        Memos of the researchers.
    dangling : int
        Codings that point at neither a code nor a case.
    unplaced : int
        Selections whose positions make no sense.
    """

    file: str
    codes: tuple[StudyCode, ...] = ()
    cases: tuple[StudyCase, ...] = ()
    documents: tuple[StudyDocument, ...] = ()
    passages: tuple[Passage, ...] = ()
    comments: int = 0
    notes: int = 0
    dangling: int = 0
    unplaced: int = 0

    @cached_property
    def code(self) -> dict[str, StudyCode]:
        """Code by guid."""
        return {code.guid: code for code in self.codes}

    @cached_property
    def case(self) -> dict[str, StudyCase]:
        """Case by guid."""
        return {case.guid: case for case in self.cases}

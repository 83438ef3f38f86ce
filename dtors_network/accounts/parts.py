"""Running text of an account: parts with entries, and what stands below each, for what no table tells well."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dtors_network.model.vocabulary import Certainty


@dataclass(frozen=True, slots=True)
class Todo:
    """One thing to do: what is agreed or asked, and how: whom to ask, and what the answer does."""

    text: str
    how: str = ""

    def __str__(self) -> str:
        return f"{self.text} {self.how}".strip()


@dataclass(frozen=True, slots=True)
class Doing:
    """What a reader can do: a heading, and what is asked, agreed or collected.

    Attributes
    ----------
    heading : str
        What the items do together.
    items : tuple of Todo
        At least one.
    """

    heading: str
    items: tuple[Todo, ...]

    @property
    def lines(self) -> tuple[str, ...]:
        """The heading with its only item, or above its items."""
        if len(self.items) == 1:
            return (f"{self.heading}: {self.items[0]}",)
        return (f"{self.heading}:", *(f"– {item}" for item in self.items))


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that an account tells in words.

    Attributes
    ----------
    id : str
        By which addresses and files know it.
    title : str
        What it says, without a full stop where it is no question.
    brief : str
        What it says below another, where that is shorter.
    certainty : Certainty or None
        How sure it is.
    code, kind : str
        What kind of thing it is: its code, and in words.
    facts : tuple of str
        What belongs beside the title, a few words each.
    rests_on : str
        Who said or recorded what stands behind it, in a sentence.
    reported : tuple of str
        What was reported at the same place, a sentence each.
    doing : tuple of Doing
        What to ask, to agree or to collect, the nearest first.
    below : tuple of Part
        What follows from it, or is part of it.
    note : str
        What it belongs to, where that is not shown.
    is_whole : bool
        Whether it speaks for all that stands below it, and not for itself.
    """

    id: str
    title: str
    brief: str = ""
    certainty: Certainty | None = None
    code: str = ""
    kind: str = ""
    facts: tuple[str, ...] = ()
    rests_on: str = ""
    reported: tuple[str, ...] = ()
    doing: tuple[Doing, ...] = ()
    below: tuple[Part, ...] = ()
    note: str = ""
    is_whole: bool = False

    def each(self) -> Iterator[Entry]:
        """Give it, unless it speaks for all below it, and everything below."""
        if not self.is_whole:
            yield self
        for part in self.below:
            for entry in part.entries:
                yield from entry.each()


@dataclass(frozen=True, slots=True)
class Part:
    """Entries under one heading; ``code`` says what kind of part it is."""

    title: str
    entries: tuple[Entry, ...]
    code: str = ""

"""Pages of running text: styled by rich on a terminal, and written as they are, without it, everywhere else."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import RenderableType


@dataclass(frozen=True, slots=True)
class Text:
    """One paragraph.

    Parameters
    ----------
    plain : str
        What it says.
    style : str
        The style of the whole in rich's words.
    indent : int
        Columns to the left of every line.
    span : tuple of int
        From which letter up to which ``span_style`` is for.
    span_style : str
        The style of those.

    Examples
    --------
    >>> Text("One two three", indent=2).lines(9)
    ('  One two', '  three')
    """

    plain: str = ""
    style: str = ""
    indent: int = 0
    span: tuple[int, int] = (0, 0)
    span_style: str = ""

    @classmethod
    def assemble(cls, *parts: str | tuple[str, str]) -> Text:
        """Put parts together, of which one may have a style of its own."""
        text, span, style = "", (0, 0), ""
        for part in parts:
            said, its = (part, "") if isinstance(part, str) else part
            if its:
                span, style = (len(text), len(text) + len(said)), its
            text += said
        return cls(text, span=span, span_style=style)

    def lines(self, width: int) -> tuple[str, ...]:
        """Break it into lines of no more than ``width`` columns."""
        room = max(width - self.indent, 1)
        fitted = (line for part in self.plain.split("\n") for line in _fit(part, room))
        return tuple(f"{' ' * self.indent}{line}".rstrip() for line in fitted)

    def __rich__(self) -> RenderableType:
        """Give what rich prints."""
        from rich.padding import Padding
        from rich.text import Text as Styled

        styled = Styled(self.plain, style=self.style)
        styled.stylize(self.span_style, *self.span)
        return Padding(styled, (0, 0, 0, self.indent)) if self.indent else styled


class Page:
    """Paragraphs below one another.

    Examples
    --------
    >>> print(Page(Text("One"), Text(), Text("Two", indent=2)).plain(80))
    One
    <BLANKLINE>
      Two
    """

    def __init__(self, *texts: Text) -> None:
        self.texts = texts

    def plain(self, width: int) -> str:
        """Write it for a file or another program."""
        return "\n".join(line for text in self.texts for line in text.lines(width))

    def __rich__(self) -> RenderableType:
        """Give what rich prints."""
        from rich.console import Group

        return Group(*self.texts)


def columns(text: str) -> int:
    r"""Count the columns that a text takes: two for a wide letter, none for a mark upon another.

    >>> columns("abc"), columns("区"), columns("e\u0301")
    (3, 2, 1)
    """
    if text.isascii():
        return len(text)
    return sum(_column(letter) for letter in text)


def _column(letter: str) -> int:
    if unicodedata.combining(letter):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


def _fit(text: str, room: int) -> Iterator[str]:
    """Break at blanks, and within a word only where the word alone is too long."""
    line, used = "", 0
    for word in _words(text, room):
        takes = columns(word)
        if line and used + columns(word.rstrip()) > room:
            yield line
            line, used = "", 0
        line, used = line + word, used + takes
    yield line


def _words(text: str, room: int) -> Iterator[str]:
    """Give words, each with the blanks behind it; blanks at the beginning are a word, and so is a line's worth."""
    word = ""
    for at, letter in enumerate(text):
        full = columns(word) + _column(letter) > room and not letter.isspace()
        if word and (full or (letter != " " and text[at - 1] == " ")):
            yield word
            word = ""
        word += letter
    if word:
        yield word

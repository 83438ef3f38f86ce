"""How a program counted the characters of a text: REFI-QDA asks for code points, and programs differ on line ends."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import product
from typing import Final

LINE_ENDS_AS_ONE: Final = ("atlas", "qualcoder")
"""Programs that count CR LF as one character, by what the origin of their projects holds.

ATLAS.ti writes CR LF into the texts and counts one; QualCoder holds texts with LF, and Windows writes them with CR LF.
"""

_SPECIAL: Final = re.compile("\r\n|\n|[\U00010000-\U0010ffff]")
_LETTER: Final = re.compile(r"\w")


class Ends(StrEnum):
    """What a line end counts."""

    KEPT = "as it stands"
    ONE = "one character"
    TWO = "two characters"


_COUNTS: Final = {Ends.KEPT: 0, Ends.ONE: 1, Ends.TWO: 2}
"""What a line end counts; 0 for as many as it is long."""


@dataclass(frozen=True, slots=True)
class Way:
    """A way of counting.

    Attributes
    ----------
    ends : Ends
        What a line end counts.
    units : bool
        True where UTF-16 units are counted, so that a character beyond the basic plane counts two.
    marked : bool
        True where the byte order mark before the text counts one.
    """

    ends: Ends = Ends.KEPT
    units: bool = False
    marked: bool = False


KEPT: Final = Way()
ONE: Final = Way(Ends.ONE)
LIKELY: Final = (KEPT, ONE)
"""Ways that need no sign of their own."""
WAYS: Final = tuple(Way(ends, units, marked) for units, marked, ends in product((False, True), (False, True), Ends))
"""Every way, the likelier ones first."""


class Counted:
    r"""A text, to be cut at positions that were counted in some way.

    Parameters
    ----------
    text : str
        The text as it stands in the project, without a byte order mark.

    Examples
    --------
    >>> text = Counted("A.\r\nBe")
    >>> text.cut(KEPT, 4, 6), text.cut(ONE, 3, 5), text.cut(KEPT, 3, 5), text.cut(KEPT, 4, 7)
    ('Be', 'Be', None, None)
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._steps: dict[Way, tuple[list[int], list[int]]] = {}

    @cached_property
    def ways(self) -> tuple[Way, ...]:
        """Every way that can make a difference: UTF-16 units only where a character takes two of them."""
        wide = any(not ending for _, _, ending in self._special)
        return tuple(way for way in WAYS if wide or not way.units)

    def span(self, way: Way, start: int, end: int) -> tuple[int, int] | None:
        """Give the places in the text; None where they lie beyond it, or within a line end or a character."""
        first, last = self._place(way, start), self._place(way, end)
        return None if first is None or last is None or first > last else (first, last)

    def cut(self, way: Way, start: int, end: int, longest: int | None = None) -> str | None:
        """Give the words between two positions, or the first of them; None where there is no such place."""
        span = self.span(way, start, end)
        if span is None:
            return None
        first, last = span
        return self.text[first : last if longest is None else min(last, first + longest)]

    def is_whole_words(self, way: Way, start: int, end: int) -> bool:
        """Say whether neither end of a passage lies within a word: people mark whole words."""
        return all(not self._is_within_a_word(place) for place in self.span(way, start, end) or ())

    def _is_within_a_word(self, place: int) -> bool:
        around = self.text[max(place - 1, 0) : place + 1] if place else ""
        return len(around) == 2 and all(map(_LETTER.match, around))

    def _place(self, way: Way, position: int) -> int | None:
        counted, real = self._stepping(way)
        number = bisect_right(counted, position) - 1
        if number < 0:
            return 0 if position == 0 else None
        place = real[number] + position - counted[number]
        if place > len(self.text):
            return None
        broken = self.text[place - 1 : place + 1] == "\r\n" if place else False
        beyond = number + 1 < len(real) and place > real[number + 1] - 1
        return None if broken or beyond else place

    @cached_property
    def _special(self) -> list[tuple[int, int, bool]]:
        """Give, for every line end and every character beyond the basic plane, where it ends, its length, and which."""
        return [(one.end(), one.end() - one.start(), one[0][-1] == "\n") for one in _SPECIAL.finditer(self.text)]

    def _stepping(self, way: Way) -> tuple[list[int], list[int]]:
        """Give, behind every place that counts otherwise than it is long, the position and the place."""
        if way not in self._steps:
            counted, real, ahead = [int(way.marked)], [0], int(way.marked)
            wide = 2 if way.units else 1
            for end, long, is_line in self._special:
                more = (_COUNTS[way.ends] or long if is_line else wide) - long
                if more:
                    ahead += more
                    counted.append(end + ahead)
                    real.append(end)
            self._steps[way] = counted, real
        return self._steps[way]

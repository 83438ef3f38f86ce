"""Read the mark of a barrier on a map."""

from __future__ import annotations

import re
from typing import Final

from dtors_network.model.mark import OTHER_MARK, SHAPES, TAKEN_COLOURS, Mark
from dtors_network.safe.yaml_fields import Fields

_EXAMPLE: Final = '{letter: D, shape: circle, colour: "#E69F00"}'
_COLOUR: Final = re.compile(r"#[0-9A-Fa-f]{6}")


def read_mark(barrier: Fields, kind: str, taken: dict[str, Mark]) -> Mark | None:
    """Read the field ``mark`` of a barrier, where it has one.

    Only a barrier has a mark; none is given where it cannot be read. ``taken`` are the marks by their letter so far, to
    which it is added; faults are noted in ``barrier``.
    """
    if not barrier.has("mark"):
        return None
    if kind != "barrier":
        barrier.note("mark", "only a barrier has a mark", "Take it out, or write kind: barrier", kind)
    given = barrier.mapping["mark"]
    if not isinstance(given, dict) or not given:
        barrier.note("mark", "a letter, a shape and a colour are needed", f"Write {_EXAMPLE}")
        return None
    fields = barrier.below("mark")
    letter, colour = fields.text("letter"), fields.text("colour")
    shape = fields.choice("shape", SHAPES)
    fields.finish()
    if letter and not re.fullmatch("[A-Z]", letter):
        fields.note("letter", "one capital letter is needed", "Write a letter from A to Z", letter)
    if colour and not _COLOUR.fullmatch(colour):
        fields.note("colour", "this is no colour", 'Write six figures or letters after #, as "#E69F00"', colour)
    if colour.upper() in TAKEN_COLOURS:
        fields.note("colour", f"this colour means {TAKEN_COLOURS[colour.upper()]}", "Take another colour", colour)
    return _free(Mark(letter=letter, shape=shape or "", colour=colour.upper()), fields, taken)


def _free(mark: Mark, fields: Fields, taken: dict[str, Mark]) -> Mark:
    """Note a letter that already stands for another mark."""
    other = {OTHER_MARK.letter: OTHER_MARK, **taken}.get(mark.letter, mark)
    if other != mark:
        fix = f"Take another letter, or the same mark: {other.shape}, {other.colour}"
        fields.note("letter", "this letter stands for another mark already", fix, mark.letter)
    taken.setdefault(mark.letter, mark)
    return mark

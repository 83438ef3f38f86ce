"""The key below the map, of what is drawn and nothing else; it wraps, and stands in every print."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from dtors_network.figures.barrier_map.boxes import EDGES, wide
from dtors_network.figures.barrier_map.frame import Frame
from dtors_network.figures.barrier_map.ghosts import RAILS, WORDS
from dtors_network.figures.barrier_map.lenses import GAP, GAPS, INK, LOOKS, PALE, QUIET, SHUT, refusing
from dtors_network.figures.barrier_map.paths import Point
from dtors_network.figures.barrier_map.traces import Trace, Words
from dtors_network.figures.barrier_map.view import BarrierView, Ghost, Kind
from dtors_network.model.vocabulary import Certainty, LinkState

LINE: Final = 24
LETTER_ROOM: Final = 6.1
FINDINGS: Final = {Certainty.CERTAIN: "a certain gap is found here", Certainty.SENSITIVE: "perhaps a gap here"}

Strokes = tuple[tuple[str, float, str], ...]


class Entry(NamedTuple):
    """One entry: strokes of a line, the letter of a badge, the style of an edge or a sign, and its words."""

    words: str
    strokes: Strokes = ()
    letter: str = ""
    edge: str = ""
    sign: tuple[str, str] = ("", "")


class Drawn(NamedTuple):
    """What a drawing uses: links by look, ghosts, letters of badges, and the words for what recedes."""

    looks: Counter[str]
    ghosts: Sequence[Ghost]
    letters: Sequence[str]
    rest: str


def rest_words(view: BarrierView, looks: Mapping[tuple[str, str], str]) -> str:
    """Say what recedes; never call it confirmed where the lens merely does not look."""
    rest = [link for link in view.links if not looks[link.pair]]
    if not rest:
        return ""
    if any(link.state is not LinkState.CONFIRMED for link in rest):
        return f"every other link, not told apart in this view ({len(rest):,})"
    nothing = "" if any(link.badges or link.shut for link in rest) else ", nothing reported"
    return f"confirmed{nothing} ({len(rest):,})"


def entries(view: BarrierView, lens: str, drawn: Drawn, kinds: Mapping[str, Kind]) -> list[Entry]:
    """List the entries in the order in which they weigh."""
    found = []
    for certain, colour in ((True, GAP), (False, QUIET)):
        number = sum(ghost.certain is certain for ghost in drawn.ghosts)
        if number:
            rails = ((colour, 6.0, RAILS), ("#fff", 3.0, RAILS))
            found.append(Entry(f"{WORDS[certain]} ({number:,})", rails))
    for name, look in reversed(LOOKS.items()):
        if drawn.looks[name]:
            found.append(Entry(f"{look.words} ({drawn.looks[name]:,})", ((look.colour, look.width, look.dash),)))
    if drawn.rest:
        found.append(Entry(drawn.rest, ((PALE, 2.0, "solid"),)))
    found += [Entry(kind.title, letter=letter) for letter, kind in kinds.items() if letter in drawn.letters]
    return [*found, *_of_boxes(view, lens)]


def _of_boxes(view: BarrierView, lens: str) -> list[Entry]:
    shows, gaps = wide(lens), lens == GAPS
    found = [
        Entry(words, edge=certainty.value)
        for certainty, words in FINDINGS.items()
        if shows and any(box.gap is certainty for box in view.boxes)
    ]
    refused = any(refusing(box, lens) for box in view.boxes)
    depends = shows and any(box.depends for box in view.boxes)
    numbered = shows and any(box.numbers for box in view.boxes)
    signs = (
        (refused, (SHUT, "▌"), "refuses a group (hollow: is said to)"),
        (depends, (INK, "▌"), "every certain way to aftercare from somewhere leads through it"),
        (numbered, (INK, "❶"), "number of the finding in the list"),
        (gaps and any(box.onward == "none" for box in view.boxes), (GAP, "○"), "no way on to aftercare"),
        (gaps and any(box.onward == "open" for box in view.boxes), (QUIET, "◎"), "a way on depends on open questions"),
    )
    return found + [Entry(words, sign=sign) for there, sign, words in signs if there]


class Laid(NamedTuple):
    """The key as it is laid out: strokes and edges, places of badges with their letters, and all that is written."""

    shapes: list[Trace]
    spots: list[tuple[Point, str]]
    words: list[Words]
    bottom: float


def key(some: Sequence[Entry], at: Frame, width: float) -> Laid:
    """Lay the entries out in lines below the map."""
    shapes: list[Trace] = []
    spots: list[tuple[Point, str]] = []
    written: list[Words] = []
    x, y = 10.0, at.bottom + 26
    for one in some:
        need = 60 + len(one.words) * LETTER_ROOM
        if x + need > width - 10 and x > 10:
            x, y = 10.0, y + LINE
        shapes += _sample(one, x, y)
        if one.letter:
            spots.append(((x + 22, y), one.letter))
        if one.sign[1]:
            written.append(Words((x + 22, y), one.sign[1], 17, one.sign[0], "middle center"))
        written.append(Words((x + 42, y), one.words))
        x += need
    return Laid(shapes, spots, written, y)


def _sample(one: Entry, x: float, y: float) -> Iterator[Trace]:
    for colour, wide_, dash in one.strokes:
        line = {"color": colour, "width": wide_, "dash": dash}
        yield {"type": "line", "x0": x, "x1": x + 34, "y0": y, "y1": y, "line": line}
    if one.edge:
        colour, wide_, dash = EDGES[one.edge]
        line = {"color": colour, "width": wide_, "dash": dash}
        yield {"type": "rect", "x0": x + 8, "x1": x + 34, "y0": y - 8, "y1": y + 8, "line": line}

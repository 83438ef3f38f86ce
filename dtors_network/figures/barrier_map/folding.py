"""Of many services, those of one type at which nothing stands out stand as one box."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import Final

from dtors_network.figures.barrier_map.lenses import FIRST, GAPS, look, refusing, shown
from dtors_network.figures.barrier_map.view import BarrierView, Box, MapLink
from dtors_network.model.vocabulary import Certainty

FOLD: Final = "fold:"
"""What the id of several services starts with; column and type follow."""

ALL_OF_STAGE: Final = "*"
"""Stands for every type of a stage."""


def folded(view: BarrierView, lens: str, opened: frozenset[str] = frozenset()) -> BarrierView:
    """Let services of one type and stage stand as one where a lens brings none of them forward.

    Parameters
    ----------
    view : BarrierView
        Every service as a box.
    lens : str
        What is brought forward.
    opened : frozenset of str
        Boxes (ids that start with ``fold:``) whose services are shown one by one all the same.

    Returns
    -------
    BarrierView
        The same, where there are few services; links within a box are not drawn.
    """
    if view.is_small:
        return view
    forward = _forward(view, lens)
    together: dict[str, list[Box]] = defaultdict(list)
    for box in view.boxes:
        name = f"{FOLD}{box.column}:{box.kind}"
        is_open = name in opened or f"{FOLD}{box.column}:{ALL_OF_STAGE}" in opened
        together[box.id if box.id in forward or is_open else name].append(box)
    into = {box.id: name if len(those) > 1 else box.id for name, those in together.items() for box in those}
    words = "no certain gap here" if lens in (FIRST, GAPS) else "nothing under this view"
    boxes = tuple(those[0] if len(those) == 1 else _one(name, those, words) for name, those in together.items())
    ghosts = tuple(
        ghost._replace(source=into[ghost.source], targets=tuple(dict.fromkeys(into[one] for one in ghost.targets)))
        for ghost in view.ghosts
    )
    return replace(view, boxes=boxes, links=_links(view, into, lens), ghosts=ghosts)


def _forward(view: BarrierView, lens: str) -> set[str]:
    """Give the services that a lens brings forward."""
    of_gaps = lens in (FIRST, GAPS)
    links = (link for link in view.links if (link.found if of_gaps else look(link, lens, False)))
    forward = {end for link in links for end in link.pair}
    if of_gaps:
        forward |= {ghost.source for ghost in view.ghosts if ghost.certain or lens == GAPS}
        return forward | {box.id for box in view.boxes if box.gap is Certainty.CERTAIN}
    return forward | {box.id for box in view.boxes if shown(box.badges, lens) or refusing(box, lens)}


def _one(name: str, those: list[Box], words: str) -> Box:
    badges = tuple(dict.fromkeys(badge for box in those for badge in box.badges))
    first = those[0]
    title = f"{len(those)} × {first.kind}"
    return Box(id=name, title=title, below=words, kind=first.kind, column=first.column, badges=badges, of=len(those))


def _links(view: BarrierView, into: dict[str, str], lens: str) -> tuple[MapLink, ...]:
    """Draw one link between two boxes: the one that the lens brings forward, with what is reported at all of them."""
    best: dict[tuple[str, str], MapLink] = {}
    for link in view.links:
        pair = into[link.source], into[link.target]
        if pair[0] != pair[1]:
            had = best.get(pair)
            lead = link if had is None or look(link, lens, False) else had
            badges = tuple(dict.fromkeys((*(had.badges if had else ()), *link.badges)))
            best[pair] = replace(lead, source=pair[0], target=pair[1], badges=badges)
    return tuple(best.values())

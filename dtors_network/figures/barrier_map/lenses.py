"""Lenses: what the map brings forward, one at a time; whatever is not brought forward recedes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from dtors_network.figures.barrier_map.kinds import kinds_of
from dtors_network.figures.barrier_map.view import Badge, BarrierView, Box, MapLink
from dtors_network.gaps.wording import STATES
from dtors_network.model.codebook import Codebook
from dtors_network.model.groups import members
from dtors_network.model.vocabulary import LinkState

FIRST: Final = ""
GAPS: Final = "gaps"
QUESTIONS: Final = "questions"
ALL: Final = "all"
BARRIER: Final = "barrier-"
"""What the lens of one kind of barrier starts with; its letter follows."""

USING: Final = "currently_using"
REFUSAL: Final = "R"
TITLES: Final = {
    FIRST: "What stands out",
    GAPS: "Gaps in referral and aftercare",
    QUESTIONS: "Open questions",
    ALL: "Every link",
}


class Lens(NamedTuple):
    """A lens that can be chosen; ``places`` is None where it is not of one kind of barrier."""

    code: str
    title: str
    places: int | None
    letter: str = ""


class Look(NamedTuple):
    """How a link is drawn."""

    colour: str
    width: float
    dash: str
    words: str


INK, QUIET, EDGE, PALE, FAINT = "#1b1f24", "#4d5560", "#7F8B97", "#C5CED8", "#E1E6EB"
GAP, SHUT = "#B8370C", "#7A2E5D"
LOOKS: Final = {
    "weak": Look(QUIET, 1.8, "2px,3px", STATES[LinkState.WEAK]),
    "one_sided": Look(QUIET, 1.6, "7px,4px", STATES[LinkState.ONE_SIDED]),
    "absent": Look(INK, 1.4, "10px,4px", f"{STATES[LinkState.ABSENT]}, with a barrier reported"),
    "silent": Look(INK, 1.4, "1px,4px", f"{STATES[LinkState.SILENT]}; a barrier is reported"),
    "hindered": Look(INK, 1.9, "solid", "confirmed, with a barrier reported"),
    "shut": Look(SHUT, 2.2, "solid", "refused there"),
    "disputed": Look(GAP, 2.6, "solid", STATES[LinkState.DISPUTED]),
}
"""How what is brought forward looks, the lowest first; each differs in more than its colour."""

REPORTED: Final = {LinkState.CONFIRMED: "hindered", LinkState.NOT_APPLICABLE: "absent"}
"""How a link looks at which a barrier is shown, where its state alone does not say it."""


def lenses_of(view: BarrierView) -> tuple[Lens, ...]:
    """List the lenses that show something in an area: four, and one for each kind of barrier that has a place.

    Examples
    --------
    >>> from dtors_network.examples import small_area
    >>> from dtors_network.figures.barrier_map.reading import barrier_view
    >>> from dtors_network.gaps import find_gaps
    >>> [lens.code for lens in lenses_of(barrier_view(find_gaps(small_area())))]
    ['', 'gaps', 'questions', 'all']
    """
    places = view.places
    barriers = (
        Lens(f"{BARRIER}{kind.letter}", kind.title, places[kind.letter], kind.letter)
        for kind in view.kinds
        if kind.letter in places
    )
    return (*(Lens(code, title, None) for code, title in TITLES.items()), *barriers)


def lens_codes(codebook: Codebook) -> tuple[str, ...]:
    """Give every lens that an address may ask for; one of a barrier that nobody reported shows nothing.

    Examples
    --------
    >>> from dtors_network.examples import small_area
    >>> lens_codes(small_area().codebook)[:4]
    ('gaps', 'questions', 'all', 'barrier-W')
    """
    return (*filter(None, TITLES), *(f"{BARRIER}{kind.letter}" for kind in kinds_of(codebook)))


def shown(badges: Iterable[Badge], lens: str) -> list[Badge]:
    """Give the badges that a lens shows."""
    return [badge for badge in badges if lens in (FIRST, ALL, f"{BARRIER}{badge.letter}")]


def look(link: MapLink, lens: str, small: bool) -> str:
    """Say how a link looks under a lens, as a key of ``LOOKS``; blank where it recedes."""
    if link.shut and lens in (FIRST, GAPS, f"{BARRIER}{REFUSAL}"):
        return "shut"
    state = link.state
    if state is LinkState.DISPUTED and (lens in (QUESTIONS, ALL) or (lens in (FIRST, GAPS) and link.found)):
        return "disputed"
    is_open = state in (LinkState.ONE_SIDED, LinkState.WEAK)
    if is_open and (lens in (QUESTIONS, ALL) or (lens == FIRST and small)):
        return state.value
    if shown(link.badges, lens):
        return REPORTED.get(state, state.value)
    return ""


def refusing(box: Box, lens: str) -> bool:
    """Tell whether the refusal of a service is shown under a lens."""
    if not box.refuses:
        return False
    return lens in (FIRST, GAPS, ALL) or (lens == f"{BARRIER}{REFUSAL}" and USING in members(box.refuses_group))

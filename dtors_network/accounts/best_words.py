"""What would help, in sentences: first answers, levers at places, who would be overloaded, and the headline."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from dtors_network.accounts.first_words import came_words, first_words, places_words
from dtors_network.gaps import wording
from dtors_network.gaps.wording import lower_first
from dtors_network.model.area import Area
from dtors_network.model.lever import MEASURES
from dtors_network.rounding import counted, per_100, rounded, span_of_100, written
from dtors_network.whatif.best import BestChanges, Ranked
from dtors_network.whatif.candidates import LINK, ORGANISATION, Candidate
from dtors_network.whatif.valuer import Overload

CLEAR: Final = "Overloads nobody, even at the upper end"
PERHAPS: Final = "May overload somebody"
SURELY: Final = "Overloads somebody, at the lower end too"
LOADS_KNOWN: Final = (
    "Whether a service would have too few places is known only where its places and the length of a stay are given."
)
APART: Final = "Cannot be told apart from it"
ALTERNATIVES: Final = 3
"""Sets that are named beside the one that they cannot be told apart from."""
NOT_ADVICE: Final = "Upper ends, and no advice: nobody can make a reason fall away everywhere."


def reason_title(area: Area, code: str) -> str:
    """Name the reason that a lever is about."""
    return (area.codebook.reasons | MEASURES)[code]


def lever_words(area: Area, one: Candidate) -> str:
    """Say what is done, and where, as something that a partnership can do."""
    lever = area.codebook.lever[one.lever]
    if one.lever == "places":
        return f"one more place {one.at(area)}"
    if one.lever == "open_group":
        return one.changes[0].words(area)
    return f"{one.at(area)}: {lever.title}"


def place_words(area: Area, one: Candidate) -> str:
    """Name a lever shortly: its reason and its place."""
    if one.lever in ("places", "open_group"):
        return lever_words(area, one)
    return f"“{lower_first(reason_title(area, one.lever))}” {one.at(area)}"


def done_words(area: Area, levers: Iterable[Candidate]) -> str:
    """Say what somebody would do, as the end of a sentence that begins with "if you"; with bare names.

    >>> from dtors_network.examples import small_area
    >>> some = [Candidate("no_capacity", "service", (id_,), (), ()) for id_ in ("clinic", "aftercare")]
    >>> done_words(small_area(), some)
    'prescribe in the interim, and move stable people to primary care, at clinic and at aftercare'
    """
    told = []
    for code, alike in _by_lever(levers).items():
        at = wording.listed((_bare_place(area, one) for one in alike), "and")
        if code == "places":
            told.append(f"have one more place {at}")
        elif code == "open_group":
            told += [f"have {one.changes[0].words(area)}" for one in alike]
        else:
            told.append(f"{area.codebook.lever[code].title}, {at}")
    return "; and ".join(told)


def _by_lever(levers: Iterable[Candidate]) -> dict[str, list[Candidate]]:
    of: dict[str, list[Candidate]] = {}
    for one in levers:
        of.setdefault(one.lever, []).append(one)
    return of


def _bare_place(area: Area, one: Candidate) -> str:
    if one.kind == ORGANISATION:
        return one.at(area)
    names = [area.service[id_].title for id_ in one.place]
    return f"from {names[0]} to {names[1]}" if one.kind == LINK else f"at {names[0]}"


def set_words(area: Area, levers: Iterable[Candidate]) -> str:
    """Say what is done in a set; levers of one kind are told once, with all their places.

    >>> from dtors_network.examples import small_area
    >>> one = Candidate("could_not_contact", "link", ("gp", "clinic"), (("gp", "clinic"),), ())
    >>> print(set_words(small_area(), [one]))
    between gp (Hill Surgery) and clinic (Riverside): meet people at the hand-over, soon, and follow up who was missed
    """
    told = []
    for code, alike in _by_lever(levers).items():
        if len(alike) == 1 or code in ("places", "open_group"):
            told += [lever_words(area, one) for one in alike]
        else:
            at = wording.listed((one.at(area) for one in alike), "and")
            told.append(f"{at}: {area.codebook.lever[code].title}")
    return "; and ".join(told)


def overload_words(area: Area, overloads: tuple[Overload, ...]) -> str:
    """Name whom a set overloads, whom it only may, and how many places that would take."""
    told = []
    for one in sorted(overloads, key=lambda each: (not each.surely, -each.places[1])):
        needs = f"up to {places_words(one.places[1])}" if not one.surely else places_words(*one.places)
        told.append(f"{'' if one.surely else 'perhaps '}{wording.service(area, one.service)}: {needs} short")
    return "; ".join(told) or "nobody, as far as places are known"


def figure_words(found: BestChanges, one: Ranked) -> str:
    """Say what a set would give: of every 100 who come in, and as people where they are counted."""
    if found.coming is None:
        return f"{per_100(one.value, 1)} more of every 100 people who come in"
    people = one.value * (found.coming.low + found.coming.high) / 2
    number = max(1, int(rounded(people)))
    many = f"about {written(number)} more {'person' if number == 1 else 'people'}"
    told = "fewer than one person more" if people < 0.5 else many
    return f"{told} ({per_100(one.value, 1)} of every 100)"


def sure_words(found: BestChanges, one: Ranked) -> str:
    """Say how sure the figure is."""
    by = "whatever the hidden counts are" if found.tables > 1 else "by the counts alone"
    strict = "" if one.strict is None else f"; {by}, {span_of_100(*one.strict, 1)}"
    coming = "" if found.coming is None else f"Of {found.coming} people who come in; "
    return f"{coming}95 % interval: {span_of_100(*one.likely, 1)} of 100{strict}."


def headline(found: BestChanges) -> str:
    """Give the sentence that somebody tired can take into a meeting.

    The first answer where there is one, else the best that overloads nobody.

    >>> from dtors_network.examples import small_area
    >>> headline(BestChanges(small_area(), "everyone", 2))
    'No lever at any place that is counted surely brings more people to aftercare.'
    """
    if not found.first:
        return best_words(found)
    more = len(found.first) - 1
    came = f" {about}" if (about := came_words(found.first[0].gap)) else ""
    others = f" {more} more such {'answer stands' if more == 1 else 'answers stand'} below." if more else ""
    return f"First, {first_words(found.area, found.first[0])}.{came}{others}"


def best_words(found: BestChanges) -> str:
    """Say which set would give most and whom it would overload, or that every one needs places with it."""
    area = found.area
    if found.reason:
        return f"Levers cannot be ranked: {found.reason}."
    if found.clear:
        one = found.clear[0]
        told = done_words(area, one.levers)
        return f"Without overloading anybody, {figure_words(found, one)} would reach aftercare if you {told}."
    needing = found.perhaps or found.surely
    if not needing:
        return "No lever at any place that is counted surely brings more people to aftercare."
    one = needing[0]
    sure = "needs" if not found.perhaps else "may need"
    return (
        f"Everything that can be counted {sure} places with it ({overload_words(area, one.overloads)}). With them, "
        f"{figure_words(found, one)} would reach aftercare if you {done_words(area, one.levers)}."
    )


def apart_words(found: BestChanges) -> str:
    """Say what would give clearly more and overloads somebody, where something does; blank where nothing does."""
    rest = [*found.perhaps, *found.surely]
    if not found.clear or not rest:
        return ""
    one = max(rest, key=lambda each: each.value)
    if one.value <= found.clear[0].value:
        return ""
    return (
        f"More would come of this, and it needs places ({overload_words(found.area, one.overloads)}): "
        f"{set_words(found.area, one.levers)}; {figure_words(found, one)}."
    )


def rank_words(found: BestChanges) -> str:
    """Say by which figure sets are ranked."""
    how = (
        f"Ranked by the mean, over {found.tables:,} lawful tables drawn from the blocks, of the least rise of reach"
        if found.tables > 1
        else "Ranked by the least rise of reach"
    )
    strength = "" if found.strength == 1 else f"; every reason falls away by {per_100(found.strength)} of 100"
    return f"{how}, of 100 who come in{strength}."


def search_words(found: BestChanges) -> str:
    """Say how far the search went."""
    most = f"A set left out could give at most {per_100(found.gap, 1)} of 100 more"
    left = most if found.gap else "The search is complete"
    levers = f"{found.candidates:,} {'lever at a place' if found.candidates == 1 else 'levers at places'}"
    return f"{levers} tried, {found.valued:,} sets valued, up to {found.most} together. {left}."


def as_good(sets: Sequence[Ranked]) -> str:
    """Say how many sets cannot be told apart from the first of them.

    Examples
    --------
    >>> as_good(["a"]), as_good(["a", "b"])
    ('none', '1 other')
    """
    return counted(len(sets) - 1, "other", "others") if len(sets) > 1 else "none"


def alternatives(area: Area, sets: Sequence[Ranked]) -> str:
    """Name the sets that cannot be told apart from the first of them, a few of many."""
    others = [" with ".join(place_words(area, lever) for lever in one.levers) for one in sets[1:]]
    more = len(others) - ALTERNATIVES
    named = "; ".join([*others[:ALTERNATIVES], *([f"{more} more in the file"] if more > 0 else [])])
    return f"{as_good(sets)}: {named}" if named else as_good(sets)

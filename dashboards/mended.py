"""What may have been meant by an address that cannot be shown: what is right of it, and names near to those given."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from typing import Final
from urllib.parse import parse_qsl, urlencode

from dashboards.library import Library
from dashboards.state import LONGEST, PARAMETERS, State, known_values, read_state
from dtors_network.errors import InputError
from dtors_network.model.groups import BOTH

MOST: Final = 3
"""Names that are offered in place of one that is not known."""

Offer = tuple[str, State]
"""What is shown there, in words, and the state that shows it."""


def offers(search: object, library: Library, views: Sequence[str] = (), *, at_once: bool = True) -> list[Offer]:
    """Offer what is right of an address, with each name that is not known replaced by what is near it.

    Nearest names first, then the address without what cannot be used; none where no area can be told.

    >>> from dtors_network.examples import small_area
    >>> [words for words, _ in offers("?area=small&group=everyon&rule=dead_end", Library([small_area()]))]
    ['with group: everyone', 'without group: everyon']
    """
    given = _given(search)
    area = _area(given.get("area", ""), library)
    if not area:
        return []
    kept, wrong = {"area": area}, []
    for name, value in given.items():
        if name != "area":
            read = _read({"area": area, name: value}, library, views, at_once)
            kept |= {name: value} if read else {}
            wrong += [] if read else [name]
    near = [*_near(given, kept, wrong, library, views, at_once)] if "area" not in wrong else []
    plain = _read(kept, library, views, at_once)
    left = ", ".join(f"{name}: {given[name][:60]}" for name in wrong)
    return [*near, *([(f"without {left}" if left else library.areas[area].name, plain)] if plain else [])]


def _given(search: object) -> dict[str, str]:
    if not isinstance(search, str) or len(search) > LONGEST:
        return {}
    pairs = parse_qsl(search.removeprefix("?"))
    return {name: value for name, value in reversed(pairs) if name in PARAMETERS}


def _area(given: str, library: Library) -> str:
    """Give the area that is named, or the nearest; the first where none is named."""
    if not given:
        return next(iter(library.areas), "")
    near = get_close_matches(given[:100], library.areas, 1)
    return given if given in library.areas else next(iter(near), "")


def _read(given: dict[str, str], library: Library, views: Sequence[str], at_once: bool) -> State | None:
    try:
        return read_state("?" + urlencode(given), library, views, at_once=at_once)
    except InputError:
        return None


def _near(
    given: dict[str, str],
    kept: dict[str, str],
    wrong: Iterable[str],
    library: Library,
    views: Sequence[str],
    at_once: bool,
) -> Iterator[Offer]:
    known = known_values(library.areas[kept["area"]], views)
    for name in wrong:
        parts = given[name].replace(BOTH, " ").split() if name == "group" else [given[name]]
        names = known.get(name, ())
        for part in parts:
            for one in [part] if part in names else get_close_matches(part[:100], names, MOST):
                state = _read({**kept, name: one}, library, views, at_once)
                if state:
                    yield f"with {name}: {one}", state

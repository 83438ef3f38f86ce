"""What a page shows, as its address says it: typed, checked against the areas at hand, and written back.

Nothing here is trusted: an address may be old, mistyped or made up. A parameter that cannot be used raises, and the
page then shows the message and nothing of any area.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace
from difflib import get_close_matches
from typing import Any, Final
from urllib.parse import parse_qsl, quote, unquote, urlencode

from dashboards.library import Changes, Library
from dtors_network.accounts.asked import faults_of_changes, faults_of_target, goals, rules
from dtors_network.errors import Fault, InputError
from dtors_network.figures.barrier_map.folding import FOLD
from dtors_network.figures.barrier_map.lenses import lens_codes
from dtors_network.model.area import Area
from dtors_network.model.change_kinds import KINDS
from dtors_network.model.groups import BOTH, read_group
from dtors_network.model.vocabulary import Certainty

LONGEST: Final = 4000
"""Letters that an address may have; real ones need a few hundred."""

MOST: Final = 50
"""Parameters that are read before giving up; there are ten."""


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What a page shows.

    Attributes
    ----------
    area : str
        Id of the area; empty only where no area is loaded.
    group, rule, certainty : str
        Client group (``a+b`` for people who belong to two at once), gap rule and certainty that are chosen; empty for
        all of them.
    gap, service : str
        Id of the gap that is open, or of the service that is chosen.
    link : pair of str or None
        The referral link that is chosen: sender and receiver.
    view : str
        One of the page's own views; empty for its first.
    lens : str
        What the map brings forward; empty for what stands out.
    fold : str
        Several services of the map that are shown one by one.
    to : str
        Where somebody wants to go: a stage, a type of service or a service.
    changes : tuple of pair of str
        The changes of a what-if, as option and text.
    target : str
        What is wanted, such as ``reach:45``.
    """

    area: str = ""
    group: str = ""
    rule: str = ""
    certainty: str = ""
    gap: str = ""
    service: str = ""
    link: tuple[str, str] | None = None
    view: str = ""
    lens: str = ""
    fold: str = ""
    to: str = ""
    changes: Changes = ()
    target: str = ""

    def but(self, **changes: Any) -> State:
        """Give the same state with some parameters changed."""
        return replace(self, **changes)


PARAMETERS: Final = tuple(field.name for field in fields(State))


def read_state(search: object, library: Library, views: Sequence[str] = (), *, at_once: bool = True) -> State:
    """Read the part of an address after the path.

    Whatever a client sent, every parameter is known or told; without an area it is the first one.

    >>> from dtors_network.examples import small_area
    >>> library = Library([small_area()])
    >>> read_state("?certainty=certain", library).area
    'small'
    >>> read_state("?certainty=perhaps", library)
    Traceback (most recent call last):
    dtors_network.errors.InputError: unknown certainty (found 'perhaps'). Known: certain, sensitive, unknowable.
    """
    given = _split(search)
    area = given.get("area", next(iter(library.areas), ""))
    if area not in library.areas:
        if not library.areas and "area" not in given:
            return State()
        raise InputError([_unknown("area", area, library.areas)])
    faults = [*_faults(given, library, area, views)]
    if BOTH in given.get("group", "") and not at_once:
        fix = "Ways on, the map and the gaps tell of two at once. Choose one group here"
        faults.append(Fault("counts are of one client group at a time", fix, value=given["group"]))
    if faults:
        raise InputError(faults)
    read = {
        **given,
        "area": area,
        "link": _link(given["link"]) if "link" in given else None,
        "changes": _changes(given.get("changes", "")),
    }
    return State(**read)  # type: ignore[arg-type]


def write_state(state: State) -> str:
    """Write a state as the part of an address after the path; what is not chosen is left out.

    Examples
    --------
    >>> write_state(State(area="small", link=("gp", "a>b")))
    '?area=small&link=gp%3Ea%253Eb'
    """
    pairs = []
    for name in PARAMETERS:
        value = getattr(state, name)
        if value:
            pairs.append((name, WRITTEN[name](value) if name in WRITTEN else value))
    return "?" + urlencode(pairs) if pairs else ""


def _write_link(ends: tuple[str, str]) -> str:
    return ">".join(quote(end, safe="") for end in ends)


def write_changes(changes: Changes) -> str:
    """Write changes as one parameter.

    Examples
    --------
    >>> write_changes((("relieve", "no_capacity@gp>clinic"), ("places", "detox=3")))
    'relieve:no_capacity%40gp%3Eclinic;places:detox%3D3'
    """
    return ";".join(f"{option}:{quote(text, safe='')}" for option, text in changes)


def _write_group(group: str) -> str:
    """Write two groups with a space between them, which stands as ``+`` in an address."""
    return group.replace(BOTH, " ")


WRITTEN: Final[dict[str, Callable[[Any], str]]] = {
    "group": _write_group,
    "link": _write_link,
    "changes": write_changes,
}


def _changes(text: str) -> Changes:
    parts = (part.partition(":") for part in text.split(";") if part)
    return tuple((option, unquote(written)) for option, _, written in parts)


def _split(search: object) -> dict[str, str]:
    if not isinstance(search, str) or len(search) > LONGEST or search.count("&") > MOST:
        raise InputError([Fault("this address cannot be read", "Start again from the first page.")])
    given: dict[str, str] = {}
    faults = []
    for name, value in parse_qsl(search.removeprefix("?"), keep_blank_values=True):
        if name not in PARAMETERS:
            faults.append(_unknown("parameter", name, PARAMETERS))
        elif name in given:
            faults.append(Fault(f"{name} is given more than once", "Give it once."))
        elif value:
            given[name] = BOTH.join(value.replace(BOTH, " ").split()) if name == "group" else value
    if faults:
        raise InputError(faults)
    return given


def _faults(given: dict[str, str], library: Library, area: str, views: Sequence[str]) -> list[Fault]:
    row = library.areas[area]
    known = _named(row, views)
    faults = [
        _unknown(what, given[name], names)
        for name, (what, names) in known.items()
        if name in given and given[name] not in names
    ]
    faults += _faults_of_group(given, row)
    if "link" in given:
        ends = _link(given["link"])
        faults += [_unknown("service in a link", end, row.service) for end in ends if end not in row.service]
        if len(ends) != 2:
            faults.append(Fault("a link has two ends", "Write sender>receiver.", value=given["link"]))
    faults += _faults_of_changes(given.get("changes", ""), library, area)
    if "target" in given:
        faults += faults_of_target(given["target"])
    if not given.get("fold", FOLD).startswith(FOLD):
        faults.append(Fault("this address cannot be read", "Open the map without it.", value=given["fold"]))
    if given.get("to") and given["to"] not in (known_goals := goals(row)):
        faults.append(_unknown("place to go", given["to"], known_goals))
    if "gap" in given and not faults and given["gap"] not in library.gap_ids(area, given.get("group", "")):
        fix = "It may have been closed, or belong to another client group. Open the list without it."
        faults.append(Fault("this gap is not in the list of the area", fix, value=given["gap"]))
    return faults


def known_values(area: Area, views: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Give what each parameter may hold that names something of an area."""
    named = {"group": tuple(area.codebook.group), "to": goals(area)}
    return {name: values for name, (_, values) in _named(area, views).items()} | named


def _named(row: Area, views: Sequence[str]) -> dict[str, tuple[str, tuple[str, ...]]]:
    return {
        "rule": ("gap rule", rules()),
        "certainty": ("certainty", tuple(Certainty)),
        "service": ("service", tuple(row.service)),
        "view": ("view", tuple(views)),
        "lens": ("lens of the map", tuple(lens_codes(row.codebook))),
    }


def _faults_of_group(given: dict[str, str], area: Area) -> list[Fault]:
    """Hold the group against the area; a second one that adds nothing is left out."""
    if "group" in given:
        try:
            known = read_group(area.codebook, given["group"])
        except InputError as error:
            return list(error.faults)
        given["group"] = given["group"] if BOTH in known else known
    return []


def _faults_of_changes(text: str, library: Library, area: str) -> list[Fault]:
    """Hold changes against the area and each other, as the command line does."""
    written = _changes(text)
    unknown = [_unknown("kind of change", option, KINDS) for option, _ in written if option not in KINDS]
    if unknown or not written:
        return unknown
    return faults_of_changes(library.area(area), written)


def _link(text: str) -> tuple[str, ...]:
    return tuple(unquote(end) for end in text.split(">"))


def _unknown(what: str, value: str, known: Any) -> Fault:
    names = [str(name) for name in known]
    near = get_close_matches(value[:100], names) or names
    listed = ", ".join(near[:12]) + (" …" if len(near) > 12 else "")
    return Fault(f"unknown {what}", f"Known: {listed or 'none'}.", value=value)

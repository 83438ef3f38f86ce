"""What records show and nobody said, as the screens of triangulation find it; known results are not worked out again.

The screens need the numerical libraries, which the command for gaps must not load each time: they are imported where
counts and words are there and the result is not kept yet.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from typing import Final
from zlib import crc32

from dtors_network.gaps.case import Case
from dtors_network.model.area import Area
from dtors_network.model.bounds import NOBODY, Bounds
from dtors_network.model.vocabulary import EVERYONE
from dtors_network.triangulation.figure_words import figure_words
from dtors_network.triangulation.tested import Figure

UNDER_REFERRAL: Final = "under_referral"
_LATELY: Final[deque[tuple[Area, tuple[Shown, ...]]]] = deque(maxlen=32)
"""Areas that were screened last, each with what was found; an area never changes."""
VERSION: Final = 2
"""Raised when a screen gives something else for the same tables."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What one screen shows at one place.

    Attributes
    ----------
    code : str
        The barrier, or ``under_referral``.
    source, target, service : str
        The place: a link, or a service.
    group : str
        The client group that it is about.
    part : str
        Which part was tested; blank where there is one.
    figure : Figure or None
        The figure with its interval and the people behind it; None where records show it without one.
    why : str
        On what it rests where that is no test.
    strict : bool
        Whether it holds whatever the hidden counts are.
    """

    code: str
    source: str = ""
    target: str = ""
    service: str = ""
    group: str = EVERYONE
    part: str = ""
    figure: Figure | None = None
    why: str = ""
    strict: bool = True

    @property
    def services(self) -> tuple[str, ...]:
        """The services in question."""
        return (self.source, self.target) if self.target else (self.service,)

    @property
    def link(self) -> tuple[str, str] | None:
        """The link in question, where it is one."""
        return (self.source, self.target) if self.target else None

    @property
    def people(self) -> Bounds:
        """How many people stand behind it."""
        return self.figure.people if self.figure else NOBODY

    @property
    def words(self) -> str:
        """On what it rests: refusals on record or the like, else the figure with its interval and its people.

        >>> of = Figure(kind="share", what="waited", value=0.3, low=0.2, high=0.4, people=Bounds(50, 50))
        >>> Shown(code="x", figure=of).words, Shown(code="x", figure=of, why="Six refusals.").words
        ('30 of 100 (20 to 40) waited; 50 people', 'six refusals')
        """
        return f"{self.why[:1].lower()}{self.why[1:]}".removesuffix(".") if self.why else figure_words(self.figure)


def shown(case: Case) -> tuple[Shown, ...]:
    """Give what records of an area show and nobody said, among all of its screened places (Holm).

    What is known of the tables (``case.limits``) is used, and what is new added to it. Nothing where hidden counts are
    judged strictly (``likely`` false), or nobody was counted.
    """
    if not case.likely or not _is_counted(case.area):
        return ()
    done = f"screened@{VERSION}@{_codes(case)}"
    start = f"shown@{done}@"
    if done not in case.limits:
        found = _of_area(case.area)
        for at, one in enumerate(found):
            case.limits[f"{start}{at:04}@{json.dumps(asdict(one))}"] = (0.0, 0.0)
        case.limits[done] = (len(found), len(found))
        return found
    kept = sorted(key for key in case.limits if key.startswith(start))
    return tuple(_read(key.removeprefix(start).partition("@")[2]) for key in kept)


def _read(text: str) -> Shown:
    held = json.loads(text)
    figure = held.pop("figure")
    if figure is not None:
        figure = Figure(**(figure | {"people": Bounds(**figure["people"])}))
    return Shown(**held, figure=figure)


def _is_counted(area: Area) -> bool:
    referred = any(row.referred is not None or row.started is not None for row in area.referrals)
    return referred or any(row.caseload is not None for row in area.services)


def _codes(case: Case) -> str:
    """Name the codes that the screens go by: a codebook of one's own may name other tests."""
    book = case.area.codebook
    barriers = [(one.code, one.test, one.closes) for one in book.barriers]
    return f"{crc32(repr((barriers, [(one.code, one.stage) for one in book.service_types])).encode()):08x}"


def _of_area(area: Area) -> tuple[Shown, ...]:
    """Screen an area once: the same one is asked for again by every client group and page."""
    for kept, found in _LATELY:
        if kept is area:
            return found
    found = tuple(_screened(area))
    _LATELY.append((area, found))
    return found


def _screened(area: Area) -> Iterator[Shown]:
    from dtors_network.triangulation.review import triangulate_silent

    for held in triangulate_silent(area):
        place, tested = held.place, held.tested
        assert tested is not None
        barrier = area.codebook.barrier.get(place.code)
        group = place.service_type if place.code == UNDER_REFERRAL else barrier.closes if barrier else ""
        yield Shown(
            code=place.code,
            source=place.source,
            target=place.target,
            service=place.service,
            group=group or EVERYONE,
            part=tested.part,
            figure=_plain(tested.figure),
            why=held.why,
            strict=held.strict,
        )


def _plain(figure: Figure | None) -> Figure | None:
    """Give a figure in numbers that JSON can hold."""
    if figure is None:
        return None
    value, low, high = (float(end) for end in (figure.value, figure.low, figure.high))
    least, most = (None if end is None else float(end) for end in (figure.least, figure.most))
    return replace(figure, value=value, low=low, high=high, least=least, most=most)

"""Areas that pass the door before anything is worked out from them, and the keeping of what was."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from threading import RLock, Thread
from types import MappingProxyType
from typing import Any, ClassVar, Final

from dashboards.jobs import Pending
from dashboards.kept import Kept, read, size_of
from dashboards.workers import Pool
from dtors_network.area_files.releases import give_out
from dtors_network.disclosure import Profile, protected
from dtors_network.disclosure.kept import protected_before
from dtors_network.errors import Fault, InputError
from dtors_network.model.area import PEOPLE, ROW_TYPES, Area

LARGE: Final = 40
"""Services from which on results are worked out apart: below it each takes less than a second."""
MANY: Final = 10
"""Areas from which on results of each are worked out apart, however few its services: together they take long."""

_doing: ContextVar[str] = ContextVar("doing", default="")
_seen_as: ContextVar[Profile | None] = ContextVar("seen_as", default=None)


def _to_nobody(step: str) -> None:
    """Say nothing of how far it is."""


class Holding:
    """Areas by id, protected before anything is worked out from them, and what was worked out.

    Parameters
    ----------
    areas : sequence of Area
        The areas to show, in the order of the chooser; their ids differ.
    profile : Profile
        How every number of people is made fit for others.
    against : sequence of Area
        Areas whose losses, taken together, those of any other area are held against; none unless they are named.
    told : callable
        Is told what is being done.
    holder : bool
        Whether exact counts may be looked at too, by the switch of the holder's view.
    places : mapping of str to Path
        Where areas were read, by id: what is downloaded of a user's own is registered there.
    begins : Path or None
        The folder in which a first map is to be begun.

    Raises
    ------
    InputError
        If two areas have one id: an address could not tell them apart.
    """

    steps: ClassVar[Mapping[str, str]] = {}
    """What is said of each result while it is being made, by its name."""

    def __init__(
        self,
        areas: Sequence[Area],
        profile: Profile = Profile.NDTMS,
        against: Sequence[Area] = (),
        told: Callable[[str], None] = _to_nobody,
        holder: bool = False,
        places: Mapping[str, Path] = MappingProxyType({}),
        begins: Path | None = None,
    ) -> None:
        self.places = dict(places)
        self.begins = begins
        self.against = tuple(against)
        self.areas = {area.id: outline(area, profile) for area in areas}
        self.profile = profile
        self.holder = holder
        self.exact = False
        self._exact = {area.id: area for area in areas}
        self._shown: dict[tuple[Profile, str, Hashable], Area] = {}
        self.pool: Pool | None = None
        self._told = told
        self._kept = Kept()
        self._making: dict[Hashable, RLock] = {}
        self._changing = RLock()
        if len(self.areas) < len(areas):
            ids = [area.id for area in areas]
            twice = sorted({id_ for id_ in ids if ids.count(id_) > 1})
            raise InputError([Fault("two areas have the same id", "Give each its own.", value=id_) for id_ in twice])

    @property
    def view(self) -> Profile:
        """How counts are shown to whoever looks now."""
        return _seen_as.get() or self.profile

    def look(self, screen: bool) -> None:
        """Let what follows in this request be seen as the switch says, on a screen; in a file never exactly."""
        _seen_as.set(Profile.NONE if screen and self.holder and self.exact else None)

    @contextmanager
    def seen_as(self, profile: Profile) -> Iterator[None]:
        """Let what is done within be seen in one way."""
        before = _seen_as.set(profile)
        try:
            yield
        finally:
            _seen_as.reset(before)

    def area(self, area: str) -> Area:
        """Give an area as it may be seen: everything else is worked out from this alone.

        Where its counts are still being put into blocks, that is raised (Pending).
        """
        return self._through_the_door("area", area, self._exact[area])

    def given_out(self, area: str, kind: str = "download") -> str:
        """Register that something of an area leaves as a file; give what its holder has to know, if anything.

        A ``pack`` is what the next one is held against; a register of another area or profile, or a damaged one, is
        refused.
        """
        if area not in self.places:
            return ""
        return give_out(self.places[area], self._exact[area], self.area(area), kind, date.today())

    def other(self, at: int) -> Area:
        """Give one of the areas that others are held against, as it may be seen."""
        return self._through_the_door("other", at, self.against[at])

    def _through_the_door(self, name: str, which: Hashable, exact: Area) -> Area:
        key = (self.view, name, which)
        shown = self._shown.get(key) or protected_before(exact, self.view)
        if shown is None:
            shown = self.once(key[1:], lambda: protected(exact, key[0])) if self.pool is None else self.pool.ask(key)
            shown = replace(shown, codebook=exact.codebook, pathway=exact.pathway)
        return self._shown.setdefault(key, shown)

    def shown(self) -> dict[str, Area]:
        """Give the areas that may be seen now, as far as they are made; results name them only."""
        return {
            str(which): area for (view, name, which), area in self._shown.items() if (view, name) == (self.view, "area")
        }

    def put(self, area: Area, place: Path | None = None, former: str = "") -> None:
        """Show an area from now on, in place of the one of its id or of a former id; nothing of that is kept.

        The area is exact, as it was read; ``place`` is where, if it is on disk. Where an area of another place has its
        id it is refused: an address could not tell them apart.
        """
        if place is not None and area.id not in ("", former) and self.places.get(area.id, place) != place:
            raise InputError([Fault("another area that is open has this id", "Open them one by one.", value=area.id)])
        with self._changing:
            order = [area.id if id_ == former else id_ for id_ in self.areas]
            exact = {**{id_: one for id_, one in self._exact.items() if id_ != former}, area.id: area}
            self._show(exact, dict.fromkeys([*order, area.id]), {area.id, former})
            if place is not None:
                self.places = {**{id_: at for id_, at in self.places.items() if id_ != former}, area.id: place}

    def drop(self, area: str) -> None:
        """Show an area no more, and keep nothing of it."""
        with self._changing:
            self._show({id_: one for id_, one in self._exact.items() if id_ != area}, dict(self.areas), {area})

    def _show(self, exact: dict[str, Area], order: Iterable[str], changed: set[str]) -> None:
        """Hold these areas; what was worked out before, or is being worked out from others, is not kept."""
        outlines = {id_: one for id_, one in self.areas.items() if id_ not in changed}
        self._exact = exact
        self.areas = {id_: outlines.get(id_) or outline(exact[id_], self.profile) for id_ in order if id_ in exact}
        self._shown = {key: one for key, one in self._shown.items() if key[1] != "area" or key[2] not in changed}
        self._kept = Kept()
        if self.pool is not None:
            Thread(target=self.pool.close, daemon=True).start()
            self.work_apart()

    def work_apart(self) -> None:
        """Have the results of large areas worked out in processes of their own from now on."""
        keep = partial(self._keep, self._kept)
        self.pool = Pool(type(self), tuple(self._exact.values()), self.profile, keep, self.against)

    def is_large(self, area: str) -> bool:
        """Tell whether the results of an area take long enough to be worked out apart."""
        return len(self.areas[area].services) >= LARGE or len(self.areas) >= MANY

    def apart(self, key: tuple[Any, ...], make: Callable[[], Any]) -> Any:
        """Make something that may take long: in a process of its own where the area is large and there are any.

        The key is the name of a method of the library, the id of the area, and whatever else the method is given;
        ``make`` makes it here. What is still being worked out is raised (Pending).
        """
        if self.pool is None or not self.is_large(key[1]):
            return self.once(key, make)
        self.area(key[1])  # what is worked out apart names it only
        kept = self._kept.get((self.view, *key))
        return kept[0] if kept else self.pool.ask((self.view, *key))

    def _keep(self, into: Kept, key: tuple[Any, ...], written: bytes) -> Any:
        """Read what was worked out apart, and keep it."""
        with self.seen_as(key[0]):
            made = read(written, self.shown())
        if key[1] not in ("area", "other"):
            into.put(key, made, len(written))
        return made

    def once(self, key: tuple[Any, ...], make: Callable[[], Any]) -> Any:
        """Make something when first asked for, and keep it while it is used; it is made from the areas alone.

        Whoever asks for the same thing meanwhile waits for it; whoever asks for another does not.
        """
        step, key, into = self.steps.get(key[0], ""), (self.view, *key), self._kept
        kept = into.get(key)
        if kept:
            return kept[0]
        with self._changing:
            making = self._making.setdefault(key, RLock())
        with making:
            kept = into.get(key)
            if kept:
                return kept[0]
            made = self._made(step, make)
            into.put(key, made, size_of(made, self.shown().values()))
            with self._changing:
                self._making.pop(key, None)
            return made

    def _made(self, step: str, make: Callable[[], Any]) -> Any:
        """Make something, and say so; afterwards say again what it is made for."""
        of = _doing.set(step)
        self._told(step)
        try:
            return make()
        finally:
            _doing.reset(of)
            self._told(_doing.get())

    @staticmethod
    def _wait_for(make: Callable[[], Any]) -> Any:
        """Ask until it is there; this is not a request, and has time."""
        while True:
            with suppress(Pending):
                return make()


def outline(area: Area, profile: Profile) -> Area:
    """Give of an area what its choosers need: names, services and codes, and nothing that anybody counted or said."""
    without: dict[str, Any] = dict.fromkeys(ROW_TYPES, ())
    nobody: dict[str, Any] = dict.fromkeys(PEOPLE["services"])
    bare = (replace(row, **nobody, extra=(), origin=None) for row in area.services)
    kept = {"services": tuple(bare), "organisations": tuple(replace(row, extra=()) for row in area.organisations)}
    return replace(area, note="", counts_note="", extra=(), profile=profile, **(without | kept))

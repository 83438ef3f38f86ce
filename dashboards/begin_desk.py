"""What the page Begin does in the folder of an area: one thing after another, each written before it is answered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from threading import RLock
from typing import Any, Final

from dashboards.library import Library
from dtors_network.area_files.releases import is_own_place
from dtors_network.area_files.saving import Written
from dtors_network.area_files.versions import STEP
from dtors_network.beginning.begun import Begun, read_begun, save_begun
from dtors_network.beginning.bringing import bring
from dtors_network.beginning.counting import with_count, with_period
from dtors_network.beginning.deciding import added_by_hand, decided, with_route
from dtors_network.beginning.opening import begin_area, slug
from dtors_network.beginning.partners import Tick, with_ticks
from dtors_network.beginning.steps import steps
from dtors_network.beginning.undoing import undone
from dtors_network.errors import Fault, InputError
from dtors_network.exchange.registers.authorities import find_authority
from dtors_network.model.vocabulary import ReporterRole
from dtors_network.rounding import counted

Given = Mapping[str, Any]
"""What a page sent: nothing of it is trusted."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What was done, in words; ``anew`` where the page is to be made again, at ``search`` if that is given.

    ``so_far`` says of each task how far it is now, for a page that stays as it is.
    """

    said: str
    anew: bool = False
    search: str = ""
    notes: tuple[str, ...] = ()
    so_far: Mapping[str, str] = field(default_factory=dict)


class BeginDesk:
    """Does what the page asks for, one thing after another.

    Parameters
    ----------
    library : Library
        The areas at hand; the one that is changed is shown as it is then.
    today : callable
        Gives the day.
    """

    def __init__(self, library: Library, today: Callable[[], date] = date.today) -> None:
        self.library = library
        self.today = today
        self._doing = RLock()
        self._known: dict[str, Begun] = {}

    def place(self, area: str) -> Path:
        """Give the folder of an area that may be changed here.

        Refused where it has none, or is one of the illustrative areas.
        """
        found = self.library.places.get(area)
        if found is None or found.suffix:
            raise InputError([Fault("this area is in no folder of its own", "Open a folder with --holder", value=area)])
        if not is_own_place(found):
            raise InputError(
                [Fault("an illustrative area stays as it is", "Begin in a folder of your own", value=area)]
            )
        return found

    def begun(self, area: str) -> Begun:
        """Read an area as it is in its folder now."""
        with self._doing:
            self._known[area] = read_begun(self.place(area), self._known.get(area))
            return self._known[area]

    def do(self, given: Given) -> Answer:
        """Do what a page asks for.

        What cannot be is refused, and then nothing is changed.
        """
        what = DOES.get(_text(given, "do"))
        if what is None:
            raise _unreadable()
        with self._doing:
            answer = what(self, given)
            begun = self._known.get(_text(given, "area"))
            return replace(answer, so_far={one.code: one.so_far for one in steps(begun)}) if begun else answer

    def bring(self, area: str, file: Path) -> Answer:
        """Bring a register, a directory or a list of names."""
        with self._doing:
            before = self.begun(area)
            brought = bring(before, file, self.today())
            written = self._save(area, before, brought.begun, "bring")
        merged = brought.merged
        told = [f"{counted(merged.added, 'candidate', 'candidates')} came"]
        told += [f"{counted(len(merged.changed), 'cell', 'cells')} changed"] if merged.changed else []
        told += [f"{counted(len(merged.kept), 'cell', 'cells')} that you typed stay"] if merged.kept else []
        said = f"{file.name} is taken for: {brought.title}. {', '.join(told)}."
        return Answer(f"{said} {written}", anew=True, notes=brought.notes)

    def _save(self, area: str, before: Begun, after: Begun, why: str = STEP) -> Written:
        place = self.place(area)
        self._known[area], written = save_begun(place, before, after, why)
        self.library.put(after.area, place)
        return written

    def _change(self, given: Given, make: Callable[[Begun], Begun]) -> Begun:
        area = _text(given, "area")
        before = self.begun(area)
        after = make(before)
        self._save(area, before, after)
        return after


def _open(desk: BeginDesk, given: Given) -> Answer:
    place = desk.library.begins
    if place is None:
        fix = "Start the dashboard with a new folder: dtors-network dashboard my-area --holder"
        raise InputError([Fault("there is no folder to begin in", fix)])
    authority = _text(given, "authority")
    id_ = slug(find_authority(authority).name)
    if id_ in desk.library.areas and desk.library.places.get(id_) != place:
        raise InputError([Fault("another area that is open has this id", "Open them one by one", value=id_)])
    begun = begin_area(place, authority, _text(given, "reference"))
    desk.library.put(begun.area, place)
    return Answer(f"{begun.area.name} is begun.", anew=True, search=f"?area={begun.area.id}&view=services")


def _decide(desk: BeginDesk, given: Given) -> Answer:
    rows = _object(given.get("rows"))
    changes = {id_: {name: _text(cells, name) for name in _object(cells)} for id_, cells in rows.items()}
    after = desk._change(given, lambda begun: decided(begun, changes, desk.today()))
    return Answer(_services_said(after), anew=given.get("anew") is True)


def _add(desk: BeginDesk, given: Given) -> Answer:
    def make(begun: Begun) -> Begun:
        name, kind, runner = (_text(given, name) for name in ("name", "service_type", "organisation"))
        return added_by_hand(begun, name, kind, runner, desk.today(), given.get("out_of_area") is True)

    desk._change(given, make)
    return Answer(f"{_text(given, 'name').strip()} is added.", anew=True)


def _undo(desk: BeginDesk, given: Given) -> Answer:
    area = _text(given, "area")
    before = desk.begun(area)
    done = undone(before, _text(given, "number"))
    written = desk._save(area, before, done.begun, "bring")
    stays = f" These stay, since other rows speak of them: {', '.join(done.stayed)}." if done.stayed else ""
    gone = counted(done.removed, "candidate", "candidates")
    return Answer(f"What {done.file} brought is undone: {gone} taken away.{stays} {written}", anew=True)


def _complete(desk: BeginDesk, given: Given) -> Answer:
    said = _truth(given.get("said"))
    desk._change(given, lambda begun: replace(begun, area=replace(begun.area, services_complete=said)))
    return Answer("The list is said to be complete." if said else "The list is not said to be complete.")


def _route(desk: BeginDesk, given: Given) -> Answer:
    route, said = _text(given, "route"), _truth(given.get("said"))
    desk._change(given, lambda begun: with_route(begun, route, said))
    return Answer("Saved.")


def _tick(desk: BeginDesk, given: Given) -> Answer:
    ticks = [_tick_of(_list(one)) for one in _list(given.get("ticks"))]
    role = _text(given, "role")
    if role not in {*ReporterRole}:
        raise _unreadable()
    desk._change(given, lambda begun: with_ticks(begun, ticks, desk.today(), ReporterRole(role)))
    return Answer(f"{counted(len(ticks), 'tick', 'ticks')} saved.")


def _count(desk: BeginDesk, given: Given) -> Answer:
    place = tuple(_is_text(one) for one in _list(given.get("place")))
    cells = (_text(given, "table"), place, _text(given, "column"), _text(given, "text"))
    desk._change(given, lambda begun: with_count(begun, *cells))
    return Answer("Saved.")


def _period(desk: BeginDesk, given: Given) -> Answer:
    first, last = (_text(given, name) for name in ("first", "last"))
    desk._change(given, lambda begun: with_period(begun, first, last))
    return Answer("Saved.")


DOES: Final[Mapping[str, Callable[[BeginDesk, Given], Answer]]] = {
    "open": _open, "decide": _decide, "add": _add, "undo": _undo, "complete": _complete, "route": _route,
    "tick": _tick, "count": _count, "period": _period,
}  # fmt: skip
"""What a page can ask for."""


def _services_said(begun: Begun) -> str:
    rows = [row for row in begun.candidates if row.get("taken")]
    return f"Saved: {counted(len(rows), 'candidate is a service', 'candidates are services')}."


def _tick_of(given: list[Any]) -> Tick:
    if len(given) != 3:
        raise _unreadable()
    source, target, on = given
    return Tick(_is_text(source), _is_text(target), _truth(on))


def _text(given: Given, name: str) -> str:
    return _is_text(given.get(name, ""))


def _is_text(value: object) -> str:
    if not isinstance(value, str):
        raise _unreadable()
    return value


def _truth(value: object) -> bool:
    if not isinstance(value, bool):
        raise _unreadable()
    return value


def _list(value: object) -> list[Any]:
    if not isinstance(value, list):
        raise _unreadable()
    return value


def _object(value: object) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise _unreadable()
    return value


def _unreadable() -> InputError:
    return InputError([Fault("this cannot be read", "Load the page again, and do it once more")])

"""Everything that writes into an area, begun in a process of its own that is stopped at each of its writes in turn."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any, Final

from dtors_network.area_files.area_io import read_area, write_area
from dtors_network.area_files.files import contents, names_of_rounds
from dtors_network.area_files.lock import FILE as LOCK
from dtors_network.area_files.naming import home_of
from dtors_network.area_files.release_register import REGISTER, releases_folder
from dtors_network.area_files.releases import register_release
from dtors_network.area_files.saving import restore
from dtors_network.area_files.staging import finish
from dtors_network.area_files.versions import FOLDER as VERSIONS
from dtors_network.beginning.begun import read_begun, save_begun
from dtors_network.beginning.bringing import bring
from dtors_network.beginning.deciding import added_by_hand
from dtors_network.beginning.opening import begin_area
from dtors_network.disclosure import protect
from dtors_network.editing.draft import edited
from dtors_network.editing.edits import Put
from dtors_network.editing.minutes import Minutes, save_minutes
from dtors_network.editing.opening import open_draft
from dtors_network.editing.own_voice import Voice, write_voices
from dtors_network.editing.saving import save
from dtors_network.errors import InputError
from dtors_network.examples import counted_area, small_area
from dtors_network.exchange.importing import import_file
from dtors_network.exchange.registry import KINDS
from dtors_network.records import into
from dtors_network.rounds.opening import open_round
from dtors_network.rounds.taking import keep, take
from tests.unit.editing.place import put
from tests.unit.records.conftest import AREA as UNCOUNTED
from tests.unit.rounds.opened import answers, question, small_round

ON: Final = datetime(2026, 2, 10, 12)
ROOT: Final = "root"
"""The folder in which everything lies that may be written; files that are only read lie beside it."""
Do = Callable[[], object]
Told = dict[str, object]


@dataclass(frozen=True)
class Writer:
    """Something that writes.

    Attributes
    ----------
    places : tuple of Path
        The areas that it writes into, or makes.
    do : callable
        Does it.
    """

    places: tuple[Path, ...]
    do: Do


def _place(folder: Path, name: str, area: Any) -> Path:
    (folder / ROOT).mkdir()
    write_area(area, folder / ROOT / name)
    return folder / ROOT / name


def _edit(folder: Path, name: str) -> Writer:
    place = _place(folder, name, counted_area())

    def do() -> None:
        draft = put(open_draft(place), "services", 0, "name", "The practice")
        draft = put(draft, "arrivals", 0, "count", "121")
        save(edited(draft, Put("area", 1, 1, (("Elsewhere",),))), place, ON)

    return Writer((place,), do)


def _restore(folder: Path, name: str) -> Writer:
    place, do = _edit(folder, name).places[0], _edit_again(folder / ROOT / name)
    do()
    return Writer((place,), lambda: restore(place, 1, ON))


def _edit_again(place: Path) -> Do:
    return lambda: save(put(open_draft(place), "services", 1, "name", "Other"), place, ON)


def _step(folder: Path, name: str) -> Writer:
    place = folder / ROOT / name
    (folder / ROOT).mkdir()
    begin_area(place, "Kent")

    def do() -> None:
        begun = read_begun(place)
        save_begun(place, begun, added_by_hand(begun, "The Hub", "open_access", "Hub Ltd", date(2026, 2, 1)))

    return Writer((place,), do)


def _bring(folder: Path, name: str) -> Writer:
    place = _step(folder, name).places[0]
    file = folder / "names.csv"
    file.write_text("Name,Type\nHill Surgery,GP\nHarbour House,Rehab\n")

    def do() -> None:
        begun = read_begun(place)
        save_begun(place, begun, bring(begun, file, date(2026, 2, 1)).begun, "bring")

    return Writer((place,), do)


def _ask(folder: Path, name: str) -> Writer:
    place = _place(folder, name, small_area())
    exact, asked = read_area(place), small_round()
    return Writer((place,), lambda: open_round(place, exact, lambda _: asked, None))


def _replies(folder: Path, name: str) -> Writer:
    place = _place(folder, name, small_area())
    asked = small_round()
    open_round(place, read_area(place), lambda _: asked, None)
    kinds: tuple[dict[str, str], ...] = (
        {"kind": "link", "part": "first"},
        {"kind": "acceptance", "group": "housing_need"},
        {"kind": "hinders", "code": "delivery.high_caseload"},
    )
    said = {question(asked, "aftercare", **wanted): {"answer": "yes"} for wanted in kinds}
    file = answers(folder, asked, "aftercare", said)
    return Writer((place,), lambda: keep(place, take(place, read_area(place), [file], ON)))


def _minutes(folder: Path, name: str) -> Writer:
    place = _place(folder, name, small_area())
    answer = dict(
        question="link", source="gp", target="minds", service="", client_group="", answer="no", on="2026-02-09"
    )
    action = {"finding": "dead_end:everyone:clinic", "action": "Ask them", "status": "agreed"}
    return Writer((place,), lambda: save_minutes(place, Minutes((answer,), (action,)), ON))


def _voice(folder: Path, name: str) -> Writer:
    place = _place(folder, name, small_area())
    voices = [Voice("sends", "minds", "absent"), Voice("accepts", "housing_need", "no")]
    return Writer((place,), lambda: write_voices(place, "clinic", voices, ON))


def _import(folder: Path, name: str) -> Writer:
    place = _place(folder, name, small_area())
    return Writer((place,), _network(folder, place))


def _import_anew(folder: Path, name: str) -> Writer:
    (folder / ROOT).mkdir()
    return Writer((folder / ROOT / name,), _network(folder, folder / ROOT / name))


def _network(folder: Path, place: Path) -> Do:
    file = folder / "map.json"
    file.write_text('{"elements": [{"label": "Hill", "type": "gp"}], "connections": []}')
    return lambda: import_file(KINDS["kumu"], file, place)


def _candidates(folder: Path, name: str) -> Writer:
    place = _place(folder, name, small_area())
    return Writer((place,), _names(folder, place))


def _candidates_anew(folder: Path, name: str) -> Writer:
    (folder / ROOT).mkdir()
    return Writer((folder / ROOT / name,), _names(folder, folder / ROOT / name))


def _names(folder: Path, place: Path) -> Do:
    file = folder / "names.csv"
    file.write_text("Name,Type\nHill Surgery,GP\n")
    return lambda: import_file(KINDS["names"], file, place)


def _count(folder: Path, name: str) -> Writer:
    place = _place(folder, name, UNCOUNTED)
    return Writer((place,), _counted(folder, place, [("", "gp"), ("gp", "clinic")]))


def _count_several(folder: Path, name: str) -> Writer:
    (folder / ROOT).mkdir()
    places = [folder / ROOT / f"{one}-{name}" for one in "ab"]
    for place in places:
        write_area(replace(UNCOUNTED, id=place.stem, name=place.stem), place)
    return Writer(tuple(places), _counted(folder, folder / ROOT, [("", "gp")], [place.stem for place in places]))


def _counted(folder: Path, place: Path, ways: list[tuple[str, str]], areas: list[str] | None = None) -> Do:
    """Count now, since threads do not outlive a fork, and save the counts later."""
    file = folder / "records.csv"
    ends = [f",{area}" for area in areas] if areas else [""]
    rows = [f"P1,{source},{target},2025-03-01,2025-03-02{end}" for end in ends for source, target in ways]
    head = "person,source,target,referred_on,started_on"
    file.write_text("\n".join([f"{head},area" if areas else head, *rows, ""]))
    kept: list[partial[object]] = []
    real = into.save_together
    into.save_together = lambda *given, **named: kept.append(partial(real, *given, **named)) or ()  # type: ignore[assignment]
    try:
        into.records_into(into.Asked((file,), place))
    finally:
        into.save_together = real
    return kept[0]


def _release(folder: Path, name: str) -> Writer:
    place = _place(folder, name, counted_area())
    shown = protect(counted_area())
    return Writer((place,), lambda: register_release(place, shown, "disclose", date(2026, 1, 5)))


WRITERS: Final[Mapping[str, Callable[[Path, str], Writer]]] = {
    "edit": _edit, "restore": _restore, "step": _step, "bring": _bring, "ask": _ask, "replies": _replies,
    "minutes": _minutes, "voice": _voice, "import": _import, "import anew": _import_anew,
    "candidates": _candidates, "candidates anew": _candidates_anew, "count": _count, "count several": _count_several,
    "release": _release,
}  # fmt: skip
FOLDERS_ONLY: Final = ("step", "bring")
"""A first map is begun in a folder."""


def state(writer: Writer) -> tuple[Told, ...]:
    """Tell what the areas hold, once somebody has read them, or has looked whether they are there."""
    for place in writer.places:
        finish(home_of(place))
    return tuple(_state(place) if place.exists() else {} for place in writer.places)


def _state(place: Path) -> Told:
    read_area(place)  # lawful for whoever reads it
    told: Told = {name: text for name, text in contents(place).items() if not name.endswith(".xlsx")}
    told["tables"] = {table: grid.records for table, grid in open_draft(place).now.items()}
    register = releases_folder(place) / REGISTER
    return {**told, "rounds": names_of_rounds(place), "given": register.read_text() if register.exists() else ""}


# ---- stopping ----------------------------------------------------------------------------------------------------

WRITES: Final = ("os.rename", "os.remove", "os.mkdir", "os.rmdir")
Stop = Callable[[str, tuple[object, ...]], None]


def killed(event: str, given: tuple[object, ...]) -> None:
    """Kill this process."""
    os.kill(os.getpid(), signal.SIGKILL)


def full(event: str, given: tuple[object, ...]) -> None:
    """Have no room for anything new."""
    if event in ("open", "os.mkdir"):
        raise OSError(errno.ENOSPC, "No space left on device", given[0])


def sealed(event: str, given: tuple[object, ...]) -> None:
    """Let nothing be written at all."""
    raise OSError(errno.EROFS, "Read-only file system", given[0])


def taken(event: str, given: tuple[object, ...]) -> None:
    """Have a file open in another program, as some systems do not let it be replaced then."""
    if event == "os.rename" and Path(str(given[1])).is_file():
        raise PermissionError(errno.EACCES, "Permission denied", given[0], None, given[1])


_heard: Final[list[str]] = []


def ctrl_c(event: str, given: tuple[object, ...]) -> None:
    """Press Ctrl+C once."""
    if not _heard:
        _heard.append(event)
        raise KeyboardInterrupt


def stopped(writer: Writer, at: int, stop: Stop, root: Path) -> tuple[int, str]:
    """Do what a writer does in a process of its own, stopped from its so-manieth write on; give how it ended.

    The first is a signal, 0 where it came to its end, 2 where it was told why it could not, or 1 where anything else
    ended it; the second what it said, or how many writes there were.
    """
    said = root.parent / "said"
    child = os.fork()
    if child == 0:
        done, code, told = [0], 1, ""

        def hear(event: str, given: tuple[Any, ...]) -> None:
            writes = event in WRITES or (event == "open" and isinstance(given[1], str) and given[1][:1] in "wxa")
            if writes and str(given[0]).startswith(str(root)):
                done[0] += 1
                if at and done[0] >= at:
                    stop(event, given)

        try:
            sys.addaudithook(hear)
            writer.do()
            code, told = 0, str(done[0])
        except InputError as error:
            code, told = 2, str(error)
        finally:
            said.write_text(told)
            os._exit(code)
    ended = os.waitpid(child, 0)[1]
    return (os.WTERMSIG(ended), "") if os.WIFSIGNALED(ended) else (os.WEXITSTATUS(ended), said.read_text())


def each_write(writer: Writer, folder: Path, stop: Stop) -> Iterator[tuple[int, str]]:
    """Stop a writer from each of its writes on, each time from the same beginning; the last time it is not stopped."""
    root, kept = folder / ROOT, folder / "kept"
    shutil.copytree(root, kept)
    _, writes = stopped(writer, 0, stop, root)
    for at in range(1, int(writes) + 2):
        shutil.rmtree(root)
        shutil.copytree(kept, root)
        yield stopped(writer, at, stop, root)


def left_over(writer: Writer) -> list[Path]:
    """Give what was made for a save and lies in the folders of areas still."""
    return [file for place in writer.places for file in home_of(place).rglob("*.part")]


def held(folder: Path) -> dict[str, bytes]:
    """Give every file of a folder but the lock of saves and the versions that they keep."""
    files = {file.relative_to(folder): file for file in folder.rglob("*") if file.is_file()}
    return {
        name.as_posix(): file.read_bytes()
        for name, file in files.items()
        if name.name != LOCK and not any(part.endswith(VERSIONS) for part in name.parts)
    }

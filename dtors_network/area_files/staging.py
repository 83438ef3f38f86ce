"""Writing that leaves everything or nothing: files are made beside their place and moved there when complete."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext, suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final, TypeVar

from dtors_network.area_files.cannot_write import cannot_write
from dtors_network.area_files.lock import locked
from dtors_network.errors import Fault, InputError

One = TypeVar("One")
Result = TypeVar("Result")

_AT_ONCE: Final = 8
_PARTS: Final = ".*.part"
_SAVING: Final = "saving"
_LIST: Final = "moving.json"
_BACK: Final = "back.json"
_BEFORE: Final = ".before"


@dataclass(frozen=True, slots=True)
class Moving:
    """What is to be moved into a folder, under which ending it waits, and what is to be gone there."""

    put: Sequence[str] = ()
    gone: Sequence[str] = ()
    ending: str = ""


def write_folder(folder: Path, fill: Callable[[Path], None]) -> None:
    """Make a folder with its files, or leave no trace.

    Parameters
    ----------
    folder : Path
        Where it is to be; it may be there already if it is empty.
    fill : callable
        Writes the files into the folder that it is given.

    Raises
    ------
    InputError
        If something is in the way, or the folder cannot be written.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as place:
    ...     write_folder(Path(place) / "area", lambda folder: (folder / "note.txt").write_text("x") and None)
    ...     sorted(path.name for path in Path(place).rglob("*"))
    ['area', 'note.txt']
    """

    def check() -> None:
        if folder.is_file():
            raise _in_the_way(folder, "a file of this name is in the way")
        if folder.is_dir() and any(folder.iterdir()):
            raise _in_the_way(folder, "this folder is not empty")

    def move(made: Path) -> None:
        if folder.is_dir():
            folder.rmdir()
        made.rename(folder)

    _stage(folder, (check, fill, move))


def put_into(files: Mapping[str, bytes], folder: Path) -> None:
    """Write files into a folder by their names, which may lead into folders below, and wait until the disk has them."""
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    at_once(_wait_for_disk, [folder / name for name in files])


def _wait_for_disk(file: Path) -> None:
    with file.open("r+b") as written:
        os.fsync(written.fileno())


def at_once(do: Callable[[One], Result], many: Sequence[One]) -> list[Result]:
    """Do something for each of many that waits for the disk, several at a time: it takes them in the time of one."""
    if len(many) < 2:
        return [do(one) for one in many]
    from concurrent.futures import ThreadPoolExecutor

    pool = ThreadPoolExecutor(_AT_ONCE)
    try:
        return [*pool.map(do, many)]
    finally:
        pool.shutdown(cancel_futures=True)


def write_files(files: Sequence[Path], fill: Callable[[Path], None]) -> None:
    """Make files of one folder: all of them, or none, wherever it breaks off.

    Parameters
    ----------
    files : sequence of Path
        Where they are to be; none may be there with anything in it. Those that ``fill`` does not write are left out.
    fill : callable
        Writes the files, by the same names, into the folder that it is given.

    Raises
    ------
    InputError
        If something is in the way, or the files cannot be written.
    """
    folder = files[-1].parent

    def check() -> None:
        finish(folder)
        for file in files:
            if file.is_dir() or (file.exists() and file.stat().st_size):
                raise _in_the_way(file, "there is something of this name already")

    def move(made: Path) -> None:
        _commit(made, folder, [file.name for file in files if (made / file.name).exists()], [])

    _stage(files[-1], (check, fill, move))


def replace_files(folder: Path, files: Mapping[str, bytes], without: Iterable[str] = ()) -> None:
    """Put files into a folder in place of those of their names: all of them, or none, wherever it breaks off.

    Once all of them are complete, a list of what is to be moved is written beside them. What breaks off before that
    leaves the folder as it was; what breaks off after it is brought to its end by :func:`finish`, before anything of
    the folder is read again.

    Parameters
    ----------
    folder : Path
        An existing folder; other files in it are left alone.
    files : mapping of str to bytes
        Content by name; a name may lead into folders below, with ``/``, which are made.
    without : iterable of str
        Files that are to be gone afterwards.

    Raises
    ------
    InputError
        If one of them cannot be written; then those before are put back.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as place:
    ...     replace_files(Path(place), {"a.csv": b"1", "b.csv": b"2"})
    ...     replace_files(Path(place), {"a.csv": b"3"}, without=["b.csv"])
    ...     {path.name: path.read_text() for path in Path(place).iterdir()}
    {'a.csv': '3'}
    """
    gone = [name for name in without if name not in files]

    def fill(made: Path) -> None:
        put_into(files, made)
        for name in (*files, *gone):
            if (folder / name).exists():
                (made / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(folder / name, made / f"{name}{_BEFORE}")
                if name in files:
                    shutil.copymode(folder / name, made / name)

    _stage(folder / _SAVING, (lambda: None, fill, lambda made: _commit(made, folder, [*files], gone)))


def finish(folder: Path) -> None:
    """Bring to its end what :func:`replace_files` had begun to move when it was broken off; there is hardly ever any.

    Parameters
    ----------
    folder : Path
        A folder that may have been written into, by itself or with others of the folder above.

    Raises
    ------
    InputError
        If it may not be written: what it holds is half of each.

    Examples
    --------
    >>> finish(Path("nowhere"))
    """
    for place in (folder, folder.absolute().parent):
        made = [*_broken_off(place)]
        with nullcontext() if any(map(_is_unmoved, made)) else suppress(InputError):  # a list alone harms no reading
            if made:
                with locked(place):  # whoever is saving there at this moment comes to the end first
                    bring_to_end(place)


def bring_to_end(folder: Path) -> None:
    """Do what :func:`finish` does, where the lock of the folder is held; what was never to be moved goes."""
    for made in _broken_off(folder):
        try:
            _move(made, folder, _listed(made) or Moving())
        except OSError as error:
            problem = f"saving was broken off here, and cannot be brought to its end: {error.strerror or error}"
            raise InputError([Fault(problem, "Make this folder writable, and try again", file=str(folder))]) from error
        shutil.rmtree(made, ignore_errors=True)


def settle(folder: Path) -> None:
    """Leave nothing of saves that were broken off, where the lock of the folder is held: they end, or never were."""
    bring_to_end(folder)
    tidy(folder, f".{_SAVING}.*.part")


def tidy(folder: Path, parts: str = _PARTS) -> None:
    """Take away what was not completed in a folder in which nobody makes anything who does not hold the lock."""
    for made in folder.glob(parts) if folder.is_dir() else ():
        shutil.rmtree(made, ignore_errors=True)


def _broken_off(folder: Path) -> Iterator[Path]:
    """Give what was complete and is not moved, or not all of it, or is moved and listed still."""
    for made in folder.glob(_PARTS) if folder.is_dir() else ():
        if _listed(made) is not None:
            yield made


def _is_unmoved(made: Path) -> bool:
    """Tell whether something is to be moved still; a list of what was moved may stand where nothing can be written."""
    moving = _listed(made) or Moving()
    waiting = [made / f"{name}{moving.ending}" for name in moving.put]
    return any(file.exists() for file in (*waiting, *(made.parent / name for name in moving.gone)))


def _listed(made: Path) -> Moving | None:
    """Read what is to be moved; None where it was broken off before anything was, or somebody else wrote the list."""
    try:
        listed = made / _BACK if (made / _BACK).exists() else made / _LIST
        told = json.loads(listed.read_text(encoding="utf-8"))
        put, gone = ([str(name) for name in told[part]] for part in ("put", "gone"))
        ending = {"": "", _BEFORE: _BEFORE}[told["ending"]]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return Moving(put, gone, ending) if all(map(is_below, (*put, *gone))) else None


def _commit(made: Path, folder: Path, put: Sequence[str], gone: Sequence[str]) -> None:
    """Write down what is to be moved, and move it; where that cannot be, what was there is put back.

    The way back is written down before anything is moved, and goes before the list once it has its name: whatever
    breaks off, one of the two stands, and is brought to its end by whoever reads next.
    """
    touched = (*put, *gone)
    had = [name for name in touched if (made / f"{name}{_BEFORE}").exists()]
    new = [name for name in touched if name not in had]
    put_into({f"{_BACK}.new": _list(had, new, _BEFORE), f"{_LIST}.new": _list(put, gone)}, made)
    (made / f"{_LIST}.new").rename(made / _LIST)
    try:
        _move(made, folder, Moving(put, gone))
    except OSError as error:
        try:
            (made / f"{_BACK}.new").rename(made / _BACK)
        except OSError:
            raise _half_done(folder, error) from error
        _move(made, folder, Moving(had, new, _BEFORE))
        _forget(made)
        raise
    _forget(made)


def _forget(made: Path) -> None:
    """Take the list away, since all of it was moved; where that cannot be, whoever reads next finds nothing to move."""
    with suppress(OSError):
        (made / _LIST).unlink()
        (made / _BACK).unlink(missing_ok=True)


def _half_done(folder: Path, error: OSError) -> InputError:
    problem = f"saving was broken off half way: {error.strerror or error}"
    fix = "Make this folder writable: the save is then brought to its end, as soon as the area is read"
    return InputError([Fault(problem, fix, file=str(folder))])


def _list(put: Sequence[str], gone: Sequence[str], ending: str = "") -> bytes:
    return json.dumps({"put": list(put), "gone": list(gone), "ending": ending}).encode()


def _move(made: Path, folder: Path, moving: Moving) -> None:
    """Move what has not been moved; whatever is missing was moved before."""
    for name in moving.put:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileNotFoundError):
            os.replace(made / f"{name}{moving.ending}", folder / name)
    for name in moving.gone:
        (folder / name).unlink(missing_ok=True)


def is_below(name: str) -> bool:
    """Tell whether a name stays within its folder.

    >>> is_below("rounds/r1/asked.json"), is_below("../area.yaml")
    (True, False)
    """
    parts = PurePosixPath(name).parts
    return bool(parts) and parts[0] != "/" and ".." not in parts and "\\" not in name and ":" not in name


def _stage(target: Path, steps: tuple[Callable[[], None], Callable[[Path], None], Callable[[Path], None]]) -> None:
    """Check, fill a new folder beside the target, and move what it holds; the folder goes in any case."""
    check, fill, move = steps
    import secrets  # brings the cryptography of the standard library: for writing alone

    made = target.parent / f".{target.name}.{secrets.token_hex(4)}.part"
    try:
        check()
        made.mkdir(parents=True)
        fill(made)
        move(made)
    except OSError as error:
        raise cannot_write(target.parent if target.name == _SAVING else target, error) from error
    finally:
        if not _is_unmoved(made):
            shutil.rmtree(made, ignore_errors=True)


def _in_the_way(path: Path, problem: str) -> InputError:
    return InputError([Fault(problem, "Name a place that is new or empty; nothing is overwritten", file=str(path))])

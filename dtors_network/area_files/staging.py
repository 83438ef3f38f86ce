"""Writing that leaves everything or nothing: files are made beside their place and moved there when complete."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import Final

from dtors_network.errors import Fault, InputError

_PARTS: Final = ".*.part"
_LIST: Final = "moving.json"
_BEFORE: Final = ".before"


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


def write_files(files: Sequence[Path], fill: Callable[[Path], None]) -> None:
    """Make files of one folder, the last of them last, or leave no trace.

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

    def check() -> None:
        for file in files:
            if file.is_dir() or (file.exists() and file.stat().st_size):
                raise _in_the_way(file, "there is something of this name already")

    def move(made: Path) -> None:
        for file in files:
            if (made / file.name).exists():
                os.replace(made / file.name, file)

    _stage(files[-1], (check, fill, move))


def change(path: Path, make: Callable[[Path], None]) -> None:
    """Change a folder or a file: a copy of it, which takes its place when all is done; or nothing.

    Parameters
    ----------
    path : Path
        What is to be changed; it is there already.
    make : callable
        Changes the copy that it is given. Files that it writes beside the copy are put beside the path.

    Raises
    ------
    InputError
        If it cannot be written, and whatever ``make`` raises; then it is as it was.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as place:
    ...     note = Path(place) / "note.txt"
    ...     _ = note.write_text("before")
    ...     change(note, lambda copy: copy.write_text("after") and None)
    ...     note.read_text()
    'after'
    """
    place = path.resolve()

    def fill(made: Path) -> None:
        copy = made / place.name
        if place.is_dir():
            shutil.copytree(place, copy, symlinks=True)
        else:
            shutil.copy2(place, copy)
        make(copy)

    def move(made: Path) -> None:
        for file in made.iterdir():
            if file.name != place.name:
                os.replace(file, place.with_name(file.name))
        if not place.is_dir():
            os.replace(made / place.name, place)
            return
        before = made / f"{place.name}.before"
        place.rename(before)
        try:
            (made / place.name).rename(place)
        except OSError:
            before.rename(place)
            raise

    _stage(place, (lambda: None, fill, move))


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
        for name, content in files.items():
            (made / name).parent.mkdir(parents=True, exist_ok=True)
            _write_down(made / name, content)
            if (folder / name).exists():
                shutil.copymode(folder / name, made / name)
        for name in (*files, *gone):
            if (folder / name).exists():
                shutil.copy2(folder / name, made / f"{name}{_BEFORE}")

    def move(made: Path) -> None:
        listed = made / _LIST
        _write_down(made / f"{_LIST}.new", json.dumps({"put": [*files], "gone": gone}).encode())
        (made / f"{_LIST}.new").rename(listed)
        try:
            _move(made, folder, [*files], gone)
        except OSError:
            listed.unlink(missing_ok=True)  # what follows is no longer to be brought to its end
            for name in (*files, *gone):
                _put_back(made / f"{name}{_BEFORE}", folder / name)
            raise
        listed.unlink(missing_ok=True)

    _stage(folder / "import", (lambda: None, fill, move))


def finish(folder: Path) -> None:
    """Bring to its end what :func:`replace_files` had begun to move when it was broken off; there is hardly ever any.

    Parameters
    ----------
    folder : Path
        A folder that may have been written into.

    Raises
    ------
    InputError
        If it may not be written: what it holds is half of each.

    Examples
    --------
    >>> finish(Path("nowhere"))
    """
    for made in folder.glob(_PARTS) if folder.is_dir() else ():
        try:
            told = json.loads((made / _LIST).read_text(encoding="utf-8"))
            names = [[str(name) for name in told[part]] for part in ("put", "gone")]
        except (OSError, ValueError, KeyError, TypeError):
            continue  # it was broken off before anything was moved
        if not all(_is_below(name) for part in names for name in part):
            continue  # nobody but somebody else wrote this
        try:
            _move(made, folder, *names)
        except OSError as error:
            problem = f"saving was broken off here, and cannot be brought to its end: {error.strerror or error}"
            raise InputError([Fault(problem, "Make this folder writable, and try again", file=str(folder))]) from error
        shutil.rmtree(made, ignore_errors=True)


def _move(made: Path, folder: Path, put: Iterable[str], gone: Iterable[str]) -> None:
    """Move what has not been moved; whatever is missing was moved before, here or by another process."""
    for name in put:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileNotFoundError):
            os.replace(made / name, folder / name)
    for name in gone:
        (folder / name).unlink(missing_ok=True)


def _is_below(name: str) -> bool:
    """Tell whether a name stays within its folder."""
    parts = PurePosixPath(name).parts
    return bool(parts) and parts[0] != "/" and ".." not in parts and "\\" not in name and ":" not in name


def _put_back(before: Path, file: Path) -> None:
    if before.exists():
        os.replace(before, file)
    else:
        file.unlink(missing_ok=True)


def _write_down(file: Path, content: bytes) -> None:
    """Write a file, and wait until the disk has it."""
    with file.open("wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())


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
        problem = f"this cannot be written: {error.strerror or error}"
        fix = "Name a place where you may write, with room on the disk"
        raise InputError([Fault(problem, fix, file=str(target))]) from error
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _in_the_way(path: Path, problem: str) -> InputError:
    return InputError([Fault(problem, "Name a place that is new or empty; nothing is overwritten", file=str(path))])

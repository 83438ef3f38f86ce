"""Writing that leaves everything or nothing: files are made beside their place and moved there when complete."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from dtors_network.errors import Fault, InputError


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


def replace_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Put files into a folder in place of those of their names: all of them, or none.

    When all are written beside it, their folder is renamed to one that is ready: from then on they are put in place,
    if not by this program then by whoever reads the folder next (:func:`finish`), even if it was killed.

    Parameters
    ----------
    folder : Path
        An existing folder; other files in it are left alone.
    files : mapping of str to bytes
        Content by name; a name may lead into folders below, which are made.

    Raises
    ------
    InputError
        If one of them cannot be written; then those before are put back.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as place:
    ...     replace_files(Path(place), {"a.csv": b"1", "b.csv": b"2", "c/d.json": b"3"})
    ...     sorted(path.name for path in Path(place).iterdir())
    ['a.csv', 'b.csv', 'c']
    """

    def fill(made: Path) -> None:
        for name, content in files.items():
            new, before = made / _NEW / name, made / _BEFORE / name
            new.parent.mkdir(parents=True, exist_ok=True)
            new.write_bytes(content)
            if (folder / name).exists():
                before.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(folder / name, before)
                shutil.copymode(folder / name, new)

    def move(made: Path) -> None:
        ready = made.with_suffix(_READY)
        made.rename(ready)
        moved: list[str] = []
        try:
            for name in files:
                _put(ready / _NEW / name, folder / name)
                moved.append(name)
        except OSError:
            for name in moved:
                _put_back(ready / _BEFORE / name, folder / name)
            raise
        finally:
            shutil.rmtree(ready, ignore_errors=True)

    _stage(folder / _IMPORT, (lambda: None, fill, move))


_IMPORT, _NEW, _BEFORE, _READY = "import", "new", "before", ".ready"


def finish(folder: Path) -> None:
    """Put files in place that were ready to be when their program was killed.

    Parameters
    ----------
    folder : Path
        A folder that is about to be read.

    Raises
    ------
    InputError
        If the folder cannot be written.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as place:
    ...     (Path(place) / ".import.00.ready" / "new").mkdir(parents=True)
    ...     _ = (Path(place) / ".import.00.ready" / "new" / "a.csv").write_bytes(b"1")
    ...     finish(Path(place))
    ...     [path.name for path in Path(place).iterdir()]
    ['a.csv']
    """
    for ready in sorted(folder.glob(f".{_IMPORT}.*{_READY}")):
        try:
            for file in sorted((ready / _NEW).rglob("*")):
                if file.is_file():
                    _put(file, folder / file.relative_to(ready / _NEW))
        except OSError as error:
            problem = f"a write that was broken off here cannot be finished: {error.strerror or error}"
            raise InputError([Fault(problem, "Make the folder writable", file=str(folder))]) from error
        shutil.rmtree(ready, ignore_errors=True)


def _put(new: Path, place: Path) -> None:
    """Put one file in place, unless somebody who read the folder did so meanwhile."""
    place.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.replace(new, place)
    except FileNotFoundError:
        if new.exists() or not place.exists():
            raise


def _put_back(before: Path, file: Path) -> None:
    if before.exists():
        os.replace(before, file)
    else:
        file.unlink()


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

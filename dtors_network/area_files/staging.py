"""Writing that leaves everything or nothing: files are made beside their place and moved there when complete."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext, suppress
from pathlib import Path
from typing import Final

from dtors_network.area_files.cannot_write import cannot_write
from dtors_network.area_files.lock import locked
from dtors_network.area_files.moving import BEFORE, Moving, commit, is_unmoved, listed, move, put_into
from dtors_network.errors import Fault, InputError

_PARTS: Final = ".*.part"
_SAVING: Final = "saving"


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

    def put_in_place(made: Path) -> None:
        if folder.is_dir():
            folder.rmdir()
        made.rename(folder)

    _stage(folder, (check, fill, put_in_place))


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

    def put_in_place(made: Path) -> None:
        commit(made, folder, [file.name for file in files if (made / file.name).exists()], [])

    _stage(files[-1], (check, fill, put_in_place))


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
                shutil.copy2(folder / name, made / f"{name}{BEFORE}")
                if name in files:
                    shutil.copymode(folder / name, made / name)

    _stage(folder / _SAVING, (lambda: None, fill, lambda made: commit(made, folder, [*files], gone)))


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
        with nullcontext() if any(map(is_unmoved, made)) else suppress(InputError):  # a list alone harms no reading
            if made:
                with locked(place):  # whoever is saving there at this moment comes to the end first
                    bring_to_end(place)


def bring_to_end(folder: Path) -> None:
    """Do what :func:`finish` does, where the lock of the folder is held; what was never to be moved goes."""
    for made in _broken_off(folder):
        _move_on(made)
        shutil.rmtree(made, ignore_errors=True)


def _move_on(made: Path) -> None:
    """Move what is listed and was not moved into the folder in which it was made."""
    folder = made.parent
    try:
        move(made, folder, listed(made) or Moving())
    except OSError as error:
        problem = f"saving was broken off here, and cannot be brought to its end: {error.strerror or error}"
        raise InputError([Fault(problem, "Make this folder writable, and try again", file=str(folder))]) from error


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
        if listed(made) is not None:
            yield made


def _stage(target: Path, steps: tuple[Callable[[], None], Callable[[Path], None], Callable[[Path], None]]) -> None:
    """Check, fill a new folder beside the target, and move what it holds; the folder goes in any case."""
    check, fill, put_in_place = steps
    import secrets  # brings the cryptography of the standard library: for writing alone

    made = target.parent / f".{target.name}.{secrets.token_hex(4)}.part"
    try:
        check()
        made.mkdir(parents=True)
        fill(made)
        put_in_place(made)
    except OSError as error:
        raise cannot_write(target.parent if target.name == _SAVING else target, error) from error
    except KeyboardInterrupt:
        _move_on(made)  # what had begun to be moved; it is soon done
        raise
    finally:
        try:
            _clear(made)
        except KeyboardInterrupt:
            _clear(made)
            raise


def _clear(made: Path) -> None:
    """Leave nothing of what was made but what is to be moved still."""
    if not is_unmoved(made):
        shutil.rmtree(made, ignore_errors=True)


def _in_the_way(path: Path, problem: str) -> InputError:
    return InputError([Fault(problem, "Name a place that is new or empty; nothing is overwritten", file=str(path))])

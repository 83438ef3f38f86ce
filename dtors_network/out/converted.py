"""An area in the files of other programs, or as tables again, protected and with its profile marked."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from dtors_network.area_files.area_io import write_area
from dtors_network.area_files.staging import write_files
from dtors_network.errors import Fault, InputError
from dtors_network.exchange.kind import FileKind, Written
from dtors_network.model.area import Area
from dtors_network.model.sharing import profile_of_shown


def write_converted(
    area: Area, form: FileKind | None, path: Path, before: Callable[[], object] = lambda: None
) -> tuple[str, ...]:
    """Write an area in a format, or as a folder or workbook; all of it or nothing, and nothing is overwritten.

    Parameters
    ----------
    area : Area
        An area that passed ``protect``.
    form : FileKind or None
        The format; None for the area's own tables.
    path : Path
        Where it is to be; a format of several files names them after it.
    before : callable
        Is called when all is made and nothing has been given out yet: here a release is registered.

    Returns
    -------
    tuple of str
        What the format does not hold of the area.

    Raises
    ------
    InputError
        If something is in the way, the format is only read, and whatever ``before`` raises; then nothing is written.
    UnprotectedError
        If the area did not pass.

    Examples
    --------
    >>> import tempfile
    >>> from dtors_network.disclosure import protect
    >>> from dtors_network.examples import small_area
    >>> from dtors_network.exchange.registry import NETWORKS
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_converted(protect(small_area()), NETWORKS["gexf"], Path(folder) / "small.gexf")
    ()
    """
    profile_of_shown(area)
    if form is None:
        _write_tables(area, path, before)
        return ()
    if form.write is None:
        fix = "Name another format, such as graphml"
        raise InputError([Fault(f"{form.title} is only read, never written", fix, file=str(path))])
    written = form.write(area, path.name)
    _save(written, path, before)
    return written.left_out


def _write_tables(area: Area, path: Path, before: Callable[[], object]) -> None:
    write_area(area, path)
    try:
        before()
    except BaseException:  # whatever it is, nothing is given out
        shutil.rmtree(path) if path.is_dir() else path.unlink()
        raise


def _save(written: Written, path: Path, before: Callable[[], object]) -> None:
    def fill(folder: Path) -> None:
        for name, content in written.files.items():
            (folder / name).write_bytes(content)
        before()

    write_files([path.with_name(name) for name in written.files], fill)

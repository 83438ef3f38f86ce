"""An area in the files of other programs, or as tables again, protected and with its profile marked."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from dtors_network.area_files.area_io import write_area
from dtors_network.area_files.staging import write_files
from dtors_network.errors import Fault, InputError
from dtors_network.exchange.kind import FileKind, Written
from dtors_network.model.area import Area
from dtors_network.model.sharing import DISCLOSURE, profile_of_shown


def marked(area: Area) -> Area:
    """Mark an area with its profile, which every format keeps.

    Parameters
    ----------
    area : Area
        An area that passed ``protect``.

    Returns
    -------
    Area
        Its key ``disclosure`` names the profile.

    Raises
    ------
    UnprotectedError
        If it did not pass.

    Examples
    --------
    >>> from dtors_network.disclosure import protect
    >>> from dtors_network.examples import small_area
    >>> marked(protect(small_area())).extra
    (('disclosure', 'ndtms'),)
    """
    others = tuple((key, text) for key, text in area.extra if key != DISCLOSURE)
    return replace(area, extra=(*others, (DISCLOSURE, profile_of_shown(area).value)))


def write_converted(area: Area, form: FileKind | None, path: Path) -> tuple[str, ...]:
    """Write an area in a format, or as a folder or workbook; all of it or nothing, and nothing is overwritten.

    Parameters
    ----------
    area : Area
        An area that passed ``protect``.
    form : FileKind or None
        The format; None for the area's own tables.
    path : Path
        Where it is to be; a format of several files names them after it.

    Returns
    -------
    tuple of str
        What the format does not hold of the area.

    Raises
    ------
    InputError
        If something is in the way, or the format is only read.
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
    if form is None:
        write_area(marked(area), path)
        return ()
    if form.write is None:
        fix = "Name another format, such as graphml"
        raise InputError([Fault(f"{form.title} is only read, never written", fix, file=str(path))])
    written = form.write(marked(area), path.name)
    _save(written, path)
    return written.left_out


def _save(written: Written, path: Path) -> None:
    def fill(folder: Path) -> None:
        for name, content in written.files.items():
            (folder / name).write_bytes(content)

    write_files([path.with_name(name) for name in written.files], fill)

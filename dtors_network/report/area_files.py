"""An area in the files of other programs, or as tables again, with small counts hidden and the profile marked."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from dtors_network.area_files.area_io import write_area
from dtors_network.area_files.staging import write_files
from dtors_network.disclosure import SHARED, Controlled, Profile, control, hidden_area
from dtors_network.errors import Fault, InputError
from dtors_network.exchange.kind import FileKind, Written
from dtors_network.exchange.networks.names import DISCLOSURE
from dtors_network.model.area import Area


def shared_area(area: Area, profile: Profile = SHARED) -> Controlled[Area]:
    """Hide an area's small counts and mark it with the profile: the one way from an area to a file for others.

    Parameters
    ----------
    area : Area
        A lawful area.
    profile : Profile
        The rule; counts of 1 to 4 are hidden where left out.

    Returns
    -------
    Controlled of Area
        Its key ``disclosure`` names the profile.

    Examples
    --------
    >>> from dtors_network.examples import small_area
    >>> shared_area(small_area()).value.extra
    (('disclosure', 'ndtms'),)
    """
    others = tuple((key, text) for key, text in area.extra if key != DISCLOSURE)
    return control(replace(hidden_area(area, profile), extra=(*others, (DISCLOSURE, profile.code))), profile)


def write_converted(area: Controlled[Area], form: FileKind | None, path: Path) -> tuple[str, ...]:
    """Write an area in a format, or as a folder or workbook; all of it or nothing, and nothing is overwritten.

    Parameters
    ----------
    area : Controlled of Area
        What :func:`shared_area` gives.
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

    Examples
    --------
    >>> import tempfile
    >>> from dtors_network.examples import small_area
    >>> from dtors_network.exchange.registry import NETWORKS
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_converted(shared_area(small_area()), NETWORKS["gexf"], Path(folder) / "small.gexf")
    ()
    """
    if form is None:
        write_area(area.value, path)
        return ()
    if form.write is None:
        fix = "Name another format, such as graphml"
        raise InputError([Fault(f"{form.title} is only read, never written", fix, file=str(path))])
    written = form.write(area.value, path.name)
    _save(written, path)
    return written.left_out


def _save(written: Written, path: Path) -> None:
    def fill(folder: Path) -> None:
        for name, content in written.files.items():
            (folder / name).write_bytes(content)

    write_files([path.with_name(name) for name in written.files], fill)

"""Import a file into an area: read it, hold it against what is there, write what is new."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from dtors_network.area_files.files import contents, digests
from dtors_network.area_files.place import area_or_empty, is_there
from dtors_network.errors import Fault, InputError
from dtors_network.exchange.beside import candidates_beside, figures_beside
from dtors_network.exchange.done import Asked, Import
from dtors_network.exchange.figures.indicator import Indicators
from dtors_network.exchange.incoming import Given, Incoming
from dtors_network.exchange.kind import FileKind, Room, Wish
from dtors_network.exchange.own_tables import area_of_incoming, import_incoming
from dtors_network.exchange.place import Place
from dtors_network.exchange.reading import Reading, Reports
from dtors_network.exchange.registers.candidates import Candidates
from dtors_network.exchange.row_cells import row_cells
from dtors_network.exchange.studies.key_file import write_key
from dtors_network.model.area import Area, Row
from dtors_network.model.codebook import Codebook
from dtors_network.model.pathway import Pathway


def import_file(
    form: FileKind,
    file: Path,
    into: Path,
    given: Path | None = None,
    *,
    kind: str = "",
    only: tuple[str, ...] = (),
    excerpts: bool = False,
    key: Path | None = None,
    replacing: bool = False,
    codebook: Codebook | Path | None = None,
    pathway: Pathway | Path | None = None,
) -> Import:
    """Import a file into an area, which is made if it is not there.

    Parameters
    ----------
    form : FileKind
        The kind of file, one of ``KINDS``.
    file, into : Path
        The file, and the folder or workbook of the area.
    given : Path or None
        The user's own file beside it: a network's column map, a study's key, what a directory's terms stand for.
    kind : str
        Of a network: the type of every service that is new and has none; blank where no such type is given.
    only : tuple of str
        Names or codes of the areas that are wanted of a file of many; the area's own where left out.
    excerpts : bool
        True where the words of a study's passages are wanted.
    key : Path or None
        Where a study's key is written; it holds names of people beside their pseudonyms.
    replacing : bool
        True where the file's word also goes over what a person typed.
    codebook, pathway : Codebook, Pathway, Path or None
        As in :func:`~dtors_network.area_files.area_io.read_area`.

    Returns
    -------
    Import
        What was done. Services, links and barrier reports go into the area's own tables; candidates and figures into a
        table beside them, which is never read as part of the area.

    Raises
    ------
    InputError
        With every fault; then nothing is written.

    Examples
    --------
    >>> import tempfile
    >>> from dtors_network.exchange.registry import KINDS
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = (Path(folder) / "map.json").write_text('{"elements": [{"label": "Hill", "type": "gp"}]}')
    ...     import_file(KINDS["kumu"], Path(folder) / "map.json", Path(folder) / "ours").area.service["Hill"].offers
    ('gp',)
    """
    asked = Asked(
        form=form, file=file, into=into, given=given, kind=kind, only=only, excerpts=excerpts, key=key,
        replacing=replacing, codebook=codebook, pathway=pathway, was=digests(contents(into)),
    )  # fmt: skip
    if form.room is Room.NETWORK:
        return import_incoming(_incoming(_read(form, file, Wish(given=given))), asked)
    if kind:
        raise InputError([Fault(f"--type says nothing of a {form.title}", "Leave it out", value=kind)])
    area = area_or_empty(into, codebook, pathway)
    read = _read(form, file, _wish(asked, area))
    if isinstance(read, Candidates):
        return candidates_beside(asked, area, read)
    if isinstance(read, Indicators):
        return figures_beside(asked, area, read)
    done = import_incoming(_incoming(read), asked)
    if key:
        write_key(file, key, given, area.codebook, area.services)
    return replace(done, unmapped=read.unmapped if isinstance(read, Reports) else ())


def area_of_file(
    form: FileKind,
    file: Path,
    column_map: Path | None = None,
    codebook: Codebook | Path | None = None,
    pathway: Pathway | Path | None = None,
    kind: str = "",
) -> tuple[Area, tuple[str, ...]]:
    """Read a file of another program as an area of its own.

    Parameters
    ----------
    form : FileKind
        The format of the file, one of ``NETWORKS``.
    file : Path
        The file.
    column_map : Path or None
        How it is read.
    codebook, pathway : Codebook, Pathway, Path or None
        As in :func:`~dtors_network.area_files.area_io.read_area`.
    kind : str
        The type of every service that has none; blank where no such type is given.

    Returns
    -------
    Area, tuple of str
        The area, named after the file where the file names none, and what a user should know of how it was read.

    Raises
    ------
    InputError
        With every fault.

    Examples
    --------
    >>> import tempfile
    >>> from dtors_network.exchange.registry import NETWORKS
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = (Path(folder) / "map.json").write_text('{"elements": [{"label": "Hill", "type": "gp"}]}')
    ...     area_of_file(NETWORKS["kumu"], Path(folder) / "map.json")[0].id
    'map'
    """
    incoming = _incoming(_read(form, file, Wish(given=column_map)))
    return area_of_incoming(incoming, file.parent / file.stem, kind, codebook, pathway)


def _read(form: FileKind, file: Path, wish: Wish) -> Incoming | Reading:
    if form.read is None:
        fix = "Export it in another format, such as GraphML"
        raise InputError([Fault(f"{form.title} is only written, never read", fix, file=str(file))])
    return form.read(file, wish)


def _wish(asked: Asked, area: Area) -> Wish:
    """Say what is wanted; of a file of many areas, a register is read for this one and figures are chosen later."""
    there = is_there(asked.into)
    by_name = asked.form.code.startswith("cqc") and there
    return Wish(
        codebook=area.codebook,
        services=area.services,
        areas=asked.only or ((area.name,) if by_name else ()),
        own=(area.name, area.gss_code) if there and not asked.only else (),
        given=asked.given,
        excerpts=asked.excerpts,
    )


def _incoming(read: Incoming | Reading) -> Incoming:
    if isinstance(read, Incoming):
        return read
    tables = {table: [_given(read.file, row) for row in rows] for table, rows in read.tables.items()}
    return Incoming(file=read.file, tables=tables, notes=read.cautions)


def _given(file: str, row: Row) -> Given:
    cells = row_cells(row)
    return Given(cells=cells, place=Place(f"{file}, {cells.get('report', '')}".removesuffix(", ")))

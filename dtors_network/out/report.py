"""A report written to a file: HTML, PDF or workbook by the ending of its name; all of it or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from dtors_network.area_files.staging import write_files
from dtors_network.errors import Fault, InputError
from dtors_network.model.given import checked
from dtors_network.model.sharing import profile_of_shown

if TYPE_CHECKING:
    from dtors_network.accounts.paper import Paper
    from dtors_network.model.area import Area
    from dtors_network.model.comparator import Comparator

Write = Callable[["Paper"], bytes]
"""Gives the bytes of a report."""


def _html(paper: Paper) -> bytes:
    from dtors_network.out.html import html

    return html(paper).encode()


def _pdf(paper: Paper) -> bytes:
    from dtors_network.out.pdf import pdf

    return pdf(paper)


def _xlsx(paper: Paper) -> bytes:
    from dtors_network.out.xlsx import workbook

    return workbook(paper.accounts, paper.facts)


WRITERS: Final[dict[str, Write]] = {".html": _html, ".xlsx": _xlsx, ".pdf": _pdf}
"""What writes a report, by the ending of its file. A new form: one line here."""


@checked
def write_report(
    area: Area,
    path: str | Path,
    comparators: Iterable[Comparator] | None = None,
    before: Callable[[], object] = lambda: None,
) -> Path:
    """Write the report of an area for a meeting.

    Parameters
    ----------
    area : Area
        An area that passed ``protect``.
    path : str or Path
        A new file; its ending says the form: ``.html``, ``.pdf`` or ``.xlsx``.
    comparators : iterable of Comparator, optional
        Figures that counted gaps are held against; those that come with the project where left out.
    before : callable
        Is called when all is made and nothing has been given out yet: here a release is registered.

    Returns
    -------
    Path
        The file.

    Raises
    ------
    InputError
        If the ending is not known, something is in the way, there is no such folder, or what a PDF needs is not
        installed; also whatever ``before`` raises. Then nothing is written.
    UnprotectedError
        If the area never passed ``protect``.

    Examples
    --------
    >>> import tempfile
    >>> from dtors_network.disclosure import protect
    >>> from dtors_network.examples import small_area
    >>> with tempfile.TemporaryDirectory() as place:
    ...     write_report(protect(small_area()), Path(place) / "small.html").read_text(encoding="utf-8")[:15]
    '<!doctype html>'
    """
    profile_of_shown(area)
    file = Path(path)
    write = check_place(file)
    from dtors_network.accounts.report import report_paper

    return _written(file, write(report_paper(area, comparators)), before)


def write_paper(paper: Paper, file: Path, before: Callable[[], object] = lambda: None) -> Path:
    """Write what was put together for print to a new file, as ``write_report`` does.

    Parameters
    ----------
    paper : Paper
        Of an area that passed ``protect``.
    file : Path
        Its ending says the form.
    before : callable
        Is called when all is made and nothing has been given out yet.

    Returns
    -------
    Path
        The file.

    Raises
    ------
    InputError
        As ``write_report``; then nothing is written.
    """
    return _written(file, check_place(file)(paper), before)


def write_made(made: bytes, file: Path, before: Callable[[], object] = lambda: None) -> Path:
    """Write what was made already to a new file; ``before`` is called as in ``write_report``."""
    return _written(file, made, before)


def _written(file: Path, made: bytes, before: Callable[[], object]) -> Path:
    def fill(folder: Path) -> None:
        (folder / file.name).write_bytes(made)
        before()

    write_files([file], fill)
    return file


def check_place(file: Path) -> Write:
    """Give what writes a file of this name, before anything is worked out.

    Raises
    ------
    InputError
        As ``write_report``.
    """
    write = WRITERS.get(file.suffix.lower())
    if write is None:
        known = ", ".join(WRITERS)
        raise InputError(
            [Fault("a report cannot be written in this form", f"End its name in one of {known}", file=str(file))]
        )
    if not file.parent.is_dir():
        raise InputError([Fault("there is no such folder", "Make it, or name another", file=str(file.parent))])
    write_files([file], lambda folder: None)  # refuses what is in the way; writes nothing
    if write is _pdf:
        from dtors_network.out.pdf import printer

        printer()
    return write

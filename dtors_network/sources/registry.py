"""Every kind of file that a reader takes: one line adds one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Final

from dtors_network.formats.safe_csv import HEADER_WITHIN, csv_rows
from dtors_network.model.area import Service
from dtors_network.model.codebook import Codebook
from dtors_network.sources import cqc, fingertips, goals, viewit
from dtors_network.sources.figure_rows import Areas
from dtors_network.sources.open_referral import read_directory
from dtors_network.sources.reading import Reading
from dtors_network.sources.refi_map import read_map
from dtors_network.sources.refi_project import read_study
from dtors_network.sources.refi_reports import barrier_reports
from dtors_network.sources.refi_words import read_excerpts
from dtors_network.sources.viewit_columns import KEYS, NATIONAL


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a user wants of a file; each reader takes what it needs.

    Attributes
    ----------
    codebook : Codebook
        The codes in use.
    services : tuple of Service
        The area's services, to which a study's names are matched.
    areas : tuple of str
        Names or codes of the areas that are wanted of a file of many; empty for all.
    own : tuple of str
        Name and code of the area that figures are for; empty where ``areas`` say it, or all are wanted.
    key : Path or None
        What the names of a study stand for.
    types : mapping of str to str
        Service type by a directory's classification term.
    excerpts : bool
        True where the words of a study's passages are wanted.
    """

    codebook: Codebook
    services: tuple[Service, ...] = ()
    areas: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    key: Path | None = None
    types: Mapping[str, str] = field(default_factory=dict)
    excerpts: bool = False

    @property
    def figures(self) -> Areas:
        """The areas whose figures are wanted; None for all."""
        return self.areas or ((self.own,) if self.own else None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One kind of file.

    Attributes
    ----------
    code, title : str
        What commands call it, and what people do.
    endings : tuple of str
        Of its files.
    mark : tuple of str
        Columns of which its header holds one, and no other kind any; empty where the ending is enough.
    read : callable
        From a file and a wish to what it gives.
    """

    code: str
    title: str
    endings: tuple[str, ...]
    mark: tuple[str, ...] = ()
    read: Callable[[Path, Wish], Reading]


def _study(path: Path, wish: Wish) -> Reading:
    study = read_study(path)
    given = read_map(wish.key, study, wish.codebook, wish.services) if wish.key else None
    excerpts = read_excerpts(path, study) if wish.excerpts else None
    return barrier_reports(study, wish.codebook, wish.services, given, excerpts)


def _directory(path: Path, wish: Wish) -> Reading:
    return read_directory([path], wish.codebook, wish.types)


# fmt: off
_ALL: Final = (
    Source(code="refi-qda", title="REFI-QDA project", endings=(".qdpx", ".qde", ".qdc"), read=_study),
    Source(code="viewit", title="NDTMS ViewIt export", endings=(".csv",), mark=(KEYS[0], NATIONAL[0]), read=lambda path, wish: viewit.read_viewit(path, wish.figures)),  # noqa: E501
    Source(code="fingertips", title="Fingertips CSV", endings=(".csv",), mark=(fingertips.NEEDED[0],), read=lambda path, wish: fingertips.read_fingertips(path, wish.figures)),  # noqa: E501
    Source(code="sdg-3-5-1", title="Goal 3.5.1 CSV", endings=(".csv",), mark=(goals.NEEDED[0],), read=lambda path, wish: goals.read_goals(path, wish.figures)),  # noqa: E501
    Source(code="cqc-directory", title="CQC directory", endings=(".csv",), mark=(cqc.DIRECTORY[0],), read=lambda path, wish: cqc.read_cqc_directory(path, wish.areas or None)),  # noqa: E501
    Source(code="cqc-hsca", title="CQC sheet of active locations", endings=(".csv", ".xlsx"), mark=(cqc.HSCA[0],), read=lambda path, wish: cqc.read_cqc_hsca(path, wish.areas or None)),  # noqa: E501
    Source(code="open-referral", title="Open Referral UK or HSDS", endings=(".json", ".zip"), read=_directory),
)
# fmt: on

SOURCES: Final[dict[str, Source]] = {one.code: one for one in _ALL}
"""Source by its code."""


def recognise(path: Path) -> Source | None:
    """Find out which kind of file this is, by its ending and, for a CSV file, by its header.

    Parameters
    ----------
    path : Path
        A file.

    Returns
    -------
    Source or None
        The kind; None where it is none of these, or more than one.

    Raises
    ------
    InputError
        If it has the ending of a CSV file and cannot be read as one.

    Examples
    --------
    >>> recognise(Path("study.qdpx")).code, recognise(Path("notes.txt"))
    ('refi-qda', None)
    """
    ending = path.suffix.lower()
    found = [one for one in SOURCES.values() if ending in one.endings]
    if ending == ".csv":
        for _, row in islice(csv_rows(path), HEADER_WITHIN):
            cells = {cell.strip().casefold() for cell in row}
            found = [one for one in SOURCES.values() if not cells.isdisjoint(map(str.casefold, one.mark))]
            if len(found) == 1:
                return found[0]
        return None
    return found[0] if len(found) == 1 and ending != ".xlsx" else None

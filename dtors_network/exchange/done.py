"""What an import is asked to do, and what it did."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from dtors_network.area_files.saving import Written
from dtors_network.exchange.kind import FileKind
from dtors_network.exchange.merge import Merge
from dtors_network.exchange.side_table import SideMerge
from dtors_network.model.area import Area
from dtors_network.model.codebook import Codebook
from dtors_network.model.pathway import Pathway


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is to be imported, and how: the parameters of :func:`~dtors_network.exchange.importing.import_file`.

    ``was`` holds the digests of the area's files as they were when it began.
    """

    form: FileKind
    file: Path
    into: Path
    given: Path | None = None
    kind: str = ""
    only: tuple[str, ...] = ()
    excerpts: bool = False
    key: Path | None = None
    replacing: bool = False
    codebook: Codebook | Path | None = None
    pathway: Pathway | Path | None = None
    was: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """What an import did.

    Attributes
    ----------
    area : Area
        The area as it is now.
    found : Merge
        What was added, changed and kept in the area's own tables.
    side : SideMerge or None
        What became of the table beside them; None where the file has nothing for one.
    is_new : bool
        True where the area was made.
    unmapped : tuple of (str, int)
        Codes of a study that stand for nothing yet, with their passages.
    notes : tuple of str
        What a user should know of how the file was read, and of what it cannot say.
    written : Written
        What was written; nothing of an area that was made.
    """

    area: Area
    found: Merge = field(default_factory=Merge)
    side: SideMerge | None = None
    is_new: bool = False
    unmapped: tuple[tuple[str, int], ...] = ()
    notes: tuple[str, ...] = ()
    written: Written = Written()

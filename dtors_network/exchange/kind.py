"""What a kind of file of others is: how it is recognised, read and written."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from dtors_network.area_files.codebook_yaml import shipped_codebook
from dtors_network.exchange.incoming import Incoming
from dtors_network.exchange.reading import Reading
from dtors_network.model.area import Area, Service
from dtors_network.model.codebook import Codebook

Head = Callable[[Sequence[str]], bool]
"""Whether a row is the header of such a file; of JSON, whether its keys at the top are."""


class Room(StrEnum):
    """What a kind of file gives to an area."""

    NETWORK = "services and links"
    STUDY = "barrier reports"
    REGISTER = "candidates"
    FIGURES = "published figures"


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
    given : Path or None
        The user's own file beside it: a network's column map, a study's key, what a directory's terms stand for.
    excerpts : bool
        True where the words of a study's passages are wanted.
    """

    codebook: Codebook = field(default_factory=shipped_codebook)
    services: tuple[Service, ...] = ()
    areas: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    given: Path | None = None
    excerpts: bool = False

    @property
    def figures(self) -> tuple[str | tuple[str, ...], ...] | None:
        """The areas whose figures are wanted; None for all."""
        return self.areas or ((self.own,) if self.own else None)


@dataclass(frozen=True, slots=True)
class Written:
    """The files of an export by their names, and what of the area they do not hold, in sentences."""

    files: Mapping[str, bytes]
    left_out: tuple[str, ...] = ()


Reader = Callable[[Path, Wish], Incoming | Reading]
Writer = Callable[[Area, str], Written]


@dataclass(frozen=True, slots=True, kw_only=True)
class FileKind:
    """One kind of file.

    Attributes
    ----------
    code, title : str
        What commands call it, and what people do.
    room : Room
        What it gives to an area.
    endings : tuple of str
        Of its files; to convert, the first kind of the registry that has an ending is meant by it.
    head : callable or None
        Tells its header from those of other kinds with the same ending; None where the ending is enough, or where it is
        what remains.
    read : callable or None
        From a file and a wish to what it gives; None for a kind that is only written.
    write : callable or None
        From an area and the name of a file to files; None for a kind that is only read.
    """

    code: str
    title: str
    room: Room
    endings: tuple[str, ...]
    head: Head | None = None
    read: Reader | None = None
    write: Writer | None = None


def holds(*names: str) -> Head:
    """Recognise a header by one of its columns, whatever the case and the blanks around it.

    >>> holds("Area Code")([" area code", "Value"]), holds("Area Code")(["Area"])
    (True, False)
    """
    wanted = {name.casefold() for name in names}
    return lambda row: not wanted.isdisjoint(cell.strip().casefold() for cell in row)

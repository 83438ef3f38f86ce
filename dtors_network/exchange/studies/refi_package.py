"""The files of the REFI-QDA standard, opened: a project (``.qdpx``), its bare document or a codebook (``.qdc``)."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from dtors_network.errors import refuse
from dtors_network.safe.bounds import bounded_bytes
from dtors_network.safe.text import read_bytes
from dtors_network.safe.xml_reading import LARGEST_XML, local, parse_xml
from dtors_network.safe.zip_bounds import ZipBounds, open_zip, read_entry
from dtors_network.safe.zip_parts import Parts, parts_of_people

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

NAMESPACE: Final = "urn:QDA-XML:"
BOUNDS: Final = ZipBounds(
    kind="project",
    fix="Export the project without its audio, video and pictures",
    largest_file=4_000_000_000,
    largest_content=8_000_000_000,
    most_entries=10_000,
)
LARGEST_TEXT: Final = 20_000_000
"""Bytes of one text; a longer one counts as missing."""

_EXPORT: Final = "Export it from the program for qualitative analysis as REFI-QDA project (.qdpx) or codebook (.qdc)"
_ROOTS: Final = ("Project", "CodeBook")


@dataclass(frozen=True, kw_only=True)
class Package:
    """An opened file: the root of its XML, and the texts that were exported with it."""

    root: Element
    archive: zipfile.ZipFile | None = field(default=None, repr=False)
    file: str

    def size(self, path: str) -> int | None:
        """Give the bytes of the text that a source names; None where it was not exported."""
        entry = self._entry(path)
        return None if entry is None else entry.file_size

    def text(self, path: str) -> str | None:
        """Read the text that a source names; None where it was not exported, or is no text."""
        entry = self._entry(path)
        if entry is None or self.archive is None:
            return None
        raw = read_entry(self.archive, entry, self.file, BOUNDS.kind)
        try:
            return raw.decode("utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
        except UnicodeDecodeError:
            return None

    def _entry(self, path: str) -> zipfile.ZipInfo | None:
        """Find the part of a path within the project, written with its scheme or without any."""
        scheme, mark, inside = path.strip().rpartition("://")
        if not inside or (mark and scheme.casefold() != "internal"):
            return None
        return self._parts.find(inside)

    @cached_property
    def _parts(self) -> Parts:
        entries = parts_of_people(self.archive.infolist()) if self.archive else []
        return Parts(one for one in entries if one.file_size <= LARGEST_TEXT)


@contextmanager
def open_package(path: Path) -> Iterator[Package]:
    """Open a project or a codebook for as long as it is read.

    A file that ends in ``.qdpx``, ``.qde`` or ``.qdc``, but its content decides what it is; refused where it is none,
    not whole, or out of bounds.
    """
    name = path.name
    if _is_packed(path):
        with open_zip(path, name, BOUNDS, _EXPORT) as archive:
            yield Package(root=_root(_document(archive, name), name), archive=archive, file=name)
    else:
        yield Package(root=_root(bounded_bytes(path, LARGEST_XML, BOUNDS.fix), name), file=name)


def children(element: Element | None, *names: str) -> list[Element]:
    """List the children of an element that bear one of some names; every child where none is given."""
    return [] if element is None else [child for child in element if not names or local(child) in names]


def child(element: Element | None, name: str) -> Element | None:
    """Find the first child of a name."""
    found = children(element, name)
    return found[0] if found else None


def guid(text: str | None) -> str:
    """Normalise an identifier: programs differ in case and braces."""
    return (text or "").strip().strip("{}").lower()


def _document(archive: zipfile.ZipFile, name: str) -> bytes:
    found = [entry for entry in parts_of_people(archive.infolist()) if entry.filename.lower().endswith(".qde")]
    if len(found) != 1:
        problem = f"a project holds one document that ends in .qde, and this one holds {len(found)}"
        refuse(name, problem, _EXPORT)
    if found[0].file_size > LARGEST_XML:
        refuse(name, f"the document of this project is larger than {LARGEST_XML:,} bytes", "Export a smaller project")
    return read_entry(archive, found[0], name, BOUNDS.kind)


def _root(raw: bytes, name: str) -> Element:
    root = parse_xml(raw, name)
    if not root.tag.startswith("{" + NAMESPACE) or local(root) not in _ROOTS:
        refuse(
            name, "this XML is neither a project nor a codebook of the REFI-QDA standard", _EXPORT, value=local(root)
        )
    return root


def _is_packed(path: Path) -> bool:
    if not path.is_file():
        read_bytes(path)  # says what is wrong
    try:
        with path.open("rb") as file:
            return file.read(2) == b"PK"
    except OSError:
        read_bytes(path)
        raise

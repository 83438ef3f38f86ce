"""The files that are given as replies: a mixed lot, each read by what it is, packed ones and those of folders too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Final
from zipfile import BadZipFile, ZipFile

from dtors_network.errors import Fault, InputError, faults_of
from dtors_network.rounds.form import AskedRound
from dtors_network.rounds.json_reply import raw_of_json
from dtors_network.rounds.reading import Raw
from dtors_network.rounds.xlsx_reply import raw_of_xlsx
from dtors_network.safe.text import read_bytes
from dtors_network.safe.zip_bounds import ZipBounds, open_zip, read_entry

PACKED: Final = ZipBounds(kind="packed file", fix="Unpack it, and give its files in smaller lots")
_OPENED: Final = (".xlsx", ".json", ".zip", ".txt", "")
"""Endings of files of a folder that are looked into; mail programs call a file of answers ``.txt``, or nothing."""
_LETTER: Final = "this is no reply, but may hold one"
_BY_HAND: Final = "Copy what it says into the workbook or the page that went out, and give that"
_UNREAD: Final = {
    **dict.fromkeys(
        (".ods", ".fods", ".xls", ".xlsm", ".xlsb", ".numbers", ".csv"),
        ("a form is read from an Excel workbook only", "Open it, save it as an Excel workbook (.xlsx), and give that"),
    ),
    **dict.fromkeys(
        (".html", ".htm", ".xhtml", ".mht", ".mhtml"),
        (
            "this is the form itself, which holds no answers",
            "Open it in a browser, press Save my answers, and give the file that this saves",
        ),
    ),
    **dict.fromkeys((".eml", ".msg"), (_LETTER, "Save what is attached to it, and give that")),
    **dict.fromkeys((".pdf", ".doc", ".docx", ".odt", ".rtf", ".png", ".jpg", ".jpeg", ".heic"), (_LETTER, _BY_HAND)),
}
_OTHER: Final = ("a reply is no such file", "Give the workbook (.xlsx), or the file of saved answers (.json)")
Unread = tuple[str, str]
"""The name of a file that was left out, and what to do if it should be a reply."""


@dataclass(frozen=True, slots=True)
class File:
    """A file that was given: its name, what it holds, and whether it came with others, in a folder or packed."""

    name: str
    content: bytes
    among_others: bool = False


def files_of(given: Iterable[Path]) -> tuple[list[File], list[Unread], list[Fault]]:
    """Read the files that are given, those of a folder by their names; and say which of a folder are left out.

    Raises
    ------
    InputError
        If a folder holds none that can be a reply.
    """
    found, unread, faults = list[File](), list[Unread](), list[Fault]()
    for path in given:
        inside = _inside(path) if path.is_dir() else [path]
        some = [one for one in inside if one == path or one.suffix.lower() in _OPENED]
        if not some:
            fix = "Put the workbooks, or the files of saved answers, into it"
            raise InputError([Fault("this folder holds no reply", fix, file=str(path))])
        for one in some:
            among = one != path
            faults += faults_of(lambda one=one, among=among: found.append(File(one.name, read_bytes(one), among)))  # type: ignore[misc]
        unread += [(one.name, _why(one.name)[1]) for one in inside if one not in some]
    return found, unread, faults


def _inside(folder: Path) -> list[Path]:
    return sorted(one for one in folder.rglob("*") if one.is_file() and not one.name.startswith((".", "~$")))


def unpacked(files: Iterable[File]) -> Iterator[File]:
    """Give files as they are, and what packed ones hold in their place.

    Raises
    ------
    InputError
        If a packed file is damaged or too large.

    Examples
    --------
    >>> [one.name for one in unpacked([File("answers.json", b"{}")])]
    ['answers.json']
    """
    for file in files:
        if Path(file.name).suffix.lower() != ".zip" or _is_workbook(file.content):
            yield file
            continue
        with open_zip(file.content, file.name, PACKED, "Pack it again, or give its files one by one") as archive:
            for entry in archive.infolist():
                name = Path(entry.filename).name
                hidden = name.startswith((".", "~$")) or entry.filename.startswith("__MACOSX/")
                if not entry.is_dir() and not hidden:
                    yield File(name, read_entry(archive, entry, file.name, PACKED.kind), among_others=True)


def kind_of(file: File) -> str:
    """Tell what a file is by its ending, or by what it holds where a mail program took that away; blank: no reply.

    Examples
    --------
    >>> kind_of(File("answers.json.txt", b' {"kind": 1}')), kind_of(File("notes.txt", b"Dear all"))
    ('.json', '')
    """
    ending = Path(file.name).suffix.lower()
    if ending in (".json", ".xlsx"):
        return ending
    if _is_workbook(file.content) and ending not in _UNREAD:
        return ".xlsx"
    starts_as_answers = file.content[:200].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")
    return ".json" if starts_as_answers and ending not in _UNREAD else ""


def _is_workbook(content: bytes) -> bool:
    """Tell whether an archive is itself a workbook; one that only holds workbooks is not."""
    if not content.startswith(b"PK\x03\x04"):
        return False
    try:
        with ZipFile(BytesIO(content)) as archive:
            return "xl/workbook.xml" in archive.namelist()
    except (BadZipFile, ValueError, NotImplementedError, OverflowError):
        return False


def raw_of(file: File, rounds: tuple[AskedRound, ...]) -> Raw:
    """Read what a file holds; the form itself, and any other file, is told as what it is.

    Raises
    ------
    InputError
        If it is no reply.
    """
    kind = kind_of(file)
    if kind == ".json":
        return raw_of_json(file.content, file.name)
    if kind == ".xlsx":
        return raw_of_xlsx(file.content, file.name, [asked.words["heads"] for asked in rounds])
    problem, fix = _why(file.name)
    raise InputError([Fault(problem, fix, file=file.name, value=Path(file.name).suffix.lower())])


def sorted_out(files: Iterable[File]) -> tuple[list[File], list[Unread]]:
    """Part files that are to be read from those that came with others and are no reply.

    Examples
    --------
    >>> letter, answers = File("letter.odt", b"x", among_others=True), File("a.json", b"{}")
    >>> read, left = sorted_out([letter, answers])
    >>> [one.name for one in read], left[0][0]
    (['a.json'], 'letter.odt')
    """
    read, left = list[File](), list[Unread]()
    for file in files:
        if file.among_others and not kind_of(file):
            left.append((file.name, _why(file.name)[1]))
        else:
            read.append(file)
    return read, left


def _why(name: str) -> tuple[str, str]:
    """Say why a file cannot be read, and what to do."""
    return _UNREAD.get(Path(name).suffix.lower(), _OTHER)

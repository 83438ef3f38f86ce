"""An area from its text: every fault of every table and every law, together."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from dtors_network.area_files.codebook_yaml import extend_codebook, shipped_codebook
from dtors_network.area_files.keys import Keys, area_values
from dtors_network.area_files.pathway_yaml import read_pathway, shipped_pathway, shipped_pathways
from dtors_network.area_files.rows import read_rows
from dtors_network.area_files.schema import OPTIONAL, TABLE, Table
from dtors_network.area_files.sheets import Sheet, header_faults, named_as_now
from dtors_network.errors import Fault, InputError
from dtors_network.model import laws
from dtors_network.model.area import Area, Organisation, Row, Service
from dtors_network.model.codebook import Codebook
from dtors_network.model.near import did_you_mean
from dtors_network.model.pathway import Pathway
from dtors_network.safe.yaml_reading import YamlText

_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaText:
    """Everything that was read of an area, as text.

    Attributes
    ----------
    keys : Keys
        What ``area.yaml`` or the sheet ``area`` says.
    sheets : dict of Sheet
        The tables that are there, by name.
    codebook, pathway : Path or YamlText
        Where codes and a reference of the user's own would be, which need not exist; or their text.
    faults : tuple of Fault
        What is wrong with the folder or the workbook as a whole.
    """

    keys: Keys
    sheets: dict[str, Sheet]
    codebook: Path | YamlText
    pathway: Path | YamlText
    faults: tuple[Fault, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "sheets", {name: named_as_now(name, sheet) for name, sheet in self.sheets.items()})


Reader = Callable[[Table, Sheet, Codebook], tuple[tuple[Row, ...], tuple[Fault, ...]]]
"""Turns a sheet into the rows of its table, as ``read_rows`` does."""


def assemble(
    text: AreaText, codebook: Codebook | Path | None, pathway: Pathway | Path | None, read: Reader = read_rows
) -> Area:
    """Build an area, or raise everything that is wrong with it.

    Parameters
    ----------
    text : AreaText
        What was read.
    codebook : Codebook, Path or None
        The codebook that the area's own codes extend, or a file that extends the shipped one.
    pathway : Pathway, Path or None
        The reference pathway, its file, or the id of a shipped one; the one that the area names where None.
    read : callable
        What reads the rows of a sheet: one that remembers sheets, where most of them are read again and again.

    Returns
    -------
    Area
        Lawful, with the origin of every row.

    Raises
    ------
    InputError
        With every fault, in reading order.
    """
    faults = list(text.faults)
    book = _codebook(text, codebook, faults)
    values, found = area_values(text.keys, book)
    faults += found
    judged_by = _pathway(text, values["reference_pathway"], pathway, book, faults)
    for name, sheet in text.sheets.items():
        values[name], found_in_sheet = read(TABLE[name], sheet, book)
        faults += found_in_sheet
    if _whole(text, book):
        area = _area(values, text, book, judged_by or shipped_pathway(shipped_pathways()[0]))
        faults += _of_laws(area, text.keys, faults)
        if not faults:
            return area
    raise InputError(_in_reading_order(faults, text))


def _codebook(text: AreaText, given: Codebook | Path | None, faults: list[Fault]) -> Codebook:
    """Put the codes together; where a file of them cannot be read, no other code can be judged."""
    files: list[Path | YamlText] = [
        *([given] if isinstance(given, Path) else []),
        *([text.codebook] if text.codebook.exists() else []),
    ]
    book = given if isinstance(given, Codebook) else shipped_codebook()
    for file in files:
        extended = _of_file(file, partial(extend_codebook, book), faults)
        if extended is None:
            sheets = [fault for sheet in text.sheets.values() for fault in sheet.faults]
            raise InputError(_in_reading_order([*faults, *text.keys.faults, *sheets], text))
        book = extended
    return book


def _area(values: dict[str, Any], text: AreaText, book: Codebook, pathway: Pathway) -> Area:
    given = OPTIONAL & text.sheets.keys()
    if not values.get("organisations"):
        values["organisations"] = organisations_of(values["services"])
    values["reference_pathway"] = pathway.id
    return Area(**values, tables=frozenset(given), codebook=book, pathway=pathway)


def organisations_of(services: Iterable[Service]) -> tuple[Organisation, ...]:
    """Take the organisations from the services, as is done where no table lists any.

    >>> clinic = Service(service="clinic", organisation="riverside", service_type="psychosocial")
    >>> [organisation.organisation for organisation in organisations_of([clinic])]
    ['riverside']
    """
    ids = dict.fromkeys(service.organisation for service in services if service.organisation)
    return tuple(Organisation(organisation=id_) for id_ in ids)


def _pathway(
    text: AreaText, named: str, given: Pathway | Path | None, book: Codebook, faults: list[Fault]
) -> Pathway | None:
    """Find the reference: the one given, else the area's own of that name, else the shipped one of that name."""
    if isinstance(given, Pathway):
        return given
    if given is not None and str(given) in shipped_pathways():
        return shipped_pathway(str(given))
    own = None
    file: Path | YamlText | None = given or (text.pathway if text.pathway.exists() else None)
    if file is not None:
        own = _of_file(file, lambda path: read_pathway(path, book), faults)
        if own is None or given or own.id == named:
            return own
    return _shipped(text, named, own, faults)


def _shipped(text: AreaText, named: str, own: Pathway | None, faults: list[Fault]) -> Pathway | None:
    if named in shipped_pathways():
        return shipped_pathway(named)
    if named:
        known = [*([own.id] if own else []), *shipped_pathways()]
        row = text.keys.rows.get("reference_pathway")
        fix = f"{did_you_mean(named, known)}, or put your own into {text.pathway.name}"
        problem = "there is no reference pathway of this id"
        faults.append(Fault(problem, fix, file=text.keys.file, row=row, column="reference_pathway", value=named))
    return None


def _of_file(path: Path | YamlText, read: Callable[[Path | YamlText], _Value], faults: list[Fault]) -> _Value | None:
    try:
        return read(path)
    except InputError as error:
        faults += error.faults
        return None


def _whole(text: AreaText, book: Codebook) -> bool:
    """Say whether every table is there with all its rows, so that what points at them can be judged."""
    needed = TABLE.keys() - OPTIONAL
    return needed <= text.sheets.keys() and all(
        sheet.whole and not header_faults(TABLE[name], sheet, book) for name, sheet in text.sheets.items()
    )


def _of_laws(area: Area, keys: Keys, faults: list[Fault]) -> list[Fault]:
    """Check the laws; a cell that could not be read has its fault already."""
    known = {(fault.file, fault.row, fault.column) for fault in faults}
    found = [_in_keys(fault, keys) if fault.file == "area" else fault for fault in laws.faults(area)]
    return [fault for fault in found if (fault.file, fault.row, fault.column) not in known]


def _in_keys(fault: Fault, keys: Keys) -> Fault:
    return replace(fault, file=keys.file, row=keys.rows.get(fault.column))


def _in_reading_order(faults: list[Fault], text: AreaText) -> list[Fault]:
    files = [text.keys.file, text.codebook.name, text.pathway.name, *(sheet.file for sheet in text.sheets.values())]
    place = {file: index for index, file in enumerate(files)}
    return sorted(faults, key=lambda fault: (place.get(fault.file, -1), fault.row or 0))

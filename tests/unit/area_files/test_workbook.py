"""A workbook: what its cells may hold, what it may be, and the whole of what the user is told otherwise."""

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from defusedxml import EntitiesForbidden
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from dtors_network.area_files.area_io import new_area, read_area, write_area
from dtors_network.area_files.codebook_yaml import shipped_codebook
from dtors_network.area_files.guide import HEADER
from dtors_network.errors import InputError
from dtors_network.model.bounds import Bounds
from dtors_network.model.vocabulary import SUPPRESSED
from tests.unit.area_files.minimal import ARRIVALS, told, write

COUNT = (
    "Write a whole number of 0 or more, a range such as 11..15, * for 1 to 4, or leave it blank where nobody counted"
)
PASTE = "Copy the cells and paste them as values (Paste special)"
RETYPE = "Format the column as Text, and type the id again"
SMALLER = "Keep only the sheets of the area, without pictures, and save it again"
PLAIN = "Save it as a plain Excel workbook (.xlsx)"
NUMBER_ID = "this id is a number or a date to the workbook, so that 007 would be 7"
HIDDEN = "this sheet is hidden. Show it; if it is not meant, delete or rename it"


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """Write the minimal area, with one arrival, as a workbook."""
    path = tmp_path / "map.xlsx"
    write_area(read_area(write(tmp_path / "area", arrivals=ARRIVALS + "gp,everyone,12\n")), path)
    return path


def change(path: Path, how: Callable[[Any], object]) -> Path:
    book = load_workbook(path)
    how(book)
    book.save(path)
    return path


def put(sheet: str, cell: str, value: object) -> Callable[[Any], object]:
    return lambda book: book[sheet].__setitem__(cell, value)


def hide(sheet: str, how: str) -> Callable[[Any], object]:
    return lambda book: setattr(book[sheet], "sheet_state", how)


def rename(sheet: str, title: str) -> Callable[[Any], object]:
    return lambda book: setattr(book[sheet], "title", title)


def merge(sheet: str, cells: str) -> Callable[[Any], object]:
    return lambda book: book[sheet].merge_cells(cells)


MERGED = "Unmerge them, and give each row its own value"


MISTAKES: dict[str, tuple[Callable[[Any], object], list[str]]] = {
    "a formula": (
        put("arrivals", "C2", "=1+1"),
        [f"map.xlsx, sheet arrivals, row 2, column count: this cell holds a formula (found '=1+1'). {PASTE}"],
    ),
    "a formula for an id": (
        put("services", "A2", "=A3"),
        [f"map.xlsx, sheet services, row 2, column service: this cell holds a formula (found '=A3'). {PASTE}"],
    ),
    "merged cells": (
        merge("services", "B2:B4"),
        [
            "map.xlsx, sheet services, row 2, column organisation: these cells are merged (B2:B4), so that only the "
            f"first holds a value (found 'hill'). {MERGED}"
        ],
    ),
    "merged cells of a column that is needed": (
        merge("statements", "A2:A3"),
        [
            "map.xlsx, sheet statements, row 2, column source: these cells are merged (A2:A3), so that only the first "
            f"holds a value (found 'gp'). {MERGED}"
        ],
    ),
    "an error": (
        put("arrivals", "C2", "#N/A"),
        [
            "map.xlsx, sheet arrivals, row 2, column count: this cell holds an error of the spreadsheet "
            "(found '#N/A'). Type the value, or clear the cell"
        ],
    ),
    "an id that is a number": (
        put("statements", "A2", 7),
        [f"map.xlsx, sheet statements, row 2, column source: {NUMBER_ID} (found '7'). {RETYPE}"],
    ),
    "an area's id that is a number": (
        put("area", "B2", 7),
        [f"map.xlsx, sheet area, row 2, column value: {NUMBER_ID} (found '7'). {RETYPE}"],
    ),
    "a count with a fraction": (
        put("arrivals", "C2", 12.5),
        [f"map.xlsx, sheet arrivals, row 2, column count: this is not a count (found '12.5'). {COUNT}"],
    ),
    "a date with a time": (
        put("area", "B6", datetime(2025, 4, 1, 3)),
        [
            "map.xlsx, sheet area, row 6, column period_start: this is not a date (found '2025-04-01 03:00:00'). "
            "Write year, month and day, such as 2025-09-30"
        ],
    ),
    "a hidden sheet": (hide("arrivals", "hidden"), [f"map.xlsx, sheet arrivals: {HIDDEN}"]),
    "a very hidden sheet": (hide("statements", "veryHidden"), [f"map.xlsx, sheet statements: {HIDDEN}"]),
    "a missing sheet": (
        lambda book: book.remove(book["statements"]),
        ["map.xlsx, sheet statements: this table is missing. Put statements into the workbook"],
    ),
    "no sheet area": (
        lambda book: book.remove(book["area"]),
        ["map.xlsx, sheet area: this table is missing. Put area into the workbook"],
    ),
    "a sheet of another name": (
        rename("statements", "Statements "),
        ["map.xlsx, sheet statements: this table is missing. Rename 'Statements '"],
    ),
    "no column value": (
        put("area", "B1", "what"),
        [
            "map.xlsx, sheet area, row 1, column value: this column is missing. "
            "Put key and value into row 1, and a key with its value into each further row"
        ],
    ),
    "a key twice": (
        put("area", "A4", "id"),
        ["map.xlsx, sheet area, row 4, column id: this key stands twice. Keep one of the two"],
    ),
    "an empty sheet": (
        lambda book: book["arrivals"].delete_rows(1, 9),
        ["map.xlsx, sheet arrivals: this table is empty. Put the names of the columns into row 1"],
    ),
    "a cell beyond the header": (
        put("arrivals", "F5", "x"),
        [
            "map.xlsx, sheet arrivals, row 5: this row has 6 cells, and the header 4. Name every column in row 1, "
            "and leave no cell out; in a CSV file, quote a cell that holds a comma"
        ],
    ),
    "a sheet as wide as no table": (
        put("arrivals", "ZZZ2", "x"),
        [
            "map.xlsx, sheet arrivals: this sheet has more than 1,000 columns or 1,048,576 rows. "
            "Copy the table's own cells into a new sheet, and delete this one"
        ],
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_told_whole(workbook: Path, mistake: str) -> None:
    how, faults = MISTAKES[mistake]
    assert told(change(workbook, how)) == faults


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        (12, 12),
        (12.0, 12),
        ("12", 12),
        ("*", SUPPRESSED),
        ("11..15", Bounds(11, 15)),
        (" 0..5 ", Bounds(0, 5)),
        (None, None),
        (0, 0),
    ],
)
def test_a_count_may_be_a_number_or_text(workbook: Path, cell: object, read: object) -> None:
    area = read_area(change(workbook, put("arrivals", "C2", cell)))
    assert area.arrivals[0].count == read


def test_dates_and_truths_may_be_what_a_spreadsheet_makes_of_them(workbook: Path) -> None:
    change(workbook, put("area", "B6", datetime(2025, 4, 1)))
    change(workbook, put("area", "B7", date(2026, 3, 31)))
    area = read_area(change(workbook, put("area", "B10", True)))
    assert (area.period_start, area.period_end) == (date(2025, 4, 1), date(2026, 3, 31))
    assert area.services_complete


def test_a_number_in_a_column_of_text_is_its_text(workbook: Path) -> None:
    area = read_area(change(workbook, put("statements", "G2", 7)))
    assert area.statements[0].reporter == "7"


def test_sheets_that_are_no_tables_are_left_alone_even_hidden(workbook: Path) -> None:
    change(workbook, lambda book: book.create_sheet("Workings").append(["=1/0"]))
    assert read_area(change(workbook, hide("Workings", "hidden"))).name == "Small"


@pytest.mark.parametrize("cells", ["Z1:Z9", "B9:C12", "T2:T4"])
def test_merged_cells_that_hold_nothing_are_no_fault(workbook: Path, cells: str) -> None:
    assert read_area(change(workbook, merge("services", cells))).service.keys() == {"gp", "clinic", "next"}


@pytest.mark.parametrize("ref", ["$B$2:$B$3", "B2:XFD1048576"])
def test_merged_cells_are_found_whatever_the_xml_looks_like(workbook: Path, ref: str) -> None:
    marks = f'<x:mergeCells xmlns:x="u"><x:mergeCell  a="" ref=\'{ref}\'/></x:mergeCells></worksheet>'.encode()
    names = load_workbook(workbook).sheetnames
    sheet = f"xl/worksheets/sheet{names.index('services') + 1}.xml"
    (line,) = told(part(workbook, sheet, lambda xml: xml.replace(b"</worksheet>", marks)))
    assert line.startswith("map.xlsx, sheet services, row 2, column organisation: these cells are merged (B2:")


def test_a_sheet_that_misstates_its_size_is_read_whole(workbook: Path) -> None:
    part(
        workbook, "xl/worksheets/sheet2.xml", lambda xml: xml.replace(b'<dimension ref="A1:S4"', b'<dimension ref="A1"')
    )
    assert len(read_area(workbook).services) == 3


def part(path: Path, name: str, how: Callable[[bytes], bytes]) -> Path:
    """Change one part of a workbook, or add it."""
    with zipfile.ZipFile(path) as archive:
        parts = {entry: archive.read(entry) for entry in archive.namelist()}
    parts[name] = how(parts.get(name, b""))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for entry, content in parts.items():
            archive.writestr(entry, content)
    path.write_bytes(out.getvalue())
    return path


def test_macros_are_told(workbook: Path) -> None:
    part(workbook, "xl/vbaProject.bin", lambda _: b"x")
    assert told(workbook) == [f"map.xlsx: this workbook holds macros. {PLAIN}, which cannot hold any"]


@pytest.mark.parametrize(
    ("size", "problem"),
    [
        (60_000_000, "this workbook unpacks to more than 200 times its size"),
        (110_000_000, "this workbook unpacks to more than 100,000,000 bytes"),
    ],
)
def test_a_bomb_is_told_before_it_is_opened(workbook: Path, size: int, problem: str) -> None:
    part(workbook, "xl/media/image1.png", lambda _: bytes(size))
    assert told(workbook) == [f"map.xlsx: {problem}. {SMALLER}"]


def test_a_row_beyond_any_spreadsheet_ends_the_reading(workbook: Path) -> None:
    part(workbook, "xl/worksheets/sheet4.xml", lambda xml: xml.replace(b'<row r="2"', b'<row r="99999999999"'))
    assert told(workbook)[0].startswith("map.xlsx, sheet arrivals: this sheet has more than 1,000 columns or 1,048,576")


@pytest.mark.parametrize(
    ("content", "problem", "fix"),
    [
        (b"", "this is not an Excel workbook", PLAIN),
        (b"service,count", "this is not an Excel workbook", PLAIN),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            "this workbook has a password, or the old .xls format",
            f"{PLAIN}, without a password",
        ),
        (bytes(20_000_001), "this workbook is larger than 20,000,000 bytes", SMALLER),
    ],
    ids=["empty", "text", "locked", "large"],
)
def test_what_is_no_workbook_is_told(tmp_path: Path, content: bytes, problem: str, fix: str) -> None:
    path = tmp_path / "map.xlsx"
    path.write_bytes(content)
    assert told(path) == [f"map.xlsx: {problem}. {fix}"]


def test_too_many_parts_are_told(workbook: Path) -> None:
    with zipfile.ZipFile(workbook, "a") as archive:
        for index in range(1_001):
            archive.writestr(f"xl/media/{index}.png", b"")
    assert told(workbook) == [f"map.xlsx: this workbook is packed from more than 1,000 parts. {SMALLER}"]


def test_a_broken_workbook_is_told(workbook: Path) -> None:
    part(workbook, "xl/worksheets/sheet2.xml", lambda xml: xml[:-40])
    assert told(workbook) == [
        "map.xlsx: this workbook cannot be read (ParseError). "
        "Open it in a spreadsheet program, and save it again as .xlsx"
    ]


def test_entities_of_xml_are_refused_unread(workbook: Path) -> None:
    part(workbook, "xl/worksheets/sheet2.xml", lambda xml: b'<!DOCTYPE x [<!ENTITY a "b">]>' + xml)
    with pytest.raises(InputError) as caught:
        read_area(workbook)
    assert isinstance(caught.value.__cause__, ValueError)
    assert isinstance(caught.value.__cause__.__context__, EntitiesForbidden)


def test_text_is_marked_as_text_and_never_run(workbook: Path, tmp_path: Path) -> None:
    services = "service,service_type,name\n007,gp,=1+1\nx,gp,#N/A\n"
    area = write(tmp_path / "odd", services=services, statements="source,target,end,says\n")
    write_area(read_area(area), tmp_path / "odd.xlsx")
    sheet = load_workbook(tmp_path / "odd.xlsx")["services"]
    assert [(sheet[cell].value, sheet[cell].data_type) for cell in ("A2", "C2", "C3")] == [
        ("007", "s"),
        ("=1+1", "s"),
        ("#N/A", "s"),
    ]
    assert sheet["C2"].quotePrefix
    assert sheet["A2"].number_format == "@"


@pytest.fixture
def template(tmp_path: Path) -> Any:
    new_area(tmp_path / "new.xlsx")
    return load_workbook(tmp_path / "new.xlsx")


def offers(sheet: Worksheet) -> dict[str, str]:
    return {str(offer.sqref): str(offer.formula1) for offer in sheet.data_validations.dataValidation}


def test_an_empty_workbook_has_drop_downs(template: Any) -> None:
    services = offers(template["services"])
    header = [cell.value for cell in template["services"][1]]
    column = "ABCDEFGHIJKLMNOPQRS"[header.index("service_type")]
    sheet, place = services[f"{column}2:{column}5000"].removeprefix("=").split("!")
    listed = [cell.value for (cell,) in template[sheet][place.replace("$", "")]]
    assert listed == list(shipped_codebook().service_type)
    assert offers(template["statements"])["A2:A5000"] == "=services!$A$2:$A$5000"
    assert "B9" in offers(template["area"])


def test_an_empty_workbook_has_a_guide_with_examples(template: Any) -> None:
    rows = [tuple(cell or "" for cell in row) for row in template["guide"].iter_rows(values_only=True)]
    assert HEADER in rows
    assert ("referrals", "kept_by_sender") in [row[:2] for row in rows]
    assert [[cell.value for cell in row] for row in template["arrivals"].iter_rows()] == [
        ["service", "client_group", "count", "reached_aftercare"]
    ]


def test_a_cell_for_a_count_says_what_may_stand_in_it(workbook: Path) -> None:
    offers = load_workbook(workbook)["arrivals"].data_validations.dataValidation
    helped = {
        str(offer.cells.sqref if hasattr(offer.cells, "sqref") else offer.cells): offer
        for offer in offers
        if offer.prompt
    }
    assert [cells.split(":")[0] for cells in helped] == ["C2", "D2"]
    assert all("11..15" in offer.prompt and offer.type in (None, "none") for offer in helped.values())

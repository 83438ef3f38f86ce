"""The register suggests services: marks, no names of people, and never that it is a map."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from dtors_network.area_files.csv_tables import csv_text
from dtors_network.errors import InputError
from dtors_network.exchange.registers.candidates import A_PERSON, Mark
from dtors_network.exchange.registers.cqc import DIRECTORY, HSCA, read_cqc_directory, read_cqc_hsca
from dtors_network.exchange.registers.cqc_locations import NOT_A_MAP
from dtors_network.model.vocabulary import Sector

STRONG_COLUMN = "Service type - Community based services for people who misuse substances"
RESIDENTIAL = "Regulated activity - Accommodation for persons who require treatment for substance misuse"
WEAK_COLUMN = "Service user band - People who misuse drugs and alcohol"
SHEET = [
    *HSCA, "Registered manager", "Provider Type/Sector", "Provider Charity Number", "Provider Ownership Type",
    "Primary ID (Dual registration locations)", STRONG_COLUMN, RESIDENTIAL, WEAK_COLUMN,
]  # fmt: skip


def directory(folder: Path, *rows: list[str], preamble: int = 4) -> Path:
    place = folder / "directory.csv"
    above = [["CQC Locations data", *[""] * 6]] * preamble
    place.write_bytes(csv_text([*above, list(DIRECTORY), *rows]).replace("\n", "\r\n").encode())
    return place


def location(number: str, types: str, specialisms: str = "", provider: str = "Example CIC") -> list[str]:
    return [f"1-{number}", f"Hub {number}", types, specialisms, provider, "Kirklees", "1-900"]


def sheet(*rows: dict[str, str]) -> list[list[str]]:
    blank = {"Location Name": "Hub", "Dormant (Y/N)": "N", "Location Local Authority": "Kirklees", "Provider ID": "1-9"}
    return [["about this file"], SHEET, *[[{**blank, **row}.get(name, "") for name in SHEET] for row in rows]]


def test_marks_come_from_the_registers_words_and_unmarked_locations_are_left_out(tmp_path: Path) -> None:
    place = directory(
        tmp_path,
        location("1", "Community services - Substance abuse|Homecare agencies"),
        location("2", "Rehabilitation (substance abuse)"),
        location("3", "Residential homes", "Dementia|Substance misuse problems"),
        location("4", "Dentist", "Services for everyone"),
        location("5", "Rehabilitation (substance abuse)|Community services - Substance abuse"),
    )
    found = read_cqc_directory(place)
    assert [(one.service.service, one.mark, one.service.service_type) for one in found.candidates] == [
        ("cqc_1-1", Mark.STRONG, ""),
        ("cqc_1-2", Mark.STRONG, "residential_rehabilitation"),
        ("cqc_1-3", Mark.WEAK, ""),
        ("cqc_1-5", Mark.STRONG, ""),
    ]
    assert found.cautions == (
        NOT_A_MAP,
        "1 candidate has a weak mark only: ordinary care homes carry it too",
        "3 candidates need a service type: the register does not tell which treatment they give",
        "1 location has no mark, and makes no row",
    )
    assert [(one.organisation, one.name) for one in found.organisations] == [("cqc_1-900", "Example CIC")]


def test_the_header_is_found_wherever_it_stands(tmp_path: Path) -> None:
    row = location("1", "Rehabilitation (substance abuse)")
    for lines in (0, 1, 20):
        assert len(read_cqc_directory(directory(tmp_path, row, preamble=lines)).candidates) == 1


def test_a_provider_who_is_a_person_has_no_name(tmp_path: Path) -> None:
    row = location("1", "Rehabilitation (substance abuse)", provider="Mrs Jo Bloggs")
    found = read_cqc_directory(directory(tmp_path, row))
    assert found.organisations[0].name == A_PERSON
    assert "Bloggs" not in repr(found)


def test_an_authority_that_is_not_there_is_told_with_the_nearest(tmp_path: Path) -> None:
    place = directory(tmp_path, location("1", "Rehabilitation (substance abuse)"))
    assert len(read_cqc_directory(place, ["kirklees"]).candidates) == 1
    with pytest.raises(InputError, match=r"\(found 'Kirkless'\). Did you mean 'Kirklees'\?"):
        read_cqc_directory(place, ["Kirkless"])


def test_blank_ids_are_told_all_at_once(tmp_path: Path) -> None:
    row = location("1", "Rehabilitation (substance abuse)")
    with pytest.raises(InputError) as stopped:
        read_cqc_directory(directory(tmp_path, ["", *row[1:]], [row[0], "", *row[2:]]))
    assert [(fault.row, fault.problem) for fault in stopped.value.faults] == [
        (6, "the location of this row is blank, and it must not be"),
        (7, "the name of this row is blank, and it must not be"),
    ]


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_the_sheet_of_active_locations_is_read_either_way(tmp_path: Path, ending: str) -> None:
    rows = sheet(
        {"Location ID": "1-1", STRONG_COLUMN: "Y", "Registered manager": "Bloggs, Jo", "Provider Charity Number": "12"},
        {"Location ID": "1-2", RESIDENTIAL: "Y", "Provider Name": "Jo Bloggs", "Provider Ownership Type": "Individual"},
        {"Location ID": "1-3", WEAK_COLUMN: "Y", "Provider Type/Sector": "NHS Healthcare Organisation"},
        {"Location ID": "1-4", STRONG_COLUMN: "Y", "Dormant (Y/N)": "Y"},
        {"Location ID": "1-5", STRONG_COLUMN: "Y", "Primary ID (Dual registration locations)": "1-1"},
        {"Location ID": "1-6"},
    )
    for number, row in enumerate(rows[2:], start=1):
        row[SHEET.index("Provider ID")] = f"1-9{number}"
    place = tmp_path / f"locations{ending}"
    if ending == ".csv":
        place.write_text(csv_text(rows), encoding="utf-8")
    else:
        book = Workbook()
        book.active.title = "HSCA_Active_Locations"
        for row in rows:
            book.active.append(row)
        book.save(place)
    found = read_cqc_hsca(place)
    assert [(one.service.service, one.mark, one.service.service_type) for one in found.candidates] == [
        ("cqc_1-1", Mark.STRONG, ""),
        ("cqc_1-2", Mark.STRONG, "residential_rehabilitation"),
        ("cqc_1-3", Mark.WEAK, ""),
    ]
    assert [one.sector for one in found.organisations] == [Sector.VOLUNTARY, None, Sector.NHS]
    assert "Bloggs" not in repr(found)
    assert "2 locations are dormant or stand under another id as well, and left out" in found.cautions


def test_a_workbook_without_the_sheet_is_told(tmp_path: Path) -> None:
    place = tmp_path / "other.xlsx"
    Workbook().save(place)
    with pytest.raises(InputError, match="no row holds the column 'Location ID'"):
        read_cqc_hsca(place)


def test_merged_cells_below_the_header_are_told_and_titles_above_it_are_not(tmp_path: Path) -> None:
    book = Workbook()
    book.active.title = "HSCA_Active_Locations"
    book.active.append(["Active locations of the register"])
    book.active.merge_cells("A1:D1")
    for row in sheet({"Location ID": "1-1", STRONG_COLUMN: "Y"}, {"Location ID": "1-2", STRONG_COLUMN: "Y"}):
        book.active.append(row)
    place = tmp_path / "locations.xlsx"
    book.save(place)
    assert len(read_cqc_hsca(place).candidates) == 2
    column = SHEET.index("Location Local Authority") + 1
    book.active.merge_cells(start_row=3, end_row=4, start_column=column, end_column=column)
    book.save(place)
    with pytest.raises(InputError) as stopped:
        read_cqc_hsca(place)
    assert [(fault.row, fault.column) for fault in stopped.value.faults] == [(3, "Location Local Authority")]
    assert "merged (" in str(stopped.value)


def test_an_id_in_rows_that_differ_is_named_and_one_that_stands_twice_alike_is_not(tmp_path: Path) -> None:
    first = location("1", "Rehabilitation (substance abuse)")
    other = location("1", "Community services - Substance abuse")
    assert not [told for told in read_cqc_directory(directory(tmp_path, first, first)).cautions if "1-1" in told]
    told = "1 location id stands in rows that differ, of which the first is taken: 1-1"
    assert told in read_cqc_directory(directory(tmp_path, first, other)).cautions

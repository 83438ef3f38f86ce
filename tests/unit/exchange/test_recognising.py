"""A file is known for what it is, by its ending, its header, its keys or its sheets; what may be anything is not."""

import json
from pathlib import Path

import pytest
from openpyxl import Workbook

from dtors_network.area_files.area_io import write_area
from dtors_network.errors import InputError
from dtors_network.examples import small_area
from dtors_network.exchange.recognising import kind_of, recognise
from dtors_network.exchange.registry import KINDS, NETWORKS

HEADERS = {
    "viewit": "ReportingPeriod,Area,sex,age_group,drug_group,n",
    "fingertips": "Indicator ID,Indicator Name,Area Code,Area Name,Value",
    "sdg-3-5-1": "Observation status,Local authority,Year,Series,Drug group,Units,Value",
    "cqc-directory": "CQC Location ID (for office use only),Name,Service types,Provider name",
    "cqc-hsca": "Location ID,Location Name,Dormant (Y/N),Location Type/Sector,Label",
    "gephi": "Source,Target,Type,Weight",
}


def code_of(path: Path) -> str:
    found = recognise(path)
    return found.code if found else ""


def workbook(path: Path, sheets: dict[str, list[list[str]]]) -> Path:
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


@pytest.mark.parametrize("code", NETWORKS)
def test_what_is_written_in_a_format_is_recognised_as_it(code: str, tmp_path: Path) -> None:
    write = NETWORKS[code].write
    assert write is not None
    for name, content in write(small_area(), f"map{NETWORKS[code].endings[0]}").files.items():
        (tmp_path / name).write_bytes(content)
        assert code_of(tmp_path / name) == code


@pytest.mark.parametrize("code", HEADERS)
@pytest.mark.parametrize("above", ["", "\n"])
def test_a_csv_file_is_recognised_by_its_header_whatever_its_case(code: str, above: str, tmp_path: Path) -> None:
    for header in (HEADERS[code], HEADERS[code].upper()):
        (tmp_path / "any.csv").write_text(f"{above}{header}\n" + ",".join("1" for _ in header.split(",")) + "\n")
        assert code_of(tmp_path / "any.csv") == (code if above == "" or code != "gephi" else "")


def test_a_publisher_may_put_words_above_a_header_and_a_network_have_other_separators(
    tmp_path: Path,
) -> None:
    (tmp_path / "a.csv").write_text("Figures, from Source\n\nindicator id,Indicator Name\n1,x\n")
    (tmp_path / "b.csv").write_text("Id;Label\n1;Hub\n")
    (tmp_path / "c.csv").write_text("From\tTo\na\tb\n")
    (tmp_path / "d.csv").write_bytes('\ufeff"Source";"Target";"Note, long"\r\n"a";"b";"x, y"\r\n'.encode())
    (tmp_path / "e.csv").write_text("Figures; of May; from us\nIndicator ID,Indicator Name\n1,x\n")
    told = [code_of(tmp_path / f"{name}.csv") for name in "abcde"]
    assert told == ["fingertips", "gephi", "gephi", "gephi", "fingertips"]


def test_json_is_told_by_its_keys(tmp_path: Path) -> None:
    for name, document in {"kumu": {"elements": []}, "open-referral": {"id": "1", "name": "Hub"}}.items():
        (tmp_path / "a.json").write_text(json.dumps(document))
        assert code_of(tmp_path / "a.json") == name
    (tmp_path / "a.json").write_text("[1, 2")
    with pytest.raises(InputError, match=r"a\.json.*not whole JSON"):
        recognise(tmp_path / "a.json")


def test_workbooks_are_told_by_their_sheets_and_headers(tmp_path: Path) -> None:
    below = [["Published in May"], [], HEADERS["cqc-hsca"].split(",")]
    place = tmp_path / "book.xlsx"
    told = [
        code_of(workbook(place, {"README": [["Words"]], "HSCA_Active_Locations": below})),
        code_of(workbook(place, {"Elements": [["Label", "Type"]], "Connections": [["From", "To"]]})),
        code_of(workbook(place, {"People": [["Name", "Type"]], "Ties": [["Source", "Target"]]})),
        code_of(workbook(place, {"Sheet1": [["Month", "Referred"], ["May", "3"]]})),
    ]
    assert told == ["cqc-hsca", "kumu-sheets", "polinode", ""]


def test_folders_are_told_by_their_tables(tmp_path: Path) -> None:
    assert recognise(tmp_path) is None
    (tmp_path / "services.csv").write_text("id,name,status\n")
    assert code_of(tmp_path) == "open-referral"
    (tmp_path / "edges.csv").write_text("Source,Target\n")
    assert code_of(tmp_path) == "gephi"


@pytest.mark.parametrize("name", ["ours", "ours.xlsx"])
def test_an_area_is_no_file_of_another_program(name: str, tmp_path: Path) -> None:
    write_area(small_area(), tmp_path / name)
    with pytest.raises(InputError, match="this is an area itself"):
        kind_of(tmp_path / name)


@pytest.mark.parametrize("name", ["map.docx", "map", "map.json", "map.xlsx", "map.csv", "map.zip", "map.gexf"])
def test_what_is_not_there_is_told_as_such(name: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is no such file"):
        kind_of(tmp_path / name)


def test_what_may_be_anything_is_not_guessed(tmp_path: Path) -> None:
    for text in ("a,b\n1,2\n", "id,value\n1,2\n", ""):
        (tmp_path / "a.csv").write_text(text)
        if text:
            with pytest.raises(InputError, match="nothing in this file says of which kind it is"):
                kind_of(tmp_path / "a.csv")
    (tmp_path / "notes.txt").write_text("words")
    with pytest.raises(InputError, match="nothing in this file says"):
        kind_of(tmp_path / "notes.txt")


def test_every_kind_that_shares_an_ending_can_be_told_from_the_others() -> None:
    for ending in {ending for kind in KINDS.values() for ending in kind.endings}:
        several = [kind for kind in KINDS.values() if ending in kind.endings]
        assert sum(kind.head is None for kind in several) <= 1

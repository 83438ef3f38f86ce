"""The samples of the register are read: every row is looked at, and only what the register marks is suggested."""

import csv
from pathlib import Path

import pytest

from dtors_network.area_files.csv_tables import csv_text
from dtors_network.exchange.registers.candidates import Mark
from dtors_network.exchange.registers.cqc import read_cqc_directory, read_cqc_hsca

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT.parent / "shared" / "samples" / "cqc"
pytestmark = pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples of the register are not here")


def test_the_directory_as_published() -> None:
    (place,) = SAMPLES.glob("cqc_directory*.csv")
    lines = list(csv.reader(place.read_text(encoding="utf-8-sig").splitlines()))
    header = next(line for line in lines if "CQC Location ID (for office use only)" in line)
    rows = [dict(zip(header, line, strict=True)) for line in lines[lines.index(header) + 1 :] if any(line)]
    marked = [row for row in rows if "ubstance" in row["Service types"] + row["Specialisms/services"]]
    found = read_cqc_directory(place)
    assert 0 < len(marked) < len(rows)
    assert [one.service.name for one in found.candidates] == [row["Name"] for row in marked]
    assert [dict(one.service.extra)["cqc_location"] for one in found.candidates] == [
        row["CQC Location ID (for office use only)"] for row in marked
    ]
    assert {one.mark for one in found.candidates} == {Mark.STRONG}
    assert [one.name for one in found.organisations] == [row["Provider name"] for row in marked]


def test_the_published_columns_of_active_locations_are_understood(tmp_path: Path) -> None:
    columns = (SAMPLES / "hsca_active_locations_headers_2026.txt").read_text(encoding="utf-8").split("\n")
    columns = [column for column in columns if column]
    about = [column for column in columns if "substance" in column or "misuse" in column]
    assert len(columns) == 122 and len(about) == 5
    common = {
        "Location Name": "Hub", "Provider ID": "1-9", "Provider Name": "Example",
        "Location Local Authority": "Kirklees", "Registered manager": "Bloggs, Jo",
        "Provider Nominated Individual Name": "Bloggs, Jo", "Provider Main Partner Name": "Bloggs, Jo",
    }  # fmt: skip
    rows = [{**common, "Location ID": f"1-{number}", column: "Y"} for number, column in enumerate(columns[60:118])]
    place = tmp_path / "locations.csv"
    place.write_text(csv_text([columns, *[[row.get(name, "") for name in columns] for row in rows]]), encoding="utf-8")
    found = read_cqc_hsca(place)
    assert len(found.candidates) == len(about)
    assert sorted(word for one in found.candidates for word in one.why) == sorted(
        column.partition(" - ")[2] for column in about
    )
    assert "Bloggs" not in repr(found)

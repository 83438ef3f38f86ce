"""Extracts of treatment providers through the shipped map: nothing that names people is read, and codes are told."""

from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path

import pytest

from dtors_network.area_files.area_io import read_area, write_area
from dtors_network.errors import InputError
from dtors_network.records.into import Asked, records_into
from dtors_network.records.record_map import read_maps, shipped_maps

SAMPLES = Path(__file__).resolve().parents[4] / "shared" / "samples" / "ndtms_provider"
HEAD = "FINITIAL,SINITIAL,DOB,SEX,PC,CLIENT,CLIENTID,AGNCY,RFLS,REFMODDT,MODST,MODEND,DISRSN,MODAL"
ROWS = (
    "Q,Z,01/02/1980,1,N1 1AA,REF-1,77,AG1,3,01/03/2025,08/03/2025,01/06/2025,80,94",
    "Q,Z,01/02/1980,1,N1 1AA,REF-1,77,AG1,3,01/03/2025,08/03/2025,01/06/2025,80,95",
    "Q,Z,01/02/1980,1,N1 1AA,REF-1,77,AG2,1,02/06/2025,10/06/2025,NA,NA,96",
    "Y,X,03/04/1990,2,N2 2BB,REF-2,78,AG1,24,01/03/2025,05/03/2025,01/04/2025,85,94",
    "Y,X,03/04/1990,2,N2 2BB,REF-3,NA,AG1,24,01/03/2025,05/03/2025,01/04/2025,85,94",
)
OWN = 'values:\n  service: {AG1: clinic, AG2: care}\n  source: {"3": gp}\n'


def asked(folder: Path, area, rows=ROWS, own: str = OWN) -> Asked:
    write_area(area, folder / "area")
    cells = [f'"{cell}"' for cell in HEAD.split(",")]
    body = [",".join(f'"{cell}"' for cell in row.split(",")) for row in rows]
    (folder / "ndtms.csv").write_text("\r\n".join([",".join(cells), *body, ""]), encoding="utf-8")
    (folder / "own.yaml").write_text(own, encoding="utf-8")
    return Asked((folder / "ndtms.csv",), folder / "area", maps=("ndtms", str(folder / "own.yaml")))


def test_episodes_of_providers_become_counts(area, tmp_path):
    _, counted = records_into(asked(tmp_path, area))
    found = read_area(tmp_path / "area")
    assert {(row.service, row.count, row.reached_aftercare) for row in found.arrivals} == {
        ("gp", 1, 1), ("clinic", 1, 0),
    }  # fmt: skip
    links = {(row.source, row.target): row for row in found.referrals}
    assert set(links) == {("gp", "clinic"), ("clinic", "care")}
    assert links["gp", "clinic"].wait_median_days == 7.0
    assert all(row.starts_only and row.referred is None for row in found.referrals)
    assert {(row.service, row.planned.value, row.count) for row in found.departures} == {("clinic", "no", 1)}
    assert [(row, reason.split(":")[0]) for _, row, reason in counted.set_aside.iter_rows()] == [
        (3, "the same again"), (6, "nobody is named"),
    ]  # fmt: skip


def test_categories_that_are_no_service_are_listed_and_their_episodes_counted(area, tmp_path):
    _, counted = records_into(asked(tmp_path, area))
    assert [(one.column, one.name, one.rows) for one in counted.readings.strangers] == [
        ("source", "24", 2), ("source", "1", 1),
    ]  # fmt: skip


def test_nothing_that_names_people_is_kept_or_shown(area, tmp_path):
    once = asked(tmp_path, area)
    done = subprocess.run(
        [sys.executable, "-m", "dtors_network", "count", str(once.paths[0]), "--into", str(once.into),
         "--map", "ndtms", "--map", str(tmp_path / "own.yaml")],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "In the column source these are no service: 24 (2 rows), 1 (1 row)." in done.stdout.replace("\n", " ")
    kept = done.stdout + "".join(
        path.read_text("utf-8-sig") for path in (tmp_path / "area").rglob("*") if path.is_file()
    )
    for secret in ("REF-1", "REF-2", "01/02/1980", "N1 1AA", "1980-02-01"):
        assert secret not in kept


def test_a_code_that_no_data_set_has_is_told(area, tmp_path):
    with pytest.raises(InputError) as caught:
        records_into(asked(tmp_path, area, rows=(ROWS[0].replace(",80,94", ",555,94"),)))
    assert [(fault.column, fault.value) for fault in caught.value.faults] == [("planned", "555")]


def test_a_map_that_is_neither_there_nor_shipped_is_told():
    with pytest.raises(InputError, match="name a shipped map: event_log, ndtms"):
        read_maps(["ntdms"], ("person",))


def test_what_a_later_map_says_goes_over_an_earlier_one(tmp_path):
    (tmp_path / "own.yaml").write_text("columns: {service: MODAL}\nvalues: {planned: {'80': no}}\n", encoding="utf-8")
    both = read_maps(["ndtms", str(tmp_path / "own.yaml")], ("person", "service", "planned", "source", "referred_on",
                                                             "started_on", "left_on"))  # fmt: skip
    assert both.columns["service"] == ("MODAL",)
    assert both.columns["person"] == ("CLIENTID",)
    assert (both.value("planned", "80"), both.value("planned", "81"), both.value("planned", "NA")) == ("no", "yes", "")


@pytest.mark.skipif(not SAMPLES.exists(), reason="the samples do not lie beside this checkout")
def test_every_discharge_reason_of_the_published_grouping_is_mapped():
    text = shipped_maps()["ndtms"].read_text(encoding="utf-8")
    with (SAMPLES / "ndtms_discharge_reason_groups.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    known = read_maps(["ndtms"], ("person", "service", "planned", "source", "referred_on", "started_on", "left_on"))
    assert len(rows) > 90
    for row in rows:
        word = known.value("planned", row["code"])
        assert word in ("yes", "no", "unknown"), row
        assert (word == "yes") == (row["successful_completion"] == "Y"), row
    with (SAMPLES / "ndtms_dataset_K_headers.csv").open(encoding="utf-8") as file:
        headers = {row["header"] for row in csv.DictReader(file)}
    assert {"CLIENTID", "AGNCY", "RFLS"} <= headers
    assert not {"FINITIAL", "SINITIAL", "DOB", "SEX", "PC", "CLIENT"} & {
        name for names in known.columns.values() for name in names
    }
    assert text.isascii()

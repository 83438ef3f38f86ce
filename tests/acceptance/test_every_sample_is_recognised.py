"""Every sample of the kinds of file that have a reader is recognised by itself, and read through the registry."""

from pathlib import Path

import pytest

from dtors_network.area_files.codebook_yaml import shipped_codebook
from dtors_network.area_files.rows import read_rows
from dtors_network.area_files.schema import TABLE
from dtors_network.area_files.sheets import lay_out
from dtors_network.exchange.kind import Wish
from dtors_network.exchange.recognising import recognise
from dtors_network.exchange.registry import KINDS
from dtors_network.exchange.row_cells import row_cells

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT.parent / "shared" / "samples"
MEANT = {
    "refi_qda/atlas_ti_8.qdpx": "refi-qda",
    "refi_qda/hand_authored.qdpx": "refi-qda",
    "ndtms_public/ViewIt Export Data_LAs.csv": "viewit",
    "ndtms_public/unmet_opiates.csv": "fingertips",
    "ndtms_public/2023-05-09_3-5-1.csv": "sdg-3-5-1",
    "cqc/cqc_directory_layout_16Sep2026_extract.csv": "cqc-directory",
    **{f"oruk_v3/{name}": "open-referral" for name in ("organization_full.json", "service_full.json")},
    **{f"oruk_v3/{name}": "open-referral" for name in ("organization_list.json", "service_list.json")},
    **{f"oruk_v3/service_at_location_{name}.json": "open-referral" for name in ("full", "list")},
    **{f"hsds/{name}.json": "open-referral" for name in ("organization_full", "service_full", "service_list")},
}
NOT_DATA = {
    "refi_qda/Codebook.xsd",
    "refi_qda/Project.xsd",
    "cqc/README.txt",
    "cqc/hsca_active_locations_headers_2026.txt",  # read in test_registers_read.py
}
pytestmark = pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples are not here")


def test_no_sample_is_forgotten() -> None:
    there = {
        f"{path.parent.name}/{path.name}"
        for folder in ("refi_qda", "ndtms_public", "cqc", "oruk_v3", "hsds")
        for path in (SAMPLES / folder).iterdir()
    }
    assert there == set(MEANT) | NOT_DATA


@pytest.mark.parametrize("name", MEANT)
def test_a_sample_is_recognised_and_its_rows_are_rows_of_an_area(name: str) -> None:
    book = shipped_codebook()
    source = recognise(SAMPLES / name)
    assert source is KINDS[MEANT[name]]
    for table, rows in source.read(SAMPLES / name, Wish(codebook=book)).tables.items():
        for row in rows:
            cells = {"service_type": "psychosocial", **row_cells(row)} if table == "services" else row_cells(row)
            found, faults = read_rows(TABLE[table], lay_out(table, [list(cells), list(cells.values())]), book)
            assert faults == () and len(found) == 1

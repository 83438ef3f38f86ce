"""The shipped geography follows from the lists that it was made of, by a plain second reading of each."""

import csv
from pathlib import Path

import pytest
import yaml
from openpyxl import load_workbook

from dtors_network.errors import InputError
from dtors_network.exchange.registers.authorities import authorities, find_authority
from scripts import geography

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT.parent / "shared" / "samples" / "geography"
CHANGED = {"E08000038": "E08000016", "E08000039": "E08000019"}
pytestmark = pytest.mark.skipif(not SAMPLES.is_dir(), reason="the lists of authorities are not here")


def test_the_shipped_files_are_what_the_script_writes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(geography, "GEOGRAPHY", tmp_path)
    geography.main(SAMPLES)
    for made in tmp_path.iterdir():
        assert made.read_text(encoding="utf-8") == (ROOT / "data" / "geography" / made.name).read_text(encoding="utf-8")
    assert len(list(tmp_path.iterdir())) == 3


def test_code_name_and_region_of_every_authority() -> None:
    text = (SAMPLES / "uk_local_authorities_future.csv").read_text(encoding="utf-8-sig")
    wanted = {
        (row["gss-code"], row["nice-name"], row["region"])
        for row in csv.DictReader(text.splitlines())
        if row["current-authority"] == "True" and row["gss-code"][:3] in ("E06", "E08", "E09", "E10")
    }
    assert {(CHANGED.get(one.code, one.code), one.name, one.region) for one in authorities()} == wanted


def test_the_first_and_last_neighbour_of_every_authority() -> None:
    book = load_workbook(SAMPLES / "sn_may_2025.xlsx", read_only=True)
    rows = [row for row in book.worksheets[0].iter_rows(values_only=True) if isinstance(row[0], int)]
    book.close()
    current = [row for row in rows if isinstance(row[1], str)][:153]
    name_of = {row[0]: row[1] for row in current}
    checked = 0
    for row in current:
        try:
            one, first, last = (find_authority(name_of[number]) for number in (row[0], row[5], row[23]))
        except InputError:
            continue  # a name that the other list writes in another way; counted below
        assert (one.neighbours[0], one.neighbours[-1]) == (first.code, last.code)
        checked += 1
    assert checked > 130


def test_the_licence_is_named_as_the_list_names_it() -> None:
    package = yaml.safe_load((SAMPLES / "datapackage.yaml").read_text(encoding="utf-8"))
    told = (ROOT / "data" / "geography" / "README.md").read_text(encoding="utf-8")
    assert package["licenses"][0]["path"] in told
    assert package["version"] in told
    assert package["contributors"][0]["title"] in told

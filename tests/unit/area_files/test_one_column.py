"""A column is described once, on its field: one line added there is found wherever columns are.

Each test runs in a process of its own, in which `model/rows.py` has lines that the file has not.
"""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.unit.area_files.one_column import ADDED

ROOT = Path(__file__).resolve().parents[3]
CODE = """
import importlib.util, json, sys, tempfile
from dataclasses import replace
from pathlib import Path

spec = importlib.util.find_spec("dtors_network.model.rows")
text = Path(spec.origin).read_text(encoding="utf-8")
for line, more in ADDED.items():
    assert text.count(line) == 1, line
    text = text.replace(line, line + more)
module = importlib.util.module_from_spec(spec)
sys.modules[spec.name] = module
exec(compile(text, spec.origin, "exec"), module.__dict__)

from openpyxl import load_workbook
from dtors_network.area_files.area_io import read_area, write_area
from dtors_network.area_files.codebook_yaml import shipped_codebook
from dtors_network.area_files.guide import guide_rows
from dtors_network.disclosure import protect
from dtors_network.errors import InputError
from dtors_network.examples import small_area
from dtors_network.exchange.cells_of import columns_by_name
from dtors_network.model.area import Arrival
from dtors_network.model.laws import faults
from dtors_network.out.tables_page import tables_markdown
from dtors_network.whatif.together import together

area = small_area()
services = tuple(replace(row, waiting=3 + at, walk_in=None) for at, row in enumerate(area.services))
arrivals = (
    Arrival(service="gp", client_group="everyone", count=120, seen_again=4),
    Arrival(service="gp", client_group="currently_using", count=20, seen_again=3),
)
area = replace(area, services=services, arrivals=arrivals)
told = {}
with tempfile.TemporaryDirectory() as place:
    folder, book = Path(place) / "area", Path(place) / "area.xlsx"
    write_area(area, folder)
    write_area(area, book)
    told["read again"] = [read_area(where).services == services for where in (folder, book)]
    told["header"] = (folder / "services.csv").read_text(encoding="utf-8-sig").splitlines()[0].split(",")
    sheet = load_workbook(book)["services"]
    letter = next(cell.column_letter for cell in sheet[1] if cell.value == "walk_in")
    told["drop-down"] = [one.formula1 for one in sheet.data_validations.dataValidation if f"{letter}2" in one.sqref]
    file = folder / "services.csv"
    file.write_text(file.read_text(encoding="utf-8-sig").replace(",3,", ",few,", 1), encoding="utf-8")
    try:
        read_area(folder)
    except InputError as error:
        told["fault"] = [(one.column, one.value) for one in error.faults]
unlawful = replace(area, arrivals=(arrivals[0], replace(arrivals[1], seen_again=9)))
told["law"] = [one.column for one in faults(unlawful)]
shown = protect(area)
told["hidden"] = [*(row.waiting for row in shown.services), *(row.seen_again for row in shown.arrivals)]
told["merged"] = together(area, "gp", "clinic").service["gp"].waiting
told["guide"] = [row[1] for row in guide_rows(shipped_codebook()) if row[1] in ("waiting", "walk_in", "seen_again")]
told["reference"] = [name in tables_markdown() for name in ("`waiting`", "`walk_in`", "`seen_again`")]
told["imported"] = [name in columns_by_name("services", shipped_codebook()) for name in ("waiting", "walk_in")]
print(json.dumps(told))
"""


@pytest.fixture(scope="module")
def told() -> dict[str, list[object]]:
    done = subprocess.run(
        [sys.executable, "-c", f"ADDED = {ADDED!r}\n{CODE}"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, list[object]] = json.loads(done.stdout)
    return found


def test_it_is_read_and_written(told: dict[str, list[object]]) -> None:
    assert told["read again"] == [True, True]
    assert {"waiting", "walk_in"} <= {*told["header"]}


def test_a_wrong_cell_is_told_with_its_column(told: dict[str, list[object]]) -> None:
    assert told["fault"] == [["waiting", "few"]]


def test_its_codes_are_a_drop_down_of_the_workbook(told: dict[str, list[object]]) -> None:
    assert len(told["drop-down"]) == 1


def test_what_counts_people_does_not_leave_before_the_door_knows_its_laws(told: dict[str, list[object]]) -> None:
    assert set(told["hidden"]) == {None}


def test_what_counts_people_is_added_up_where_services_merge(told: dict[str, list[object]]) -> None:
    assert told["merged"] == 3 + 4


def test_a_group_of_people_is_part_of_everyone(told: dict[str, list[object]]) -> None:
    assert told["law"] == ["seen_again"]


def test_it_is_documented_and_can_be_imported(told: dict[str, list[object]]) -> None:
    assert told["guide"] == ["waiting", "walk_in", "seen_again"]
    assert told["reference"] == [True] * 3
    assert told["imported"] == [True] * 2

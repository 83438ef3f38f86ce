"""Names in records: found whichever way their letters are stored; those that are none are told with their rows."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path
from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dtors_network.area_files.area_io import read_area, write_area
from dtors_network.errors import InputError
from dtors_network.model.area import Service
from dtors_network.model.same_name import composed, same_name
from dtors_network.records.into import Asked, records_into

HEAD = "person,source,target,referred_on,started_on"
ENGINES = pytest.mark.parametrize("engine", ["polars"])
CAFE = "Caf\xe9 \xc5ngstr\xf6m"


@pytest.fixture
def named(area):
    """The area, with a service whose name has marks on its letters."""
    after = Service(service="after", service_type="aftercare", name=f"After {CAFE}")
    return replace(area, services=(*area.services, after))


# ---- the same name -----------------------------------------------------------------------------------------------


@ENGINES
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_letters_with_marks_are_the_same_however_they_are_stored(counted, named, engine, form):
    target = normalize(form, f"  after \xa0{CAFE.upper()} ")
    found = counted(f"{HEAD}\nP1,gp,{target},2025-03-01,2025-03-04\n", area=named, engine=engine)
    assert found.used == 1
    assert found.by_area[0].referrals[0].target == "after"


@pytest.mark.parametrize("area_form", ["NFC", "NFD"])
@pytest.mark.parametrize("file_form", ["NFC", "NFD"])
def test_a_map_finds_cells_and_columns_however_they_are_stored(counted, area, area_form, file_form):
    head = normalize(file_form, "caf\xe9,source,target,referred_on,started_on")
    rows = normalize(file_form, f"P1,gp,{CAFE} ,2025-03-01,2025-03-04\n")
    words = normalize(area_form, f'columns: {{person: "caf\xe9"}}\nvalues: {{service: {{"{CAFE}": clinic}}}}\n')
    assert counted(f"{head}\n{rows}", words=words, area=area).used == 1


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=12))
def test_every_text_has_one_name_in_both_normal_forms(text):
    forms = {normalize(form, text) for form in ("NFC", "NFD")} | {text}
    assert len({same_name(form) for form in forms}) == 1
    assert len({composed(f" {form}\n") for form in forms}) == 1
    assert same_name(same_name(text)) == same_name(text)


# ---- names that are no service -----------------------------------------------------------------------------------


def strangers(found) -> list[tuple[str, str, int]]:
    return [(one.column, one.name, one.rows) for one in found.readings.strangers]


@ENGINES
def test_names_that_are_no_service_are_told_with_their_rows_those_of_most_rows_first(counted, engine):
    rows = "P1,gp,Chemist,2025-03-01,\nP2,gp,Depot,2025-03-01,\nP3,Depot,clinic,2025-03-01,\nP4,gp,DEPOT ,2025-03-01,\n"
    rows += "P5,gp,Depot,2025-03-02,\nP6,gp,clinic,2025-03-01,\n"
    found = counted(f"{HEAD}\n{rows}", engine=engine)
    assert strangers(found) == [("source", "Depot", 1), ("target", "Depot", 3), ("target", "Chemist", 1)]
    assert found.used == 1


def into(folder: Path, area, rows: str, **more) -> tuple:
    if not (folder / "area").exists():
        write_area(area, folder / "area")
    path = folder / "records.csv"
    path.write_text(f"{HEAD}\n{rows}", encoding="utf-8")
    return records_into(Asked((path,), folder / "area", **more))


ROWS = 'P1,gp,"Hill, House",2025-03-01,\nP2,=1+1,clinic,2025-03-01,\nP3,gp,clinic,2025-03-01,\n'
ROWS += 'P4,gp,"Hill, House",2025-03-02,\n'


def test_they_are_written_as_rows_of_services_that_count_once_they_are_filled_in(area, tmp_path):
    _, counted = into(tmp_path, area, ROWS, write_unknown=tmp_path / "new.csv")
    assert counted.used == 1
    text = (tmp_path / "new.csv").read_text("utf-8-sig")
    header, *rows = csv.reader(io.StringIO(text))
    assert [dict(zip(header, row, strict=True))["name"] for row in rows] == ["Hill, House", "'=1+1"]
    assert [row[0] for row in rows] == ["hill_house", "1_1"]
    services = tmp_path / "area" / "services.csv"
    kept = services.read_text("utf-8-sig")
    assert kept.splitlines()[0] == ",".join(header)
    filled = (
        text.partition("\n")[2].replace(",hill_house,", ",").replace(',"Hill, House",,', ',"Hill, House",aftercare,')
    )
    filled = filled.replace(",'=1+1,,", ",'=1+1,gp,")
    services.write_text(kept + filled, encoding="utf-8-sig")
    assert {"Hill, House", "=1+1"} <= {service.name for service in read_area(tmp_path / "area").services}
    _, counted = into(tmp_path, area, ROWS, may_replace=True, write_unknown=tmp_path / "none.csv")
    assert (counted.used, counted.readings.strangers) == (4, ())
    assert not (tmp_path / "none.csv").exists()


def test_they_are_written_too_where_nothing_can_be_counted_and_the_area_stays_as_it_was(area, tmp_path):
    with pytest.raises(InputError, match=r"'Hill'.*add the rows in .*new.csv"):
        into(tmp_path, area, "P1,gp,Hill,2025-03-01,\n", write_unknown=tmp_path / "new.csv")
    assert (tmp_path / "new.csv").exists()
    assert not (tmp_path / "area" / "referrals.csv").exists() or read_area(tmp_path / "area").referrals == ()


def test_a_file_that_is_there_is_not_written_over_and_nothing_is_counted(area, tmp_path):
    (tmp_path / "new.csv").write_text("mine", encoding="utf-8")
    with pytest.raises(InputError, match="there is something of this name already"):
        into(tmp_path, area, ROWS, write_unknown=tmp_path / "new.csv")
    assert (tmp_path / "new.csv").read_text(encoding="utf-8") == "mine"
    assert read_area(tmp_path / "area").referrals == ()


def test_ids_of_rows_to_fill_in_are_new(area, tmp_path):
    rows = "P1,gp,clinic!,2025-03-01,\nP2,gp,Clinic?,2025-03-01,\nP3,gp,***,2025-03-01,\nP4,gp,clinic,2025-03-01,\n"
    into(tmp_path, area, rows, write_unknown=tmp_path / "new.csv")
    cells = [*csv.reader(io.StringIO((tmp_path / "new.csv").read_text("utf-8-sig")))]
    assert {row[0] for row in cells[1:]} == {"clinic_2", "clinic_3", "service"}


def test_a_name_of_several_lines_is_written_on_one_and_found_again(area, tmp_path):
    rows = 'P1,gp,"Hill\x1f\nHouse",2025-03-01,\nP2,gp,clinic,2025-03-01,\n'
    into(tmp_path, area, rows, write_unknown=tmp_path / "new.csv")
    (row,) = csv.DictReader(io.StringIO((tmp_path / "new.csv").read_text("utf-8-sig")))
    assert (row["service"], row["name"]) == ("hill_house", "Hill House")
    known = replace(area, services=(*area.services, Service(service="new", service_type="gp", name=row["name"])))
    write_area(known, tmp_path / "again" / "area")
    _, counted = into(tmp_path / "again", known, rows)
    assert counted.used == 2


def test_rows_of_several_areas_say_of_which(area, tmp_path):
    for name in ("north", "south"):
        write_area(replace(area, id=name, name=name.title()), tmp_path / "all" / name)
    path = tmp_path / "records.csv"
    rows = "P1,north,gp,Hill,2025-03-01,\nP2,south,gp,Dale,2025-03-01,\nP3,north,gp,clinic,2025-03-01,\n"
    path.write_text(f"person,area,source,target,referred_on,started_on\n{rows}", encoding="utf-8")
    records_into(Asked((path,), tmp_path / "all", write_unknown=tmp_path / "new.csv"))
    cells = [*csv.DictReader(io.StringIO((tmp_path / "new.csv").read_text("utf-8-sig")))]
    assert [(row["area"], row["name"]) for row in cells] == [("north", "Hill"), ("south", "Dale")]


def test_quotes_in_names_and_quoted_blanks_of_a_csv_file_are_read(counted, area):
    services = (replace(area.services[0], name='The "Hub", upstairs'), *area.services[1:])
    first, second = (service.service for service in services[:2])
    rows = f'P1,"","The ""Hub"", upstairs","",2025-01-02\nP1,"The ""Hub"", upstairs",{second},2025-01-03,"2025-01-04"\n'
    found = counted(f"person,source,target,referred_on,started_on\n{rows}", area=replace(area, services=services))
    assert [(row.service, row.count) for row in found.by_area[0].arrivals] == [(first, 1)]
    assert [(row.source, row.target, row.started) for row in found.by_area[0].referrals] == [(first, second, 1)]

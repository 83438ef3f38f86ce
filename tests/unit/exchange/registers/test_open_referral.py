"""Directories of services give candidates: in every version and shape, with status and paging, and never a link."""

import csv
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from dtors_network.area_files.codebook_yaml import shipped_codebook
from dtors_network.errors import InputError
from dtors_network.exchange.registers.candidates import A_PERSON, Candidates, Mark
from dtors_network.exchange.registers.open_referral import NO_LINKS, read_directory
from dtors_network.exchange.side_rows import candidate_rows
from tests.unit.exchange.registers.directories import ORGANISATION, VERSION_1, VERSION_3

BOOK = shipped_codebook()


def read(folder: Path, *records: Any, types: dict[str, str] | None = None) -> Candidates:
    paths = []
    for number, record in enumerate(records):
        paths.append(folder / f"page{number}.json")
        paths[-1].write_text(json.dumps(record), encoding="utf-8")
    return read_directory(paths, BOOK, types)


def service(identity: str, name: str = "Gym", status: str = "active", *terms: str) -> dict[str, Any]:
    attributes = [{"taxonomy_term": {"name": term}} for term in terms]
    return {"id": identity, "name": name, "status": status, "attributes": attributes}


def test_a_record_of_version_3(tmp_path: Path) -> None:
    found = read(tmp_path, VERSION_3)
    (one,) = found.candidates
    assert (one.service.service, one.service.name, one.service.organisation) == ("oruk_s1", "The Hub", "oruk_o1")
    assert (one.mark, one.service.service_type, one.why) == (Mark.STRONG, "needle_exchange", ("Needle exchange",))
    assert one.service.places == 12
    assert dict(one.service.extra) == {
        "directory_id": "s1",
        "status": "active",
        "way_in": "Drop in, or write to (contact left out) or ring (contact left out)",
        "eligibility": "Adults of the borough",
        "minimum_age": "18",
        "classification": "Needle exchange",
        "capacity": "2 available, 12 at most (beds)",
    }
    assert one.service.accepts == ()
    assert "loggs" not in repr(found)
    assert found.cautions[0] == NO_LINKS


def test_a_record_of_version_1(tmp_path: Path) -> None:
    (one,) = read(tmp_path, {"totalElements": 1, "content": [VERSION_1]}).candidates
    extra = dict(one.service.extra)
    assert (extra["way_in"], extra["eligibility"], extra["minimum_age"], extra["maximum_age"]) == (
        "referral",
        "Adults",
        "18.0",
        "65",
    )
    assert (one.mark, one.service.service_type) == (Mark.STRONG, "needle_exchange")


@pytest.mark.parametrize(
    "record",
    [
        [service("1"), service("2")],
        {"contents": [service("1"), service("2")], "total_items": 2},
        {"content": [service("1"), service("2")]},
        {"services": [service("1"), service("2")]},
        {"id": "o", "name": "Trust", "services": [service("1"), service("2")]},
        [{"id": "l1", "location": {}, "service": service("1")}, {"id": "l2", "service": service("2")}],
    ],
)
def test_every_shape_of_a_file(tmp_path: Path, record: Any) -> None:
    assert [one.service.service for one in read(tmp_path, record).candidates] == ["oruk_1", "oruk_2"]


def test_pages_come_together_and_missing_ones_are_told(tmp_path: Path) -> None:
    pages = [{"total_items": 3, "contents": [service(number)]} for number in ("1", "2", "3")]
    assert [one.service.service for one in read(tmp_path, *pages).candidates] == ["oruk_1", "oruk_2", "oruk_3"]
    assert not [caution for caution in read(tmp_path, *pages).cautions if "pages" in caution]
    told = "The directory speaks of 3 services, and 2 were given: read its other pages too"
    assert told in read(tmp_path, *pages[:2]).cautions


def test_a_full_record_fills_what_a_list_leaves_out(tmp_path: Path) -> None:
    short = {key: VERSION_3[key] for key in ("id", "name", "status")}
    (one,) = read(tmp_path, {"total_items": 1, "contents": [short]}, VERSION_3).candidates
    assert (one.service.service_type, one.service.organisation) == ("needle_exchange", "oruk_o1")


def test_closed_services_are_left_out_and_counted(tmp_path: Path) -> None:
    states = ("active", "inactive", "defunct", "temporarily closed")
    found = read(tmp_path, [service(state[0], status=state) for state in states])
    assert [dict(one.service.extra)["status"] for one in found.candidates] == ["active", "temporarily closed"]
    assert "1 service is defunct, and left out" in found.cautions


def test_marks_tell_a_mapped_service_from_a_word_and_from_nothing(tmp_path: Path) -> None:
    records = [
        service("1", "Alpha", "active", "Tier 3 prescribing"),
        service("2", "Alcohol advice"),
        service("3", "Beta", "active", "Drugs"),
        service("4", "Chess club"),
        service("5", "Discovery centre", "active", "Aftercare", "Needle exchange"),
    ]
    found = read(tmp_path, records, types={"tier 3 prescribing": "specialist_prescribing"})
    assert [(one.mark, one.service.service_type) for one in found.candidates] == [
        (Mark.STRONG, "specialist_prescribing"),
        (Mark.WEAK, ""),
        (Mark.WEAK, ""),
        (Mark.NONE, ""),
        (Mark.STRONG, ""),
    ]
    assert found.untyped == 4


def test_organisations_without_services_are_read_and_people_are_not_named(tmp_path: Path) -> None:
    found = read(tmp_path, {"contents": [ORGANISATION, {"id": "o2", "name": "Dr Jo Bloggs"}]})
    assert [(one.organisation, one.name) for one in found.organisations] == [
        ("oruk_o1", "Example Trust"),
        ("oruk_o2", A_PERSON),
    ]


@pytest.mark.parametrize(("number", "told"), [(1, "1 organisation"), (3, "3 organisations")])
def test_records_without_a_status_are_no_services_and_that_is_said(tmp_path: Path, number: int, told: str) -> None:
    records = [{"id": str(at), "name": "Alcohol team", "description": "Methadone"} for at in range(number)]
    found = read(tmp_path, {"contents": [*records, records[0]]})
    assert found.candidates == ()
    assert f"It names {told} and no service: a service has a status" in found.cautions


def test_every_missing_field_is_told_at_once(tmp_path: Path) -> None:
    records = [service(""), {"id": "2", "name": "x", "attributes": []}, service("3", status="activ"), service("4", "")]
    with pytest.raises(InputError) as stopped:
        read(tmp_path, records)
    assert [(fault.row, fault.column, fault.value) for fault in stopped.value.faults] == [
        (1, "id", ""),
        (2, "status", ""),
        (3, "status", "activ"),
        (4, "name", ""),
    ]
    assert "Did you mean 'active'?" in stopped.value.faults[2].fix


def test_a_mapping_to_an_unknown_service_type_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="unknown service type .found 'psychosozial'.. Did you mean 'psychosocial'"):
        read(tmp_path, [service("1")], types={"Talking": "psychosozial"})


def test_other_json_is_told(tmp_path: Path) -> None:
    for record in ({"type": "FeatureCollection"}, [], "words", 7, None):
        with pytest.raises(InputError, match="holds no service"):
            read(tmp_path, record)


def test_a_page_without_services_is_no_mistake(tmp_path: Path) -> None:
    assert read(tmp_path, {"total_items": 0, "empty": True, "contents": []}).candidates == ()


def tables(folder: Path, plural: bool) -> Path:
    names = {
        "service": [
            ["id", "organization_id", "name", "status", "application_process", "eligibility_description"],
            ["s1", "o1", "The Hub", "active", "Drop in", "Adults"],
            ["s2", "o1", "Old", "defunct", "", ""],
        ],
        "organization": [["id", "name"], ["o1", "Example Trust"]],
        "attribute": [["id", "link_id", "taxonomy_term_id"], ["a", "s1", "t"]],
        "taxonomy_term": [["id", "name"], ["t", "Needle exchange"]],
        "service_capacity": [["id", "service_id", "unit_id", "available", "maximum"], ["k", "s1", "u", "1", "9"]],
        "unit": [["id", "name"], ["u", "places"]],
    }
    folder.mkdir()
    for name, rows in names.items():
        many = "service_capacities" if name == "service_capacity" else f"{name}s"
        with (folder / f"{many if plural else name}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
    return folder


@pytest.mark.parametrize("plural", [True, False])
@pytest.mark.parametrize("packed", [True, False])
def test_tables_are_read_from_a_folder_and_from_an_archive(tmp_path: Path, plural: bool, packed: bool) -> None:
    place = tables(tmp_path / "hsds", plural)
    if packed:
        with zipfile.ZipFile(tmp_path / "hsds.zip", "w") as archive:
            for file in place.iterdir():
                archive.write(file, f"data/{file.name}")
        place = tmp_path / "hsds.zip"
    found = read_directory([place], BOOK)
    (one,) = found.candidates
    assert (one.service.service, one.service.service_type, one.service.places) == ("oruk_s1", "needle_exchange", 9)
    assert dict(one.service.extra)["way_in"] == "Drop in"
    assert [(row.organisation, row.name) for row in found.organisations] == [("oruk_o1", "Example Trust")]


def test_tables_without_services_and_with_mistakes_are_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is no table of services here"):
        read_directory([tmp_path], BOOK)
    (tmp_path / "services.csv").write_text("id,name,status\n1,Hub,opened\n,Hub,active\n")
    with pytest.raises(InputError) as stopped:
        read_directory([tmp_path], BOOK)
    assert [(fault.row, fault.column) for fault in stopped.value.faults] == [(2, "status"), (3, "id")]


def rows(folder: Path, **written: list[list[str]]) -> Candidates:
    place = folder / "own"
    place.mkdir()
    for name, cells in written.items():
        with (place / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(cells)
    return read_directory([place], BOOK)


def test_rows_and_words_agree_on_services_without_a_mark(tmp_path: Path) -> None:
    found = read(tmp_path, [service("1", "Chess club"), service("2", "Alcohol advice"), service("3", "Choir")])
    assert [row["service"] for row in candidate_rows(found)] == ["oruk_2"]
    assert "2 services say nothing of drugs, alcohol or recovery, and make no rows" in found.cautions


def test_a_description_marks_a_service_and_is_not_kept(tmp_path: Path) -> None:
    found = read(tmp_path, service("1", "The Hub") | {"description": "Jo Bloggs runs a detox"})
    assert [(one.mark, one.why) for one in found.candidates] == [(Mark.WEAK, ("description: detox",))]
    assert "Bloggs" not in repr(found)


SERVICES = [["id", "location_id", "name", "status"], ["s1", "l1", "Drugs advice", "active"]]
ORGANISATIONS = [["id", "name"], ["o1", "Example Trust"], ["o2", "Other Trust"]]


def test_the_organisation_is_that_of_the_location(tmp_path: Path) -> None:
    locations = [["id", "organization_id"], ["l1", "o1"]]
    (one,) = rows(tmp_path, services=SERVICES, locations=locations, organizations=ORGANISATIONS).candidates
    assert one.service.organisation == "oruk_o1"


def test_terms_of_version_1_are_read(tmp_path: Path) -> None:
    taxonomy = {"services_taxonomy": [["id", "service_id", "taxonomy_id"], ["x", "s1", "t1"]]}
    found = rows(tmp_path, services=SERVICES, taxonomies=[["id", "name"], ["t1", "Needle exchange"]], **taxonomy)
    assert [one.service.service_type for one in found.candidates] == ["needle_exchange"]


def test_the_organisation_comes_through_service_at_location_or_the_programme(tmp_path: Path) -> None:
    found = rows(
        tmp_path,
        service=[["id", "program_id", "name", "status"], ["s1", "", "Drugs advice", "active"],
                 ["s2", "p1", "Alcohol advice", "active"]],
        service_at_location=[["id", "service_id", "location_id"], ["x", "s1", "l1"]],
        location=[["id", "organization_id"], ["l1", "o1"]],
        program=[["id", "organization_id"], ["p1", "o2"]],
        organization=ORGANISATIONS,
    )  # fmt: skip
    assert [one.service.organisation for one in found.candidates] == ["oruk_o1", "oruk_o2"]


def test_an_organisation_that_cannot_be_found_is_said_by_why(tmp_path: Path) -> None:
    found = rows(
        tmp_path,
        services=[["id", "organization_id", "location_id", "name", "status"], ["1", "o9", "l1", "Drugs A", "active"],
                  ["2", "", "l9", "Drugs B", "active"], ["3", "", "", "Drugs C", "active"],
                  ["4", "", "l1", "Drugs D", "active"], ["5", "o9", "", "Choir", "active"]],
        services_at_location=[["service_id", "location_id"], ["4", "l2"]],
        locations=[["id", "organization_id"], ["l1", "o1"], ["l2", "o2"]],
        organizations=ORGANISATIONS,
    )  # fmt: skip
    assert [one.service.organisation for one in found.candidates] == [""] * 5
    told = [caution for caution in found.cautions if "organisation is blank" in caution]
    assert [caution[-7:] for caution in told] == ["Drugs A", "Drugs D", "Drugs B", "Drugs C"]
    assert all(caution.startswith("1 candidate ") for caution in told)


def test_an_organisation_of_another_record_is_found_by_its_id(tmp_path: Path) -> None:
    record = service("1", "Drugs advice") | {"organization_id": "o1"}
    at_place = {"id": "x", "location": {"id": "l1", "organization_id": "o1"}, "service": service("2", "Alcohol advice")}
    found = read(tmp_path, [record], [ORGANISATION], [at_place])
    assert [one.service.organisation for one in found.candidates] == ["oruk_o1", "oruk_o1"]


def test_an_id_that_two_services_bear_is_named_and_neither_is_lost(tmp_path: Path) -> None:
    named = [("7", "Drugs A"), ("7", "Drugs B"), ("8", "Drugs C"), ("8", "drugs c "), ("a b", "Drugs D")]
    cells = [[one, name, "active"] for one, name in (*named, ("a/b", "Drugs E"))]
    found = rows(tmp_path, services=[["id", "name", "status"], *cells])
    ids = [one.service.service for one in found.candidates]
    assert ids == ["oruk_7", "oruk_7_2", "oruk_8", "oruk_a_b", "oruk_a_b_2"]
    told = [caution for caution in found.cautions if caution.split()[1] in ("id", "ids")]
    assert told == [
        "2 ids are given to more than one service: '7' (Drugs A; Drugs B), 'a b' (Drugs D; Drugs E). "
        "They are told apart by a number",
        "1 id stands in more than one row, and is taken once: '8'",
    ]


def test_an_id_that_two_organisations_bear_is_named(tmp_path: Path) -> None:
    found = rows(tmp_path, services=SERVICES, organizations=[*ORGANISATIONS, ["o1", "Third Trust"]])
    told = "1 id is given to more than one organisation, and the first is taken: 'o1' (Example Trust, Third Trust)"
    assert told in found.cautions
    assert len({one.organisation for one in found.organisations}) == len(found.organisations)


def test_an_archive_made_on_a_mac_and_one_with_an_old_copy(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "hsds.zip", "w") as archive:
        archive.writestr("hsds/services.csv", "id,name,status\n1,Drugs advice,Active\n")
        archive.writestr("hsds/old/services.csv", "id,name,status\n2,Drugs of old,active\n")
        archive.writestr("__MACOSX/hsds/services.csv", "\0\5")
        archive.writestr("__MACOSX/hsds/._services.csv", "\0\5")
    assert [one.service.service for one in read_directory([tmp_path / "hsds.zip"], BOOK).candidates] == ["oruk_1"]

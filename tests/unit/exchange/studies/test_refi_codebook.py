"""The codebook as a REFI-QDA codebook: in the standard's shape, and found again when the study comes back."""

import re
from pathlib import Path
from xml.etree import ElementTree

from dtors_network.area_files.codebook_yaml import shipped_codebook
from dtors_network.exchange.studies.meanings import Names
from dtors_network.exchange.studies.refi_codebook import qdc
from dtors_network.exchange.studies.refi_project import read_study
from dtors_network.exchange.studies.study import StudyCode
from dtors_network.model.area import Service

NAMESPACE = "{urn:QDA-XML:codebook:1.0}"
GUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
SERVICES = (
    Service(service="hub", name="Hub", service_type="open_access"),
    Service(service="north", name="Clinic", service_type="psychosocial"),
    Service(service="south", name="Clinic", service_type="psychosocial"),
)


def test_themes_are_headings_and_every_barrier_is_a_code_below_its_own() -> None:
    book = shipped_codebook()
    root = ElementTree.fromstring(qdc(book))
    found = {
        theme.get("name"): [code.get("name") for code in theme.findall(f"{NAMESPACE}Code")]
        for theme in root.findall(f"{NAMESPACE}Codes/{NAMESPACE}Code")
    }
    wanted: dict[str, list[str]] = {}
    for barrier in book.barriers:
        wanted.setdefault(barrier.theme, []).append(barrier.title)
    assert found == wanted
    codes = list(root.iter(f"{NAMESPACE}Code"))
    guids = [code.get("guid", "") for code in codes]
    assert all(map(GUID.fullmatch, guids)) and len(set(guids)) == len(guids)
    assert {code.get("isCodable") for code in codes} == {"true", "false"}


def test_a_code_is_found_again_by_its_identifier_though_it_was_renamed(tmp_path: Path) -> None:
    book = shipped_codebook()
    place = tmp_path / "codes.qdc"
    place.write_bytes(qdc(book, SERVICES))
    names = Names(book, SERVICES)
    codes = [code for code in read_study(place).codes if code.codable]
    renamed = [StudyCode(guid=code.guid.upper().lower(), path=("something else",)) for code in codes]
    assert [names.of_code(code).code for code in renamed[: len(book.barriers)]] == [one.code for one in book.barriers]
    assert [names.of_code(code).service for code in renamed[len(book.barriers) :]] == ["hub", "north", "south"]


def test_services_of_one_name_are_told_apart() -> None:
    text = qdc(shipped_codebook(), SERVICES).decode()
    assert 'name="Clinic (north)"' in text and 'name="Clinic (south)"' in text and 'name="Hub"' in text


def test_codes_are_found_by_name_in_every_way_of_writing_groups() -> None:
    names = Names(shipped_codebook())
    for path, groups in (
        (("referral.funding_fear",), ()),
        (("Referral", "funding fear"), ()),
        (("My study", "referral", "Funding-fear"), ()),
        (("funding fear",), ("Referral",)),
        (("Fear of losing funding by referring on",), ()),
    ):
        assert names.of_code(StudyCode(guid="x", path=path, groups=groups)).code == "referral.funding_fear", path
    assert names.of_code(StudyCode(guid="x", path=("trust",))).code == ""

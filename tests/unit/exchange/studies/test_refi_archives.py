"""Archives of studies as people and machines make them, and keys that are always taken back."""

import zipfile
from pathlib import Path
from unicodedata import normalize

import pytest

from dtors_network.area_files.codebook_yaml import shipped_codebook
from dtors_network.area_files.csv_tables import csv_text
from dtors_network.errors import InputError
from dtors_network.exchange.studies.meanings import Names
from dtors_network.exchange.studies.refi_map import key_rows, read_map
from dtors_network.exchange.studies.refi_project import read_study
from dtors_network.exchange.studies.refi_reports import barrier_reports
from dtors_network.exchange.studies.refi_words import read_excerpts
from dtors_network.exchange.studies.study import Study, StudyCase, StudyCode, StudyDocument
from dtors_network.model.area import Service
from tests.unit.exchange.studies.projects import code, project, selection

BOOK = shipped_codebook()
SERVICES = (Service(service="hub", name="Hub", service_type="open_access"),)
DOCUMENT = project(selection(0, 4, code(2))).replace("internal://T1.txt", "PATH")


def excerpts(folder: Path, path: str, parts: dict[str, bytes], document: str = "project.qde") -> list[str]:
    place = folder / "study.qdpx"
    with zipfile.ZipFile(place, "w") as archive:
        archive.writestr(document, DOCUMENT.replace("PATH", path))
        for name, content in parts.items():
            archive.writestr(name, content)
    return list(read_excerpts(place, read_study(place)).texts.values())


@pytest.mark.parametrize(
    ("path", "part"),
    [
        ("T1.txt", "sources/T1.txt"),
        ("Sources/T1.txt", "sources/t1.TXT"),
        ("./sources/T1.txt", "sources/T1.txt"),
        ("C:\\studies\\T1.txt", "Sources/T1.txt"),
        ("INTERNAL://T1.txt", "sources/T1.txt"),
        ("internal://Fr%C3%A9d%201.txt", "sources/Fréd 1.txt"),
        (normalize("NFC", "Frédéric.txt"), "sources/" + normalize("NFD", "Frédéric.txt")),
        ("T1.txt", "Study/sources/T1.txt"),
    ],
)
def test_a_text_is_found_however_its_path_is_written(tmp_path: Path, path: str, part: str) -> None:
    assert excerpts(tmp_path, path, {part: b"Anne said"}) == ["Anne"]


def test_a_text_that_lies_elsewhere_or_could_be_two_is_not_taken(tmp_path: Path) -> None:
    assert excerpts(tmp_path, "relative:///T1.txt", {"sources/T1.txt": b"Anne said"}) == []
    assert excerpts(tmp_path, "T1.txt", {"old/T1.txt": b"Anne said", "new/T1.txt": b"Bert said"}) == []
    assert excerpts(tmp_path, "new/T1.txt", {"old/T1.txt": b"Anne said", "new/T1.txt": b"Bert said"}) == ["Bert"]


def test_what_a_mac_adds_is_no_part_of_a_study(tmp_path: Path) -> None:
    parts = {
        "Study/sources/T1.txt": b"Anne said",
        "__MACOSX/Study/._project.qde": b"\0\5",
        "__MACOSX/Study/sources/._T1.txt": b"\0\5",
        "__MACOSX/T1.txt": b"\0\5",
        "Study/._other.qde": b"\0\5",
        "Study/.DS_Store": b"\0",
    }
    assert excerpts(tmp_path, "T1.txt", parts, "Study/project.qde") == ["Anne"]


def test_two_documents_of_a_persons_own_are_still_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="and this one holds 2"):
        excerpts(tmp_path, "T1.txt", {"copy.qde": b"<x/>"})


NAMES = ("", "", " ", "Anne", "anne ", "Ann\ne", normalize("NFC", "Zoë"), normalize("NFD", "Zoë"), "=1+1", "-", "'q'")
MORE = ("g3", "kind", "a,b", 'say "so"', "@x", "x" * 3_000, "x" * 3_000 + "y", "Anne (g3)", "\u200b", "none", "\t=cmd")


@pytest.mark.parametrize("kind", ["code", "case", "document"])
def test_a_key_that_was_written_is_taken_back_and_changes_nothing(tmp_path: Path, kind: str) -> None:
    listed = [(f"g{number}", name) for number, name in enumerate((*NAMES, *MORE))]
    made = {
        "code": lambda: Study(
            file="s", codes=tuple(StudyCode(guid=g, path=(n,) if n.strip() else ()) for g, n in listed)
        ),
        "case": lambda: Study(file="s", cases=tuple(StudyCase(guid=g, name=n) for g, n in listed)),
        "document": lambda: Study(file="s", documents=tuple(StudyDocument(guid=g, name=n) for g, n in listed)),
    }[kind]()
    key = key_rows(made, Names(BOOK, SERVICES), {})
    assert len({row[1] for row in key[1:]}) == len(listed)
    place = tmp_path / "key.csv"
    place.write_bytes(csv_text(key).encode("utf-8-sig"))
    given = read_map(place, made, BOOK, SERVICES)
    assert {guid for _, guid in given} == {guid for guid, _ in listed}
    assert key_rows(made, Names(BOOK, SERVICES), given) == key


def test_a_name_stands_for_all_that_bear_it_and_one_with_its_guid_for_that_one(tmp_path: Path) -> None:
    documents = tuple(StudyDocument(guid=guid, name="Talk") for guid in "123")
    study = Study(file="s", documents=documents)
    place = tmp_path / "key.csv"
    place.write_text("kind,name,service_type\ndocument,Talk (2),prison\ndocument, talk ,psychosocial\n")
    given = read_map(place, study, BOOK)
    assert [given["document", guid].service_type for guid in "123"] == ["psychosocial", "prison", "psychosocial"]
    place.write_text("kind,name,service_type\ndocument,Talk,prison\ndocument,talk,psychosocial\n")
    with pytest.raises(InputError, match="this name is given twice"):
        read_map(place, study, BOOK)


def test_a_service_is_found_by_a_name_with_decomposed_letters() -> None:
    service = Service(service="cafe", name=normalize("NFC", "Café Nord"), service_type="open_access")
    names = Names(BOOK, (service,))
    assert names.of_place(normalize("NFD", " Café  Nord")).service == "cafe"
    study = Study(file="s", codes=(StudyCode(guid="k", path=(normalize("NFD", "Café Nord"),)),))
    assert barrier_reports(study, BOOK, (service,)).unmapped == ()

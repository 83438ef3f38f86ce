"""Every reader has its line, and a file finds its reader."""

import ast
from pathlib import Path

import pytest

from dtors_network.area_files.codebook_yaml import shipped_codebook
from dtors_network.exchange import registry
from dtors_network.exchange.reading import Reports
from dtors_network.exchange.registry import SOURCES, Wish, recognise
from dtors_network.exchange.studies.refi_codebook import qdc
from tests.unit.exchange.studies.projects import code, packed, project, selection

ROOMS = ("studies", "registers", "figures")
INNER = {"read_study", "read_excerpts", "read_map", "read_page", "read_tables", "read_directory"}


def test_every_reader_of_a_file_is_in_the_registry() -> None:
    line = Path(registry.__file__).read_text(encoding="utf-8")
    readers = {
        node.name
        for room in ROOMS
        for path in (Path(registry.__file__).parent / room).glob("*.py")
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("read_")
    }
    assert readers - INNER == {
        "read_viewit", "read_fingertips", "read_goals", "read_cqc_directory", "read_cqc_hsca",
    }  # fmt: skip
    assert not [name for name in readers - {"read_page", "read_tables"} if name not in line]


def test_a_csv_file_is_recognised_by_its_header_below_other_lines(tmp_path: Path) -> None:
    place = tmp_path / "any.csv"
    place.write_text("Some words\n\nindicator id,Indicator Name\n1,x\n")
    assert recognise(place) is SOURCES["fingertips"]
    place.write_text("a,b\n1,2\n")
    assert recognise(place) is None


@pytest.mark.parametrize("name", ["map.xlsx", "map.docx", "map"])
def test_what_may_be_anything_is_not_recognised(name: str) -> None:
    assert recognise(Path(name)) is None


def test_a_study_is_read_with_its_key_and_excerpts_only_when_they_are_wished(tmp_path: Path) -> None:
    place = packed(tmp_path, project(selection(0, 4, code(5))))
    key = tmp_path / "key.csv"
    key.write_text("kind,name,code\ncode,weather,delivery.instability\n")
    plain = SOURCES["refi-qda"].read(place, Wish(codebook=shipped_codebook(), key=key))
    asked = SOURCES["refi-qda"].read(place, Wish(codebook=shipped_codebook(), key=key, excerpts=True))
    assert isinstance(plain, Reports) and isinstance(asked, Reports)
    assert [row.excerpt for row in (*plain.barriers, *asked.barriers)] == ["", "Anne"]
    assert plain.tables == {"barriers": plain.barriers}


def test_a_codebook_alone_gives_no_report(tmp_path: Path) -> None:
    place = tmp_path / "codes.qdc"
    place.write_bytes(qdc(shipped_codebook()))
    assert SOURCES["refi-qda"].read(place, Wish(codebook=shipped_codebook())).tables == {"barriers": ()}

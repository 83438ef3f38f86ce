"""Every reader has its line, and a file finds its reader."""

import ast
from pathlib import Path

from dtors_network.area_files.codebook_yaml import shipped_codebook
from dtors_network.exchange import registry
from dtors_network.exchange.kind import Wish
from dtors_network.exchange.reading import Reports
from dtors_network.exchange.registry import KINDS
from dtors_network.exchange.studies.refi_codebook import qdc
from tests.unit.exchange.studies.projects import code, packed, project, selection

ROOMS = ("studies", "registers", "figures")
INNER = {"read_study", "read_excerpts", "read_map", "read_page", "read_tables", "read_directory", "read_types"}


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
        "read_viewit", "read_fingertips", "read_goals", "read_cqc_directory", "read_cqc_hsca", "read_names",
    }  # fmt: skip
    assert not [name for name in readers - {"read_page", "read_tables"} if name not in line]


def test_a_study_is_read_with_its_key_and_excerpts_only_when_they_are_wished(tmp_path: Path) -> None:
    place = packed(tmp_path, project(selection(0, 4, code(5))))
    key = tmp_path / "key.csv"
    key.write_text("kind,name,code\ncode,weather,delivery.instability\n")
    plain = KINDS["refi-qda"].read(place, Wish(codebook=shipped_codebook(), given=key))
    asked = KINDS["refi-qda"].read(place, Wish(codebook=shipped_codebook(), given=key, excerpts=True))
    assert isinstance(plain, Reports) and isinstance(asked, Reports)
    assert [row.excerpt for row in (*plain.barriers, *asked.barriers)] == ["", "Anne"]
    assert plain.tables == {"barriers": plain.barriers}


def test_a_codebook_alone_gives_no_report(tmp_path: Path) -> None:
    place = tmp_path / "codes.qdc"
    place.write_bytes(qdc(shipped_codebook()))
    assert KINDS["refi-qda"].read(place, Wish(codebook=shipped_codebook())).tables == {"barriers": ()}

"""Every format stands in the registry, has its page, and is what its ending says."""

import ast
from pathlib import Path

import pytest

from dtors_network.errors import InputError
from dtors_network.exchange import registry
from dtors_network.exchange.registry import NETWORKS, network_called, network_of_ending

ROOT = Path(__file__).resolve().parents[4]
PAGES = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "docs" / "how-to").glob("*.md")}


def test_every_module_that_reads_or_writes_files_is_registered() -> None:
    folder = Path(registry.__file__).parent / "networks"
    makes = {
        path.stem
        for path in folder.glob("*.py")
        if {node.name for node in ast.parse(path.read_text(encoding="utf-8")).body if isinstance(node, ast.FunctionDef)}
        & {"read", "write", "read_workbook"}
    }
    named = {node.value.id for node in ast.walk(ast.parse(Path(registry.__file__).read_text(encoding="utf-8")))
             if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)}  # fmt: skip
    assert makes <= named and {"graphml", "gexf", "cytoscape", "gephi", "kumu", "polinode", "pajek"} <= makes


def test_a_code_and_an_ending_mean_one_format() -> None:
    endings = [ending for one in NETWORKS.values() for ending in one.endings if ending != ".xlsx"]  # that is an area
    assert len(endings) == len(set(endings))
    assert all(one.code == code and (one.read or one.write) for code, one in NETWORKS.items())


@pytest.mark.parametrize("code", NETWORKS)
def test_every_format_has_a_page_that_says_how_to_read_or_write_it(code: str) -> None:
    verb = f"dtors-network import {code} " if NETWORKS[code].read else f".{NETWORKS[code].endings[0].strip('.')}"
    assert [name for name, text in PAGES.items() if verb in text and name.startswith("i-have-")]


def test_every_page_is_listed_on_the_first() -> None:
    assert all(f"({name})" in PAGES["README.md"] for name in PAGES if name != "README.md")


@pytest.mark.parametrize(
    ("name", "code"),
    [("a.GraphML", "graphml"), ("a.cyjs", "cytoscape"), ("a.json", "kumu"), ("a.net", "pajek"), ("a.csv", "gephi")],
)
def test_an_ending_means_a_format(name: str, code: str) -> None:
    form = network_of_ending(Path(name))
    assert form is not None and form.code == code


def test_folders_and_workbooks_are_areas(tmp_path: Path) -> None:
    assert [network_of_ending(path) for path in (tmp_path, Path("kent"), Path("kent.xlsx"))] == [None, None, None]


def test_unknown_names_are_told_with_the_nearest() -> None:
    with pytest.raises(InputError, match="unknown format .found 'graphm'.. Did you mean 'graphml'"):
        network_called("graphm")
    with pytest.raises(InputError, match="the ending of this file says nothing of its format"):
        network_of_ending(Path("map.dl"))

"""The recipes of docs/recipes.md: each is run as it stands, and what it adds is found where it must appear."""

import csv
import io
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from dashboards.frame import shown
from dashboards.library import Library
from dashboards.pages.registry import PAGES
from dtors_network import network_measures, protect
from dtors_network.accounts.measures import measures_account
from dtors_network.accounts.registry import account_of
from dtors_network.examples import small_area
from dtors_network.exchange import recognising, registry
from dtors_network.exchange.importing import import_file
from dtors_network.measures.registry import MEASURES
from dtors_network.out.csv_text import csv_text
from dtors_network.out.frame import frame
from dtors_network.out.import_lines import kind_lines
from dtors_network.out.json_text import document
from dtors_network.out.measures_page import measures_page
from dtors_network.out.terminal import page as terminal_page
from tests.unit.area_files.one_column import ADDED

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docs" / "recipes.md").read_text(encoding="utf-8")
BLOCKS = dict(re.findall(r"^## ([^\n]+)\n.*?^```python\n(.*?)^```", TEXT, flags=re.DOTALL | re.MULTILINE))
AREA = protect(small_area())


def added(recipe: str) -> dict[str, Any]:
    """Run a recipe, and give what it makes."""
    made: dict[str, Any] = {"__name__": "recipe"}
    exec(compile(BLOCKS[recipe], recipe, "exec"), made)
    return made


@pytest.mark.parametrize("recipe", BLOCKS)
def test_a_recipe_is_short(recipe: str) -> None:
    assert len([line for line in BLOCKS[recipe].splitlines() if line.strip()]) <= 15


def test_every_heading_has_its_recipe() -> None:
    assert re.findall(r"^## (.+)$", TEXT, flags=re.MULTILINE) == list(BLOCKS)


def test_a_column() -> None:
    """What the line does is tried in tests/unit/area_files/test_one_column.py."""
    assert any(BLOCKS["A column of a table"] in more for more in ADDED.values())


def test_a_sheet() -> None:
    places = added("A sheet of a result")["places"]
    account = account_of(network_measures(AREA))
    account = replace(account, sheets=(*account.sheets, places(AREA.services)))
    head, *rows = csv.reader(io.StringIO(csv_text(account, "places")))
    assert head[:2] == ["service", "places"]
    assert [row[0] for row in rows] == [row.service for row in AREA.services]
    assert document(account)["sheets"]["places"][0] == {"service": "gp", "places": None}
    assert frame(account, "places")["service"].tolist() == [row.service for row in AREA.services]
    console = Console(file=io.StringIO(), width=120)
    console.print(terminal_page(account))
    assert "Places of each service" in console.file.getvalue()  # type: ignore[attr-defined]


def test_a_kind_of_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kind = added("A kind of file")["KIND"]
    monkeypatch.setitem(registry.KINDS, kind.code, kind)  # type: ignore[arg-type]
    file = tmp_path / "map.arrows"
    file.write_text("gp > clinic\nclinic > aftercare\n", encoding="utf-8")
    assert recognising.kind_of(file) is kind
    assert any("Arrows" in line for line in kind_lines())
    done = import_file(kind, file, tmp_path / "area", kind="gp")
    assert [row.service for row in done.area.services] == ["gp", "clinic", "aftercare"]
    assert {(row.source, row.target) for row in done.area.statements} == {("gp", "clinic"), ("clinic", "aftercare")}


def test_a_page() -> None:
    page = added("A page")["PAGE"]
    component, title, *_ = shown(Library([small_area()]), [*PAGES, page], "/places", "?area=small")
    assert title == "Places: Small example"
    assert "Places: Small example" in json.dumps(component.to_plotly_json(), default=lambda one: one.to_plotly_json())


def test_a_measure(monkeypatch: pytest.MonkeyPatch) -> None:
    measure = added("A measure of the network")["ISOLATES"]
    monkeypatch.setitem(MEASURES, measure.code, measure)
    found = network_measures(AREA)
    value = found.figure("isolates").value
    assert (value.certain, value.possible) == (2.0, 0.0)
    account = measures_account(found)
    assert "Services without a link" in csv_text(account, "network")
    assert "Services without a link" in csv_text(account, "reading")
    assert "Services without a link" in measures_page(MEASURES.values())

"""The command `measures`: on areas and on network files, in every form."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import networkx as nx
import pytest

from dtors_network.accounts.measures import measures_account
from dtors_network.area_files.area_io import write_area
from dtors_network.disclosure import protect
from dtors_network.examples import small_area
from dtors_network.measures import MEASURES, network_measures
from dtors_network.out.frame import frame
from tests.unit.test_cli import Run, run

__all__ = ["run"]

GRAPHML = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
  <key id="t" for="node" attr.name="service_type" attr.type="string"/>
  <graph edgedefault="directed">
    <node id="Door"><data key="t">open_access</data></node>
    <node id="Care"><data key="t">psychosocial</data></node>
    <node id="After"><data key="t">aftercare</data></node>
    <edge source="Door" target="Care"/><edge source="Care" target="After"/><edge source="Care" target="Door"/>
  </graph>
</graphml>
"""


@pytest.fixture
def small(tmp_path: Path) -> Path:
    write_area(small_area(), tmp_path / "small")
    return tmp_path / "small"


def test_an_area_in_words(run: Run, small: Path) -> None:
    ran = run("measures", small)
    told = " ".join(ran.out.split())
    assert (ran.code, ran.err) == (0, "")
    assert "Of 12 ordered pairs of 4 services 1 is linked for certain, and 3 at the most, by links" in told
    assert "None of them is better for being higher or lower" in told
    assert "Sampled: 100 networks between the two, seed 20261128." in told
    assert all(title.split(",")[0].split()[0] in told for title in (one.title for one in MEASURES.values()))


def test_an_area_as_csv_by_sheet(run: Run, small: Path) -> None:
    whole = list(csv.DictReader(io.StringIO(run("measures", small, "--format", "csv").out)))
    density = next(row for row in whole if row["measure"] == "density" and row["unit"] == "services")
    ends = ["value_certain", "value_possible", "value_low", "value_high", "value_exact", "pairs", "profile"]
    assert [density[end] for end in ends] == ["0.083333", "0.25", "0.083333", "0.25", "yes", "12", "ndtms"]
    ran = run("measures", small, "--format", "csv", "--sheet", "services")
    services = list(csv.DictReader(io.StringIO(ran.out)))
    assert [row["id"] for row in services] == ["aftercare", "clinic", "gp", "minds"]
    assert [row["steps_to_aftercare_low"] for row in services] == ["0.0", "1.0", "2.0", ""]


def test_an_area_as_json_tells_the_seed_and_how_each_is_read(run: Run, small: Path) -> None:
    ran = run("measures", small, "--format", "json", "--seed", 7, "--draws", 9, "--group", "currently_using")
    told = json.loads(ran.out)
    assert (told["seed"], told["draws"], told["group"]) == (7, 9, "currently_using")
    assert [row["measure"] for row in told["sheets"]["reading"]] == list(MEASURES)
    assert all(row["not_read"] and row["taken"] for row in told["sheets"]["reading"])


def test_the_network_of_another_program(run: Run, tmp_path: Path) -> None:
    (tmp_path / "net.graphml").write_text(GRAPHML, encoding="utf-8")
    ran = run("measures", tmp_path / "net.graphml", "--format", "json")
    told = json.loads(ran.out)
    assert ran.code == 0
    assert told["headline"].startswith(
        "Care stands between more others than any other service: on the shortest way of 50 in "
    )
    assert "Of 6 ordered pairs of 3 services 3 are linked, as drawn." in told["sentences"]
    assert {row["scope"] for row in told["sheets"]["network"]} == {"all"}
    open_ = run("measures", tmp_path / "net.graphml", "--open-questions", "--format", "json")
    assert "0 are linked for certain, and 6 at the most" in " ".join(json.loads(open_.out)["sentences"])
    states = {row["state"]: row["pairs"] for row in told["sheets"]["states"] if row["scope"] == "all"}
    assert states["one_sided"] + states["confirmed"] == 3


def test_a_published_value_from_a_file_without_directions_or_types(run: Run, tmp_path: Path) -> None:
    """Centralisation of betweenness among the Florentine families: .437 (S. Wasserman and K. Faust, 1994)."""
    nx.write_graphml(nx.florentine_families_graph(), tmp_path / "families.graphml")
    (tmp_path / "map.yaml").write_text("undirected: both_ways\n", encoding="utf-8")
    words = ("--map", tmp_path / "map.yaml", "--type", "wellbeing", "--format", "csv")
    rows = csv.DictReader(io.StringIO(run("measures", tmp_path / "families.graphml", *words).out))
    found = {row["measure"]: row["value_certain"] for row in rows if row["unit"] == "services"}
    assert round(float(found["betweenness_centralisation"]), 3) == 0.437
    assert float(found["density"]) == pytest.approx(20 * 2 / (15 * 14), abs=1e-6)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (
            ("--sheet", "service"),
            "unknown sheet (found 'service'). Did you mean 'services'? Known: network, asked, services, organisations",
        ),
        (("--group", "nobody"), "unknown client group (found 'nobody')"),
        (("--draws", "0"), "0 is not in the range"),
    ],
)
def test_wrong_words_are_told(run: Run, small: Path, words: tuple[str, ...], told: str) -> None:
    ran = run("measures", small, *words)
    assert (ran.code, ran.out) == (2, "")
    assert told in " ".join(ran.err.replace("│", " ").split())


def test_a_file_that_is_not_there_is_told(run: Run, tmp_path: Path) -> None:
    ran = run("measures", tmp_path / "none.graphml")
    assert ran.code == 2
    assert "none.graphml" in ran.err


def test_sheets_are_frames_and_nothing_praises_a_dense_network() -> None:
    account = measures_account(network_measures(protect(small_area()), draws=3))
    assert all(len(frame(account, sheet.name)) == len(sheet) for sheet in account.sheets)
    words = " ".join([account.headline, *account.sentences, *account.notes, *map(str, MEASURES.values())])
    assert re.findall(r"denser|well connected|poorly|should be higher|too (?:low|few)", words) == []

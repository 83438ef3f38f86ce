"""The command `evidence` in every form, and what it says of wrong input."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tests.command import ran as run

AREA = "rural_out_of_area"


def test_it_tells_on_a_terminal_what_was_reported_and_what_records_show() -> None:
    ran = run("evidence", AREA)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "records can be held against" in ran.stdout
    assert "Records agree: Engagement lost at a transition" in " ".join(ran.stdout.split())


def test_every_sheet_is_a_csv_table_and_json_names_what_it_was_held_against() -> None:
    for sheet in ("places", "barriers", "silent"):
        ran = run("evidence", AREA, "--format", "csv", "--sheet", sheet)
        assert ran.returncode == 0
        rows = list(csv.DictReader(io.StringIO(ran.stdout)))
        assert all(row["profile"] == "ndtms" for row in rows)
    told = json.loads(run("evidence", AREA, "--format", "json", "--against", "well_joined").stdout)
    assert told["against"] == ["Ellerwick"]
    assert told["drawn_tables"] == 200
    verdicts = {row["verdict"] for row in told["sheets"]["places"]}
    assert verdicts <= {
        "corroborated",
        "contradicted",
        "inconclusive",
        "records_cannot_tell",
        "no_records",
        "not_tested",
    }


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["nowhere"], "there is no such folder or workbook"),
        ([AREA, "--sheet", "place"], "unknown sheet"),
        ([AREA, "--against", "well_join"], "there is no such folder or workbook"),
    ],
)
def test_wrong_input_is_told_and_stops(words: list[str], told: str) -> None:
    ran = run("evidence", *words)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert told in ran.stderr


def test_a_codebook_that_names_a_test_that_is_not_there_lists_those_that_are(tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text(
        "id: own\ntitle: Own\nsource: us\nbarriers:\n  own.code:\n    theme: Own\n    title: Own\n"
        "    definition: Own.\n    kind: barrier\n    attaches_to: [service]\n    source: us\n    test: caseload\n",
        encoding="utf-8",
    )
    ran = run("evidence", AREA, "--codebook", own)
    assert ran.returncode == 2
    assert "criminal_justice_strain" in ran.stderr


@pytest.mark.parametrize("command", ["evidence", "overview"])
def test_an_area_is_not_held_against_itself(command: str) -> None:
    ran = run(command, "well_joined", "--against", AREA, "--against", "./well_joined")
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr == "error: an area cannot be held against itself (found './well_joined'). Name other areas\n"


def test_a_target_is_so_many_of_100() -> None:
    ran = run("target", "well_joined", "--reach", "145")
    assert ran.returncode == 2 and "is not in the range 0<=x<=100" in " ".join(ran.stderr.split())

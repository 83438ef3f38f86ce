"""The command start: from an authority and a register to an area that every other command opens."""

import csv
import json
from pathlib import Path

import pytest

from dtors_network import cli
from dtors_network.area_files.area_io import read_area

CQC = (
    "Name,Service types,Specialisms/services,Provider name,Local authority,"
    "CQC Location ID (for office use only),CQC Provider ID (for office use only)\n"
    "Ash House,Rehabilitation (substance abuse),,Ash Ltd,Kent,1-1,2-1\n"
    "Beech Hub,Community services - Substance abuse,,Ash Ltd,Kent,1-2,2-1\n"
)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "cqc.csv").write_text(CQC, encoding="utf-8")
    (tmp_path / "ours.csv").write_text("Service,Kind\nHill Surgery,GP\nThe Beech Hub,\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    monkeypatch.setattr("sys.argv", ["dtors-network", *words])
    with pytest.raises(SystemExit) as stopped:
        cli.main()
    return int(stopped.value.code or 0)


def edit(file: Path, **cells: dict[str, str]) -> None:
    """Type into a table as somebody does in a spreadsheet."""
    with file.open(encoding="utf-8-sig", newline="") as text:
        rows = list(csv.DictReader(text))
    for row in rows:
        row.update(cells.get(row["service"].replace("-", "_"), {}))
    with file.open("w", encoding="utf-8-sig", newline="") as text:
        writer = csv.DictWriter(text, rows[0])
        writer.writeheader()
        writer.writerows(rows)


def test_it_begins_brings_goes_on_and_undoes(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "start", "kent", "--authority", "Kent", "--from", "cqc.csv", "--from", "ours.csv") == 0
    told = capsys.readouterr()
    assert "cqc.csv is taken for: CQC directory. 2 new" in told.err
    assert "May be one under two names" in told.out and "For the holder of the data" in told.out
    belong = {"belongs": "Yes"}
    edit(place / "kent" / "candidates.csv", cqc_1_1=belong, cqc_1_2=belong, list_the_beech_hub={"same_as": "cqc_1-2"})
    assert run(monkeypatch, "start", "kent", "--format", "json") == 0
    document = json.loads(capsys.readouterr().out)
    assert {row["step"]: row["done"] for row in document["sheets"]["steps"]}["services"] == "under way"
    area = read_area(place / "kent")
    assert dict(area.service["cqc_1-2"].extra)["also_known_as"] == "The Beech Hub"
    for command in (("check",), ("gaps",), ("ask",), ("convert", "kent.graphml")):
        assert run(monkeypatch, command[0], "kent", *command[1:]) == 0
    assert "Is every service of the area on the list?" in capsys.readouterr().out
    assert run(monkeypatch, "start", "kent", "--undo", "ours.csv", "--format", "csv", "--sheet", "candidates") == 0
    told = capsys.readouterr()
    assert "ours.csv: 2 candidates taken away" in told.err and "Hill Surgery" not in told.out
    assert "also_known_as" not in dict(read_area(place / "kent").service["cqc_1-2"].extra)


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (("new",), "a first map needs an authority"),
        (("new", "--authority", "Kentt"), "Did you mean 'Kent'?"),
        (("new", "--authority", "Kent", "--reference", "partnership_2002"), "Did you mean 'partnership_2022'?"),
        (("new.xlsx", "--authority", "Kent"), "folder"),
        (("kent", "--authority", "Surrey"), "this folder holds Kent (E10000016), not Surrey"),
        (("kent", "--from", "nothing.csv"), "there is no such file"),
        (("kent", "--undo", "cqc.csv"), "no such file was brought"),
    ],
)
def test_what_cannot_be_is_told_and_leaves_everything_as_it_was(
    place: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    words: tuple[str, ...],
    problem: str,
) -> None:
    run(monkeypatch, "start", "kent", "--authority", "Kent")
    before = {path.name: path.read_bytes() for path in (place / "kent").iterdir()}
    capsys.readouterr()
    assert run(monkeypatch, "start", *words) == 2
    assert problem in " ".join(capsys.readouterr().err.split())
    assert {path.name: path.read_bytes() for path in (place / "kent").iterdir()} == before
    assert not (place / "new").exists() and not (place / "new.xlsx").exists()


def test_a_slip_in_the_table_names_its_row(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run(monkeypatch, "start", "kent", "--authority", "Kent", "--from", "cqc.csv")
    edit(place / "kent" / "candidates.csv", cqc_1_2={"belongs": "maybe", "service_type": "hub"})
    capsys.readouterr()
    assert run(monkeypatch, "start", "kent") == 2
    told = capsys.readouterr().err
    assert "candidates.csv, row 3, column belongs" in told and "column service_type" in told

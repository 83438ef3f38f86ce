"""Import of studies, registers, directories and figures: what is printed, what is written, and how it fails."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from dtors_network.area_files.area_io import read_area, write_area
from dtors_network.area_files.csv_tables import read_csv
from dtors_network.errors import InputError
from dtors_network.examples import small_area
from dtors_network.exchange.importing import import_file
from dtors_network.exchange.registry import KINDS
from dtors_network.out.import_lines import import_lines
from tests.command import ran
from tests.unit.exchange.studies.projects import code, packed, project, selection

DIRECTORY = {"id": "h1", "name": "=Drugs hub", "status": "active", "application_process": "Drop in"}
FIGURES = (
    "Indicator ID,Indicator Name,Area Code,Area Name,Area Type,Sex,Age,Category Type,Category,Time period,Value,"
    "Lower CI 95.0 limit,Upper CI 95.0 limit,Count,Denominator,Value note\n"
    "92544,Engagement,E1,Small example,Counties,Persons,18+,,,2023/24,*,,,*,,\n"
)


@pytest.fixture
def area(tmp_path: Path) -> Path:
    write_area(small_area(), tmp_path / "area")
    return tmp_path / "area"


run = ran


def page(folder: Path, **more: str) -> Path:
    path = folder / "page.json"
    path.write_text(json.dumps(DIRECTORY | more), encoding="utf-8")
    return path


def test_a_directory_gives_candidates_beside_the_area_and_no_service(area, tmp_path):
    done = run("import", "open-referral", page(tmp_path), "--into", area)
    assert done.returncode == 0, done.stderr
    assert "candidates.csv: 1 added, 0 changed, 0 the same" in done.stdout
    assert "Go through them, and move those that belong to the area into its table of services." in done.stdout
    (row,) = read_csv(area / "candidates.csv").rows
    assert "=Drugs hub" in row
    assert "'=Drugs hub" in (area / "candidates.csv").read_text("utf-8-sig")
    assert read_area(area).services == small_area().services


def test_importing_again_says_what_changed_and_keeps_what_was_typed(area, tmp_path):
    run("import", "open-referral", page(tmp_path), "--into", area)
    text = (area / "candidates.csv").read_text("utf-8-sig")
    (area / "candidates.csv").write_text(text.replace("'=Drugs hub", "The hub"), encoding="utf-8-sig")
    done = run("import", "open-referral", page(tmp_path, name="Alcohol hub"), "--into", area)
    assert "yours kept: oruk_h1, name: 'The hub', the file says 'Alcohol hub'" in done.stdout
    assert "The hub" in (area / "candidates.csv").read_text("utf-8-sig")


def test_figures_of_other_areas_are_not_taken(area, tmp_path):
    (tmp_path / "figures.csv").write_text(FIGURES.replace("Small example", "Kent"), encoding="utf-8")
    done = run("import", "fingertips", tmp_path / "figures.csv", "--into", area)
    assert done.returncode == 2
    assert "no figure of this file is of Small example. It speaks of Kent" in done.stderr
    assert not (area / "indicators.csv").exists()


def test_a_missing_figure_is_kept_as_missing(area, tmp_path):
    (tmp_path / "figures.csv").write_text(FIGURES, encoding="utf-8")
    done = run("import", "fingertips", tmp_path / "figures.csv", "--into", area)
    assert done.returncode == 0, done.stderr
    sheet = read_csv(area / "indicators.csv")
    cells = dict(zip(sheet.header, sheet.rows[0], strict=True))
    assert (cells["value"], cells["raw"], cells["period_start"]) == ("", "*", "2023-04-01")


def test_a_study_gives_barrier_reports_and_its_key_only_when_asked(area, tmp_path):
    study = packed(tmp_path, project(selection(0, 9, code(3)), selection(12, 20, code(5), number=2)))
    done = run("import", "refi-qda", study, "--into", area)
    assert done.returncode == 0, done.stderr
    assert "barriers: 1 added, 0 changed, 0 the same" in done.stdout
    assert "weather: 1" in done.stdout
    assert "Anne" not in done.stdout + (area / "barriers.csv").read_text("utf-8-sig")
    assert len(read_area(area).barriers) > len(small_area().barriers)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["area", "study.qdpx"]
    again = run("import", "refi-qda", study, "--into", area, "--write-key", tmp_path / "key.csv")
    assert again.returncode == 0, again.stderr
    assert read_csv(tmp_path / "key.csv").header[:2] == ("kind", "name")


def test_the_codebook_is_written_for_a_new_study(tmp_path):
    done = run("codebook", "--qdc", tmp_path / "codes.qdc")
    assert done.returncode == 0, done.stderr
    raw = (tmp_path / "codes.qdc").read_bytes()
    assert b"urn:QDA-XML:codebook:1.0" in raw
    assert "codes.qdc" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("import", "open-refferal", "page.json"), "Did you mean 'open-referral'?"),
        (("import", "refi-qda", "page.json"), "page.json"),
        (("import", "viewit", "nowhere.csv"), "nowhere.csv"),
    ],
)
def test_slips_are_told_and_nothing_is_written(area, tmp_path, arguments, told):
    page(tmp_path)
    command, form, name = arguments
    before = {path.name: path.read_bytes() for path in area.iterdir()}
    done = run(command, form, tmp_path / name, "--into", area)
    assert done.returncode == 2
    assert told in done.stderr
    assert "Traceback" not in done.stderr
    assert {path.name: path.read_bytes() for path in area.iterdir()} == before


def national(folder):
    place = folder / "export.csv"
    header = "ReportingPeriod_Data,Area_Data,DrugGroup_Data,Gender_Data,AgeGroup_Data,Num_InTreatment_AllInTx"
    place.write_text(f"{header}\n2021/22,England,Total,Total,Total,289217\n", encoding="utf-8")
    return place


def imported(kind, file, into, **more):
    return import_lines(import_file(KINDS[kind], file, into, **more), file.name, str(into))


@pytest.mark.parametrize("kind", ["open-referral", "viewit", "fingertips", "refi-qda"])
@pytest.mark.parametrize("ending", ["", ".xlsx"])
def test_an_area_that_is_not_there_is_made_and_an_import_that_fails_leaves_none(tmp_path, kind, ending):
    (tmp_path / "figures.csv").write_text(FIGURES, encoding="utf-8")
    study = packed(tmp_path, project(selection(0, 9, code(3))))
    files = {"open-referral": page(tmp_path), "viewit": national(tmp_path), "fingertips": tmp_path / "figures.csv"}
    place = tmp_path / "deep" / f"new{ending}"
    assert imported(kind, files.get(kind, study), place)[0].startswith(f"Made the area {place}")
    made = read_area(place)
    assert made.name == {"viewit": "England", "fingertips": "Small example"}.get(kind, "new")
    assert len(made.barriers) == int(kind == "refi-qda")
    assert not [line for line in imported(kind, files.get(kind, study), place) if "Made" in line]
    with pytest.raises(InputError):
        imported(kind, tmp_path / "missing.csv", tmp_path / f"other{ending}")
    assert not (tmp_path / f"other{ending}").exists()


def test_the_command_makes_the_area_too(tmp_path):
    done = run("import", "viewit", national(tmp_path), "--into", tmp_path / "new")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"Made the area {tmp_path / 'new'}, which has no service yet.")


def test_of_a_file_of_many_areas_a_new_place_takes_the_one_of_its_name_or_asks(tmp_path):
    rows = FIGURES + FIGURES.splitlines()[1].replace("E1,Small example", "E2,Kent") + "\n"
    (tmp_path / "figures.csv").write_text(rows, encoding="utf-8")
    done = imported("fingertips", tmp_path / "figures.csv", tmp_path / "kent")
    assert "indicators.csv: 1 added, 0 changed, 0 the same" in done
    assert (read_area(tmp_path / "kent").name, read_area(tmp_path / "kent").gss_code) == ("Kent", "E2")
    with pytest.raises(InputError, match="name one with --only"):
        imported("fingertips", tmp_path / "figures.csv", tmp_path / "elsewhere")
    assert not (tmp_path / "elsewhere").exists()
    imported("fingertips", tmp_path / "figures.csv", tmp_path / "elsewhere", only=("Small example",))
    assert read_area(tmp_path / "elsewhere").name == "Small example"


def test_cautions_speak_of_the_area_and_not_of_the_others_of_the_file(area, tmp_path):
    other = FIGURES.splitlines()[1].replace("E1,Small example", "E2,Kent").replace("2023/24", "week 3")
    (tmp_path / "figures.csv").write_text(FIGURES + f"{other}\n" * 3, encoding="utf-8")
    lines = imported("fingertips", tmp_path / "figures.csv", area)
    assert "1 of the figures is missing at the source" in lines
    assert not [line for line in lines if "not understood" in line]


def test_many_rows_of_one_trouble_are_one_fault_with_its_number(area, tmp_path):
    one = FIGURES.splitlines()[1].replace(",*,,,*,,", ",many,,,1,2,")
    (tmp_path / "figures.csv").write_text(FIGURES + f"{one}\n" * 60, encoding="utf-8")
    done = run("import", "fingertips", tmp_path / "figures.csv", "--into", area)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1 and "60 rows" in done.stderr, done.stderr


def test_a_file_alone_is_recognised_and_goes_the_same_way_as_with_its_kind(area, tmp_path):
    place = page(tmp_path)
    shutil.copytree(area, tmp_path / "other")
    alone, named = (
        run("import", place, "--into", area),
        run("import", "open-referral", place, "--into", tmp_path / "other"),
    )
    assert alone.returncode == named.returncode == 0, alone.stderr
    assert alone.stdout.splitlines() == [
        "page.json is read as Open Referral UK or HSDS (open-referral).",
        *named.stdout.splitlines(),
    ]
    assert (area / "candidates.csv").read_bytes() == (tmp_path / "other" / "candidates.csv").read_bytes()


def test_the_kinds_that_can_be_read_are_listed_without_an_area():
    done = run("import", "--list")
    assert done.returncode == 0, done.stderr
    assert {line.split()[0] for line in done.stdout.splitlines() if line.startswith(" ")} == {
        code for code, kind in KINDS.items() if kind.read
    }


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), "an import needs one file. Name it: import FILE, or import KIND FILE; --list shows every kind"),
        (("kumu", "page.json", "page.json"), "an import needs one file"),
        (("page.json",), "an import needs the area that it goes into. Name it: --into AREA"),
        (("notes.txt", "--into", "new"), "notes.txt: nothing in this file says of which kind it is"),
        (("map.net", "--into", "new"), "map.net: Pajek is only written, never read"),
    ],
)
def test_slips_of_an_import_without_a_kind_are_told_and_nothing_is_written(tmp_path, monkeypatch, words, told):
    page(tmp_path)
    (tmp_path / "notes.txt").write_text("words", encoding="utf-8")
    (tmp_path / "map.net").write_text("*Vertices 0", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    before = sorted(path.name for path in tmp_path.iterdir())
    done = run("import", *words)
    assert (done.returncode, done.stdout.count("Traceback")) == (2, 0)
    assert told in done.stderr and "Traceback" not in done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == before

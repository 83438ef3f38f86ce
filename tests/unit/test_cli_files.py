"""The commands import and convert: exit codes, what is printed, what is written, and that small counts stay hidden."""

import csv
import html
import io
import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from dtors_network import cli
from dtors_network.area_files import releases
from dtors_network.area_files.area_io import read_area, write_area
from dtors_network.area_files.cannot_write import cannot_write
from dtors_network.area_files.releases import register_release
from dtors_network.disclosure import protect
from dtors_network.examples import counted_area, small_area
from dtors_network.exchange.registry import KINDS
from dtors_network.model.area import Area, Arrival, Referral
from dtors_network.model.bounds import Bounds
from dtors_network.model.sharing import HOLDERS
from dtors_network.model.vocabulary import Profile

Run = Callable[..., tuple[int, str, str]]
WRITTEN = {"graphml": "m.graphml", "gexf": "m.gexf", "cytoscape": "m.cyjs", "kumu": "m.json", "gephi": "m.csv"}


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command line in this process."""

    def ran(*words: object) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["dtors-network", *map(str, words)])
        with pytest.raises(SystemExit) as stopped:
            cli.main()
        return int(stopped.value.code or 0), *capsys.readouterr()

    return ran


@pytest.fixture
def few() -> Area:
    """An area in which three people came, and two of five referred started."""
    row = Referral(source="gp", target="clinic", client_group="everyone", referred=5, started=2)
    arrivals = (Arrival(service="gp", client_group="everyone", count=3),)
    tables = frozenset({"arrivals", "referrals"})
    return replace(small_area(), referrals=(row,), arrivals=arrivals, tables=tables)


@pytest.mark.parametrize("code", WRITTEN)
def test_small_counts_are_hidden_and_the_file_says_so(run: Run, tmp_path: Path, few: Area, code: str) -> None:
    write_area(few, tmp_path / "ours")
    status, out, _ = run("convert", tmp_path / "ours", tmp_path / WRITTEN[code])
    assert (status, out) == (
        0,
        f"Wrote Small example to {tmp_path / WRITTEN[code]}. Counts of people stand in blocks (0, 1–5, 6–10, 11–15 "
        "and so on), some of them wider.\n",
    )
    text = html.unescape("".join(path.read_text(encoding="utf-8") for path in tmp_path.glob("m*")))
    assert "ndtms" in text
    assert re.search(r"started[^0-9a-z]+1\.\.5", text) and not re.search(r"started[^0-9a-z*]+2\b", text)
    assert re.search(r"count[^0-9a-z]+1\.\.5", text) and not re.search(r"count[^0-9a-z*]+3\b", text)


def test_profile_none_is_explicit_and_marked(run: Run, tmp_path: Path, few: Area) -> None:
    write_area(few, tmp_path / "ours")
    status, out, _ = run("convert", tmp_path / "ours", tmp_path / "m.graphml", "--profile", "none")
    assert status == 0 and "NOT FOR SHARING" in out
    assert re.search(r">none<", (tmp_path / "m.graphml").read_text(encoding="utf-8"))
    again = run("convert", tmp_path / "m.graphml", tmp_path / "again", "--profile", "none")
    assert again[0] == 0
    written = read_area(tmp_path / "again")
    assert (written.extra, written.profile) == ((), Profile.NONE)
    assert replace(written, profile=None) == read_area(tmp_path / "ours")
    shared = run("convert", tmp_path / "again", tmp_path / "shared.xlsx")
    assert shared[0] == 0
    assert read_area(tmp_path / "shared.xlsx").profile is Profile.NDTMS
    assert read_area(tmp_path / "shared.xlsx").referrals[0].started == Bounds(1, 5)


def test_what_is_converted_is_registered_and_counts_as_known(run: Run, tmp_path: Path, few: Area) -> None:
    write_area(few, tmp_path / "ours")
    for target in ("m.graphml", "shared.xlsx", "shared"):
        assert run("convert", tmp_path / "ours", tmp_path / target)[0] == 0
    (known,) = read_area(tmp_path / "ours").released
    assert known.profile is Profile.NDTMS and known.arrivals[0].count == Bounds(1, 5)
    status, _, err = run("convert", tmp_path / "ours", tmp_path / "other.gexf", "--profile", "nhs_digital")
    assert status == 2 and "ndtms" in err and "nhs_digital" in err and not (tmp_path / "other.gexf").exists()
    assert run("convert", tmp_path / "ours", tmp_path / "all.gexf", "--profile", "none")[0] == 0  # its holder's own
    register = (tmp_path / "ours" / "releases" / "register.csv").read_text()
    assert register.count("\n") == 2 and ",convert," in register


@pytest.mark.parametrize("target", ["m.graphml", "shared"])
def test_a_register_of_another_area_lets_nothing_out(run: Run, tmp_path: Path, few: Area, target: str) -> None:
    write_area(few, tmp_path / "ours")
    register_release(tmp_path / "ours", protect(few), "convert", date(2026, 1, 5))
    file = tmp_path / "ours" / "releases" / "register.csv"
    file.write_text(file.read_text().replace("small,", "elsewhere,", 1))
    status, _, err = run("convert", tmp_path / "ours", tmp_path / target)
    assert status == 2 and "elsewhere" in err and not (tmp_path / target).exists()


def test_a_folder_that_cannot_be_written_is_said_and_the_file_is_there(
    run: Run, tmp_path: Path, few: Area, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_area(few, tmp_path / "ours")

    def refuse(folder: Path) -> None:
        error = PermissionError(13, "Permission denied")
        raise cannot_write(folder, error) from error

    monkeypatch.setattr(releases, "locked", refuse)
    status, out, err = run("convert", tmp_path / "ours", tmp_path / "m.graphml")
    assert status == 0 and out.startswith("Wrote") and (tmp_path / "m.graphml").exists()
    assert err.count("could not be registered") == 1 and "Traceback" not in err


@pytest.mark.parametrize(("code", "name"), [("kumu", "m.json"), ("gephi", "m.csv"), ("kumu-sheets", "k.xlsx")])
def test_protected_tables_of_a_network_do_not_go_into_exact_ones(
    run: Run, tmp_path: Path, few: Area, code: str, name: str
) -> None:
    write_area(few, tmp_path / "ours")
    assert run("convert", tmp_path / "ours", tmp_path / name, "--to", code)[0] == 0
    before = (tmp_path / "ours" / "referrals.csv").read_bytes()
    status, _, err = run("import", code, tmp_path / name, "--into", tmp_path / "ours")
    assert status == 2 and "protected as ndtms" in err and "exact" in err
    assert (tmp_path / "ours" / "referrals.csv").read_bytes() == before
    status, out, _ = run("import", code, tmp_path / name, "--into", tmp_path / "new", "--type", "gp")
    assert status == 0 and read_area(tmp_path / "new").profile is Profile.NDTMS and HOLDERS not in out


def test_one_key_names_the_profile_in_every_format(run: Run, tmp_path: Path, few: Area) -> None:
    write_area(few, tmp_path / "ours")
    for name in (*WRITTEN.values(), "tables"):
        assert run("convert", tmp_path / "ours", tmp_path / name)[0] == 0
    written = [path for path in tmp_path.rglob("*") if path.is_file() and tmp_path / "ours" not in path.parents]
    assert len(written) > 8
    assert not [path.name for path in written if "disclosure" in path.read_text(encoding="utf-8")]


def test_what_a_format_leaves_out_is_said_one_on_a_line(run: Run, tmp_path: Path) -> None:
    write_area(small_area(), tmp_path / "ours")
    status, _, err = run("convert", tmp_path / "ours", tmp_path / "m.json")
    assert (status, err) == (
        0,
        "warning: left out: the keys of the area (id, name, reference_pathway, synthetic, services_complete, "
        "records_complete, departures_complete, profile)\n",
    )
    status, _, err = run("convert", tmp_path / "ours", tmp_path / "m.net")
    assert status == 0
    assert err.startswith("warning: left out: every attribute of services and links but labels and numbers referred\n")


@pytest.mark.parametrize(("code", "name"), [("kumu-sheets", "k.xlsx"), ("polinode", "p.xlsx")])
def test_a_format_without_an_ending_is_named(run: Run, tmp_path: Path, code: str, name: str) -> None:
    write_area(counted_area(), tmp_path / "ours")
    assert run("convert", tmp_path / "ours", tmp_path / name, "--to", code, "--profile", "none")[0] == 0
    status, _, err = run("convert", tmp_path / name, tmp_path / "m.gexf", "--from", code)
    assert (status, err) == (0, "note: It is judged by partnership_2022, for the file names no reference_pathway.\n")
    status, out, _ = run("import", code, tmp_path / name, "--into", tmp_path / "ours")
    assert (status, out) == (0, f"Nothing changed: {tmp_path / 'ours'} says all that {name} says.\n{HOLDERS}\n")


def test_an_import_says_what_it_did(run: Run, tmp_path: Path) -> None:
    write_area(small_area(), tmp_path / "ours")
    elements = [
        {"label": "gp", "name": "Hill", "type": "gp", "organisation": "North"},
        {"label": "house", "type": "residential_rehabilitation"},
    ]
    links = [{"from": "gp", "to": "house"}]
    (tmp_path / "map.json").write_text(json.dumps({"elements": elements, "connections": links}), encoding="utf-8")
    status, out, err = run("import", "kumu", tmp_path / "map.json", "--into", tmp_path / "ours")
    assert (status, err.count("Wrote ")) == (0, 1) and "is kept as version 1" in err
    assert out.splitlines() == [
        "services: 1 added, 1 changed, 0 the same",
        "statements: 1 added, 0 changed, 0 the same",
        "  changed: services gp, name: blank becomes 'Hill'",
        "  yours kept: services gp, organisation: 'Hill Surgery'; the file says 'North'",
        "  1 cell typed here and kept; --replace takes the file's",
        "1 edge says only that there is a link. It became one statement, by default the word of whoever drew the "
        "file about the sender's end: it makes a link one-sided, never confirmed by both.",
        HOLDERS,
    ]
    status, out, _ = run("import", "kumu", tmp_path / "map.json", "--into", tmp_path / "ours", "--replace")
    assert "  changed: services gp, organisation: 'Hill Surgery' becomes 'North'" in out.splitlines()
    assert read_area(tmp_path / "ours").service["gp"].organisation == "North"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (
            ("import", "graphm", "m.graphml", "--into", "ours"),
            f"unknown format (found 'graphm'). Did you mean 'graphml'? Known: {', '.join(KINDS)}",
        ),
        (
            ("import", "pajek", "m.net", "--into", "ours"),
            "m.net: Pajek is only written, never read. Export it in another format, such as GraphML",
        ),
        (("import", "gexf", "nowhere.gexf", "--into", "ours"), "nowhere.gexf: there is no such file. Check the path "
         "for a slip"),
        (
            ("convert", "well_joined", "map.dl"),
            "map.dl: the ending of this file says nothing of its format. Name the format with --from or --to, or use "
            "one of these endings: .graphml, .gexf, .cyjs, .csv, .json, .net",
        ),
        (("import", "kumu", "m.json", "--into", "ours", "--map", "no.yaml"), "m.json: there is no such file. Check the "
         "path for a slip"),
    ],
)  # fmt: skip
def test_bad_input_is_one_sentence_exit_code_2_and_nothing_written(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], sentence: str
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(*words) == (2, "", f"error: {sentence}\n")
    assert list(tmp_path.iterdir()) == []


def test_convert_overwrites_nothing(run: Run, tmp_path: Path) -> None:
    (tmp_path / "m_edges.csv").write_text("mine", encoding="utf-8")
    status, out, err = run("convert", "well_joined", tmp_path / "m.csv")
    assert (status, out) == (2, "")
    assert "m_edges.csv: there is something of this name already" in err
    assert [path.name for path in tmp_path.iterdir()] == ["m_edges.csv"]


def test_no_cell_of_a_table_runs_in_a_spreadsheet_and_each_comes_back(run: Run, tmp_path: Path) -> None:
    services = (replace(small_area().services[0], name="=1+1", extra=(("@own", "+cmd"),)), *small_area().services[1:])
    write_area(replace(small_area(), services=services), tmp_path / "ours")
    run("convert", tmp_path / "ours", tmp_path / "m.csv", "--profile", "none")
    for path in tmp_path.glob("m_*.csv"):
        rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
        assert [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t"))] == []
    for code, name in (("polinode", "p.xlsx"), ("kumu-sheets", "k.xlsx")):
        run("convert", tmp_path / "ours", tmp_path / name, "--to", code, "--profile", "none")
        book = load_workbook(tmp_path / name)
        assert {cell.data_type for sheet in book for row in sheet for cell in row} <= {"s", "n"}
    for code, name in (("gephi", "m.csv"), ("polinode", "p.xlsx"), ("kumu-sheets", "k.xlsx")):
        run("import", code, tmp_path / name, "--into", tmp_path / code)
        assert read_area(tmp_path / code).services[0] == services[0]

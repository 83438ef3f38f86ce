"""What is read, and how; what is written, and what is left alone."""

import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dtors_network.area_files import staging
from dtors_network.area_files.area_io import new_area, read_area, warnings, write_area
from dtors_network.area_files.codebook_yaml import shipped_codebook
from dtors_network.area_files.pathway_yaml import shipped_pathway
from dtors_network.errors import InputError
from dtors_network.examples import small_area
from dtors_network.model.area import Origin
from dtors_network.model.bounds import Bounds
from dtors_network.model.codebook import Term
from dtors_network.model.vocabulary import SUPPRESSED, Accepts, ReporterRole
from tests.unit.area_files.minimal import ARRIVALS, FILES, changed, told, write

STATEMENTS = FILES["statements.csv"]
CODES = "outcomes:\n  moved: Moved away\n"
ROUTES = (
    "id: ours\ntitle: Ours\ndated: '2025'\nsource: us\nroutes:\n"
    "  one: {title: One, senders: [gp], receivers: [aftercare], grade: required, source: us}\n"
)


def test_the_minimal_area_is_read_as_it_stands(tmp_path: Path) -> None:
    area = read_area(write(tmp_path / "area"))
    clinic = area.service["clinic"]
    assert (clinic.title, clinic.places, clinic.accepts) == ("Riverside", 20, (("currently_using", Accepts.YES),))
    assert area.service["gp"].accepts == ()
    assert clinic.origin == Origin("services.csv", 3)
    assert area.statements[0].reporter_role is ReporterRole.PROVIDER
    assert area.statements[0].said_on == date(2025, 5, 1)
    assert [organisation.organisation for organisation in area.organisations] == ["hill", "river", "onward"]
    assert area.tables == frozenset()


@pytest.mark.parametrize(
    "saved",
    [
        STATEMENTS.encode("utf-8-sig"),
        STATEMENTS.encode("cp1252"),
        STATEMENTS.replace("\n", "\r\n").encode(),
        STATEMENTS.replace("\n", "\r").encode(),
        STATEMENTS.rstrip("\n").encode(),
        (STATEMENTS + "\n,,,,,\n   ,,,,,\n").encode(),
        STATEMENTS.replace("\n", ",,\n").encode(),
    ],
    ids=["UTF-8 with mark", "Windows-1252", "CRLF", "CR only", "no last line end", "blank rows", "blank columns"],
)
def test_a_file_is_read_however_it_was_saved(tmp_path: Path, saved: bytes) -> None:
    usual = read_area(write(tmp_path / "usual")).statements
    assert read_area(write(tmp_path / "saved", statements=saved)).statements == usual


def test_windows_letters_are_read(tmp_path: Path) -> None:
    services = changed("services.csv", "Riverside", "Café “é”").encode("cp1252")
    assert read_area(write(tmp_path / "area", services=services)).service["clinic"].name == "Café “é”"


@pytest.mark.parametrize("id_", ["NA", "007", "1.0", "true", "éß", "日本", "a b", "#1", "null"])
def test_an_id_stays_itself(tmp_path: Path, id_: str) -> None:
    services = changed("services.csv", "next,onward", f"{id_},{id_}")
    statements = changed("statements.csv", "clinic,next", f"clinic,{id_}")
    area = read_area(
        write(
            tmp_path / "area",
            area=f"id: {id_!r}\nname: x\nreference_pathway: partnership_2022\n",
            services=services,
            statements=statements,
        )
    )
    assert (area.services[2].service, area.services[2].organisation, area.statements[1].target) == (id_, id_, id_)
    assert area.id == id_


def test_counts_are_blank_hidden_nought_or_more(tmp_path: Path) -> None:
    rows = (
        "gp,everyone,\nnext,housing_need,11..15\ngp,leaving_prison,1..4\ngp,currently_using,*\n"
        "clinic,everyone,0\nclinic,currently_using, 0 \nnext,everyone,013\n"
    )
    area = read_area(write(tmp_path / "area", arrivals=ARRIVALS + rows))
    assert [row.count for row in area.arrivals] == [None, Bounds(11, 15), SUPPRESSED, SUPPRESSED, 0, 0, 13]


def test_rows_are_counted_as_a_spreadsheet_counts(tmp_path: Path) -> None:
    statements = (
        STATEMENTS.replace("\n", ",note\n", 1).replace("01\n", '01,"two\nlines"\n\n').replace("weak,,\n", "weak,,,\n")
    )
    area = read_area(write(tmp_path / "area", statements=statements))
    assert [(row.origin.row, row.note) for row in area.statements if row.origin] == [(2, "two\nlines"), (4, "")]


def test_unknown_columns_are_kept_where_they_hold_something(tmp_path: Path) -> None:
    services = changed("services.csv", "places", "ward").replace("yes,20", "yes,North")
    area = read_area(write(tmp_path / "area", area=FILES["area.yaml"] + "population: 120000\n", services=services))
    assert [service.extra for service in area.services] == [(), (("ward", "North"),), ()]
    assert area.extra == (("population", "120000"),)


def test_an_empty_table_is_given_and_a_missing_one_is_not(tmp_path: Path) -> None:
    assert read_area(write(tmp_path / "area", arrivals=ARRIVALS)).tables == {"arrivals"}


def test_files_that_are_no_tables_are_left_alone(tmp_path: Path) -> None:
    folder = write(tmp_path / "area")
    (folder / "notes.docx").write_bytes(b"\x00")
    (folder / "statements (2).csv").write_text("x")
    assert read_area(folder).name == "Small"


def test_codes_and_routes_of_ones_own_are_read(tmp_path: Path) -> None:
    settings = changed("area.yaml", "partnership_2022", "ours")
    departures = "service,client_group,outcome,planned,count\nclinic,everyone,moved,yes,3\n"
    folder = write(tmp_path / "area", area=settings, codebook=CODES, pathway=ROUTES, departures=departures)
    area = read_area(folder)
    assert area.departures[0].outcome == "moved"
    assert [route.code for route in area.pathway.routes] == ["one"]


def test_a_reference_may_be_given_in_place_of_the_areas_own(tmp_path: Path) -> None:
    folder = write(tmp_path / "area")
    (tmp_path / "ours.yaml").write_text(ROUTES)
    for given in (shipped_pathway("models_of_care_2006"), Path("models_of_care_2006")):
        assert read_area(folder, pathway=given).reference_pathway == "models_of_care_2006"
    assert read_area(folder, pathway=tmp_path / "ours.yaml").pathway.id == "ours"


def test_codes_may_be_given_beside_the_shipped_ones(tmp_path: Path) -> None:
    folder = write(tmp_path / "area")
    (tmp_path / "codes.yaml").write_text(CODES)
    book = shipped_codebook()
    own = replace(book, outcomes=(*book.outcomes, Term(code="moved", title="Moved away")))
    assert read_area(folder, codebook=own).codebook == own
    assert read_area(folder, codebook=tmp_path / "codes.yaml").codebook.outcomes == own.outcomes


def test_a_path_that_is_no_area_is_told(tmp_path: Path) -> None:
    file = tmp_path / "services.csv"
    file.write_text("x")
    macros = tmp_path / "map.xlsm"
    macros.write_bytes(b"x")
    assert told(tmp_path / "none") == [
        f"{tmp_path / 'none'}: there is no such folder or workbook. Check the path for a slip"
    ]
    assert told(file) == [
        f"{file}: this is neither a folder nor a workbook. Name the folder that holds area.yaml, or an .xlsx workbook"
    ]
    assert told(macros) == [
        f"{macros}: only .xlsx workbooks are read, which hold no macros. Save it as a plain Excel workbook (.xlsx)"
    ]


def test_a_table_that_is_a_folder_is_told(tmp_path: Path) -> None:
    folder = write(tmp_path / "area", statements=None)
    (folder / "statements.csv").mkdir()
    assert told(folder) == [
        f"{folder / 'statements.csv'}: this is a folder, and a file is needed. Name the file inside the folder"
    ]


def test_a_file_without_permission_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write(tmp_path / "area")
    usual = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path.name == "services.csv":
            raise PermissionError(13, "Permission denied")
        return usual(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert told(folder) == [
        f"{folder / 'services.csv'}: this file may not be read. Ask its owner for permission to read it, or copy it"
    ]


def test_a_folder_without_permission_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: object) -> list[str]:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("os.listdir", refuse)
    folder = write(tmp_path / "area")
    assert told(folder) == [
        f"{folder}: this folder may not be read. Ask its owner for permission to read it, or copy it"
    ]


def test_formulas_are_written_so_that_no_spreadsheet_runs_them(tmp_path: Path) -> None:
    area = small_area()
    statement = replace(area.statements[0], note="=HYPERLINK(A1)", reporter="'@x")
    write_area(replace(area, statements=(statement,)), tmp_path / "area")
    text = (tmp_path / "area" / "statements.csv").read_text(encoding="utf-8-sig")
    assert "'=HYPERLINK(A1)" in text
    assert "''@x" in text
    assert read_area(tmp_path / "area").statements == (statement,)


@pytest.mark.parametrize("name", ["area", "area.xlsx"])
def test_nothing_is_overwritten(tmp_path: Path, name: str) -> None:
    write_area(small_area(), tmp_path / name)
    with pytest.raises(InputError) as caught:
        write_area(small_area(), tmp_path / name)
    what = "there is something of this name already" if "." in name else "this folder is not empty"
    assert str(caught.value) == f"{tmp_path / name}: {what}. Name a place that is new or empty; nothing is overwritten"


def test_codes_left_beside_a_workbook_are_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "area.codebook.yaml").write_text(CODES)
    with pytest.raises(InputError, match=r"area\.codebook\.yaml: there is something of this name already"):
        write_area(small_area(), tmp_path / "area.xlsx")


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    (tmp_path / "area").mkdir()
    write_area(small_area(), tmp_path / "area")
    assert read_area(tmp_path / "area").id == "small"


@pytest.mark.parametrize("name", ["area", "area.xlsx"])
def test_a_writer_that_is_interrupted_leaves_no_trace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("dtors_network.area_files.content.Content.write_own", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_area(small_area(), tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(staging.Path, "mkdir", refuse)
    with pytest.raises(InputError) as caught:
        write_area(small_area(), tmp_path / "area")
    assert str(caught.value) == (
        f"{tmp_path / 'area'}: this cannot be written, and nothing was changed: Permission denied. "
        "Name a place where you may write, or make this one writable"
    )


def test_what_could_not_be_read_back_is_not_written(tmp_path: Path) -> None:
    area = small_area()
    wrong = replace(area, statements=(replace(area.statements[0], source=" gp", note="a\x07"),))
    with pytest.raises(InputError) as caught:
        write_area(wrong, tmp_path / "area")
    assert [(fault.file, fault.row, fault.column) for fault in caught.value.faults] == [
        ("statements", 2, "source"),
        ("statements", 2, "note"),
        ("statements", None, "source"),
    ]
    assert list(tmp_path.iterdir()) == []


def test_an_ending_that_is_neither_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        new_area(tmp_path / "area.csv")
    assert str(caught.value) == (
        f"{tmp_path / 'area.csv'}: an area is a folder or an .xlsx workbook. "
        "Leave the ending out for a folder, or end in .xlsx"
    )


def test_codes_and_routes_that_hide_shipped_ones_are_not_written(tmp_path: Path) -> None:
    area = small_area()
    wrong = replace(area, codebook=replace(area.codebook, outcomes=()), pathway=replace(area.pathway, title="Ours"))
    with pytest.raises(InputError) as caught:
        write_area(wrong, tmp_path / "area")
    assert str(caught.value) == (
        "codebook, column outcomes: this list changes shipped codes. "
        "Add codes of your own behind the shipped ones, and change none of those\n"
        "pathway, column id: a shipped pathway has this id (found 'partnership_2022'). "
        "Give your own pathway another id, and name it in reference_pathway"
    )


@pytest.mark.parametrize("name", ["area", "area.xlsx"])
def test_an_empty_area_asks_for_what_it_needs(tmp_path: Path, name: str) -> None:
    new_area(tmp_path / name)
    assert [line.split("column ")[1] for line in told(tmp_path / name)] == [
        "id: this cell must not be blank. Give a short id of the area",
        "name: this cell must not be blank. Give its name as people say it",
        "reference_pathway: this cell must not be blank. Give the reference pathway: which routes should exist",
    ]


def test_an_empty_area_once_named_is_read_and_warns_of_its_empty_tables(tmp_path: Path) -> None:
    new_area(tmp_path / "area")
    (tmp_path / "area" / "area.yaml").write_text(FILES["area.yaml"])
    area = read_area(tmp_path / "area")
    assert area.services == ()
    assert str(warnings(area)[0]) == (
        "organisations: this table is given and has no rows, which says that there was nothing to list. "
        "Delete the table if nobody asked or counted"
    )


def test_a_folder_is_read_without_heavy_libraries(tmp_path: Path) -> None:
    folder = write(tmp_path / "area")
    code = (
        "import sys; from dtors_network.area_files.area_io import read_area; "
        f"read_area({str(folder)!r}); "
        "print([name for name in ('openpyxl', 'pandas', 'networkx', 'numpy') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("[]\n", "")

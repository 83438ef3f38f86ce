"""Importing into an area that is there: what is added, what is updated, what a person typed, and what is written."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment

from dtors_network.area_files.area_io import read_area
from dtors_network.errors import InputError
from dtors_network.exchange.importing import Import, import_file
from dtors_network.exchange.registry import NETWORKS
from tests.broken_off import held
from tests.unit.area_files.minimal import write

NODES = "Id,Label,Type,places\n"
FIRST = NODES + "clinic,Riverside,specialist_prescribing,20\nhouse,Harbour House,residential_rehabilitation,8\n"


def give(folder: Path, nodes: str, edges: str = "", into: str = "ours", **options: bool) -> Import:
    """Import two tables of Gephi."""
    (folder / "map_nodes.csv").write_text(nodes, encoding="utf-8")
    (folder / "map_edges.csv").write_text(edges or "Source,Target\n", encoding="utf-8")
    return import_file(NETWORKS["gephi"], folder / "map_nodes.csv", folder / into, **options)  # type: ignore[arg-type]


def cells(done: Import) -> list[tuple[str, str, str, str]]:
    return [(*one.cell.row, one.cell.column, one.before, one.after) for one in done.found.changed]  # type: ignore[misc]


def kept(done: Import) -> list[tuple[str, str, str, str]]:
    return [(*one.cell.row, one.cell.column, one.before, one.after) for one in done.found.kept]  # type: ignore[misc]


def table(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8-sig")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    return write(tmp_path / "ours")


def test_rows_are_added_blanks_are_filled_and_the_rest_stays(tmp_path: Path, ours: Path) -> None:
    done = give(tmp_path, NODES + "next,Onward Road,,6\nhouse,Harbour House,residential_rehabilitation,8\n")
    assert [(one.table, one.row) for one in done.found.added] == [("services", ("house",))]
    assert cells(done) == [("next", "places", "", "6")]
    assert kept(done) == [("next", "name", "Onward", "Onward Road")]
    assert [row["name"] for row in table(ours / "services.csv")] == [
        "Hill Surgery",
        "Riverside",
        "Onward",
        "Harbour House",
    ]
    assert done.area == read_area(ours)


def test_links_of_a_drawing_are_added_to_services_that_are_there(tmp_path: Path, ours: Path) -> None:
    done = give(tmp_path, "Id\ngp\nnext\n", "Source,Target\ngp,next\n")
    assert [(one.source, one.target, one.note) for one in done.area.statements][-1] == (
        "gp",
        "next",
        "Drawn in map_nodes.csv",
    )
    assert len(table(ours / "statements.csv")) == 3
    assert not done.found.changed


def test_what_an_import_wrote_is_updated_by_the_next(tmp_path: Path, ours: Path) -> None:
    give(tmp_path, FIRST)
    done = give(tmp_path, FIRST.replace(",8", ",9").replace("Harbour House", "Harbour"))
    assert sorted(cells(done)) == [("house", "name", "Harbour House", "Harbour"), ("house", "places", "8", "9")]
    assert table(ours / "services.csv")[-1]["places"] == "9"


def test_what_a_person_typed_over_an_import_stays_for_good(tmp_path: Path, ours: Path) -> None:
    give(tmp_path, FIRST)
    change(ours / "services.csv", "Harbour House", "Harbour Lodge")
    for name in ("Harbour House", "Harbour Inn"):
        done = give(tmp_path, FIRST.replace("Harbour House", name))
        assert kept(done) == [("house", "name", "Harbour Lodge", name)]
        assert cells(done) == []
    change(ours / "services.csv", "Harbour Lodge", "Harbour House")  # typed again: it still is a person's
    done = give(tmp_path, FIRST.replace("Harbour House", "Harbour Inn"))
    assert kept(done) == [("house", "name", "Harbour House", "Harbour Inn")]


def test_replace_takes_the_word_of_the_file(tmp_path: Path, ours: Path) -> None:
    give(tmp_path, FIRST)
    change(ours / "services.csv", "Harbour House", "Harbour Lodge")
    done = give(tmp_path, FIRST.replace("Riverside", "River"), replacing=True)
    assert sorted(cells(done)) == [
        ("clinic", "name", "Riverside", "River"),
        ("house", "name", "Harbour Lodge", "Harbour House"),
    ]
    assert kept(done) == []


def test_a_cell_that_the_file_no_longer_fills_is_emptied_if_nobody_touched_it(tmp_path: Path, ours: Path) -> None:
    give(tmp_path, FIRST)
    assert cells(give(tmp_path, FIRST.replace(",8", ","))) == [("house", "places", "8", "")]
    assert table(ours / "services.csv")[1]["places"] == "20"  # typed by a person before any import


def test_a_cell_that_a_person_emptied_is_not_filled_again(tmp_path: Path, ours: Path) -> None:
    give(tmp_path, FIRST)
    change(ours / "services.csv", "residential_rehabilitation,,8", "residential_rehabilitation,,")
    assert kept(give(tmp_path, FIRST)) == [("house", "places", "", "8")]


def test_a_row_that_a_person_deleted_stays_deleted_and_one_that_the_file_lost_stays(tmp_path: Path, ours: Path) -> None:
    give(tmp_path, FIRST)
    rows = (ours / "services.csv").read_text(encoding="utf-8-sig").splitlines()
    (ours / "services.csv").write_text("\n".join(row for row in rows if "Harbour" not in row) + "\n", encoding="utf-8")
    done = give(tmp_path, FIRST)
    assert [one.row for one in done.found.deleted] == [("house",)] and not done.found.added
    assert [one.row for one in give(tmp_path, FIRST, replacing=True).found.added] == [("house",)]
    done = give(tmp_path, NODES + "clinic,Riverside,specialist_prescribing,20\n")
    assert done.found.gone == [("services", ("house",))]
    assert "house" in done.area.service


def test_a_star_of_a_file_for_others_never_goes_over_the_count_that_it_hides(tmp_path: Path, ours: Path) -> None:
    change(ours / "services.csv", "yes,20", "yes,3")
    done = give(tmp_path, FIRST.replace(",20", ",*"), replacing=True)
    assert done.area.service["clinic"].places == 3


def test_a_typed_no_is_not_a_blank(tmp_path: Path) -> None:
    header = "service,service_type,lists_all_sent_to\n"
    write(tmp_path / "ours", services=header + "gp,gp,no\nclinic,psychosocial,\nnext,aftercare,\n")
    done = give(tmp_path, "Id,lists_all_sent_to\ngp,true\nclinic,true\nnext,false\n")
    assert kept(done) == [("gp", "lists_all_sent_to", "false", "true")]
    assert cells(done) == [("clinic", "lists_all_sent_to", "", "true")]


def test_the_same_voice_on_another_day_is_a_row_of_its_own(tmp_path: Path, ours: Path) -> None:
    edges = "Source,Target,end,says,reporter_role,said_on\ngp,clinic,sender,absent,provider,{}\n"
    done = give(tmp_path, "Id\ngp\n", edges.format("2025-06-01"))
    assert (len(done.found.added), len(done.found.kept)) == (1, 0)
    done = give(tmp_path, "Id\ngp\n", edges.format("2025-05-01"))
    assert [one.before for one in done.found.kept] == ["present"]


def test_new_columns_are_put_behind_the_others_and_formulas_never_run(tmp_path: Path, ours: Path) -> None:
    give(tmp_path, 'Id,ward\nclinic,"=HYPERLINK(1)"\n')
    header, *rows = (ours / "services.csv").read_text(encoding="utf-8-sig").splitlines()
    assert header == "service,organisation,name,service_type,accepts_currently_using,places,ward"
    assert rows[1].endswith(",20,'=HYPERLINK(1)")
    assert read_area(ours).service["clinic"].extra == (("ward", "=HYPERLINK(1)"),)


def test_files_that_an_import_does_not_change_are_left_alone(tmp_path: Path, ours: Path) -> None:
    (ours / "minutes.txt").write_text("Seen", encoding="utf-8")
    (ours / "area.yaml").write_text("# Ours\nid: small\nname: Small\nreference_pathway: partnership_2022 # ours\n")
    before = held(ours)
    give(tmp_path, FIRST)
    after = held(ours)
    assert {name for name in after if after[name] != before.get(name)} == {"services.csv", "imports.csv"}


def test_keys_of_the_area_are_filled_line_by_line(tmp_path: Path, ours: Path) -> None:
    (ours / "area.yaml").write_text(
        "# Ours\nid: small\nname: Small\n\n# who judges\nreference_pathway: partnership_2022 # ours\nregion:\n"
    )
    (tmp_path / "map.yaml").write_text("area: {region: 'South: West', gss_code: E10000099, name: Other}\n")
    (tmp_path / "map_nodes.csv").write_text("Id\ngp\n")
    done = import_file(NETWORKS["gephi"], tmp_path / "map_nodes.csv", ours, tmp_path / "map.yaml")
    assert (ours / "area.yaml").read_text() == (
        "# Ours\nid: small\nname: Small\n\n# who judges\nreference_pathway: partnership_2022 # ours\n"
        "region: 'South: West'\ngss_code: E10000099\n"
    )
    assert [(one.cell.column, one.before) for one in done.found.kept] == [("name", "Small")]


@pytest.mark.parametrize(
    ("nodes", "edges", "sentence"),
    [
        (
            NODES + "gp,,gp,\nhouse,House,,\n",
            "",
            "map_nodes.csv, row 3, column service_type: this cell must not be blank",
        ),
        (NODES + "gp,,,many\n", "", "map_nodes.csv, row 2, column places: this is not a count (found 'many')"),
        (
            "Id\ngp\n",
            "Source,Target\ngp,who\n",
            "map_edges.csv, row 2: 1 service of these edges is in no table of nodes: who. Give a table of nodes with",
        ),
        ("Id,service_type\ngp,GP\nx,Hut\n", "", "map_nodes.csv, row 3, column service_type: unknown service_type"),
    ],
)
def test_any_fault_leaves_the_area_as_it_was(tmp_path: Path, ours: Path, nodes: str, edges: str, sentence: str) -> None:
    before = held(ours)
    with pytest.raises(InputError) as raised:
        give(tmp_path, nodes, edges)
    (fault,) = raised.value.faults
    assert str(fault).startswith(sentence)
    assert held(ours) == before


def test_a_record_of_imports_that_was_changed_is_told(tmp_path: Path, ours: Path) -> None:
    (ours / "imports.csv").write_text("table,row,source,cells\nservices,[],x,[1]\n", encoding="utf-8")
    with pytest.raises(InputError) as raised:
        give(tmp_path, FIRST)
    assert str(raised.value) == (
        "imports.csv: this record of what imports wrote was changed, and cannot be read. "
        "Delete it: every cell then counts as typed by a person, and none is overwritten"
    )


def test_a_new_area_says_what_was_filled_in(tmp_path: Path) -> None:
    for into in ("new", "new.xlsx"):
        done = give(tmp_path, FIRST, "Source,Target\nclinic,house\n", into=into)
        area = read_area(tmp_path / into)
        assert done.is_new and done.area == area
        assert (area.id, area.reference_pathway, area.services_complete) == ("new", "partnership_2022", False)
        assert done.notes[-1] == "It is judged by partnership_2022, for the file names no reference_pathway."
        again = give(tmp_path, FIRST.replace(",8", ",9"), "Source,Target\nclinic,house\n", into=into)
        assert cells(again) == [("house", "places", "8", "9")]
        assert read_area(tmp_path / into).service["house"].places == 9


# ---- workbooks ----------------------------------------------------------------------------------------------------


def book(path: Path) -> Workbook:
    """A workbook as somebody keeps it: with a comment, a colour and a sheet of notes."""
    book = Workbook()
    sheets: dict[str, Sequence[Sequence[str | int]]] = {
        "area": [("key", "value"), ("id", "small"), ("name", "Small"), ("reference_pathway", "partnership_2022")],
        "services": [("service", "service_type", "places"), ("gp", "gp", ""), ("clinic", "psychosocial", 20)],
        "statements": [("source", "target", "end", "says")],
        "our notes": [("Ask Ann",)],
    }
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append([cell or None for cell in row])
    book["services"]["A2"].comment = Comment("Seen in May", "us")
    book.save(path)
    return book


def test_cells_of_a_workbook_change_where_they_stand(tmp_path: Path) -> None:
    book(tmp_path / "ours.xlsx")
    done = give(tmp_path, NODES + "gp,,,4\nhouse,House,aftercare,8\n", "Source,Target\ngp,house\n", into="ours.xlsx")
    again = load_workbook(tmp_path / "ours.xlsx")
    assert again.sheetnames == ["area", "services", "statements", "our notes"]
    assert again["our notes"]["A1"].value == "Ask Ann"
    assert again["services"]["A2"].comment.text == "Seen in May"  # type: ignore[union-attr]
    assert [[cell.value for cell in row] for row in again["services"]] == [
        ["service", "service_type", "places", "name"],
        ["gp", "gp", 4, None],
        ["clinic", "psychosocial", 20, None],
        ["house", "aftercare", 8, "House"],
    ]
    assert read_area(tmp_path / "ours.xlsx") == done.area
    assert (tmp_path / "ours.imports.csv").exists()


def test_a_workbook_with_a_chart_is_not_written_into(tmp_path: Path) -> None:
    from openpyxl.chart import BarChart, Reference

    made = book(tmp_path / "ours.xlsx")
    chart = BarChart()
    chart.add_data(Reference(made["services"], min_col=3, min_row=1, max_row=3))
    made["our notes"].add_chart(chart, "C3")
    made.save(tmp_path / "ours.xlsx")
    before = (tmp_path / "ours.xlsx").read_bytes()
    with pytest.raises(InputError, match="holds pictures or charts, which writing into it would lose"):
        give(tmp_path, FIRST, into="ours.xlsx")
    assert (tmp_path / "ours.xlsx").read_bytes() == before
    assert not (tmp_path / "ours.imports.csv").exists()

"""What Kumu, yEd, Gephi and people write: each way of it means what whoever made it sees on the screen."""

import json
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook

from dtors_network.area_files.area_io import read_area
from dtors_network.errors import InputError
from dtors_network.exchange.importing import area_of_file, import_file
from dtors_network.exchange.registry import NETWORKS
from dtors_network.model.area import Area
from dtors_network.safe.yaml_reading import parse_yaml
from dtors_network.safe.yaml_words import yaml_word
from tests.unit.area_files.minimal import write

Sheets = dict[str, Sequence[Sequence[object]]]
DECOMPOSED, COMPOSED = "Cafe\u0301 Hub", "Caf\u00e9 Hub"


def read(folder: Path, code: str, name: str, content: str | bytes, column_map: str = "", kind: str = "") -> Area:
    (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    (folder / "map.yaml").write_text(column_map, encoding="utf-8")
    return area_of_file(NETWORKS[code], folder / name, folder / "map.yaml" if column_map else None, kind=kind)[0]


def notes(folder: Path, code: str, name: str, content: str, kind: str = "") -> list[str]:
    (folder / name).write_text(content, encoding="utf-8")
    return list(area_of_file(NETWORKS[code], folder / name, kind=kind)[1])


def told(folder: Path, code: str, name: str, content: str | bytes, column_map: str = "", kind: str = "") -> list[str]:
    with pytest.raises(InputError) as raised:
        read(folder, code, name, content, column_map, kind)
    return [str(fault) for fault in raised.value.told]


def workbook(sheets: Sheets, merged: dict[str, str] | None = None) -> bytes:
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
        if title in (merged or {}):
            sheet.merge_cells((merged or {})[title])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def links(area: Area) -> list[tuple[str, str]]:
    return [(one.source, one.target) for one in area.statements]


# ---- Kumu ---------------------------------------------------------------------------------------------------------


def kumu(elements: list[object], *connections: object) -> str:
    return json.dumps({"elements": elements, "connections": connections})


OWN = [
    {"_id": "elem-a9", "attributes": {"label": "Harbour\nHouse", "element type": "residential_rehabilitation"}},
    {"_id": "elem-b2", "attributes": {"label": "Hill Surgery", "element type": "gp", "tags": ["north"]}},
]


def test_kumus_own_export_is_read_by_its_labels(tmp_path: Path) -> None:
    line = {"_id": "conn-1", "from": "elem-b2", "to": "elem-a9", "attributes": {"connection type": "formal"}}
    area = read(tmp_path, "kumu", "map.json", kumu(OWN, line))
    assert [(one.service, one.service_type) for one in area.services] == [
        ("Harbour House", "residential_rehabilitation"),
        ("Hill Surgery", "gp"),
    ]
    assert links(area) == [("Hill Surgery", "Harbour House")]
    assert area.statements[0].extra == (("connection type", "formal"),)


def test_a_mutual_connection_leads_both_ways_however_undirected_ones_are_read(tmp_path: Path) -> None:
    line = {"from": "elem-a9", "to": "elem-b2", "direction": "mutual"}
    for way in ("as_drawn", "both_ways"):
        area = read(tmp_path, "kumu", "map.json", kumu(OWN, line), f"undirected: {way}\n")
        assert sorted(links(area)) == [("Harbour House", "Hill Surgery"), ("Hill Surgery", "Harbour House")]
    assert told(tmp_path, "kumu", "map.json", kumu(OWN, line))[0].startswith(
        "map.json: 1 edge has no direction (1 of 1 drawn as leading both ways) (found 'Harbour\\nHouse – Hill Surgery')"
    )


@pytest.mark.parametrize("order", [[0, 1, 2], [2, 1, 0], [1, 2, 0]])
def test_equal_labels_are_told_apart_by_ids(tmp_path: Path, order: list[int]) -> None:
    elements = [
        {"id": 7, "label": "Night team", "type": "outreach"},
        {"id": 8, "label": "Night team ", "type": "open_access"},
        {"id": 9, "label": "Surgery", "type": "gp"},
    ]
    lines = ({"from": 9, "to": 7}, {"from": "Surgery", "to": 8})
    area = read(tmp_path, "kumu", "map.json", kumu([elements[one] for one in order], *lines))
    assert {one.service: (one.name.strip(), one.service_type) for one in area.services} == {
        "7": ("Night team", "outreach"),
        "8": ("Night team", "open_access"),
        "9": ("Surgery", "gp"),
    }
    assert links(area) == [("9", "7"), ("9", "8")]


def test_a_label_that_several_elements_bear_names_none_of_them(tmp_path: Path) -> None:
    elements: list[object] = [{"id": str(one), "label": "Night team", "type": "gp"} for one in range(3)]
    assert told(tmp_path, "kumu", "map.json", kumu(elements, {"from": "Night team", "to": "1"})) == [
        "map.json: a connection names an element by a label that several elements bear (found 'Night team'). "
        "Name its ends by the ids of the elements"
    ]


ELEMENTS = [["Label", "Type"], ["Surgery", "gp"], ["Hub", "outreach"], ["A|B", "aftercare"]]


def test_a_cell_that_names_several_elements_is_as_many_links(tmp_path: Path) -> None:
    rows = [["From", "To"], ["Surgery | Hub", "A|B"], ["Hub", "Surgery|A|B|"]]
    area = read(tmp_path, "kumu-sheets", "map.xlsx", workbook({"E": [*ELEMENTS, ["A", "gp"], ["B", "gp"]], "C": rows}))
    assert links(area) == [("Surgery", "A|B"), ("Hub", "A|B"), ("Hub", "Surgery"), ("Hub", "A"), ("Hub", "B")]


def test_counts_of_a_row_that_is_several_links_belong_to_none(tmp_path: Path) -> None:
    sheets: Sheets = {"E": ELEMENTS, "C": [["From", "To", "referred"], ["Surgery|Hub", "A|B", 12]]}
    assert told(tmp_path, "kumu-sheets", "map.xlsx", workbook(sheets)) == [
        "map.xlsx, sheet C, row 2: counts on one row that stands for several edges. Give each link a row of its own, "
        "or leave the counts out (leave_out)"
    ]


@pytest.mark.parametrize("title", ["Old (ignore)", "(Ignore) old", "x (IGNORE) y"])
def test_a_sheet_that_is_to_be_ignored_is_passed_over(tmp_path: Path, title: str) -> None:
    sheets: Sheets = {title: [["From", "To"], ["x", "y"]], "E": ELEMENTS, "C": [["From", "To"], ["Surgery", "Hub"]]}
    assert links(read(tmp_path, "kumu-sheets", "map.xlsx", workbook(sheets))) == [("Surgery", "Hub")]


def test_cells_that_multiply_are_refused_before_they_are_multiplied(tmp_path: Path) -> None:
    many = "|".join(f"s{number}" for number in range(300))
    sheets: Sheets = {"C": [["From", "To"], [many, many]]}
    assert "90,000 edges" in told(tmp_path, "kumu-sheets", "map.xlsx", workbook(sheets))[0]


# ---- merged cells -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", ["kumu-sheets", "polinode"])
def test_merged_cells_are_named_where_they_hold_something(tmp_path: Path, code: str) -> None:
    sheets: Sheets = {"E": [["Name", "Type", "Run by"], ["a", "gp", "Way"], ["b", "gp"], ["c", "gp"]]}
    assert told(tmp_path, code, "map.xlsx", workbook(sheets, {"E": "C2:C4"})) == [
        "map.xlsx, sheet E, row 2, column Run by: these cells are merged (C2:C4), so that only the first holds a value "
        "(found 'Way'). Unmerge them, and give each row its own value"
    ]
    assert len(read(tmp_path, code, "map.xlsx", workbook(sheets, {"E": "F1:G9"})).services) == 3
    assert (
        len(read(tmp_path, code, "map.xlsx", workbook({**sheets, "Notes": [["Hello"]]}, {"Notes": "A1:C1"})).services)
        == 3
    )


# ---- yEd ----------------------------------------------------------------------------------------------------------

YED = """<graphml xmlns:y="http://www.yworks.com/xml/graphml"><key id="t" for="node" attr.name="type"/>
<graph edgedefault="directed"><node id="n0"><data key="t">gp</data></node><node id="n1"><data key="t">gp</data></node>
<edge source="n0" target="n1"><data key="d"><y:{kind}><y:Path/>
<y:Arrows source="{source}" target="{target}"/></y:{kind}></data></edge></graph></graphml>"""


@pytest.mark.parametrize("kind", ["PolyLineEdge", "GenericEdge", "ArcEdge"])
@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("none", "standard", [("n0", "n1")]),
        ("white_diamond", "none", [("n1", "n0")]),
        ("standard", "delta", [("n0", "n1"), ("n1", "n0")]),
        ("none", "none", None),
    ],
)
def test_an_edge_of_yed_leads_where_its_heads_are_drawn(
    tmp_path: Path, kind: str, source: str, target: str, expected: list[tuple[str, str]] | None
) -> None:
    text = YED.format(kind=kind, source=source, target=target)
    if expected is None or len(expected) == 2:
        assert told(tmp_path, "graphml", "a.graphml", text)[0].startswith("a.graphml: 1 edge has no direction")
    if expected is not None:
        assert links(read(tmp_path, "graphml", "a.graphml", text, "undirected: as_drawn\n")) == expected


# ---- GEXF ---------------------------------------------------------------------------------------------------------


def gexf(*values: str) -> str:
    inner = "".join(f'<attvalue for="0" {one}/>' for one in values)
    return (
        '<gexf><graph defaultedgetype="directed"><attributes class="node"><attribute id="0" title="caseload"/>'
        '<attribute id="1" title="type"><default>gp</default></attribute></attributes>'
        f'<nodes><node id="a"><attvalues>{inner}</attvalues></node></nodes></graph></gexf>'
    )


@pytest.mark.parametrize(
    "values",
    [
        ('value="10" start="2024-01-01" end="2024-06-30"', 'value="20" start="2024-07-01" end="2024-12-31"'),
        ('value="10" start="9" end="90"', 'value="20" start="100"'),
        ('value="10" timestamp="2023-01-01T00:00:00Z"', 'value="20" timestamp="2023-01-01T00:00:00-05:00"'),
        ('value="10" end="2024-01-01"', 'value="20"'),
        ('value="10" startopen="1.5"', 'value="20" start="2"'),
    ],
)
def test_of_values_over_time_the_latest_is_taken_in_any_order(tmp_path: Path, values: tuple[str, str]) -> None:
    for order in (values, values[::-1]):
        assert read(tmp_path, "gexf", "a.gexf", gexf(*order)).service["a"].caseload == 20
        assert "Of values over time the latest was taken: caseload (1)." in notes(
            tmp_path, "gexf", "a.gexf", gexf(*order)
        )


def test_two_values_for_one_time_are_a_fault_in_any_order(tmp_path: Path) -> None:
    faults = [
        told(tmp_path, "gexf", "a.gexf", gexf(*order))
        for order in (('value="1"', 'value="2"'), ('value="2"', 'value="1"'))
    ]
    assert faults[0] == faults[1]
    assert faults[0] == [
        "a.gexf, node 'a', column caseload: this attribute has several values for one time (found '1; 2'). "
        "Keep one of them"
    ]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("[psychosocial, aftercare]", ("psychosocial", "aftercare")),
        ('["psychosocial", "Aftercare"]', ("psychosocial", "aftercare")),
        ("psychosocial|aftercare", ("psychosocial", "aftercare")),
        (" psychosocial ; aftercare", ("psychosocial", "aftercare")),
        ("psychosocial, aftercare", ("psychosocial", "aftercare")),
        ("[Talking, aftercare]", ("psychosocial", "aftercare")),
        ("Talking", ("psychosocial",)),
        ("[]", ()),
    ],
)
def test_a_list_of_codes_is_read_however_it_is_written(tmp_path: Path, cell: str, expected: tuple[str, ...]) -> None:
    column_map = "values: {also_offers: {Talking: psychosocial}}\n"
    element = {"label": "Hub", "type": "gp", "also_offers": cell}
    assert read(tmp_path, "kumu", "map.json", kumu([element]), column_map).service["Hub"].also_offers == expected


@pytest.mark.parametrize(
    "word", ["[a, b]", "yes: no", "null", "~", "it's", '"q"', "a # b", "- x", "GP surgery", "7", "é", "{x}", "*"]
)
def test_a_hint_can_be_copied_into_a_map(tmp_path: Path, word: str) -> None:
    hint = told(tmp_path, "kumu", "map.json", kumu([{"label": "Hub", "type": word}]))[0].rpartition("stands for: ")[2]
    assert parse_yaml(f"{{{yaml_word(word)}: x}}", "map.yaml") == {word: "x"}
    column_map = hint.replace("CODE", "outreach")
    assert read(tmp_path, "kumu", "map.json", kumu([{"label": "Hub", "type": word}]), column_map).service[
        "Hub"
    ].offers == ("outreach",)


# ---- tables -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("header", "problem", "hint"),
    [
        ("Source,Destination,Label", "this table has Source and no Target", "edges: {target: Destination}"),
        ("Id,From,Ziel", "this table has From and no Target", "edges: {target: Ziel}"),
        ("Target,Origin", "this table has Target and no Source", "edges: {source: Origin}"),
        ("Source,Other", "this table has Source and no Target", "edges: {target: COLUMN}"),
    ],
)
def test_a_table_of_edges_without_one_end_says_how_to_name_it(
    tmp_path: Path, header: str, problem: str, hint: str
) -> None:
    (line,) = told(tmp_path, "gephi", "edges.csv", f"{header}\na,b,c\n"[: -1 if header.count(",") > 1 else -3] + "\n")
    assert line.startswith(f"edges.csv, row 1: {problem} (columns: {header.replace(',', ', ')}). ")
    assert line.endswith(f"or name it in a column map (--map): {hint}")


def test_a_column_map_names_the_ends_and_its_slips_are_told(tmp_path: Path) -> None:
    text = "Origen,Destino\na,b\n"
    area = read(tmp_path, "gephi", "edges.csv", text, "edges: {source: origen, target: Destino}\n", kind="gp")
    assert links(area) == [("a", "b")]
    assert told(tmp_path, "gephi", "edges.csv", text, "edges: {source: Origen, target: Destinon}\n", kind="gp") == [
        "edges.csv, row 1: the column map names a column for target that this table has not (found 'Destinon'). "
        "Did you mean 'Destino'? Known: Origen, Destino"
    ]
    assert told(tmp_path, "gexf", "a.gexf", gexf(), "edges: {source: x}\n") == [
        "map.yaml, column edges: a file of this format says by itself where each edge leads. "
        "Leave source and target out of edges; they are for tables"
    ]


def test_a_column_called_source_makes_no_table_of_edges_of_a_table_of_nodes(tmp_path: Path) -> None:
    area = read(tmp_path, "gephi", "nodes.csv", "Id,Label,Type,Source\na,A,gp,survey\n")
    assert area.services[0].extra == (("Source", "survey"),)


@pytest.mark.parametrize("word", ["Non orienté", "Non orient\u0065\u0301", "Ungerichtet", "Undirected"])
def test_a_direction_is_understood_in_the_languages_of_gephi(tmp_path: Path, word: str) -> None:
    (line,) = told(tmp_path, "gephi", "edges.csv", f"Source,Target,Type\na,b,{word}\n", kind="gp")
    assert "1 edge has no direction" in line


# ---- one attribute for two, names, loops, parallel edges, nodes that nobody lists -----------------------------------


@pytest.mark.parametrize("pair", ["name: Title, service_type: Title", "service_type: Title, name: Title"])
@pytest.mark.parametrize("code", ["cytoscape", "kumu", "gephi"])
def test_one_attribute_may_stand_for_two_columns(tmp_path: Path, code: str, pair: str) -> None:
    column_map = f"nodes: {{{pair}}}\nvalues: {{service_type: {{Hill Surgery: gp}}}}\n"
    content = {
        "cytoscape": '{"elements": {"nodes": [{"data": {"id": "1", "Title": "Hill Surgery"}}]}}',
        "kumu": kumu([{"label": "1", "Title": "Hill Surgery"}]),
        "gephi": "Id,Title\n1,Hill Surgery\n",
    }
    (service,) = read(tmp_path, code, "map.x", content[code], column_map).services
    assert (service.service, service.name, service.service_type) == ("1", "Hill Surgery", "gp")


def test_names_that_look_the_same_are_the_same(tmp_path: Path) -> None:
    ours = write(
        tmp_path / "ours",
        services=f"service,service_type,organisation\n{COMPOSED},gp,Wäy\n",
        statements="source,target,end,says\n",
    )
    (tmp_path / "nodes.csv").write_text(
        f"Id,Type,Organisation\n {DECOMPOSED},gp,Wa\u0308y\nnext,aftercare,\n", encoding="utf-8"
    )
    (tmp_path / "edges.csv").write_text(f"Source,Target\n{DECOMPOSED}  ,NEXT\n", encoding="utf-8")
    done = import_file(NETWORKS["gephi"], tmp_path / "nodes.csv", ours)
    assert [one.row for one in done.found.added if one.table == "services"] == [("next",)]
    assert links(done.area) == [(COMPOSED, "next")]
    assert not done.found.kept
    assert done.area == read_area(ours)


def test_a_map_names_attributes_and_words_that_look_the_same(tmp_path: Path) -> None:
    column_map = f"nodes: {{service_type: {COMPOSED}}}\nvalues: {{service_type: {{{COMPOSED}: outreach}}}}\n"
    area = read(tmp_path, "gephi", "nodes.csv", f"Id,{DECOMPOSED}\na,{DECOMPOSED} \n", column_map)
    assert area.services[0].service_type == "outreach"


NODES = "<node id='a'/><node id='b'/>"


def graphml(edges: str) -> str:
    keys = "<key id='r' for='edge' attr.name='referred'/><key id='s' for='edge' attr.name='started'/>"
    return f"<graphml>{keys}<graph edgedefault='directed'>{NODES}{edges}</graph></graphml>"


def edge(source: str, target: str, **counts: str) -> str:
    data = "".join(f"<data key='{key}'>{text}</data>" for key, text in counts.items())
    return f"<edge source='{source}' target='{target}'>{data}</edge>"


def test_loops_are_left_out_and_counted(tmp_path: Path) -> None:
    text = graphml(edge("a", "a") + edge("b", "b", r="9") + edge("a", "a") + edge("a", "b"))
    assert links(read(tmp_path, "graphml", "a.graphml", text, kind="gp")) == [("a", "b")]
    assert notes(tmp_path, "graphml", "a.graphml", text, "gp")[0] == (
        "3 edges lead from a service to itself and were left out: a, b."
    )


def test_counts_of_parallel_edges_are_added_up_and_told(tmp_path: Path) -> None:
    text = graphml(edge("a", "b", r="10", s="4") + edge("b", "a", r="1") + edge("a", "b", r="7.0", s="0"))
    area = read(tmp_path, "graphml", "a.graphml", text, kind="gp")
    assert [(one.source, one.referred, one.started) for one in area.referrals] == [("a", 17, 4), ("b", 1, None)]
    assert "Counts of edges that join the same two services were added up: a → b (2 edges)." in notes(
        tmp_path, "graphml", "a.graphml", text, "gp"
    )


@pytest.mark.parametrize("second", [{"r": "*"}, {"r": "5", "s": "2"}, {"s": "5"}])
def test_counts_that_cannot_be_added_are_refused_once_with_their_number(tmp_path: Path, second: dict[str, str]) -> None:
    text = graphml(edge("a", "b", r="10") + edge("b", "a", r="3") + edge("a", "b", **second) + edge("b", "a", **second))
    (line,) = told(tmp_path, "graphml", "a.graphml", text, kind="gp")
    assert line.startswith(
        "a.graphml: 2 links have counts on more than one edge, and these cannot be added up: a → b (2 edges), b → a "
    )


def test_what_only_repeats_a_link_is_left_out_and_what_differs_stays(tmp_path: Path) -> None:
    (tmp_path / "edges.csv").write_text("Source,Target,Weight\na,b,1\na,b,1\na,b,2\n", encoding="utf-8")
    area, lines = area_of_file(NETWORKS["gephi"], tmp_path / "edges.csv", kind="gp")
    assert [one.extra for one in area.statements] == [(("Weight", "1"),), (("Weight", "2"),)]
    assert "1 edge says again what another says of the same link, and was left out." in lines
    assert "Edges that join the same two services and differ became statements each: a → b (2 edges)." in lines


def test_services_that_nobody_lists_are_one_fault_or_get_one_type(tmp_path: Path) -> None:
    text = "Source,Target\n" + "".join(f"s{number},s{number + 1}\n" for number in range(400))
    (line,) = told(tmp_path, "gephi", "edges.csv", text)
    assert line.startswith("edges.csv: 401 services of these edges are in no table of nodes: s0, s1, s2, ")
    assert line.endswith(
        " and 381 more. Give a table of nodes with their types, or one type for all that have none: --type TYPE"
    )
    area = read(tmp_path, "gephi", "edges.csv", text, kind="gp")
    assert {one.service_type for one in area.services} == {"gp"}
    assert (len(area.services), len(area.statements)) == (401, 400)
    assert told(tmp_path, "gephi", "edges.csv", text, kind="gpp")[0].startswith(
        "unknown service type for all (--type) (found 'gpp'). Did you mean 'gp'?"
    )


def test_a_type_for_all_changes_no_type_that_is_there(tmp_path: Path) -> None:
    ours = write(tmp_path / "ours")
    (tmp_path / "edges.csv").write_text("Source,Target\ngp,NEXT\nclinic,new\n", encoding="utf-8")
    for _ in range(2):
        done = import_file(NETWORKS["gephi"], tmp_path / "edges.csv", ours, kind="outreach")
        assert {one.service: one.service_type for one in done.area.services} == {
            "gp": "gp",
            "clinic": "specialist_prescribing",
            "next": "aftercare",
            "new": "outreach",
        }
        assert not done.found.gone
    assert done.found.is_empty


def test_a_type_for_all_is_for_nodes_without_one(tmp_path: Path) -> None:
    area = read(tmp_path, "gephi", "nodes.csv", "Id,Type\na,gp\nb,\n", kind="outreach")
    assert [one.service_type for one in area.services] == ["gp", "outreach"]

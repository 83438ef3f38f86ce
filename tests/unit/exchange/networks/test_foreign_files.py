"""Files of other people: what becomes of their nodes and edges, what a column map changes, and what is told."""

import json
from pathlib import Path

import pytest

from dtors_network.errors import InputError
from dtors_network.evidence import Evidence
from dtors_network.exchange.importing import area_of_file
from dtors_network.exchange.registry import NETWORKS
from dtors_network.model.area import Area
from dtors_network.model.vocabulary import LinkState

YED = """<?xml version="1.0"?><graphml xmlns="http://graphml.graphdrawing.org/xmlns"
 xmlns:y="http://www.yworks.com/xml/graphml"><key id="d0" for="node" yfiles.type="nodegraphics"/>
<key id="d1" for="node" attr.name="Service type" attr.type="string"><default>aftercare</default></key>
<graph edgedefault="directed"><node id="n0"><data key="d1">GP</data><data key="d0"><y:ShapeNode><y:Fill color="#F00"/>
<y:NodeLabel> Hill Surgery </y:NodeLabel></y:ShapeNode></data></node><node id="n1"/><edge source="n0" target="n1"/>
</graph></graphml>"""
GEPHI = """<gexf xmlns="http://www.gexf.net/1.2draft" xmlns:viz="http://www.gexf.net/1.2draft/viz" version="1.2">
<graph defaultedgetype="undirected"><attributes class="node"><attribute id="a" title="Kind" type="string"/></attributes>
<nodes><node id="0" label="Hill"><viz:size value="10"/><attvalues><attvalue for="a" value="gp"/></attvalues></node>
<node id="1" label="Onward"><attvalues><attvalue for="a" value="Aftercare"/></attvalues></node></nodes>
<edges><edge id="0" source="0" target="1" weight="3.0"/></edges></graph></gexf>"""
KUMU = {
    "elements": [
        {"label": "Hill", "type": "gp", "attributes": {"ward": "North", "places": 12, "open": True}},
        {"label": "Onward", "type": "Aftercare", "tags": ["a", "b"]},
    ],
    "connections": [{"from": "Hill", "to": "Onward", "type": "refers", "direction": "directed"}],
}


def read(folder: Path, code: str, name: str, text: str, column_map: str = "") -> tuple[Area, tuple[str, ...]]:
    (folder / name).write_text(text, encoding="utf-8")
    (folder / "map.yaml").write_text(column_map, encoding="utf-8")
    return area_of_file(NETWORKS[code], folder / name, folder / "map.yaml" if column_map else None)


def told(folder: Path, code: str, name: str, text: str, column_map: str = "") -> list[str]:
    with pytest.raises(InputError) as raised:
        read(folder, code, name, text, column_map)
    return [str(fault) for fault in raised.value.faults]


def test_a_drawing_of_yed_is_read_by_its_labels_and_defaults(tmp_path: Path) -> None:
    area, notes = read(tmp_path, "graphml", "drawn.graphml", YED)
    assert [(one.service, one.name, one.service_type) for one in area.services] == [
        ("n0", "Hill Surgery", "gp"),
        ("n1", "", "aftercare"),
    ]
    (drawn,) = area.statements
    assert (drawn.source, drawn.target, drawn.end, drawn.says) == ("n0", "n1", "sender", "present")
    assert (drawn.reporter_role, drawn.reporter, drawn.note) == ("author", "", "Drawn in drawn.graphml")
    assert notes[0].startswith("1 edge says only that there is a link.")
    assert notes[-1] == "It is judged by partnership_2022, for the file names no reference_pathway."


def test_a_drawn_link_is_one_sided_and_the_list_of_services_is_not_complete(tmp_path: Path) -> None:
    area, _ = read(tmp_path, "graphml", "drawn.graphml", YED)
    assert Evidence(area).link("n0", "n1").state is LinkState.ONE_SIDED
    assert not (area.services_complete or area.records_complete or area.departures_complete)
    assert (area.id, area.name, area.referrals) == ("drawn", "drawn", ())


def test_an_edge_without_a_direction_is_a_fault_that_names_the_fix(tmp_path: Path) -> None:
    assert told(tmp_path, "gexf", "map.gexf", GEPHI) == [
        "map.gexf: 1 edge has no direction (found '0 – 1'). Say in a column map (--map) what they mean: undirected: "
        "both_ways, or undirected: as_drawn where the first node of each edge is the one that refers"
    ]


@pytest.mark.parametrize(
    ("word", "links"), [("as_drawn", [("Hill", "Onward")]), ("both_ways", [("Hill", "Onward"), ("Onward", "Hill")])]
)
def test_a_map_says_what_an_edge_without_a_direction_means(
    tmp_path: Path, word: str, links: list[tuple[str, str]]
) -> None:
    area, _ = read(tmp_path, "gexf", "map.gexf", GEPHI, f"undirected: {word}\nnodes: {{service: label}}\n")
    assert [(one.source, one.target) for one in area.statements] == links
    assert [one.extra for one in area.statements] == [(("weight", "3.0"),)] * len(links)
    assert [(one.service, one.name) for one in area.services] == [("Hill", ""), ("Onward", "")]


def test_a_weight_is_a_count_only_where_the_map_says_so(tmp_path: Path) -> None:
    area, notes = read(tmp_path, "gexf", "map.gexf", GEPHI, "undirected: as_drawn\nedges: {referred: weight}\n")
    (row,) = area.referrals
    assert (row.referred, row.client_group, area.statements) == (3, "everyone", ())
    assert "Counts on edges without a client group were taken as counts of everyone." in notes


def test_counts_along_both_ways_are_a_fault(tmp_path: Path) -> None:
    faults = told(tmp_path, "gexf", "map.gexf", GEPHI, "undirected: both_ways\nedges: {referred: weight}\n")
    assert faults == [
        "map.gexf, edge '0' to '1': counts on an edge without a direction. "
        "Give the edge a direction, or leave the counts out (leave_out)"
    ]


def test_kumu_elements_have_their_types_numbers_and_attributes_of_ones_own(tmp_path: Path) -> None:
    area, _ = read(tmp_path, "kumu", "map.json", json.dumps(KUMU))
    hill, onward = area.services
    assert (hill.service, hill.service_type, hill.places) == ("Hill", "gp", 12)
    assert hill.extra == (("ward", "North"), ("open", "true"))
    assert (onward.service_type, onward.extra) == ("aftercare", (("tags", '["a", "b"]'),))
    assert area.statements[0].extra == (("type", "refers"),)


def test_a_map_names_columns_words_and_who_speaks(tmp_path: Path) -> None:
    column_map = """
area: {id: ours_2025, name: Ours, reference_pathway: models_of_care_2006, period_start: 2025-04-01}
nodes: {organisation: ward}
edges: {note: type}
values: {service_type: {gp: hospital}, note: {refers: By telephone}}
says: {end: receiver, reporter_role: commissioner, said_on: 2025-05-01}
leave_out: [tags, open]
"""
    area, notes = read(tmp_path, "kumu", "map.json", json.dumps(KUMU), column_map)
    assert (area.id, area.name, area.reference_pathway) == ("ours_2025", "Ours", "models_of_care_2006")
    hill, onward = area.services
    assert (hill.service_type, hill.organisation, hill.extra, onward.extra) == ("hospital", "North", (), ())
    (said,) = area.statements
    assert (said.end, said.note, str(said.said_on)) == ("receiver", "By telephone", "2025-05-01")
    assert notes == ()


def test_every_slip_of_a_map_is_told_at_once(tmp_path: Path) -> None:
    column_map = "nods: {}\nnodes: {servce_type: Kind}\nsays: {end: sendr}\nundirected: both\nvalues: {says: present}\n"
    assert told(tmp_path, "kumu", "map.json", json.dumps(KUMU), column_map) == [
        "map.yaml, row 1, column nods: this key is not known. Did you mean 'nodes'? "
        "Known: undirected, area, nodes, edges, values, says, leave_out",
        next(line for line in told(tmp_path, "kumu", "map.json", json.dumps(KUMU), column_map) if "servce" in line),
        "map.yaml, row 3, column says.end: this is not known here (found 'sendr'). Did you mean 'sender'? "
        "Known: sender, receiver",
        "map.yaml, row 4, column undirected: this is not known here (found 'both'). Did you mean 'both_ways'? "
        "Known: both_ways, as_drawn",
        "map.yaml, row 5, column values.says: a mapping is needed here. Write the words of the file below says: word: "
        "code",
    ]


def test_an_attribute_that_the_file_lacks_and_a_word_that_is_no_type_are_told_together(tmp_path: Path) -> None:
    elements = [{"label": "Hill", "type": "GP surgery"}, {"label": "Onward", "type": "aftercare", "places": "many"}]
    faults = told(tmp_path, "kumu", "map.json", json.dumps({"elements": elements}), "nodes: {organisation: Provder}\n")
    assert faults[0] == (
        "map.yaml, column nodes.organisation: the file has no attribute of this name (found 'Provder'). "
        "Known: type, places, id, label"
    )
    assert faults[1].startswith(
        "map.json, node 'Hill', column service_type: unknown service_type (found 'GP surgery'). "
    )
    assert faults[1].endswith("or say in a column map what it stands for: values: {service_type: {GP surgery: CODE}}")
    assert faults[2].startswith("map.json, node 'Onward', column places: this is not a count (found 'many')")
    assert len(faults) == 3


def test_no_type_at_all_is_one_fault_however_many_nodes(tmp_path: Path) -> None:
    nodes = "Id,Label,Ward\n" + "".join(f"s{number},Service {number},North\n" for number in range(50))
    assert told(tmp_path, "gephi", "map_nodes.csv", nodes) == [
        "map_nodes.csv, column service_type: no attribute of the nodes says of what type each service is. Name the "
        "attribute in a column map (--map): nodes: {service_type: ATTRIBUTE}. Attributes: Ward"
    ]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_gephi_tables_may_be_separated_by_commas_semicolons_or_tabs(tmp_path: Path, separator: str) -> None:
    rows = [["Source", "Target", "Type", "Id", "Weight"], ["gp", "er", "Directed", "7", "1.0"]]
    (tmp_path / "edges.csv").write_text("\n".join(separator.join(row) for row in rows), encoding="utf-8")
    nodes = [["Id", "Label", "Type"], ["gp", "Hill", "gp"], ["er", "Casualty", "hospital"]]
    (tmp_path / "nodes.csv").write_text("\n".join(separator.join(row) for row in nodes), encoding="utf-8-sig")
    for given in (tmp_path, tmp_path / "nodes.csv", tmp_path / "edges.csv"):
        area, _ = area_of_file(NETWORKS["gephi"], given)
        assert [(one.service, one.name) for one in area.services] == [("gp", "Hill"), ("er", "Casualty")]
        assert [(one.source, one.target, one.extra) for one in area.statements] == [("gp", "er", (("Weight", "1.0"),))]


def test_an_edge_to_nobody_is_told_at_its_row_and_a_link_to_itself_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / "nodes.csv").write_text("Id,Type\ngp,gp\n", encoding="utf-8")
    (tmp_path / "edges.csv").write_text("From,To\ngp,nobody\ngp,gp\n", encoding="utf-8")
    with pytest.raises(InputError) as raised:
        area_of_file(NETWORKS["gephi"], tmp_path)
    assert [str(fault) for fault in raised.value.faults] == [
        "edges.csv, row 2: 1 service of these edges is in no table of nodes: nobody. Give a table of nodes with their "
        "types, or one type for all that have none: --type TYPE"
    ]


def test_rows_that_are_no_json_and_plain_words_that_were_changed_are_told(tmp_path: Path) -> None:
    said = '[{"end":"sender","says":"present"}]'
    connections = [
        {"from": "Hill", "to": "Onward", "statements": said, "sender_says": "absent"},
        {"from": "Onward", "to": "Hill", "statements": "present"},
    ]
    faults = told(tmp_path, "kumu", "map.json", json.dumps({**KUMU, "connections": connections}))
    assert faults == [
        "map.json, edge 'Hill' to 'Onward', column sender_says: this was worked out from statements of the edge, and "
        "no longer says the same (found 'absent'). Make the change in statements, or empty statements to let the plain "
        "attributes speak",
        "map.json, edge 'Onward' to 'Hill', column statements: this is not whole JSON: Expecting value. Give a list of "
        'rows, such as [{"client_group": "everyone", "count": "3"}], or empty the attribute',
    ]


def test_a_hyperedge_is_told(tmp_path: Path) -> None:
    text = "<graphml><graph><node id='a'/><hyperedge/></graph></graphml>"
    assert told(tmp_path, "graphml", "map.graphml", text) == [
        "map.graphml: an edge that joins more than two nodes is not read. Give each pair of nodes an edge of its own"
    ]


@pytest.mark.parametrize(
    ("code", "name", "text", "sentence"),
    [
        ("graphml", "a.graphml", "<gexf/>", "a.graphml: this is no GraphML with a graph in it. Export it as GraphML"),
        ("gexf", "a.gexf", "<graphml/>", "a.gexf: this is no GEXF with a graph in it. Export it as GEXF"),
        (
            "gexf",
            "a.gexf",
            "",
            "a.gexf, row 1: this is not whole XML: no element found. Export it again from the program that made it",
        ),
        (
            "cytoscape",
            "a.cyjs",
            "[]",
            "a.cyjs: this is no Cytoscape JSON: it has no elements with nodes. "
            "Export it from Cytoscape as Cytoscape.js JSON",
        ),
        (
            "kumu",
            "a.json",
            '{"elements": [3]}',
            'a.json: this is neither JSON of Kumu nor of Cytoscape. It needs "elements" and "connections", '
            "each a list of objects",
        ),
        ("gephi", "a.csv", "", "a.csv: this table is empty. Put the names of the columns into row 1"),
        ("gephi", "a.csv", "Ward\nN\n", "a.csv, row 1: no column is called Id or Label or Name. Name it in row 1"),
        (
            "gephi",
            "a.csv",
            "Id,Type\ngp,gp,x\n",
            "a.csv, row 2: this row has more cells than the header, which has 2. "
            "Name every column in row 1; in a CSV file, quote a cell that holds a comma",
        ),
        (
            "gephi",
            "a.csv",
            "Id,a,a\ngp,1,2\n",
            "a.csv, row 1, column a: two columns have this name. Rename or delete one",
        ),
    ],
)
def test_a_file_that_is_not_of_its_format_says_so(
    tmp_path: Path, code: str, name: str, text: str, sentence: str
) -> None:
    assert told(tmp_path, code, name, text) == [sentence]


def test_cytoscape_elements_in_one_list_are_read_too(tmp_path: Path) -> None:
    nodes = [{"data": {"id": "gp", "type": "gp"}}, {"data": {"id": "er", "name": "Casualty", "type": "hospital"}}]
    document = {"elements": [*nodes, {"data": {"id": "e", "source": "gp", "target": "er"}}]}
    for code, name in (("cytoscape", "a.cyjs"), ("kumu", "a.json")):
        area, _ = read(tmp_path, code, name, json.dumps(document))
        assert [(one.service, one.name) for one in area.services] == [("gp", ""), ("er", "Casualty")]
        assert [(one.source, one.target) for one in area.statements] == [("gp", "er")]

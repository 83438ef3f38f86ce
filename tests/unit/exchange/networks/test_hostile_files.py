"""Files made to do harm end in one clear message, within seconds and little memory, and nothing is written."""

import io
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest

ROOT = Path(__file__).resolve().parents[4]
SECONDS: Final = 5.0
MEGABYTES: Final = 500

HEAD = '<?xml version="1.0"?>'
LAUGHS = "<!DOCTYPE g [<!ENTITY a 'ha'>" + "".join(
    f"<!ENTITY {b} '{f'&{a};' * 10}'>" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)
GRAPH = '<graphml><graph edgedefault="directed">{}</graph></graphml>'


def many(piece: str, size: int) -> str:
    return piece * (size // len(piece))


def zipped(**entries: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name.replace("__", "/"), content)
    return out.getvalue()


def lying(raw: bytes) -> bytes:
    """Let the directory of an archive promise a hundred bytes of its largest part."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        size = max(part.file_size for part in archive.infolist())
    true, lie = size.to_bytes(4, "little"), (100).to_bytes(4, "little")
    assert raw.count(true) == 2  # before the part, and in the directory
    return raw.replace(true, lie)


def workbook(sheet: str, **others: bytes) -> bytes:
    """A workbook of one sheet as Excel lays it out, with the XML of that sheet."""
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    package = "http://schemas.openxmlformats.org/package/2006"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Override PartName="/xl/workbook.xml" '
        f'ContentType="{kind}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" '
        f'ContentType="{kind}.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r" '
        f'Type="{relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="s" '
        f'Type="{relations}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{relations}"><sheets><sheet name="Nodes" sheetId="1" '
        'r:id="s"/></sheets></workbook>',
        "xl/worksheets/sheet1.xml": sheet.replace("<worksheet>", f'<worksheet xmlns="{main}">'),
    }
    return zipped(**{name: text.encode() for name, text in parts.items()}, **others)


CELLS = "".join(
    f'<row r="{row}">' + "".join(f'<c t="n"><v>{row * column % 9973}</v></c>' for column in range(600)) + "</row>"
    for row in range(1, 261)
)
FORTY = b"".join(os.urandom(8) + b"0" * 792 for _ in range(50_000))
SHEET = "<worksheet><sheetData>{}</sheetData></worksheet>"

HOSTILE: Final[dict[str, tuple[str, str, Callable[[], str | bytes], str]]] = {
    "a billion laughs": (
        "graphml", "map.graphml", lambda: f"{HEAD}{LAUGHS}]><graphml><graph>&i;</graph></graphml>",
        "map.graphml: this XML defines a document type or entities, which no such file needs",
    ),
    "an entity that names a file": (
        "gexf", "map.gexf", lambda: f"{HEAD}<!DOCTYPE g [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><gexf>&x;</gexf>",
        "map.gexf: this XML defines a document type or entities, which no such file needs",
    ),
    "XML a million deep": (
        "graphml", "map.graphml", lambda: GRAPH.format("<node>" * 1_000_000),
        "map.graphml: this XML is nested more than 100 levels deep",
    ),
    "XML of millions of elements": (
        "gexf", "map.gexf", lambda: "<gexf><graph>" + many("<a/>", 19_000_000),
        "map.gexf: this XML holds more than 700,000 elements and attributes",
    ),
    "XML of a quarter of a million attributes of different names": (
        "graphml",
        "map.graphml",
        lambda: GRAPH.format(
            '<node id="a">' + "".join(f'<data key="k{number}">x</data>' for number in range(240_000)) + "</node>"
        ),
        "map.graphml: the nodes of this file have 240,000 different attributes, and at most 1,000 are read",
    ),
    "defaults for millions of attributes": (
        "graphml", "map.graphml", lambda: "<graphml>" + "".join(
            f'<key id="{number}" for="node"><default>x</default></key>' for number in range(60_000)
        ) + "<graph>" + "<node/>" * 20_000 + "</graph></graphml>",
        "map.graphml: this file gives defaults for 1,200,000,000 attributes",
    ),
    "defaults for millions of attributes in GEXF": (
        "gexf", "map.gexf", lambda: '<gexf><graph><attributes class="edge">' + "".join(
            f'<attribute id="{number}"><default>x</default></attribute>' for number in range(20_000)
        ) + "</attributes>" + "<edge/>" * 45_000 + "</graph></gexf>",
        "map.gexf: this file gives defaults for 900,000,000 attributes",
    ),
    "links to forty thousand services that are not there": (
        "graphml", "map.graphml", lambda: GRAPH.format(
            "".join(f'<node id="{number}"><data key="type">gp</data></node>' for number in range(20_000))
            + "".join(f'<edge source="a{number}" target="b{number}"/>' for number in range(20_000))
        ),
        "map.graphml: 40,000 services of these edges are in no table of nodes: a0, b0, a1, b1, ",
    ),
    "rows of millions in one attribute": (
        "gexf", "map.gexf", lambda: "<gexf><graph><node id='a'><attvalues><attvalue for='arrivals' value='["
        + many("{},", 9_900_000) + "{}]'/></attvalues></node></graph></gexf>",
        "map.gexf: this file holds 3,300,001 rows in its attributes, and at most 100,000 are read",
    ),
    "one XML attribute of nineteen megabytes": (
        "graphml", "map.graphml", lambda: GRAPH.format(f'<node id="{"a" * 19_000_000}"/>'),
        "column service",
    ),
    "XML cut off": (
        "graphml", "map.graphml", lambda: '<graphml><graph><node id="gp"><data key="d0">Hi',
        "map.graphml, row 1: this is not whole XML",
    ),
    "XML in an encoding of nobody's": (
        "gexf", "map.gexf", lambda: '<?xml version="1.0" encoding="x-none"?><gexf/>', "map.gexf",
    ),
    "JSON a million deep": (
        "kumu", "map.json", lambda: '{"elements":' + "[" * 1_000_000,
        "map.json: this JSON is nested more than 50 levels deep",
    ),
    "JSON of millions of lists": (
        "cytoscape", "map.cyjs", lambda: '{"elements":{"nodes":[' + many("[],", 9_900_000) + "[]]}}",
        "map.cyjs: this file has 3,300,001 nodes, and at most 20,000 are read",
    ),
    "JSON of millions of objects": (
        "kumu", "map.json", lambda: '{"elements":[' + many('{"a":1},', 9_900_000) + "{}]}",
        "map.json: this file has 1,237,501 nodes, and at most 20,000 are read",
    ),
    "a number of a million digits": (
        "kumu", "map.json", lambda: '{"elements":[{"label":"gp","type":"gp","places":' + "9" * 1_000_000 + "}]}",
        "map.json, node 'gp', column places: this count is larger than any population",
    ),
    "JSON cut off": (
        "cytoscape", "map.cyjs", lambda: '{"elements":{"nodes":[{"da', "map.cyjs, row 1: this is not whole JSON",
    ),
    "JSON in a list of rows a thousand deep": (
        "kumu",
        "map.json",
        lambda: json.dumps({"elements": [{"label": "gp", "type": "gp", "arrivals": "[" * 20_000}]}),
        "column arrivals: this JSON is nested more than 50 levels deep",
    ),
    "a CSV line of nineteen megabytes": (
        "gephi", "map_nodes.csv", lambda: "Id,Label\ngp," + "x" * 19_000_000,
        "map_nodes.csv, row 2: a cell of this row holds far more than",
    ),
    "a CSV header of millions of columns": (
        "gephi", "map_nodes.csv", lambda: "Id" + many(",a", 19_000_000),
        "map_nodes.csv, row 1: this table has more than 1,000 columns",
    ),
    "a CSV of millions of rows": (
        "gephi", "map_nodes.csv", lambda: "Id" + many("\na", 19_000_000),
        "map_nodes.csv, row 1: this table has more than 200,000 lines",
    ),
    "a quotation mark that is never closed": (
        "gephi", "map_nodes.csv", lambda: 'Id,Label\ngp,"Hill\n' + many("er,x\n", 100_000),
        "map_nodes.csv, row 2: a quotation mark is left open",
    ),
    "a CSV of zeros": ("gephi", "map_nodes.csv", lambda: b"\x00" * 1000, "map_nodes.csv: this is not a text file"),
    "a zip bomb": (
        "polinode", "map.xlsx", lambda: workbook(SHEET, xl__media__x=b"0" * 150_000_000),
        "map.xlsx: this workbook unpacks to more than",
    ),
    "a workbook that unpacks to forty megabytes": (
        "kumu-sheets", "map.xlsx", lambda: workbook(SHEET, xl__x=FORTY),
        "map.xlsx: this workbook unpacks to more than 30,000,000 bytes",
    ),
    "a sheet of more cells than any network": (
        "polinode", "map.xlsx", lambda: workbook(SHEET.format(CELLS)),
        "map.xlsx, sheet Nodes: this sheet has more than 150,000 cells or 1,000 columns",
    ),
    "a workbook with entities": (
        "polinode", "map.xlsx", lambda: workbook(f"{LAUGHS}]>" + SHEET.format("<row>&i;</row>")),
        "map.xlsx: this workbook cannot be read",
    ),
    "a sheet that unpacks to far more than it promises": (
        "polinode", "map.xlsx", lambda: lying(workbook(SHEET.format(" " * 29_000_000))),
        "map.xlsx: a part of this workbook is damaged",
    ),
    "a zip of thousands of parts": (
        "kumu-sheets", "map.xlsx", lambda: zipped(**{f"x{number}": b"" for number in range(5000)}),
        "map.xlsx: this workbook is packed from more than 1,000 parts",
    ),
    "a workbook with parts outside of itself": (
        "polinode", "map.xlsx", lambda: workbook(SHEET.format(""), **{"..__..__x.xml": b"<x/>"}),
        "map.xlsx: this workbook holds a part whose name leads out of it",
    ),
    "a zip cut off": ("polinode", "map.xlsx", lambda: workbook(SHEET)[:300], "map.xlsx: this is not an Excel workbook"),
}  # fmt: skip
LARGE = {
    "graphml": "map.graphml",
    "gexf": "map.gexf",
    "cytoscape": "map.cyjs",
    "kumu": "map.json",
    "gephi": "map_nodes.csv",
    "kumu-sheets": "map.xlsx",
    "polinode": "map.xlsx",
}

RUN = """
import json, sys, time
from pathlib import Path
from dtors_network.errors import InputError
from dtors_network.exchange.importing import import_file
from dtors_network.exchange.registry import NETWORKS
from tests.peak import most_memory

for code, file, into in json.loads(sys.argv[1]):
    start = time.process_time()  # of this process alone, since other tests run beside it
    told = ""
    try:
        import_file(NETWORKS[code], Path(file), Path(into))
    except InputError as error:
        told = str(error.faults[0])[:400]
    print(json.dumps([told, time.process_time() - start, most_memory()]))
"""


def run(jobs: list[tuple[str, Path, Path]]) -> list[tuple[str, float, float]]:
    """Import each file in one new process, and give its first fault, the seconds, and the peak of memory so far."""
    pytest.importorskip("resource", reason="only on Unix can the peak of memory be read")
    given = json.dumps([(code, str(file), str(into)) for code, file, into in jobs])
    done = subprocess.run(
        [sys.executable, "-c", RUN, given], cwd=ROOT, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return [tuple(json.loads(line)) for line in done.stdout.splitlines()]


LONGEST = (
    "links to forty thousand services that are not there", "one XML attribute of nineteen megabytes",
    "XML of millions of elements", "JSON of millions of lists", "a sheet of more cells than any network",
)  # fmt: skip
"""What takes two seconds and more each: with the long proof."""


@pytest.mark.parametrize("code", sorted({code for code, *_ in HOSTILE.values()}))
def test_every_hostile_file_ends_in_one_clear_message(code: str, tmp_path: Path) -> None:
    refused({name: rest for name, (of, *rest) in HOSTILE.items() if of == code and name not in LONGEST}, code, tmp_path)


@pytest.mark.proof
@pytest.mark.parametrize("name", LONGEST)
def test_and_so_do_those_that_take_longest(name: str, tmp_path: Path) -> None:
    code, *rest = HOSTILE[name]
    refused({name: rest}, code, tmp_path)


def refused(cases: dict[str, list[Any]], code: str, tmp_path: Path) -> None:
    """One process reads all files of a format: the peak of memory that holds for them together holds for each."""
    for name, (file, content, _) in cases.items():
        made = content()
        (tmp_path / name).mkdir()
        (tmp_path / name / str(file)).write_bytes(made if isinstance(made, bytes) else made.encode())
    found = run([(code, tmp_path / name / str(file), tmp_path / name / "ours") for name, (file, *_) in cases.items()])
    for (name, (file, _, sentence)), (told, seconds, megabytes) in zip(cases.items(), found, strict=True):
        assert str(sentence) in told, name
        assert seconds < SECONDS and megabytes < MEGABYTES, name
        assert [path.name for path in (tmp_path / name).iterdir()] == [file], name


def test_a_file_of_a_gigabyte_is_refused_before_it_is_read(tmp_path: Path) -> None:
    jobs = []
    for code, file in LARGE.items():
        (tmp_path / code).mkdir()
        with (tmp_path / code / file).open("wb") as sparse:
            sparse.truncate(1_000_000_000)
        jobs.append((code, tmp_path / code / file, tmp_path / "ours"))
    for told, seconds, megabytes in run(jobs):
        assert "this file is larger than" in told
        assert seconds < SECONDS and megabytes < MEGABYTES
    assert not (tmp_path / "ours").exists()

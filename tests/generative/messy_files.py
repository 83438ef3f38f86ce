"""Network files as other programs and people leave them, beside what plain Python says that they mean."""

import csv
import io
import json
import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from unicodedata import normalize
from xml.sax.saxutils import escape, quoteattr

from openpyxl import Workbook

NAMES = ("Café Hub", "Nørre Clinic", "Surgery", "Straße 9", "Zoë's House", "Über Aftercare", "Hill & Dale", "St. Mary")
TYPES = ("gp", "aftercare", "psychosocial", "specialist_prescribing")


@dataclass(frozen=True)
class Drawn:
    """A network: the type and the caseload of each service by its name, and every edge with people referred."""

    services: dict[str, tuple[str, int]]
    edges: list[tuple[str, str, int]]
    chance: random.Random

    def truth(self) -> dict[tuple[str, str], int]:
        """Add up the people of each link; an edge from a service to itself is none."""
        people: Counter[tuple[str, str]] = Counter()
        for source, target, referred in self.edges:
            if source != target:
                people[source, target] += referred
        return dict(people)

    @property
    def loops(self) -> int:
        return sum(source == target for source, target, _ in self.edges)


def drawn(seed: int) -> Drawn:
    """Draw a network with loops and edges that join the same services."""
    chance = random.Random(seed)
    names = chance.sample(NAMES, chance.randint(2, len(NAMES)))
    services = {name: (chance.choice(TYPES), chance.randint(5, 99)) for name in names}
    ends = [(chance.choice(names), chance.choice(names)) for _ in range(chance.randint(0, 12))]
    edges = [(source, target, chance.randint(5, 60)) for source, target in ends]
    return Drawn(services, edges, chance)


def messy(name: str, chance: random.Random) -> str:
    """Write a name as another program might: with composed or decomposed letters, and blanks around it."""
    form = chance.choice(("NFC", "NFD"))
    return chance.choice(("", " ", "\u00a0")) + normalize(form, name) + chance.choice(("", "  "))  # type: ignore[arg-type]


def shuffled(rows: Iterator[object], chance: random.Random) -> list[object]:
    some = list(rows)
    chance.shuffle(some)
    return some


def as_gephi(made: Drawn, folder: Path) -> Path:
    """Write two tables with any separator, their columns and rows in any order."""
    chance = made.chance
    separator = chance.choice(",;\t")
    nodes = [
        {"Id": messy(name, chance), "service_type": kind, "caseload": f"{case}.0"}
        for name, (kind, case) in made.services.items()
    ]
    edges = [{"Source": messy(a, chance), "Target": messy(b, chance), "referred": f"{n}.0"} for a, b, n in made.edges]
    for what, rows, header in (
        ("nodes", nodes, ["Id", "service_type", "caseload"]),
        ("edges", edges, ["Source", "Target", "referred"]),
    ):
        chance.shuffle(header)
        chance.shuffle(rows)
        out = io.StringIO()
        writer = csv.DictWriter(out, header, delimiter=separator)
        writer.writeheader()
        writer.writerows(rows)
        (folder / f"{what}.csv").write_text(out.getvalue(), encoding=chance.choice(("utf-8", "utf-8-sig")), newline="")
    return folder


def as_kumu(made: Drawn, folder: Path) -> Path:
    """Write JSON as Kumu exports it, or as a blueprint; connections by ids or by labels."""
    chance = made.chance
    own, by_id = chance.random() < 0.5, chance.random() < 0.5
    ids = {name: f"elem-{chance.getrandbits(40):x}" for name in made.services}
    elements = []
    for name, (kind, case) in made.services.items():
        fields = {"label": messy(name, chance), "caseload": case, ("element type" if own else "type"): kind}
        elements.append({"_id": ids[name], "attributes": fields} if own else {"id": ids[name], **fields})
    connections = []
    for source, target, referred in made.edges:
        ends = (
            {"from": ids[source], "to": ids[target]}
            if by_id
            else {"from": messy(source, chance), "to": messy(target, chance)}
        )
        direction = {"direction": "directed"} if chance.random() < 0.7 else {}
        connections.append(
            ends | direction | ({"attributes": {"referred": referred}} if own else {"referred": referred})
        )
    chance.shuffle(elements)
    chance.shuffle(connections)
    path = folder / "map.json"
    path.write_text(json.dumps({"elements": elements, "connections": connections}), encoding="utf-8")
    return path


def as_workbook(made: Drawn, folder: Path) -> Path:
    """Write sheets of elements and connections in any order, with one that is to be passed over."""
    chance = made.chance
    book = Workbook()
    book.remove(book.active)
    elements = [
        ["Label", "Type", "caseload"],
        *([messy(name, chance), kind, case] for name, (kind, case) in made.services.items()),
    ]
    connections = [["From", "To", "referred"], *([messy(a, chance), messy(b, chance), n] for a, b, n in made.edges)]
    sheets = [("People", elements), ("Lines", connections), (chance.choice(("Old (ignore)", "(IGNORE) x")), elements)]
    for title, rows in shuffled(iter(sheets), chance):  # type: ignore[misc]
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    path = folder / "map.xlsx"
    book.save(path)
    return path


def as_gexf(made: Drawn, folder: Path) -> Path:
    """Write a dynamic GEXF: caseloads over time in any order, of which the last holds."""
    chance = made.chance
    nodes = []
    for name, (kind, case) in made.services.items():
        values = [f'<attvalue for="c" value="{case}" start="2025-01-01"/>', f'<attvalue for="t" value="{kind}"/>']
        years = range(2020, 2020 + chance.randint(0, 3))
        values += [
            f'<attvalue for="c" value="{case + year}" start="{year}-01-01" end="{year}-12-31"/>' for year in years
        ]
        chance.shuffle(values)
        nodes.append(f"<node id={quoteattr(messy(name, chance))}><attvalues>{''.join(values)}</attvalues></node>")
    edges = [
        f"<edge source={quoteattr(messy(a, chance))} target={quoteattr(messy(b, chance))}>"
        f'<attvalues><attvalue for="r" value="{n}"/></attvalues></edge>'
        for a, b, n in made.edges
    ]
    chance.shuffle(nodes)
    chance.shuffle(edges)
    path = folder / "map.gexf"
    path.write_text(
        '<gexf xmlns="http://gexf.net/1.3" version="1.3"><graph defaultedgetype="directed" mode="dynamic">'
        '<attributes class="node"><attribute id="t" title="service_type" type="string"/>'
        '<attribute id="c" title="caseload" type="integer"/></attributes>'
        '<attributes class="edge"><attribute id="r" title="referred" type="integer"/></attributes>'
        f"<nodes>{''.join(nodes)}</nodes><edges>{''.join(edges)}</edges></graph></gexf>",
        encoding="utf-8",
    )
    return path


def as_yed(made: Drawn, folder: Path) -> Path:
    """Write yEd's drawing: some edges the wrong way round with their head at the source, which is what people see."""
    chance = made.chance
    nodes = [
        f'<node id="n{number}"><data key="t">{kind}</data><data key="c">{case}</data><data key="d"><y:ShapeNode>'
        f"<y:NodeLabel>{escape(messy(name, chance))}</y:NodeLabel></y:ShapeNode></data></node>"
        for number, (name, (kind, case)) in enumerate(made.services.items())
    ]
    ids = {name: f"n{number}" for number, name in enumerate(made.services)}
    edges = []
    for source, target, referred in made.edges:
        turned = chance.random() < 0.5
        ends, heads = (
            ((target, source), ("standard", "none")) if turned else ((source, target), ("none", "white_delta"))
        )
        edges.append(
            f'<edge source="{ids[ends[0]]}" target="{ids[ends[1]]}"><data key="r">{referred}</data><data key="g">'
            f'<y:PolyLineEdge><y:Arrows source="{heads[0]}" target="{heads[1]}"/></y:PolyLineEdge></data></edge>'
        )
    chance.shuffle(nodes)
    chance.shuffle(edges)
    keys = "".join(
        f'<key id="{id_}" for="{of}" attr.name="{name}"/>'
        for id_, of, name in (("t", "node", "service_type"), ("c", "node", "caseload"), ("r", "edge", "referred"))
    )
    path = folder / "map.graphml"
    path.write_text(
        '<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:y="http://www.yworks.com/xml/graphml">'
        f'{keys}<key id="d" for="node"/><key id="g" for="edge"/><graph edgedefault="directed">'
        f"{''.join(nodes)}{''.join(edges)}</graph></graphml>",
        encoding="utf-8",
    )
    return path


WRITERS: dict[str, Callable[[Drawn, Path], Path]] = {
    "gephi": as_gephi,
    "kumu": as_kumu,
    "kumu-sheets": as_workbook,
    "gexf": as_gexf,
    "graphml": as_yed,
}

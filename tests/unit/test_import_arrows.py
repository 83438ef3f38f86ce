"""Imports point down the layout and never up; the command for gaps starts without the heavy libraries."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from dtors_network.area_files.area_io import read_area
from dtors_network.cli import whole_app
from dtors_network.cli.commands import MODULES
from dtors_network.disclosure import protected

ROOT = Path(__file__).resolve().parents[2]
AREA = ROOT / "data" / "areas" / "well_joined"
PACKAGES = ("dtors_network", "dashboards")

LINES = (
    ("model", "errors", "bits", "intervals", "rounding"),
    ("editing", "records", "exchange", "area_files", "safe", "shipped"),
    ("beginning", "examples", "disclosure", "graph", "acceptance", "evidence", "synthetic"),
    ("rounds", "compare", "actions", "whatif", "gaps", "flow", "triangulation", "measures"),
    ("figures",),
    ("out", "accounts"),
    ("dtors_network",),  # the package's own `__init__`: the public names
    ("dashboards",),
    ("reference", "__main__", "cli"),
)
"""The rooms, lowest line first. A room imports from lower lines, and from its own line to its right."""

WORKS_OUT = ("library", "tried", "rounds_desk")
"""Where the dashboard has results worked out; every other module of it is given accounts, and works nothing out."""

SHOWN = sorted(path.relative_to(ROOT / "dashboards") for path in (ROOT / "dashboards").rglob("*.py"))
WORKED_OUT = {
    "acceptance",
    "compare",
    "evidence",
    "flow",
    "gaps",
    "graph",
    "measures",
    "rounds",
    "triangulation",
    "whatif",
}
"""Rooms whose results reach the dashboard as an account."""

PLACES = {room: (height, column) for height, line in enumerate(LINES) for column, room in enumerate(line)}
NEVER = {("synthetic", "evidence"), ("synthetic", "graph"), ("synthetic", "gaps")}
IMPORTS = (ast.Import, ast.ImportFrom)
RUN = """
import sys
from dtors_network.cli import main
sys.argv = ["dtors-network", *{words!r}]
try:
    main()
except SystemExit as stopped:
    assert not stopped.code, stopped.code
"""
HEAVY = ("polars", "narwhals", "pandas", "networkx", "numpy", "scipy", "openpyxl", "plotly", "dash", "pydantic", "rich")
"""What takes longer to import than the command line itself. Rich is for terminals, and these runs have none."""


@pytest.fixture(scope="module")
def kept() -> None:
    """Protect the area before, as it is from the second command on: only the first one needs a solver."""
    protected(read_area(AREA))


def test_imports_point_down_the_layout() -> None:
    wrapper = "dtors_network/disclosure/cells.py:"  # it goes once areas are protected at the front
    assert [fault for fault in wrong_arrows(ROOT) if not fault.startswith(wrapper)] == []


def test_the_drawing_of_the_architecture_shows_these_lines() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    drawn = [re.split("  +", line)[0].split(" · ") for line in text.split("```")[1].strip().splitlines()]
    assert [tuple(line) for line in reversed(drawn)] == [*LINES]


def test_every_room_is_there_or_planned() -> None:
    there = {room(path.relative_to(ROOT).with_suffix("").parts) for path in modules(ROOT)}
    assert {name for line in LINES for name in line} - there <= {"triangulation"}


def test_invented_areas_are_made_without_the_code_that_judges_them() -> None:
    assert all(not may_import(source, target) for source, target in NEVER)


def test_the_dashboard_shows_accounts_and_works_nothing_out() -> None:
    wrong = []
    for path in SHOWN:
        if path.stem in WORKS_OUT:
            continue
        tree = ast.parse((ROOT / "dashboards" / path).read_text(encoding="utf-8"))
        here = ("dashboards", *path.with_suffix("").parts)
        nodes = [node for node in ast.walk(tree) if isinstance(node, IMPORTS)]
        named = {room(name, ROOT) for node in nodes for name in imported(node, here)}
        wrong += [f"{path}: {one}" for one in sorted(named & WORKED_OUT)]
    assert len(SHOWN) > 30 and wrong == []


def test_cli_imports_the_dashboard_only_inside_its_command() -> None:
    for path in (ROOT / "dtors_network" / "cli").glob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        at_start = [node for node in tree.body if isinstance(node, IMPORTS)]
        here = ("dtors_network", "cli", path.stem)
        assert [name for node in at_start for name in imported(node, here) if name[0] == "dashboards"] == []


@pytest.mark.parametrize(
    ("importer", "line", "told"),
    [
        ("model/area.py", "import dtors_network.graph", "dtors_network/model/area.py:1: model imports graph"),
        (
            "safe/text.py",
            "from dtors_network import evidence",
            "dtors_network/safe/text.py:1: safe imports evidence",
        ),
        ("evidence.py", "from .graph import Network", "dtors_network/evidence.py:1: evidence imports graph"),
        ("gaps/case.py", "from ..whatif import change", "dtors_network/gaps/case.py:1: gaps imports whatif"),
        ("graph.py", "def f():\n    import dashboards.app", "dtors_network/graph.py:2: graph imports dashboards"),
        (
            "figures.py",
            "from dtors_network import find_gaps",
            "dtors_network/figures.py:1: figures imports dtors_network",
        ),
        ("novel.py", "", "dtors_network/novel.py: novel has no place in LINES"),
    ],
)
def test_a_wrong_arrow_is_told_with_its_place(tmp_path: Path, importer: str, line: str, told: str) -> None:
    for name in ("graph.py", "evidence.py", "whatif.py", "model/area.py", "gaps/case.py", "safe/text.py"):
        plant(tmp_path, name, "")
    plant(tmp_path, importer, line)
    assert wrong_arrows(tmp_path) == [told]


@pytest.mark.parametrize(
    ("importer", "line"),
    [
        ("graph.py", "from dtors_network.evidence import Evidence"),
        ("gaps/case.py", "from . import finding\nfrom ..model.area import Area\nimport json"),
        ("cli.py", "def f():\n    from dashboards.app import serve"),
    ],
)
def test_a_right_arrow_is_let_pass(tmp_path: Path, importer: str, line: str) -> None:
    plant(tmp_path, "evidence.py", "")
    plant(tmp_path, importer, line)
    assert wrong_arrows(tmp_path) == []


def test_the_command_starts_without_the_heavy_libraries() -> None:
    assert heavy_after("import dtors_network.cli") == ""


ANSWERS = (
    ["--help"],
    *([command, "--help"] for command in MODULES),
    ["gaps", str(AREA)],
    ["gaps", str(AREA), "--format", "json"],
    ["ask", AREA.name],
    ["codebook"],
)
EACH = """
import io, sys
from contextlib import redirect_stdout
from dtors_network.cli import main
for words in {answers!r}:
    sys.argv = ["dtors-network", *words]
    try:
        with redirect_stdout(io.TextIOWrapper(io.BytesIO(), "utf-8")) as said:
            main()
    except SystemExit as stopped:
        assert not stopped.code, stopped.code
    said.flush()
    assert said.buffer.getvalue(), words
    loaded = [name for name in {heavy!r} if name in sys.modules]
    assert not loaded, (words, loaded)
"""


@pytest.mark.usefixtures("kept")
def test_commands_answer_without_the_heavy_libraries() -> None:
    """One interpreter for all of them: what the first loads that must not be loaded fails at the first."""
    heavy_after(RUN.format(words=["gaps", str(AREA)]))  # writes the vocabulary down, once
    done = run(EACH.format(answers=ANSWERS, heavy=HEAVY))
    assert done.returncode == 0, done.stderr


@pytest.mark.usefixtures("kept")
def test_rich_is_imported_where_somebody_looks() -> None:
    assert heavy_after("import os\nos.environ['FORCE_COLOR'] = '1'\n" + RUN.format(words=["gaps", str(AREA)])) == "rich"


def test_a_command_starts_with_no_module_but_its_own() -> None:
    told = (
        RUN.format(words=["gaps", "--help"])
        + f"""
held = {sorted(set(MODULES.values()))!r}
print(*(name for name in held if f"dtors_network.cli.{{name}}" in sys.modules))
"""
    )
    done = run(told)
    assert (done.stdout.splitlines()[-1], done.stderr) == ("findings", "")


def test_every_command_is_listed_with_its_module() -> None:
    joined = [command.name or getattr(command.callback, "__name__", "") for command in whole_app().registered_commands]
    assert joined == list(MODULES)
    files = {
        path.stem
        for path in (ROOT / "dtors_network" / "cli").glob("*.py")
        if "@app.command" in path.read_text(encoding="utf-8")
    }
    assert files == set(MODULES.values())


def wrong_arrows(root: Path) -> list[str]:
    """Name every import that points up, with its file and line."""
    return [fault for path in modules(root) for fault in faults_of(path, root)]


def modules(root: Path) -> list[Path]:
    return sorted(path for package in PACKAGES for path in (root / package).rglob("*.py"))


def faults_of(path: Path, root: Path) -> Iterator[str]:
    parts = path.relative_to(root).with_suffix("").parts
    shown = path.relative_to(root).as_posix()
    source = room(parts)
    if source not in PLACES:
        yield f"{shown}: {source} has no place in LINES"
        return
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, IMPORTS):
            targets = {room(name, root) for name in imported(node, parts) if name[0] in PACKAGES}
            for target in sorted(targets):
                if not may_import(source, target):
                    yield f"{shown}:{node.lineno}: {source} imports {target}"


def imported(node: ast.Import | ast.ImportFrom, importer: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Give the full name of everything that an import statement names, relative ones resolved."""
    if isinstance(node, ast.Import):
        yield from (tuple(alias.name.split(".")) for alias in node.names)
        return
    base = importer[: len(importer) - node.level] if node.level else ()
    stem = (*base, *(node.module.split(".") if node.module else ()))
    yield from ((*stem, alias.name) for alias in node.names)


def room(name: tuple[str, ...], root: Path | None = None) -> str:
    """Give the room of a module; with ``root``, a name that is no module there is one of the package's public names."""
    package, *rest = name
    if package != "dtors_network":
        return package
    if not rest or rest[0] == "__init__":
        return package
    if root is not None and rest[0] not in PLACES and not exists(root / package / rest[0]):
        return package
    return rest[0]


def exists(module: Path) -> bool:
    return module.is_dir() or module.with_suffix(".py").is_file()


def may_import(source: str, target: str) -> bool:
    if source == target:
        return True
    if target not in PLACES:
        return False
    (from_line, from_column), (to_line, to_column) = PLACES[source], PLACES[target]
    return to_line < from_line or (to_line == from_line and to_column > from_column)


def plant(root: Path, name: str, text: str) -> None:
    path = root / "dtors_network" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def heavy_after(code: str) -> str:
    """Run code in a new interpreter and name the heavy libraries that it loaded."""
    told = f"{code}\nimport sys\nprint()\nprint(*(name for name in {HEAVY!r} if name in sys.modules))"
    done = run(told)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()[-1]


def run(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)

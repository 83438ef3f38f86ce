"""Nothing outside the door sees exact counts: who may read areas, who may protect them, and who refuses."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from dtors_network.accounts.ask import ask_account
from dtors_network.accounts.best import best_account
from dtors_network.accounts.flow import flow_account
from dtors_network.accounts.gaps import gaps_account
from dtors_network.accounts.hidden_cells import what_was_hidden
from dtors_network.accounts.report import report_paper
from dtors_network.accounts.routes import routes_account
from dtors_network.accounts.stress import stress_account
from dtors_network.accounts.target import target_account
from dtors_network.accounts.whatif import whatif_account
from dtors_network.examples import counted_area
from dtors_network.figures.barrier_map import barrier_view, list_figure, map_figure, matrix_figure
from dtors_network.figures.cascade import Cascade, cascade_figure
from dtors_network.figures.curve import Curve, curve_figure
from dtors_network.figures.sankey import Bands, sankey_figure
from dtors_network.flow import client_flow
from dtors_network.gaps import find_gaps
from dtors_network.model.sharing import UnprotectedError
from dtors_network.out.converted import write_converted
from dtors_network.out.report import write_report
from dtors_network.whatif import best_changes, routes, stress, what_if
from dtors_network.whatif.target import what_would_it_take

ROOT = Path(__file__).resolve().parents[2]
READS = {"read_area", "read_named", "area_of_file", "example_area"}
MAY_READ = (
    "cli/tools.py", "cli/areas.py", "cli/codes.py", "cli/compare.py", "cli/disclose.py", "cli/files.py",
    "cli/report.py", "cli/screen.py",
    "cli/anonymous.py", "cli/meeting.py", "cli/my_service.py", "cli/rounds.py",
    "records/", "exchange/", "area_files/", "beginning/", "editing/", "report/area_files.py", "__init__.py",
)  # fmt: skip
"""Who may read exact tables: the edges of commands, and what reads and writes tables."""
HOLDERS = {"cli/areas.py", "cli/codes.py", "cli/screen.py"}
"""Of the commands: faults of cells, names of services for a codebook, and the dashboard, which protects them."""


def names(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom | ast.Import):
            yield from (alias.name.rpartition(".")[2] for alias in node.names)
        elif isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr


def users(wanted: set[str], folder: str) -> set[str]:
    """Name the modules of a package that speak of one of these names."""
    package = ROOT / folder
    return {path.relative_to(package).as_posix() for path in sorted(package.rglob("*.py")) if wanted & set(names(path))}


def test_only_the_edges_read_exact_areas() -> None:
    assert [name for name in users(READS, "dtors_network") if not name.startswith(MAY_READ)] == []
    assert users(READS, "dashboards") == {"edit_desk.py", "library.py"}  # the rooms of the holder


def test_a_command_that_shows_something_protects_first() -> None:
    reading = {name for name in users({"read_named"}, "dtors_network") if name not in HOLDERS}
    assert reading == {
        "cli/tools.py", "cli/files.py", "cli/disclose.py", "cli/report.py", "cli/compare.py",
        "cli/anonymous.py", "cli/meeting.py", "cli/my_service.py", "cli/rounds.py",
    }  # fmt: skip
    for name in reading:
        assert {"shared", "protected", "protect_all"} & set(names(ROOT / "dtors_network" / name))


def test_only_the_library_of_the_dashboard_holds_exact_areas() -> None:
    assert users({"_exact", "protected", "protect", "protected_before"}, "dashboards") == {"holding.py", "library.py"}
    assert users({"seen_as"}, "dashboards") == {"holding.py", "library.py", "worker.py"}  # as others see it


AREA = counted_area()
GAPS = find_gaps(AREA)
FLOW = client_flow(AREA)
CHANGED = what_if(AREA, [])
BEST = best_changes(AREA)
WAYS = routes(AREA, "gp")
STRESS = stress(AREA)
SHOWERS = {
    "gaps": lambda: gaps_account(GAPS),
    "questions": lambda: ask_account(GAPS),
    "flow": lambda: flow_account(FLOW),
    "what-if": lambda: whatif_account(CHANGED),
    "best": lambda: best_account(BEST),
    "target": lambda: target_account(what_would_it_take(AREA, reach=0.5)),
    "ways": lambda: routes_account(WAYS),
    "stress": lambda: stress_account(STRESS),
    "hidden": lambda: what_was_hidden(AREA),
    "report": lambda: report_paper(AREA),
    "a report": lambda: write_report(AREA, "nowhere.html"),
    "a file of another program": lambda: write_converted(AREA, None, Path("nowhere")),
    "curve": lambda: curve_figure(Curve(())),
    "bars": lambda: cascade_figure((Cascade("people", ()),)),
    "bands": lambda: sankey_figure(Bands((), ())),
    "map": lambda: map_figure(barrier_view(find_gaps(counted_area(), likely=False))),
    "matrix": lambda: matrix_figure(barrier_view(find_gaps(counted_area(), likely=False))),
    "list": lambda: list_figure(barrier_view(find_gaps(counted_area(), likely=False))),
}


@pytest.mark.parametrize("name", SHOWERS)
def test_whatever_shows_refuses_what_did_not_pass(name: str) -> None:
    with pytest.raises(UnprotectedError, match="did not pass `protect` and cannot be shown"):
        SHOWERS[name]()
    assert not Path("nowhere").exists()

"""No two modules import one another, not even within a function or by way of others."""

import ast
from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from tests.unit.test_import_arrows import IMPORTS, ROOT, imported, modules


def test_no_modules_import_one_another() -> None:
    assert circle(arrows_of(ROOT)) == []


@pytest.mark.parametrize("line", ["import dtors_network.b", "def f():\n    from dtors_network.b import g"])
def test_a_circle_is_told(tmp_path: Path, line: str) -> None:
    for name, text in (("a", line), ("b", "from dtors_network.c import d"), ("c", "from dtors_network import a")):
        (tmp_path / "dtors_network").mkdir(exist_ok=True)
        (tmp_path / "dtors_network" / f"{name}.py").write_text(text, encoding="utf-8")
    assert {*circle(arrows_of(tmp_path))} == {f"dtors_network.{name}" for name in "abc"}


def circle(arrows: Mapping[str, set[str]]) -> list[str]:
    """Name the modules of a circle, in their order."""
    try:
        TopologicalSorter(arrows).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def arrows_of(root: Path) -> dict[str, set[str]]:
    """Give what each module imports when it runs; what is named for types alone ties nothing together."""
    named = {".".join(path.relative_to(root).with_suffix("").parts): path for path in modules(root)}
    arrows = {}
    for name, path in named.items():
        tree = ast.parse(path.read_text(encoding="utf-8"))
        found = {_module(".".join(one), named) for node in run(tree) for one in imported(node, tuple(name.split(".")))}
        arrows[name] = {one for one in found if one} - {name}
    return arrows


def run(node: ast.AST) -> Iterator[ast.Import | ast.ImportFrom]:
    for one in ast.iter_child_nodes(node):
        if isinstance(one, ast.If) and isinstance(one.test, ast.Name) and one.test.id == "TYPE_CHECKING":
            continue
        if isinstance(one, IMPORTS):
            yield one  # type: ignore[misc]
        yield from run(one)


def _module(name: str, named: Mapping[str, Path]) -> str:
    """Give the module that a name is in: itself, or the one that it is taken from; a package hands names on."""
    return name if name in named else name.rpartition(".")[0] if name.rpartition(".")[0] in named else ""

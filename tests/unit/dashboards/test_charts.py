"""Charts have one configuration, so that nothing offers to upload them, and one library, which can draw all of them."""

import ast
from collections.abc import Iterator
from pathlib import Path

import plotly.graph_objects as go
import pytest
from plotly.basedatatypes import BaseTraceType
from plotly.offline import get_plotlyjs_version

import dashboards
import dtors_network
from dashboards.app import create_app
from dashboards.components.charts import GRAPH_CONFIG
from dtors_network.examples import small_area

ASSETS = Path(dashboards.__file__).parent / "assets"
LIBRARY = ASSETS / "plotly-basic.min.js"
PACKAGE = ASSETS.parents[1] / "node_modules" / "plotly.js-basic-dist-min"
DRAWN = {"scatter", "bar", "pie"}
"""Kinds of trace that the library has: a test in the browser asks it."""

CLASSES = {name: getattr(go, name) for name in go.__all__}
KINDS = {name.lower() for name, one in CLASSES.items() if isinstance(one, type) and issubclass(one, BaseTraceType)}


def test_no_chart_offers_to_upload_itself() -> None:
    assert GRAPH_CONFIG["showSendToCloud"] is False
    assert GRAPH_CONFIG["displaylogo"] is False


def test_every_graph_has_the_shared_configuration() -> None:
    for path in Path(dashboards.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "Graph":
                given = {word.arg: ast.unparse(word.value) for word in node.keywords}
                assert "GRAPH_CONFIG" in given.get("config", ""), f"{path.name}:{node.lineno}"


def test_the_library_can_draw_every_kind_of_trace() -> None:
    found = {kind for path in ours() for kind in kinds_in(ast.parse(path.read_text(encoding="utf-8")))}
    assert {"scatter", "bar"} <= found <= DRAWN


@pytest.mark.parametrize("text", ["go.Heatmap(z=[])", "{'type': 'heatmap', 'z': []}", "dict(type='heatmap', z=[])"])
def test_a_kind_that_it_lacks_is_seen(text: str) -> None:
    assert set(kinds_in(ast.parse(text))) == {"heatmap"}


def ours() -> Iterator[Path]:
    yield from Path(dashboards.__file__).parent.rglob("*.py")
    yield from (Path(dtors_network.__file__).parent / "figures").rglob("*.py")


def kinds_in(tree: ast.AST) -> Iterator[str]:
    """Name kinds of trace: as a class of plotly's, or as the type of a mapping."""
    for node in ast.walk(tree):
        named: list[ast.expr] = []
        if isinstance(node, ast.Attribute) and ast.unparse(node.value) in ("go", "graph_objects"):
            named = [ast.Constant(node.attr.lower())]
        elif isinstance(node, ast.Dict):
            pairs = zip(node.keys, node.values, strict=True)
            named = [value for key, value in pairs if isinstance(key, ast.Constant) and key.value == "type"]
        elif isinstance(node, ast.Call):
            named = [word.value for word in node.keywords if word.arg == "type"]
        yield from (str(one.value) for one in named if isinstance(one, ast.Constant) and one.value in KINDS)


def test_the_library_is_the_one_that_plotly_for_python_draws_for() -> None:
    head = LIBRARY.read_text(encoding="utf-8")[:200]
    assert f"plotly.js (basic - minified) v{get_plotlyjs_version()}\n" in head
    assert "MIT license" in head and "Permission is hereby granted" in (ASSETS / "plotly-basic.LICENSE.txt").read_text()


def test_the_library_is_as_its_makers_built_it() -> None:
    if not PACKAGE.exists():
        pytest.skip(f"{PACKAGE.name} is not there: npm ci")
    assert LIBRARY.read_bytes() == (PACKAGE / LIBRARY.name).read_bytes()


def test_the_library_and_our_scripts_are_kept_by_the_browser_until_they_change() -> None:
    client = create_app([small_area()]).server.test_client()
    text = client.get("/").text
    assert f'content="/assets/plotly-basic.min.js?m={get_plotlyjs_version()}"' in text
    assert '<script src="/assets/plotly' not in text
    for address in ("/assets/plotly-basic.min.js?m=1", "/assets/frame.js?m=1"):
        with client.get(address) as answer:
            assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    with client.get("/assets/favicon.svg") as answer:
        assert "immutable" not in answer.headers["Cache-Control"]

"""Every chart has the one configuration: nothing offers to upload it."""

import ast
from pathlib import Path

import dashboards
from dashboards.components.charts import GRAPH_CONFIG


def test_no_chart_offers_to_upload_itself() -> None:
    assert GRAPH_CONFIG["showSendToCloud"] is False
    assert GRAPH_CONFIG["displaylogo"] is False


def test_every_graph_has_the_shared_configuration() -> None:
    for path in Path(dashboards.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "Graph":
                given = {word.arg: ast.unparse(word.value) for word in node.keywords}
                assert "GRAPH_CONFIG" in given.get("config", ""), f"{path.name}:{node.lineno}"

"""Malformed callbacks are refused with 400, and one line in a log that cannot grow without end."""

import json
import logging
from pathlib import Path
from typing import Any

import pytest
from dash import Dash

from dashboards import server
from dashboards.app import create_app
from dashboards.security import CALLBACK, REFUSED
from dashboards.server import refusals_written
from dtors_network.area_files.state_folder import state_folder
from tests.screens import screens


@pytest.fixture(scope="module")
def app() -> Dash:
    return create_app(screens())


def sent(app: Dash) -> dict[str, Any]:
    """What the browser sends for the first page."""
    show = next(key for key in app.callback_map if key.startswith("..main.children."))
    declared = app.callback_map[show]
    return {
        "output": show,
        "outputs": [dict(zip(("id", "property"), one.split("."), strict=True)) for one in show[2:-2].split("...")],
        "inputs": [{**one, "value": ""} for one in declared["inputs"]],
        "state": [{**one, "value": ""} for one in declared["state"]],
        "changedPropIds": ["location.search"],
    }


MALFORMED: dict[str, Any] = {
    "a list": lambda _: [],
    "a text": lambda _: "main.children",
    "nothing": lambda _: None,
    "no output": lambda body: without(body, "output"),
    "an unknown output": lambda body: {**body, "output": "nowhere.children"},
    "an output that is no text": lambda body: {**body, "output": {"id": "main"}},
    "a list of outputs": lambda body: {**body, "output": [body["output"]]},
    "no outputs": lambda body: without(body, "outputs"),
    "too few outputs": lambda body: {**body, "outputs": body["outputs"][:1]},
    "outputs that are texts": lambda body: {**body, "outputs": ["main"] * len(body["outputs"])},
    "no inputs": lambda body: without(body, "inputs"),
    "inputs that are no list": lambda body: {**body, "inputs": 7},
    "inputs that are numbers": lambda body: {**body, "inputs": [1, 2]},
    "too many inputs": lambda body: {**body, "inputs": body["inputs"] * 2},
    "inputs of another component": lambda body: {**body, "inputs": [{"id": "x", "property": "y"}] * 2},
    "inputs without a property": lambda body: {**body, "inputs": [{"id": one["id"]} for one in body["inputs"]]},
    "no state": lambda body: without(body, "state"),
    "triggers that are no texts": lambda body: {**body, "changedPropIds": [None]},
    "triggers that are no list": lambda body: {**body, "changedPropIds": "location.search"},
}


def without(body: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in body.items() if key != name}


@pytest.mark.parametrize("case", MALFORMED)
def test_a_malformed_callback_is_400_and_one_line(app: Dash, case: str, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        answer = app.server.test_client().post(CALLBACK, json=MALFORMED[case](sent(app)))
    assert (answer.status_code, answer.text) == (400, "This is no callback of the dashboard.")
    assert [(one.name, one.getMessage()) for one in caplog.records] == [("dashboards.refused", f"400 {CALLBACK}")]


@pytest.mark.parametrize(
    "text", ["", "{", "[" * 100_000, "[" * 100 + "]" * 100, '{"a":' * 100 + "1" + "}" * 100, "\x00", '{"output": NaN']
)
def test_what_is_no_json_is_400_too(app: Dash, text: str) -> None:
    answer = app.server.test_client().post(CALLBACK, data=text, content_type="application/json")
    assert answer.status_code == 400


def test_values_beyond_reason_are_refused_before_anybody_reads_them(app: Dash) -> None:
    body = sent(app)
    nested: Any = "x"
    for _ in range(800):
        nested = [nested]
    body["inputs"][0]["value"] = nested
    assert app.server.test_client().post(CALLBACK, json=body).status_code == 400


def test_what_is_not_said_to_be_json_is_refused(app: Dash) -> None:
    answer = app.server.test_client().post(CALLBACK, data=json.dumps(sent(app)), content_type="text/plain")
    assert answer.status_code in (400, 415)


def test_what_the_browser_sends_is_answered(app: Dash) -> None:
    assert app.server.test_client().post(CALLBACK, json=sent(app)).status_code == 200


VALUES = (None, 7, "x", "../../", [], ["x"], {"a": 1}, True, "\ud800", "a" * 10_000)


def test_no_value_of_a_callback_is_a_fault_of_ours(app: Dash, caplog: pytest.LogCaptureFixture) -> None:
    """Every callback of the server with every odd value: it may be refused, and never breaks."""
    broken = []
    for output, declared in app.callback_map.items():
        if "callback" not in declared:
            continue
        for value in VALUES:
            body = {
                "output": output,
                "outputs": outputs(output),
                "inputs": [given(one, value) for one in declared["inputs"]],
                "state": [given(one, value) for one in declared["state"]],
                "changedPropIds": [],
            }
            answer = app.server.test_client().post(CALLBACK, data=json.dumps(body), content_type="application/json")
            if answer.status_code not in (200, 204, 400, 403):
                broken.append((output, value, answer.status_code))
    assert broken == []
    assert [one for one in caplog.records if one.levelno >= logging.ERROR] == []


def given(declared: dict[str, Any], value: object) -> Any:
    """Give a value for what is declared; of a pattern, one component."""
    if not declared["id"].startswith("{"):
        return {**declared, "value": value}
    parts = json.loads(declared["id"])
    one = {"id": {name: "x" if isinstance(part, list) else part for name, part in parts.items()}}
    several = any(part == ["ALL"] for part in parts.values())
    filled = {**one, "property": declared["property"], "value": value}
    return [filled] if several else filled


def outputs(output: str) -> Any:
    names = output[2:-2].split("...") if output.startswith("..") else [output]
    found = []
    for name in names:
        id_, _, of = name.partition("@")[0].rpartition(".")
        parts = json.loads(id_) if id_.startswith("{") else id_
        if isinstance(parts, dict):
            parts = {key: "x" if isinstance(part, list) else part for key, part in parts.items()}
        found.append({"id": parts, "property": of})
    return found if output.startswith("..") else found[0]


def test_the_log_has_time_status_and_path_and_no_more(app: Dash, tmp_path: Path) -> None:
    with refusals_written(tmp_path):
        app.server.test_client().get("/nowhere%0Aforged?area=secret", headers={"Cookie": "secret"})
        app.server.test_client().post(CALLBACK, json={"output": "secret"})
    lines = (tmp_path / "dashboard.log").read_text(encoding="utf-8").splitlines()
    assert [line.split(" ")[2:] for line in lines] == [["404", "/nowhere%0Aforged"], ["400", CALLBACK]]


def test_the_log_is_bounded(app: Dash, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "LOG_BYTES", 2_000)
    with refusals_written(tmp_path):
        for _ in range(200):
            REFUSED.warning("%s %s", 404, "/nowhere")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["dashboard.log", "dashboard.log.1"]
    assert sum(path.stat().st_size for path in tmp_path.iterdir()) <= 4_000


def test_where_no_log_can_be_written_it_serves_all_the_same(app: Dash, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("", encoding="utf-8")
    with refusals_written(tmp_path / "taken"):
        assert app.server.test_client().get("/download/none.csv").status_code == 404


def test_the_log_is_among_what_programs_of_this_user_write(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    assert state_folder() == tmp_path / "dtors_network"

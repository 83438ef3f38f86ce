"""The page Rounds: for the holder alone; it opens a round, gives its forms, and takes replies in or none of them."""

import io
import json
import re
import zipfile
from base64 import b64encode
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from dashboards.app import create_app
from dashboards.frame import shown
from dashboards.pages.registry import PAGES
from dtors_network.area_files.area_io import read_area, write_area
from dtors_network.examples import small_area
from dtors_network.rounds.store import read_rounds
from tests.unit.rounds.opened import answers, question

HERE = {"base_url": "http://127.0.0.1", "environ_base": {"REMOTE_ADDR": "127.0.0.1"}}


def client_of(folder: Path, holder: bool = True) -> FlaskClient:
    place = folder / "small"
    if not place.exists():
        write_area(small_area(), place)
    app = create_app([read_area(place)], holder=holder, places={"small": place})
    client: FlaskClient = app.server.test_client()
    return client


def ask(client: FlaskClient, **asked: Any) -> tuple[int, dict[str, Any]]:
    reply = client.post("/holder/rounds", json={"area": "small", **asked}, **HERE)  # type: ignore[arg-type]
    return reply.status_code, json.loads(reply.text) if reply.is_json else {}


def sent(file: Path) -> dict[str, str]:
    return {"name": file.name, "content": b64encode(file.read_bytes()).decode()}


def test_a_round_is_opened_its_forms_are_given_and_a_reply_is_looked_at_and_taken_in(tmp_path: Path) -> None:
    client, place = client_of(tmp_path), tmp_path / "small"
    status, told = ask(client, do="open", closes="2027-01-31", most=5)
    assert status == 200 and told["lines"][0].startswith("Round r1 is open")
    with zipfile.ZipFile(io.BytesIO(client.get("/holder/forms.zip?area=small", **HERE).data)) as forms:  # type: ignore[arg-type]
        assert len(forms.namelist()) == 6
    (asked,) = read_rounds(place, read_area(place))
    id_ = question(asked, "aftercare", kind="link", part="first")
    good = answers(tmp_path, asked, "aftercare", {id_: {"answer": "yes"}}, saved="")
    bad = answers(tmp_path, asked, "minds", {"Q00000000": {"answer": "yes"}}, saved="")
    before = read_area(place)
    status, told = ask(client, do="take", files=[sent(good), sent(bad)])
    assert status == 422 and "this form has no question of this id" in told["wrong"][0]
    status, told = ask(client, do="try", files=[sent(good)])
    assert status == 200 and "nothing was written" in told["lines"][0] and read_area(place) == before
    status, told = ask(client, do="take", files=[sent(good)])
    assert status == 200 and told["lines"][0] == "1 reply from 1 service taken in."
    assert len(read_area(place).statements) == len(before.statements) + 1
    csv = client.get("/download/round-services.csv?area=small", **HERE).text  # type: ignore[arg-type]
    assert "aftercare,Aftercare,answered,answered" in csv


@pytest.mark.parametrize(
    "asked",
    [
        {"do": "open", "closes": "soon", "most": 5},
        {"do": "open", "most": 0},
        {"do": "open", "most": True},
        {"do": "take", "files": []},
        {"do": "take", "files": [{"name": "a.json", "content": "?"}]},
        {"do": "take", "files": [{"name": "a.json"}]},
        {"do": "else"},
        {"do": "open", "area": "elsewhere", "most": 5},
    ],
)
def test_what_cannot_be_done_is_told_and_nothing_is_written(tmp_path: Path, asked: dict[str, Any]) -> None:
    client = client_of(tmp_path)
    before = sorted(path.name for path in (tmp_path / "small").rglob("*"))
    status, told = ask(client, **asked)
    assert status == 422 and told["wrong"]
    assert sorted(path.name for path in (tmp_path / "small").rglob("*")) == before


def test_nobody_but_the_holder_on_this_machine_is_answered(tmp_path: Path) -> None:
    far = {"base_url": "http://127.0.0.1", "environ_base": {"REMOTE_ADDR": "192.0.2.7"}}
    assert client_of(tmp_path).get("/holder/forms.zip?area=small", **far).status_code == 403  # type: ignore[arg-type]
    client = client_of(tmp_path, holder=False)
    assert ask(client, do="open", most=5)[0] in (403, 404, 405)
    assert client.get("/holder/forms.zip?area=small", **HERE).mimetype == "text/html"  # type: ignore[arg-type]
    assert client.get("/download/round-services.csv?area=small", **HERE).status_code == 404  # type: ignore[arg-type]


def test_what_moved_since_a_round_stands_on_the_first_screen_for_the_holder_alone(tmp_path: Path) -> None:
    client, place = client_of(tmp_path), tmp_path / "small"
    assert ask(client, do="open", most=5)[0] == 200
    (asked,) = read_rounds(place, read_area(place))
    disputed = question(asked, "minds", kind="link", part="first")
    took = answers(tmp_path, asked, "minds", {disputed: {"answer": "yes"}}, saved="")
    assert ask(client, do="take", files=[sent(took)])[0] == 200
    server, library = client.application, client.application.extensions["dtors_library"]
    said = {}
    for address in ("127.0.0.1", "192.0.2.7"):
        with server.test_request_context(base_url="http://127.0.0.1", environ_base={"REMOTE_ADDR": address}):
            said[address] = str(shown(library, PAGES, "/", "?area=small")[0].to_plotly_json())
    assert "round r1 was opened on" in said["127.0.0.1"] and "to which 1 of 3 services replied" in said["127.0.0.1"]
    assert "round r1" not in said["192.0.2.7"] and "/rounds?" not in said["192.0.2.7"]
    assert "round r1" not in client.get("/download/overview.csv?area=small", **HERE).text  # type: ignore[arg-type]


def test_what_moved_since_the_last_pack_stands_on_the_screen_and_on_the_next_pack(tmp_path: Path) -> None:
    client, place = client_of(tmp_path), tmp_path / "small"
    first = client.get("/download/pack.html?area=small", **HERE).text  # type: ignore[arg-type]
    assert "No earlier pack and no earlier period is at hand" in first
    rows = (place / "statements.csv").read_text("utf-8").splitlines()
    kept = [row for row in rows if not row.startswith("clinic,minds,receiver")]
    assert len(kept) == len(rows) - 1
    (place / "statements.csv").write_text("\n".join(kept), encoding="utf-8")
    client = client_of(tmp_path)
    library = client.application.extensions["dtors_library"]
    screen = str(shown(library, PAGES, "/", "?area=small")[0].to_plotly_json())
    second = client.get("/download/pack.html?area=small", **HERE).text  # type: ignore[arg-type]
    said = re.search(r"Since the last pack \([^)]*\), [^.<]*", second)
    assert said is not None and "not found any more" in said[0] and said[0] in screen

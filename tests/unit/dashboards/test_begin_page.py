"""Begin in the dashboard: only for the holder on this machine; whatever is sent is answered by one clear message."""

import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from dashboards.app import create_app
from dashboards.begin_server import HEADER
from dashboards.frame import shown
from dashboards.library import Library
from dashboards.pages.registry import PAGES
from dtors_network.area_files.area_io import read_area
from dtors_network.examples import small_area

HERE = {HEADER: "1"}
LIST = b"Name,Type\nHill Surgery,GP\nThe Hub,\n"


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return create_app([], holder=True, begins=tmp_path_factory.mktemp("begin") / "kent")


@pytest.fixture(scope="module")
def client(app: Any) -> FlaskClient:
    found: FlaskClient = app.server.test_client()
    assert do(found, do="open", authority="Kent", reference="partnership_2022")["ok"]
    return found


def do(client: FlaskClient, **given: Any) -> Any:
    return json.loads(client.post("/begin/do", data=json.dumps(given), headers=HERE).text)


def bring(client: FlaskClient, name: str, content: bytes) -> Any:
    answer = client.post(f"/begin/bring?area=kent&name={name}", data=content, headers=HERE)
    return json.loads(answer.text) if answer.is_json else answer


def test_without_a_holder_the_room_is_not_there() -> None:
    plain = create_app([small_area()])
    client = plain.server.test_client()
    assert (
        client.post("/begin/do", data="{}", headers=HERE).status_code == 405
    )  # an address as any other: nothing posts
    assert all(rule.endpoint not in ("begin-do", "begin-bring") for rule in plain.server.url_map.iter_rules())
    page, *_ = shown(Library([small_area()]), PAGES, "/begin", "")
    assert "no page at this address" in str(page)


def test_the_room_is_marked_and_seen_on_this_machine_alone(app: Any, client: FlaskClient) -> None:
    library = app.server.extensions["dtors_library"]
    (page,) = (one for one in PAGES if one.path == "/begin")
    assert page.holder
    with app.server.test_request_context("/", environ_base={"REMOTE_ADDR": "10.0.0.7"}):
        made, *_ = shown(library, PAGES, "/begin", "")
        assert "no page at this address" in str(made)
    with app.server.test_request_context("/", environ_base={"REMOTE_ADDR": "127.0.0.1"}):
        made, *_ = shown(library, PAGES, "/begin", "?area=kent")
        assert "Begin: Kent" in str(made)


def test_only_this_machine_and_only_its_own_pages_change_anything(client: FlaskClient) -> None:
    body = json.dumps({"do": "add", "area": "kent", "name": "X", "service_type": "gp"})
    elsewhere = client.post("/begin/do", data=body, headers=HERE, environ_base={"REMOTE_ADDR": "10.0.0.7"})
    assert elsewhere.status_code == 403
    assert client.post("/begin/do", data=body).status_code == 403
    assert client.post("/begin/do", data=body, headers=HERE, base_url="http://evil.test").status_code == 421


def test_a_journey_from_nothing_to_open_questions(app: Any, client: FlaskClient) -> None:
    assert bring(client, "ours.csv", LIST)["said"].startswith("ours.csv is taken for: Plain list of services. 2 cand")
    rows = {"list_hill_surgery": {"belongs": "yes"}, "list_the_hub": {"belongs": "yes"}}
    assert do(client, do="decide", area="kent", rows=rows)["ok"]
    assert do(client, do="tick", area="kent", role="commissioner", ticks=[["gp", "list_the_hub", True]])["ok"]
    assert do(client, do="count", area="kent", table="arrivals", place=["gp"], column="count", text="40")["ok"]
    assert do(client, do="complete", area="kent", said=True)["ok"]
    assert do(client, do="route", area="kent", route="arrest", said=False)["ok"]
    library = app.server.extensions["dtors_library"]
    on_disk = read_area(library.places["kent"])
    assert on_disk.services_complete and "arrest" not in on_disk.service and len(on_disk.statements) == 1
    assert {row.service for row in library.area("kent").services} == {row.service for row in on_disk.services}
    assert library.gaps("kent").gaps and library.edit_desk.places()["kent"] == library.places["kent"]
    for view in ("", "area", "services", "partners", "counts", "findings", "ask"):
        page, *_ = shown(library, PAGES, "/begin", f"?area=kent&view={view}")
        text = str(page)
        assert "What can be concluded" in text or not view
    services = {row.service for row in on_disk.services}
    assert (
        do(client, do="undo", area="kent", number="1")["said"].count("speak of them: The Hub. Wrote services.csv,") == 1
    )
    assert {row.service for row in read_area(library.places["kent"]).services} == services - {"list_hill_surgery"}


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"do": "nothing"},
        {"do": "decide", "area": "kent"},
        {"do": "decide", "area": "kent", "rows": []},
        {"do": "decide", "area": "kent", "rows": {"x": "y"}},
        {"do": "tick", "area": "kent", "role": "king", "ticks": []},
        {"do": "tick", "area": "kent", "role": "other", "ticks": [["gp"]]},
        {"do": "count", "area": "kent", "table": "services", "place": ["gp"], "column": "places", "text": "3"},
        {"do": "count", "area": "kent", "table": "arrivals", "place": ["nowhere"], "column": "count", "text": "3"},
        {"do": "complete", "area": "kent"},
        {"do": "decide", "area": "kent", "rows": {"list_the_hub": {"belongs": 3}}},
        {"do": "count", "area": "kent", "table": "referrals", "place": ["gp"], "column": "referred", "text": "3"},
        {"do": "tick", "area": "kent", "role": "other", "ticks": [[["gp"], "prison", True]]},
        {"do": "undo", "area": "kent", "number": "99"},
        {"do": "add", "area": "kent", "name": 7},
        {"do": "add", "area": "../kent", "name": "X", "service_type": "gp"},
        {"do": "open", "authority": "Narnia"},
        {"do": "route", "area": "kent", "route": "list_the_hub", "said": False},
    ],
)
def test_what_cannot_be_done_is_one_message_and_changes_nothing(
    app: Any, client: FlaskClient, given: dict[str, Any]
) -> None:
    place = app.server.extensions["dtors_library"].places["kent"]
    before = {path.name: path.read_bytes() for path in place.iterdir() if path.is_file()}
    answer = do(client, **given)
    assert not answer["ok"] and len(answer["faults"]) == 1 and "Traceback" not in str(answer)
    assert {path.name: path.read_bytes() for path in place.iterdir() if path.is_file()} == before


def lying_zip() -> bytes:
    """An archive that unpacks to far more than its size."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("service.csv", b"id,name\n" + b"0" * 50_000_000)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("lies.zip", lying_zip(), "lies.zip"),
        ("lies.xlsx", lying_zip(), "lies.xlsx"),
        ("..%2F..%2Fours.pdf", b"%PDF", "no list of services has this ending"),
        ("deep.json", b"[" * 100_000, "deep.json"),
        ("binary.csv", b"\x00\x01", "binary.csv"),
        ("", b"", "no list of services has this ending"),
    ],
)
def test_hostile_files_are_one_message(client: FlaskClient, name: str, content: bytes, problem: str) -> None:
    answer = bring(client, name, content)
    assert not answer["ok"] and len(answer["faults"]) == 1
    assert problem in answer["faults"][0]["text"].lower() and "/tmp" not in str(answer)


def test_a_file_beyond_bounds_is_refused_before_it_is_read(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dashboards.begin_server.LARGEST", 1_000)
    assert bring(client, "large.csv", b"Name\n" + b"x\n" * 1_000).status_code == 413


def test_an_illustrative_area_stays_as_it_is() -> None:
    from dtors_network.shipped import data_path

    place = data_path() / "areas" / "well_joined"
    app = create_app([read_area(place)], holder=True, places={"well_joined": place})
    answer = do(app.server.test_client(), do="add", area="well_joined", name="X", service_type="gp")
    assert "illustrative area stays as it is" in answer["faults"][0]["text"]
    page, *_ = shown(app.server.extensions["dtors_library"], PAGES, "/begin", "?area=well_joined")
    assert "stays as it is" in str(page)


def test_an_area_of_the_same_id_that_is_open_is_not_mixed_up(tmp_path: Path) -> None:
    open_already = replace(small_area(), id="kent", name="Kent of old")
    app = create_app([open_already], holder=True, begins=tmp_path / "kent")
    answer = do(app.server.test_client(), do="open", authority="Kent", reference="partnership_2022")
    assert "Another area that is open has this id" in answer["faults"][0]["text"]
    assert app.server.extensions["dtors_library"].areas["kent"].name == "Kent of old"
    assert not (tmp_path / "kent").exists()

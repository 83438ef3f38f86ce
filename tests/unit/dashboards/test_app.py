"""The server: headers, names, faults, files, and nothing from elsewhere."""

import json
import logging
import re
import socket
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from dash import Dash

import dashboards
from dashboards.app import create_app
from dashboards.pages.registry import PAGES
from dashboards.server import free_socket
from dtors_network.accounts.gap_words import leading
from dtors_network.disclosure import Profile
from dtors_network.examples import small_area
from dtors_network.gaps import find_gaps
from dtors_network.model.area import Area
from tests.screens import followed_area, screens, spoken_area

ROOT = Path(dashboards.__file__).parent


@pytest.fixture(scope="module")
def app() -> Dash:
    return create_app(screens())


def ask(app: Dash, search: Any, path: Any = "/gaps", before: Any = "") -> Any:
    """Do what the browser does on arriving at an address."""
    given = [("location", "pathname", path), ("location", "search", search), ("viewing", "data", None)]
    show = next(key for key in app.callback_map if key.startswith("..main.children"))
    body = {
        "output": show,
        "outputs": [dict(zip(("id", "property"), one.split("."), strict=True)) for one in show[2:-2].split("...")],
        "inputs": [{"id": id_, "property": name, "value": value} for id_, name, value in given],
        "state": [{"id": "shown", "property": "data", "value": before}],
        "changedPropIds": ["location.search"],
    }
    return app.server.test_client().post("/_dash-update-component", json=body)


def test_every_page_is_registered() -> None:
    files = {path.stem for path in (ROOT / "pages").glob("*.py")} - {"__init__", "page", "registry"}
    registered = {page.layout.__module__.rpartition(".")[2] for page in PAGES}
    assert files == registered
    assert len({page.path for page in PAGES}) == len(PAGES)


@pytest.mark.parametrize(
    "path", ["/", "/health", "/_dash-layout", "/assets/frame.css", "/download/gaps.csv", "/nowhere"]
)
def test_every_answer_has_the_headers(app: Dash, path: str) -> None:
    with app.server.test_client().get(path) as answer:
        headers = answer.headers
    rules = dict(rule.split(" ", 1) for rule in headers["Content-Security-Policy"].split("; "))
    assert rules["default-src"] == "'self'"
    assert "unsafe" not in rules["script-src"]
    assert rules["frame-ancestors"] == rules["object-src"] == "'none'"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "Access-Control-Allow-Origin" not in headers


def test_health_is_not_the_first_page(app: Dash) -> None:
    assert app.server.test_client().get("/health").text == "OK"


def test_results_are_not_kept_by_the_browser(app: Dash) -> None:
    assert ask(app, "?area=spoken").headers["Cache-Control"] == "no-store"


def test_the_first_page_is_british_and_loads_nothing_from_elsewhere(app: Dash) -> None:
    text = app.server.test_client().get("/").text
    assert '<html lang="en-GB">' in text
    assert "<footer" not in text
    assert outside(text) == []


def test_nothing_of_ours_names_another_site() -> None:
    files = [path for path in ROOT.rglob("*") if path.suffix in (".py", ".css", ".js") and "plotly" not in path.name]
    found = [(path.name, link) for path in files for link in outside(path.read_text(encoding="utf-8"))]
    assert [one for one in found if one[1] not in ("http://{HOST}:",)] == []


def outside(text: str) -> list[str]:
    links = re.findall(r"(?:https?:)?//[\w{][\w.{}-]*\.?[\w{}]*:?", text)
    return [link for link in links if link.startswith("http") and "127.0.0.1" not in link]


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8050", "127.0.0.1.evil.example"])
def test_another_name_for_this_machine_gets_nothing(app: Dash, host: str) -> None:
    answer = app.server.test_client().get("/", headers={"Host": host})
    assert answer.status_code == 421
    assert "<html" not in answer.text


@pytest.mark.parametrize("host", ["127.0.0.1:8050", "localhost:9000", "localhost"])
def test_its_own_names_are_answered(app: Dash, host: str) -> None:
    assert app.server.test_client().get("/health", headers={"Host": host}).status_code == 200


def test_a_page_is_given_for_an_address(app: Dash) -> None:
    answer = ask(app, "?area=spoken")
    assert answer.status_code == 200
    assert "Gaps in referral and aftercare: Spoken" in answer.text


@pytest.mark.parametrize(
    "search", ["?area=x", "?nonsense", 7, None, [], {"a": 1}, "?gap=%ff%00", "?area=../../etc/passwd"]
)
def test_a_bad_address_gives_a_message_and_nothing_of_any_area(app: Dash, search: Any) -> None:
    answer = ask(app, search)
    assert answer.status_code == 200
    assert "Riverside" not in answer.text and "Traceback" not in answer.text
    assert "This address cannot be shown" in answer.text


@pytest.mark.parametrize("to", ["residential_and_inpatient", "open_access"])
def test_a_place_that_nobody_offers_is_told_where_ways_are_looked_for(app: Dash, to: str) -> None:
    answer = ask(app, f"?area=spoken&service=gp&to={to}", "/ways")
    assert "Nobody on the list offers " in answer.text and "No way on from " in answer.text
    assert "0 ways on" in answer.text


def test_a_place_that_is_not_known_is_told_where_ways_are_looked_for(app: Dash) -> None:
    answer = ask(app, "?area=spoken&service=gp&to=detoxx", "/ways")
    assert "Traceback" not in answer.text and "found 'detoxx'" in answer.text


@pytest.mark.parametrize("path", [None, 3, [], "/nowhere", "//evil.example"])
def test_a_bad_path_gives_a_message(app: Dash, path: Any) -> None:
    answer = ask(app, "", path)
    assert "There is no page at this address" in answer.text


@pytest.mark.parametrize("body", ["", "null", "[]", "{}", '{"output": 3}', '{"output": "main.children", "inputs": []}'])
def test_a_made_up_request_tells_nothing(app: Dash, body: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.CRITICAL)
    answer = app.server.test_client().post("/_dash-update-component", data=body, content_type="application/json")
    assert answer.status_code >= 400
    assert "Traceback" not in answer.text and "File " not in answer.text


def test_a_fault_of_the_tool_is_logged_and_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> Any:
        raise ZeroDivisionError("a secret")

    broken_app = create_app([spoken_area()], pages=[replace(PAGES[0], layout=broken)])
    answer = ask(broken_app, "?area=spoken", "/")
    assert "This page could not be made" in answer.text
    assert "a secret" not in answer.text


def test_a_request_that_is_too_large_is_refused(app: Dash) -> None:
    answer = app.server.test_client().post(
        "/_dash-update-component", data=b"x" * 2_000_000, content_type="application/json"
    )
    assert answer.status_code == 413


def test_a_file_is_served_for_the_state(app: Dash) -> None:
    answer = app.server.test_client().get("/download/gaps.csv?area=spoken&certainty=certain")
    assert answer.content_type == "text/csv; charset=utf-8"
    assert answer.text.startswith("\ufeffgap,root,rule")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="spoken-gaps.csv"'
    assert "sensitive" not in {line.split(",")[4] for line in answer.text.splitlines()[1:] if line.count(",") > 4}


@pytest.mark.parametrize(("path", "code"), [("/download/gaps.csv?area=x", 400), ("/download/none.csv", 404)])
def test_a_file_that_cannot_be_made_gives_a_message(app: Dash, path: str, code: int) -> None:
    answer = app.server.test_client().get(path)
    assert answer.status_code == code
    assert answer.content_type.startswith("text/plain")


@pytest.mark.parametrize("path", [page.path for page in PAGES])
def test_exact_counts_are_marked_loudly_on_every_page(path: str) -> None:
    assert "NOT FOR SHARING" in ask(create_app([spoken_area()], Profile.NONE), "?area=spoken", path).text
    assert "NOT FOR SHARING" not in ask(create_app([spoken_area()]), "?area=spoken", path).text


# ---- the holder's view ---------------------------------------------------------------------------------------------


def turn(app: Dash, **client: Any) -> Any:
    """Press the switch of the holder's view."""
    body = {
        "output": "..viewing.data...holder-switch.children..",
        "outputs": [{"id": "viewing", "property": "data"}, {"id": "holder-switch", "property": "children"}],
        "inputs": [{"id": "holder-switch", "property": "n_clicks", "value": 1}],
        "changedPropIds": ["holder-switch.n_clicks"],
    }
    return app.server.test_client().post("/_dash-update-component", json=body, **client)


def test_the_holder_turns_to_exact_counts_and_back_and_files_stay_protected() -> None:
    app = create_app([followed_area()], holder=True)
    search, path, file = "?area=followed", "/flow", "/download/flow.csv?area=followed"
    before = ask(app, search, path).text
    turned = turn(app)
    assert turned.status_code == 200 and "Show what others see" in turned.text
    exact = ask(app, search, path, f"ndtms {path}{search}").text
    assert "20 of 100 referred" in exact and "NOT FOR SHARING" in exact
    assert "20 of 100 referred" not in before and "NOT FOR SHARING" not in before
    served = app.server.test_client().get(file).text
    assert ",ndtms" in served and ",none" not in served
    away = app.server.test_client().post
    assert away("/_dash-update-component", json=None).status_code == 400
    turn(app)
    again = ask(app, search, path).text
    assert (
        "NOT FOR SHARING" not in again
        and json.loads(again)["response"]["main"] == json.loads(before)["response"]["main"]
    )


def test_exact_counts_are_shown_to_this_machine_alone() -> None:
    app = create_app([followed_area()], holder=True)
    elsewhere = {"environ_base": {"REMOTE_ADDR": "192.0.2.7"}}
    turn(app)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("dashboards.app.LOOPBACK", ())
        assert "NOT FOR SHARING" not in ask(app, "?area=followed", "/flow").text
    assert turn(app, **elsewhere).status_code == 403


def test_without_a_holder_there_is_no_switch() -> None:
    app = create_app([followed_area()])
    assert "holder-switch" not in app.server.test_client().get("/_dash-layout").text
    assert turn(app).status_code == 400
    assert "NOT FOR SHARING" not in ask(app, "?area=followed").text


def test_a_taken_port_gives_way_to_the_next_free_one() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with free_socket(port) as found:
            assert found.getsockname()[0] == "127.0.0.1"
            assert port < found.getsockname()[1] <= port + 50


def test_a_page_made_from_the_same_stays_on_the_screen(app: Dash) -> None:
    first = ask(app, "?area=spoken", "/map").json["response"]
    again = ask(app, "?area=spoken&service=clinic", "/map", first["shown"]["data"]).json["response"]
    assert "children" in first["main"] and "main" not in again
    assert again["status"]["children"].startswith("Chosen: ")
    other = ask(app, "?area=spoken&service=clinic&group=everyone", "/map", first["shown"]["data"]).json["response"]
    assert "main" in other


@pytest.mark.parametrize("before", [None, 7, {"x": 1}, "/map?area=nowhere"])
def test_what_a_client_says_is_on_its_screen_is_never_shown(app: Dash, before: Any) -> None:
    assert "main" in ask(app, "?area=spoken", "/map", before).json["response"]
    assert "nowhere" not in ask(app, "?area=spoken", "/map", before).text


UNSURE = replace(
    small_area(), services_complete=False, statements=small_area().statements[:2], answers=(), referrals=(), refusals=()
)


@pytest.mark.parametrize("area", [spoken_area(), UNSURE], ids=["certain", "open"])
def test_the_main_thing_names_the_finding_whose_facts_stand_below_it(area: Area) -> None:
    page = ask(create_app([area]), f"?area={area.id}").get_json()
    (card,) = [part for part in parts(page) if part.get("props", {}).get("id") == "headline"]
    shown = json.dumps(card, ensure_ascii=False)
    assert leading(find_gaps(area))[0].root_title in shown[: shown.index("headline-facts")]


def parts(of: Any) -> Iterator[dict[str, Any]]:
    """List the parts of a page, each before what is inside it."""
    if isinstance(of, dict):
        yield of
    for one in of.values() if isinstance(of, dict) else of if isinstance(of, list) else ():
        yield from parts(one)

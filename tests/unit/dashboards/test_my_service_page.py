"""My service and actions as pages: files that leave are protected, and what a service says is written by the holder."""

from pathlib import Path

import pytest
from flask import Flask

from dashboards.app import create_app
from dashboards.components.own_voice import written
from dashboards.library import Library
from dashboards.pages.my_service import PAGE
from dtors_network.area_files.area_io import read_area, write_area
from dtors_network.examples import small_area
from tests.screens import spoken_area
from tests.unit.dashboards.test_app import ask

SEARCH = "?area=small&service=clinic"


@pytest.fixture
def library(tmp_path: Path) -> Library:
    write_area(small_area(), tmp_path / "ours")
    return Library([read_area(tmp_path / "ours")], holder=True, places={"small": tmp_path / "ours"})


def said(library: Library, about: object, word: object, search: object = SEARCH) -> str:
    return str(written(library, PAGE.views, about, word, search))


def test_a_voice_is_written_in_the_holders_room_alone(library: Library) -> None:
    place = library.places["small"]
    before = read_area(place)
    assert "Nothing was written" in said(library, "sends|minds", "absent")
    assert read_area(place) == before
    library.exact = True
    assert "Written as a voice" in said(library, "sends|minds", "absent")
    (row,) = read_area(place).statements[len(before.statements) :]
    assert (row.source, row.target, row.says.value, row.reporter) == ("clinic", "minds", "absent", "")
    assert read_area(place).answers == before.answers


@pytest.mark.parametrize(
    ("about", "word", "search"),
    [
        ("sends|nowhere", "absent", SEARCH),
        ("sends|minds", "maybe", SEARCH),
        (None, None, SEARCH),
        ({"a": 1}, ["x"], SEARCH),
        ("sends|minds", "absent", "?area=small"),
        ("sends|minds", "absent", "?area=elsewhere"),
        ("sends|minds", "absent", 7),
    ],
)
def test_what_was_sent_is_not_trusted(library: Library, about: object, word: object, search: object) -> None:
    library.exact = True
    before = read_area(library.places["small"])
    assert "message-fault" in said(library, about, word, search)
    assert read_area(library.places["small"]) == before


def test_the_form_is_there_for_the_holder_alone() -> None:
    app = create_app([small_area()])
    assert "voice-write" not in ask(app, SEARCH, "/service").text
    assert "tell whoever holds the data" in ask(app, SEARCH, "/service").text


@pytest.mark.parametrize(
    ("name", "begins"),
    [("pack.html", b"<!doctype html>"), ("pack.xlsx", b"PK"), ("actions.ics", b"BEGIN:VCALENDAR\r\n")],
)
def test_the_files_for_a_meeting_are_served(name: str, begins: bytes) -> None:
    server: Flask = create_app([spoken_area()]).server
    answer = server.test_client().get(f"/download/{name}?area=spoken")
    assert answer.status_code == 200 and answer.data.startswith(begins)
    assert server.test_client().get(f"/download/{name}?area=x").status_code == 400

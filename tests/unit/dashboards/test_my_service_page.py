"""My service and actions as pages: files that leave are protected, and what a service says is written by the holder."""

from pathlib import Path

import pytest
from flask import Flask

from dashboards.app import create_app
from dashboards.components.own_voice import written
from dashboards.library import Library
from dashboards.pages.my_service import PAGE, account_of
from dashboards.state import State
from dtors_network.area_files.area_io import read_area, write_area
from dtors_network.examples import small_area
from dtors_network.model.vocabulary import EVERYONE, Says
from dtors_network.shipped import data_path
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


def test_a_voice_counts_on_every_page_at_once(library: Library) -> None:
    library.exact = True
    before = account_of(library, State(area="small", service="clinic"))
    told = said(library, "sends|minds", "absent")
    assert "it counts from now on" in told and f"href='{SEARCH}'" in told
    after = account_of(library, State(area="small", service="clinic"))
    assert Says.ABSENT in {one.says for one in library.area("small").statements}
    assert before.sheet("out").words() != after.sheet("out").words()


def test_an_illustrative_area_stays_as_it_is() -> None:
    place = data_path() / "areas" / "well_joined"
    area = read_area(place)
    library = Library([area], holder=True, places={area.id: place})
    library.exact = True
    service = area.services[-1].service
    assert "Nothing was written" in said(library, f"accepts|{EVERYONE}", "yes", f"?area={area.id}&service={service}")
    assert read_area(place) == area


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

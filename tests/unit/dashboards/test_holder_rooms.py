"""Edit and Your own data answer the holder on this machine alone, and what is saved or uploaded is shown."""

from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from dashboards.app import create_app
from dashboards.edit_desk import EditDesk
from dashboards.library import Library
from dashboards.uploads import MOST, STAYS, Uploads
from dtors_network.area_files.area_io import read_area, write_area
from dtors_network.editing.opening import open_draft
from dtors_network.editing.saving import save
from dtors_network.errors import InputError
from dtors_network.examples import counted_area, small_area
from tests.unit.editing.place import ON, put, written
from tests.unit.editing.test_uploads import packed


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    return written(tmp_path)


@pytest.fixture
def desk(ours: Path, tmp_path: Path) -> EditDesk:
    return desk_of(ours, tmp_path / "journals")


def desk_of(ours: Path, journals: Path | None) -> EditDesk:
    return EditDesk(lambda: {"small": ours}, lambda area, place, name: None, journals)


def asked(desk: EditDesk, do: str, **more: Any) -> dict[str, Any]:
    return desk.answer({"area": "small", "do": do, **more})


def typed(
    desk: EditDesk, step: int, text: str, row: int = 0, column: int = 2, table: str = "services"
) -> dict[str, Any]:
    return asked(desk, "put", step=step, table=table, row=row, column=column, block=[[text]])


def client(places: dict[str, Path], *, holder: bool = True) -> FlaskClient:
    areas = [read_area(place) for place in places.values()]
    made: FlaskClient = create_app(areas, holder=holder, places=places).server.test_client()
    return made


def test_a_step_gives_the_rows_that_changed_and_what_is_wrong_with_them(desk: EditDesk) -> None:
    loaded = asked(desk, "load")
    assert loaded["step"] == 0 and loaded["left"] is None and "services" in loaded["tables"]
    told = typed(desk, 0, "clinc", column=3)
    assert (told["step"], told["changed_tables"], told["undo"], told["redo"]) == (1, ["services"], True, False)
    assert [row for row, _ in told["cells"]] == [0] and told["faults"][0][:4] == [
        "services",
        0,
        "service_type",
        "clinc",
    ]
    assert asked(desk, "check")["number"] == 1
    back = asked(desk, "undo", step=1)
    assert back["changed_tables"] == [] and back["redo"] and asked(desk, "check")["number"] == 0
    assert (
        asked(desk, "delete", step=2, table="services", rows=[0])["whole"]["rows"]
        != loaded["tables"]["services"]["rows"]
    )


def test_who_does_not_see_what_is_there_changes_nothing(desk: EditDesk) -> None:
    typed(desk, 0, "First")
    told = typed(desk, 0, "Second")
    assert told["stale"] and told["tables"]["services"]["rows"][0][2] == "First"


def test_what_was_left_is_there_after_the_program_ended(desk: EditDesk, ours: Path) -> None:
    typed(desk, 0, "Left")
    again = desk_of(ours, desk.journals)
    told = asked(again, "load")
    assert told["left"] and told["tables"]["services"]["rows"][0][2] == "Left"
    journal = again.opened["small"].journal.folder / "opened.json"
    journal.write_text(journal.read_text().replace('["actions", ', '["former", '))  # as a program of before left it
    assert "actions" in asked(desk_of(ours, desk.journals), "load")["tables"]
    asked(again, "discard")
    assert asked(desk_of(ours, desk.journals), "load")["left"] is None


def test_nothing_with_a_fault_is_saved(desk: EditDesk, ours: Path) -> None:
    before = (ours / "services.csv").read_bytes()
    typed(desk, 0, "clinc", column=3)
    told = asked(desk, "save", step=1)
    assert told["refused"] and told["number"] == 1 and (ours / "services.csv").read_bytes() == before


def test_the_second_editor_is_told_and_brings_both_together(desk: EditDesk, ours: Path) -> None:
    typed(desk, 0, "Mine")
    save(put(put(open_draft(ours), "services", 1, "name", "Theirs"), "services", 0, "name", "Theirs too"), ours, ON)
    assert "Nothing was overwritten" in asked(desk, "save", step=1)["changed"]
    assert "Nothing was overwritten" in asked(desk, "load")["changed"]
    told = asked(desk, "merge")
    assert [(one["row"], one["column"], one["mine"], one["theirs"]) for one in told["conflicts"]] == [
        (0, "name", "Mine", "Theirs too")
    ]
    told = typed(desk, told["step"], "Mine")
    assert "Wrote services.csv" in asked(desk, "save", step=told["step"])["said"]
    assert [one.name for one in read_area(ours).services[:2]] == ["Mine", "Theirs"]
    assert asked(desk, "versions")["versions"][0][0] == 2
    asked(desk, "restore", number=1)
    assert read_area(ours).services[1].name == counted_area().services[1].name


def test_what_is_saved_is_shown_and_an_area_that_was_renamed_is_shown_once(ours: Path, tmp_path: Path) -> None:
    library = Library([read_area(ours), small_named("other")], holder=True, places={"small": ours})
    library.edit_desk.journals = tmp_path / "journals"
    before = library.gaps("small")
    assert typed(library.edit_desk, 0, "The practice")["step"] == 1
    row = [key for key, _ in asked(library.edit_desk, "load")["tables"]["area"]["rows"]].index("id")
    typed(library.edit_desk, 1, "renamed", row=row, column=1, table="area")
    assert asked(library.edit_desk, "save", step=2)["area"] == "renamed"
    assert [*library.areas] == ["renamed", "other"] and library.area("renamed").services[0].name == "The practice"
    assert library.gaps("renamed").area.services != before.area.services
    assert library.edit_desk.answer({"area": "renamed", "do": "load"})["changed_tables"] == []


def small_named(name: str) -> Any:
    from dataclasses import replace

    return replace(small_area(), id=name, name=name)


@pytest.mark.parametrize(
    "sent", [None, [], {"area": "nowhere", "do": "load"}, {"area": "small", "do": "run", "step": 0}]
)
def test_what_is_no_question_is_refused(desk: EditDesk, sent: Any) -> None:
    with pytest.raises(InputError):
        desk.answer(sent)


def test_rooms_answer_the_holder_on_this_machine_alone(ours: Path) -> None:
    there = client({"small": ours})
    ask = {"area": "small", "do": "load"}
    assert there.post("/holder/edit", json=ask).status_code == 200
    assert there.post("/holder/edit", data="{}", content_type="text/plain").status_code == 415
    assert there.post("/holder/edit", json=ask, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert there.post("/holder/edit", json=ask, headers={"Host": "evil.example"}).status_code == 421
    assert there.post("/holder/edit", json=ask, environ_base={"REMOTE_ADDR": "10.0.0.7"}).status_code == 403
    wrong = there.post("/holder/edit", json={**ask, "area": "x"})
    assert wrong.status_code == 422 and wrong.json == {"wrong": ["There is no such area here. Load the page again."]}
    assert client({"small": ours}, holder=False).post("/holder/edit", json=ask).status_code == 405


def test_an_upload_is_open_on_every_page_until_it_is_deleted(ours: Path, tmp_path: Path) -> None:
    there = client({"small": ours})
    content = upload(tmp_path, "second")
    sent = {"data": content, "content_type": "application/octet-stream"}
    told = there.post("/holder/upload?name=ours.zip", **sent).json
    assert told["area"] == "second" and told["uploads"][0][:2] == ["second", "second"]
    assert there.get("/download/gaps.csv?area=second").status_code == 200
    assert "in place of the earlier upload" in there.post("/holder/upload?name=ours.zip", **sent).json["said"]
    wrong = there.post(
        "/holder/upload?name=ours.zip", data=upload(tmp_path, "small"), content_type=sent["content_type"]
    )
    assert wrong.json["faults"][0][4] == "another area that is open here has this id"
    assert there.post("/holder/uploads", json={"delete": "second"}).json["uploads"] == []
    assert there.get("/download/gaps.csv?area=second").status_code == 400
    assert there.post("/holder/uploads", json={"delete": "small"}).status_code == 422
    assert (
        there.post("/holder/upload?name=x.zip", data=b"0" * 21_500_000, content_type=sent["content_type"]).status_code
        == 413
    )


def test_an_upload_expires_and_their_number_is_bounded(ours: Path, tmp_path: Path) -> None:
    now = [0.0]
    library = Library([read_area(ours)])
    uploads = Uploads(library, clock=lambda: now[0])
    for at in range(MOST):
        assert uploads.take("ours.zip", upload(tmp_path, f"area{at}"))["area"] == f"area{at}"
    assert uploads.take("ours.zip", upload(tmp_path, "one_more"))["number"] == 1
    now[0] = STAYS
    uploads.sweep()
    assert [*library.areas] == ["small"] and uploads.listed() == {"uploads": []}


def upload(folder: Path, name: str) -> bytes:
    place = folder / name
    if not place.exists():
        write_area(small_named(name), place)
    return packed({file.name: file.read_bytes() for file in place.iterdir()})

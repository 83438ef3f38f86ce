"""A list of neighbours given on the page: shown beside the others, told cell by cell where it is wrong, never kept."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

import pytest

from dashboards.app import create_app
from dashboards.library import Library
from dashboards.neighbour_lists import LARGEST, NeighbourLists
from dashboards.pages import compare
from dashboards.state import State
from dashboards.uploads import MOST, STAYS
from dtors_network.compare.neighbour_list import read_model
from dtors_network.errors import InputError
from dtors_network.examples import counted_area
from dtors_network.model.area import Area
from tests.unit.accounts.test_same_everywhere import words_of

HEAD = "code,neighbour,rank,model,year\n"
NEAR = f"{HEAD}E06000001,E09000001,1,Like us,2024\n".encode()
VIEW = State(area="one", view="neighbours")


@pytest.fixture
def areas() -> list[Area]:
    area = counted_area()
    codes = {"one": "E06000001", "two": "E09000001", "three": "E06000002"}
    return [replace(area, id=id_, name=id_.title(), gss_code=code) for id_, code in codes.items()]


def test_a_list_stands_on_the_page_until_it_is_deleted(areas: list[Area]) -> None:
    app = create_app(areas, holder=True)
    there = app.server.test_client()
    sent = {"data": NEAR, "content_type": "application/octet-stream"}
    told = there.post("/holder/neighbour-list?name=near.csv", **sent).json
    assert told["said"] == "Like us, 2024 is read: neighbours of 1 authority."
    assert [row[0] for row in told["uploads"]] == ["Like us, 2024"]
    assert there.post("/holder/neighbour-lists", json={"delete": "Like us, 2024"}).json["uploads"] == []
    assert there.post("/holder/neighbour-lists", json={"delete": "Like us, 2024"}).status_code == 422


def test_the_page_shows_it_and_lets_it_go(areas: list[Area]) -> None:
    library = Library(areas, holder=True)
    before = words_of(compare.layout(library, VIEW))
    library.neighbour_lists.take("near.csv", NEAR)
    shown = words_of(compare.layout(library, VIEW))
    library.neighbour_lists.delete("Like us, 2024")
    after = words_of(compare.layout(library, VIEW))
    assert not any("Like us" in text for text in (*before, *after))
    assert "Like us, 2024" in shown
    assert any(text.startswith("Beside One:") and "like us, 2024 (Two)" in text for text in shown)


def test_whoever_is_not_the_holder_is_told_how_and_can_give_none(areas: list[Area]) -> None:
    assert any("--neighbours FILE" in text for text in words_of(compare.layout(Library(areas), VIEW)))
    there = create_app(areas).server.test_client()
    sent = {"data": NEAR, "content_type": "application/octet-stream"}
    assert there.post("/holder/neighbour-list?name=near.csv", **sent).status_code in (403, 404, 405)


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("near.xlsx", NEAR, "this is no CSV file"),
        ("near.csv", b"x" * (LARGEST + 1), "this file is larger than"),
        ("near.csv", b"source,target\na,b\n", "holds the column 'code'"),
        ("../../near.csv", f"{HEAD}Kent,E09000001,1,A,2024\n".encode(), "this is no code of an authority"),
        ("near.csv", b"\xff\xfe\x00", ""),
        ("near.csv", b"", ""),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_kept(
    name: str, content: bytes, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    lists = NeighbourLists(read_model)
    found = lists.take(name, content)
    assert found["number"] >= 1 and found["uploads"] == []
    assert told in found["faults"][0][4]
    assert (lists.models, [*tmp_path.iterdir()]) == ((), [])


def test_a_list_expires_and_their_number_is_bounded() -> None:
    now = [0.0]
    lists = NeighbourLists(read_model, clock=lambda: now[0])
    for year in range(MOST):
        lists.take("near.csv", NEAR.replace(b"2024", str(2000 + year).encode()))
    assert lists.take("near.csv", NEAR)["number"] == 1
    lists.take("near.csv", NEAR.replace(b"2024", b"2000"))  # in place of the earlier one of its model and year
    assert len(lists.models) == MOST
    now[0] = STAYS
    lists.sweep()
    assert (lists.models, lists.listed()) == ((), {"uploads": []})
    with pytest.raises(InputError, match="there is no such upload"):
        lists.delete("Like us, 2000")

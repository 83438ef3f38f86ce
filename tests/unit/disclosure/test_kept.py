"""Protected areas that are kept: the same as made anew, only protected, bounded, and never trusted when damaged."""

import io
import pickle
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from dtors_network.area_files.area_io import read_area
from dtors_network.disclosure import kept, protect, protected, store
from dtors_network.disclosure.kept import _digest, cache_folder, protected_before
from dtors_network.examples import counted_area, small_area
from dtors_network.model.area import Area, Arrival
from dtors_network.model.vocabulary import Profile
from tests.often import often


@pytest.fixture(autouse=True)
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A cache of its own for each test."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    return cache_folder()


@pytest.fixture
def doors(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The areas that were protected, one after another."""
    made: list[str] = []

    def door(area: Area, profile: Profile) -> Area:
        made.append(f"{area.id} {profile.value}")
        return protect(area, profile)

    monkeypatch.setattr(kept, "protect", door)
    yield made


def test_what_was_kept_is_what_is_made(doors: list[str]) -> None:
    area = counted_area()
    first, second = protected(area), protected(area)
    assert first == second == protect(area)
    assert [row.origin for row in second.referrals] == [row.origin for row in protect(area).referrals]
    assert doors == ["small ndtms"]


@pytest.mark.parametrize("name", often(["competing_providers", "rural_out_of_area"], "rural_out_of_area"))
def test_a_shipped_area_comes_back_whole(name: str) -> None:
    area = read_area(Path(__file__).resolve().parents[3] / "data" / "areas" / name)
    made = protected(area)
    again = protected_before(area, Profile.NDTMS)
    assert again == made and again is not made
    assert again.codebook is area.codebook and again.pathway is area.pathway


def test_another_count_profile_or_voice_is_another_area(doors: list[str]) -> None:
    area = counted_area()
    arrivals = (replace(area.arrivals[0], count=119), *area.arrivals[1:])
    others = [area, replace(area, arrivals=arrivals), replace(area, statements=area.statements[1:])]
    for other in others:
        protected(other)
    protected(area, "nhs_digital")
    assert len(doors) == 4 and len(list(cache_folder().iterdir())) == 4


def test_nothing_but_protected_tables_is_written(folder: Path) -> None:
    area = replace(counted_area(), note="Xanthippe", extra=(("who", "Xanthippe"),))
    protected(area)
    (file,) = folder.iterdir()
    assert b"Xanthippe" not in file.read_bytes()
    assert kept._Tables(io.BytesIO(file.read_bytes())).load()["referrals"] == protect(area).referrals
    assert file.stat().st_mode & 0o077 == 0 or file.stat().st_mode & 0o077 == 0o066


def test_exact_areas_areas_without_counts_and_protected_ones_leave_nothing_on_disk(folder: Path) -> None:
    protected(counted_area(), "none")
    protected(replace(small_area(), referrals=(), arrivals=()))
    protected(protect(counted_area()))
    assert not folder.exists()


DAMAGE = {
    "cut off": lambda text: text[: len(text) // 2],
    "empty": lambda _: b"",
    "another kind": lambda _: pickle.dumps(["nothing"]),
    "rows of another table": lambda text: pickle.dumps(dict.fromkeys(pickle.loads(text), (Arrival,))),
    "code": lambda _: pickle.dumps(print),
}


@pytest.mark.parametrize("how", DAMAGE)
def test_what_is_damaged_is_made_again(folder: Path, doors: list[str], how: str) -> None:
    made = protected(counted_area())
    (file,) = folder.iterdir()
    whole = file.read_bytes()
    file.write_bytes(DAMAGE[how](whole))
    assert protected_before(counted_area(), Profile.NDTMS) is None
    assert protected(counted_area()) == made
    assert len(doors) == 2 and file.read_bytes() == whole


def test_what_was_used_longest_ago_goes_first(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.setattr(store, "MOST", 2)
    folder.mkdir(parents=True)
    for at, name in enumerate("abc"):
        file = folder / f"{name}.area"
        file.write_bytes(b"")
        kept.os.utime(file, (at, at))
    (folder / "not ours").write_bytes(b"")
    protected(counted_area())
    left = {file.name for file in folder.iterdir()}
    assert {"c.area", "not ours"} < left and len(left) == 3


def test_a_folder_that_cannot_be_written_is_no_fault(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "file"))
    assert protected(counted_area()) == protect(counted_area())


def test_what_takes_long_is_told_once() -> None:
    told: list[str] = []
    for _ in range(2):
        protected(counted_area(), told=told.append)
    assert told == ["Putting the counts of Small example into blocks, once"]


def test_areas_that_differ_in_one_count_are_kept_apart() -> None:
    area = counted_area()
    first, *rest = area.referrals
    more = replace(area, referrals=(replace(first, referred=first.referred + 40), *rest))  # type: ignore[operator]
    fewer = replace(area, referrals=area.referrals[:1])
    assert [protected(one) for one in (area, more, fewer)] == [protect(one) for one in (area, more, fewer)]
    released = [replace(area, released=(one,)) for one in (more, fewer)]
    assert len({_digest(one, Profile.NDTMS) for one in (area, more, fewer, *released)}) == 5

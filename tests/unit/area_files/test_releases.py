"""What was given out is remembered in the area's folder, and known the next time the area passes the door."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dtors_network.area_files.area_io import read_area, write_area
from dtors_network.area_files.release_register import releases_folder
from dtors_network.area_files.releases import register_release, released_before
from dtors_network.disclosure import protect
from dtors_network.disclosure.releases import crossed
from dtors_network.errors import InputError
from dtors_network.examples import counted_area
from dtors_network.model.area import Area
from dtors_network.model.bounds import least, most
from dtors_network.model.vocabulary import Profile

DAY = date(2026, 1, 5)
EXACT = counted_area()
SHOWN = protect(EXACT)


def more(by: int) -> Area:
    """The same area after some of those who came were counted late."""
    return replace(EXACT, arrivals=tuple(replace(row, count=row.count + by) for row in EXACT.arrivals))  # type: ignore[operator]


@pytest.fixture(params=["ours", "ours.xlsx"])
def place(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    write_area(EXACT, tmp_path / request.param)
    return tmp_path / str(request.param)


def test_what_was_given_out_is_read_with_the_area(place: Path) -> None:
    assert read_area(place).released == ()
    register_release(place, SHOWN, "disclose", DAY)
    (known,) = read_area(place).released
    assert (known.referrals, known.arrivals, known.profile) == (SHOWN.referrals, SHOWN.arrivals, Profile.NDTMS)
    assert protect(read_area(place)).arrivals == SHOWN.arrivals


def test_the_same_tables_are_kept_once_and_each_day_is_told(place: Path) -> None:
    for kind, day in (("disclose", DAY), ("disclose", DAY), ("convert", date(2026, 2, 1))):
        register_release(place, SHOWN, kind, day)
    lines = (releases_folder(place) / "register.csv").read_text().splitlines()
    assert [line.split(",")[4:6] for line in lines[1:]] == [["disclose", "2026-01-05"], ["convert", "2026-02-01"]]
    assert len(read_area(place).released) == 1


def test_a_count_that_crosses_a_border_grows_and_is_nearly_told() -> None:
    later = replace(more(5), released=(SHOWN,))
    (then,) = [row.count for row in SHOWN.arrivals]
    (now,) = [row.count for row in protect(later).arrivals]
    assert (least(now), most(now)) == (least(then), (most(then) or 0) + 5)
    (told,) = crossed(later, Profile.NDTMS)
    assert told.key.column == ("count",) and "nearly told" in str(told)
    assert list(crossed(replace(more(0), released=(SHOWN,)), Profile.NDTMS)) == []


def test_another_period_is_not_known(place: Path) -> None:
    register_release(
        place, replace(SHOWN, period_start=date(2024, 4, 1), period_end=date(2025, 3, 31)), "disclose", DAY
    )
    assert len(read_area(place).released) == 1  # the area does not say of which period it is
    dates = {"period_start": date(2025, 4, 1), "period_end": date(2026, 3, 31)}
    assert released_before(place, replace(EXACT, **dates)) == ()  # type: ignore[arg-type]
    assert len(released_before(place, replace(EXACT, **dates | {"period_start": date(2025, 1, 1)}))) == 1  # type: ignore[arg-type]


def test_one_profile_an_area(place: Path) -> None:
    register_release(place, SHOWN, "disclose", DAY)
    with pytest.raises(InputError, match=r"given out as ndtms on 2026-01-05, and cannot be given out as nhs_digital"):
        register_release(place, protect(EXACT, "nhs_digital"), "disclose", DAY)
    with pytest.raises(InputError, match=r"given out as ndtms, and cannot be given out as nhs_digital too"):
        protect(read_area(place), "nhs_digital")
    assert protect(read_area(place), "none").profile is Profile.NONE


def test_the_register_of_another_area_is_refused(place: Path) -> None:
    register_release(place, SHOWN, "disclose", DAY)
    other = place.with_name(f"other{place.suffix}")
    write_area(replace(EXACT, id="elsewhere"), other)
    shutil.copytree(releases_folder(place), releases_folder(other))
    with pytest.raises(InputError, match=rf"is of the area {EXACT.id}, and the tables beside it of elsewhere"):
        read_area(other)


@pytest.mark.parametrize("harm", ["gone", "edited", "cut", "no text"])
def test_a_damaged_register_is_told(place: Path, harm: str) -> None:
    digest = register_release(place, SHOWN, "disclose", DAY).digest
    folder = releases_folder(place)
    register = folder / "register.csv"
    if harm == "gone":
        shutil.rmtree(folder / digest)
    elif harm == "edited":
        file = folder / digest / "arrivals.csv"
        file.write_text(file.read_text().replace("116..120", "111..120"))
    elif harm == "cut":
        register.write_text(register.read_text()[:-20])
    else:
        register.write_bytes(b"\xff\x00\n1,2\n")
    with pytest.raises(InputError, match=r"gone|digest differs|none of a register"):
        read_area(place)

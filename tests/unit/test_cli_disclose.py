"""The command disclose -o: what it writes, what it registers, and that equal blocks give equal files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from dtors_network import cli
from dtors_network.area_files.area_io import read_area, write_area
from dtors_network.model.vocabulary import Profile
from tests.attacker.alike import alike
from tests.attacker.small import small_counted_area

Run = Callable[..., tuple[int, str, str]]
AREA = small_counted_area(4, services=3, most=20)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command line in this process."""

    def ran(*words: object) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["dtors-network", *map(str, words)])
        with pytest.raises(SystemExit) as stopped:
            cli.main()
        return int(stopped.value.code or 0), *capsys.readouterr()

    return ran


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_what_may_be_shared_is_written_and_registered(tmp_path: Path, run: Run) -> None:
    write_area(AREA, tmp_path / "ours")
    code, out, err = run("disclose", tmp_path / "ours", "-o", tmp_path / "set")
    assert (code, err) == (0, "") and "registered" in out
    written = files(tmp_path / "set")
    assert {"gaps.csv", "gaps.json", "questions.csv", "flow_everyone.json", "hidden.csv"} <= set(written)
    (known,) = read_area(tmp_path / "ours").released
    assert read_area(tmp_path / "set" / "tables").referrals == known.referrals
    assert known.profile is Profile.NDTMS
    assert run("disclose", tmp_path / "ours", "-o", tmp_path / "again")[0] == 0
    assert files(tmp_path / "again") == written


def test_a_count_that_moved_is_said_to_be_nearly_told(tmp_path: Path, run: Run) -> None:
    write_area(AREA, tmp_path / "ours")
    assert run("disclose", tmp_path / "ours", "-o", tmp_path / "set")[0] == 0
    first, *others = AREA.services
    assert isinstance(first.caseload, int)
    moved = replace(AREA, services=(replace(first, caseload=first.caseload + 5), *others))
    write_area(moved, tmp_path / "later")
    (tmp_path / "ours" / "releases").rename(tmp_path / "later" / "releases")
    code, _, err = run("disclose", tmp_path / "later", "-o", tmp_path / "next")
    assert code == 0 and err.count("nearly told") == 1 and f"caseload {first.service}" in err


def test_another_profile_or_a_folder_in_the_way_writes_and_registers_nothing(tmp_path: Path, run: Run) -> None:
    write_area(AREA, tmp_path / "ours")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "note.txt").write_text("mine")
    code, _, err = run("disclose", tmp_path / "ours", "-o", tmp_path / "full")
    assert code == 2 and "not empty" in err and not (tmp_path / "ours" / "releases").exists()
    assert run("disclose", tmp_path / "ours", "-o", tmp_path / "set")[0] == 0
    code, _, err = run("disclose", tmp_path / "ours", "--profile", "nhs_digital", "-o", tmp_path / "other")
    assert code == 2 and "ndtms" in err and "nhs_digital" in err and not (tmp_path / "other").exists()


def test_several_areas_get_a_folder_and_a_line_each(tmp_path: Path, run: Run) -> None:
    for name in ("one", "two"):
        write_area(replace(AREA, id=name, name=name.title()), tmp_path / name)
    code, out, err = run("disclose", tmp_path / "one", tmp_path / "two", "-o", tmp_path / "sets")
    assert (code, err) == (0, "")
    first, second, *rest = out.splitlines()
    assert first.startswith(f"{tmp_path / 'one'}: One; ") and second.startswith(f"{tmp_path / 'two'}: Two; ")
    assert "counts in blocks" in first and rest[-1] == f"Wrote 2 sets to {tmp_path / 'sets'}."
    for name in ("one", "two"):
        assert "gaps.csv" in files(tmp_path / "sets" / name)
        assert [one.profile for one in read_area(tmp_path / name).released] == [Profile.NDTMS]
    alone = run("disclose", tmp_path / "one", "-o", tmp_path / "alone")
    assert alone[0] == 0 and files(tmp_path / "alone") == files(tmp_path / "sets" / "one")
    code, out, _ = run("disclose", tmp_path / "one", tmp_path / "two", "--format", "csv")
    assert code == 0 and out.splitlines()[0] == "what,number,meaning,area,period_start,period_end,profile"


def test_what_is_wrong_with_any_of_several_is_told_at_once_and_nothing_is_written(tmp_path: Path, run: Run) -> None:
    write_area(AREA, tmp_path / "one")
    for name in ("two", "three"):
        write_area(AREA, tmp_path / name)
        (tmp_path / name / "arrivals.csv").write_text("service,client_group,count\nnowhere,everyone,3\n")
    names = [tmp_path / name for name in ("one", "two", "three")]
    code, out, err = run("disclose", *names, "-o", tmp_path / "sets")
    assert (code, out) == (2, "") and err.count("nowhere") >= 2
    assert not (tmp_path / "sets").exists() and not (tmp_path / "one" / "releases").exists()
    (tmp_path / "more").mkdir()
    write_area(AREA, tmp_path / "more" / "one")
    code, _, err = run("disclose", tmp_path / "one", tmp_path / "more" / "one", "-o", tmp_path / "sets")
    assert code == 2 and "would get the same folder" in err


def test_equal_blocks_give_equal_files_to_the_byte(tmp_path: Path, run: Run) -> None:
    """Tables, figures and the release of two areas that differ only within their blocks."""
    written = []
    for name, area in (("one", AREA), ("other", alike(AREA, 2)[1])):
        write_area(area, tmp_path / name)
        assert run("disclose", tmp_path / name, "-o", tmp_path / f"{name} set")[0] == 0
        given = files(tmp_path / name / "releases")
        written.append(files(tmp_path / f"{name} set") | {f"releases/{file}": given[file] for file in given})
    exact = [files(tmp_path / name)["referrals.csv"] for name in ("one", "other")]
    assert exact[0] != exact[1] and written[0] == written[1]

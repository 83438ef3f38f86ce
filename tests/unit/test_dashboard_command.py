"""The command that opens the dashboard: what it passes on, and what it says of an area that is not there."""

from pathlib import Path
from typing import Any

import pytest

import dashboards.server
from dtors_network import cli
from dtors_network.disclosure import Profile

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    calls: list[Any] = []
    monkeypatch.setattr(dashboards.server, "serve", lambda *given: calls.append(given))
    return calls


def run(monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    monkeypatch.setattr("sys.argv", ["dtors-network", "dashboard", *words])
    with pytest.raises(SystemExit) as stopped:
        cli.main()
    return int(stopped.value.code or 0)


def test_without_a_name_every_illustrative_area_is_opened(monkeypatch: pytest.MonkeyPatch, served: list[Any]) -> None:
    assert run(monkeypatch) == 0
    ((areas, profile, port, against, holder, _, begins),) = served
    assert not holder and begins is None
    assert len(areas) == len(list((ROOT / "data" / "areas").glob("*/area.yaml")))
    assert (profile, port, against) == (Profile.NDTMS, 8050, [])


def test_areas_port_and_profile_are_passed_on(monkeypatch: pytest.MonkeyPatch, served: list[Any]) -> None:
    path = str(ROOT / "data" / "areas" / "competing_providers")
    assert run(monkeypatch, path, "well_joined", "--port", "9000", "--profile", "none", "--against", "well_joined") == 0
    ((areas, profile, port, against, *_),) = served
    assert [area.name for area in areas] == ["Aldermarsh", "Ellerwick"]
    assert (profile, port, [area.name for area in against]) == (Profile.NONE, 9000, ["Ellerwick"])


def test_an_area_that_is_not_there_is_told_without_a_traceback(
    monkeypatch: pytest.MonkeyPatch, served: list[Any], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "no-such-place") == 2
    assert capsys.readouterr().err.startswith("error: ")
    assert served == []


def test_an_area_of_the_holder_with_faults_is_there_to_be_mended(
    monkeypatch: pytest.MonkeyPatch, served: list[Any], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    ours = tmp_path / "ours"
    ours.mkdir()
    (ours / "area.yaml").write_text("id: ours\nname: Ours\nreference_pathway: partnership_2022\n")
    (ours / "services.csv").write_text("service,service_type\ngp,clinc\n")
    (ours / "statements.csv").write_text("source,target,end,says\n")
    assert run(monkeypatch, str(ours)) == 2 and served == []
    capsys.readouterr()
    assert run(monkeypatch, str(ours), "--holder") == 0
    ((areas, _, _, _, holder, places, _),) = served
    assert (areas, holder, places) == ([], True, {"ours": ours})
    told = capsys.readouterr().err
    assert "services.csv, row 2, column service_type" in told and "open the page Edit" in told


def test_a_new_folder_is_begun_in_by_its_holder_alone(
    monkeypatch: pytest.MonkeyPatch, served: list[Any], tmp_path: Path
) -> None:
    new = str(tmp_path / "kent")
    assert run(monkeypatch, new) == 2  # without a holder it is a slip
    assert run(monkeypatch, new, "--holder") == 0
    assert run(monkeypatch, "well_joined", new, "--holder") == 0
    (areas, *_, alone), (both, *_, beside) = served
    assert (areas, alone) == ([], Path(new))
    assert ([area.name for area in both], beside) == (["Ellerwick"], Path(new))
    assert not (tmp_path / "kent").exists()

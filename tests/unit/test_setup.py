"""Setting up: what is told where it cannot be done, and that it is done once."""

from pathlib import Path

import pytest

import run
from scripts import environment, run_tests, system_packages


@pytest.fixture
def steps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """A project in an empty folder, and the steps that its set-up would take."""
    taken: list[list[str]] = []

    def take(command: list[str]) -> None:
        taken.append(command)
        if "venv" in command:
            environment.PYTHON.parent.mkdir(parents=True)
            environment.PYTHON.touch()
            version = ".".join(str(part) for part in environment.sys.version_info[:3])
            (environment.VENV / "pyvenv.cfg").write_text(f"version = {version}\n", encoding="utf-8")

    for name in ("requirements.txt", "requirements-dev.txt", "pyproject.toml"):
        (tmp_path / name).touch()
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    monkeypatch.setattr(environment, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(environment, "PYTHON", tmp_path / ".venv" / "bin" / "python")
    monkeypatch.setattr(environment, "STAMPS", tmp_path / ".venv" / "installed.json")
    monkeypatch.setattr(environment, "_run", take)
    monkeypatch.setattr(environment, "_show_checkout_to_environment", lambda: None)
    return taken


def test_the_second_time_nothing_is_installed(steps: list[list[str]]) -> None:
    environment.ready("requirements.txt")
    assert [command[2] for command in steps] == ["venv", "pip"]
    environment.ready("requirements.txt")
    assert len(steps) == 2


def test_another_file_of_requirements_goes_into_the_same_environment(steps: list[list[str]]) -> None:
    environment.ready("requirements.txt")
    environment.ready("requirements-dev.txt")
    environment.ready("requirements.txt")
    assert [command[2] for command in steps] == ["venv", "pip", "pip"]


def test_changed_requirements_are_installed(steps: list[list[str]], tmp_path: Path) -> None:
    environment.ready("requirements.txt")
    (tmp_path / "requirements.txt").write_text("rich==15.0.0\n", encoding="utf-8")
    environment.ready("requirements.txt")
    assert [command[2] for command in steps] == ["venv", "pip", "pip"]


def test_an_environment_of_another_python_is_made_anew(steps: list[list[str]]) -> None:
    environment.ready("requirements.txt")
    (environment.VENV / "pyvenv.cfg").write_text("version = 3.9.2\n", encoding="utf-8")
    environment.STAMPS.write_text("not JSON", encoding="utf-8")
    environment.PYTHON.unlink()
    environment.PYTHON.parent.rmdir()
    environment.ready("requirements.txt")
    assert [command[2] for command in steps] == ["venv", "pip", "venv", "pip"]


def test_a_python_without_venv_is_told_the_package_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "can_make_environments", lambda: False)
    with pytest.raises(SystemExit) as stopped:
        environment.ready("requirements.txt")
    assert str(stopped.value) == (
        "This Python cannot make a virtual environment: its venv or ensurepip module is missing.\n"
        "On Debian or Ubuntu:  sudo apt-get install python3-venv\n"
        "Then run the same command again."
    )


def test_a_step_that_fails_is_named_without_a_traceback() -> None:
    with pytest.raises(SystemExit) as stopped:
        environment._run([environment.sys.executable, "-c", "raise SystemExit(3)"])
    assert str(stopped.value).startswith("The environment could not be made; this step gave code 3:\n")


def test_what_is_missing_is_left_alone_where_it_may_not_be_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system_packages, "NEEDS", {"here": lambda: True, "chromium": lambda: False})
    monkeypatch.setattr(system_packages, "_may_install", lambda: False)
    assert system_packages.provide() == ["chromium"]


def test_in_continuous_integration_a_missing_package_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    monkeypatch.setattr(run_tests, "provide", lambda: ["chromium"])
    monkeypatch.setattr(run_tests, "ready", lambda name: Path(name))
    monkeypatch.setattr(run_tests, "_fetch_axe", lambda: True)
    assert run_tests.main([]) == 1


def test_run_lists_the_folders_that_are_areas(tmp_path: Path) -> None:
    for name in ("b", "a", "notes"):
        (tmp_path / name).mkdir()
    for name in ("b", "a"):
        (tmp_path / name / "area.yaml").touch()
    assert [area.name for area in run.illustrative_areas(tmp_path)] == ["a", "b"]

"""What the repository holds beside code: lock files, decisions, and nothing that ties it to one machine."""

import json
import re
import subprocess
import tomllib
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ("requirements.txt", "requirements-dev.txt")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
RUNTIME = [Requirement(line) for line in PROJECT["project"]["dependencies"]]
DEVELOPMENT = [Requirement(line) for line in PROJECT["dependency-groups"]["dev"]]
DECISIONS = sorted((ROOT / "docs" / "decisions").iterdir())

# Written in parts, so that this file does not hold what it looks for.
HOSTS = [
    ".".join(parts)
    for parts in (("pypi", "org"), ("python" + "hosted", "org"), ("npmjs", "org"), ("deb.debian", "org"))
]
FOLDERS = ("wo" + "rk", "ro" + "ot", "ho" + "me", "Us" + "ers", "tm" + "p/v")
TIED = re.compile("|".join([*map(re.escape, HOSTS), rf"(?<![\w.:/<-])/(?:{'|'.join(FOLDERS)})/"]))


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    return [path for name in listed.stdout.split("\0") if name and (path := ROOT / name).is_file()]


def pins(lock: str) -> dict[str, Requirement]:
    lines = (ROOT / lock).read_text(encoding="utf-8").splitlines()
    pinned = [Requirement(line.removesuffix("\\")) for line in lines if re.match(r"\w", line)]
    return {canonicalize_name(pin.name): pin for pin in pinned}


def test_no_file_names_a_registry_or_a_folder_of_one_machine() -> None:
    found = []
    for path in tracked():
        lines = path.read_bytes().decode("utf-8", errors="replace").splitlines()
        found += [f"{path.relative_to(ROOT)}:{row}: {line}" for row, line in enumerate(lines, 1) if TIED.search(line)]
    assert found == []


@pytest.mark.parametrize(
    "text", ["see /" + "home/me/area", "https://" + HOSTS[0] + "/simple", "'/" + "tmp/v/bin/python'"]
)
def test_what_ties_to_a_machine_is_seen(text: str) -> None:
    assert TIED.search(text)


@pytest.mark.parametrize("text", ["https://example.org/" + "work/", "data/home/", "a net" + "work/graph"])
def test_what_only_looks_alike_is_let_pass(text: str) -> None:
    assert not TIED.search(text)


@pytest.mark.parametrize("lock", (*LOCKS, "requirements-spark.txt"))
def test_lock_files_hold_pins_with_hashes_and_no_address(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert not re.search(r"://|--(extra-)?index-url|--find-links|@ ", text)
    for name, pin in pins(lock).items():
        assert [specifier.operator for specifier in pin.specifier] == ["=="], name
    assert text.count("==") - text.count("== '") <= text.count("--hash=sha256:")


def test_the_npm_lock_file_holds_hashes_and_no_address() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    fetched = {name: package for name, package in packages.items() if name}
    assert list(fetched) == ["node_modules/axe-core", "node_modules/plotly.js-basic-dist-min"]
    assert all("resolved" not in package and "integrity" in package for package in fetched.values())


@pytest.mark.parametrize(("lock", "wanted"), [(LOCKS[0], RUNTIME), (LOCKS[1], RUNTIME + DEVELOPMENT)])
def test_pins_lie_within_the_ranges_of_the_project(lock: str, wanted: list[Requirement]) -> None:
    pinned = pins(lock)
    for requirement in wanted:
        (version,) = pinned[canonicalize_name(requirement.name)].specifier
        assert requirement.specifier.contains(version.version), requirement


def test_development_pins_are_the_runtime_pins_and_more() -> None:
    runtime, development = (pins(lock) for lock in LOCKS)
    assert {name: pin.specifier for name, pin in development.items() if name in runtime} == {
        name: pin.specifier for name, pin in runtime.items()
    }  # development may need one on every Python that users need on one alone


def test_every_dependency_has_its_reason() -> None:
    table = (ROOT / "docs" / "decisions" / "0003-dependencies.md").read_text(encoding="utf-8")
    given = re.findall(r"^\| ([\w-]+) \| \S", table, flags=re.MULTILINE)
    assert sorted(given) == sorted(["package"] * 2 + [requirement.name for requirement in RUNTIME + DEVELOPMENT])


def test_nothing_at_run_time_is_under_the_gpl() -> None:
    for name in pins("requirements.txt"):
        try:
            about = metadata(name)
        except PackageNotFoundError:  # a package of another platform
            continue
        licences = [about.get("License-Expression", ""), *about.get_all("Classifier", [])]
        assert not [text for text in licences if re.search(r"(?<![A-Z])GPL|GNU General|GNU Affero", text)], name


@pytest.mark.parametrize("path", DECISIONS, ids=lambda path: path.name)
def test_every_decision_is_numbered_and_says_so_in_its_title(path: Path) -> None:
    named = re.fullmatch(r"(\d{4})-[a-z0-9-]+\.md", path.name)
    assert named
    assert path.read_text(encoding="utf-8").startswith(f"# {named[1]} ")


def test_no_two_decisions_share_a_number() -> None:
    numbers = [path.name[:4] for path in DECISIONS]
    assert len(set(numbers)) == len(numbers)


def test_the_glossary_is_in_alphabetical_order() -> None:
    words = re.findall(r"^\*\*(.+?)\*\*", (ROOT / "GLOSSARY.md").read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert words == sorted(words, key=str.lower)


def test_the_glossary_says_each_word_once() -> None:
    words = re.findall(r"^\*\*(.+?)\*\*( \()?", (ROOT / "GLOSSARY.md").read_text(encoding="utf-8"), flags=re.MULTILINE)
    plain = [word.lower() for word, bracket in words if not bracket]
    assert len(set(plain)) == len(plain)
    assert not {word.lower() for word, bracket in words if bracket} & {*plain}, "say of each which is meant"

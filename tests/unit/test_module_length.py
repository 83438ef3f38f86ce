"""No module is longer than 300 lines: what is read in one sitting has one subject.

Tests are not held to it: a file of them is a list, and each is read alone.
"""

from pathlib import Path

from tests.unit.test_import_arrows import ROOT

MOST = 300
ROOMS = ("dtors_network", "dashboards", "benchmarks", "scripts")


def test_no_module_is_longer_than_one_sitting() -> None:
    assert too_long(ROOT) == []


def test_a_long_module_is_told(tmp_path: Path) -> None:
    (tmp_path / "scripts").mkdir()
    (tmp_path / "scripts" / "short.py").write_text("pass\n" * MOST, encoding="utf-8")
    (tmp_path / "scripts" / "long.py").write_text("pass\n" * (MOST + 1), encoding="utf-8")
    assert too_long(tmp_path) == ["scripts/long.py: 301 lines, and at most 300 may stand in a module"]


def too_long(root: Path) -> list[str]:
    lengths = {
        path: len(path.read_text(encoding="utf-8").splitlines())
        for room in ROOMS
        for path in (root / room).rglob("*.py")
    }
    told = f"lines, and at most {MOST} may stand in a module"
    return [
        f"{path.relative_to(root).as_posix()}: {length} {told}" for path, length in lengths.items() if length > MOST
    ]

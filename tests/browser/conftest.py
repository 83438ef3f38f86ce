"""Debian's Chromium for pytest-playwright, and axe-core; where either is missing, the tests here are skipped."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

expect.set_options(timeout=20_000)  # two pages share two cores
HERE = Path(__file__).resolve().parent
AXE = HERE.parents[1] / "node_modules" / "axe-core" / "axe.min.js"
QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    lacking = [
        name for name, there in (("chromium", shutil.which("chromium")), ("axe-core", AXE.exists())) if not there
    ]
    if lacking:
        for item in items:
            if item.path.is_relative_to(HERE):
                item.add_marker(pytest.mark.skip(reason=f"{' and '.join(lacking)} missing: see README.md"))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_type_launch_args, "executable_path": shutil.which("chromium"), "args": list(QUIET)}


@pytest.fixture(scope="session")
def axe() -> str:
    """The text of axe-core, for `page.evaluate`."""
    return AXE.read_text(encoding="utf-8")

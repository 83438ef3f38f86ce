"""Edit in a browser, by keyboard alone: a wrong paste is mended cell by cell and saved, and what was left is there."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from dashboards.app import create_app
from dtors_network.area_files.area_io import read_area, write_area
from dtors_network.area_files.versions import versions
from dtors_network.examples import counted_area
from tests.browser.serving import served
from tests.browser.test_gaps_page import arrive, faults, quiet

__all__ = ["quiet"]

WRONG = 'name\tservice_type\tservice\r\n"The\r\nHub"\topenaccess\thub\r\nRiverside\tclinc\tgp\r\n'


@pytest.fixture
def ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    write_area(counted_area(), tmp_path / "ours")
    return tmp_path / "ours"


@pytest.fixture
def address(ours: Path) -> Iterator[str]:
    area = read_area(ours)
    app = create_app([area], holder=True, places={area.id: ours})
    with served(app) as address:
        yield address


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def tab_to(page: Page, name: str, role: str = "button") -> None:
    wanted = page.get_by_role(role, name=name, exact=True)  # type: ignore[arg-type]
    for _ in range(60):
        if wanted.evaluate("one => one === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never comes to {name}")


def test_a_wrong_paste_is_mended_cell_by_cell(quiet: Page, address: str, axe: str, ours: Path) -> None:
    rows = len(read_area(ours).services)
    arrive(quiet, address + "edit")
    expect(quiet.get_by_role("heading", name="Nothing to mend")).to_be_visible(timeout=20_000)
    quiet.context.grant_permissions(["clipboard-read", "clipboard-write"])
    quiet.evaluate("text => navigator.clipboard.writeText(text)", WRONG)
    press(quiet, "Tab", "Enter")  # the link that skips to the content
    tab_to(quiet, "Delete rows")
    press(quiet, "Tab", "Control+End", "Home")
    press(quiet, "Control+v")
    expect(quiet.get_by_role("heading", name="3 things to mend")).to_be_visible(timeout=20_000)
    press(quiet, "F8")
    expect(quiet.locator("#edit-tip")).to_contain_text("Unknown service_type. Did you mean 'open_access'?")
    assert quiet.evaluate("document.activeElement.getAttribute('aria-invalid')") == "true"
    press(quiet, "Alt+ArrowDown")
    expect(quiet.get_by_role("option", name="open_access", exact=True)).to_be_visible()
    assert faults(quiet, axe) == []
    press(quiet, "Escape", "Escape")
    quiet.keyboard.type("open_a")
    press(quiet, "ArrowDown", "Enter")  # the list was open: Enter takes what is marked
    expect(quiet.get_by_role("heading", name="2 things to mend")).to_be_visible(timeout=20_000)
    press(quiet, "Control+s")
    here = quiet.locator("#edit-place")
    expect(here.get_by_text("2 things are to be mended before it can be saved.")).to_be_visible(timeout=20_000)
    assert len(read_area(ours).services) == rows and not versions(ours)
    tab_to(quiet, "Go to the first")
    press(quiet, "Enter")
    quiet.keyboard.type("riverside_two")
    press(quiet, "Enter", "F8")
    quiet.keyboard.type("psychosocial")
    press(quiet, "Enter")
    expect(quiet.get_by_role("heading", name="Nothing to mend")).to_be_visible(timeout=20_000)
    arrive(quiet, address + "edit")  # the browser dies, and comes back
    expect(quiet.get_by_role("gridcell", name="riverside_two")).to_be_visible(timeout=20_000)
    press(quiet, "Tab", "Enter")
    tab_to(quiet, "Delete rows")
    press(quiet, "Tab", "Control+s")
    expect(here.get_by_text("Wrote services.csv.")).to_be_visible(timeout=20_000)
    saved = read_area(ours).services
    assert [(one.service, one.service_type, one.name) for one in saved[rows:]] == [
        ("hub", "open_access", "The\nHub"),
        ("riverside_two", "psychosocial", "Riverside"),
    ]
    assert [one.number for one in versions(ours)] == [1]
    quiet.set_viewport_size({"width": 320, "height": 800})
    assert quiet.evaluate("document.documentElement.scrollWidth") <= 320
    assert faults(quiet, axe) == []

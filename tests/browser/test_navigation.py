"""The navigation in a browser: the page that is shown is marked, and on a phone a keyboard opens and closes a menu."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from dashboards.app import create_app
from dashboards.pages.page import Part
from tests.browser.serving import served
from tests.browser.test_gaps_page import arrive, faults, quiet
from tests.screens import spoken_area

__all__ = ["quiet"]

PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 800}
HIGHEST = 130
"""Pixels that a closed menu may take of a phone's first screen; 19 links took 318."""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    place: Path = tmp_path_factory.mktemp("ours")
    app = create_app([spoken_area()], holder=True, places={"spoken": place})
    with served(app) as address:
        yield address


def test_a_menu_is_opened_walked_and_closed_by_keyboard_on_a_phone(quiet: Page, address: str, axe: str) -> None:
    quiet.set_viewport_size(PHONE)  # type: ignore[arg-type]
    arrive(quiet, address + "gaps?area=spoken")
    menu, pages = quiet.get_by_role("button", name="Menu"), quiet.get_by_role("navigation", name="Pages")
    expect(menu).to_have_attribute("aria-expanded", "false")
    expect(pages).to_be_hidden()
    assert quiet.locator(".site-header").bounding_box()["height"] < HIGHEST  # type: ignore[index]
    assert faults(quiet, axe) == []
    quiet.keyboard.press("Tab")
    expect(quiet.get_by_role("link", name="Skip to the content")).to_be_focused()
    quiet.keyboard.press("Tab")
    expect(menu).to_be_focused()
    quiet.keyboard.press("Enter")
    expect(menu).to_have_attribute("aria-expanded", "true")
    for part in Part:
        expect(pages.get_by_role("list", name=part.value)).to_be_visible()
    assert quiet.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert faults(quiet, axe) == []
    pages.get_by_role("link", name="Gaps", exact=True).focus()
    quiet.keyboard.press("Escape")
    expect(menu).to_have_attribute("aria-expanded", "false")
    expect(menu).to_be_focused()
    quiet.keyboard.press("Space")
    pages.get_by_role("link", name="Method").focus()
    quiet.keyboard.press("Enter")
    expect(quiet.get_by_role("heading", level=1)).to_contain_text("Method")
    expect(quiet.locator("#main")).to_be_focused()
    expect(pages).to_be_hidden()


def test_the_page_that_is_shown_is_marked_and_the_next_one_after_it(quiet: Page, address: str, axe: str) -> None:
    quiet.set_viewport_size(DESK)  # type: ignore[arg-type]
    arrive(quiet, address + "gaps?area=spoken")
    expect(quiet.get_by_role("button", name="Menu")).to_be_hidden()
    marked = quiet.locator("#navigation [aria-current]")
    expect(marked).to_have_text("Gaps")
    quiet.get_by_role("link", name="Map", exact=True).click()
    expect(marked).to_have_text("Map")
    expect(marked).to_have_attribute("aria-current", "page")
    assert faults(quiet, axe) == []
    quiet.emulate_media(media="print")
    expect(quiet.get_by_role("navigation", name="Pages")).to_be_hidden()
    quiet.set_viewport_size(PHONE)  # type: ignore[arg-type]
    expect(quiet.locator("#menu")).to_be_hidden()

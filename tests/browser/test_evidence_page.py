"""Reported and recorded in a browser: accessible, printable, and by keyboard from a barrier to its finding."""

import re

from playwright.sync_api import Page, expect

from tests.browser.keyboard import press_tab_until
from tests.browser.test_gaps_page import address, arrive, faults, quiet

__all__ = ["address", "quiet"]

HERE = "evidence?area=spoken"
A4 = 696
"""Pixels between the margins of an upright page."""


def fits_on_paper(page: Page) -> bool:
    """Tell whether what is printed is no wider than the paper, and has no chooser."""
    page.set_viewport_size({"width": A4, "height": 1000})
    page.emulate_media(media="print")
    wide = page.evaluate(
        "Math.max(...[...document.querySelectorAll('main *')].map(x => x.getBoundingClientRect().right))"
    )
    return wide <= A4 and not page.locator(".choosers, .tools").first.is_visible()


def test_it_is_accessible_with_everything_open_on_a_phone_and_on_paper(quiet: Page, address: str, axe: str) -> None:
    arrive(quiet, address + HERE)
    for details in quiet.locator(".page details > summary").all():
        details.click()
    expect(quiet.get_by_role("table").first).to_be_visible()
    assert faults(quiet, axe) == []
    quiet.set_viewport_size({"width": 320, "height": 800})
    assert quiet.evaluate("document.documentElement.scrollWidth") <= 320
    assert faults(quiet, axe) == []
    assert fits_on_paper(quiet)


def test_from_a_barrier_to_its_place_and_its_finding_and_a_copied_link_by_keyboard(quiet: Page, address: str) -> None:
    quiet.context.grant_permissions(["clipboard-read", "clipboard-write"])
    arrive(quiet, address + HERE)
    quiet.locator(".barrier-places a").first.focus()
    quiet.keyboard.press("Enter")
    expect(quiet.locator("#detail-title")).to_contain_text("clinic")
    expect(quiet.locator("#detail .reports").first).to_contain_text("the other end disagrees")
    quiet.locator("#detail a[href*='gap=']").first.focus()
    quiet.keyboard.press("Enter")
    expect(quiet.locator(".gap[open]")).to_have_count(1)
    opened = quiet.locator(".gap[open]").get_attribute("data-gap")
    expect(quiet.locator(".gap[open] > summary")).to_be_focused()
    press_tab_until(quiet, """document.activeElement.id.includes('"copy-link"')""")
    quiet.keyboard.press("Enter")
    expect(quiet.locator("#status")).to_have_text("Link copied")
    arrive(quiet, quiet.evaluate("navigator.clipboard.readText()"))
    expect(quiet.locator(".gap[open]")).to_have_attribute("data-gap", re.compile(re.escape(str(opened))))

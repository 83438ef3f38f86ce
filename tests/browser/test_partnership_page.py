"""Partnership in a browser: accessible with everything open, usable by keyboard alone, and no wider than a phone."""

import re

from playwright.sync_api import Page, expect

from tests.browser.keyboard import choose
from tests.browser.test_evidence_page import fits_on_paper
from tests.browser.test_gaps_page import address, arrive, faults, quiet

__all__ = ["address", "quiet"]

HERE = "partnership?area=spoken"


def opened(page: Page) -> None:
    page.wait_for_selector("#drawing-barrier-places .main-svg")
    for details in page.locator(".page details > summary").all():
        details.click()


def test_it_is_accessible_with_everything_open(quiet: Page, address: str, axe: str) -> None:
    arrive(quiet, address + HERE)
    opened(quiet)
    assert faults(quiet, axe) == []
    quiet.set_viewport_size({"width": 320, "height": 800})
    assert quiet.evaluate("document.documentElement.scrollWidth") <= 320
    assert faults(quiet, axe) == []
    assert fits_on_paper(quiet)


def test_charts_below_the_window_are_drawn_when_they_are_reached_and_before_printing(quiet: Page, address: str) -> None:
    quiet.add_init_script("window.requestIdleCallback = () => 0")  # a browser that always has something else to do
    quiet.set_viewport_size({"width": 1280, "height": 300})
    arrive(quiet, address + HERE)
    left = quiet.locator(".dash-graph:not(:has(.main-svg))")
    quiet.wait_for_function("'version' in window.Plotly && document.querySelectorAll('.dash-graph').length === 3")
    expect(left).to_have_count(3)
    quiet.locator("#drawing-between").scroll_into_view_if_needed()
    expect(quiet.locator("#drawing-between .main-svg").first).to_be_visible()
    expect(left).not_to_have_count(0)
    quiet.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    expect(left).to_have_count(0)


def test_organisations_are_chosen_by_keyboard(quiet: Page, address: str) -> None:
    arrive(quiet, address + HERE)
    choose(quiet, "Show", "Organisations, all possible links")
    expect(quiet).to_have_url(re.compile("view=organisations_possible"))
    expect(quiet.get_by_role("heading", name="Where each organisation stands, on possible links")).to_be_visible(
        timeout=20_000
    )
    expect(quiet.get_by_role("row").filter(has_text="Riverside").first).to_be_visible()

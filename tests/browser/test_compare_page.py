"""Compare areas in a browser: accessible, with a table beside each picture."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.test_gaps_page import address, arrive, faults, quiet
from tests.often import often

__all__ = ["address", "quiet"]


@pytest.mark.parametrize("view", often(["reach_of_aftercare", "required_routes"], "reach_of_aftercare"))
def test_the_page_is_accessible_and_every_picture_has_its_tables(
    quiet: Page, address: str, axe: str, view: str
) -> None:
    arrive(quiet, f"{address}compare?view={view}")
    quiet.wait_for_selector("#intervals-0 .main-svg")
    assert faults(quiet, axe) == []
    pictures = quiet.locator(".page figure").count()
    assert pictures
    assert quiet.locator(".page table").count() >= 2 * pictures


@pytest.mark.parametrize("view", often(["neighbours", "published"], "published"))
def test_views_over_all_figures_are_accessible_and_fit_a_telephone(
    quiet: Page, address: str, axe: str, view: str
) -> None:
    quiet.set_viewport_size({"width": 360, "height": 800})
    arrive(quiet, f"{address}compare?view={view}")
    quiet.wait_for_selector("#headline")
    quiet.wait_for_selector(".page table")
    assert faults(quiet, axe) == []
    assert quiet.evaluate("document.documentElement.scrollWidth") <= 360

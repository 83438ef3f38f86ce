"""The screen of an area and of a service in a browser: accessible, no wider than a phone, and walked by keyboard."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_gaps_page import address, arrive, faults, quiet
from tests.often import often

__all__ = ["address", "quiet"]

HERE = ("?area=spoken", "service?area=spoken&service=clinic&group=currently_using", "actions?area=spoken")


@pytest.mark.parametrize("here", often(HERE, HERE[0]))
def test_it_is_accessible_at_every_width(quiet: Page, address: str, axe: str, here: str) -> None:
    for width in (1280, 320):
        quiet.set_viewport_size({"width": width, "height": 800})
        arrive(quiet, address + here)
        assert quiet.evaluate("document.documentElement.scrollWidth") <= width
        assert faults(quiet, axe) == []


def test_each_door_is_walked_through_by_keyboard(quiet: Page, address: str) -> None:
    for door, heading in (
        ("For the next meeting", "Actions: Spoken"),
        ("Where can this person go next?", "My service"),
    ):
        arrive(quiet, address + "?area=spoken")
        quiet.get_by_role("link", name=door).focus()
        quiet.keyboard.press("Enter")
        expect(quiet.get_by_role("heading", level=1)).to_have_text(re.compile(f"^{re.escape(heading)}"))

"""The network map in a browser: accessible in every state, chosen by mouse and by keyboard, and without a way out."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_gaps_page import address, arrive, faults, quiet, tab_to

__all__ = ["address", "quiet"]

STATES = {
    "whole": "map?area=spoken",
    "service": "map?area=spoken&service=clinic",
    "link": "map?area=spoken&link=clinic%3Eminds",
    "group": "map?area=spoken&group=currently_using",
    "certain": "map?area=spoken&view=certain",
    "organisations": "map?area=spoken&view=organisations",
    "bad view": "map?area=spoken&view=sideways",
    "bad link": "map?area=spoken&link=clinic%3Enowhere",
}


@pytest.mark.parametrize("state", STATES)
def test_every_state_is_accessible(quiet: Page, address: str, axe: str, state: str) -> None:
    arrive(quiet, address + STATES[state])
    if not state.startswith("bad"):
        quiet.wait_for_selector("#network-map .main-svg")
        for details in quiet.locator(".map-lists summary").all():
            details.click()
    assert faults(quiet, axe) == []


def test_a_click_on_a_service_shows_it_and_writes_the_address(quiet: Page, address: str) -> None:
    arrive(quiet, address + "map?area=spoken")
    quiet.wait_for_selector("#network-map .main-svg")
    place = quiet.evaluate(
        """() => { const map = document.querySelector("#network-map .js-plotly-plot");
            const is = (c) => c[0] === "service" && c[1] === "clinic";
            const at = map._fullData.findIndex((t) => (t.customdata || []).some(is));
            const trace = map._fullData[at], point = trace.customdata.findIndex(is);
            const box = map.querySelector(".nsewdrag").getBoundingClientRect(), layout = map._fullLayout;
            return [box.x + layout.xaxis.d2p(trace.x[point]), box.y + layout.yaxis.d2p(trace.y[point])]; }"""
    )
    quiet.mouse.move(*place)
    quiet.mouse.click(*place)
    expect(quiet.locator("#detail-title")).to_contain_text("clinic")
    assert "service=clinic" in quiet.url


def test_a_link_is_reached_by_keyboard_and_its_address_can_be_copied(quiet: Page, address: str) -> None:
    arrive(quiet, address + "map?area=spoken&service=clinic")
    quiet.locator("#detail a").first.focus()
    quiet.keyboard.press("Enter")
    expect(quiet.locator("#detail-title")).to_contain_text("→")
    assert "link=" in quiet.url
    tab_to(quiet, "copy-link", limit=40)


def test_nothing_is_wider_than_a_narrow_screen(quiet: Page, address: str) -> None:
    quiet.set_viewport_size({"width": 320, "height": 800})
    arrive(quiet, address + "map?area=spoken&link=clinic%3Eminds")
    quiet.wait_for_selector("#network-map .main-svg")
    assert quiet.evaluate("document.documentElement.scrollWidth") <= 320


def test_no_button_shares_the_chart(quiet: Page, address: str) -> None:
    arrive(quiet, address + "map?area=spoken")
    quiet.wait_for_selector("#network-map .main-svg")
    assert quiet.locator(".modebar-btn").count() == 0

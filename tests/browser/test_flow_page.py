"""Referral and aftercare in a browser: accessible in every state, readable without the pictures, usable by keyboard."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.keyboard import choose
from tests.browser.test_gaps_page import address, arrive, faults, quiet
from tests.often import often

__all__ = ["address", "quiet"]

STATES = {
    "everyone": "flow?area=followed",
    "services": "flow?area=followed&view=services",
    "group": "flow?area=followed&group=currently_using",
    "from a service": "flow?area=followed&service=clinic",
    "not counted": "flow?area=spoken",
    "nobody leaves": "flow?area=circling",
    "bad service": "flow?area=followed&service=nowhere",
}


def whole(page: Page, state: str) -> None:
    """Wait for the pictures and open everything that can be opened."""
    if state in ("everyone", "services", "group", "from a service"):
        page.wait_for_selector("#bands .scatterlayer .trace")
        page.wait_for_selector("#cascade .barlayer")
    for details in page.locator(".page details > summary").all():
        details.click()


@pytest.mark.parametrize("state", often(STATES, "everyone"))
def test_every_state_is_accessible(quiet: Page, address: str, axe: str, state: str) -> None:
    arrive(quiet, address + STATES[state])
    whole(quiet, state)
    assert faults(quiet, axe) == []


@pytest.mark.parametrize("label", often(["People", "Setting out from", "Show"]))
def test_an_open_menu_is_accessible(quiet: Page, address: str, axe: str, label: str) -> None:
    arrive(quiet, address + "flow?area=followed")
    quiet.get_by_label(label, exact=True).first.click()
    expect(quiet.get_by_role("option").first).to_be_visible()
    assert faults(quiet, axe) == []


def test_where_people_set_out_is_chosen_by_keyboard_and_kept_in_the_address(quiet: Page, address: str) -> None:
    arrive(quiet, address + "flow?area=followed")
    before = quiet.locator(".headline").inner_text()
    choose(quiet, "Setting out from", "clinic (Riverside)")
    expect(quiet).to_have_url(re.compile("service="))
    expect(quiet.locator(".headline")).not_to_have_text(before)
    said = quiet.locator(".headline").inner_text()
    arrive(quiet, quiet.url)
    assert quiet.locator(".headline").inner_text() == said


def test_a_link_in_the_list_of_losses_leads_to_its_place_on_the_map(quiet: Page, address: str) -> None:
    arrive(quiet, address + "flow?area=followed")
    quiet.get_by_role("link", name="gp (Hill Surgery) → clinic (Riverside)").click()
    expect(quiet.get_by_role("heading", level=1)).to_contain_text("Where the gaps and barriers are")
    expect(quiet.locator("#detail-title")).to_contain_text("→")


def test_every_figure_is_downloaded(quiet: Page, address: str) -> None:
    arrive(quiet, address + "flow?area=followed")
    with quiet.expect_download() as waiting:
        quiet.get_by_role("link", name="Download every figure (CSV)").click()
    assert waiting.value.path().read_text(encoding="utf-8-sig").startswith("what,client_group,start")


def test_both_pictures_have_a_table(quiet: Page, address: str) -> None:
    arrive(quiet, address + "flow?area=followed")
    whole(quiet, "everyone")
    expect(quiet.get_by_role("table", name="Who ever starts at each stage")).to_be_visible()
    expect(quiet.get_by_role("table", name="People on record from place to place")).to_be_visible()


@pytest.mark.parametrize("width", often([320, 640], 320))
def test_the_page_reflows(quiet: Page, address: str, width: int) -> None:
    quiet.set_viewport_size({"width": width, "height": 800})
    arrive(quiet, address + "flow?area=followed&group=currently_using")
    whole(quiet, "group")
    assert quiet.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.proof
def test_no_button_shares_a_chart(quiet: Page, address: str) -> None:
    arrive(quiet, address + "flow?area=followed")
    whole(quiet, "everyone")
    assert quiet.locator(".modebar-btn").count() == 0

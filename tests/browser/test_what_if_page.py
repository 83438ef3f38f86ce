"""What if and Ways on from here in a browser: accessible in every state, and usable by keyboard alone."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.keyboard import choose
from tests.browser.test_gaps_page import address, arrive, faults, quiet
from tests.often import often

__all__ = ["address", "quiet"]

STATES = {
    "nothing chosen": "what-if?area=followed",
    "changes": "what-if?area=followed&changes=relieve%3Acould_not_contact%3Bplaces%3Aclinic%253D3",
    "removal": "what-if?area=followed&changes=remove-service%3Aaftercare",
    "group": "what-if?area=followed&group=currently_using&changes=relieve%3Acould_not_contact",
    "strength": "what-if?area=followed&changes=relieve%3Acould_not_contact%253D0.5",
    "organisations": "what-if?area=followed&view=organisations",
    "best": "best?area=followed&view=2&target=reach%3A42",
    "not counted": "what-if?area=spoken&changes=remove-service%3Aminds",
    "bad change": "what-if?area=followed&changes=relieve%3Anothing",
    "no service": "ways?area=followed",
    "ways": "ways?area=followed&service=gp",
    "reported": "ways?area=spoken&service=clinic&to=mental_health",
    "no way": "ways?area=followed&service=aftercare&to=minds",
}


def whole(page: Page) -> None:
    if page.locator("#before-after").count():
        page.wait_for_selector("#before-after .main-svg")
    for details in page.locator(".page details > summary").all():
        details.click()


@pytest.mark.parametrize("state", often(STATES, "changes", "best"))
def test_every_state_is_accessible(quiet: Page, address: str, axe: str, state: str) -> None:
    arrive(quiet, address + STATES[state])
    whole(quiet)
    assert faults(quiet, axe) == []


@pytest.mark.parametrize("label", often(["Reasons that fall away", "Services that close", "Show"]))
def test_an_open_menu_is_accessible(quiet: Page, address: str, axe: str, label: str) -> None:
    arrive(quiet, address + STATES["changes"])
    quiet.get_by_label(re.compile(f"^{label}")).first.click()
    expect(quiet.get_by_role("option").first).to_be_visible()
    assert faults(quiet, axe) == []


def test_a_change_is_chosen_by_keyboard_and_the_link_to_it_copied(quiet: Page, address: str) -> None:
    quiet.context.grant_permissions(["clipboard-read", "clipboard-write"])
    arrive(quiet, address + STATES["nothing chosen"])
    chooser = quiet.get_by_label(re.compile("^Reasons that fall away")).first
    chooser.focus()
    quiet.keyboard.type("could not be")
    option = quiet.get_by_role("option").first
    expect(option).to_be_visible()
    quiet.keyboard.press("ArrowDown")
    expect(option).to_have_attribute("data-combobox-selected", "true")
    quiet.keyboard.press("Enter")
    expect(quiet).to_have_url(re.compile("changes=relieve"))
    expect(quiet.locator(".headline")).to_contain_text("would start aftercare")
    expect(quiet.locator(".chosen li")).to_have_count(1)
    quiet.get_by_role("button", name="Copy link to this view").focus()
    quiet.keyboard.press("Enter")
    expect(quiet.get_by_role("status")).to_have_text("Link copied")
    said = quiet.locator(".headline").inner_text()
    arrive(quiet, quiet.evaluate("navigator.clipboard.readText()"))
    assert quiet.locator(".headline").inner_text() == said


def test_a_change_is_taken_out_again(quiet: Page, address: str) -> None:
    arrive(quiet, address + STATES["changes"])
    expect(quiet.locator(".chosen li")).to_have_count(2)
    quiet.get_by_role("link", name=re.compile("^Take it out")).first.click()
    expect(quiet.locator(".chosen li")).to_have_count(1)
    assert "could_not_contact" not in quiet.url
    quiet.wait_for_load_state("networkidle")
    quiet.go_back()
    expect(quiet.locator(".chosen li")).to_have_count(2)


def test_places_and_links_are_put_together(quiet: Page, address: str) -> None:
    arrive(quiet, address + STATES["nothing chosen"])
    quiet.get_by_text("Add places or a link").click()
    pick(quiet, "Service", "clinic (Riverside)")
    quiet.get_by_label("How many more places").fill("4")
    quiet.get_by_role("button", name="Add the places").click()
    expect(quiet.locator(".chosen")).to_contain_text("Clinic (Riverside) has 4 more places")
    quiet.get_by_text("Add places or a link").click()
    pick(quiet, "From", "gp (Hill Surgery)")
    pick(quiet, "To", "aftercare (Onward)")
    quiet.get_by_role("button", name="Add the link").click()
    expect(quiet.locator(".chosen li")).to_have_count(2)
    expect(quiet.locator(".chosen")).to_contain_text("refers people to aftercare (Onward)")


def pick(page: Page, label: str, option: str) -> None:
    page.get_by_label(label, exact=True).first.click()
    page.get_by_role("option", name=option, exact=True).click()


def test_ways_on_are_found_by_keyboard(quiet: Page, address: str) -> None:
    arrive(quiet, address + STATES["no service"])
    choose(quiet, "Somebody is now at", "gp (Hill Surgery)")
    expect(quiet.locator(".headline")).to_contain_text("way on from")
    expect(quiet.get_by_role("table").first).to_be_visible()


@pytest.mark.parametrize("state", often(["changes", "strength", "organisations", "ways"], "changes", "ways"))
@pytest.mark.parametrize("width", often([320, 640], 320))
def test_the_pages_reflow(quiet: Page, address: str, state: str, width: int) -> None:
    quiet.set_viewport_size({"width": width, "height": 800})
    arrive(quiet, address + STATES[state])
    whole(quiet)
    assert quiet.evaluate("document.documentElement.scrollWidth") <= width

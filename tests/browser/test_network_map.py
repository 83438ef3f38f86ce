"""The map in a browser: accessible in every state, chosen by mouse and by keyboard, and without a way out."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.keyboard import press_tab_until
from tests.browser.test_gaps_page import address, arrive, faults, quiet
from tests.often import often
from tests.unit.dashboards.test_charts import DRAWN

__all__ = ["address", "quiet"]

STATES = {
    "whole": "map?area=spoken",
    "service": "map?area=spoken&service=clinic",
    "link": "map?area=spoken&link=clinic%3Eminds",
    "group": "map?area=spoken&group=currently_using",
    "certain": "map?area=spoken&view=certain",
    "matrix": "map?area=spoken&view=organisations",
    "barrier": "map?area=spoken&lens=barrier-R",
    "gaps": "map?area=spoken&lens=gaps",
    "bad view": "map?area=spoken&view=sideways",
    "bad link": "map?area=spoken&link=clinic%3Enowhere",
}


@pytest.mark.parametrize("state", often(STATES, "link", "matrix"))
def test_every_state_is_accessible(quiet: Page, address: str, axe: str, state: str) -> None:
    arrive(quiet, address + STATES[state])
    if not state.startswith("bad"):
        quiet.wait_for_selector("#network-map .main-svg")
        for details in quiet.locator(".map-lists summary").all():
            details.click()
    assert faults(quiet, axe) == []


def test_a_click_on_a_service_shows_it_and_writes_the_address(quiet: Page, address: str) -> None:
    quiet.set_viewport_size({"width": 1280, "height": 1400})
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


def test_a_choice_brings_out_its_links_and_leaves_the_map_as_it_is(quiet: Page, address: str) -> None:
    arrive(quiet, address + "map?area=spoken")
    quiet.wait_for_selector("#network-map .main-svg")
    quiet.evaluate("document.querySelector('#network-map').dataset.seen = 'before'")
    quiet.locator("#headline a").click()
    expect(quiet.locator("#detail-title")).to_be_visible()
    expect(quiet.locator("#network-map .brought-out")).to_have_count(1)
    assert quiet.locator("#network-map .paled").count() >= 1
    assert quiet.locator("#network-map").get_attribute("data-seen") == "before"
    quiet.locator("#detail a", has_text="Show the whole map").click()
    expect(quiet.locator("#network-map .brought-out")).to_have_count(0)
    assert quiet.locator("#network-map .paled").count() == 0
    quiet.go_back()
    expect(quiet.locator("#network-map .brought-out")).to_have_count(1)


def test_a_direct_link_brings_out_what_it_chooses(quiet: Page, address: str) -> None:
    arrive(quiet, address + "map?area=spoken&link=clinic%3Eminds")
    expect(quiet.locator("#network-map .brought-out rect")).to_have_count(2)
    expect(quiet.locator("#network-map .brought-out path")).to_have_count(2)


def test_from_the_list_to_the_detail_of_a_link_to_its_address_by_keyboard(quiet: Page, address: str) -> None:
    quiet.context.grant_permissions(["clipboard-read", "clipboard-write"])
    arrive(quiet, address + "map?area=spoken")
    quiet.wait_for_selector("#network-map .main-svg")
    quiet.locator(".map-lists summary").nth(2).focus()
    quiet.keyboard.press("Enter")
    press_tab_until(quiet, "!!document.activeElement.closest('tbody')")
    quiet.keyboard.press("Enter")
    expect(quiet.locator("#detail-title")).to_contain_text("→")
    expect(quiet.locator("#detail")).to_be_focused()
    expect(quiet.get_by_role("status")).to_have_text(re.compile("^Chosen: "))
    press_tab_until(quiet, "document.activeElement.id.includes('copy-link')")
    quiet.keyboard.press("Enter")
    expect(quiet.locator("#detail button")).to_have_text("Link copied")
    assert quiet.evaluate("navigator.clipboard.readText()") == quiet.url


def test_the_lists_are_real_tables_and_hold_every_link(quiet: Page, address: str) -> None:
    arrive(quiet, address + "map?area=spoken")
    quiet.locator(".map-lists summary").nth(2).click()
    rows = quiet.locator(".map-lists table").nth(2).get_by_role("row")
    expect(rows).to_have_count(4)
    expect(rows.nth(3)).to_contain_text("confirmed")


def test_nothing_is_wider_than_a_narrow_screen(quiet: Page, address: str) -> None:
    quiet.set_viewport_size({"width": 320, "height": 800})
    arrive(quiet, address + "map?area=spoken&link=clinic%3Eminds")
    quiet.wait_for_selector("#network-map .main-svg")
    assert quiet.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_small_library_draws_every_chart_and_the_large_one_is_never_fetched(quiet: Page, address: str) -> None:
    asked: list[str] = []
    quiet.on("request", lambda request: asked.append(request.url) if "plotly" in request.url else None)
    arrive(quiet, address + "gaps?area=spoken")
    quiet.wait_for_function("() => 'version' in window.Plotly")  # it comes by itself, before a chart is there
    assert set(quiet.evaluate("Object.keys(Plotly.PlotSchema.get().traces)")) == DRAWN
    quiet.get_by_role("link", name="Partnership", exact=True).click()
    quiet.wait_for_selector("#drawing-between .bars .point")
    quiet.get_by_role("link", name="Map", exact=True).click()
    quiet.wait_for_selector("#network-map .scatterlayer .trace", state="attached")
    assert len(asked) == 1 and "/assets/plotly-basic.min.js?m=" in asked[0]


def test_no_button_shares_the_chart(quiet: Page, address: str) -> None:
    arrive(quiet, address + "map?area=spoken")
    quiet.wait_for_selector("#network-map .main-svg")
    assert quiet.locator(".modebar-btn").count() == 0


def test_from_a_lens_to_a_link_to_its_finding_by_keyboard(quiet: Page, address: str) -> None:
    arrive(quiet, address + "map?area=spoken")
    quiet.get_by_role("navigation", name="What the map shows").get_by_role("link", name="not accepted").focus()
    quiet.keyboard.press("Enter")
    expect(quiet.get_by_role("status")).to_contain_text("People currently using are not accepted")
    assert "lens=barrier-R" in quiet.url
    quiet.locator(".map-lists summary").nth(2).focus()
    quiet.keyboard.press("Enter")
    press_tab_until(quiet, "document.activeElement.href?.includes('link=clinic%3Eminds')")
    quiet.keyboard.press("Enter")
    expect(quiet.locator("#detail")).to_be_focused()
    assert "lens=barrier-R" in quiet.url
    press_tab_until(quiet, "document.activeElement.href?.includes('gap=')")
    quiet.keyboard.press("Enter")
    expect(quiet.locator("h1")).to_contain_text("Gaps")
    expect(quiet.locator(".gap[open] > summary")).to_be_focused()
    expect(quiet.locator(".gap[open]")).to_contain_text("minds")


def test_the_drawing_fits_the_window(quiet: Page, address: str) -> None:
    arrive(quiet, address + "map?area=spoken")
    quiet.wait_for_selector("#network-map .main-svg")
    for width, drawn in ((1280, 1180), (360, 326), (1920, 1400)):
        quiet.set_viewport_size({"width": width, "height": 900})
        quiet.wait_for_selector(f'#network-map .main-svg[width="{drawn}"]', state="attached")


def test_on_a_phone_what_is_left_out_opens_and_lenses_are_one_chooser(quiet: Page, address: str) -> None:
    quiet.set_viewport_size({"width": 360, "height": 800})
    arrive(quiet, address + "map?area=spoken&lens=barrier-R")
    expect(quiet.get_by_role("combobox", name="What the map shows")).to_be_visible()
    expect(quiet.get_by_role("navigation", name="What the map shows")).to_be_hidden()
    rest = quiet.locator("#network-map .textpoint", has_text="nothing drawn").first
    rest.scroll_into_view_if_needed()
    box = rest.bounding_box()
    assert box
    quiet.mouse.click(box["x"] + 20, box["y"] + 8)
    expect(quiet).to_have_url(re.compile("fold="))


def test_two_groups_are_chosen_by_typing_and_stay_beside_the_service(quiet: Page, address: str) -> None:
    arrive(quiet, address + "ways?area=spoken&service=gp&group=leaving_prison")
    second = quiet.get_by_role("combobox", name="Who are also")
    second.focus()
    quiet.keyboard.type("currently")
    expect(quiet.get_by_role("option")).to_have_count(1)
    quiet.keyboard.press("ArrowDown")
    quiet.keyboard.press("Enter")
    expect(quiet).to_have_url(re.compile(r"service=gp&group=leaving_prison\+currently_using"))
    expect(quiet.locator("#headline")).to_contain_text("people currently using and also leaving prison")
    expect(quiet.get_by_role("listbox")).to_have_count(0)

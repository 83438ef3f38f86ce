"""The gaps page in a browser: accessible in every state, usable by keyboard alone, and the same again from its link."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from dashboards.app import create_app
from tests.browser.keyboard import choose, press_tab_until
from tests.browser.serving import served
from tests.often import often
from tests.screens import screens

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
STATES = {
    "list": "gaps",
    "opened": "gaps?area=spoken&gap=refused_group%3Acurrently_using%3Atreatment_to_mental_health%3Aminds",
    "questions": "gaps?area=spoken&gap=no_aftercare_route%3Aeveryone%3Agp",
    "one group": "gaps?area=spoken&group=currently_using",
    "group not assessed": "gaps?area=spoken&group=leaving_prison",
    "empty result": "gaps?area=spoken&rule=single_point&certainty=certain",
    "no gaps": "gaps?area=sound",
    "old reference": "gaps?area=old",
    "bad parameter": "gaps?area=nowhere",
}


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with served(create_app(screens())) as address:
        yield address


@pytest.fixture
def quiet(page: Page) -> Iterator[Page]:
    """A page that must say nothing on the console and ask nobody else for anything."""
    heard: list[str] = []
    page.on("console", lambda message: heard.append(f"console {message.type}: {message.text}"))
    page.on("pageerror", lambda error: heard.append(f"error: {error}"))
    page.on("request", lambda request: heard.append(request.url) if is_outside(request.url) else None)
    yield page
    assert heard == []


def is_outside(url: str) -> bool:
    return not url.startswith(("http://127.0.0.1", "data:", "blob:"))


def arrive(page: Page, address: str) -> None:
    page.goto(address)
    page.wait_for_selector("h1")


def faults(page: Page, axe: str) -> list[str]:
    page.evaluate(axe)
    result: Any = page.evaluate("tags => axe.run(document, {runOnly: {type: 'tag', values: tags}})", RULES)
    return [f"{fault['id']}: {node['html'][:200]}" for fault in result["violations"] for node in fault["nodes"]]


@pytest.mark.parametrize("state", often(STATES, "list", "opened", "questions", "bad parameter"))
def test_every_state_is_accessible(quiet: Page, address: str, axe: str, state: str) -> None:
    arrive(quiet, address + STATES[state])
    assert faults(quiet, axe) == []


@pytest.mark.parametrize("label", often(["Area", "People", "Kind of gap", "How sure"], "People"))
def test_an_open_menu_is_accessible(quiet: Page, address: str, axe: str, label: str) -> None:
    arrive(quiet, address + "gaps")
    quiet.get_by_role("combobox", name=label).or_(quiet.get_by_label(label, exact=True)).first.click()
    expect(quiet.get_by_role("option").first).to_be_visible()
    assert faults(quiet, axe) == []


def test_the_worst_gap_and_its_questions_are_found_by_keyboard_alone(quiet: Page, address: str) -> None:
    arrive(quiet, address + "gaps?area=spoken&certainty=sensitive")
    keys = quiet.keyboard
    keys.press("Tab")
    assert focused(quiet) == "Skip to the content"
    keys.press("Enter")
    press_tab_until(quiet, """document.activeElement.id.includes('"chooser"')""")
    press_tab_until(quiet, """document.activeElement.id.includes('"gap-summary"')""")
    keys.press("Enter")
    expect(quiet.locator(".gap[open] .question").first).to_be_visible()
    expect(quiet.locator(".gap[open]").first).to_contain_text("Ask ")
    keys.press("Enter")
    expect(quiet.locator(".gap[open]")).to_have_count(0)


def test_a_choice_by_keyboard_changes_the_list_and_keeps_the_focus(quiet: Page, address: str) -> None:
    arrive(quiet, address + "gaps?area=spoken")
    before = quiet.locator("#listing").inner_text()
    choose(quiet, "How sure", "sensitive")
    expect(quiet).to_have_url(re.compile("certainty=sensitive"))
    expect(quiet.locator("#listing")).not_to_have_text(before)
    expect(quiet.get_by_label("How sure", exact=True).first).to_be_focused()
    expect(quiet.get_by_role("status")).to_have_text(re.compile(r"\d+ of \d+ findings"))
    quiet.go_back()
    expect(quiet.locator("#listing")).to_have_text(before)


def test_another_area_closes_what_was_open(quiet: Page, address: str) -> None:
    arrive(quiet, address + STATES["questions"])
    quiet.get_by_label("Area", exact=True).first.click()
    quiet.get_by_role("option", name="Sound").click()
    expect(quiet.get_by_role("heading", level=1)).to_contain_text("Sound")
    assert quiet.url.endswith("gaps?area=sound")
    assert quiet.title().startswith("Gaps: Sound")


def test_the_link_of_an_open_finding_is_copied_by_keyboard_and_shows_it_again(quiet: Page, address: str) -> None:
    quiet.context.grant_permissions(["clipboard-read", "clipboard-write"])
    arrive(quiet, address + "gaps?area=spoken&certainty=sensitive")
    quiet.locator(".gap summary").first.focus()
    quiet.keyboard.press("Enter")
    expect(quiet).to_have_url(re.compile("gap="))
    expect(quiet.get_by_role("button", name="Copy link to this finding")).to_be_visible()
    press_tab_until(quiet, "document.activeElement.textContent === 'Copy link to this finding'")
    quiet.keyboard.press("Enter")
    expect(quiet.get_by_role("status")).to_have_text("Link copied")
    copied = quiet.evaluate("navigator.clipboard.readText()")
    opened = what_is_open(quiet)
    for link in (copied, quiet.url):
        arrive(quiet, link)
        assert what_is_open(quiet) == opened


def test_the_list_is_downloaded_as_shown(quiet: Page, address: str) -> None:
    arrive(quiet, address + "gaps?area=spoken&certainty=certain")
    with quiet.expect_download() as waiting:
        quiet.get_by_role("link", name="Download this list (CSV)").click()
    text = waiting.value.path().read_text(encoding="utf-8-sig")
    assert text.startswith("gap,root,rule")
    assert "sensitive" not in text


@pytest.mark.parametrize("state", ["list", "opened", "questions", "bad parameter"])
@pytest.mark.parametrize("width", often([320, 640], 320))
def test_the_page_reflows(quiet: Page, address: str, state: str, width: int) -> None:
    quiet.set_viewport_size({"width": width, "height": 800})  # 640 is what 200 % leaves of a small laptop
    arrive(quiet, address + STATES[state])
    assert quiet.evaluate("document.documentElement.scrollWidth") <= width


def test_nothing_offers_to_share_elsewhere(quiet: Page, address: str) -> None:
    arrive(quiet, address + STATES["opened"])
    assert quiet.get_by_text(re.compile("share chart|send to cloud|chart studio", re.IGNORECASE)).count() == 0


def test_a_printed_page_leaves_the_controls_out(quiet: Page, address: str) -> None:
    arrive(quiet, address + STATES["opened"])
    quiet.emulate_media(media="print")
    expect(quiet.locator(".tools")).to_be_hidden()
    expect(quiet.locator(".headline")).to_be_visible()


def what_is_open(page: Page) -> list[str]:
    return page.locator(".gap[open] > summary, .gap[open] p").all_inner_texts()


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.textContent.trim()"))

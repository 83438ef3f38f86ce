"""What each of the three users comes for, from the first screen to what they take away, by keyboard alone."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.keyboard import by_keyboard, choose
from tests.browser.test_gaps_page import address, arrive, quiet

__all__ = ["address", "quiet"]


def taken_away(page: Page) -> str:
    """Press Enter on what downloads, and give what came."""
    with page.expect_download() as coming:
        page.keyboard.press("Enter")
    return Path(coming.value.path()).read_text("utf-8-sig")


def test_a_commissioner_goes_from_the_worst_gap_to_the_pack_for_the_meeting(quiet: Page, address: str) -> None:
    arrive(quiet, address + "?area=spoken")
    headline = quiet.locator("#headline .headline").inner_text()
    by_keyboard(quiet, "Skip to the content", 1)
    quiet.keyboard.press("Enter")
    by_keyboard(quiet, "All gaps")
    quiet.keyboard.press("Enter")
    expect(quiet.get_by_role("heading", level=1)).to_have_text("Gaps in referral and aftercare: Spoken")
    expect(quiet.locator("#headline .headline")).to_have_text(headline)
    quiet.go_back()
    expect(quiet.get_by_role("heading", level=1)).to_have_text("Spoken: where people fall between services")
    by_keyboard(quiet, "For the next meeting")
    quiet.keyboard.press("Enter")
    expect(quiet.get_by_role("heading", level=1)).to_have_text("Actions: Spoken")
    by_keyboard(quiet, "Pack for the meeting (HTML)")
    pack = taken_away(quiet)
    assert "Pack for the meeting" in pack and headline.rstrip(".") in pack


def test_a_practitioner_finds_who_takes_this_person_and_prints_the_sheet(quiet: Page, address: str) -> None:
    arrive(quiet, address + "?area=spoken")
    by_keyboard(quiet, "Where can this person go next?")
    quiet.keyboard.press("Enter")
    expect(quiet.get_by_role("heading", level=1)).to_have_text("My service: Spoken")
    by_keyboard(quiet, "My service")
    choose(quiet, "My service", "clinic")
    expect(quiet.get_by_role("heading", level=1)).to_have_text("My service: clinic")
    choose(quiet, "People", "People currently using")
    expect(quiet).to_have_url(re.compile("group=currently_using"))
    by_keyboard(quiet, "Sheet for one person, to print")
    quiet.keyboard.press("Enter")
    expect(quiet.get_by_role("heading", level=1)).to_have_text("Where can this person go next?")
    expect(quiet.locator("#main")).to_contain_text("aftercare")


def test_an_analyst_takes_the_measures_away_as_a_table_and_finds_the_method(quiet: Page, address: str) -> None:
    arrive(quiet, address + "?area=spoken")
    by_keyboard(quiet, "Tables, intervals and code")
    quiet.keyboard.press("Enter")
    expect(quiet.get_by_role("heading", level=1)).to_contain_text("Spoken")
    by_keyboard(quiet, "Download the measures (CSV)")
    table = taken_away(quiet)
    assert table.startswith("measure,") and "density" in table
    quiet.locator(".skip-link").focus()  # as a fresh look at the page begins
    by_keyboard(quiet, "Method", 30)
    quiet.keyboard.press("Enter")
    expect(quiet.get_by_role("heading", level=1)).to_contain_text("Method")

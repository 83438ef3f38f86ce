"""A whole round: a form filled in with the keyboard and saved, a colleague's workbook, what both make of a link."""

import json
import re
from datetime import datetime
from pathlib import Path

from playwright.sync_api import Browser, expect

from dtors_network.area_files.area_io import read_area
from dtors_network.evidence import Evidence
from dtors_network.model.vocabulary import LinkState
from dtors_network.rounds.form import AskedRound
from dtors_network.rounds.store import file_name
from tests.browser.keyboard import by_keyboard
from tests.browser.test_gaps_page import faults
from tests.unit.rounds.opened import form, opened, question, took, workbook


def page_of(folder: Path, asked: AskedRound, service: str) -> str:
    return (folder / "forms-1" / f"{file_name(form(asked, service))}.html").resolve().as_uri()


def test_a_form_is_filled_in_saved_and_opened_again_by_keyboard_and_taken_in(browser: Browser, tmp_path: Path) -> None:
    asked = opened(tmp_path)
    link = question(asked, "aftercare", kind="link", part="first")
    page = browser.new_page(accept_downloads=True)
    heard: list[str] = []
    page.on("console", lambda message: heard.append(message.text))
    page.on(
        "request", lambda request: heard.append(request.url) if not request.url.startswith(("file:", "blob:")) else None
    )
    page.goto(page_of(tmp_path, asked, "aftercare"))
    by_keyboard(page, "What do you do at this service?")
    page.keyboard.type("I work with")
    by_keyboard(page, "Yes")
    page.keyboard.press("Space")
    by_keyboard(page, "Save my answers")
    with page.expect_download() as saving:
        page.keyboard.press("Enter")
    saved = tmp_path / saving.value.suggested_filename
    saving.value.save_as(saved)
    expect(page.get_by_role("status")).to_contain_text(saved.name)
    told = json.loads(saved.read_text("utf-8"))
    assert (told["about"], told["answers"]) == ({"role": "worker"}, {link: {"answer": "yes"}})
    page.reload()
    page.set_input_files("#open", saved)
    expect(page.get_by_role("status")).to_have_text("Your answers are back.")
    assert page.locator(f"input[name={link}][value=yes]").is_checked()
    other = tmp_path / "other.json"
    other.write_text(json.dumps({**told, "form": "F00000000"}), encoding="utf-8")
    page.set_input_files("#open", other)
    expect(page.get_by_role("status")).to_contain_text("does not belong to this form")
    assert heard == []
    page.close()
    no = {link: {"answer": "No"}, "about.role": {"answer": "I run this service"}}
    took(tmp_path, saved, workbook(tmp_path, asked, "aftercare", no), now=datetime.now())
    assert Evidence(read_area(tmp_path / "small")).state("clinic", "aftercare") is LinkState.DISPUTED


def test_a_form_is_accessible_no_wider_than_a_phone_and_prints_on_two_sheets(
    browser: Browser, tmp_path: Path, axe: str
) -> None:
    asked = opened(tmp_path)
    context = browser.new_context(bypass_csp=True, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(page_of(tmp_path, asked, "aftercare"))
    for box in page.locator(".tick > label input").all():
        box.check()
    assert faults(page, axe) == []
    page.set_viewport_size({"width": 320, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert faults(page, axe) == []
    assert len(re.findall(rb"/Type\s*/Page[^s]", page.pdf(prefer_css_page_size=True))) <= 2
    context.close()

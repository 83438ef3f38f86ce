"""Choosing by keyboard, as somebody does who looks before pressing Enter."""

import json

from playwright.sync_api import Page, expect

PRESSES = 30
A_MOMENT = 50  # milliseconds


def choose(page: Page, label: str, option: str) -> None:
    """Open a chooser and go down its list until the option is the one that is marked."""
    page.get_by_label(label, exact=True).first.focus()
    page.keyboard.press("Enter")
    wanted = page.get_by_role("option", name=option).first
    expect(wanted).to_be_visible()
    for _ in range(PRESSES):
        if wanted.get_attribute("data-combobox-selected"):
            break
        page.keyboard.press("ArrowDown")
        page.wait_for_timeout(A_MOMENT)
    page.keyboard.press("Enter")


def press_tab_until(page: Page, there: str, most: int = PRESSES) -> None:
    """Go on by Tab until what has the focus is what is looked for, which JavaScript tells."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate(there):
            return
    raise AssertionError(f"not within {most} stops: {there}")


def by_keyboard(page: Page, name: str, most: int = 80) -> None:
    """Go on by Tab until the control of this name has the focus, as somebody does who has no mouse."""
    held = "(document.activeElement.labels?.[0] || document.activeElement).innerText.trim()"
    press_tab_until(page, f"{held}.startsWith({json.dumps(name)})", most)

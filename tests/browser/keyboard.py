"""Choosing by keyboard, as somebody does who looks before pressing Enter."""

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


def by_keyboard(page: Page, name: str, most: int = 80) -> None:
    """Go on by Tab until the control of this name has the focus, as somebody does who has no mouse."""
    for _ in range(most):
        page.keyboard.press("Tab")
        held = page.evaluate("(document.activeElement.labels?.[0] || document.activeElement).innerText.trim()")
        if held.startswith(name):
            return
    raise AssertionError(f"Tab does not lead to {name}")

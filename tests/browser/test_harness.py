"""The browser and the accessibility checker work: a check that never finds anything would pass every page."""

from playwright.sync_api import Page


def test_axe_finds_a_known_fault_and_passes_a_sound_page(page: Page, axe: str) -> None:
    assert faults(page, axe, '<img src="data:,">') == ["image-alt"]
    assert faults(page, axe, '<img src="data:," alt="A map">') == []


def faults(page: Page, axe: str, body: str) -> list[str]:
    page.set_content(f'<html lang="en-GB"><title>A page</title><main><h1>A page</h1>{body}</main></html>')
    page.evaluate(axe)
    return [fault["id"] for fault in page.evaluate("axe.run()")["violations"]]

"""Photograph every page of the dashboard: `.venv/bin/python -m scripts.screenshots`.

The pages come from the registry: each of one illustrative area, the first screens of three. Needs the development
environment and Chromium.
"""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright
from waitress import create_server

from dashboards.app import create_app
from dashboards.pages.page import Page
from dashboards.pages.registry import PAGES
from dashboards.state import State, write_state
from dtors_network.area_files.area_io import read_area
from scripts.environment import ROOT

AREAS = ("prison_release_unmet", "mental_health_exclusion", "competing_providers")
OF_EACH = ("This area", "Gaps", "Map")
"""Pages that are photographed of every area; the others of the first alone."""

FOLDER = ROOT / "docs" / "screenshots"
CHOSEN = {
    "What if": "&changes=relieve%3Acould_not_contact",
    "Ways on from here": "&service=prison&to=aftercare",
    "My service": "&service=gp",
}
"""What is chosen on pages that show nothing before."""

SIZES = {"": (1280, 900), "-narrow": (360, 760)}
PATIENCE = 180_000
"""Milliseconds that a page has: a busy machine is slow."""

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]


def main() -> int:
    """Give 0 where every picture was made."""
    chromium = shutil.which("chromium")
    if chromium is None:
        print("Chromium is missing: see README.md")
        return 1
    FOLDER.mkdir(parents=True, exist_ok=True)
    with served() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        for page in (one for one in PAGES if not one.holder):
            for area in AREAS if page.name in OF_EACH else AREAS[:1]:
                photograph(browser, address, page, area)
        browser.close()
    return 0


@contextmanager
def served() -> Iterator[str]:
    """Serve the areas on a free port for as long as the pictures take."""
    areas = [read_area(ROOT / "data" / "areas" / name) for name in AREAS]
    server = create_server(create_app(areas).server, host="127.0.0.1", port=0, threads=8)
    threading.Thread(target=server.run, daemon=True).start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()


def photograph(browser: Browser, address: str, page: Page, area: str) -> None:
    """Take a page in each size: what is seen first, and for a wide screen the first finding opened too."""
    for suffix, (width, height) in SIZES.items():
        window = browser.new_page(viewport={"width": width, "height": height})
        window.set_default_timeout(PATIENCE)
        window.goto(address + page.path + write_state(State(area=area)) + CHOSEN.get(page.name, ""))
        window.wait_for_selector("h1")
        if window.locator(".chart").count():
            window.wait_for_selector(".chart .main-svg", state="attached")
        window.wait_for_timeout(800)
        name = f"{page.name.lower().replace(' ', '-')}-{area.replace('_', '-')}{suffix}"
        window.screenshot(path=FOLDER / f"{name}.png")
        chosen = window.locator(".headline-step a").first
        if page.name == "Map" and not suffix and chosen.count():
            chosen.click()
            window.wait_for_selector("#detail-title")
            window.locator(".map-and-detail").screenshot(path=FOLDER / f"{name}-chosen.png")
        first = window.locator(".gap > summary").first
        if not suffix and first.count():
            first.click()
            window.wait_for_selector(".gap[open] h5")
            window.locator(".gap").first.screenshot(path=FOLDER / f"{name}-opened.png")
        window.close()
        print(f"{name}.png")


if __name__ == "__main__":
    raise SystemExit(main())

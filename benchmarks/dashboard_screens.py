"""Measure every page in a browser: `python -m benchmarks.dashboard_screens [services …]`. Run by hand; needs Chromium.

For areas of 24, 60 and 300 services, after their results are worked out: the time to the first heading and the first
chart on an empty cache, the time of a change of page, and how far what is drawn later moves what was drawn before
(cumulative layout shift). Everything stands beside the plainest page of the same run, since the machine may be busy.
"""

from __future__ import annotations

import os
import shutil
import statistics
import sys
import time
from collections.abc import Callable
from typing import Any, Final

from benchmarks.dashboard import ARGUMENTS, drawn, served
from dashboards.app import create_app
from dashboards.pages.registry import PAGES

PLAIN: Final = "/hidden"
"""The page with the least on it; what others take is told beside it."""

TIMES: Final = 5
WIDTH: Final = {"width": 1280, "height": 900}
LONG: Final = 600.0
SIDE: Final = ("/compare",)
"""Pages that are not of one area."""


CHOSEN: Final = {"/ways": "&to=aftercare"}
"""What is chosen on a page that is empty without."""


def main(sizes: list[int]) -> None:
    from playwright.sync_api import sync_playwright

    paths = [page.path for page in PAGES if page.path not in SIDE]
    print(f"load of the machine {os.getloadavg()[0]:.1f}, {os.cpu_count()} processors")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        for services in sizes:
            area = drawn(services)
            app = create_app([area])
            with served(app) as address:
                there = {path: f"{address.rstrip('/')}{path}?area={area.id}{CHOSEN.get(path, '')}" for path in paths}
                page = browser.new_page(viewport=WIDTH)
                worked_out = {path: timed(arrive, page, there[path]) for path in paths}
                page.close()
                first = {path: [visit(browser, there[path]) for _ in range(TIMES)] for path in paths}
                changes = change_pages(browser, there)
                print(f"\n{services} services (milliseconds; in brackets times the page {PLAIN})")
                plain = statistics.median(changes[PLAIN])
                for path in paths:
                    tell(path, worked_out[path], first[path], changes[path], plain)
                every = [one for times in changes.values() for one in times]
                print(f"  change of page, all: median {statistics.median(every):.0f}, p95 {p95(every):.0f}", flush=True)
        browser.close()


def timed(call: Callable[..., object], *given: object) -> float:
    started = time.perf_counter()
    call(*given)
    return (time.perf_counter() - started) * 1000


def arrive(page: Any, address: str) -> None:
    """Open an address, and wait until it is whole: nothing is worked out any more, every chart is drawn."""
    page.goto(address, wait_until="commit")
    page.wait_for_selector("h1")
    until = time.monotonic() + LONG
    while time.monotonic() < until and not page.evaluate(WHOLE):
        page.wait_for_timeout(20)


WHOLE: Final = """() => !!document.querySelector('.page h1') && !document.getElementById('waiting')
    && [...document.querySelectorAll('.dash-graph')].every(graph => graph.querySelector('.main-svg'))"""
SHIFTS: Final = """
    window.shifted = 0;
    const add = one => { if (!one.hadRecentInput) shifted += one.value; };
    new PerformanceObserver(list => list.getEntries().forEach(add))
        .observe({ type: 'layout-shift', buffered: true });
    window.firstChart = 0;
    new MutationObserver(() => {
        if (!firstChart && document.querySelector('.dash-graph .main-svg')) firstChart = performance.now();
    }).observe(document, { childList: true, subtree: true });
"""


def visit(browser: Any, address: str) -> tuple[float, float, float]:
    """Open a page on an empty cache; give when its heading and its first chart were there, and the layout shift."""
    context = browser.new_context(viewport=WIDTH)
    page = context.new_page()
    page.add_init_script(SHIFTS)
    started = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.wait_for_selector("h1")
    heading = (time.perf_counter() - started) * 1000
    arrive_late(page)
    told = page.evaluate("[firstChart, shifted]")
    context.close()
    return heading, *told


def arrive_late(page: Any) -> None:
    until = time.monotonic() + LONG
    while time.monotonic() < until and not page.evaluate(WHOLE):
        page.wait_for_timeout(20)
    page.wait_for_timeout(300)  # what still moves


def change_pages(browser: Any, there: dict[str, str]) -> dict[str, list[float]]:
    """Go from page to page by the navigation; the time until the new heading is on the screen."""
    page = browser.new_page(viewport=WIDTH)
    arrive(page, there[PLAIN])
    found: dict[str, list[float]] = {path: [] for path in there}
    for _ in range(TIMES):
        for path in there:
            if page.evaluate("location.pathname") != path:
                found[path].append(page.evaluate(CHANGE, path))
                arrive_late(page)
    page.close()
    return {path: times[1:] or times for path, times in found.items()}  # the first fetches the code of its charts


CHANGE: Final = """path => new Promise(done => {
    const link = [...document.querySelectorAll('.nav-link')].find(one => new URL(one.href).pathname === path);
    const before = document.querySelector('.page'), started = performance.now();
    const seen = new MutationObserver(() => {
        const page = document.querySelector('.page');
        if (!page || page === before || !page.querySelector('h1')) return;
        seen.disconnect();
        requestAnimationFrame(() => setTimeout(() => done(performance.now() - started)));
    });
    seen.observe(document.getElementById('main'), { childList: true, subtree: true });
    link.click();
})"""


def tell(
    path: str, worked_out: float, first: list[tuple[float, float, float]], changes: list[float], plain: float
) -> None:
    sys.stdout.flush()
    heading, chart, shift = (statistics.median(one[at] for one in first) for at in range(3))
    drawn_at = f"first chart {chart:5.0f}" if chart else "no chart         "
    change = statistics.median(changes)
    print(
        f"  {path:13} worked out in {worked_out:6.0f}; heading {heading:5.0f}, {drawn_at}, shift {shift:.3f}; "
        f"change to it {change:4.0f} ({change / plain:.1f}), most {max(changes):4.0f}"
    )


def p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [24, 60, 300])

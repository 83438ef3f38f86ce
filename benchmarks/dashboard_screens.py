"""Measure every page in a browser: `python -m benchmarks.dashboard_screens [services …]`. Run by hand; needs Chromium.

For areas of 24, 60 and 300 services, after their results are worked out: the time to the first heading and the first
chart on an empty cache, the time of a change of page, and how far what is drawn later moves what was drawn before
(cumulative layout shift). Since the machine may be busy, processor time of the server and of the page's own thread
stands beside the clock, and everything beside the plainest page of the same run.
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

TIMES: Final = 3
WIDTH: Final = {"width": 1280, "height": 900}
LONG: Final = 600.0
SIDE: Final = ("/compare", "/rounds", "/edit", "/method", "/glossary", "/begin")
"""Pages that are not what an area shows."""


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
            app.server.extensions["dtors_library"].work_apart()  # as where it is served
            with served(app) as address:
                there = {path: f"{address.rstrip('/')}{path}?area={area.id}{CHOSEN.get(path, '')}" for path in paths}
                page = browser.new_page(viewport=WIDTH)
                worked_out = {path: timed(arrive, page, there[path]) for path in paths}
                page.close()
                first = {path: [visit(browser, there[path]) for _ in range(TIMES)] for path in paths}
                changes = change_pages(browser, there)
                print(f"\n{services} services (milliseconds; in brackets times the page {PLAIN})")
                plain = statistics.median(work for _, work in changes[PLAIN])
                for path in paths:
                    tell(path, worked_out[path], first[path], changes[path], plain)
                for at, what in enumerate(("by the clock", "of processor time until whole")):
                    every = [one[at] for times in changes.values() for one in times]
                    told = f"median {statistics.median(every):.0f}, p95 {p95(every):.0f}"
                    print(f"  change of page, all, {what}: {told}", flush=True)
        browser.close()


def timed(call: Callable[..., object], *given: object) -> float:
    started = time.perf_counter()
    call(*given)
    return (time.perf_counter() - started) * 1000


def arrive(page: Any, address: str) -> None:
    """Open an address, and wait until it is whole: nothing is worked out any more, every chart is drawn."""
    page.goto(address, wait_until="commit")
    page.wait_for_selector("h1", timeout=LONG * 1000)
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


class Meter:
    """Processor time of the server, which is in this process, and of the thread of a page, in milliseconds."""

    def __init__(self, page: Any) -> None:
        self.session = page.context.new_cdp_session(page)
        self.session.send("Performance.enable", {"timeDomain": "threadTicks"})
        self.start()

    def start(self) -> None:
        self.before = self._now()

    def taken(self) -> float:
        return self._now() - self.before

    def _now(self) -> float:
        metrics = {one["name"]: one["value"] for one in self.session.send("Performance.getMetrics")["metrics"]}
        return (metrics["TaskDuration"] + time.process_time()) * 1000


def visit(browser: Any, address: str) -> tuple[float, float, float, float]:
    """Open a page on an empty cache; give when its heading and its first chart were there, the shift, and the work."""
    context = browser.new_context(viewport=WIDTH)
    page = context.new_page()
    page.add_init_script(SHIFTS)
    meter = Meter(page)
    started = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.wait_for_selector(".page h1", timeout=LONG * 1000)
    heading = (time.perf_counter() - started) * 1000
    arrive_late(page)
    chart, shift = page.evaluate("[firstChart, shifted]")
    work = meter.taken()
    context.close()
    return heading, chart, shift, work


def arrive_late(page: Any) -> None:
    until = time.monotonic() + LONG
    while time.monotonic() < until and not page.evaluate(WHOLE):
        page.wait_for_timeout(20)
    page.wait_for_timeout(300)  # what still moves


Change = tuple[float, float]
"""Milliseconds by the clock until the new heading is on the screen, and of work until the page is whole."""


def change_pages(browser: Any, there: dict[str, str]) -> dict[str, list[Change]]:
    """Go from page to page by the navigation."""
    page = browser.new_page(viewport=WIDTH)
    arrive(page, there[PLAIN])
    meter = Meter(page)
    found: dict[str, list[Change]] = {path: [] for path in there}
    for _ in range(TIMES):
        for path in there:
            if page.evaluate("location.pathname") != path:
                meter.start()
                seen = page.evaluate(CHANGE, path)
                arrive_late(page)
                found[path].append((seen, meter.taken()))
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


def tell(path: str, worked_out: float, first: list[tuple[float, ...]], changes: list[Change], plain: float) -> None:
    heading, chart, shift, work = (statistics.median(one[at] for one in first) for at in range(4))
    drawn_at = f"first chart {chart:6.0f}" if chart else "no chart          "
    clock, taken = (statistics.median(one[at] for one in changes) for at in range(2))
    print(
        f"  {path:13} worked out in {worked_out:6.0f}; heading {heading:6.0f}, {drawn_at}, work {work:5.0f}, "
        f"shift {shift:.3f}; change to it {clock:5.0f}, work {taken:5.0f} ({taken / plain:.1f})",
        flush=True,
    )


def p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [24, 60, 300])

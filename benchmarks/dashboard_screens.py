"""Measure every page in a browser: `python -m benchmarks.dashboard_screens [services or illustrative area …]`.

Run by hand; needs Chromium. For areas of 24, 60 and 300 services, after their results are worked out: the first chart
on an empty cache, the change of a page, the bytes that come for it, and how far what is drawn later moves what was
drawn before (cumulative layout shift). Since the machine may be busy, processor time stands beside the clock: of the
server's threads and of the thread of the page, apart; what drives the browser is in neither.
"""

from __future__ import annotations

import os
import shutil
import statistics
import sys
import time
from collections.abc import Callable
from typing import Any, Final, NamedTuple

from benchmarks.dashboard import ARGUMENTS, drawn, served
from dashboards.app import create_app
from dashboards.pages.registry import PAGES
from dtors_network import example_area
from dtors_network.model.area import Area

PLAIN: Final = "/hidden"
"""The page from which measuring begins."""

TIMES: Final = 3
WIDTH: Final = {"width": 1280, "height": 900}
LONG: Final = 600.0
SIDE: Final = ("/compare", "/rounds", "/edit", "/method", "/glossary", "/begin")
"""Pages that are not what an area shows."""


CHOSEN: Final = {"/ways": "&to=aftercare"}
"""What is chosen on a page that is empty without."""


def main(named: list[str]) -> None:
    from playwright.sync_api import sync_playwright

    paths = [page.path for page in PAGES if page.path not in SIDE and not page.holder]
    print(f"load of the machine {os.getloadavg()[0]:.1f}, {os.cpu_count()} processors")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        for name in named:
            area: Area = drawn(int(name)) if name.isdigit() else example_area(name)
            app = create_app([area])
            app.server.extensions["dtors_library"].work_apart()  # as where it is served
            with served(app) as address:
                there = {path: f"{address.rstrip('/')}{path}?area={area.id}{CHOSEN.get(path, '')}" for path in paths}
                page = browser.new_page(viewport=WIDTH)
                worked_out = {path: timed(arrive, page, there[path]) for path in paths}
                page.close()
                first = {path: [visit(browser, there[path]) for _ in range(TIMES)] for path in paths}
                changes = change_pages(browser, there)
                print(f"\n{name}, {len(area.services)} services (milliseconds; work is processor time: server + page)")
                for path in paths:
                    tell(path, worked_out[path], first[path], changes[path])
                tell_all(first, changes)
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
"""Whether everything is there, charts below the window too."""

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
    """Processor time of the server, whose threads are in this process, and of the thread of a page: milliseconds."""

    def __init__(self, page: Any) -> None:
        self.session = page.context.new_cdp_session(page)
        self.session.send("Performance.enable", {"timeDomain": "threadTicks"})
        self.start()

    def start(self) -> None:
        self.before = self._now()

    def taken(self) -> tuple[float, float]:
        server, page = (after - before for before, after in zip(self.before, self._now(), strict=True))
        return server, page

    def _now(self) -> tuple[float, float]:
        metrics = {one["name"]: one["value"] for one in self.session.send("Performance.getMetrics")["metrics"]}
        return (time.process_time() - time.thread_time()) * 1000, metrics["TaskDuration"] * 1000


class Visit(NamedTuple):
    """A page opened on an empty cache: heading and first chart by the clock, layout shift, and work until whole."""

    heading: float
    chart: float
    shift: float
    server: float
    page: float


class Change(NamedTuple):
    """A change of page: by the clock until the screen is there, the work of that, work until whole, bytes sent."""

    clock: float
    server: float
    page: float
    whole: float
    size: float

    @property
    def work(self) -> float:
        return self.server + self.page


def visit(browser: Any, address: str) -> Visit:
    context = browser.new_context(viewport=WIDTH)
    page = context.new_page()
    page.add_init_script(SHIFTS)
    meter = Meter(page)
    started = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.wait_for_selector(".page h1", timeout=LONG * 1000)
    heading = (time.perf_counter() - started) * 1000
    page.evaluate(ONCE_WHOLE)
    server, own = meter.taken()
    page.wait_for_timeout(300)  # what still moves
    chart, shift = page.evaluate("[firstChart, shifted]")
    context.close()
    return Visit(heading, chart, shift, server, own)


def change_pages(browser: Any, there: dict[str, str]) -> dict[str, list[Change]]:
    """Go from page to page by the navigation."""
    page = browser.new_page(viewport=WIDTH)
    sizes: list[float] = []
    page.on("response", lambda answer: sizes.append(float(answer.headers.get("content-length", 0))))
    arrive(page, there["/map"])  # the code of charts is there from now on
    page.evaluate(CHANGE, PLAIN)
    meter = Meter(page)
    found: dict[str, list[Change]] = {path: [] for path in there}
    for _ in range(TIMES + 1):
        for path in there:
            if page.evaluate("location.pathname") != path:
                sizes.clear()
                meter.start()
                seen = page.evaluate(CHANGE, path)
                server, own = meter.taken()
                page.evaluate(ONCE_WHOLE)
                found[path].append(Change(seen, server, own, sum(meter.taken()), sum(sizes)))
                page.wait_for_timeout(200)
    page.close()
    return {path: times[1:] for path, times in found.items()}  # the first of each warms up


ONCE_WHOLE: Final = f"""() => new Promise(done => {{
    const whole = {WHOLE};
    const look = () => whole() ? requestAnimationFrame(() => setTimeout(done)) : setTimeout(look, 20);
    look();
}})"""

CHANGE: Final = """path => new Promise(done => {
    const link = [...document.querySelectorAll('.nav-link')].find(one => new URL(one.href).pathname === path);
    const before = document.querySelector('.page'), started = performance.now();
    const isSeen = graph => {
        const box = graph.getBoundingClientRect();
        return box.top < innerHeight && box.bottom > 0;
    };
    const look = () => {
        const page = document.querySelector('.page');
        const isThere = page && page !== before && page.querySelector('h1')
            && [...page.querySelectorAll('.dash-graph')].every(one => !isSeen(one) || one.querySelector('.main-svg'));
        if (isThere) setTimeout(() => done(performance.now() - started));
        else requestAnimationFrame(look);
    };
    link.click();
    requestAnimationFrame(look);
})"""
"""Go to a page, and give the milliseconds until its heading and the charts in the window are drawn."""


def tell(path: str, worked_out: float, visits: list[Visit], changes: list[Change]) -> None:
    first, change = middle(visits), middle(changes)
    drawn_at = f"first chart {first.chart:6.0f}" if first.chart else "no chart          "
    print(
        f"  {path:13} worked out in {worked_out:6.0f}; heading {first.heading:6.0f}, {drawn_at}, "
        f"work {first.server:4.0f} + {first.page:5.0f}, shift {first.shift:.3f}; change to it {change.clock:5.0f}, "
        f"work {change.server:4.0f} + {change.page:4.0f}, whole {change.whole:4.0f}, {change.size / 1000:4.0f} kB",
        flush=True,
    )


def tell_all(visits: dict[str, list[Visit]], changes: dict[str, list[Change]]) -> None:
    charts = [one for times in visits.values() for one in times if one.chart]
    work = [one.server + one.page for one in charts]
    by_clock = [one.chart for one in charts]
    print(f"  first chart: by the clock at most {max(by_clock):.0f}, work at most {max(work):.0f}")
    every = [one for times in changes.values() for one in times]
    told = {"by the clock": [one.clock for one in every], "work": [one.work for one in every]}
    for what, times in {**told, "work until whole": [one.whole for one in every]}.items():
        print(f"  change of page, {what}: median {statistics.median(times):.0f}, p95 {p95(times):.0f}", flush=True)


def middle(rows: list[Any]) -> Any:
    """Give the median of each figure."""
    return type(rows[0])(*map(statistics.median, zip(*rows, strict=True)))


def p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]


if __name__ == "__main__":
    main(sys.argv[1:] or ["24", "60", "300"])

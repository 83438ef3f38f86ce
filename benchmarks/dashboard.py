"""Measure the dashboard: `python -m benchmarks.dashboard [services …]`. Run by hand; needs Chromium for the last part.

On the server: time of each callback on invented areas (95th percentile over many addresses, after the first one).
In a browser: first paint, the heading, and the bytes that came over the wire, on an empty cache.
"""

from __future__ import annotations

import json
import platform
import shutil
import statistics
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from dash import Dash
from waitress import create_server

from dashboards.app import create_app
from dashboards.state import State, write_state
from dtors_network.gaps import RULES
from dtors_network.model.area import Area
from dtors_network.model.vocabulary import Certainty
from dtors_network.synthetic.drawn import synthetic_area

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
PLANTS = 2
"""How often each kind of gap is planted."""


def main(sizes: list[int]) -> None:
    print(f"Python {platform.python_version()}, {platform.machine()}, {platform.system()}")
    for services in sizes:
        area = drawn(services)
        app = create_app([area])
        library = app.server.extensions["dtors_library"]
        started = time.perf_counter()
        library.warm()
        found = library.gaps(area.id).gaps
        first = time.perf_counter() - started
        print(f"\n{services} services, {len(found)} findings; worked out once in {first * 1000:.0f} ms")
        tell("page (any filter)", [timed(show, app, address) for address in addresses(area, 3)])
        tell("map, drawn", [timed(show, app, address, "/map") for address in map_addresses(area)])
        tell("map, a choice", [timed(choose_on_map, app, address) for address in chosen_addresses(area)])
        tell("referral and aftercare", [timed(show, app, address, "/flow") for address in flow_addresses(area)])
        bodies = [(gap.id, write_state(State(area=area.id))) for gap in found]
        tell("opening a finding", [timed(open_gap, app, *body) for body in bodies * 3])
        tell("CSV file", [timed(download, app, address) for address in addresses(area, 1)])
        size = len(show(app, write_state(State(area=area.id))))
        print(f"  page as sent, before compression: {size / 1000:.0f} kB")
        if shutil.which("chromium"):
            in_browser(app, list(area.service))


def drawn(services: int) -> Area:
    """An invented area with many findings, some of them open."""
    from dtors_network.synthetic.registry import ONE_OF_EACH_RULE

    plant = [*ONE_OF_EACH_RULE] * PLANTS if services >= 40 else ONE_OF_EACH_RULE
    return synthetic_area(7, services, plant, unknown_share=0.3, services_complete=False).area


def addresses(area: Area, times: int) -> list[str]:
    groups, rules = ["", *area.codebook.group], ["", *RULES]
    states = [State(area=area.id, group=group) for group in groups]
    states += [State(area=area.id, rule=rule, certainty=sure) for rule in rules for sure in ["", *Certainty]]
    return [write_state(state) for state in states] * times


def map_addresses(area: Area) -> list[str]:
    """Every group and view, three times: the first drawing of each and two later ones."""
    return [
        write_state(State(area=area.id, group=group, view=view))
        for group in ["", *area.codebook.group]
        for view in ("", "certain", "organisations")
    ] * 3


def flow_addresses(area: Area) -> list[str]:
    """Every group and view, twice: the chains of a group are solved when it is first asked for."""
    return [
        write_state(State(area=area.id, group=group, view=view))
        for group in ["", *area.codebook.group]
        for view in ("", "services")
    ] * 2


def chosen_addresses(area: Area) -> list[str]:
    pairs = [(row.source, row.target) for row in area.statements]
    services = [write_state(State(area=area.id, service=service)) for service in area.service]
    links = [write_state(State(area=area.id, link=pair)) for pair in dict.fromkeys(pairs)]
    return [*services[:100], *links[:100]]


def choose_on_map(app: Dash, search: str) -> bytes:
    """Both callbacks of a choice: the frame finds that the page stays, and the page gives the detail."""
    return show(app, search, "/map", f"/map?area={search.split('=')[1].split('&')[0]}") + posted(
        app,
        {
            "output": "detail.children",
            "outputs": {"id": "detail", "property": "children"},
            "inputs": [{"id": "location", "property": "search", "value": search}],
            "changedPropIds": ["location.search"],
        },
    )


def show(app: Dash, search: str, path: str = "/gaps", before: str = "") -> bytes:
    given = [("location", "pathname", path), ("location", "search", search), ("viewing", "data", None)]
    output = next(key for key in app.callback_map if key.startswith("..main.children"))
    body = {
        "output": output,
        "outputs": [dict(zip(("id", "property"), one.split("."), strict=True)) for one in output[2:-2].split("...")],
        "inputs": [{"id": id_, "property": name, "value": value} for id_, name, value in given],
        "state": [{"id": "shown", "property": "data", "value": before}],
        "changedPropIds": ["location.search"],
    }
    return posted(app, body)


def open_gap(app: Dash, gap: str, search: str) -> bytes:
    summary = {"gap": gap, "type": "gap-summary"}
    body = {
        "output": '{"gap":["MATCH"],"type":"gap-body"}.children',
        "outputs": {"id": {"gap": gap, "type": "gap-body"}, "property": "children"},
        "inputs": [{"id": summary, "property": "n_clicks", "value": 1}],
        "state": [
            {"id": summary, "property": "id", "value": summary},
            {"id": "location", "property": "search", "value": search},
        ],
        "changedPropIds": [json.dumps(summary, separators=(",", ":")) + ".n_clicks"],
    }
    return posted(app, body)


def posted(app: Dash, body: dict[str, Any]) -> bytes:
    answer = app.server.test_client().post("/_dash-update-component", json=body)
    assert answer.status_code == 200, answer.text[:300]
    return answer.data


def download(app: Dash, search: str) -> None:
    assert app.server.test_client().get(f"/download/gaps.csv{search}").status_code == 200


def timed(call: Callable[..., object], *given: object) -> float:
    started = time.perf_counter()
    call(*given)
    return (time.perf_counter() - started) * 1000


def tell(what: str, times: list[float]) -> None:
    p95 = statistics.quantiles(times, n=20)[-1]
    print(
        f"  {what}: median {statistics.median(times):.0f} ms, p95 {p95:.0f} ms, most {max(times):.0f} ms ({len(times)})"
    )


@contextmanager
def served(app: Dash) -> Iterator[str]:
    server = create_server(app.server, host="127.0.0.1", port=0, threads=8)
    threading.Thread(target=server.run, daemon=True).start()
    yield f"http://127.0.0.1:{server.effective_port}/"
    server.close()


def in_browser(app: Dash, services: list[str]) -> None:
    from playwright.sync_api import sync_playwright

    with served(app) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        for visit in ("first visit of the server's life", "later visit, empty cache"):
            context = browser.new_context()
            page = context.new_page()
            session = context.new_cdp_session(page)
            session.send("Network.enable")
            wire: list[float] = []
            session.on("Network.loadingFinished", lambda event, wire=wire: wire.append(event["encodedDataLength"]))
            started = time.perf_counter()
            page.goto(address + "gaps", wait_until="commit")
            page.wait_for_selector("h1")
            heading = (time.perf_counter() - started) * 1000
            paint = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
            chosen = [choose(page, sure) for sure in ("sensitive", "certain", "However sure") * 5]
            opened = [open_in_page(page, at) for at in range(min(10, page.locator(".gap > summary").count()))]
            print(
                f"  {visit}: first paint {paint:.0f} ms, heading {heading:.0f} ms, {sum(wire) / 1e6:.2f} MB on the wire"
            )
            tell("in the browser, a filter", chosen)
            tell("in the browser, opening a finding", opened)
            context.close()
        map_in_browser(browser, address, services)
        browser.close()


def map_in_browser(browser: Any, address: str, services: list[str]) -> None:
    """The map on an empty cache, then one service after another."""
    page = browser.new_page()
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    wire: list[float] = []
    session.on("Network.loadingFinished", lambda event: wire.append(event["encodedDataLength"]))
    started = time.perf_counter()
    page.goto(address + "map", wait_until="commit")
    page.wait_for_selector("h1")
    heading = (time.perf_counter() - started) * 1000
    page.wait_for_selector("#network-map .scatterlayer .trace")
    drawn_after = (time.perf_counter() - started) * 1000
    paint = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
    print(
        f"  map, empty cache: first paint {paint:.0f} ms, heading {heading:.0f} ms, drawn {drawn_after:.0f} ms,", end=""
    )
    print(f" {sum(wire) / 1e6:.2f} MB on the wire")
    tell("in the browser, a choice on the map", [choose_service(page, service) for service in services[:20]])


def choose_service(page: Any, service: str) -> float:
    """Time from choosing a service to what is known of it, and its links brought out, on the screen."""
    return page.evaluate(
        """service => new Promise(done => {
            const main = document.getElementById('main'), started = performance.now();
            const titled = () => (document.getElementById('detail-title') || {}).innerText;
            const before = titled();
            const seen = new MutationObserver(() => {
                if (titled() === before) return;
                seen.disconnect();
                requestAnimationFrame(() => setTimeout(() => done(performance.now() - started)));
            });
            seen.observe(main, {childList: true, subtree: true, characterData: true});
            const asked = new URLSearchParams(location.search);
            asked.set('service', service);
            dash_clientside.set_props('location', {search: '?' + asked});
        })""",
        service,
    )


def choose(page: Any, option: str) -> float:
    """Time from choosing in an open menu to the new list on the screen."""
    page.get_by_label("How sure", exact=True).first.click()
    page.get_by_role("option", name=option).wait_for()
    return page.evaluate(
        """name => new Promise(done => {
            const option = [...document.querySelectorAll('[role=option]')].find(one => one.innerText.includes(name));
            const list = document.querySelector('.findings'), started = performance.now();
            const seen = new MutationObserver(() => {
                if (document.querySelector('.findings') === list) return;
                seen.disconnect();
                requestAnimationFrame(() => setTimeout(() => done(performance.now() - started)));
            });
            seen.observe(document.getElementById('main'), {childList: true, subtree: true});
            option.click();
        })""",
        option,
    )


def open_in_page(page: Any, at: int) -> float:
    """Time from opening a finding to what is inside it on the screen."""
    return page.evaluate(
        """at => new Promise(done => {
            const gap = document.querySelectorAll('.gap')[at], started = performance.now();
            const seen = new MutationObserver(() => {
                if (!gap.querySelector('.gap-body h5')) return;
                seen.disconnect();
                requestAnimationFrame(() => setTimeout(() => done(performance.now() - started)));
            });
            seen.observe(gap, {childList: true, subtree: true});
            gap.querySelector('summary').click();
        })""",
        at,
    )


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [60, 500])

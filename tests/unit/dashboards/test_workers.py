"""Results of large areas: the same as here, worked out apart, ended when nobody waits, in nobody's way."""

import socket
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from threading import Thread
from typing import Any

import pytest
from dash import Dash

from dashboards import jobs, worker
from dashboards.app import create_app
from dashboards.components.waiting import progress
from dashboards.holding import LARGE, MANY
from dashboards.jobs import Pending, patience
from dashboards.kept import Kept, read, size_of, write
from dashboards.library import Library
from dashboards.pages.registry import PAGES
from dashboards.server import server_of
from dashboards.workers import WAITERS, Pool
from dtors_network.disclosure import Profile, protect
from dtors_network.errors import InputError
from dtors_network.examples import counted_area, small_area
from dtors_network.model.area import Area
from dtors_network.synthetic import synthetic_area
from tests.unit.dashboards.test_app import ask

LONG = 60.0
SEED = 20261128
SET_OUT = "?service=gp&to=aftercare"


@pytest.fixture(scope="module")
def town() -> Area:
    """An area just large enough to be worked out apart."""
    return synthetic_area(SEED, services=LARGE, links=120).area


@pytest.fixture(scope="module")
def county() -> Area:
    """An area of which a what-if takes very much longer than these tests."""
    return synthetic_area(SEED + 1, services=400, links=3_000).area


@pytest.fixture
def apart(town: Area, county: Area) -> Iterator[Library]:
    library = Library([town, county, small_area()], Profile.NONE)  # to protect the county would take half a minute
    library.pool = Pool(
        Library, (town, county, small_area()), library.profile, partial(library._keep, library._kept), workers=1
    )
    yield library
    library.pool.close()


def asked(make: Callable[[], Any]) -> Any:
    """Ask again until it is there, as a page does."""
    until = time.monotonic() + LONG
    while True:
        try:
            with patience(0.2):
                return make()
        except Pending:
            assert time.monotonic() < until


def test_what_is_worked_out_apart_is_what_is_worked_out_here(apart: Library, town: Area) -> None:
    here = Library(list(apart._exact.values()), Profile.NONE)
    for make in (
        lambda library: [gap.id for gap in library.gaps(town.id).gaps],
        lambda library: library.what_if(town.id, (), "").reach,
        lambda library: library.candidates(town.id, ""),
    ):
        assert asked(lambda make=make: make(apart)) == make(here)
    gaps = apart.gaps(town.id)
    assert gaps.area is apart.area(town.id)
    assert apart.gaps(town.id) is gaps
    assert apart.network(town.id) is gaps.case.network


class Ledger:
    """Stands in for processes: what it is asked for it has made as a process would, from the key alone."""

    def __init__(self, library: Library) -> None:
        self.library, self.asked = library, []

    def ask(self, key: Any) -> Any:
        view, name, *given = key
        self.asked.append(name)
        with self.library.seen_as(view):
            return getattr(self.library, name)(*given)


def test_whatever_a_page_has_worked_out_apart_can_be_made_from_its_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dashboards.holding.LARGE", 0)
    app = create_app([counted_area()])
    library: Library = app.server.extensions["dtors_library"]
    library.pool = ledger = Ledger(Library([counted_area()]))  # type: ignore[assignment]
    for page in PAGES:
        text = ask(app, SET_OUT if page.path == "/ways" else "", page.path).text
        assert "could not be made" not in text, page.path
    assert {"gaps", "flows", "best_changes", "candidates", "what_if", "evidence", "hidden", "measures", "routes"} <= {
        *ledger.asked
    }


def test_counts_are_put_into_blocks_apart_and_pages_wait_for_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dashboards.holding.protected_before", lambda *_: None)
    library = Library([counted_area()])
    library.pool = Pool(Library, (counted_area(),), library.profile, partial(library._keep, library._kept), workers=1)
    try:
        with patience(0), pytest.raises(Pending):
            library.gaps("small")
        gaps = asked(lambda: library.gaps("small"))
        assert gaps.area == protect(counted_area()) and gaps.area is library.area("small")
        assert gaps.area.codebook is library.areas["small"].codebook
    finally:
        library.pool.close()


def test_many_areas_are_worked_out_side_by_side_and_a_page_says_how_many_are_ready() -> None:
    areas = [replace(counted_area(), id=f"area_{at}", name=f"Area {at}") for at in range(MANY)]
    library = Library(areas)
    library.pool = Pool(Library, tuple(areas), library.profile, partial(library._keep, library._kept), workers=1)
    try:
        with patience(0), pytest.raises(Pending) as caught:
            library.comparison()
        assert caught.value.of == MANY
        assert f"0 of {MANY} areas are ready" in progress(caught.value)
        assert asked(library.comparison).found == Library(areas).comparison().found
    finally:
        library.pool.close()


def test_small_areas_start_no_process(apart: Library) -> None:
    assert apart.gaps("small").gaps
    assert apart.pool is not None and not apart.pool._jobs


def test_what_is_wrong_with_a_question_is_told_as_it_is_here(apart: Library, town: Area) -> None:
    with pytest.raises(InputError, match="unknown service"):
        asked(lambda: apart.routes(town.id, "nowhere", "", ""))


def test_a_fault_of_our_own_keeps_its_traceback(apart: Library, town: Area) -> None:
    assert apart.pool is not None
    with pytest.raises(RuntimeError, match=r"(?s)Traceback .*AttributeError.*no_such_method"):
        asked(lambda: apart.pool.ask((Profile.NONE, "no_such_method", town.id)))  # type: ignore[union-attr]


def test_a_process_that_was_ended_from_outside_is_told_and_replaced(apart: Library, town: Area, county: Area) -> None:
    assert apart.pool is not None
    slow = (Profile.NONE, "best_changes", county.id, "")
    running(apart, slow)
    for process in worker.multiprocessing.active_children():
        process.kill()
    with pytest.raises(RuntimeError, match="'best_changes' ended before it was done"):
        asked(lambda: apart.pool.ask(slow))  # type: ignore[union-attr]
    assert asked(lambda: apart.gaps(town.id)).area is apart.area(town.id)


def test_what_nobody_waits_for_gives_way(
    apart: Library, town: Area, county: Area, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = (Profile.NONE, "best_changes", county.id, "")
    job = running(apart, slow)
    monkeypatch.setattr(jobs, "GIVEN_UP", 0.3)
    with patience(LONG):
        assert apart.gaps(town.id).area is apart.area(town.id)  # the only process was busy with the other
    assert not job.done.is_set()
    assert apart.pool is not None and slow not in apart.pool._jobs


def test_who_waits_in_the_queue_is_told_how_many_come_first(apart: Library, town: Area, county: Area) -> None:
    running(apart, (Profile.NONE, "best_changes", county.id, ""))
    with patience(0), pytest.raises(Pending) as told:
        apart.gaps(town.id)
    assert told.value.before == 1


def running(library: Library, key: tuple[Any, ...]) -> Any:
    """Begin something long, and wait until a process says what it does."""
    assert library.pool is not None
    until = time.monotonic() + LONG
    while True:
        with patience(0.1), pytest.raises(Pending) as told:
            library.pool.ask(key)
        if told.value.step:
            return library.pool._jobs[key]
        assert time.monotonic() < until


# ---- the server ---------------------------------------------------------------------------------------------------


@pytest.fixture
def served(apart: Library, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Dash, int]]:
    """A real server on a port of its own, with the library above."""
    monkeypatch.setattr("dashboards.app.Library", lambda *_, **__: apart)
    app = create_app([])
    listening = socket.create_server(("127.0.0.1", 0))
    server = server_of(app, listening)
    running = Thread(target=server.run, daemon=True)
    running.start()
    yield app, listening.getsockname()[1]
    server.close()
    server.task_dispatcher.shutdown()
    running.join(10)


def get(port: int, path: str = "/health") -> bytes:
    with socket.create_connection(("127.0.0.1", port), timeout=LONG) as connection:
        connection.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".encode())
        return b"".join(iter(lambda: connection.recv(65536), b""))


def test_other_pages_answer_while_something_long_is_worked_out(served: tuple[Dash, int], county: Area) -> None:
    app, port = served
    library = app.server.extensions["dtors_library"]
    waiting = [Thread(target=get, args=(port, f"/download/what-if.csv?area={county.id}")) for _ in range(8 * WAITERS)]
    for one in waiting:
        one.start()
    job = running(library, (Profile.NONE, "best_changes", county.id, ""))
    assert get(port).endswith(b"OK")
    page = ask(app, f"?area={county.id}", "/what-if").text
    assert "Being worked out" in page and '"again"' in page
    assert "Small example" in ask(app, "?area=small", "/gaps").text
    assert not job.done.is_set()
    library.pool.close()
    for one in waiting:
        one.join(LONG)


def test_a_file_that_is_not_ready_says_when_to_ask_again(
    served: tuple[Dash, int], county: Area, monkeypatch: pytest.MonkeyPatch
) -> None:
    app, _ = served
    with patience(0):
        answer = app.server.test_client().get(f"/download/what-if.csv?area={county.id}")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert answer.text == "This is still being worked out. Ask again in a few seconds."


HALF = {
    "nothing": b"",
    "half a line": b"GET /hea",
    "half a header": b"GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ",
    "half a body": b"POST /_dash-update-component HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 900\r\n\r\n{",
}


def test_many_half_open_connections_do_not_silence_it(served: tuple[Dash, int]) -> None:
    _, port = served
    connections = []
    for sent in [*HALF.values()] * 40:
        connections.append(socket.create_connection(("127.0.0.1", port), timeout=LONG))
        connections[-1].sendall(sent)
    try:
        assert get(port).endswith(b"OK")
    finally:
        for one in connections:
            one.close()


# ---- what is kept -------------------------------------------------------------------------------------------------


def test_results_are_kept_by_their_size_and_the_one_used_longest_ago_goes_first() -> None:
    now = [0.0]
    kept = Kept(limit=100, clock=lambda: now[0])
    for key in "abc":
        kept.put(key, key.upper(), 30)
        now[0] += 100
    assert kept.get("a") == ("A",)
    kept.put("d", "D", 30)
    assert [kept.get(key) for key in "abcd"] == [("A",), None, ("C",), ("D",)]
    kept.put("large", "L", 1_000)
    assert kept.get("large") == ("L",) and kept.get("a") is None
    assert kept.size == 1_000


def test_what_a_page_may_need_again_at_once_stays_within_reason() -> None:
    now = [0.0]
    kept = Kept(limit=100, clock=lambda: now[0])
    for key in range(4):
        kept.put(key, key, 90)
    assert [kept.get(key) for key in range(4)] == [(0,), (1,), (2,), (3,)]
    kept.put(4, 4, 90)
    assert kept.get(0) is None and kept.size == 4 * 90
    now[0] = 100.0
    kept.put(5, 5, 10)
    assert (kept.size, kept.get(5)) == (100, (5,))


def test_the_same_result_put_again_is_counted_once() -> None:
    kept = Kept(limit=100)
    kept.put("a", "A", 60)
    kept.put("a", "A", 60)
    assert kept.size == 60


def test_areas_are_named_and_not_written(town: Area) -> None:
    assert size_of(town, [town]) < 100 < size_of(town, [])
    assert read(write([town, 1], [town]), {town.id: town})[0] is town
    assert size_of(lambda: 1, []) > 100

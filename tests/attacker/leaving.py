"""Everything that leaves for one area: pages and their files at every address, and what each command prints or writes.

Nothing is chosen by hand: addresses are those that pages link to or can be turned to, commands are those that there
are, in each of their forms. What is new is attacked without a line here.
"""

from __future__ import annotations

import json
import re
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from contextlib import chdir
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlencode
from zipfile import ZipFile

import typer.main
from dash import Dash

from dashboards.app import create_app
from dashboards.pages.registry import PAGES
from dtors_network.accounts.measures import measures_account
from dtors_network.accounts.routes import routes_account
from dtors_network.accounts.stress import stress_account
from dtors_network.area_files.area_io import write_area
from dtors_network.cli import whole_app
from dtors_network.disclosure import protected
from dtors_network.exchange.registry import NETWORKS
from dtors_network.measures import network_measures
from dtors_network.model.area import Area
from dtors_network.out.xlsx import workbook
from dtors_network.whatif import routes, stress
from tests.command import ran

HOLDERS = {
    "new", "start", "check", "versions", "count", "links", "import", "replies", "rounds", "minutes", "anonymise",
    "codebook", "synthetic-records", "dashboard", "convert",
}  # fmt: skip
"""Commands that show the holder his own cells or change them, make what nobody counted, or serve the pages.

Convert is done apart, and what ``anonymise`` writes is read by its own tests, since its letters are drawn anew.
"""

FORMS = ("table", "csv", "json")
WRITTEN = {
    "report": ("report.html", "report.xlsx"),
    "pack": ("pack.html", "pack.xlsx"),
    "service": ("service.html",),
}
"""Names of files by which a command knows what to write, where it does not print; a PDF is made from the HTML."""

COMPARED = "/compare"
OF_SEVERAL = tuple(f"/download/{name}.csv" for name in ("compare", "pairs", "published", "changes"))
"""Files that need two areas or more."""

FETCHED = ("gap-body", "detail", "main", "added", "voice-written")
"""What callbacks write: the last three an address, what it leads to, and what the holder typed himself."""


MAP = "/map"
SHARED = [page for page in PAGES if not page.holder]
"""Pages that others see."""


class Left(NamedTuple):
    """What left, by where it did."""

    pages: dict[str, str]
    files: dict[str, bytes]

    @property
    def all(self) -> dict[str, bytes]:
        return {**{name: text.encode() for name, text in self.pages.items()}, **self.files}


def leaves(area: Area, folder: Path, most: int, commands: bool = True) -> Left:
    """Gather what leaves of an area: at most so many addresses of a page, all its files and what commands give."""
    screen = Screen(area)
    pages = screen.walked(most)
    if not commands:
        return Left(pages, screen.downloads)
    folder.mkdir()
    write_area(area, folder / "area")
    with chdir(folder):
        files = {**screen.downloads, **dict(of_commands(area)), **dict(of_formats()), **dict(of_accounts(area))}
    return Left(pages, files)


class Screen:
    """The dashboard of one area, asked as a browser asks it."""

    def __init__(self, area: Area, *beside: Area) -> None:
        self.app: Dash = create_app([area, *beside])
        self.alone = not beside
        self.client = self.app.server.test_client()
        self.show = next(key for key in self.app.callback_map if key.startswith("..main.children"))
        self.downloads: dict[str, bytes] = {}
        self.pages = {page.path for page in SHARED}

    def walked(self, most: int, paths: Sequence[str] = ()) -> dict[str, str]:
        """Follow every link and every choice of some pages, or of every one, the shortest ways first."""
        found: dict[str, str] = {}
        walked: Counter[str] = Counter()
        pages = [page for page in SHARED if not paths or page.path in paths]
        waiting = deque(page.path for page in pages)
        for name in (name for page in pages for name in page.downloads):
            self.fetch(f"/download/{name}.csv")
        while waiting:
            address = waiting.popleft()
            path, _, search = address.partition("?")
            if address in found or walked[path] >= most:
                continue
            walked[path] += 1
            found[address] = text = self.asked(path, f"?{search}" if search else "")
            for name, part in self.fetched(f"?{search}" if search else "", path, json.loads(text)):
                found.setdefault(f"{address}#{name}", part)
            if paths and path not in paths:
                continue
            for target in self.onward(path, search, json.loads(text)):
                if target.startswith("/download/"):
                    self.fetch(target)
                elif target not in found and target.partition("?")[0] in self.pages:
                    waiting.append(target)
        return found

    def asked(self, path: str, search: str) -> str:
        given = [("location", "pathname", path), ("location", "search", search), ("viewing", "data", None)]
        outputs = self.show[2:-2].split("...")
        body = {
            "output": self.show,
            "outputs": [{"id": id_, "property": name} for id_, name in (one.split(".") for one in outputs)],
            "inputs": [{"id": id_, "property": name, "value": value} for id_, name, value in given],
            "state": [{"id": "shown", "property": "data", "value": ""}],
            "changedPropIds": ["location.search"],
        }
        return self.posted(body)

    def posted(self, body: dict[str, Any]) -> str:
        answer = self.client.post("/_dash-update-component", json=body)
        assert answer.status_code == 200, body
        assert "This page could not be made" not in answer.text, body
        return answer.text

    def fetched(self, search: str, path: str, shown: Any) -> Iterator[tuple[str, str]]:
        """Give what a page fetches when something on it is opened: the inside of a gap, what a map chooses."""
        at = {"id": "location", "property": "search", "value": search}
        ids = [props["id"] for props in every_part(shown) if isinstance(props.get("id"), dict | str)]
        if path == MAP:
            body = {"output": "detail.children", "outputs": {"id": "detail", "property": "children"}, "inputs": [at]}
            yield "detail", self.posted(body | {"state": [], "changedPropIds": ["location.search"]})
        for id_ in ids:
            if isinstance(id_, dict) and id_.get("type") == "gap-summary":
                click = {"id": id_, "property": "n_clicks", "value": 1}
                yield f"gap-body {id_['gap']}", self.posted({
                    "output": '{"gap":["MATCH"],"type":"gap-body"}.children',
                    "outputs": {"id": {**id_, "type": "gap-body"}, "property": "children"},
                    "inputs": [click],
                    "state": [{"id": id_, "property": "id", "value": id_}, at],
                    "changedPropIds": [f"{json.dumps(id_, sort_keys=True, separators=(',', ':'))}.n_clicks"],
                })  # fmt: skip

    def fetch(self, target: str) -> None:
        if target not in self.downloads:
            with self.client.get(target) as answer:
                if self.alone and target.split("?")[0] in OF_SEVERAL:
                    assert (answer.status_code, "one area alone" in answer.text) == (400, True), target
                    self.downloads[target] = answer.data
                    return
                assert answer.status_code == 200, target
                told = [(name, value) for name, value in sorted(answer.headers.items()) if name != "Content-Length"]
                self.downloads[target] = str(told).encode()
                parts = of_workbook(target, answer.data) if answer.data.startswith(b"PK") else [("", answer.data)]
                self.downloads[target] += b"".join(name.encode() + part for name, part in parts)

    def onward(self, path: str, search: str, shown: Any) -> Iterator[str]:
        """Give the addresses that a page leads to: its links, and each value of each of its choosers."""
        for props in every_part(shown):
            if isinstance(href := props.get("href"), str):
                yield href if href.startswith("/") else f"{path}{href}"
            id_ = props.get("id")
            if not isinstance(id_, dict):
                continue
            name = {"chooser": id_.get("name"), "change-chooser": "changes"}.get(str(id_.get("type")))
            for option in props.get("data") or () if name else ():
                if option["value"] != "*":
                    chosen = {**dict(parse_qsl(search)), str(name): option["value"]}
                    yield f"{path}?{urlencode(chosen)}"


def written_by_callbacks(area: Area) -> set[str]:
    """Name what the server writes on pages, by callbacks of any kind."""
    app = create_app([area])
    outputs = [name.strip(".").split("...")[0] for name, one in app.callback_map.items() if "callback" in one]
    return {
        json.loads(id_)["type"] if id_.startswith("{") else id_
        for id_ in (output.rpartition(".")[0] for output in outputs)
    }


def every_part(shown: Any) -> Iterator[dict[str, Any]]:
    """Give the properties of every part of a page."""
    if isinstance(shown, dict):
        yield shown
    for one in shown.values() if isinstance(shown, dict) else shown if isinstance(shown, list) else ():
        yield from every_part(one)


def of_commands(area: Area) -> Iterator[tuple[str, bytes]]:
    """Run every command in every form, and as file where it writes any."""
    service = next(iter(area.service))
    further = {
        "what-if": ["--relieve", "no_capacity"],
        "routes": [service, "--to", "psychosocial"],
        "service": [service],
        "target": ["--reach", "45"],
        "compare": ["rural_out_of_area"],
    }
    for name, command in typer.main.get_command(whole_app()).commands.items():  # type: ignore[attr-defined]
        if name in HOLDERS:
            continue
        options = {flag for option in command.params for flag in option.opts}
        words = [name, "area", *further.get(name, [])]
        of_group = ["--group", "currently_using"] if "--group" in options else []
        forms = FORMS if "--format" in options else ()
        runs = [[*words, "--format", form, *(of_group if form == "csv" else [])] for form in forms]
        outs = WRITTEN.get(name, (f"{name}.out",)) if "-o" in options else ()
        runs += [[*words, "-o", out] for out in outs]
        runs = runs or [words]
        for run in runs:
            done = ran(*run)
            assert done.returncode == 0, (run, done.stderr)
            yield " ".join(run), (done.stdout + done.stderr).encode()
        for out in outs:
            yield from of_folder(Path(out))


def of_formats() -> Iterator[tuple[str, bytes]]:
    """Convert the area to every format in which anything can be written."""
    outs = {"ours.xlsx": [], "ours": []} | {
        f"network.{code}": ["--to", code] for code, one in NETWORKS.items() if one.write is not None
    }
    for out, words in outs.items():
        done = ran("convert", "area", out, *words)
        yield f"convert to {out}", (done.stdout + done.stderr).encode()
        yield from of_folder(Path(out))


def of_folder(place: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(place.rglob("*") if place.is_dir() else [place] if place.exists() else []):
        if path.is_file():
            raw = path.read_bytes()
            yield from of_workbook(str(path), raw) if raw.startswith(b"PK") else [(str(path), raw)]


def of_workbook(name: str, raw: bytes) -> Iterator[tuple[str, bytes]]:
    """Give what is in a workbook, but for the moment at which it was made."""
    with ZipFile(BytesIO(raw)) as archive:
        for part in archive.namelist():
            yield f"{name}/{part}", re.sub(rb"(<dcterms:\w+[^>]*>)[^<]*", rb"\1", archive.read(part))


def of_accounts(area: Area) -> Iterator[tuple[str, bytes]]:
    """Write what is said of results as one workbook."""
    shown = protected(area)
    service = next(iter(area.service))
    accounts = (
        measures_account(network_measures(shown)),
        stress_account(stress(shown)),
        routes_account(routes(shown, service, "psychosocial")),
    )
    yield from of_workbook("accounts.xlsx", workbook(accounts))

"""What the gaps of the illustrative areas tell is the same on a terminal, on the page, and in every file."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import plotly
import pytest
from rich.console import Console

from dashboards.library import Library
from dashboards.pages.gaps import layout
from dashboards.state import State
from dtors_network.accounts.account import Account
from dtors_network.accounts.ask import ask_account
from dtors_network.accounts.gaps import LEVERS, GapsAccount, gaps_account
from dtors_network.area_files.area_io import read_area
from dtors_network.out.csv_text import csv_text
from dtors_network.out.frame import frame
from dtors_network.out.json_text import json_text
from dtors_network.out.outline import outline

AREAS = sorted(path.parent for path in (Path(__file__).resolve().parents[3] / "data" / "areas").glob("*/area.yaml"))


@pytest.fixture(scope="module", params=AREAS, ids=lambda path: path.name)
def library(request: pytest.FixtureRequest) -> Library:
    return Library([read_area(request.param)])


@pytest.fixture(scope="module")
def account(library: Library) -> GapsAccount:
    return gaps_account(library.gaps(next(iter(library.areas))))


def squeezed(text: str) -> str:
    return " ".join(text.split())


def same(held: Any, cell: str) -> bool:
    """Tell whether a file holds what JSON does: nothing for null, and text that is no formula."""
    return cell in ("" if held is None else str(held), f"'{held}")


def test_frame_csv_and_json_hold_the_same_rows(account: GapsAccount) -> None:
    for told in (account, ask_account(account.found)):
        document = json.loads(json_text(told))
        for sheet in told.sheets:
            rows = document["sheets"][sheet.name]
            written = list(csv.DictReader(io.StringIO(csv_text(told, sheet.name), newline="")))
            framed = frame(told, sheet.name)
            assert len(written) == len(rows) == len(framed)
            assert list(framed.columns) == list(sheet.keys) == (list(rows[0]) if rows else list(framed.columns))
            for row, cells in zip(rows, written, strict=True):
                assert all(same(row[key], cells[key]) for key in sheet.keys)
                assert {cells["area"], cells["profile"]} == {account.stamp.area, "ndtms"}
            keys = [key for key in sheet.keys if rows]
            assert [framed[key].isna().tolist() for key in keys] == [[row[key] is None for row in rows] for key in keys]


def test_nested_gaps_have_their_rows_beside_them(account: GapsAccount) -> None:
    document = json.loads(json_text(account))
    assert [gap["gap"] for gap in document["gaps"]] == [row["gap"] for row in document["sheets"]["gaps"]]
    assert len(document["sheets"]["evidence"]) == sum(len(gap["evidence"]) for gap in document["gaps"])
    assert [row["root"] for row in document["sheets"]["roots"]] == list(
        dict.fromkeys(g["root"] for g in document["gaps"])
    )


def test_each_cause_reads_the_same_on_a_terminal_and_on_the_page(library: Library, account: GapsAccount) -> None:
    laid = layout(library, State(area=account.stamp.area))
    page = json.dumps(laid, cls=plotly.utils.PlotlyJSONEncoder, ensure_ascii=False)
    terminal = squeezed(outline(account).plain(80))
    assert account.headline in terminal
    for part in account.parts:
        for entry in part.entries:
            assert entry.title in terminal
            if part.code != LEVERS:
                assert entry.title in page
                assert all(fact in terminal and fact in page for fact in entry.facts)


@pytest.mark.parametrize("width", [46, 80])
def test_a_page_breaks_where_rich_breaks_it(account: GapsAccount, width: int) -> None:
    both: tuple[Account, ...] = (account, ask_account(account.found))
    for told in both:
        console = Console(file=io.StringIO(), width=width, color_system=None, highlight=False, markup=False)
        console.print(outline(told))
        assert isinstance(console.file, io.StringIO)
        lines = [line.rstrip() for line in console.file.getvalue().splitlines()]
        assert outline(told).plain(width).split("\n") == lines

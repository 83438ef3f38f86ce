"""What the gaps of the illustrative areas tell is the same on a terminal, on the page, and in every file."""

import io
import json
from pathlib import Path

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

"""Running text breaks where rich breaks it, so that a page reads the same on a terminal and in a file."""

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from dtors_network.accounts.ask import ask_account
from dtors_network.accounts.gaps import gaps_account
from dtors_network.area_files.area_io import read_area
from dtors_network.disclosure import protected
from dtors_network.gaps import find_gaps
from dtors_network.out.terminal import page as page_of
from dtors_network.report.plain import Page, Text

AREAS = sorted(path.parent for path in (Path(__file__).resolve().parents[3] / "data" / "areas").glob("*/area.yaml"))
WORDS = st.text(st.sampled_from("abz-·–区é"), min_size=1, max_size=30)


def on_a_terminal(page: Page, width: int) -> list[str]:
    console = Console(file=io.StringIO(), width=width, color_system=None, highlight=False, markup=False)
    console.print(page)
    assert isinstance(console.file, io.StringIO)
    return [line.rstrip() for line in console.file.getvalue().splitlines()]


@pytest.mark.parametrize("area", AREAS, ids=lambda path: path.name)
@pytest.mark.parametrize("width", [46, 80])
def test_a_page_breaks_where_rich_breaks_it(area: Path, width: int) -> None:
    gaps = find_gaps(protected(read_area(area)))
    for account in (gaps_account(gaps), ask_account(gaps)):
        page = page_of(account)
        assert isinstance(page, Page)
        assert page.plain(width).split("\n") == on_a_terminal(page, width)


@given(st.lists(WORDS, max_size=12), st.integers(12, 40), st.integers(0, 6), st.sampled_from([" ", "  ", "\n"]))
def test_no_line_is_wider_and_no_letter_is_lost(words: list[str], width: int, indent: int, between: str) -> None:
    said = between.join(words)
    lines = Text(said, indent=indent).lines(width)
    assert "".join("".join(lines).split()) == "".join(said.split())
    assert all(cell_len(line) <= width for line in lines)
    assert all(line.startswith(" " * indent) for line in lines if line)


def test_styles_are_for_terminals_alone() -> None:
    page = Page(Text.assemble("  1. ", ("■ certain", "bold"), " · Dead end"), Text("Under it.", style="dim", indent=5))
    assert page.plain(80) == "  1. ■ certain · Dead end\n     Under it."
    console = Console(file=io.StringIO(), width=80, force_terminal=True, color_system="standard")
    console.print(page)
    assert isinstance(console.file, io.StringIO)
    assert "\x1b[1m■ certain\x1b[0m" in console.file.getvalue()

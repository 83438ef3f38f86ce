"""Running text breaks where rich breaks it, so that a page reads the same on a terminal and in a file."""

import io

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from dtors_network.out.plain import Page, Text

WORDS = st.text(st.sampled_from("abz-·–区é"), min_size=1, max_size=30)


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

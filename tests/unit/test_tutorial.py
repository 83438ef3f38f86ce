"""The tutorial: every block of Python gives what it says, and every step on screen shows what it says."""

import doctest
import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from dashboards.frame import shown
from dashboards.library import Library
from dashboards.pages.registry import PAGES
from dtors_network import example_area
from scripts.notebook import NOTEBOOK, cells, notebook

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docs" / "tutorial.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```pycon\n(.*?)^```", TEXT, flags=re.DOTALL | re.MULTILINE)
STEPS = re.findall(r"^\| (\d+) \| `([^`]+)` \| ([^|]+) \|", TEXT, flags=re.MULTILINE)


OF_NO_AREA = ("/compare", "/method", "/glossary")
"""Pages whose window is named after no area."""


def words(component: Any) -> str:
    """Give everything that a page says."""
    if isinstance(component, list | tuple):
        return " ".join(filter(None, map(words, component)))
    if component is None or isinstance(component, str | int | float):
        return str(component or "")
    here = [getattr(component, name, None) for name in ("children", "label", "data")]
    return " ".join(words(one) for one in here if isinstance(one, str | list | tuple) or hasattr(one, "children"))


def test_every_block_gives_what_it_says() -> None:
    made = doctest.DocTestParser().get_doctest("".join(BLOCKS), {}, "tutorial", "docs/tutorial.md", 0)
    told: list[str] = []
    doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE).run(made, out=told.append)
    assert not told, "".join(told)
    assert len(made.examples) > 20


@pytest.fixture(scope="module")
def library() -> Library:
    return Library([example_area("mental_health_exclusion")])


@pytest.mark.parametrize(("step", "address", "said"), STEPS, ids=[step for step, *_ in STEPS])
def test_every_step_on_screen_shows_what_it_says(library: Library, step: str, address: str, said: str) -> None:
    parts = urlsplit(address)
    page, title, *_ = shown(library, PAGES, parts.path, f"?{parts.query}")
    assert "Ravelstow" in title or parts.path in OF_NO_AREA, (step, title)
    assert said.strip() in words(page)


def test_the_steps_are_numbered_and_go_to_every_page() -> None:
    assert [int(step) for step, *_ in STEPS] == list(range(1, len(STEPS) + 1))
    assert {urlsplit(address).path for _, address, _ in STEPS} == {page.path for page in PAGES if not page.holder}


def test_the_notebook_holds_the_tutorial() -> None:
    assert NOTEBOOK.read_text(encoding="utf-8") == notebook(TEXT), "run: python scripts/notebook.py"
    assert sum(cell["cell_type"] == "code" for cell in cells(TEXT)) >= len(BLOCKS)


@pytest.mark.proof
def test_the_notebook_runs() -> None:
    held: dict[str, Any] = {}
    for cell in json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] == "code":
            exec(compile("".join(cell["source"]), NOTEBOOK.name, "exec"), held)
    assert held["shared"].profile == "ndtms"

"""Write the notebook of the first hour from the tutorial: its words as text, its Python as cells."""

from __future__ import annotations

import doctest
import json
import re
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
TUTORIAL = ROOT / "docs" / "tutorial.md"
NOTEBOOK = ROOT / "docs" / "notebooks" / "first_hour.ipynb"
PART = "## An analyst's first hour, in Python"
END = "## A commissioner's first hour"


def typed(block: str) -> list[str]:
    r"""Give what is typed in a block, parted behind whatever prints something; what must be refused is left out.

    >>> typed(">>> a = 1\n>>> a\n1\n>>> a + 1\n2\n")
    ['a = 1\na', 'a + 1']
    """
    found, so_far = [], ""
    for one in doctest.DocTestParser().get_examples(block):
        if one.exc_msg is None:
            so_far += one.source
        if one.want and so_far:
            found.append(so_far.strip())
            so_far = ""
    return [*found, so_far.strip()] if so_far else found


def cells(text: str) -> list[dict[str, Any]]:
    """Give the cells of the part of the tutorial that is typed in Python."""
    part = text[text.index(PART) : text.index(END)]
    found: list[dict[str, Any]] = []
    for at, piece in enumerate(re.split(r"^```pycon\n(.*?)^```\n", part, flags=re.DOTALL | re.MULTILINE)):
        made, sources = (_code, typed(piece)) if at % 2 else (_words, [piece.strip()])
        found += [made(source, len(found) + more) for more, source in enumerate(filter(None, sources))]
    return found


def _words(source: str, at: int) -> dict[str, Any]:
    return {"cell_type": "markdown", "id": f"cell-{at}", "metadata": {}, "source": source.splitlines(keepends=True)}


def _code(source: str, at: int) -> dict[str, Any]:
    lines = source.splitlines(keepends=True)
    return {
        "cell_type": "code", "execution_count": None, "id": f"cell-{at}", "metadata": {}, "outputs": [], "source": lines
    }  # fmt: skip


def notebook(text: str) -> str:
    """Give the notebook as its file holds it."""
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    made = {
        "cells": cells(
            text.replace("](../", "](../../").replace("](notebooks/first_hour.ipynb)", "](first_hour.ipynb)")
        ),
        "metadata": {"kernelspec": kernel},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(made, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    NOTEBOOK.write_text(notebook(TUTORIAL.read_text(encoding="utf-8")), encoding="utf-8")

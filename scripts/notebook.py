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


def code_of(block: str) -> str:
    r"""Give what is typed in a block, without what is printed; of what must be refused, nothing.

    Examples
    --------
    >>> code_of(">>> 1 + 1\n2\n")
    '1 + 1'
    """
    typed = doctest.DocTestParser().get_examples(block)
    return "".join(one.source for one in typed if one.exc_msg is None).strip()


def cells(text: str) -> list[dict[str, Any]]:
    """Give the cells of the part of the tutorial that is typed in Python."""
    part = text[text.index(PART) : text.index(END)]
    found: list[dict[str, Any]] = []
    for at, piece in enumerate(re.split(r"^```pycon\n(.*?)^```\n", part, flags=re.DOTALL | re.MULTILINE)):
        source = code_of(piece) if at % 2 else piece.strip()
        if source:
            found.append(_code(source, len(found)) if at % 2 else _words(source, len(found)))
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

"""Pages of the reference that are written from the code: `python -m dtors_network.reference [--check]`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).resolve().parents[1] / "docs" / "reference"
COMMAND: Final = "python -m dtors_network.reference"
HEADER: Final = f"<!-- Written by `{COMMAND}`; changes made here are lost. -->\n"


def _codebook() -> str:
    from dtors_network.area_files.codebook_yaml import shipped_codebook
    from dtors_network.out.codebook_page import codebook_page

    return codebook_page(shipped_codebook())


def _pathways() -> str:
    from dtors_network.area_files.pathway_yaml import shipped_pathway, shipped_pathways
    from dtors_network.out.pathways_page import pathways_page

    return pathways_page(map(shipped_pathway, shipped_pathways()))


def _comparators() -> str:
    from dtors_network.gaps.comparators import shipped_comparators
    from dtors_network.out.comparators_page import comparators_page

    return comparators_page(shipped_comparators())


def _published() -> str:
    from dtors_network.out.published_page import published_page

    return published_page()


def _tables() -> str:
    from dtors_network.out.tables_page import tables_markdown

    return tables_markdown()


def _gap_rules() -> str:
    from dtors_network.gaps import RULES
    from dtors_network.out.rules_page import rules_page

    return rules_page(RULES.values())


def _measures() -> str:
    from dtors_network.measures import MEASURES
    from dtors_network.out.measures_page import measures_page

    return measures_page(MEASURES.values())


def _command_line() -> str:
    from dtors_network.cli import whole_app
    from dtors_network.out.commands_page import commands_page

    return commands_page(whole_app())


PAGES: Final[dict[str, Callable[[], str]]] = {
    "codebook": _codebook,
    "pathways": _pathways,
    "gap-rules": _gap_rules,
    "measures": _measures,
    "comparators": _comparators,
    "published": _published,
    "command-line": _command_line,
    "tables": _tables,
}
"""A page by the name of its file: one line here adds one."""


def main(arguments: Sequence[str], folder: Path = FOLDER) -> int:
    """Write the pages, or with ``--check`` only say which are out of date.

    Parameters
    ----------
    arguments : sequence of str
        ``--check`` or nothing.
    folder : Path
        Where the pages lie.

    Returns
    -------
    int
        0 where all is well, 1 where a page is out of date, 2 where the arguments are not known.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     main([], Path(folder)), main(["--check"], Path(folder))
    (0, 0)
    """
    if list(arguments) not in ([], ["--check"]):
        sys.stderr.write(f"Usage: {COMMAND} [--check]\n")
        return 2
    stale = {name: text for name, text in _texts().items() if _read(folder / f"{name}.md") != text}
    if arguments:
        for name in stale:
            sys.stderr.write(f"docs/reference/{name}.md is out of date; run {COMMAND}\n")
        return 1 if stale else 0
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in stale.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8", newline="\n")
    return 0


def _texts() -> dict[str, str]:
    return {name: HEADER + page() for name, page in PAGES.items()}


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

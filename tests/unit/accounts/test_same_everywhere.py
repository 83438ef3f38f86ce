"""Each result told once: the same figure in terminal, page, CSV, JSON, frame and workbook, for every sheet.

An account joins by one line of ``TOLD``.
"""

from __future__ import annotations

import csv
import io
import json
import math
import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import pytest
from dash.development.base_component import Component
from openpyxl import load_workbook
from rich.console import Console

from dashboards.components.tables import sheet_table
from dashboards.library import Library
from dashboards.pages import evidence, flow, hidden, partnership, ways, what_if
from dashboards.state import State
from dtors_network.accounts.account import Account
from dtors_network.accounts.flow import account_of_reports
from dtors_network.accounts.hidden import hidden_account
from dtors_network.accounts.kinds import SHARE
from dtors_network.accounts.measures import measures_account
from dtors_network.accounts.routes import routes_account
from dtors_network.accounts.stress import stress_account
from dtors_network.accounts.triangulation import evidence_account
from dtors_network.out.csv_text import csv_text
from dtors_network.out.frame import frame
from dtors_network.out.html import html
from dtors_network.out.json_text import json_text
from dtors_network.out.terminal import page as terminal_page
from dtors_network.out.xlsx import workbook
from tests.reports import report_tables
from tests.screens import followed_area

AREA = "followed"
LIBRARY = Library([followed_area()])
HERE = State(area=AREA)
USING = HERE.but(group="currently_using")

Tell = Callable[[], Account]
Show = Callable[[], Component]
TOLD: dict[str, tuple[Tell, Show | None, tuple[str, ...]]] = {
    "routes": (
        lambda: routes_account(LIBRARY.routes(AREA, "gp", "", "")),
        lambda: ways.layout(LIBRARY, HERE.but(service="gp")),
        ("steps", "reported"),
    ),
    "stress": (
        lambda: stress_account(LIBRARY.stress(AREA)),
        lambda: what_if.layout(LIBRARY, HERE.but(view="organisations")),
        ("organisations",),
    ),
    "flow": (
        lambda: account_of_reports(LIBRARY.flows(AREA, "", "")),
        lambda: flow.layout(LIBRARY, HERE),
        ("reach", "journey_ends", "links", "links_not_counted", "coverage", "load"),
    ),
    "flow of a group": (
        lambda: account_of_reports(LIBRARY.flows(AREA, "currently_using", "")),
        lambda: flow.layout(LIBRARY, USING),
        ("reach",),
    ),
    "disclose": (
        lambda: hidden_account(LIBRARY.area(AREA), LIBRARY.hidden(AREA)),
        lambda: hidden.layout(LIBRARY, HERE),
        ("cells", "asked"),
    ),
    "evidence": (
        lambda: evidence_account(LIBRARY.evidence(AREA), LIBRARY.gaps(AREA)),
        lambda: evidence.layout(LIBRARY, HERE),
        ("places", "silent"),
    ),
    "measures": (
        lambda: measures_account(LIBRARY.measures(AREA, "")),
        lambda: partnership.layout(LIBRARY, HERE),
        ("services", "states"),
    ),
    "report": (lambda: LIBRARY.report(AREA).accounts[0], None, ()),
}
"""Of each account: how it is told, the page that shows it, and the sheets that stand there."""
NAMES = sorted(TOLD)


@cache
def told(name: str) -> Account:
    return TOLD[name][0]()


@cache
def terminal(name: str) -> str:
    screen = Console(width=300, record=True, file=io.StringIO())
    screen.print(terminal_page(told(name)))
    return bare(screen.export_text())


def bare(text: str) -> str:
    """Leave blanks and lines of tables out."""
    return re.sub(r"[\s\u2500-\u257f]+", "", text)


def components(one: Any) -> Iterator[Component]:
    if isinstance(one, list | tuple):
        for part in one:
            yield from components(part)
    elif isinstance(one, Component):
        yield one
        yield from components(getattr(one, "children", None))


def words_of(one: Any) -> list[str]:
    """Every text of a page, cells of its tables included."""
    found = [str(part.children) for part in components(one) if isinstance(getattr(part, "children", None), str)]
    sent = [part.data for part in components(one) if isinstance(getattr(part, "data", None), dict)]
    rows = [row for data in sent for row in data.get("rows", ())]
    return found + [cell if isinstance(cell, str) else cell["words"] for row in rows for cell in row]


def in_csv(scalar: object) -> str:
    if isinstance(scalar, bool):
        return "yes" if scalar else "no"
    return "" if scalar is None else str(scalar)


@pytest.mark.parametrize("name", NAMES)
def test_files_hold_the_same_rows(name: str) -> None:
    account = told(name)
    book = load_workbook(io.BytesIO(workbook([account])))
    document = json.loads(json_text(account))
    for sheet, worksheet in zip(account.sheets, book.worksheets[1:], strict=True):
        rows = sheet.rows()
        beside = list(account.stamp.columns.values())
        header, *lines = csv.reader(io.StringIO(csv_text(account, sheet.name)))
        assert header == [*sheet.keys, *account.stamp.columns]
        assert lines == [[*map(in_csv, row), *beside] for row in rows]
        assert document["sheets"][sheet.name] == [dict(zip(sheet.keys, row, strict=True)) for row in rows]
        held = frame(account, sheet.name)
        assert tuple(held.columns) == sheet.keys and len(held) == len(rows)
        for row, kept in zip(rows, held.itertuples(index=False, name=None), strict=True):
            assert [None if cell is None or cell != cell else cell for cell in kept] == list(row)
        assert list(worksheet.values)[1:] == [
            tuple(in_csv(cell) if isinstance(cell, bool) else cell or (None if cell == "" else cell) for cell in row)
            for row in rows
        ]


@pytest.mark.parametrize("name", [name for name in NAMES if name != "report"])  # which is written, never shown
def test_screens_say_what_files_hold(name: str) -> None:
    account = told(name)
    for sheet in account.sheets:
        for row in sheet.words(sheet.most):
            assert [cell for cell in row if bare(cell) not in terminal(name)] == []
        shown = words_of(sheet_table(sheet)) if sheet.heads else []
        assert [cell for row in sheet.words() for cell in row if cell not in shown] == []
        for column in sheet.columns:
            if column.kind is SHARE and column.head:
                at = sheet.keys.index(column.keys[0])
                head = [head for shown_ in sheet.columns for head in (*shown_.heads,)].index(column.head)
                for row, words in zip(sheet.rows(), sheet.words(), strict=True):
                    assert_said(words[head], row[at : at + len(column.keys)])


def assert_said(words: str, parts: tuple[Any, ...]) -> None:
    """Hold a share in words against the columns of a file: every number said lies half of one beside one kept."""
    least, most, middle = parts[0], parts[1], parts[-1]
    numbers = [int(number) for number in re.findall(r"\d+", words)]
    if least is None:
        assert numbers == []
        return
    wanted = [least, most] if middle is None or words.startswith(f"{numbers[0]} ") else [middle, least, most]
    wanted = [one * 100 for one in wanted]
    if len(numbers) < len(wanted):
        wanted = wanted[: len(numbers)]
    assert all(math.isclose(said, kept, abs_tol=0.51) for said, kept in zip(numbers, wanted, strict=True)), words


@pytest.mark.parametrize("name", [name for name in NAMES if TOLD[name][1]])
def test_the_page_shows_the_sheets_and_says_the_headline(name: str) -> None:
    account, (_, show, names) = told(name), TOLD[name]
    assert show is not None
    said = words_of(show())
    assert account.headline in said
    shown = [cell for sheet in names for row in account.sheet(sheet).parts()[0][1].words() for cell in row]
    assert [cell for cell in shown if cell not in said] == []


def test_the_area_has_something_in_every_sheet_that_can_have() -> None:
    filled = {f"{name} {sheet.name}" for name in NAMES for sheet in told(name).sheets if sheet.items}
    assert {"flow links", "flow coverage", "flow load", "flow reach", "routes steps", "stress follows"} <= filled


def test_the_report_says_what_pages_and_files_say() -> None:
    paper = LIBRARY.report(AREA)
    pages = {account.name: account for account in (told("flow"), told("disclose"), told("report"))}
    for account in paper.accounts:
        if account.name in pages:
            assert [sheet.rows() for sheet in account.sheets] == [sheet.rows() for sheet in pages[account.name].sheets]
    written = [cell for rows in report_tables(html(paper)) for row in rows for cell in row]
    told_of = {cell for one in paper.accounts for sheet in one.sheets for row in sheet.words() for cell in row}
    numbers = [cell for cell in written if re.search(r"\d", cell)]
    assert len(numbers) > 50 and [cell for cell in numbers if cell not in told_of] == []

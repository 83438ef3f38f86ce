"""One account held against what each renderer makes of it: the same rows in every file, the same words on screens."""

from __future__ import annotations

import csv
import io
import json
import math
import re
from collections.abc import Iterator
from typing import Any

from dash.development.base_component import Component
from openpyxl import load_workbook
from rich.console import Console

from dashboards.components.tables import sheet_table
from dtors_network.accounts.account import Account
from dtors_network.accounts.kinds import SHARE
from dtors_network.accounts.sheet import Sheet
from dtors_network.out.csv_text import csv_text
from dtors_network.out.frame import frame
from dtors_network.out.json_text import json_text
from dtors_network.out.terminal import page
from dtors_network.out.xlsx import workbook
from dtors_network.rounding import kept


def on_terminal(account: Account) -> str:
    """Give the account as a terminal of any width shows it, without blanks and lines of tables."""
    screen = Console(width=4_000, record=True, file=io.StringIO())
    screen.print(page(account))
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
    sent = [getattr(part, "data-table", None) for part in components(one)]
    rows = [row for data in sent if data for row in json.loads(data)["rows"]]
    return found + [cell if isinstance(cell, str) else cell["words"] for row in rows for cell in row]


def in_csv(scalar: object) -> str:
    if isinstance(scalar, bool):
        return "yes" if scalar else "no"
    if isinstance(scalar, str) and scalar[:1] in "=+-@":
        return f"'{scalar}" if scalar else ""
    return "" if scalar is None else str(scalar)


def hold_files(account: Account) -> None:
    """Hold CSV, JSON, frame and workbook of every sheet against its rows."""
    book = load_workbook(io.BytesIO(workbook([account])))
    document = json.loads(json_text(account))
    for sheet, worksheet in zip(account.sheets, book.worksheets[1:], strict=True):
        rows, keys = sheet.rows(), sheet.keys
        beside = {key: value for key, value in account.stamp.columns.items() if key not in keys}
        header, *lines = csv.reader(io.StringIO(csv_text(account, sheet.name)))
        assert header == [*keys, *beside]
        assert lines == [[*map(in_csv, row), *beside.values()] for row in rows]
        assert document["sheets"][sheet.name] == [dict(zip(keys, row, strict=True)) for row in rows]
        held = frame(account, sheet.name)
        assert not any(isinstance(cell, float) and cell != kept(cell, 6) for row in rows for cell in row)
        assert tuple(held.columns) == keys and len(held) == len(rows)
        for row, framed in zip(rows, held.itertuples(index=False, name=None), strict=True):
            assert [None if cell is None or cell != cell else cell for cell in framed] == list(row)
        assert list(worksheet.values)[1:] == [tuple(in_workbook(cell) for cell in row) for row in rows]


def in_workbook(scalar: object) -> object:
    if isinstance(scalar, bool | str):
        return in_csv(scalar) or None
    return scalar


def hold_screens(account: Account) -> None:
    """Hold the terminal and the table of a page against the words of every sheet, and shares in words against files."""
    said = "" if account.parts else on_terminal(account)  # running text is held by the tests of outlines
    for whole in account.sheets:
        sheet = whole.lean()
        if said:
            for row in sheet.words(sheet.most):
                assert [cell for cell in row if bare(cell) not in said] == []
        shown = words_of(sheet_table(sheet)) if sheet.heads else []
        assert [cell for row in sheet.words() for cell in row if cell not in shown] == []
        assert not sheet.same or sheet.same in shown
        assert sheet.most == 0 or not said or bare(sheet.same) in said
        hold_shares(whole)


def hold_shares(sheet: Sheet[Any]) -> None:
    heads = [head for column in sheet.columns for head in column.heads]
    for column in sheet.columns:
        if column.kind is SHARE and column.head:
            at = sheet.keys.index(column.keys[0])
            for row, words in zip(sheet.rows(), sheet.words(), strict=True):
                assert_said(words[heads.index(column.head)], row[at : at + len(column.keys)])


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

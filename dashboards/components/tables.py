"""Long tables: sent as data and built in the browser, since a component for every cell takes seconds to draw."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any, Final
from urllib.parse import urlencode

from dash import html
from dash.development.base_component import Component

from dashboards.components.attributes import hyphened
from dashboards.views.tables import Cell, Linked, Rows
from dtors_network.accounts.sheet import Column, Lead, Sheet
from dtors_network.accounts.terms import Meant, head_of, meant
from dtors_network.accounts.words import capital

PATHS: Final = {
    "gaps": "/gaps",
    "network": "/map",
    "flow": "/flow",
    "what-if": "/what-if",
    "ways": "/ways",
    "service": "/service",
    "actions": "/actions",
}
"""Where the pages are that a cell of a sheet can lead to."""


def further_rows(number: int, what: str) -> Component:
    """Offer what a long table does not show at once, by its number."""
    return html.Summary(f"Show {number:,} further {what if number == 1 else what + 's'}")


def sheet_table(sheet: Sheet[Any], at_once: int | None = None, of: str = "row") -> list[Component]:
    """Show a sheet of an account.

    Where it has no row, what is said instead. Of more rows than ``at_once`` the rest comes on demand; ``of`` says what
    a row is.
    """
    if not sheet.items:
        return [html.P(f"{capital(sheet.none).rstrip('.')}.")]
    sheet = sheet.lean()
    same = [html.P(sheet.same, className="quiet")] if sheet.same else []
    parts = sheet.parts()
    if len(parts) == 1:
        return [*_table(sheet, at_once, of), *same]
    tables = ((html.H3(heading), *_table(part, at_once, of)) for heading, part in parts)
    return [*(one for table in tables for one in table), *same]


def _table(sheet: Sheet[Any], at_once: int | None, of: str) -> list[Component]:
    rows = sheet_rows(sheet)
    first, rest = rows.cells[:at_once], () if at_once is None else rows.cells[at_once:]
    shown = [long_table(replace(rows, cells=first))] if first else []
    if not rest:
        return shown
    further = long_table(replace(rows, cells=rest))
    return [*shown, html.Details([further_rows(len(rest), of), further], className="more")]


def sheet_rows(sheet: Sheet[Any]) -> Rows:
    """Give a sheet in words, with addresses where its cells lead somewhere."""
    shown = [column for column in sheet.columns for _ in column.heads]
    told: set[tuple[int, str]] = set()  # a word is explained where it stands first in its column: no stop on each row
    cells = tuple(
        tuple(
            Linked(words, address(lead)) if lead else _explained(words, column, at, told)
            for at, (words, lead, column) in enumerate(zip(row, leads, shown, strict=True))
        )
        for row, leads in zip(sheet.words(), sheet.leads(), strict=True)
    )
    heads = (to_term(head, head_of(column, head)) for head, column in zip(sheet.heads, shown, strict=True))
    return Rows(sheet.title, tuple(heads), cells, sheet.numbers)


def _explained(words: str, column: Column[Any], at: int, told: set[tuple[int, str]]) -> Cell:
    if column.says is None or (at, words) in told:
        return words
    told.add((at, words))
    return to_term(words, meant(words, column.says))


def to_term(words: str, said: Meant | None) -> Cell:
    """Lead from a word to where it is explained; the page puts the area into the address.

    Examples
    --------
    >>> to_term("Reach", meant("reach")).href
    '/glossary#term-reach'
    """
    return words if said is None else Linked(words, f"/{said.page}#{said.anchor}", said.meaning)


def address(lead: Lead) -> str:
    """Turn where a cell leads into an address within the dashboard.

    Examples
    --------
    >>> address(Lead("network", (("area", "small"), ("link", "gp>clinic"))))
    '/map?area=small&link=gp%3Eclinic'
    """
    return f"{PATHS[lead.page]}?{urlencode(lead.chosen)}"


def long_table(table: Rows) -> Component:
    """Show a table of any length.

    The place where ``assets/tables.js`` builds a real table, with its data.
    """
    data = {
        "caption": table.caption,
        "heads": [_sent(head) for head in table.heads],
        "numbers": sorted(table.numbers),
        "rows": [[_sent(cell) for cell in row] for row in table.cells],
    }
    return html.Div(className="table-place", **hyphened(data_table=json.dumps(data, ensure_ascii=False)))


def _sent(cell: Cell) -> object:
    if not isinstance(cell, Linked):
        return cell
    return {"words": cell.words, "href": cell.href, **({"meaning": cell.meaning} if cell.meaning else {})}

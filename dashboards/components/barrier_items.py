"""Barriers that were reported, one below the other: what each means, where, who said it and what records say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from dash import dcc, html
from dash.development.base_component import Component

from dashboards.components.method_links import to_code
from dashboards.components.tables import address, further_rows
from dtors_network.accounts.account import Account
from dtors_network.accounts.sheet import Lead, Sheet

Cells = Mapping[str, tuple[str, Lead | None]]
"""The words of a row and where they lead, by the key of their column."""

HEAD: Final = ("title", "meaning", "note")
AT_ONCE: Final = 5
"""Places of a barrier that are shown at once; what records speak to comes first."""

BELOW: Final = ("gaps", "lever")
"""Columns of the sheet of barriers that stand below the places."""


def barrier_items(account: Account) -> Iterator[Component]:
    """Show each barrier as an item of its own, with its places."""
    barriers, places = account.sheet("barriers"), account.sheet("places")
    heads = {column.key: column.head for column in barriers.columns}
    for cells, code in zip(_rows(barriers), (row[0] for row in barriers.rows()), strict=True):
        mine = places.only(lambda one, code=code: one.held.place.code == code)  # type: ignore[misc]
        title, meaning, note = (cells[key][0] for key in HEAD)
        below = [
            html.Div([html.Dt(heads[key]), html.Dd(cells[key][0])], className="term") for key in BELOW if cells[key][0]
        ]
        yield html.Article(
            [
                html.H3(to_code(title, str(code), account.stamp.area)),
                html.P([meaning, *([html.Span(f" {note}", className="quiet")] if note else [])]),
                *_places([*_rows(mine)]),
                *([html.Dl(below)] if below else []),
            ],
            className="barrier",
        )


def _places(those: Sequence[Cells]) -> Iterator[Component]:
    """Show the places; why records say what they say is said once where it is the same at all of them."""
    reasons = {_why(cells) for cells in those}
    shared = reasons.pop() if len(those) > 1 and len(reasons) == 1 else ""
    items = [_place(cells, "" if shared else _why(cells)) for cells in those]
    yield html.Ul(items[:AT_ONCE], className="barrier-places")
    if rest := items[AT_ONCE:]:
        opened = html.Ul(rest, className="barrier-places")
        yield html.Details([further_rows(len(rest), "place"), opened], className="more")
    if shared:
        yield html.P([html.Strong(f"At each of these {len(those):,}: "), shared])


def _why(cells: Cells) -> str:
    return " ".join(cells[key][0] for key in ("because", "settle") if cells[key][0])


def _rows(sheet: Sheet[Any]) -> Iterator[Cells]:
    keys = [column.key for column in sheet.columns if column.head for _ in column.heads]
    for words, leads in zip(sheet.words(), sheet.leads(), strict=True):
        yield dict(zip(keys, zip(words, leads, strict=True), strict=True))


def _place(cells: Cells, why: str) -> Component:
    where, lead = cells["where"]
    place = dcc.Link(where, href=address(lead)) if lead else where
    part = cells["what"][0].partition(": ")[2]
    voices = f"Said by {cells['said_by'][0]}, about {cells['about'][0]}. {cells['reply'][0]}."
    figure = [html.P(f"{cells['figure'][0]}.")] if cells["figure"][0] else []
    marks = [html.P(f"Held against: {cells['held_against'][0]}.", className="quiet")] if figure else []
    return html.Li(
        [
            html.P([html.Strong(f"{cells['verdict_words'][0]}. "), place, f" ({part})" if part else ""]),
            html.P(voices, className="quiet"),
            *figure,
            *([html.P(why)] if why else []),
            *marks,
        ]
    )

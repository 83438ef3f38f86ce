"""Method: every rule and every code, with its meaning and source, as the registry and the codebook have them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from dash import html
from dash.development.base_component import Component

from dashboards.components.method_links import GLOSSARY, to_page
from dashboards.components.sharing import csv_link
from dashboards.components.tables import sheet_table
from dashboards.library import Library
from dashboards.pages.page import Page, Part, made_of, sheet_of
from dashboards.state import State
from dtors_network.accounts.account import Account
from dtors_network.accounts.method import anchor, method_account
from dtors_network.area_files.codebook_yaml import shipped_codebook

NAME: Final = "Method"


def layout(library: Library, state: State) -> Component:
    """Lay out the page; without an area, with the shipped codes."""
    account = _account(library, state)
    files = (("rules", "Download the rules (CSV)"), ("codes", "Download the codes (CSV)"))
    links = [csv_link(name, state, words) for name, words in files] if state.area else []
    return html.Div(
        [
            html.H1(NAME),
            html.P(account.headline, className="headline"),
            *map(html.P, account.sentences),
            html.P(["Words are explained in the ", to_page("glossary", GLOSSARY, state.area), "."]),
            html.Div(links, className="tools"),
            *_told(account, "certainty"),
            *_listed(account, "rules", "rule", ("definition", "asks", "source")),
            *_listed(account, "barriers", "code", ("definition", "theme", "note", "source")),
            *_told(account, "service_types"),
            *_told(account, "client_groups"),
        ],
        className="page page-method",
    )


def _account(library: Library, state: State) -> Account:
    return method_account(library.areas[state.area].codebook if state.area else shipped_codebook())


def _told(account: Account, name: str) -> Iterator[Component]:
    yield html.H2(account.sheet(name).title)
    yield from sheet_table(account.sheet(name))


def _listed(account: Account, name: str, kind: str, keys: tuple[str, ...]) -> Iterator[Component]:
    """Show one entry below the other, each at a place of its own, so that links lead to it."""
    sheet = account.sheet(name)
    heads = {column.key: column.head for column in sheet.columns}
    yield html.H2(sheet.title)
    for row in sheet.rows():
        cells = dict(zip(sheet.keys, row, strict=True))
        terms = [html.Div([html.Dt(heads[key]), html.Dd(str(cells[key]))]) for key in keys if cells[key]]
        yield html.Article(
            [html.H3(str(cells["title"])), html.P(html.Code(str(row[0])), className="quiet"), html.Dl(terms)],
            id=anchor(kind, str(row[0])),
            className="method-entry",
            tabIndex=-1,
        )


PAGE: Final[Any] = Page(
    path="/method",
    name=NAME,
    part=Part.FIGURES,
    title=lambda *_: NAME,
    layout=layout,
    status=lambda *_: "How gaps are found, and what each code means",
    downloads={"rules": sheet_of(_account, "rules"), "codes": sheet_of(_account, "barriers")},
    made_from=made_of(),
)

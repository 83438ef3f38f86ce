"""Glossary: every term, as the project's own glossary has it."""

from __future__ import annotations

from itertools import groupby
from typing import Any, Final

from dash import html
from dash.development.base_component import Component

from dashboards.components.attributes import hyphened
from dashboards.components.method_links import METHOD, to_page
from dashboards.library import Library
from dashboards.pages.page import Page, Part, made_of
from dashboards.state import State
from dtors_network.accounts.method import Term, glossary

NAME: Final = "Glossary"


def layout(library: Library, state: State) -> Component:
    """Lay out every term under its letter."""
    by_letter = [(letter, list(terms)) for letter, terms in groupby(glossary(), key=_letter)]
    letters = [html.Li(html.A(letter, href=f"#letter-{letter.lower()}")) for letter, _ in by_letter]
    return html.Div(
        [
            html.H1(NAME),
            html.P("The words mean the same in the code, the commands, the columns and on the screen."),
            html.P(["How gaps are found stands under ", to_page("method", METHOD, state.area), "."]),
            html.Nav(html.Ul(letters, className="letters"), **hyphened(aria_label="Letters")),
            *(part for letter, terms in by_letter for part in _part(letter, terms)),
        ],
        className="page page-method",
    )


def _letter(term: Term) -> str:
    return term.term[:1].upper()


def _part(letter: str, terms: list[Term]) -> list[Component]:
    said = [
        html.Div(
            [
                html.Dt([one.term, *([html.Span(f" ({one.of})", className="quiet")] if one.of else [])]),
                html.Dd(one.meaning),
            ],
            id=one.anchor,
        )
        for one in terms
    ]
    return [html.H2(letter, id=f"letter-{letter.lower()}", tabIndex=-1), html.Dl(said, className="glossary")]


PAGE: Final[Any] = Page(
    path="/glossary",
    name=NAME,
    part=Part.FIGURES,
    title=lambda *_: NAME,
    layout=layout,
    status=lambda *_: f"{len(glossary())} terms",
    made_from=made_of(),
)

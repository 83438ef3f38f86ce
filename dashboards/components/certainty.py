"""The one way to show how sure a finding is: word, symbol and colour, everywhere the same."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from dtors_network.accounts.certainty import MARKS
from dtors_network.accounts.terms import meant
from dtors_network.model.vocabulary import Certainty


def badge(certainty: Certainty, *, leads: bool = False) -> Component:
    """Show a certainty by word, border and colour, which leads to its meaning where it stands for itself.

    The style sheet puts the symbol before the word.
    """
    word = MARKS[certainty].split(" ", 1)[1]
    shown = html.Span(word, className=f"badge badge-{certainty.value}")
    said = meant(certainty.value, "finding") if leads else None
    return (
        shown
        if said is None
        else html.A(shown, href=f"/{said.page}#{said.anchor}", title=said.meaning, className="term")
    )

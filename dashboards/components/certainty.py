"""The one way to show how sure a finding is: word, symbol and colour, everywhere the same."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from dtors_network.accounts.certainty import MARKS
from dtors_network.model.vocabulary import Certainty


def badge(certainty: Certainty) -> Component:
    """Show a certainty by word, border and colour; the style sheet puts the symbol before the word."""
    word = MARKS[certainty].split(" ", 1)[1]
    return html.Span(word, className=f"badge badge-{certainty.value}")

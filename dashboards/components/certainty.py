"""The one way to show how sure a finding is: word, symbol and colour, everywhere the same."""

from __future__ import annotations

from typing import Final

from dash import html
from dash.development.base_component import Component

from dtors_network.model.vocabulary import Certainty
from dtors_network.report.terminal import MARKS

__all__ = ["MARKS", "SHORT", "badge"]

SHORT: Final = {
    Certainty.CERTAIN: "holds whatever the open questions turn out to be",
    Certainty.SENSITIVE: "depends on answers that nobody has given yet",
    Certainty.UNKNOWABLE: "the tables cannot show it",
}


def badge(certainty: Certainty) -> Component:
    """Show a certainty by word, border and colour; the style sheet puts the symbol before the word."""
    word = MARKS[certainty].split(" ", 1)[1]
    return html.Span(word, className=f"badge badge-{certainty.value}")

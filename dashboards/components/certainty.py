"""The one way to show how sure a finding is: word, symbol and colour, everywhere the same."""

from __future__ import annotations

from typing import Final

from dash import html
from dash.development.base_component import Component

from dashboards.components.attributes import hyphened
from dtors_network.model.vocabulary import Certainty
from dtors_network.report.terminal import MARKS, MEANING

__all__ = ["MARKS", "MEANING", "SHORT", "badge"]

SHORT: Final = {
    Certainty.CERTAIN: "holds whatever the open questions turn out to be",
    Certainty.SENSITIVE: "depends on answers that nobody has given yet",
    Certainty.UNKNOWABLE: "the tables cannot show it",
}


def badge(certainty: Certainty) -> Component:
    """Show a certainty; symbol and border tell it apart where colour does not."""
    symbol, word = MARKS[certainty].split(" ", 1)
    return html.Span(
        [html.Span(symbol, className="badge-symbol", **hyphened(aria_hidden="true")), f" {word}"],
        className=f"badge badge-{certainty.value}",
    )

"""What the map brings forward, as a row of links that are chooser and key in one."""

from __future__ import annotations

from collections.abc import Sequence

from dash import dcc, html
from dash.development.base_component import Component

from dashboards.components.attributes import hyphened
from dashboards.components.choosers import chooser
from dashboards.state import State, write_state
from dtors_network.figures.barrier_map.lenses import Lens
from dtors_network.figures.barrier_map.view import Kind


def lens_chips(lenses: Sequence[Lens], kinds: Sequence[Kind], state: State) -> Component:
    """Offer the lenses; of one kind of barrier with its glyph and the number of places."""
    marks = {kind.letter: kind for kind in kinds}
    plain = [_chip(lens, state, []) for lens in lenses if lens.places is None]
    barriers = [_chip(lens, state, [glyph(marks[lens.letter])]) for lens in lenses if lens.places is not None]
    rows = [html.Div([html.Span("Show", className="chips-head"), *plain], className="chips-row")]
    if barriers:
        rows.append(html.Div([html.Span("One barrier", className="chips-head"), *barriers], className="chips-row"))
    return html.Nav(rows, className="chips", **hyphened(aria_label="What the map shows"))


def lens_select(lenses: Sequence[Lens], state: State) -> Component:
    """Offer the same in one chooser, for a narrow screen."""
    return chooser("lens", "What the map shows", [(lens.code, _worded(lens)) for lens in lenses], state.lens)


def _worded(lens: Lens) -> str:
    return lens.title if lens.places is None else f"{lens.letter}: {lens.title} ({_places(lens.places)})"


def _chip(lens: Lens, state: State, before: list[Component]) -> Component:
    chosen = state.lens == lens.code
    number = [html.Span(_places(lens.places), className="chip-places")] if lens.places is not None else []
    words = html.Span(lens.title, className="chip-words")
    there = write_state(state.but(lens=lens.code, service="", link=None, fold=""))
    mark = html.Span("shown now: ", className="visually-hidden") if chosen else None
    inside = [one for one in (mark, *before, words, *number) if one is not None]
    return dcc.Link(inside, href=there, className="chip chip-chosen" if chosen else "chip")


def _places(number: int) -> str:
    return f"{number:,} {'place' if number == 1 else 'places'}"


def glyph(kind: Kind) -> Component:
    """Show the mark of a kind of barrier: its letter in its shape."""
    style = {"backgroundColor": kind.colour, "color": kind.ink}
    shape = html.Span(kind.letter, className=f"glyph-face glyph-{kind.shape.replace('_', '-')}", style=style)
    return html.Span(
        shape, className=f"glyph glyph-edge glyph-{kind.shape.replace('_', '-')}", **hyphened(aria_hidden="true")
    )

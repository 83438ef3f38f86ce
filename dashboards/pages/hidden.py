"""What was hidden and why: how counts are shown, what that costs, and what a governance officer asks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from dash import html
from dash.development.base_component import Component

from dashboards.components.choosers import area_chooser
from dashboards.components.context import area_context, standing_notes
from dashboards.components.messages import no_area_page
from dashboards.components.sharing import copy_link, csv_link
from dashboards.components.tables import long_table
from dashboards.library import Library
from dashboards.pages.page import Page
from dashboards.state import State
from dashboards.views.tables import Rows
from dtors_network.report.export import as_csv
from dtors_network.report.hidden import Hidden, asked_of, cost_words, hidden_rows, hidden_table, profile_sentence


def layout(library: Library, state: State) -> Component:
    """Lay out the page for an area."""
    if not state.area:
        return no_area_page()
    area = library.area(state.area)
    told = library.hidden(state.area)
    return html.Div(
        [
            html.Div([area_chooser(library, state)], className="choosers"),
            html.H1(f"What was hidden and why: {area.name}"),
            area_context(area),
            html.Section(
                [
                    html.P(profile_sentence(told), className="headline"),
                    html.P(cost_words(told), className="headline-step"),
                ],
                className="lead",
                id="headline",
            ),
            html.Div([copy_link("hidden"), csv_link("hidden", state, "Download this list (CSV)")], className="tools"),
            html.H2("What is shown how"),
            long_table("hidden", _rows(told)),
            *_asked(told),
            html.Section([html.H2("How to read this page"), standing_notes(library.view)], className="reading"),
        ],
        className="page",
    )


def _rows(told: Hidden) -> Rows:
    cells = tuple((what, f"{number:,}", meaning) for what, number, meaning in hidden_rows(told))
    return Rows("Cells of the tables, never people", ("What", "How many", "What it means"), cells, frozenset({1}))


def _asked(told: Hidden) -> Iterator[Component]:
    asked = asked_of(told)
    if asked:
        yield html.H2("What a governance officer asks")
    for question, answer in asked:
        yield html.H3(question)
        yield html.P(answer)


def title(library: Library, state: State) -> str:
    """Name the window."""
    return f"What was hidden: {library.areas[state.area].name}" if state.area else "What was hidden"


def status(library: Library, state: State) -> str:
    """Say what is now shown."""
    return profile_sentence(library.hidden(state.area)) if state.area else "No area is open"


def csv(library: Library, state: State) -> str:
    """Give what was hidden as CSV text."""
    return as_csv(hidden_table(library.area(state.area), library.hidden(state.area)))


def made_from(library: Library, state: State) -> State:
    """Leave out what other pages choose."""
    return State(area=state.area)


PAGE: Final[Any] = Page(
    path="/hidden",
    name="What was hidden",
    title=title,
    layout=layout,
    status=status,
    downloads={"hidden": csv},
    made_from=made_from,
)

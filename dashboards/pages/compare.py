"""Compare areas: one indicator of every area side by side, with what can be told apart and what cannot."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from dash import Dash, dcc, html
from dash.development.base_component import Component

from dashboards.components.charts import chart
from dashboards.components.choosers import area_chooser, chooser
from dashboards.components.context import reading
from dashboards.components.messages import no_area_page
from dashboards.components.sharing import copy_link, csv_link
from dashboards.components.tables import sheet_table
from dashboards.components.uploading import connect_upload
from dashboards.library import Library
from dashboards.neighbour_lists import LARGEST
from dashboards.pages.page import Page, made_of, sheet_of
from dashboards.state import State, write_state
from dashboards.views.compared import OF_ONE, VIEWS
from dtors_network.accounts.account import Account
from dtors_network.accounts.compare import compare_account
from dtors_network.accounts.compare_sheets import (
    apart_sheet,
    areas_sheet,
    figure_sheet,
    funnel_sheet,
    matrix_sheet,
    summary_sheet,
)
from dtors_network.accounts.compare_words import (
    CODES,
    NOTES,
    indicator_sentence,
    indicator_title,
    is_compared,
    is_had,
    keys_of,
    listed_sentence,
    name_of,
    pair_sentence,
    reading_of,
)
from dtors_network.figures.funnel import funnel_figure, intervals_figure
from dtors_network.rounding import counted

CHOICES: Final = (*CODES, *VIEWS)
"""What the page can show: each indicator, and views over all of them."""
FIRST: Final = 3
"""Scopes of an indicator that are drawn at once; the others have their tables below."""
WIDE: Final = 10
"""Areas up to which every two are told in a matrix and every figure in full; above it the pairs told apart are listed,
and of figures beyond the first a line each."""
PAIRS: Final = 100
"""Pairs that are listed; the download holds all of them."""
TALL: Final = 30
"""Areas up to which all of them stand open; above it their intervals are folded, and the funnel leads."""
OPEN: Final = 10
"""Rows of a long table that stand open; the others are folded."""
CAPTION: Final = (
    "Point: the figure. Line: 95 % interval, by chance and hidden counts. Pale band: what hidden counts and open "
    "questions leave possible, with no chance in it; where it is the shorter of the two it is not the surer. Areas "
    "stand in the order in which they were opened; their order says nothing. Two lines may overlap and be told apart: "
    "the table of pairs decides."
)
FUNNEL_CAPTION: Final = (
    "Each area at the number of people behind its figure. Dashed and dotted: where 95 % and 99.8 % of areas of that "
    "size would lie, by chance and the spread that areas have anyhow; they are wider where more is hidden. A square "
    "lies beyond the outer ones, a diamond beyond the inner. Beyond them is different, not better or worse, and of "
    "areas that do not differ one in twenty lies beyond the inner ones."
)


def layout(library: Library, state: State) -> Component:
    """Lay out the page for an indicator."""
    if not state.area:
        return no_area_page()
    options = [(code, _title(code)) for code in CHOICES]
    return html.Div(
        [
            html.Div(
                [chooser("view", "What is compared", options, _code(state)), *_of_one(library, state)],
                className="choosers",
            ),
            html.H1(f"Compare areas: {_title(_code(state))}"),
            *_body(library, state),
            reading(NOTES if _code(state) in VIEWS else reading_of(_code(state)), library.view),
        ],
        className="page",
    )


def _of_one(library: Library, state: State) -> list[Component]:
    """Offer the areas where a view is about one of them."""
    return [area_chooser(library, state)] if _code(state) in OF_ONE else []


def _title(code: str) -> str:
    return VIEWS[code][0] if code in VIEWS else indicator_title(code)


def _code(state: State) -> str:
    return state.view or CODES[0]


def _body(library: Library, state: State) -> Iterator[Component]:
    if len(library.areas) < 2:
        text = "One area alone has nothing to be compared with: open another one beside it."
        yield html.P(text, className="message message-note", id="headline")
        return
    found = library.comparison()
    if _code(state) in VIEWS:
        yield from _view(library, state, found)
        return
    if len(found.areas) < 2:
        text = "One area in two periods: what changed between them is a view of its own."
        address = "/compare" + write_state(State(area=state.area, view="changes"))
        yield html.P(
            [html.Span(text), " ", dcc.Link("See what changed", href=address)], className="message message-note"
        )
    account, keys = compare_account(found), keys_of(found, _code(state))
    yield html.Section(
        [
            *(html.P(text) for text in account.sentences),
            html.P(indicator_sentence(found, keys), className="headline"),
        ],
        className="lead",
        id="headline",
    )
    links = [copy_link("compare"), csv_link("compare", state, "Download every figure (CSV)")]
    links.append(csv_link("pairs", state, "Download every pair (CSV)"))
    yield html.Div(links, className="tools")
    shown = keys if len(found.areas) <= WIDE else keys[:FIRST]
    for at, key in enumerate(shown):
        yield _part(found, key, at, alone=len(keys) == 1)
    if len(shown) < len(keys):
        yield html.H2("Further figures of it")
        yield html.P("Each area's own stand in the download of every figure; here what can be told apart by each.")
        yield from sheet_table(summary_sheet(found, keys[FIRST:]))
    yield from _complete(found)


def _complete(found: Any) -> Iterator[Component]:
    """Say how complete each area is: it stands below whatever is compared."""
    yield html.H2("How complete each area is")
    yield from sheet_table(areas_sheet(found), at_once=_rows(found), of="area")


def _rows(found: Any) -> int | None:
    """Give how many areas of a table stand open: all, but where they are many."""
    return None if len(found.areas) <= TALL else OPEN


def _view(library: Library, state: State, found: Any) -> Iterator[Component]:
    """Show a view that is of no single indicator, with its own tables and the same ways to take them along."""
    links = [copy_link("compare"), csv_link("published", state, "Download published figures (CSV)")]
    links += [csv_link("changes", state, "Download changes (CSV)")] if any(found.before) else []
    yield html.Div(links, className="tools")
    yield from VIEWS[_code(state)][1](library, state, found)
    yield from _complete(found)


def _part(found: Any, key: tuple[str, str], at: int, alone: bool) -> Component:
    """Show one scope: drawn and open where it is among the first, else folded; the headline has said it where alone."""
    table = [
        *sheet_table(figure_sheet(found, key), at_once=_rows(found), of="area"),
        *_pairs(found, key),
    ]
    said = [] if alone else [html.P(pair_sentence(found, key), className="told")]
    if at >= FIRST:
        return html.Details([html.Summary(name_of(found, key)), *said, *table])
    return html.Section([html.H2(name_of(found, key)), *said, *_pictures(found, key, at), *table])


def _pictures(found: Any, key: tuple[str, str], at: int) -> Iterator[Component]:
    if not is_compared(found, key):
        return
    intervals = chart(f"intervals-{at}", intervals_figure(found, key), CAPTION)
    if len(found.areas) <= TALL:
        yield intervals
    funnel = funnel_figure(found, key)
    if funnel is not None:
        yield chart(f"funnel-{at}", funnel, FUNNEL_CAPTION)
        yield from sheet_table(funnel_sheet(found, key), at_once=OPEN, of="area")
    if len(found.areas) > TALL:
        summary = f"Intervals of {len(found.areas):,} areas side by side"
        yield html.Details([html.Summary(summary), intervals])


def _pairs(found: Any, key: tuple[str, str]) -> list[Component]:
    if not is_compared(found, key) or not is_had(found, key, by=2):
        return []
    title = html.H3("What can be told apart")
    if len(found.areas) <= WIDE:
        return [title, *sheet_table(matrix_sheet(found, key))]
    said = listed_sentence(found, key, PAIRS)
    sheet = apart_sheet(found, key, PAIRS)
    return [
        title,
        *([html.P(said)] if said else []),
        *sheet_table(sheet, at_once=OPEN, of="pair"),
    ]


def _account(library: Library, state: State) -> Account:
    return compare_account(library.comparison())


def title(library: Library, state: State) -> str:
    """Name the window."""
    return f"Compare areas: {_title(_code(state))}"


def status(library: Library, state: State) -> str:
    """Say what is now shown."""
    return f"{_title(_code(state))} of {counted(len(library.areas), 'area', 'areas')}"


def connect(app: Dash, library: Library) -> None:
    """Take lists of neighbours, where the dashboard was started for the holder."""
    if library.holder:
        connect_upload(app, library, library.neighbour_lists, "neighbour-list", LARGEST)


PAGE: Final[Any] = Page(
    path="/compare",
    name="Compare areas",
    title=title,
    layout=layout,
    status=status,
    views=CHOICES,
    downloads={
        "compare": sheet_of(_account, "indicators"),
        **{name: sheet_of(_account, name) for name in ("pairs", "published", "changes")},
    },
    connect=connect,
    made_from=made_of("view"),
)

"""How the partnership is linked: who holds it together, what hangs on one organisation, and on whose word."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

import plotly.graph_objects as go
from dash import html
from dash.development.base_component import Component

from dashboards.components.charts import chart
from dashboards.components.choosers import area_chooser, chooser, group_chooser
from dashboards.components.context import area_context, reading
from dashboards.components.messages import no_area_page
from dashboards.components.sharing import copy_link, csv_link
from dashboards.components.tables import sheet_table
from dashboards.library import Library
from dashboards.pages.page import Download, Page, headline_of, made_of
from dashboards.state import State
from dtors_network.accounts.account import Account
from dtors_network.accounts.measures import measures_account
from dtors_network.accounts.measures_pictures import barrier_matrix, densities, divided_by, spoken_counts
from dtors_network.accounts.sheet import Sheet
from dtors_network.figures.counts import counts_figure
from dtors_network.figures.matrix import matrix_figure
from dtors_network.out.csv_text import csv_text

VIEWS: Final = {
    "": "Services, certain links",
    "services_possible": "Services, all possible links",
    "organisations": "Organisations, certain links",
    "organisations_possible": "Organisations, all possible links",
}
AT_ONCE: Final = 5
"""Rows of a long table that are shown at once."""

PURPOSE: Final = (
    "Before a re-tender or a round of questions: who stands between whom, what hangs on one organisation, and whose "
    "word is missing."
)
RANGES: Final = "A range is exact where it does not say sampled. None of them is better for being higher or lower."
ROLES: Final = (
    "How often each stands between two others that have no link. By chance: the mean at the same density; z: how many "
    "deviations from it. Counts are few, and some are large by chance."
)
WORD: Final = "Links that somebody spoke of or that are on record. One-sided: the other end has not spoken."
DENSITY: Final = (
    "Links from the row to the column, of all ordered pairs there; darker is a larger share. Who has to be linked with "
    "whom is not said here: the list of gaps says it."
)
BARRIERS: Final = (
    "Links from the row to the column at which a barrier was reported, of those that somebody spoke of. A link counts "
    "once, however many reported it; where nobody was asked nothing is reported."
)


def layout(library: Library, state: State) -> Component:
    """Lay out the page for an area, a group, and services or organisations on certain or on possible links."""
    if not state.area:
        return no_area_page()
    area, account = library.area(state.area), _account(library, state)
    return html.Div(
        [
            html.Div(
                [
                    area_chooser(library, state),
                    group_chooser(library, state),
                    chooser("view", "Show", VIEWS.items(), state.view),
                ],
                className="choosers",
            ),
            html.H1(f"Partnership: {area.name}"),
            html.P(PURPOSE, className="quiet"),
            area_context(area),
            html.Section(
                [
                    html.P(account.headline, className="headline"),
                    *(html.P(text, className="headline-step") for text in account.sentences[:LEADING]),
                    *(html.P(text, className="quiet") for text in account.sentences[LEADING:]),
                ],
                className="lead",
                id="headline",
            ),
            html.Div(
                [copy_link("partnership"), csv_link("partnership", state, "Download the measures (CSV)")],
                className="tools",
            ),
            *_word(library, state, account),
            *_kinds(library, state, account),
            *_barriers(library, state, account),
            *_standing(state, account),
            *_measures(state, account),
            reading(account.notes, library.view),
        ],
        className="page page-partnership",
    )


LEADING: Final = 2
"""Sentences that are set large: what hangs on one organisation, and how much rests on one side's word."""


def _unit_end(state: State) -> tuple[str, str]:
    return (
        "organisations" if state.view.startswith("organisations") else "services",
        "possible" if state.view.endswith("possible") else "certain",
    )


def _account(library: Library, state: State) -> Account:
    def make() -> Account:
        return measures_account(library.measures(state.area, state.group), *_unit_end(state))

    account: Account = library.once(("partnership", state.area, state.group, state.view), make)
    return account


def _figure(library: Library, state: State, name: str, draw: Callable[[], go.Figure]) -> dict[str, Any]:
    """Draw once: to check a figure takes longer than all else of this page."""
    key = ("partnership-figure", state.area, state.group, state.view, name)
    figure: dict[str, Any] = library.once(key, lambda: draw().to_dict())
    return figure


def _word(library: Library, state: State, account: Account) -> Iterator[Component]:
    counts = spoken_counts(library.measures(state.area, state.group))
    yield html.H2("On whose word the links rest")
    figure = _figure(library, state, "word", lambda: counts_figure(counts))
    yield from _drawn("word", figure, WORD, account.sheet("states"), state)


def _kinds(library: Library, state: State, account: Account) -> Iterator[Component]:
    (unit, end), found = _unit_end(state), library.measures(state.area, state.group)
    by = divided_by(found, unit)
    yield html.H2(f"Which {by or 'sector'}s are linked with which, on {end} links")
    if not by:
        yield html.P("No sector is given for any organisation.", className="message message-note")
        return
    shown = account.sheet("between").only(lambda row: (row.unit, row.by) == (unit, by))
    figure = _figure(library, state, "between", lambda: matrix_figure(densities(found, unit, end)))
    yield from _drawn("between", figure, DENSITY, shown, state)


def _barriers(library: Library, state: State, account: Account) -> Iterator[Component]:
    matrix = barrier_matrix(library.measures(state.area, state.group))
    yield html.H2("Where barriers were reported between sectors")
    if not any(cell.part for cell in matrix.cells.values()):
        none = "No barrier is reported at a link: perhaps nobody was asked."
        yield html.P(none, className="message message-note")
        return
    figure = _figure(library, state, "barrier-places", lambda: matrix_figure(matrix))
    yield from _drawn("barrier-places", figure, BARRIERS, account.sheet("barriers"), state)


def _drawn(name: str, figure: dict[str, Any], caption: str, sheet: Sheet[Any], state: State) -> Iterator[Component]:
    """Show a drawing, the same as a table, and as a file."""
    yield chart(f"drawing-{name}", figure, caption, f"Drawing: {sheet.title}")
    yield html.Details(
        [
            html.Summary("The same as a table"),
            *sheet_table(sheet),
            html.Div(csv_link(name, state, "Download it (CSV)"), className="tools"),
        ],
        className="more",
    )


def _standing(state: State, account: Account) -> Iterator[Component]:
    unit, _ = _unit_end(state)
    sheet = account.sheet(unit)
    yield html.H2(sheet.title)
    yield html.P(STANDING, className="quiet")
    yield from sheet_table(sheet, AT_ONCE, unit.removesuffix("s"))
    yield html.Div(csv_link("standing", state, "Download where each stands (CSV)"), className="tools")


STANDING: Final = (
    "Between: share of the pairs of others whose shortest way leads through it. Joined only through it: share of pairs "
    "of others that no way would join without it. Neither is a merit or a fault. Ranges are in the file."
)


def _measures(state: State, account: Account) -> Iterator[Component]:
    unit, _ = _unit_end(state)
    asked, roles = account.sheet("asked"), account.sheet("roles")
    yield html.Details(
        [
            html.Summary("Each measure: what it answers, its range, and what must not be read from it"),
            html.P(RANGES, className="quiet"),
            *sheet_table(asked.only(lambda one: one.row.unit == unit)),
        ],
        className="more",
        id="measures",
    )
    yield html.Details(
        [
            html.Summary(roles.title),
            html.P(ROLES, className="quiet"),
            *sheet_table(roles.only(lambda of: of.row.unit == unit), roles.most, "role"),
        ],
        className="more",
        id="roles",
    )


def _file(sheet: str) -> Download:
    """Give a sheet as CSV text."""

    def csv(library: Library, state: State) -> str:
        return csv_text(_account(library, state), sheet or _unit_end(state)[0])

    return csv


PAGE: Final[Any] = Page(
    path="/partnership",
    name="Partnership",
    layout=layout,
    status=headline_of(_account),
    views=tuple(view for view in VIEWS if view),
    downloads={
        "partnership": _file("network"),
        "standing": _file(""),
        "word": _file("states"),
        "between": _file("between"),
        "barrier-places": _file("barriers"),
    },
    made_from=made_of("group", "view"),
)

"""What would help: what to agree first, which levers would bring most people to aftercare, and what it would take."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from dash import html
from dash.development.base_component import Component

from dashboards.components.choosers import area_chooser, chooser, group_chooser
from dashboards.components.context import area_context, reading
from dashboards.components.messages import no_area_page
from dashboards.components.sharing import copy_link, csv_link
from dashboards.components.tables import sheet_table
from dashboards.library import Library
from dashboards.pages.page import Page, Part, headline_of, made_of, sheet_of
from dashboards.state import State
from dtors_network.accounts.account import Account
from dtors_network.accounts.best import best_account
from dtors_network.accounts.target import DEFAULT_TARGET, target_account, target_options
from dtors_network.out.csv_text import csv_text

AT_ONCE: Final = 3
"""Lines of each list that are shown at once."""

LISTS: Final = ("clear", "perhaps", "surely")
VIEWS: Final = {"": "One at a time", "2": "Up to two together", "3": "Up to three together"}
TOGETHER: Final = {"": 1, "2": 2, "3": 3}


def layout(library: Library, state: State) -> Component:
    """Lay out the page for an area, a group, and how many levers may be pulled together."""
    if not state.area:
        return no_area_page()
    area, account = library.area(state.area), _account(library, state)
    together = [(view, VIEWS[view]) for view in TOGETHER]
    return html.Div(
        [
            html.Div(
                [
                    area_chooser(library, state),
                    group_chooser(library, state),
                    chooser("view", "How many levers", together, state.view),
                ],
                className="choosers",
            ),
            html.H1(f"What would help: {area.name}"),
            area_context(area),
            html.Section(
                [
                    html.P(account.headline, className="headline"),
                    *(html.P(text, className="headline-step") for text in account.sentences),
                ],
                className="lead",
                id="headline",
            ),
            html.Div([copy_link("best"), csv_link("best", state, "Download the sets (CSV)")], className="tools"),
            *_first(account),
            *_lists(account),
            *_target(library, state),
            *_apart(account),
            reading(account.notes, library.view),
        ],
        className="page page-best",
    )


def _account(library: Library, state: State) -> Account:
    return best_account(library.best_changes(state.area, state.group, TOGETHER[state.view]))


def _first(account: Account) -> Iterator[Component]:
    first = account.sheet("first")
    if len(first):
        yield html.H2(first.title)
        yield from sheet_table(first, AT_ONCE, "answer")


def _lists(account: Account) -> Iterator[Component]:
    yield html.H2("Levers that can be counted, at a place")
    lists = [account.sheet(name) for name in LISTS]
    if not any(lists):  # one sentence for all of them
        yield from sheet_table(lists[0])
        lists = []
    for lines in lists:
        yield html.H3(lines.title)
        yield from sheet_table(lines, AT_ONCE, "line")
    beside = account.sheet("beside")
    yield html.H2(beside.title)
    yield from sheet_table(beside, AT_ONCE, "gap")


def _target(library: Library, state: State) -> Iterator[Component]:
    yield html.H2("What would it take", id="target")
    yield chooser("target", "A target to meet", target_options(state.target), state.target)
    if not state.target:
        yield html.P(
            "Choose a target: the least that must come back at each place is then worked out.", className="quiet"
        )
        return
    account = target_account(library.target(state.area, state.group, state.target))
    yield html.P(account.headline, className="headline-step")
    yield from (html.P(text, className="quiet") for text in account.sentences)
    yield html.Div([csv_link("target", state, "Download what it would take (CSV)")], className="tools")
    for name in ("alone", "together"):
        sheet = account.sheet(name)
        yield html.H3(sheet.title)
        yield from sheet_table(sheet, AT_ONCE, "lever")
    yield html.Details(
        [
            html.Summary("Published figures, and how to read this"),
            *sheet_table(account.sheet("ambitions")),
            html.Ul([html.Li(text) for text in account.notes], className="notes"),
        ],
        className="more",
    )


def _apart(account: Account) -> Iterator[Component]:
    for name in ("levers", "ceilings"):
        sheet = account.sheet(name)
        if len(sheet):
            yield html.Details([html.Summary(sheet.title), *sheet_table(sheet)], className="more", id=name)


def target_csv(library: Library, state: State) -> str:
    """Give what it would take as CSV text, one row a lever."""
    wanted = library.target(state.area, state.group, state.target or DEFAULT_TARGET)
    return csv_text(target_account(wanted), "alone")


PAGE: Final[Any] = Page(
    path="/best",
    name="What would help",
    part=Part.DOING,
    layout=layout,
    status=headline_of(_account),
    views=tuple(view for view in TOGETHER if view),
    downloads={"best": sheet_of(_account, "sets"), "target": target_csv},
    made_from=made_of("group", "view", "target"),
)

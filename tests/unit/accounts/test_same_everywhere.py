"""Each result told once: the same figure in terminal, page, CSV, JSON, frame and workbook, for every sheet.

An account joins by one line of ``TOLD``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

import pytest
from dash.development.base_component import Component

from dashboards.library import Library
from dashboards.pages import evidence, flow, hidden, partnership, ways, what_if
from dashboards.state import State
from dtors_network.accounts.account import Account
from dtors_network.accounts.flow import account_of_reports
from dtors_network.accounts.hidden import hidden_account
from dtors_network.accounts.measures import measures_account
from dtors_network.accounts.routes import routes_account
from dtors_network.accounts.stress import stress_account
from dtors_network.accounts.triangulation import evidence_account
from dtors_network.out.html import html
from tests.reports import report_tables
from tests.same import hold_files, hold_screens, words_of
from tests.screens import followed_area

AREA = "followed"
LIBRARY = Library([followed_area()])
HERE = State(area=AREA)
USING = HERE.but(group="currently_using")

Tell = Callable[[], Account]
Show = Callable[[], Component]
TOLD: dict[str, tuple[Tell, Show | None, tuple[str, ...]]] = {
    "routes": (
        lambda: routes_account(LIBRARY.routes(AREA, "gp", "", "")),
        lambda: ways.layout(LIBRARY, HERE.but(service="gp")),
        ("steps", "reported"),
    ),
    "stress": (
        lambda: stress_account(LIBRARY.stress(AREA)),
        lambda: what_if.layout(LIBRARY, HERE.but(view="organisations")),
        ("organisations",),
    ),
    "flow": (
        lambda: account_of_reports(LIBRARY.flows(AREA, "", "")),
        lambda: flow.layout(LIBRARY, HERE),
        ("reach", "journey_ends", "links", "links_not_counted", "coverage", "load"),
    ),
    "flow of a group": (
        lambda: account_of_reports(LIBRARY.flows(AREA, "currently_using", "")),
        lambda: flow.layout(LIBRARY, USING),
        ("reach",),
    ),
    "disclose": (
        lambda: hidden_account(LIBRARY.area(AREA), LIBRARY.hidden(AREA)),
        lambda: hidden.layout(LIBRARY, HERE),
        ("cells", "asked"),
    ),
    "evidence": (
        lambda: evidence_account(LIBRARY.evidence(AREA), LIBRARY.gaps(AREA)),
        lambda: evidence.layout(LIBRARY, HERE),
        ("places", "silent"),
    ),
    "measures": (
        lambda: measures_account(LIBRARY.measures(AREA, "")),
        lambda: partnership.layout(LIBRARY, HERE),
        ("services", "states"),
    ),
    "report": (lambda: LIBRARY.report(AREA).accounts[0], None, ()),
}
"""Of each account: how it is told, the page that shows it, and the sheets that stand there."""
NAMES = sorted(TOLD)


@cache
def told(name: str) -> Account:
    return TOLD[name][0]()


@pytest.mark.parametrize("name", NAMES)
def test_files_hold_the_same_rows(name: str) -> None:
    hold_files(told(name))


@pytest.mark.parametrize("name", [name for name in NAMES if name != "report"])  # which is written, never shown
def test_screens_say_what_files_hold(name: str) -> None:
    hold_screens(told(name))


@pytest.mark.parametrize("name", [name for name in NAMES if TOLD[name][1]])
def test_the_page_shows_the_sheets_and_says_the_headline(name: str) -> None:
    account, (_, show, names) = told(name), TOLD[name]
    assert show is not None
    said = words_of(show())
    assert account.headline in said
    shown = [cell for sheet in names for row in account.sheet(sheet).lean().parts()[0][1].words() for cell in row]
    assert [cell for cell in shown if cell not in said] == []


def test_the_area_has_something_in_every_sheet_that_can_have() -> None:
    filled = {f"{name} {sheet.name}" for name in NAMES for sheet in told(name).sheets if sheet.items}
    assert {"flow links", "flow coverage", "flow load", "flow reach", "routes steps", "stress follows"} <= filled


def test_the_report_says_what_pages_and_files_say() -> None:
    paper = LIBRARY.report(AREA)
    pages = {account.name: account for account in (told("flow"), told("disclose"), told("report"))}
    for account in paper.accounts:
        if account.name in pages:
            assert [sheet.rows() for sheet in account.sheets] == [sheet.rows() for sheet in pages[account.name].sheets]
    written = [cell for rows in report_tables(html(paper)) for row in rows for cell in row]
    told_of = {cell for one in paper.accounts for sheet in one.sheets for row in sheet.words() for cell in row}
    numbers = [cell for cell in written if re.search(r"\d", cell)]
    assert len(numbers) > 50 and [cell for cell in numbers if cell not in told_of] == []

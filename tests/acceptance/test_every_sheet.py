"""Every sheet of every account of the illustrative areas: one figure on a terminal, on a page and in every file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dashboards.library import Library
from dtors_network.accounts.account import Account
from dtors_network.accounts.actions import actions_account
from dtors_network.accounts.ask import ask_account
from dtors_network.accounts.best import best_account
from dtors_network.accounts.check import check_account
from dtors_network.accounts.comparators import comparators_account
from dtors_network.accounts.compare import compare_account
from dtors_network.accounts.flow import account_of_reports
from dtors_network.accounts.gaps import gaps_account
from dtors_network.accounts.hidden import hidden_account
from dtors_network.accounts.map import map_account
from dtors_network.accounts.measures import measures_account
from dtors_network.accounts.overview import overview_account
from dtors_network.accounts.routes import routes_account
from dtors_network.accounts.service import service_account
from dtors_network.accounts.stress import stress_account
from dtors_network.accounts.target import target_account
from dtors_network.accounts.triangulation import evidence_account
from dtors_network.accounts.whatif import whatif_account
from dtors_network.area_files.area_io import read_area
from dtors_network.out.html import html
from tests.often import often
from tests.reports import report_tables
from tests.same import hold_files, hold_screens

PLACES = sorted(path.parent for path in (Path(__file__).resolve().parents[2] / "data" / "areas").glob("*/area.yaml"))
Tell = Callable[[Library, str], Account]
TOLD: dict[str, Tell] = {
    "gaps": lambda here, area: gaps_account(here.gaps(area)),
    "ask": lambda here, area: ask_account(here.gaps(area)),
    "check": lambda here, area: check_account(here.area(area)),
    "comparators": lambda here, area: comparators_account(here.comparators(area)),
    "map": lambda here, area: map_account(here.gaps(area)),
    "flow": lambda here, area: account_of_reports(here.flows(area, "", "")),
    "routes": lambda here, area: routes_account(here.routes(area, first_entry(here, area), "", "")),
    "stress": lambda here, area: stress_account(here.stress(area)),
    "what-if": lambda here, area: whatif_account(
        here.what_if(area, tried(here, area, 2), ""), here.strength_curve(area, tried(here, area, 1), "")
    ),
    "best-changes": lambda here, area: best_account(here.best_changes(area, "")),
    "target": lambda here, area: target_account(here.target(area, "", "reach:60")),
    "evidence": lambda here, area: evidence_account(here.evidence(area), here.gaps(area)),
    "measures": lambda here, area: measures_account(here.measures(area, "")),
    "overview": lambda here, area: overview_account(here.gaps(area), here.actions(area), here.movement(area)),
    "actions": lambda here, area: actions_account(here.actions(area)),
    "service": lambda here, area: service_account(
        here.gaps(area), here.routes(area, first_entry(here, area), "", ""), here.actions(area)
    ),
    "disclose": lambda here, area: hidden_account(here.area(area), here.hidden(area)),
}
"""How each account is told of an area of a library."""


def first_entry(here: Library, area: str) -> str:
    arrivals = here.area(area).arrivals
    return arrivals[0].service if arrivals else here.area(area).services[0].id


def tried(here: Library, area: str, many: int) -> tuple[tuple[str, str], ...]:
    return tuple((change.option, change.write()) for change in here.candidates(area, "")[:many])


@pytest.fixture(scope="module")
def here() -> Library:
    return Library([read_area(place) for place in PLACES])


def areas() -> Iterator[str]:
    return (place.name for place in PLACES)


@pytest.mark.parametrize("name", sorted(TOLD))
@pytest.mark.parametrize("at", often(range(len(PLACES)), 2, 3, 4))
def test_a_figure_is_the_same_wherever_it_stands(here: Library, at: int, name: str) -> None:
    area = list(here.areas)[at]
    account = TOLD[name](here, area)
    assert account.sheets
    hold_files(account)
    hold_screens(account)


def test_the_comparison_of_all_of_them_is_the_same_wherever_it_stands(here: Library) -> None:
    account = compare_account(here.comparison())
    hold_files(account)
    hold_screens(account)


@pytest.mark.proof
@pytest.mark.parametrize("at", range(len(PLACES)), ids=list(areas()))
def test_the_report_tells_no_number_of_its_own(here: Library, at: int) -> None:
    paper = here.report(list(here.areas)[at])
    written = [cell for rows in report_tables(html(paper)) for row in rows for cell in row]
    told = {cell for one in paper.accounts for sheet in one.sheets for row in sheet.words() for cell in row}
    numbers = [cell for cell in written if re.search(r"\d", cell)]
    assert len(numbers) > 20 and [cell for cell in numbers if cell not in told] == []

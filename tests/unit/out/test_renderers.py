"""One account, every renderer: the same rows, nothing that becomes a formula, area, period and profile beside them."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import date

import pytest
from openpyxl import load_workbook
from rich.console import Console

from dtors_network.accounts import kinds
from dtors_network.accounts.account import Account
from dtors_network.accounts.sheet import Column, Sheet
from dtors_network.accounts.stamp import stamp_of
from dtors_network.disclosure import protect
from dtors_network.examples import small_area
from dtors_network.model.bounds import Bounds
from dtors_network.out.csv_text import csv_text
from dtors_network.out.frame import frame
from dtors_network.out.json_text import document, json_text
from dtors_network.out.terminal import page, page_of_sheet
from dtors_network.out.xlsx import workbook

ROWS = (("Hill Surgery", Bounds(11, 15), True), ("=1+1", None, False))
COLUMNS = (
    Column("name", "Name", kinds.TEXT, lambda row: row[0]),
    Column("referred", "Referred", kinds.PEOPLE, lambda row: row[1]),
    Column("certain", "Certain", kinds.YES_NO, lambda row: row[2]),
)
KEYS = ["name", "referred_low", "referred_high", "certain"]


@pytest.fixture
def account() -> Account:
    area = replace(small_area(), period_start=date(2025, 4, 1), period_end=date(2026, 3, 31))
    sheet = Sheet("links", "Links", COLUMNS, ROWS, most=1)
    empty = Sheet("none", "Loads", COLUMNS, (), none="nobody gave how long people stay")
    stamp = stamp_of(protect(area))
    return Account("demo", stamp, "One link is certain.", ("It is so.",), (sheet, empty), ("Assumed.",))


def test_csv_has_area_period_and_profile_in_every_row(account: Account) -> None:
    rows = list(csv.reader(io.StringIO(csv_text(account))))
    beside = ["small", "2025-04-01", "2026-03-31", "ndtms"]
    assert rows[0] == [*KEYS, "area", "period_start", "period_end", "profile"]
    assert rows[1] == ["Hill Surgery", "11", "15", "yes", *beside]
    assert rows[2] == ["'=1+1", "", "", "no", *beside]
    assert len(list(csv.reader(io.StringIO(csv_text(account, "none"))))) == 1


def test_a_column_of_the_sheet_called_area_is_not_repeated(account: Account) -> None:
    own = Sheet("own", "Own", (Column("area", "Area", kinds.TEXT, str),), ("there",))
    header = csv_text(replace(account, sheets=(own,))).splitlines()[0]
    assert header == "area,period_start,period_end,profile"


def test_json_frame_and_csv_hold_the_same_rows(account: Account) -> None:
    held = document(account)["sheets"]["links"]
    assert held == [
        {"name": "Hill Surgery", "referred_low": 11, "referred_high": 15, "certain": True},
        {"name": "=1+1", "referred_low": None, "referred_high": None, "certain": False},
    ]
    found = frame(account, "links")
    assert list(found.columns) == KEYS
    assert found.referred_low.isna().tolist() == [False, True]
    assert found.attrs["profile"] == "ndtms"
    text = json.loads(json_text(account, gaps=[1]))
    assert (text["gaps"], text["period_start"], text["headline"]) == ([1], "2025-04-01", "One link is certain.")


def test_the_terminal_says_all_of_it_and_how_many_rows_are_left_out(account: Account) -> None:
    screen = Console(width=100, record=True, file=io.StringIO())
    screen.print(page(account))
    text = screen.export_text()
    for words in (
        "1 April 2025 to 31 March 2026", "One link is certain.", "11–15",
        "1 more in the file (--format csv --sheet links).",
        "Loads: nobody gave how long people stay", "Assumed.", "Counts of people stand in blocks",
    ):  # fmt: skip
        assert words in text
    assert "=1+1" not in text


def test_a_sheet_that_is_asked_for_stands_alone_and_whole(account: Account) -> None:
    screen = Console(width=100, record=True, file=io.StringIO())
    screen.print(page_of_sheet(account, "links"))
    text = screen.export_text()
    assert "1 April 2025 to 31 March 2026" in text and "Hill Surgery" in text and "=1+1" in text
    assert not any(words in text for words in ("Loads", "One link is certain.", "more in the file"))


def test_the_workbook_has_a_worksheet_for_each_sheet_and_no_formula(account: Account) -> None:
    book = load_workbook(io.BytesIO(workbook([account, replace(account, name="demo [again] of it all, at length")])))
    assert book.sheetnames == [
        "about", "demo links", "demo none", "demo  again  of it all, at leng", "demo  again  of it all, at l 2",
    ]  # fmt: skip
    rows = list(book["demo links"].values)
    assert rows[0] == tuple(KEYS)
    assert rows[2] == ("'=1+1", None, None, "no")
    assert "f" not in {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert ("profile", f"ndtms: {account.stamp.profile_title}") in set(book["about"].values)

"""Sheets: what files hold and what screens show of the same rows."""

from __future__ import annotations

from datetime import date

import pytest

from dtors_network.accounts import kinds
from dtors_network.accounts.account import Account
from dtors_network.accounts.kinds import KINDS, Blank, Named, said, scalars
from dtors_network.accounts.sheet import Column, Lead, Sheet, sheets_by_name
from dtors_network.accounts.stamp import stamp_of
from dtors_network.disclosure import protect
from dtors_network.errors import InputError
from dtors_network.examples import small_area
from dtors_network.model.bounds import Bounds
from dtors_network.model.estimate import Estimate, Rise
from dtors_network.model.ranged import Ranged

CELLS = {
    "text": ("a word", ("a word",), ("a word",)),
    "code": ("one_sided", ("one_sided",), ("one sided",)),
    "name": (Named("gp", "Hill Surgery"), ("gp",), ("Hill Surgery",)),
    "names": ((Named("a", "A"), Named("b", "B")), ("a;b",), ("A; B",)),
    "yes or no": (False, (False,), ("no",)),
    "day": (date(2026, 4, 1), ("2026-04-01",), ("1 April 2026",)),
    "number": (1247, (1247,), ("1,247",)),
    "days": (Bounds(8, 21), (8, 21), ("8–21 days",)),
    "people": (Bounds(1011, 1015), (1011, 1015), ("1,011–1,015",)),
    "people, and how many are likely": (
        (Bounds(11, 35), (15.5, 22.6, 30.25)),
        (11, 35, 15.5, 30.25, 22.6),
        ("about 23 (strictly 11–35)",),
    ),
    "any figure": (
        {"least": 0.2, "most": 0.3, "people_low": 8},
        (0.2, 0.3, None, None, None, 8, None),
        (),
    ),
    "share of people": (
        Estimate(0.625, 0.625, 0.3057, 0.8632, Bounds(8, 8)),
        (0.625, 0.625, 0.3057, 0.8632, 8, 8, 0.625),
        ("63 %", "31 to 86 %"),
    ),
    "decimal": (-1.23456789, (-1.234568,), ("-1.235",)),
    "range over open links": (
        Ranged(0.125, 3.0, 0.125, 3.0, exact=False),
        (0.125, 3.0, 0.125, 3.0, False),
        ("0.125", "3", "0.125 to 3.000, sampled"),
    ),
    "rise of 100, without interval": ((0.0205, 0.031), (0.0205, 0.031), ("+2.1 to +3.1",)),
    "range of numbers": ((12, 12), (12.0, 12.0), ("12",)),
    "places in use": ((19.7, 20.2, 15.6, 24.9), (19.7, 20.2, 15.6, 24.9), ("20", "16 to 25")),
    "range of shares": ((0.2, 0.245), (0.2, 0.245), ("20 to 25 %",)),
    "rise of 100": (Rise(-0.002, 0.0205), (-0.002, 0.0205, None, None, None), ("-0.2 to +2.1", "")),
}


def a_sheet(*words: str) -> Sheet[str]:
    length = Column("letters", "Letters", kinds.NUMBER, len)
    lead = Column("word", "Word", kinds.TEXT, str, lambda word: Lead("gaps", (("gap", word),)) if word else None)
    return Sheet("words", "Words", (lead, length, Column("raw", "", kinds.TEXT, repr)), words)


@pytest.mark.parametrize("code", KINDS)
def test_every_kind_says_and_keeps_a_cell(code: str) -> None:
    cell, kept, shown = CELLS[code]
    kind = KINDS[code]
    assert scalars(kind, cell) == kept
    assert said(kind, cell) == shown
    assert len(scalars(kind, None)) == len(kind.parts) == len(kept)
    assert len(said(kind, None)) == len(kind.heads) == len(shown)
    assert set(scalars(kind, None)) == {None}


@pytest.mark.parametrize("code", KINDS)
def test_a_cell_without_a_figure_says_why_and_stays_blank_in_files(code: str) -> None:
    kind, cell = KINDS[code], kinds.Blank("of nobody")
    assert said(kind, cell)[:1] == ("of nobody",)[: len(kind.heads)]
    assert len(said(kind, cell)) == len(kind.heads)
    assert set(scalars(kind, cell)) == {None}


def test_an_open_end_is_blank_in_files_and_said_on_screens() -> None:
    open_ = Bounds(43, kinds.MANY)
    assert (scalars(kinds.DAYS, open_), said(kinds.DAYS, open_)) == ((43, None), ("43 or more days",))
    assert (scalars(kinds.PEOPLE, open_), said(kinds.PEOPLE, open_)) == ((43, None), ("43 or more",))
    assert scalars(kinds.LIKELY, (open_, None)) == (43, None, None, None, None)
    assert scalars(kinds.SHARE, Estimate(0, 1, 0, 1, open_))[4:6] == (43, None)


def test_a_rise_that_rounds_to_nothing_has_no_minus() -> None:
    assert said(kinds.RISE, Rise(-0.0001, 0.0)) == ("+0.0", "")


def test_files_hold_every_column_and_screens_those_with_a_head() -> None:
    sheet = a_sheet("gap", "")
    assert sheet.keys == ("word", "letters", "raw")
    assert sheet.heads == ("Word", "Letters")
    assert sheet.rows() == (("gap", 3, "'gap'"), ("", 0, "''"))
    assert sheet.words() == (("gap", "3"), ("", "0"))
    assert sheet.words(1) == (("gap", "3"),)
    assert sheet.numbers == {1}
    assert sheet.leads() == ((Lead("gaps", (("gap", "gap"),)), None), (None, None))


def test_words_put_together_from_other_columns_stand_on_screens_alone() -> None:
    whole = Column("whole", "Whole", kinds.TEXT, str.upper, in_files=False)
    sheet = Sheet("words", "Words", (whole, Column("word", "", kinds.TEXT, str)), ("a", "b"), part=lambda word: word)
    assert (sheet.keys, sheet.rows()) == (("word",), (("a",), ("b",)))
    assert (sheet.heads, sheet.words()) == (("Whole",), (("A",), ("B",)))
    assert [(heading, part.rows()) for heading, part in sheet.parts()] == [("a", (("a",),)), ("b", (("b",),))]


def test_two_sheets_of_one_name_are_a_bug() -> None:
    with pytest.raises(ValueError, match="two sheets are called 'words'"):
        sheets_by_name([a_sheet(), a_sheet("x")])


def test_an_unknown_sheet_names_those_that_there_are() -> None:
    told = Account("demo", stamp_of(protect(small_area())), "", (), (a_sheet("x"),))
    assert told.sheet() is told.sheet("words")
    with pytest.raises(InputError, match=r"unknown sheet \(found 'word'\)\. Did you mean .words.\? Known: words"):
        told.sheet("word")
    with pytest.raises(InputError, match="demo has no table"):
        Account("demo", told.stamp, "").sheet()


def test_what_every_row_says_is_said_once_and_a_blank_is_not_made_a_word() -> None:
    columns = (
        Column("word", "Word", kinds.TEXT, str),
        Column("over", "Too few places", kinds.TEXT, lambda _: Blank("nobody")),
        Column("came", "What came of it", kinds.TEXT, lambda _: ""),
        Column("lever", "Lever", kinds.TEXT, lambda _: None),
    )
    sheet = Sheet("words", "Words", columns, ("a", "b")).lean()
    assert sheet.heads == ("Word",)
    assert sheet.same == "The same in every row: Too few places: nobody. Blank in every row: What came of it; Lever."


def test_a_rise_of_people_of_whom_nothing_is_known_is_not_about_nothing() -> None:
    rise = next(kind for name, kind in KINDS.items() if isinstance(CELLS[name][0], Rise))
    assert said(rise, Rise(-1.0, 1.0, 0.0, 0.0, 0.0)) == ("not known", "")
    assert said(rise, Rise(-0.2, 0.4, 0.0, 0.1, 0.05))[0].startswith("about +5.0")

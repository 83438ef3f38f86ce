"""Compare areas: every view of the page says what it shows, with a table and completeness beside each picture."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dashboards.library import Library
from dashboards.pages import compare
from dashboards.state import State
from dtors_network.disclosure import Profile
from dtors_network.examples import counted_area, small_area
from tests.unit.accounts.test_same_everywhere import words_of

HERE = State(area="now")


@pytest.fixture(scope="module")
def library() -> Library:
    area = replace(counted_area(), name="Here", region="North East")
    now = {"period_start": date(2023, 4, 1), "period_end": date(2024, 3, 31)}
    then = {"period_start": date(2022, 4, 1), "period_end": date(2023, 3, 31)}
    other = replace(area, id="other", name="There", **now)
    return Library([replace(area, id="then", **then), other, replace(area, id="now", **now)])


def test_an_earlier_period_stands_behind_its_area_and_not_beside_it(library: Library) -> None:
    found = library.comparison()
    assert [area.id for area in found.areas] == ["other", "now"]
    assert [area and area.id for area in found.before] == [None, "then"]


@pytest.mark.parametrize("view", compare.CHOICES)
def test_every_view_has_a_table_its_notes_and_how_complete_areas_are(library: Library, view: str) -> None:
    said = words_of(compare.layout(library, HERE.but(view=view)))
    assert f"Compare areas: {compare._title(view)}" in said
    assert "How complete each area is" in said
    assert any("No area is ranked" in text for text in said)


def test_one_area_against_its_neighbours_says_why_these_and_what_can_be_told_apart(library: Library) -> None:
    said = words_of(compare.layout(library, HERE.but(view="neighbours")))
    assert [text in said for text in library.comparison().unlike] == [True] * len(library.comparison().unlike)
    assert "Beside Here: the same region (There)." in said
    assert {"this area", "cannot be told apart"} <= {*said}
    assert any("Nothing is tested here" in text for text in said)


def test_two_periods_say_what_opened_closed_was_answered_and_moved(library: Library) -> None:
    said = words_of(compare.layout(library, HERE.but(view="changes")))
    assert "Required routes: 0 opened, 0 closed, 0 answered, 0 no longer known." in said
    assert any(text.endswith("in both periods 0 moved by more than chance.") for text in said)
    other = words_of(compare.layout(library, State(area="other", view="changes")))
    assert any(text.startswith("No earlier period of There is open") for text in other)


def test_one_area_in_two_periods_leads_to_what_changed(library: Library) -> None:
    both = [area for area in library._exact.values() if area.id != "other"]
    alone = Library(both)
    said = words_of(compare.layout(alone, HERE))
    assert any("One area in two periods" in text for text in said)
    assert alone.comparison().found_before[0] is not None


@pytest.mark.parametrize("view", ["reach_of_aftercare", "load", "waits_over_21_days"])
def test_what_no_area_has_is_said_and_nothing_is_drawn_of_it(view: str) -> None:
    bare = {"arrivals": (), "referrals": (), "departures": (), "refusals": (), "tables": frozenset({"services"})}
    area = replace(small_area(), services=tuple(replace(row, caseload=None) for row in small_area().services), **bare)
    page = compare.layout(Library([area, replace(area, id="other", name="Other")]), State(area="small", view=view))
    assert any(text.startswith("No area has ") for text in words_of(page))
    assert "intervals-0" not in str(page) and "What can be told apart" not in words_of(page)
    assert "data-table" in str(page)


@pytest.mark.parametrize("view", ["barriers", "questions_open"])
def test_what_depends_on_who_was_asked_is_told_and_neither_drawn_nor_set_pair_by_pair(
    library: Library, view: str
) -> None:
    page = compare.layout(library, HERE.but(view=view))
    assert any(text.startswith("It depends on who was asked") for text in words_of(page))
    assert "intervals-0" not in str(page) and "What can be told apart" not in words_of(page)
    assert "data-table" in str(page)


def test_of_many_areas_the_page_lists_few_pairs_and_says_where_the_others_are(monkeypatch: pytest.MonkeyPatch) -> None:
    area = counted_area()
    first, *rest = area.referrals
    many = [
        replace(
            area,
            id=f"area_{at}",
            name=f"Area {at}",
            referrals=(replace(first, referred=400, accepted=None, started=350 - 20 * at, kept_by_sender=None), *rest),
        )
        for at in range(12)
    ]
    monkeypatch.setattr(compare, "PAIRS", 5)
    monkeypatch.setattr(compare, "FIRST", 1)
    monkeypatch.setattr(compare, "TALL", 11)
    library = Library(many, Profile.NONE)
    said = words_of(compare.layout(library, State(area="area_0", view="lost_between")))
    key = next(key for key in library.comparison().keys if key[0] == "lost_between")
    apart = len(library.comparison().apart(key))
    assert apart > 5
    assert any(f"The first 5 of {apart} pairs that are told apart are listed." in text for text in said)
    assert {"Further figures of it", "Intervals of 12 areas side by side"} <= {*said}
    assert [text for text in said if text == "told apart"] == ["told apart"] * 5
    tall = words_of(compare.layout(Library(many[:9], Profile.NONE), State(area="area_0", view="lost_between")))
    assert "Further figures of it" not in tall and not any("are listed" in text for text in tall)


@pytest.mark.parametrize("name", sorted(compare.PAGE.downloads))
def test_what_is_downloaded_is_marked_with_the_profile(library: Library, name: str) -> None:
    head, *rows = compare.PAGE.downloads[name](library, HERE).splitlines()
    assert head.rstrip("\r").endswith("profile") or "profile" in head.split(",")
    assert rows

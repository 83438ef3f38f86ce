"""Compare areas in a browser: accessible, with a table beside each picture."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from dashboards.app import create_app
from dtors_network.examples import counted_area
from tests.browser.serving import served
from tests.browser.test_gaps_page import address, arrive, faults, quiet
from tests.often import often

__all__ = ["address", "quiet"]


@pytest.mark.parametrize("view", often(["reach_of_aftercare", "required_routes"], "reach_of_aftercare"))
def test_the_page_is_accessible_and_every_picture_has_its_tables(
    quiet: Page, address: str, axe: str, view: str
) -> None:
    arrive(quiet, f"{address}compare?view={view}")
    quiet.wait_for_selector("#intervals-0 .main-svg")
    assert faults(quiet, axe) == []
    pictures = quiet.locator(".page figure").count()
    assert pictures
    assert quiet.locator(".page table").count() >= 2 * pictures


@pytest.mark.parametrize("view", often(["neighbours", "published"], "published"))
def test_views_over_all_figures_are_accessible_and_fit_a_telephone(
    quiet: Page, address: str, axe: str, view: str
) -> None:
    quiet.set_viewport_size({"width": 360, "height": 800})
    arrive(quiet, f"{address}compare?view={view}")
    quiet.wait_for_selector("#headline")
    quiet.wait_for_selector(".page table")
    assert faults(quiet, axe) == []
    assert quiet.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.fixture
def holders() -> Iterator[str]:
    """Three areas with codes, open for their holder."""
    codes = {"one": "E06000001", "two": "E09000001", "three": "E06000002"}
    areas = [replace(counted_area(), id=id_, name=id_.title(), gss_code=code) for id_, code in codes.items()]
    with served(create_app(areas, holder=True)) as address:
        yield address


def test_a_list_of_neighbours_of_ones_own_is_told_where_wrong_shown_and_deleted(
    quiet: Page, holders: str, axe: str, tmp_path: Path
) -> None:
    file, head = tmp_path / "near.csv", "code,neighbour,rank,model,year\n"
    arrive(quiet, f"{holders}compare?view=neighbours&area=one")
    place = quiet.locator("#upload-place")
    given = quiet.get_by_label("CSV file with the columns code, neighbour, rank, model, year")
    file.write_text(f"{head}Kent,E09000001,1,Like us,2024\n", encoding="utf-8")
    given.set_input_files(file)
    expect(place.get_by_text("This is no code of an authority")).to_be_visible(timeout=20_000)
    file.write_text(f"{head}E06000001,E09000001,1,Like us,2024\n", encoding="utf-8")
    given.set_input_files(file)
    expect(place.get_by_text("Like us, 2024 is read: neighbours of 1 authority.")).to_be_visible(timeout=20_000)
    quiet.get_by_role("link", name="Show its neighbours").click()
    expect(quiet.get_by_text("like us, 2024 (Two)")).to_be_visible(timeout=20_000)
    assert faults(quiet, axe) == []
    quiet.get_by_role("button", name="Delete Like us, 2024 now").press("Enter")
    expect(place.get_by_text("Deleted. Nothing of it is left here.")).to_be_visible(timeout=20_000)

"""A page of a large area: it says that it is being worked out, asks again by itself, and comes when it is ready."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from dashboards.app import create_app
from dashboards.holding import LARGE
from dtors_network.examples import small_area
from dtors_network.synthetic import synthetic_area
from tests.browser.keyboard import choose
from tests.browser.serving import served
from tests.browser.test_gaps_page import arrive, faults, quiet

__all__ = ["quiet"]

LONG = 60_000


@pytest.fixture(scope="module")
def large() -> Iterator[str]:
    app = create_app([small_area(), synthetic_area(20261128, services=LARGE, links=120).area])
    library = app.server.extensions["dtors_library"]
    library.work_apart()
    with served(app) as address:
        yield address
    library.pool.close()


def test_a_page_of_a_large_area_says_how_far_it_is_and_comes_by_itself(quiet: Page, large: str, axe: str) -> None:
    arrive(quiet, f"{large}?area=synthetic_20261128")
    expect(quiet.get_by_role("heading", level=1)).to_have_text("Being worked out")
    expect(quiet).to_have_title("Being worked out – gaps between services")
    assert faults(quiet, axe) == []
    expect(quiet.get_by_role("heading", level=1)).to_contain_text("Synthetic area 20261128", timeout=LONG)
    expect(quiet.locator("#waiting")).to_have_count(0)
    assert faults(quiet, axe) == []


def test_after_a_choice_the_focus_comes_back_to_the_chooser_once_the_page_is_there(quiet: Page, large: str) -> None:
    arrive(quiet, f"{large}flow?area=small")
    choose(quiet, "Area", "Synthetic area 20261128")
    expect(quiet.get_by_role("heading", level=1)).to_contain_text("Synthetic area 20261128", timeout=LONG)
    expect(quiet.get_by_label("Area", exact=True).first).to_be_focused()

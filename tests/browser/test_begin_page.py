"""From an empty folder to a map with open questions, by keyboard alone: of a CQC file, and of names in a sheet."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from openpyxl import Workbook
from playwright.sync_api import FileChooser, Locator, Page, expect
from playwright.sync_api import TimeoutError as NothingOpened

from dashboards.app import create_app
from dtors_network.area_files.area_io import read_area
from tests.browser.serving import served
from tests.browser.test_gaps_page import arrive, faults, quiet

__all__ = ["quiet"]

PRESSES = 60
CQC = (
    "CQC Locations data,,,,,,\n\n"
    "Name,Service types,Specialisms/services,Provider name,Local authority,"
    "CQC Location ID (for office use only),CQC Provider ID (for office use only)\n"
    "Ash Rehab,Rehabilitation (substance abuse),,Ash Ltd,Kent,1-1,2-1\n"
    "Beech Hub,Community services - Substance abuse,,Ash Ltd,Kent,1-2,2-1\n"
    "Elsewhere Hub,Community services - Substance abuse,,Far Ltd,Surrey,1-4,2-4\n"
)


def names(place: Path) -> None:
    book = Workbook()
    for row in (["Our services"], [], ["Name", "Run by"], ["Ash Rehab", "Ash Ltd"], ["Beech Hub", "Ash Ltd"]):
        book.active.append(row)
    book.save(place)


@pytest.fixture
def begins(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    app = create_app([], holder=True, begins=tmp_path / "kent")
    with served(app) as address:
        yield address, tmp_path


def tab_to(page: Page, wanted: Locator) -> None:
    expect(wanted).to_be_visible()
    for _ in range(PRESSES):
        if wanted.evaluate("one => one === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{PRESSES} presses of Tab did not reach {wanted}")


def press(page: Page, wanted: Locator, key: str = "Enter") -> None:
    tab_to(page, wanted)
    page.keyboard.press(key)


def opened(page: Page, tries: int = 4) -> FileChooser:
    """Open the chooser of files by key: Chromium drops it now and then, though the key clicked the control."""
    for _ in range(tries):
        page.wait_for_timeout(400)
        with suppress(NothingOpened):
            with page.expect_file_chooser(timeout=4_000) as chosen:
                page.keyboard.press("Enter")
            return chosen.value
    raise AssertionError(f"no chooser of files opened for {tries} presses of Enter")


def saved(page: Page, times: int) -> None:
    page.wait_for_function("times => Number(document.body.dataset.saved) >= times", arg=times)


@pytest.mark.parametrize("kind", ["cqc.csv", pytest.param("ours.xlsx", marks=pytest.mark.proof)])
def test_a_first_map_by_keyboard_alone(quiet: Page, begins: tuple[str, Path], axe: str, kind: str) -> None:
    address, place = begins
    (place / "cqc.csv").write_text(CQC, encoding="utf-8")
    names(place / "ours.xlsx")
    arrive(quiet, f"{address}begin")
    tab_to(quiet, quiet.get_by_label("Authority", exact=True))
    quiet.keyboard.type("Kent")
    press(quiet, quiet.get_by_role("button", name="Begin", exact=True))
    expect(quiet.get_by_role("heading", name="Usual routes in")).to_be_visible()
    tab_to(quiet, quiet.get_by_label("File", exact=True))
    opened(quiet).set_files(place / kind)
    for name in ("Ash Rehab", "Beech Hub"):
        press(quiet, quiet.get_by_role("checkbox", name=f"{name} belongs to this area"), "Space")
    saved(quiet, 4)
    assert faults(quiet, axe) == []
    press(quiet, quiet.get_by_role("link", name="Next: tick known partners"))
    grid = quiet.get_by_role("grid")
    expect(grid).to_be_visible()
    tab_to(quiet, grid.locator('input[tabindex="0"]'))
    for key, name in (("ArrowDown", "GP sends people to "), ("ArrowRight", "GP sends people to Beech Hub")):
        for _ in range(PRESSES):
            if quiet.evaluate("document.activeElement.getAttribute('aria-label')").startswith(name):
                break
            quiet.keyboard.press(key)
    quiet.keyboard.press("Space")
    saved(quiet, 5)
    expect(quiet.locator("#begin-so-far-partners")).to_have_text("1 link ticked")
    assert faults(quiet, axe) == []
    press(quiet, quiet.get_by_role("link", name="Next: type counts that you have"))
    press(quiet, quiet.get_by_role("link", name="Next: see the first findings"))
    press(quiet, quiet.get_by_role("link", name="Next: see whom to ask first"))
    expect(quiet.get_by_role("table").get_by_text("Beech Hub").first).to_be_visible()
    press(quiet, quiet.get_by_role("link", name="The map", exact=True))
    expect(quiet.get_by_role("heading", level=1)).to_contain_text("Kent")
    area = read_area(place / "kent")
    ids = {row.name: row.service for row in area.services}
    assert {"Ash Rehab", "Beech Hub"} <= ids.keys() and "Elsewhere Hub" not in ids
    assert [(row.source, row.target) for row in area.statements] == [("gp", ids["Beech Hub"])]


@pytest.mark.proof
def test_thirty_names_become_a_map_findings_and_forms_for_all_in_one_sitting(
    quiet: Page, begins: tuple[str, Path], axe: str
) -> None:
    address, place = begins
    kinds = ("Open access", "Psychosocial treatment", "Specialist prescribing", "Aftercare", "Housing")
    rows = "".join(f"Service {at},{kinds[at % len(kinds)]},Trust {at % 4}\n" for at in range(30))
    (place / "ours.csv").write_text(f"Name,Type,Provider\n{rows}", encoding="utf-8")
    arrive(quiet, f"{address}begin")
    quiet.get_by_label("Authority", exact=True).select_option(label="Kent")
    quiet.get_by_role("button", name="Begin", exact=True).click()
    quiet.get_by_label("File", exact=True).set_input_files(place / "ours.csv")
    belongs = quiet.get_by_role("checkbox", name="belongs to this area")
    expect(belongs).to_have_count(30)
    for at in range(30):
        belongs.nth(at).check()
    expect(quiet.locator("#begin-so-far-services")).to_contain_text("30 services")
    quiet.get_by_role("link", name="Next: tick known partners").click()
    quiet.get_by_role("checkbox", name="GP sends people to Service 0", exact=True).check()
    expect(quiet.locator("#begin-so-far-partners")).to_have_text("1 link ticked")
    quiet.get_by_role("link", name="Next: type counts that you have").click()
    quiet.get_by_role("link", name="Next: see the first findings").click()
    expect(quiet.get_by_text("none is certain", exact=False)).to_be_visible()
    expect(quiet.get_by_text("say so once every service is listed", exact=False)).to_be_visible()
    quiet.get_by_role("link", name="Next: see whom to ask first").click()
    quiet.get_by_role("link", name="Write forms for the services: a first round of questions").click()
    quiet.get_by_role("button", name="Open the next round").click()
    expect(quiet.get_by_role("link", name="Show how the round stands now")).to_be_visible(timeout=30_000)
    asked = {service.service for service in read_area(place / "kent").services if service.organisation}
    forms = [file.name for file in (place / "kent" / "rounds" / "r1" / "forms").iterdir()]
    for ending in (".xlsx", ".html"):
        assert {name.rsplit("-", 1)[0] for name in forms if name.endswith(ending)} >= asked
    assert len(asked) == 30 and faults(quiet, axe) == []

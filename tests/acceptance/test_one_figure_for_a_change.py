"""The same set of changes gives the same figures in what-if, best changes, the page's file, the terminal and Python."""

import csv
import io
import json
from pathlib import Path

import pytest

from dashboards.library import Library
from dashboards.pages import what_if as page
from dashboards.state import State
from dtors_network import what_if
from dtors_network.accounts.whatif_words import overload_sentence
from dtors_network.area_files.area_io import read_area
from dtors_network.whatif import Baseline, best_changes, write_changes
from tests.command import ran

AREAS = Path(__file__).resolve().parents[2] / "data" / "areas"
ENDS = ("least", "most", "low", "high", "middle")


@pytest.mark.parametrize("name", ["well_joined", "prison_release_unmet"])
def test_a_set_of_changes_has_one_figure(name):
    library = Library([read_area(AREAS / name)])
    area = library.area(name)
    baseline = Baseline(area, library.comparators(name))
    found = best_changes(baseline, k=2)
    one = found.clear[0]
    told = what_if(baseline, one.changes)
    rise = told.reach[0].rise
    assert one.rise == rise
    assert one.value == pytest.approx(rise.middle)
    assert (one.strict, one.likely) == (rise[:2], rise[2:4])
    written = tuple(write_changes(one.changes))
    options = [text for option, value in written for text in (f"--{option}", value)]
    said = json.loads(ran("what-if", AREAS / name, *options, "--format", "json").stdout)
    of_page = next(
        csv.DictReader(io.StringIO(page.PAGE.downloads["what-if"](library, State(area=name, changes=written))))
    )
    of_frame = told.to_frame("reach").iloc[0]
    for end in ENDS:
        wanted = pytest.approx(getattr(rise, end), abs=1e-5)
        column = f"rise_{end}"
        assert [said["sheets"]["reach"][0][column], float(of_page[column]), of_frame[column]] == [wanted] * 3


@pytest.mark.parametrize("name", ["criminal_justice_overload"])
def test_a_set_overloads_the_same_services_wherever_it_is_asked(name):
    baseline = Baseline(Library([read_area(AREAS / name)]).area(name), draws=50)
    found = best_changes(baseline, k=1)
    assert found.clear
    for one in (*found.clear[:2], *found.perhaps[:2], *found.surely[:2]):
        loads = what_if(baseline, one.changes).loads
        mine = {load.service for load in loads if load.newly_over}
        assert mine == {full.service for full in one.overloads}
        assert {load.service for load in loads if load.newly_over and load.over} == {
            full.service for full in one.overloads if full.surely
        }
        assert bool(overload_sentence(baseline.area, loads)) is bool(one.overloads)

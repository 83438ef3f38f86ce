"""What would help the six illustrative areas, against what decision 0008 wrote down beforehand."""

from functools import cache
from pathlib import Path

import pytest

from dtors_network.area_files.area_io import read_area
from dtors_network.whatif import Baseline, BestChanges, best_changes

AREAS = Path(__file__).resolve().parents[2] / "data" / "areas"
ELLERWICK, CORVINGHAM, RAVELSTOW, ALDERMARSH, PENMARROW, STANNERBY = (
    "well_joined",
    "prison_release_unmet",
    "mental_health_exclusion",
    "competing_providers",
    "rural_out_of_area",
    "criminal_justice_overload",
)
CALLED, INTERESTED = "could_not_contact", "no_longer_interested"
FIRST_FIX = {
    ELLERWICK: ("missing_route:everyone:treatment_to_mutual_aid:day_programme", None),
    CORVINGHAM: ("missing_route:leaving_prison:prison_to_treatment:prison", ("open_link", "prison", "cj_team")),
    RAVELSTOW: (
        "refused_group:currently_using:treatment_to_mental_health:community_mh_team:talking_therapies",
        ("open_acceptance", "", ""),
    ),
    ALDERMARSH: ("disputed_link:everyone:alder_prescribing:quay_aftercare", None),
    PENMARROW: ("no_provider:everyone:residential_to_aftercare", ("provide", "", "")),
    STANNERBY: ("single_point:everyone:custody:cj_team", ("open_link", "custody", "day_programme")),
}


@cache
def best(name: str, k: int = 2) -> BestChanges:
    return best_changes(Baseline(read_area(AREAS / name), draws=50), k=k)


def codes(name: str, k: int, apart: bool = False) -> list[set[str]]:
    found = best(name, k)
    return [{change.write() for change in one.changes} for one in (found.apart if apart else found.sets)]


@pytest.mark.parametrize("name", [ELLERWICK, CORVINGHAM, RAVELSTOW, PENMARROW])
def test_reaching_people_everywhere_helps_most(name):
    assert codes(name, 1)[0] == {CALLED}


def test_small_losses_add_up_in_a_well_joined_area():
    assert 0.01 < best(ELLERWICK, 1).sets[0].lower_end < 0.03


def test_where_the_team_is_full_already_it_helps_most_and_stands_apart():
    first = best(STANNERBY, 1).apart[0]
    assert [change.write() for change in first.changes] == [CALLED]
    assert first.overloads == ("cj_team",)


def test_what_overloads_nobody_there_is_small():
    found = best(STANNERBY, 1)
    assert found.sets[0].lower_end * 5 < found.apart[0].lower_end
    assert all(len(change.write().split("@")) == 2 for one in found.sets[:3] for change in one.changes)


def test_an_area_whose_departures_are_not_complete_is_not_ranked():
    found = best(ALDERMARSH)
    assert found.reason.startswith("departures are not said to be complete")
    assert (found.sets, found.apart) == ((), ())


@pytest.mark.parametrize("name", [ELLERWICK, CORVINGHAM, PENMARROW])
def test_the_best_pair_is_of_the_two_commonest_reasons(name):
    assert codes(name, 2)[0] == {CALLED, INTERESTED}


@pytest.mark.parametrize(("name", "full"), [(RAVELSTOW, "aftercare"), (STANNERBY, "cj_team")])
def test_or_it_stands_apart_where_it_overloads_somebody(name, full):
    found = best(name)
    assert codes(name, 2, apart=True)[0] == {CALLED, INTERESTED}
    assert full in found.apart[0].overloads


@pytest.mark.parametrize("name", FIRST_FIX)
def test_the_structural_fix_that_was_foreseen_comes_first(name):
    first, fix = best(name).structural[0], FIRST_FIX[name][1]
    assert first.id == FIRST_FIX[name][0]
    assert fix is None or fix in [(step.kind, step.source, step.target) for step in first.remedy]

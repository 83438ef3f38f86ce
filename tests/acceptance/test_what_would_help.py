"""What would help the six illustrative areas behind the door, against what decision 0026 wrote down beforehand."""

from functools import cache
from pathlib import Path

import pytest

from dtors_network.accounts.best import best_account
from dtors_network.accounts.target import target_account
from dtors_network.area_files.area_io import read_area
from dtors_network.disclosure import protected
from dtors_network.whatif import Baseline, BestChanges, best_changes
from dtors_network.whatif.target import what_would_it_take

AREAS = Path(__file__).resolve().parents[2] / "data" / "areas"
ELLERWICK, CORVINGHAM, RAVELSTOW, ALDERMARSH, PENMARROW, STANNERBY = (
    "well_joined",
    "prison_release_unmet",
    "mental_health_exclusion",
    "competing_providers",
    "rural_out_of_area",
    "criminal_justice_overload",
)
CALLED = "could_not_contact"
FIRST = {
    ELLERWICK: [],
    CORVINGHAM: [("missing_route", "prison", {"prescribing", "psychosocial", "cj_team"})],
    RAVELSTOW: [("refused_group", "", {"community_mh_team", "talking_therapies"})],
    ALDERMARSH: [
        ("disputed_link", "alder_prescribing", {"quay_aftercare"}),
        ("disputed_link", "quay_day_programme", {"alder_recovery"}),
    ],
    PENMARROW: [("no_provider", "", set())],
    STANNERBY: [],
}
BEST = {
    ELLERWICK: f"{CALLED}@hub>psychosocial",
    CORVINGHAM: f"{CALLED}@hub>prescribing",
    RAVELSTOW: f"{CALLED}@self>hub",
    PENMARROW: f"{CALLED}@prison>prescribing",
    STANNERBY: f"{CALLED}@cj_team>day_programme",
}


@cache
def baseline(name: str) -> Baseline:
    return Baseline(protected(read_area(AREAS / name)), draws=50)


@cache
def best(name: str) -> BestChanges:
    return best_changes(baseline(name), k=1)


@pytest.mark.parametrize("name", FIRST)
def test_what_comes_ahead_of_any_ranking(name):
    found = [(one.gap.finding.rule, one.sender, {*one.receivers}) for one in best(name).first]
    assert found == FIRST[name]
    assert best_account(best(name)).headline.startswith("First, ") is bool(found)


@pytest.mark.parametrize("name", BEST)
def test_the_best_lever_at_a_place_that_overloads_nobody(name):
    clear = best(name).clear
    assert [one.levers[0].written for one in clear if one.line == 0 and one.best_in >= 0.1].count(BEST[name]) == 1
    assert 0 < clear[0].value < 0.006


def test_where_departures_are_not_complete_nothing_is_ranked():
    assert best(ALDERMARSH).reason.startswith("departures are not said to be complete")
    assert best(ALDERMARSH).ranked == ()


def test_what_overloads_the_team_stands_apart_and_gives_more():
    found = best(STANNERBY)
    assert found.surely[0].levers[0].written == f"{CALLED}@custody>cj_team"
    assert "cj_team" in {one.service for one in found.surely[0].overloads if one.surely}
    assert found.surely[0].value > 2 * found.clear[0].value


def test_a_refused_group_shows_nothing_in_reach_and_says_whom_it_turned_away():
    (first,) = best(RAVELSTOW).first
    assert first.at_most == 0 and first.turned_away is not None and first.turned_away.low >= 100


@pytest.mark.parametrize("name", [x for x in BEST])
def test_what_nobody_can_commission_is_a_ceiling_alone(name):
    found = best(name)
    assert not {x.lever for one in found.ranked for x in one.levers} & {"no_longer_interested", "other", "not_recorded"}
    assert found.ceilings[0].code == CALLED


# ---- 75 of 100 of those referred from prison starting treatment -----------------------------------------------------


def test_where_nobody_is_referred_from_prison_a_way_comes_first():
    assert "has to be agreed first" in what_would_it_take(baseline(CORVINGHAM), continuity=0.75).reason


def test_what_continuity_would_take():
    both = what_would_it_take(baseline(ELLERWICK), continuity=0.75)
    assert both.pair is not None and both.pair.can
    alone, together = both.alone[0].strengths[1], both.pair.strengths[1]
    assert together is not None and (alone is None or together < alone)
    none = what_would_it_take(baseline(PENMARROW), continuity=0.75)
    assert none.every is not None and not none.every.can
    brink = what_would_it_take(baseline(STANNERBY), continuity=0.75)
    assert brink.alone[0].can and 0.8 < (brink.alone[0].strengths[1] or 0) <= 1
    assert "cj_team" in {one.service for one in brink.alone[0].places}
    account = target_account(none)
    assert account.headline.startswith("It cannot be reached by these")
    assert account.sheet("ambitions").words()[0][0] == "75"  # a share that is published is no rise, and has no sign

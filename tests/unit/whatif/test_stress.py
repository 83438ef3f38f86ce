"""What hangs on each organisation: who is cut off, who becomes the only gateway, and who is then too full."""

from dataclasses import replace

from dtors_network.model.vocabulary import EVERYONE, Accepts
from dtors_network.whatif import stress
from tests.unit.whatif.drawing import LINE, area_of, both_say, came, left, sent, service

OPEN = {"accepts": ((EVERYONE, Accepts.YES),)}
# Two clinics side by side: 40 go to the east, 20 to the west, and half of each on to aftercare.
TWO = area_of(
    service("self", "self_or_family", "", **OPEN),
    service("east", "psychosocial", "east", places=5, stay_days=36.5, **OPEN),
    service("west", "psychosocial", "west", places=5, stay_days=36.5, **OPEN),
    service("care", "aftercare", "onward", **OPEN),
    came("self", 60),
    sent("self", "east", 40, 40),
    sent("self", "west", 20, 20),
    sent("east", "care", 20, 20),
    sent("west", "care", 10, 10),
    left("east", 20),
    left("west", 10),
    left("care", 30),
    *both_say("self", "east"),
    *both_say("self", "west"),
    *both_say("east", "care"),
    *both_say("west", "care"),
)


def by_organisation(area):
    return {one.organisation: one for one in stress(area)}


def test_the_organisation_on_which_most_hangs_comes_first():
    assert [one.organisation for one in stress(TWO)] == ["onward", "east", "west"]


def test_who_loses_the_only_way_is_told_by_group_and_route_in():
    cuts = {(cut.group, cut.entry, cut.certain) for cut in by_organisation(TWO)["onward"].cuts}
    assert (EVERYONE, "self", True) in cuts
    assert by_organisation(TWO)["east"].cuts == ()


def test_where_the_list_is_not_complete_nobody_is_cut_off_for_certain():
    open_list = by_organisation(replace(TWO, services_complete=False))["onward"]
    assert open_list.cuts
    assert not any(cut.certain for cut in open_list.cuts)


def test_the_one_that_stays_becomes_the_only_gateway():
    assert by_organisation(TWO)["east"].gateways == (("self", "west"),)
    assert by_organisation(TWO)["onward"].gateways == ()


def test_all_may_come_to_the_one_that_stays():
    # 60 at the west for a tenth of a year each: 6 places in use of 5; where both stay it is 2.
    (over,) = by_organisation(TWO)["east"].overloads
    assert over.service == "west"
    assert over.before.load is not None
    assert over.before.load[:2] == (2.0, 2.0)
    assert over.after.load is not None
    assert over.after.load[1] == 6.0


def test_without_complete_departures_loads_are_left_out_and_the_rest_is_told():
    found = by_organisation(replace(TWO, departures_complete=False))
    assert {one.overloads for one in found.values()} == {()}
    assert found["east"].gateways == (("self", "west"),)


def test_an_area_of_one_organisation_has_nothing_to_take_out():
    alone = replace(TWO, services=tuple(replace(row, organisation="all") for row in TWO.services))
    assert not stress(alone)


def test_every_organisation_is_taken_out_once():
    assert {one.organisation for one in stress(LINE)} == {row.organisation for row in LINE.services}

"""More places: only people refused for want of room come back, and no more than there is room for."""

from dataclasses import replace

import pytest

from dtors_network.model.bounds import Bounds
from dtors_network.model.vocabulary import EVERYONE, SUPPRESSED
from dtors_network.whatif import what_if
from dtors_network.whatif.baseline import Baseline
from dtors_network.whatif.making import steps_after
from dtors_network.whatif.places import AddPlaces
from dtors_network.whatif.relieve import Relieve
from dtors_network.whatif.returned import Back
from tests.unit.whatif.drawing import area_of, came, left, near, refused, sent, service

# A place holds 365 ÷ 73 = 5 people a year. From the hub 40 are referred and 20 start; 10 of the 20 lost found no room.
ROOM = area_of(
    service("self", "self_or_family", ""),
    service("hub", "open_access", "east"),
    service("clinic", "psychosocial", "west", places=4, stay_days=73.0),
    service("care", "aftercare", "west"),
    came("self", 80),
    sent("self", "hub", 80, 80),
    sent("hub", "clinic", 40, 20),
    left("hub", 40),
    sent("clinic", "care", 10, 10),
    left("clinic", 10),
    left("care", 10),
    refused("hub", "clinic", "no_capacity", 10),
    refused("hub", "clinic", "other", 10),
)


def starts(area, *changes, group=EVERYONE):
    """How many start at the clinic from each sender."""
    steps = Baseline(area).flow(group).steps
    return {row.source: row.started for row in steps_after(Back(steps), changes).onward if row.target == "clinic"}


@pytest.mark.parametrize(
    ("places", "started"),
    [
        (1, Bounds(25, 25)),  # room for 5; at least 10 · 20 ÷ 30 = 6 would come back
        (2, Bounds(26, 30)),  # room for 10: from 6 to all 10
        (9, Bounds(26, 30)),  # nobody else comes, however much room there is
    ],
)
def test_no_more_come_back_than_there_is_room_for(places, started):
    assert starts(ROOM, AddPlaces("clinic", places)) == {"hub": started}


def test_reach_rises_by_those_who_have_room():
    found = what_if(Baseline(ROOM, draws=2), [AddPlaces("clinic", 1)]).reach[0]
    assert (found.before.least, found.after.least, found.after.most) == near((20 / 80 / 2, 25 / 80 / 2, 25 / 80 / 2))


def test_without_a_stay_nobody_knows_how_many_a_place_holds():
    services = tuple(replace(row, stay_days=None) for row in ROOM.services)
    assert starts(replace(ROOM, services=services), AddPlaces("clinic", 1)) == {"hub": Bounds(20, 30)}
    assert starts(replace(ROOM, period_end=None), AddPlaces("clinic", 1)) == {"hub": Bounds(20, 30)}


def test_two_senders_share_the_room_at_the_least_and_either_may_have_it_all():
    more = (sent("self", "clinic", 40, 20), refused("self", "clinic", "no_capacity", 20))
    area = replace(ROOM, referrals=(*ROOM.referrals, more[0]), refusals=(*ROOM.refusals, more[1]))
    # 6 and 20 at the least for room of 5: floor(5 · 6 ÷ 26) = 1 and floor(5 · 20 ÷ 26) = 3; 5 for either at the most.
    assert starts(area, AddPlaces("clinic", 1)) == {"hub": Bounds(21, 25), "self": Bounds(23, 25)}


def test_where_another_reason_falls_away_too_the_room_is_for_the_rest():
    # The other ten: 6 to 10 of them. With both reasons gone all 20 would start; there is room for 5 of the others.
    changes = [AddPlaces("clinic", 1), Relieve("other", source="hub", target="clinic")]
    assert starts(ROOM, *changes) == starts(ROOM, *reversed(changes)) == {"hub": Bounds(31, 35)}


def test_where_want_of_room_falls_away_altogether_more_places_add_nobody():
    relief = Relieve("no_capacity", source="hub", target="clinic")
    assert starts(ROOM, AddPlaces("clinic", 9), relief) == starts(ROOM, relief)


@pytest.mark.parametrize(("now", "then"), [(4, 7), (None, None), (SUPPRESSED, Bounds(4, 7))])
def test_places_are_added_to_those_in_the_table(now, then):
    services = tuple(replace(row, places=now) if row.service == "clinic" else row for row in ROOM.services)
    changed = AddPlaces("clinic", 3).to_area(replace(ROOM, services=services))
    assert [row.places for row in changed.services if row.service == "clinic"] == [then]


def test_the_load_is_held_against_the_places_there_are_then():
    found = what_if(Baseline(ROOM, draws=2), [AddPlaces("clinic", 1)])
    (load,) = found.loads
    # 20 people for 73 of 365 days are 4 places in use, of 4; 25 are 5, of 5.
    assert (load.before.load[:2], load.before.places) == (near((4, 4)), (4, 4))
    assert (load.after.load[:2], load.after.places) == (near((5, 5)), (5, 5))
    assert not load.over


def test_the_words_count_the_places():
    assert AddPlaces("clinic", 1).words(ROOM) == "clinic (west) has 1 more place"
    assert AddPlaces("clinic", 3).words(ROOM) == "clinic (west) has 3 more places"
    assert "no more of them than the new places hold" in AddPlaces("clinic", 3).assumes()
    assert AddPlaces("clinic", 3).holds_at("hub", "clinic") and not AddPlaces("clinic", 3).holds_at("clinic", "care")
